"""How long a part of a picture is by its format: what stands behind that in the part is no picture.

JPEG (ITU-T T.81, B.2), PNG (W3C, third edition, 11), GIF89a (appendix F), colour profiles (ICC.1:2022, 10).
"""

from __future__ import annotations

import struct
from collections.abc import Callable

_PNG = {b"IHDR": 13, b"gAMA": 4, b"cHRM": 32, b"sRGB": 1, b"pHYs": 9, b"acTL": 8, b"fcTL": 26, b"PLTE": 768}
_BY_COLOUR = {b"bKGD": (2, 0, 6, 1, 2, 0, 6), b"tRNS": (2, 0, 6, 256, 0, 0, 0), b"sBIT": (1, 0, 3, 3, 2, 0, 4)}
"""Of PNG's colour types 0 to 6; those of a palette at most."""
_CHANNELS = (1, 0, 3, 1, 2, 0, 4)
_PASSES = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))
"""Of an interlaced PNG: first column, step, first row, step."""
JpegPart = tuple[int, bytes, bytes]
"""A segment's marker and content, and the coded pixels behind it."""
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
_CURVE = (4, 12, 16, 20, 28)
"""Bytes that the five kinds of a parametric curve take behind their number."""


def png_part(kind: bytes, body: bytes, header: bytes) -> bytes:
    """A chunk's content as long as its kind may be; `header` is that of IHDR. Raises IndexError."""
    by_colour = _BY_COLOUR.get(kind)
    size = by_colour[header[9]] if by_colour else _PNG.get(kind, len(body))
    return body[:size]


def png_pixels(header: bytes, width: int, height: int) -> int:
    """Bytes that so many pixels take, unpacked. Raises IndexError."""
    bits = header[8] * _CHANNELS[header[9]]

    def rows(columns: int, count: int) -> int:
        return count * (1 + (columns * bits + 7) // 8) if columns else 0

    if not header[12]:
        return rows(width, height)
    return sum(rows(-(-max(width - x, 0) // across), -(-max(height - y, 0) // down)) for x, across, y, down in _PASSES)


def jpeg_part(kind: int, body: bytes) -> bytes:
    """A segment's content as long as it says itself. Raises IndexError."""
    if kind == 0xDB:
        return body[: _whole(body, lambda at: 65 + 64 * (body[at] >> 4 == 1))]
    if kind == 0xC4:
        return body[: _whole(body, lambda at: 17 + sum(body[at + 1 : at + 17]))]
    if kind == 0xDD:
        return body[:2]
    return body[: 2 * body[0] + 4 if kind == 0xDA else 3 * body[5] + 6]


def jpeg_used(parts: list[JpegPart]) -> list[JpegPart]:
    """Segments with the tables alone that a scan behind them asks for. Raises IndexError."""
    frame = next((body for kind, body, _ in parts if kind in FRAMES), b"")
    shades = {(0xDB, body_at) for body_at in frame[8::3]}
    spread = any(kind in _PROGRESSIVE for kind, _, _ in parts)
    asked, kept = set[tuple[int, int]](), list[JpegPart]()
    for kind, body, scan in reversed(parts):
        if kind == 0xDA:
            asked |= shades | _codes(body, spread)
        elif kind in (0xC4, 0xDB):
            used = [table for table in reversed(jpeg_tables(kind, body)) if _taken(kind, table[0], asked)]
            body = b"".join(reversed(used))
            if not body:
                continue
        kept.append((kind, body, scan))
    return kept[::-1]


def _codes(scan: bytes, spread: bool) -> set[tuple[int, int]]:
    """The tables of codes that a scan with this head uses; of a progressive one either kind, or none to refine."""
    count = scan[0]
    first, refined = scan[2 * count + 1], scan[2 * count + 3] >> 4
    each = scan[2 : 2 * count + 2 : 2]
    direct = {(0xC4, one >> 4) for one in each} if not spread or not first and not refined else set()
    return direct | ({(0xC4, 0x10 | one & 15) for one in each} if not spread or first else set())


def jpeg_tables(kind: int, body: bytes) -> list[bytes]:
    """The tables of one segment, each with its name before it. Raises IndexError."""
    tables, at = [], 0
    while at < len(body):
        size = 65 + 64 * (body[at] >> 4 == 1) if kind == 0xDB else 17 + sum(body[at + 1 : at + 17])
        tables.append(body[at : at + size])
        at += size
    return tables


def _taken(kind: int, name: int, asked: set[tuple[int, int]]) -> bool:
    """Whether a table is asked for, which none before it of its name is then."""
    one = (kind, name & 15 if kind == 0xDB else name)
    there = one in asked
    asked.discard(one)
    return there


def gif_stream(bits: int, packed: bytes, size: int) -> int:
    """Bytes that the codes of so many pixels take, with the code that ends them. Raises IndexError."""
    if not 1 <= bits <= 11:
        raise IndexError
    clear, end = 1 << bits, (1 << bits) + 1
    lengths, width, before, left, ended = [1] * (clear + 2), bits + 1, 0, size, 0
    buffer = have = 0
    for at, byte in enumerate(packed, 1):
        buffer |= byte << have
        have += 8
        while have >= width:
            code = buffer & (1 << width) - 1
            buffer >>= width
            have -= width
            if code == clear:
                del lengths[clear + 2 :]
                width, before = bits + 1, 0
                continue
            if code == end or ended or code > len(lengths) or code == len(lengths) and not before:
                return at if code == end or not ended else ended
            length = lengths[code] if code < len(lengths) else before + 1
            if before and len(lengths) < 4096:
                lengths.append(before + 1)
                width += len(lengths) == 1 << width and width < 12
            before = length
            left -= length
            ended = at if left <= 0 else 0
    return len(packed)


def _whole(body: bytes, size: Callable[[int], int]) -> int:
    """Where the last table ends that is there whole."""
    at = 0
    while at < len(body) and at + size(at) <= len(body):
        at += size(at)
    return at


def profile_part(name: bytes, value: bytes) -> bytes:
    """A profile's tag as long as its type says; nothing where that is none of which it may be."""
    kind = value[:4]
    if name[1:] == b"XYZ" or name in (b"wtpt", b"bkpt"):
        return value[:20] if kind == b"XYZ " else b""
    if name[1:] == b"TRC":
        if kind == b"curv":
            return value[: 12 + 2 * struct.unpack_from(">I", value, 8)[0]]
        number = struct.unpack_from(">H", value, 8)[0] if kind == b"para" else len(_CURVE)
        return value[: 12 + _CURVE[number]] if number < len(_CURVE) else b""
    if name == b"chad":
        return value[:44] if kind == b"sf32" else b""
    if kind in (b"mft1", b"mft2"):
        ins, outs, grid = value[8:11]
        wide, first, last = (1, 256, 256) if kind == b"mft1" else (2, *struct.unpack_from(">HH", value, 48))
        start = 48 if kind == b"mft1" else 52
        return value[: start + wide * (first * ins + grid**ins * outs + last * outs)]
    return value if kind in (b"mAB ", b"mBA ") else b""
