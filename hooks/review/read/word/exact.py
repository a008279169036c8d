"""How long a part of a picture is by its format: what stands behind that in the part is no picture.

JPEG (ITU-T T.81, B.2), PNG (W3C, third edition, 11), colour profiles (ICC.1:2022, 10).
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
    if kind == 0xCC:
        return body
    if kind in (0xDC, 0xDD):
        return body[:2]
    return body[: 2 * body[0] + 4 if kind == 0xDA else 3 * body[5] + 6]


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
