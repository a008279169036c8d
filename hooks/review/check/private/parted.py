"""Numbers whose figures are parted by what is no gap, or are no figures: 138a0013a8000, 一三八零零一三八零零零.

Read with hyphens in the place of what parts them, and figures in the place of numerals, each as long as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate, takewhile

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
_LABEL = "手机|电话|号码|卡号|账号|证号|身份证"
_LABELLED = re.compile(
    rf"(?:{_LABEL})(?:号码?)?[：:]?\s{{0,3}}[{_CELLS}]?"
    rf"(\s{{0,3}}{_D}{{3,8}}(?:\s{{0,3}}[{_CELLS}]\s{{0,3}}{_D}{{1,8}}){{1,4}})(?!{_D})"
)
"""A row of a form."""
_HEADED = re.compile(rf"(?:{_LABEL})[^{_CELLS}\n]{{0,4}}[{_CELLS}]\s{{0,6}}(?:[{_CELLS}]|\S{{0,6}}(?:{_LABEL}))")
"""A head over several columns: those behind it are empty, or say the same."""
_BARS = re.compile(f"[{_CELLS}]")
_NAMING = re.compile(_LABEL)
_FIGURE_CELL = re.compile(rf"\s{{0,9}}{_D}{{1,12}}[{X}]?\s{{0,9}}")
_NAMED = f"[{''.join(NUMERALS)}{ONE}]"
_NUMERALS = re.compile(rf"(?:(?:{_NAMED}|{_D})[ \u00a0·.、，,-]?){{11,}}+[{X}]?")
_MASKING = re.compile(rf"{_D}〇{{2,}}{_D}|{_D}〇{{4,}}")
_FIGURES = str.maketrans(_ALL)


def without_fillers(text: str) -> Iterator[str]:
    """A text with hyphens for what parts the figures of a number, and with figures for numerals; where it has any."""
    if _PARTED.search(text):
        yield _PARTED.sub(_hyphened, text)
    if _LABELLED.search(text):
        yield _LABELLED.sub(lambda found: _BARS.sub("-", found[0]), text)
    if _HEADED.search(text):
        yield "\n".join(_below_heads(text.split("\n")))
    if (named := _NUMERALS.sub(_figures, text)) != text:
        yield named


def _below_heads(lines: list[str]) -> Iterator[str]:
    """Lines with hyphens for the bars between figures that stand below one head over several columns."""
    columns = list[range]()
    for line in lines:
        cells = _BARS.split(line)
        if len(cells) < 3:
            columns = []
        elif not columns:
            columns = [*_spans([cell.strip() for cell in cells])] or columns
        else:
            line = _joined(line, cells, columns)
        yield line


def _spans(head: list[str]) -> Iterator[range]:
    """The columns below each head that is over several, which are empty behind it or say the same."""
    first = 0
    while first < len(head):
        last = first + 1
        while last < len(head) and head[last] in ("", head[first]):
            last += 1
        if last > first + 1 and _NAMING.search(head[first]):
            yield range(first, last)
        first = last


def _joined(line: str, cells: list[str], columns: list[range]) -> str:
    ends = [*accumulate(len(cell) + 1 for cell in cells)]
    for column in columns:
        parts = [*takewhile(_FIGURE_CELL.fullmatch, cells[column.start : column.stop])]
        if len(parts) > 1:
            start, end = ends[column.start] - len(cells[column.start]) - 1, ends[column.start + len(parts) - 1] - 1
            line = line[:start] + _BARS.sub("-", line[start:end]) + line[end:]
    return line


def _hyphened(found: re.Match[str]) -> str:
    filler = found[found.lastindex or 0]
    return found[0].replace(filler, "-" * len(filler))


def _figures(found: re.Match[str]) -> str:
    return found[0] if _MASKING.search(found[0]) else found[0].translate(_FIGURES)
