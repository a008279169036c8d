"""A picture file without anything but the picture: parts that are listed are kept as they are, all else is left out.

So no picture is decoded and none looks different, and what is kept is known: JPEG (ITU-T T.81), PNG (W3C), GIF89a,
WebP (RFC 9649). Pixels are read to their end, as anything may be written behind it, but those of WebP: only a whole
decoder knows where they end. Of a colour profile (ICC.1) only the curves and matrices stay, of EXIF only which way is
up.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator

from review.read.word.exact import (
    FRAMES,
    JpegPart,
    gif_stream,
    jpeg_part,
    jpeg_used,
    png_part,
    png_pixels,
    profile_part,
)
from review.read.word.jpeg_blocks import NoCode
from review.read.word.jpeg_scans import SHOWN, Scans


class BrokenPicture(ValueError):
    """A file that does not hold together as the picture that it says it is."""


JPEG_KEPT = {0xC4, 0xDA, 0xDB, 0xDD, *SHOWN}
"""Tables, frames and scans. APP0 and APP14, which say how colours are stored, are written anew."""
PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
PNG_KEPT |= {b"acTL"}
PNG_PIXELS = {b"IDAT": 0, b"fdAT": 4}
"""Chunks of pixels, and how many bytes stand before these."""
WEBP_KEPT = {b"VP8 ", b"VP8L", b"ALPH", b"ANIM"}
ICC_KEPT = {b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad"}
ICC_KEPT |= {b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt"}
_MARKER = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
_LOOP = re.compile(rb"\x0b(?:NETSCAPE2\.0|ANIMEXTS1\.0)\x03\x01..\x00", re.DOTALL)
_PIECE = 1 << 20
_BARE = set[tuple[str, bytes]]()
"""Kinds and digests of files that were found bare: a build reads each several times."""


def bare_picture(data: bytes, ending: str) -> bytes:
    """The picture alone; `ending` is png, jpg, gif or webp. What is bare stays as it is.

    Raises BrokenPicture.
    """
    write: dict[str, Callable[[bytes], bytes]] = {"jpg": _jpeg, "png": _png, "gif": _gif, "webp": _webp}
    if (ending, hashlib.sha256(data).digest()) in _BARE:
        return data
    try:
        bare = write[ending](data)
    except (IndexError, KeyError, NoCode, struct.error, zlib.error) as error:
        raise BrokenPicture("图片不完整或已损坏") from error
    if bare == data:
        _BARE.add((ending, hashlib.sha256(data).digest()))
    return bare


def _jpeg(data: bytes) -> bytes:
    parts, profile, at = list[JpegPart](), [], 2
    turned, seen, scans = b"", set[int](), Scans()
    while True:
        found = _MARKER.search(data, at)
        if found is None or data[found.end() - 1] == 0xD9:
            break
        kind, start = data[found.end() - 1], found.end()
        end = start + struct.unpack_from(">H", data, start)[0]
        body = data[start + 2 : end]
        if end > len(data) or end < start + 2:
            raise BrokenPicture("图片不完整或已损坏")
        at = end
        if kind in FRAMES and (kind not in SHOWN or FRAMES & seen):
            raise BrokenPicture("一张图片里有两张" if FRAMES & seen else "这种 JPEG 浏览器显示不出，请另存一份")
        if kind in JPEG_KEPT:
            body, scan = jpeg_part(kind, body), b""
            if kind == 0xDA:
                after = _MARKER.search(data, end)
                at = after.start() if after else len(data)
                scan = scans.scan(body, data[end:at])
            scans.learn(kind, body)
            seen.add(kind)
            parts.append((kind, body, scan))
        elif kind == 0xEE and body[:5] == b"Adobe" and len(body) >= 12:
            parts.append((kind, body[:12], b""))
        elif kind == 0xE2 and body[:12] == b"ICC_PROFILE\0":
            profile.append(body[14:])
        elif kind == 0xE1 and body[:6] == b"Exif\0\0" and not turned:
            turned = _turned(body[6:])
    head = [b"\xff\xd8", _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0") if _is_jfif(data) else b"", turned]
    colours = _profile(b"".join(profile))
    pieces = [colours[n : n + 65000] for n in range(0, len(colours), 65000)]
    head += [_segment(0xE2, b"ICC_PROFILE\0" + bytes((n, len(pieces))) + part) for n, part in enumerate(pieces, 1)]
    out = [_segment(kind, body) + scan for kind, body, scan in jpeg_used(parts)]
    return b"".join((*head, *out, b"\xff\xd9"))


def _segment(kind: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body


def _is_jfif(data: bytes) -> bool:
    return data[2:4] == b"\xff\xe0" and data[6:11] == b"JFIF\0"


def _turned(exif: bytes) -> bytes:
    """An EXIF segment that says only which way is up; none where the picture stands as it is."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 10:
        return b""
    at = struct.unpack_from(order + "I", exif, 4)[0]
    if at + 2 > len(exif):
        return b""
    for n in range(struct.unpack_from(order + "H", exif, at)[0]):
        entry = exif[at + 2 + 12 * n : at + 14 + 12 * n]
        if len(entry) == 12 and struct.unpack_from(order + "HH", entry) == (0x0112, 3):
            way = struct.unpack_from(order + "H", entry, 8)[0]
            if 2 <= way <= 8:
                tag = struct.pack(">HHIHH", 0x0112, 3, 1, way, 0)
                return _segment(0xE1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01" + tag + b"\0\0\0\0")
    return b""


def _profile(icc: bytes) -> bytes:
    """A colour profile without names, dates and makers; empty where it is none."""
    if len(icc) < 132 or icc[36:40] != b"acsp":
        return b""
    tags = {}
    for n in range(min(struct.unpack_from(">I", icc, 128)[0], 100)):
        name, start, size = struct.unpack_from(">4sII", icc, 132 + 12 * n)
        value = icc[start : start + size]
        if name in ICC_KEPT and len(value) == size and (part := profile_part(name, value)):
            tags[name] = part
    if not tags:
        return b""
    tags[b"desc"] = b"desc" + bytes(4) + struct.pack(">I", 4) + b"RGB\0" + bytes(78)
    tags[b"cprt"] = b"text" + bytes(4) + b"-\0"
    table, body, at = [], [], 132 + 12 * len(tags)
    for name, value in sorted(tags.items()):
        padded = value + bytes(-len(value) % 4)
        table.append(struct.pack(">4sII", name, at, len(value)))
        body.append(padded)
        at += len(padded)
    head = bytes(4) + icc[8:24] + bytes(12) + b"acsp" + bytes(24) + icc[64:80] + bytes(48)
    return struct.pack(">I", at) + head + struct.pack(">I", len(tags)) + b"".join((*table, *body))


def _png(data: bytes) -> bytes:
    out, at, kind, seen = [data[:8]], 8, b"", set[bytes]()
    header = data[16:29]
    width, height = struct.unpack_from(">II", header)
    left = png_pixels(header, width, height)
    pixels: list[tuple[bytes, bytes]] = []
    while kind != b"IEND":
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise BrokenPicture("图片不完整或已损坏")
        at += 12 + size
        if pixels and kind != pixels[0][0]:
            out += _pixels(pixels, left)
            pixels = []
        if kind in PNG_PIXELS:
            pixels.append((kind, body))
        elif kind == b"fcTL":
            out.append(_chunk(kind, png_part(kind, body, header)))
            left = png_pixels(header, *struct.unpack_from(">II", body, 4))
        elif kind in PNG_KEPT and kind not in seen:
            out.append(_chunk(kind, png_part(kind, body, header)))
        elif kind == b"iCCP" and (colours := _profile(_unpacked(body[body.index(0) + 2 :]))) and kind not in seen:
            out.append(_chunk(b"iCCP", b"icc\0\0" + zlib.compress(colours, 9)))
        seen.add(kind)
    return b"".join((*out, _chunk(b"IEND", b"")))


def _pixels(parts: list[tuple[bytes, bytes]], size: int) -> Iterator[bytes]:
    """The chunks of one stream, as far as that goes, which is so long unpacked."""
    before = PNG_PIXELS[parts[0][0]]
    if parts[0][0] == b"IDAT":
        yield _chunk(b"IDAT", _stream(b"".join(body for _, body in parts), size))
        return
    left = _stream(b"".join(body[before:] for _, body in parts), size)
    for kind, body in parts:
        piece, left = left[: len(body) - before], left[len(body) - before :]
        yield _chunk(kind, body[:before] + piece)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _stream(packed: bytes, size: int) -> bytes:
    """A zlib stream without what stands behind its end. Raises BrokenPicture where it holds more than `size` bytes."""
    unpack, rest = zlib.decompressobj(), packed
    while not unpack.eof and rest and size >= 0:
        size -= len(unpack.decompress(rest, _PIECE))
        rest = unpack.unconsumed_tail
    if size < 0:
        raise BrokenPicture("图片里的数据多过它的大小")
    return packed[: len(packed) - len(unpack.unused_data)] if unpack.eof else packed


def _unpacked(packed: bytes) -> bytes:
    return zlib.decompressobj().decompress(packed, 8 * _PIECE)


def _gif(data: bytes) -> bytes:
    at = 13 + _table(data[10])
    if len(data) <= at:
        raise BrokenPicture("图片不完整或已损坏")
    out = [data[:at]]
    while at < len(data) and data[at] != 0x3B:
        if data[at] == 0x2C:
            start, at = at, at + 10 + _table(data[at + 9]) + 1
        elif data[at] == 0x21:
            start, at = at, at + 2
        else:
            raise BrokenPicture("图片不完整或已损坏")
        begun, blocks = at, list[bytes]()
        while data[at]:
            blocks.append(data[at + 1 : at + 1 + data[at]])
            at += 1 + data[at]
        at += 1
        if data[start] == 0x2C:
            width, height = struct.unpack_from("<HH", data, start + 5)
            packed = b"".join(blocks)
            left = packed[: gif_stream(data[begun - 1], packed, width * height)]
            out += (data[start:begun], data[begun:at] if left == packed else _blocks(left))
        elif data[start + 1] == 0xF9 and at == start + 8 or data[start + 1] == 0xFF and _is_loop(data[start + 2 : at]):
            out.append(data[start:at])
    return b"".join((*out, b";"))


def _is_loop(body: bytes) -> bool:
    return bool(_LOOP.fullmatch(body))


def _blocks(data: bytes) -> bytes:
    pieces = (data[n : n + 255] for n in range(0, len(data), 255))
    return b"".join(bytes((len(piece),)) + piece for piece in pieces) + b"\0"


def _table(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _webp(data: bytes) -> bytes:
    parts = list(_chunks(data[12 : 8 + struct.unpack_from("<I", data, 4)[0]]))
    colours = _profile(next((body for kind, body in parts if kind == b"ICCP"), b""))
    out = []
    for kind, body in parts:
        if kind == b"VP8X":
            out.append((kind, bytes((body[0] & 0x12 | (0x20 if colours else 0), 0, 0, 0)) + body[4:10]))
            out += [(b"ICCP", colours)] if colours else []
        elif kind == b"ANMF":
            out.append((kind, body[:16] + _riff(part for part in _chunks(body[16:]) if part[0] in WEBP_KEPT)))
        elif kind in WEBP_KEPT:
            out.append((kind, body))
    chunks = _riff(out)
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _riff(parts: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"".join(struct.pack("<4sI", kind, len(body)) + body + bytes(len(body) % 2) for kind, body in parts)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        kind, size = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + size]
        if len(body) < size:
            raise BrokenPicture("图片不完整或已损坏")
        at += 8 + size + size % 2
        yield kind, body
