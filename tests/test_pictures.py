"""Of a picture only the picture is published, wherever something else is put in its file. FAULTS I8."""

import re
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.publish.leaks import in_file
from review.read.word.bare import BrokenPicture, bare_picture
from review.read.word.exact import profile_part

SECRET = b"SECRET-MAKER"


def seg(kind, body):
    return struct.pack(">BBH", 0xFF, kind, len(body) + 2) + body


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def riff(kind, body):
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def webp(*chunks):
    body = b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def profile(words):
    """A colour profile with a curve and names."""
    tags = {b"rTRC": b"curv" + bytes(4) + struct.pack(">IH", 1, 0x0233) + bytes(2), b"desc": b"desc" + bytes(4) + words}
    at, table, body = 132 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        table += struct.pack(">4sII", name, at + len(body), len(value))
        body += value + bytes(-len(value) % 4)
    head = bytes(8) + b"\2\x10\0\0mntrRGB XYZ " + bytes(12) + b"acsp" + b"APPL" + bytes(4) + words[:8] + bytes(8)
    head = head.ljust(64, b"\0") + bytes(4) + b"\0\0\xf6\xd6\0\1\0\0\0\0\xd3-" + words[:4].ljust(48, b"\0")
    whole = head + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(whole)) + whole[4:]


def exif(way):
    entries = struct.pack(">HHIHH", 0x0112, 3, 1, way, 0) + struct.pack(">HHII", 0x013B, 2, 12, 60)
    return b"Exif\0\0MM\0\x2a\0\0\0\x08\0\2" + entries + bytes(30) + SECRET


SOI, EOI, JFIF = b"\xff\xd8", b"\xff\xd9", seg(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
CODES = b"\1" + bytes(15) + b"\0"
"""One code, the bit 0: no difference, the end of a block."""
TABLES = seg(0xDB, bytes(65)) + seg(0xC2, b"\x08\0\1\0\1\1\1\x11\0") + seg(0xC4, b"\0" + CODES)
SCAN = seg(0xDA, b"\1\1\0\0\0\0") + b"\x7f"
AGAIN = seg(0xC4, b"\x10" + CODES) + seg(0xDA, b"\1\1\0\1\5\0") + b"\x7f"
JPEG = SOI + JFIF + TABLES + SCAN + AGAIN + EOI
HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
PIXELS = zlib.compress(b"\0\1\2\3")
PNG = b"\x89PNG\r\n\x1a\n" + HEAD + chunk(b"IDAT", PIXELS) + chunk(b"IEND", b"")
GIF_HEAD = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
GCE, LOOP = b"\x21\xf9\4\0\0\0\0\0", b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0"
FRAME = b"\x2c\0\0\0\0\1\0\1\0\0\2\2D\1\0"
GIF = GIF_HEAD + LOOP + GCE + FRAME + b";"
VP8X = b"\x10\0\0\0\0\0\0\0\0\0"
WEBP = webp(riff(b"VP8X", VP8X), riff(b"ALPH", b"\0\1"), riff(b"VP8 ", b"pixels"))
SOUND = {"jpg": JPEG, "png": PNG, "gif": GIF, "webp": WEBP}


def gif(*parts):
    return GIF_HEAD + b"".join(parts) + b";"


HIDDEN = {
    "jpg EXIF": SOI + JFIF + seg(0xE1, exif(1)) + JPEG[20:],
    "jpg XMP": SOI + JFIF + seg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET) + JPEG[20:],
    "jpg comment": SOI + JFIF + seg(0xFE, SECRET) + JPEG[20:],
    "jpg IPTC": SOI + JFIF + seg(0xED, b"Photoshop 3.0\0" + SECRET) + JPEG[20:],
    "jpg thumbnail in APP0": SOI + seg(0xE0, JFIF[4:] + SECRET) + JPEG[20:],
    "jpg second APP0": SOI + JFIF + seg(0xE0, b"JFXX\0" + SECRET) + JPEG[20:],
    "jpg APP2 that is no profile": SOI + JFIF + seg(0xE2, b"MPF\0" + SECRET) + JPEG[20:],
    "jpg behind Adobe": SOI + JFIF + seg(0xEE, b"Adobe\0\x64\0\0\0\0\0" + SECRET) + JPEG[20:],
    "jpg APP15": SOI + JFIF + seg(0xEF, SECRET) + JPEG[20:],
    "jpg reserved": SOI + JFIF + seg(0xF0, SECRET) + JPEG[20:],
    "jpg fill bytes": SOI + JFIF + b"\xff\xff\xff" + seg(0xFE, SECRET) + JPEG[20:],
    "jpg loose bytes": SOI + JFIF + SECRET + JPEG[20:],
    "jpg between scans": SOI + JFIF + TABLES + SCAN + seg(0xFE, SECRET) + AGAIN + EOI,
    "jpg behind the end": JPEG + SECRET,
    "jpg second picture": JPEG + SOI + seg(0xE1, exif(1)) + JPEG[2:],
    "png text": PNG.replace(HEAD, HEAD + chunk(b"tEXt", b"Author\0" + SECRET)),
    "png packed text": PNG.replace(HEAD, HEAD + chunk(b"zTXt", b"Author\0\0" + zlib.compress(SECRET))),
    "png XMP": PNG.replace(HEAD, HEAD + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET)),
    "png EXIF": PNG.replace(HEAD, HEAD + chunk(b"eXIf", exif(1)[6:])),
    "png time": PNG.replace(HEAD, HEAD + chunk(b"tIME", b"\x07\xe6\1\1\1\1\1")),
    "png private chunk": PNG.replace(HEAD, HEAD + chunk(b"prVt", SECRET)),
    "png palette's name": PNG.replace(HEAD, HEAD + chunk(b"sPLT", SECRET + b"\0\x08")),
    "png behind the end": PNG + SECRET,
    "png chunk behind the end": PNG + chunk(b"tEXt", SECRET),
    "png behind the pixels": PNG.replace(chunk(b"IDAT", PIXELS), chunk(b"IDAT", PIXELS + SECRET)),
    "png in the end": PNG.replace(chunk(b"IEND", b""), chunk(b"IEND", SECRET)),
    "jpg in a table": JPEG.replace(TABLES[:69], seg(0xDB, bytes(65) + SECRET)),
    "jpg in a code": JPEG.replace(seg(0xC4, b"\0" + CODES), seg(0xC4, b"\0" + CODES + SECRET)),
    "jpg in a scan's head": JPEG.replace(SCAN[:10], seg(0xDA, b"\1\1\0\0\0\0" + SECRET)),
    "jpg in a frame's head": JPEG.replace(TABLES[69:80], seg(0xC2, b"\x08\0\1\0\1\1\1\x11\0" + SECRET)),
    "png in its head": PNG.replace(HEAD, chunk(b"IHDR", HEAD[8:21] + SECRET)),
    "gif comment": gif(LOOP, b"\x21\xfe\x0c" + SECRET + b"\0", GCE, FRAME),
    "gif XMP": gif(LOOP, b"\x21\xff\x0bXMP DataXMP\x0c" + SECRET + b"\0", GCE, FRAME),
    "gif text block": gif(LOOP, b"\x21\x01\x0c" + bytes(12) + b"\x0c" + SECRET + b"\0", GCE, FRAME),
    "gif behind the end": GIF + SECRET,
    "webp EXIF": webp(riff(b"VP8X", b"\x18" + VP8X[1:]), WEBP[30:], riff(b"EXIF", SECRET)),
    "webp XMP": webp(riff(b"VP8X", b"\x14" + VP8X[1:]), WEBP[30:], riff(b"XMP ", SECRET)),
    "webp unknown chunk": webp(WEBP[12:], riff(b"prvt", SECRET)),
    "webp behind the end": WEBP + SECRET,
}
NAMED = {
    "jpg profile's name": SOI + JFIF + seg(0xE2, b"ICC_PROFILE\0\1\1" + profile(SECRET)) + JPEG[20:],
    "png profile's name": PNG.replace(HEAD, HEAD + chunk(b"iCCP", SECRET + b"\0\0" + zlib.compress(profile(SECRET)))),
    "webp profile's name": webp(riff(b"VP8X", b"\x30" + VP8X[1:]), riff(b"ICCP", profile(SECRET)), WEBP[30:]),
}


TABLE = seg(0xC4, b"\1" + bytes((1,)) + bytes(15) + SECRET[:1])
UNUSED = {
    "jpg table of codes": JPEG.replace(SCAN, TABLE.replace(b"\1\1", b"\3\1", 1) + SCAN),
    "jpg table defined anew": JPEG.replace(TABLES[82:], seg(0xC4, b"\0\1" + bytes(15) + SECRET[:1]) + TABLES[82:]),
    "jpg two tables in one part": JPEG.replace(
        TABLES[82:], seg(0xC4, b"\0" + CODES + b"\x13\2" + bytes(15) + SECRET[:2])
    ),
    "jpg table of steps": JPEG.replace(TABLES[:69], TABLES[:69] + seg(0xDB, b"\1" + SECRET.ljust(64))),
    "gif behind the last code": GIF.replace(FRAME, FRAME[:-1] + b"\x0c" + SECRET + b"\0"),
    "gif behind the last code of a part": GIF.replace(FRAME, FRAME[:-4] + b"\x0eD\1" + SECRET + b"\0"),
    "gif without an end": GIF.replace(FRAME, FRAME[:-4] + b"\x0eD\0" + SECRET + b"\0"),
}


@pytest.mark.parametrize("place", UNUSED)
def test_i8_what_no_pixel_asks_for_is_left_out(place):
    """Tables of a JPEG that no scan uses; what stands in a GIF behind the last code of a picture."""
    ending = place.partition(" ")[0]
    left = bare_picture(UNUSED[place], ending)
    assert left == (SOUND[ending] if "without" not in place else SOUND[ending].replace(b"\2D\1\0", b"\1D\0"))


ROW = SOI + JFIF + seg(0xDB, bytes(65)) + seg(0xC0, b"\x08\0\x08\0\x18\1\1\x11\0") + seg(0xC4, b"\0" + CODES)
ROW += seg(0xC4, b"\x10" + CODES) + seg(0xDD, b"\0\1") + seg(0xDA, b"\1\1\0\0\x3f\0")
ROW += b"\x3f\xff\xd0\x3f\xff\xd1\x3f" + EOI
"""Three blocks, each an interval."""
BEHIND = {
    "the first scan": (JPEG, JPEG.replace(SCAN, SCAN + SECRET)),
    "the last scan": (JPEG, JPEG.replace(EOI, SECRET + EOI)),
    "an interval": (ROW, ROW.replace(b"\x3f\xff\xd1", b"\x3f" + SECRET + b"\xff\xd1")),
    "the last interval": (ROW, ROW.replace(EOI, SECRET + EOI)),
    "a mark too many": (ROW, ROW.replace(EOI, b"\xff\xd2" + SECRET + EOI)),
    "marks that nothing asks for": (JPEG, JPEG.replace(EOI, b"\xff\xd0" + SECRET + EOI)),
    "stuffed": (JPEG, JPEG.replace(EOI, b"\xff\0" + SECRET + b"\xff\xff\0" + EOI)),
}


@pytest.mark.parametrize("place", BEHIND)
def test_i8_what_stands_behind_the_last_block_of_a_jpeg_is_left_out(place):
    sound, hiding = BEHIND[place]
    assert bare_picture(sound, "jpg") == sound and bare_picture(hiding, "jpg") == sound
    assert in_file("图1.jpg", hiding)[0] and in_file("图1.jpg", sound) == ((), ())


JPEGS = {path.stem: path.read_bytes() for path in sorted((Path(__file__).parent / "jpeg").glob("*.jpg"))}
"""Sequential and progressive, in three colours, four and none, with finer and coarser colours, with intervals."""


def scans_of(data):
    """Where the coded pixels of each scan end."""
    heads = (start.end() for start in re.finditer(rb"\xff\xda", data))
    return [re.compile(rb"\xff[^\x00\xff\xd0-\xd7]").search(data, head).start() for head in heads]


@pytest.mark.parametrize("name", JPEGS)
def test_i8_every_kind_of_jpeg_is_read_to_its_end(name):
    data = JPEGS[name]
    assert bare_picture(data, "jpg") == data
    places = scans_of(data)
    assert len(places) == data.count(b"\xff\xda")
    for end in places:
        assert bare_picture(data[:end] + SECRET + data[end:], "jpg") == data


def test_i8_a_jpeg_whose_end_cannot_be_told_is_refused():
    with pytest.raises(BrokenPicture):
        bare_picture(JPEG.replace(b"\xff\xc2", b"\xff\xca"), "jpg")
    with pytest.raises(BrokenPicture):
        bare_picture(JPEG.replace(EOI, b"\xff\xff\0" * 40 + EOI).replace(SCAN, SCAN[:-1] + b"\xff\0\xff\0"), "jpg")


MORE = {
    "png gamma": PNG.replace(HEAD, HEAD + chunk(b"gAMA", b"\0\0\xb1\x8f" + SECRET)),
    "png second gamma": PNG.replace(HEAD, HEAD + chunk(b"gAMA", b"\0\0\xb1\x8f") + chunk(b"gAMA", SECRET[:4])),
    "png background": PNG.replace(HEAD, HEAD + chunk(b"bKGD", bytes(6) + SECRET)),
    "png frame": PNG[:-12]
    + chunk(b"fcTL", bytes(4) + struct.pack(">II", 1, 1) + bytes(14) + SECRET)
    + chunk(b"fdAT", b"\0\0\0\1" + PIXELS[:5])
    + chunk(b"fdAT", b"\0\0\0\2" + PIXELS[5:] + SECRET)
    + PNG[-12:],
    "jpg curve that is none": SOI + JFIF + seg(0xE2, b"ICC_PROFILE\0\1\1" + profile(b"x").replace(b"curv", b"text")),
}  # fmt: skip
TOO_MUCH = {
    "png rows": PNG.replace(chunk(b"IDAT", PIXELS), chunk(b"IDAT", zlib.compress(b"\0\1\2\3" + SECRET))),
    "jpg second frame": JPEG.replace(SCAN, TABLES[69:80] + SCAN),
}


@pytest.mark.parametrize("place", MORE)
def test_i8_a_part_is_as_long_as_its_kind_says(place):
    ending = place.partition(" ")[0]
    left = bare_picture(MORE[place], ending)
    assert SECRET[:4] not in left and b"text" not in left.replace(b"text\0\0\0\0-", b"")
    assert bare_picture(left, ending) == left


PROFILE_PARTS = {
    b"rXYZ": b"XYZ " + bytes(16), b"wtpt": b"XYZ " + bytes(16),
    b"chad": b"sf32" + bytes(40),
    b"gTRC": b"curv" + bytes(4) + struct.pack(">I", 2) + bytes(4),
    b"bTRC": b"para" + bytes(4) + b"\0\3\0\0" + bytes(20),
    b"A2B0": b"mft1" + bytes(4) + b"\1\3\2\0" + bytes(36) + bytes(256 + 2 * 3 + 256 * 3),
    b"A2B1": b"mft2" + bytes(4) + b"\1\3\2\0" + bytes(36) + b"\0\2\0\4" + bytes(2 * (2 + 2 * 3 + 4 * 3)),
}  # fmt: skip


@pytest.mark.parametrize("name", PROFILE_PARTS)
def test_i8_a_profiles_tag_is_as_long_as_its_type_says(name):
    part = PROFILE_PARTS[name]
    assert profile_part(name, part + SECRET) == profile_part(name, part) == part
    assert profile_part(name, b"text" + bytes(4) + SECRET) == b""


@pytest.mark.parametrize("place", TOO_MUCH)
def test_i8_a_picture_of_more_than_its_size_is_refused(place):
    with pytest.raises(BrokenPicture):
        bare_picture(TOO_MUCH[place], place.partition(" ")[0])


@pytest.mark.parametrize("place", HIDDEN)
def test_i8_only_the_picture_is_left(place):
    ending = place.partition(" ")[0]
    kept = bare_picture(HIDDEN[place], ending)
    assert kept == (SOUND[ending] if "Adobe" not in place else kept)
    assert SECRET not in bare_picture(HIDDEN[place], ending)
    assert in_file(f"图1.{ending}", HIDDEN[place])[0] and in_file(f"图1.{ending}", SOUND[ending]) == ((), ())


@pytest.mark.parametrize("place", NAMED)
def test_i8_a_colour_profile_keeps_its_curves_and_no_names(place):
    ending = place.partition(" ")[0]
    left = bare_picture(NAMED[place], ending)
    inside = zlib.decompressobj().decompress(left[left.index(b"iCCPicc\0\0") + 9 :]) if ending == "png" else left
    assert b"curv" in inside and SECRET[:4] not in inside and SECRET not in left
    assert bare_picture(left, ending) == left


@pytest.mark.parametrize("way", range(1, 9))
def test_i8_a_picture_stays_the_right_way_up(way):
    left = bare_picture(SOI + JFIF + seg(0xE1, exif(way)) + JPEG[20:], "jpg")
    assert (struct.pack(">HHIH", 0x0112, 3, 1, way) in left) == (way > 1)
    assert SECRET not in left and bare_picture(left, "jpg") == left


@pytest.mark.parametrize("name", [*SOUND, *JPEGS])
@given(data=st.data())
def test_a_broken_picture_is_refused_or_bare(name, data):
    ending, sound = (name, SOUND[name]) if name in SOUND else ("jpg", JPEGS[name])
    cut = data.draw(st.integers(12, len(sound)))
    try:
        left = bare_picture(bare_picture(sound[:cut] + data.draw(st.binary(max_size=20)), ending), ending)
    except BrokenPicture:
        return
    assert bare_picture(left, ending) == left
