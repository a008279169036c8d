"""Which lines of a text are rows of a table: by themselves, or by the rows that they touch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from review.read.text.folding import fold
from review.read.text.ordinals import leading
from review.read.text.tables import BAR, RULE
from review.read.text.wraps import Physical

_TABS = re.compile(r"[^\t]+\t[^\t]+\t.*")


def mark_rows(lines: Sequence[Physical | None]) -> None:
    """Note of every line whether it is a row. None is a line without text, which ends a table.

    Sure by themselves are lines with two bars or two tabs between cells. The rows that touch one are rows too: those
    with as many tabs, whichever of their cells are empty, and short ones below it; in a Markdown table without outer
    bars, known by its row of dashes, lines with one bar.
    """
    for line in lines:
        if line is not None:
            line.table = _alone(line.text)
    for at in range(1, len(lines)):
        _below(lines[at - 1], lines[at])
    for at in range(len(lines) - 1, 0, -1):
        _above(lines[at - 1], lines[at])
    for line in lines:
        if line is not None and line.table == "\t" and line.tabbed:
            line.at -= line.tabbed.index(line.text[0])
            line.text = line.tabbed


def _alone(text: str) -> str:
    """What parts the cells of a line that is surely a row."""
    if "|" in text and len(BAR.findall(text)) > 1:
        return "|"
    return "\t" if "\t" in text and _TABS.fullmatch(text) else ""


def _below(above: Physical | None, line: Physical | None) -> None:
    """A line below a row, or a row of dashes below a head."""
    if above is None or line is None:
        return
    if not above.table and "|" in line.text and RULE.fullmatch(line.text) and BAR.search(above.text):
        above.table = line.table = "|"
    elif above.table == "|" and not line.table and BAR.search(line.text):
        line.table = "|"
    elif above.table == "\t" and not line.table and line.tabbed:
        shorter = "\t" in line.text and line.tabbed.count("\t") < above.tabbed.count("\t")
        if _as_many(above, line) or (shorter and leading(fold(line.text)) is None):
            line.table = "\t"


def _above(line: Physical | None, below: Physical | None) -> None:
    """A line above a row."""
    if line is not None and below is not None and not line.table and below.table == "\t" and _as_many(below, line):
        line.table = "\t"


def _as_many(row: Physical, line: Physical) -> bool:
    return line.tabbed.count("\t") == row.tabbed.count("\t")
