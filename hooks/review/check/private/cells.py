"""Numbers in the cells of tables: a figure in each, some groups in a row, or below one head over several columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, takewhile

from review.check.private.around import is_called
from review.check.private.characters import DIGITS, X, characters
from review.check.private.digits import CARDED, is_card, is_identity, is_mobile

_D = characters(DIGITS)
_PLAIN = {ord(char): plain for char, plain in (DIGITS | dict.fromkeys(X, "X")).items()}
CELLS = "|｜│┃¦"
_BOXED = re.compile(rf"(?<![0-9])(?:{_D}\s{{0,3}}+\|[|\s]{{0,5}}+){{10,}}+(?:(?:{_D}|[{X}])(?![0-9]))?")
"""A digit in each cell of a table, as forms have it."""
_FIGURE = re.compile(rf"{_D}|[{X}]")
_BOX = re.compile(rf"\|\s{{0,6}}{_D}\s{{0,6}}\|")
_LABEL = "手机|电话|号码|卡号|账号|证号|身份证"
_LABELLED = re.compile(
    rf"(?:{_LABEL})(?:号码?)?[：:]?\s{{0,3}}[{CELLS}]?"
    rf"(\s{{0,3}}{_D}{{3,8}}(?:\s{{0,3}}[{CELLS}]\s{{0,3}}{_D}{{1,8}}){{1,4}})(?!{_D})"
)
"""A row of a form."""
_HEADED = re.compile(rf"(?:{_LABEL})[^{CELLS}\n]{{0,4}}[{CELLS}]\s{{0,6}}(?:[{CELLS}]|\S{{0,6}}(?:{_LABEL}))")
"""A head over several columns: those behind it are empty, or say the same."""
_BARS = re.compile(f"[{CELLS}]")
_NAMING = re.compile(_LABEL)
_FIGURE_CELL = re.compile(rf"\s{{0,9}}{_D}{{1,12}}[{X}]?\s{{0,9}}")


def boxed(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Kind, start, end and digits of every number with a digit in each cell."""
    if not _BOX.search(text):
        return
    for row in _BOXED.finditer(text):
        places = [figure.start() for figure in _FIGURE.finditer(text, *row.span())]
        digits = "".join(text[place] for place in places).translate(_PLAIN)
        for at in range(len(digits) - 17):
            if is_identity(digits[at : at + 18]):
                yield "identity-number", places[at], places[at + 17] + 1, digits[at : at + 18]
        if is_mobile(digits) and is_called(text, row.start()):
            yield "mobile-number", places[0], places[-1] + 1, digits
        if len(digits) in range(16, 20) and digits.startswith(CARDED) and is_card(digits):
            yield "bank-card", places[0], places[-1] + 1, digits


def without_bars(text: str) -> Iterator[str]:
    """A text with hyphens for the bars in a number, as long as it was; where it has any."""
    if _LABELLED.search(text):
        yield _LABELLED.sub(lambda found: _BARS.sub("-", found[0]), text)
    if _HEADED.search(text):
        yield "\n".join(_below_heads(text.split("\n")))


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
