"""Numbers whose figures are parted by what is no gap, or are no figures: 138a0013a8000, 一三八零零一三八零零零.

Read with hyphens in the place of what parts them, and figures in the place of numerals, each as long as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.check.private.characters import DIGITS, GAPS, X, characters

NUMERALS = {"〇": "0", "零": "0", "洞": "0", "壹": "1", "幺": "1", "二": "2", "贰": "2", "两": "2"}
NUMERALS |= {"三": "3", "叁": "3", "四": "4", "肆": "4", "五": "5", "伍": "5", "六": "6", "陆": "6"}
NUMERALS |= {"七": "7", "柒": "7", "拐": "7", "八": "8", "捌": "8", "九": "9", "玖": "9", "勾": "9"}
"""What figures are called, also by telephone; without those for tens."""
ONE = "一"
"""The one that is a dash as well."""
_D = characters(DIGITS)
_CELLS = "|｜│┃¦"
_FILLER = f"[^{characters({*DIGITS, *GAPS, *_CELLS})[1:-1]}]"
_WORD = rf" ?(?:(?!{characters(X)}){_FILLER}){{1,2}} ?"
"""What stands between the figures each time; sizes of things, 150×2000×3000, are none."""
_ANY = rf" ?(?:{_FILLER}|{characters(X)}){{1,2}} ?"
_CALLED = "(?<=[机话码])|(?<=[机话码][：: ])"
_ENDING = rf"(?:{_D}|[{X}])"
_PARTED = re.compile(
    rf"(?<!{_D})(?:{_D}{{3}}({_WORD}){_D}{{4}}\1{_D}{{4}}(?!\1)"
    rf"|(?:{_CALLED}){_D}{{3}}({_ANY}){_D}{{4}}\2{_D}{{4}}"
    rf"|{_D}({_ANY}){_D}(?:\3{_D}){{8,15}}+(?:\3{_ENDING})?+(?!\3)"
    rf"|{_D}{{4}}({_WORD}){_D}{{4}}\4{_D}{{4}}\4{_D}{{4}}(?:\4{_D}{{1,3}})?(?!\4))(?!{_D})"
)
_LABELLED = re.compile(
    rf"(?:手机|电话|号码|卡号|账号|证号)(?:号码?)?[：:]?\s{{0,3}}[{_CELLS}]?"
    rf"(\s{{0,3}}{_D}{{3,8}}(?:\s{{0,3}}[{_CELLS}]\s{{0,3}}{_D}{{1,8}}){{1,4}})(?!{_D})"
)
"""A row of a form."""
_BARS = re.compile(f"[{_CELLS}]")
_NAMED = f"[{''.join(NUMERALS)}{ONE}]"
_NUMERALS = re.compile(rf"(?:(?:{_NAMED}|{_D})[ \u00a0·.-]?){{11,}}+[{X}]?")
_MASKING = re.compile(rf"{_D}〇{{2,}}{_D}|{_D}〇{{4,}}")
_FIGURES = str.maketrans(NUMERALS | {ONE: "1"})


def without_fillers(text: str) -> Iterator[str]:
    """A text with hyphens for what parts the figures of a number, and with figures for numerals; where it has any."""
    if _PARTED.search(text):
        yield _PARTED.sub(_hyphened, text)
    if _LABELLED.search(text):
        yield _LABELLED.sub(lambda found: _BARS.sub("-", found[0]), text)
    if (named := _NUMERALS.sub(_figures, text)) != text:
        yield named


def _hyphened(found: re.Match[str]) -> str:
    filler = found[found.lastindex or 0]
    return found[0].replace(filler, "-" * len(filler))


def _figures(found: re.Match[str]) -> str:
    return found[0] if _MASKING.search(found[0]) else found[0].translate(_FIGURES)
