"""The encoding of a text as a clerk received it: UTF-8, UTF-16, GB18030, Big5, HZ, UTF-7, or several in one file.

GB18030 is decoded by the standard's table of 2022, where Python (3.11 to 3.14) has that of 2000. Texts in GB18030 and
in Big5 are told apart by how many of their characters are common ones, for nearly any bytes are sound in both.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from review.read.text.folding import fold

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What ends a line beside the line feed: Word's own line and page breaks in copied text, NEL, Unicode's separators."""
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
OWN = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
"""Private use: a character (自造字) that one computer's fonts hold and no other's."""
NAMES = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "gb18030": "GB18030", "cp950": "Big5",
         "big5hkscs": "Big5", "hz": "HZ", "utf-7": "UTF-7"}
_OF_CHINA = ("gb18030", "cp950", "big5hkscs")
_OF_MAIL = {"hz": b"~{", "utf-7": b"+"}
"""Encodings of Chinese in ASCII alone (RFC 1843, RFC 2152), and what every run of Chinese begins with."""
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SINCE_2000 = {
    0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, 0xE790: 0xFE13, 0xE791: 0xFE14, 0xE792: 0xFE15, 0xE793: 0xFE16,
    0xE794: 0xFE17, 0xE795: 0xFE18, 0xE796: 0xFE19, 0xE7C7: 0x1E3F, 0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC,
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}
"""What GB18030-2000 mapped to a private-use character and GB18030-2005 or -2022 maps to one of Unicode: A6D9 to A6DF,
A6EC, A6ED, A6F3, A8BC, FE51 to FE53, FE59, FE61, FE66, FE67, FE6C, FE6D, FE76, FE7E, FE90, FE91, FEA0. Source: the
two-byte index of the WHATWG Encoding Standard, and the table of glibc; both agree."""
_COMMON_AT_LEAST = 0.75
_SURE = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}")
"""Two Chinese characters or marks in UTF-8; two lines in GB18030 that hold it are a rare chance."""


_LOOKED_AT = 1000
"""Characters of a text by which it is seen whether it is garbled."""
_PADDED = 4
"""Zero bytes at the end of a file that are no text in any encoding."""


class Undecodable(ValueError):
    """Bytes that are no text in any of the encodings; `line` is that of the first bad byte.

    `reason` and `step`, what to do next, are in Chinese.
    """

    def __init__(self, reason: str, line: int = 1, step: str = "请用能打开它的程序另存为 UTF-8 文本再导入") -> None:
        super().__init__(reason)
        self.reason, self.line, self.step = reason, line, step


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with line feeds only, and what its bytes were."""

    text: str
    encoding: str
    """As a clerk knows it: UTF-8, GB18030, or of a mixed text which lines are what."""
    mixed: bool = False
    marked: bool = False
    """Whether it began with a byte order mark."""
    returns: bool = False
    """Whether there were other line ends than line feeds."""


def decode_bytes(data: bytes) -> Decoded:
    """The text of `data`. Raises Undecodable."""
    data = data[: len(data) - padding(data)]
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    codec = _MARKS.get(mark) or _utf16_without_mark(data) or _of_mail(data) or _whole(data)
    if codec is None:
        text, names = _by_line(data)
        return _decoded(text, names, mixed=True)
    try:
        text = _text(data.removeprefix(mark), codec)
    except UnicodeDecodeError as error:
        raise _bad_byte(data, codec, error.start + len(mark)) from error
    if garbled := _garbled(text[:_LOOKED_AT]):
        raise Undecodable(f"是乱码：{garbled} 的文字被当成别的编码打开，又存了一次", step="请找那之前的文件再导入")
    if not _is_text(text):
        raise _no_text(text, codec)
    return _decoded(text, NAMES[codec], marked=bool(mark))


def padding(data: bytes) -> int:
    """How many zero bytes a file ends with that are none of its text: what was set aside for it and never written."""
    filled = len(data.rstrip(b"\0"))
    filled += filled % 2 if 0 in data[:filled] else 0  # in UTF-16 a line end has one of its own
    return len(data) - filled if len(data) - filled >= _PADDED else 0


def _decoded(text: str, names: str, mixed: bool = False, marked: bool = False) -> Decoded:
    plain = text.removeprefix("\ufeff")
    lines = _LINE_ENDS.sub("\n", plain)
    return Decoded(lines, names, mixed, marked, lines != plain)


def _text(data: bytes, codec: str) -> str:
    text = data.decode(codec)
    return text.translate(_SINCE_2000) if codec == "gb18030" and OWN.search(text) else text


def _is_text(text: str) -> bool:
    """Word leaves a few control characters in its text; a binary file is full of them."""
    return "\0" not in text and len(CONTROL.findall(_LINE_ENDS.sub("\n", text))) * 50 <= len(text)


def _no_text(text: str, codec: str) -> Undecodable:
    """What says that a text holds what none holds: few zeros among sound text were not saved whole."""
    at = text.find("\0")
    if at < 0 or len(CONTROL.findall(_LINE_ENDS.sub("\n", text))) * 50 > len(text) or _common(text) < _COMMON_AT_LEAST:
        return Undecodable("认不出文字编码，像是二进制文件")
    return _bad_byte(text.encode("utf-8"), "utf-8", len(text[:at].encode("utf-8")), NAMES[codec])


def _garbled(text: str) -> str:
    """The encoding of a text that was read in another one and saved so, 璐㈡斂 for 财政; empty where it is sound."""
    if _common(text) >= _COMMON_AT_LEAST:
        return ""
    for read_in, was in (("gb18030", "utf-8"), ("latin-1", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "gb18030")):
        before = text.encode(read_in, "ignore").decode(was, "ignore")
        if len(before) * 4 > len(text) and not before.isascii() and _common(before) >= _COMMON_AT_LEAST:
            return NAMES[was]
    return ""


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 has a zero byte beside every digit, space and line end, and in 一; other encodings of text have none."""
    if 0 not in data:
        return None
    pairs = data[: len(data) // 2 * 2]  # one byte more is a bad one, and named
    shares = {codec: _common(pairs.decode(codec)) for codec in ("utf-16-le", "utf-16-be") if _is_sound(pairs, codec)}
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best and shares[best] > 0.5 else None


def _of_mail(data: bytes) -> str | None:
    """HZ or UTF-7, where ASCII read so is Chinese for the most part; else + and ~ are what they are."""
    if not data.isascii():
        return None
    for codec, begins in _OF_MAIL.items():
        if begins in data and _is_sound(data, codec):
            text = data.decode(codec)
            latin = sum(char.isascii() and char.isalpha() for char in text)
            beyond = sum(not char.isascii() for char in text)
            if beyond > latin and _common(text) >= _COMMON_AT_LEAST:
                return codec
    return None


def _whole(data: bytes) -> str | None:
    """The codec that all of `data` is sound in; None where it is sound in none, or only by chance."""
    if _is_sound(data, "utf-8"):
        text, usual = data.decode(), _level_one()
        if any(char in usual for char in text) or _common(text):
            return "utf-8"
        by_chance = _is_sound(data, "gb18030") and _common(_text(data, "gb18030")) == 1
        return "gb18030" if by_chance else "utf-8"  # 学习 in GB18030 is ѧϰ in UTF-8
    lines = data.split(b"\n")
    utf8 = [line for line in lines if _SURE.search(line) and _is_sound(line, "utf-8")]
    if len(utf8) > 1 or any(len(line) > 30 for line in utf8):
        return None
    shares = {codec: _common(_text(data, codec)) for codec in _OF_CHINA if _is_sound(data, codec)}
    big5 = next((codec for codec in ("cp950", "big5hkscs") if codec in shares), None)
    if big5 and shares[big5] >= _COMMON_AT_LEAST and (1 - shares[big5]) * 2 < 1 - shares.get("gb18030", 0):
        return big5
    return "gb18030" if "gb18030" in shares else None


def _is_sound(data: bytes, codec: str) -> bool:
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _common(text: str) -> float:
    """Which share of the characters beyond ASCII is common: usual marks, the first level of GB2312, folded."""
    counted, usual = Counter(fold(text)), _level_one()
    beyond = sum(n for char, n in counted.items() if char > "\x7f")
    return sum(n for char, n in counted.items() if char in usual) / beyond if beyond else 1


@lru_cache(maxsize=1)
def _level_one() -> frozenset[str]:
    rows = (0xA1, *range(0xB0, 0xD8))
    pairs = (bytes((row, cell)) for row in rows for cell in range(0xA1, 0xFF))
    return frozenset("".join(pair.decode("gb2312", "ignore") for pair in pairs) + "“”‘’…—·")


def _by_line(data: bytes) -> tuple[str, str]:
    """A text whose lines are in UTF-8 or in one other encoding, and which are what. Raises Undecodable."""
    lines = data.split(b"\n")
    sound = [_is_sound(line, "utf-8") for line in lines]
    others = b"\n".join(line for line, is_utf8 in zip(lines, sound, strict=True) if not is_utf8)
    utf8 = [n for n, line in enumerate(lines) if sound[n] and not line.isascii()]
    other = _whole(others) if utf8 and others else None
    if other is None or _common(_text(others, other)) < _COMMON_AT_LEAST:
        # Named is the encoding that more of the lines are in.
        raise _bad_byte(data, "utf-8" if len(utf8) * 2 >= sum(not line.isascii() for line in lines) else "gb18030")
    text = "\n".join(_text(line, "utf-8" if ok else other) for line, ok in zip(lines, sound, strict=True))
    if not _is_text(text):
        raise Undecodable("认不出文字编码，像是二进制文件")
    which = _ranges([n + 1 for n, ok in enumerate(sound) if not ok])
    return text, f"混用 UTF-8 和 {NAMES[other]}（第 {which} 行是 {NAMES[other]}）"


def _ranges(numbers: list[int], most: int = 5) -> str:
    """3–5、9: what a message can name of many numbers."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return "、".join(shown[:most]) + ("等" if len(shown) > most else "")


def _bad_byte(data: bytes, codec: str, at: int | None = None, called: str = "") -> Undecodable:
    """What says where `data` is not sound in `codec`."""
    if at is None:
        try:
            data.decode(codec)
            return Undecodable("认不出文字编码")
        except UnicodeDecodeError as error:
            at = error.start
    if 0 in data and not called and not codec.startswith("utf-16"):
        return Undecodable("认不出文字编码，像是二进制文件")
    line = data.count(b"\n", 0, at) + 1
    before = data[data.rfind(b"\n", 0, at) + 1 : at].decode(codec, "replace")[-8:].strip()
    place = f"“{before}”之后" if before.isprintable() and before else "开头"
    place = "" if codec.startswith("utf-16") else place  # its lines end between bytes of other characters
    return Undecodable(f"按 {called or NAMES[codec]} 读，第 {line} 行{place}的字节 {data[at]:02X} 不成字", line)
