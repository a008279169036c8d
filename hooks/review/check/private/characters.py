"""Classes of characters, from Unicode's own properties: what nobody sees, digits, what may stand inside a number.

Classes of regular expressions hold characters below U+10000 only, because others make every search fifty times as
slow; `seen` puts one of those in the place of any above.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SCRIPTS = ((0, 0x3400), (0x4DC0, 0x4E00), (0xA490, 0xAC00), (0xF900, 0x12000), (0x16A00, 0x16F00), (0x1BC00, 0x1FC00))
"""Where digits, marks and punctuation are; between and beyond are ideographs, Hangul, and scripts without digits."""
_IGNORED = ((0x2065, 0x2066), (0xFFF0, 0xFFF9), (0xE0000, 0xE1000))
"""Default_Ignorable_Code_Point, though in part unassigned."""
_NOUGHTS = "🄋🄌"
"""The only ones in circles that Unicode gives a value but no figure; 1 to 9 beside them are digits."""
_ABOVE = "\U00010000"
_FILLERS = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
_DOTS = "..．﹒·•‧∙⋅・･｡。․‥…˙●◦⸱⸳᛫"
_SLASHES = "/／⁄∕╱⧸\\＼﹨∖╲"
_DASHES = "−﹣⁃~～〜∼ˉ¯￣ーｰ一─━┄┅┈┉╌╍═ㄧ丨〡"
_NO_GAP = "|｜¦│┃%％‰℃$＄¥￥€£￡"
"""Stands between the cells of a table, or makes an amount of a number."""


def _chars(ranges: Iterable[tuple[int, int]]) -> Iterator[str]:
    return (chr(code) for first, end in ranges for code in range(first, end))


def _sorted_out() -> tuple[dict[str, str], dict[str, str], set[str]]:
    """Digits with their figures, gaps with their kind, and characters that nobody sees."""
    digits, gaps, unseen = {}, {}, {*_FILLERS, *_chars(_IGNORED)}
    for char in _chars(_SCRIPTS):
        category = unicodedata.category(char)
        if category in ("Nd", "No"):
            if (figure := unicodedata.digit(char, 0 if char in _NOUGHTS else None)) is not None:
                digits[char] = str(figure)
        elif category in ("Cf", "Mn", "Me", "Mc") or category == "Cc" and char not in _BREAKS:
            unseen.add(char)
        elif category in ("Zs", "Zl", "Zp", "Cc"):
            gaps[char] = " " if category == "Zs" or char == "\t" else "\n"
        elif category in ("Pd", "Pc"):
            gaps[char] = "-"
        elif category[0] in "PS" and char not in _NO_GAP:
            gaps[char] = ","
    for chars, kind in ((_DOTS, "."), (_SLASHES, "/"), (_DASHES, "-")):
        gaps |= dict.fromkeys(chars, kind)
    return digits, {char: kind for char, kind in gaps.items() if char not in unseen}, unseen


def characters(chars: Iterable[str]) -> str:
    """A regular expression's class of those of `chars` that are below U+10000."""
    return f"[{''.join(_ranges(sorted({ord(char) for char in chars if char < _ABOVE})))}]"


def _ranges(codes: list[int]) -> Iterator[str]:
    first = last = codes[0]
    for code in (*codes[1:], -1):
        if code == last + 1:
            last = code
            continue
        yield re.escape(chr(first)) + (f"-{re.escape(chr(last))}" if last > first else "")
        first = last = code


DIGITS, GAPS, UNSEEN = _sorted_out()
"""Each digit's figure; each gap's kind: white, `\\n` a wrap, `-`, `.`, `/`, or `,` for what rather parts than joins."""
BRACKETS = tuple(
    "".join(char for char in GAPS if unicodedata.category(char) in kinds) for kinds in (("Ps", "Pi"), ("Pe", "Pf"))
)
"""Brackets and quotes that open, and such that close."""
X = "ХхΧχ×✕╳⒳🅇🅧🆇" + "".join(
    char
    for char in _chars(_SCRIPTS)
    if char in "Xx" or unicodedata.normalize("NFKC", char) in "XxΧχ" and unicodedata.category(char) != "Mn"
)
"""What is read as the X that an identity number may end in: in any width and face, and what looks like it."""
ENUMERATING = "".join(char for char in _chars(_SCRIPTS) if char in DIGITS and unicodedata.category(char) == "No")
"""Figures that also stand before or behind a number without being of it: ①, ⑴, ⒈, a note's ¹."""
STARS = "★☆⭐✩✪✫✬✭✮✯✰✦✧✱✲✳✴✵✶✷✸✹✺✻✼✽⁎⁑⁂∗⋆⊛⧆≛܍⍟⚝✡⛤⛥⛦⛧※＊﹡٭꙳❂❉❋🌟🌠🔯🞯🞰🞱🞲🞳🞴🞵🞶🞷🞸🞹🞺🞻🞼🞽🞾🞿🟀🟂🟃🟄🟉🟊🟌🟎🟑🟒🟔"
"""Stars and asterisks, but for the plain one, which is Markdown's too."""
SHAPES = "".join(_chars(((0x25A0, 0x2600), (0x2610, 0x2613), (0x2713, 0x2719)))) + "♦♢❌❎❗❕❓❔⚠❖"
"""What stands in the place of a star, but is also a bullet, a box, or the mark that is set in one."""
_SIGNS = ("ARROW", "PHONE", "DIGIT", "NUMBER", "LETTER", "SHAPE", "CHECK", "CROSS MARK")
ORNAMENTS = "".join(
    char
    for char in (*_chars(((0x2300, 0x2400), (0x2600, 0x27C0), (0x2B00, 0x2C00), (0x1F000, 0x1FB00))), *"〄〒〠㊗㊙")
    if unicodedata.category(char) == "So" and char not in SHAPES + STARS and char not in DIGITS
    if not any(sign in unicodedata.name(char) for sign in _SIGNS)
)
"""Hearts, flowers and other pictures: in the place of a star they stand for one."""
_UNSEEN = re.compile(f"{characters(UNSEEN)}+")
_ODD = re.compile("[^\n -~\u2002\u2003›、。〈-】〔〕①—“”‘’…·\u4e00-\u9fff！-～]")
"""None of the characters of most texts, which all are seen."""
_TURNED = re.compile("\u202e([^\u202c\u2069\n]*)")
_HIGH = re.compile("[\U00010000-\U0010ffff]")
_TAGS = {0xE0000 + code: chr(code) for code in range(0x20, 0x7F)}
"""Tags, each of an ASCII character (Unicode 23.9)."""
_LOW = dict.fromkeys(UNSEEN, "\u200b") | DIGITS | dict.fromkeys(GAPS, "±")
_LOW |= dict.fromkeys(ORNAMENTS, "❀") | dict.fromkeys(STARS, "★") | dict.fromkeys(X, "x")
_LOW |= {char: "⓪①②③④⑤⑥⑦⑧⑨"[int(DIGITS[char])] for char in ENUMERATING}


@dataclass(frozen=True, slots=True)
class SeenText:
    """What a reader sees of a text, and where in it each of its characters stands."""

    text: str
    starts: list[int]
    """Where each piece without invisible characters starts in `text`."""
    shifts: list[int]
    """How many invisible characters stand before each piece."""

    def at(self, place: int) -> int:
        """The place in the whole text of a place in `text`."""
        return place + self.shifts[bisect_right(self.starts, place) - 1]


def turned(text: str) -> str:
    """`text` as it is seen where U+202E turns a part of a line round; as long as it was."""
    return _TURNED.sub(lambda part: f"\u202e{part[1][::-1]}", text) if "\u202e" in text else text


def tagged(text: str) -> str:
    """`text` with what its tags stand for, which nobody sees, but a copy of it holds; as long as it was."""
    return text.translate(_TAGS) if has_high(text) else text


def has_high(text: str) -> bool:
    """Whether a text has characters above U+FFFF."""
    return not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)


def seen(text: str) -> SeenText:
    """`text` without what nobody sees."""
    if not _ODD.search(text):
        return SeenText(text, [0], [0])
    if has_high(text):
        text = _HIGH.sub(lambda found: _LOW.get(found[0], found[0]), text)
    starts, shifts, pieces, end, shift = [0], [0], [], 0, 0
    for hidden in _UNSEEN.finditer(text):
        pieces.append(text[end : hidden.start()])
        end = hidden.end()
        shift += end - hidden.start()
        starts.append(end - shift)
        shifts.append(shift)
    return SeenText("".join((*pieces, text[end:])) if pieces else text, starts, shifts)
