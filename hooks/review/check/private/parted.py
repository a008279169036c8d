"""Numbers whose figures are parted by what is no gap, or are no figures: 138a0013a8000, 一三八零零一三八零零零.

Read with hyphens in the place of what parts them, and figures in the place of numerals, each as long as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from review.check.private.cells import CELLS
from review.check.private.characters import DIGITS, GAPS, X, characters

_SPOKEN = {"洞": "0", "幺": "1", "两": "2", "拐": "7", "勾": "9"}
"""What figures are called by telephone, and 两, which is none alone."""


def _numerals() -> dict[str, str]:
    """Every character of Unicode's first plane that stands for one figure and is no digit: 三, 叁, 參, Ⅲ, ㈢."""
    numeric = (char for char in map(chr, range(0x10000)) if char.isnumeric() and char not in DIGITS)
    told = ((char, unicodedata.numeric(char)) for char in numeric)
    return {char: str(int(value)) for char, value in told if value in range(10)} | _SPOKEN


_ALL = _numerals()
NUMERALS = {char: figure for char, figure in _ALL.items() if char not in GAPS}
"""Without those for tens."""
ONE = "".join(char for char in _ALL if char in GAPS)
"""The ones that are dashes as well: 一 and 〡."""
_D = characters(DIGITS)
_FILLER = f"[^{characters({*DIGITS, *GAPS, *CELLS})[1:-1]}]"
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
_NAMED = f"[{''.join(NUMERALS)}{ONE}]"
_NUMERALS = re.compile(rf"(?:(?:{_NAMED}|{_D})[ \u00a0·.、，,-]?){{11,}}+[{X}]?")
_MASKING = re.compile(rf"{_D}〇{{2,}}{_D}|{_D}〇{{4,}}")
_FIGURES = str.maketrans(_ALL)


def without_fillers(text: str) -> Iterator[str]:
    """A text with hyphens for what parts the figures of a number, and with figures for numerals; where it has any."""
    if _PARTED.search(text):
        yield _PARTED.sub(_hyphened, text)
    if (named := _NUMERALS.sub(_figures, text)) != text:
        yield named


def _hyphened(found: re.Match[str]) -> str:
    filler = found[found.lastindex or 0]
    return found[0].replace(filler, "-" * len(filler))


def _figures(found: re.Match[str]) -> str:
    return found[0] if _MASKING.search(found[0]) else found[0].translate(_FIGURES)
