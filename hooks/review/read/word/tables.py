"""Tables: every cell in its column, merged ones said; a table that only lays out text is read as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from review.read.word.blocks import Block, one_line
from review.read.word.names import W, number, val
from review.read.word.package import WordError
from review.read.word.report import Report

MAX_CELLS = 100_000
"""Cells of all tables of a document, those that merging fills up included."""
WIDEST = 64
"""Columns; Word has at most 63."""
APPENDED = "整改台账（资料库附表，导入时不收）"
"""The caption of a table that the library itself adds to a material's Word file, as Word shows it to who looks."""
PIECE = 4
"""Paragraphs of a cell that may be a piece of a document."""
PART = re.compile(r"\s*(?:第?[一二三四五六七八九十]+[、.．部]|[（(][一二三四五六七八九十]+[）)])")
"""How the parts of a document begin."""


@dataclass(slots=True)
class Cell:
    """A cell with the columns it takes."""

    blocks: list[Block] = field(default_factory=list)
    span: int = 1
    merged: bool = False
    """Whether others were merged into it."""


class Grid:
    """The tables of a document."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._cells = 0

    def read(self, rows: list[list[Cell]]) -> Iterator[Block]:
        """The table, then its pictures; or all that stands in its cells where it only lays out text."""
        rows = [row for row in rows if row]
        width = max((sum(cell.span for cell in row) for row in rows), default=0)
        if width <= 1 or any(_is_piece(cell) for row in rows for cell in row):
            if width > 1:
                self._report.add("word-layout")
            for row in rows:
                for cell in row:
                    yield from cell.blocks
            return
        self.count(width * len(rows))
        lines = [self._line(row, width) for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        yield Block(text="\n".join(lines), kind="table")
        for row in rows:
            for cell in row:
                yield from (block for block in cell.blocks if block.kind == "picture")

    def _line(self, row: list[Cell], width: int) -> str:
        texts: list[str] = []
        for cell in row:
            text = cell_text(cell.blocks)
            texts += [text, *[""] * (cell.span - 1)]
            if cell.merged:
                self._report.add("word-merged", text)
        return "| " + " | ".join(texts + [""] * (width - len(texts))) + " |"

    def count(self, more: int) -> None:
        """More cells are made. Raises WordError where they are too many."""
        self._cells += more
        if self._cells > MAX_CELLS:
            raise WordError(f"表格多于 {MAX_CELLS:,} 格，拒收")


def _is_piece(cell: Cell) -> bool:
    """Whether a cell holds a piece of a document: several paragraphs, parts of a document among them."""
    texts = [block for block in cell.blocks if block.kind == "text"]
    return len(texts) >= PIECE and any(PART.match(block.marker + block.text) or block.outline is not None
                                       for block in texts)


def is_appended(table: etree._Element) -> bool:
    """Whether a w:tbl was added by the library and is no part of the document."""
    return val(table.find(W + "tblPr"), "tblCaption") == APPENDED


def shape(cell: etree._Element) -> tuple[int, str]:
    """How many columns a w:tc takes, and what becomes of it: own, first (of merged ones) or merged (into another)."""
    properties = cell.find(W + "tcPr")
    span = max(1, min(number(properties, "gridSpan", 1) or 1, WIDEST))
    state = "first" if span > 1 else "own"
    for name in ("vMerge", "hMerge"):
        merge = None if properties is None else properties.find(W + name)
        if merge is not None:
            state = "first" if merge.get(W + "val", "continue") == "restart" else "merged"
    return span, state


def before_and_after(row: etree._Element) -> tuple[int, int]:
    """How many columns a row leaves free at its beginning and at its end."""
    properties = row.find(W + "trPr")
    before, after = (number(properties, name, 0) or 0 for name in ("gridBefore", "gridAfter"))
    return max(0, min(before, WIDEST)), max(0, min(after, WIDEST))


def elements(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from elements(child, name)


def cell_text(cell: list[Block]) -> str:
    """The text of a cell on one line; a bar inside it is escaped."""
    return " ".join(filter(None, map(one_line, cell))).replace("|", "\\|")
