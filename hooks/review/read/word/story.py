"""The body of a Word file as a row of blocks: paragraphs with their ordinals, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from review.read.word.names import MC, W, number, switch, value
from review.read.word.numbering import Numbering
from review.read.word.package import WordError
from review.read.word.report import Report
from review.read.word.runs import Inline, Runs, alternative, text_of
from review.read.word.styles import Styles

MAX_CELLS = 100_000
"""Cells of all tables of a document, those that merging fills up included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, a table (its Markdown) or a picture (its name) of the document."""

    text: str
    kind: str = "text"
    """text, table or picture."""
    marker: str = ""
    """The automatic ordinal, or "- " for a bullet."""
    outline: int | None = None
    """Outline level from 0, by the paragraph or its style."""
    centred: bool = False
    lead: int = 0
    """Length of the bold beginning of the text; 0 where all of it or none of it is bold."""


class Story:
    """Walks the body once, in order: ordinals and fields depend on what came before."""

    def __init__(self, styles: Styles, numbering: Numbering, runs: Runs, notes: dict[str, etree._Element | None],
                 report: Report) -> None:
        self._styles, self._numbering, self._runs, self._report = styles, numbering, runs, report
        self._notes = {(kind, note.get(W + "id")): note
                       for kind, root in notes.items() if root is not None for note in root}
        self._carried = Inline()
        self._cells_so_far = 0

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of a body, a table cell, a text box or a note."""
        for child in container:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "sdt":
                yield from self._control(child)
            elif child.tag == MC + "AlternateContent":
                yield from self.blocks(alternative(child))
            elif child.tag in (W + "customXml", W + "ins", W + "moveTo"):
                yield from self.blocks(child)
            elif child.tag == W + "altChunk":
                self._report.add("word-object", "嵌入的文档")

    def _control(self, control: etree._Element) -> Iterator[Block]:
        gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = control.find(W + "sdtContent")
        if content is None:
            return
        if gallery is not None and gallery.get(W + "val") == "Table of Contents":
            for paragraph in content.iter(W + "p"):
                self._contents(paragraph)
            return
        if switch(control.find(W + "sdtPr"), "showingPlcHdr"):
            self._report.add("word-prompt", text_of(control))
        yield from self.blocks(content)

    def _contents(self, paragraph: etree._Element) -> None:
        if text_of(paragraph):
            self._report.add("word-contents")

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        self._report.paragraph += 1
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle")
        inline, self._carried = self._carried, Inline()
        self._runs.read(paragraph, style, inline)
        if self._styles.name(style).startswith("toc "):
            return self._contents(paragraph)
        mark = None if properties is None else properties.find(W + "rPr")
        if mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None):
            self._carried = inline  # the paragraph's end was deleted: the next one continues it
            return None
        hidden = not inline.text and self._styles.is_on("vanish", style, mark)
        marker = None if hidden else self._numbering.marker(properties, style)
        yield from self._text(inline, marker or "", properties, style)
        for name in inline.pictures:
            yield Block(text=name, kind="picture")
        for kind, n, id in inline.notes:
            yield from self._note(kind, n, id)
        for box in inline.boxes:
            self._report.add("word-textbox", text_of(box))
            yield from self.blocks(box)
        return None

    def _text(
        self, inline: Inline, marker: str, properties: etree._Element | None, style: str | None
    ) -> Iterator[Block]:
        text = inline.text
        if not text.strip():
            if marker:
                self._report.add("word-empty", marker)
            return
        if marker:
            text = text.lstrip()
        outline = number(properties, "outlineLvl", self._styles.outline(style))
        justified = value(properties, "jc")
        lead = inline.lead - (len(inline.text) - len(text))
        yield Block(
            text=text, marker=marker,
            outline=outline if outline is not None and outline < 9 else None,
            centred=justified == "center" if justified else self._styles.centred(style),
            lead=lead if lead > 0 and text[lead:].strip() else 0,
        )

    def _note(self, kind: str, n: int, id: str) -> Iterator[Block]:
        note = self._notes.get((kind, id))
        if note is None:
            return
        blocks = list(self.blocks(note))
        self._report.add("word-note")
        text = " ".join(one_line(b) for b in blocks).strip()
        yield Block(text=f"〔注{n}〕{text}")

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = [list(self._cells(row)) for row in elements(table, "tr") if not self._is_deleted(row)]
        rows = [row for row in rows if row]
        if max(map(len, rows), default=0) <= 1:  # a frame around text, no table
            for row in rows:
                yield from row[0]
            return
        width = max(map(len, rows))
        self._count_cells(width * len(rows))
        lines = ["| " + " | ".join(cell_text(cell) for cell in row + [[]] * (width - len(row))) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        yield Block(text="\n".join(lines), kind="table")
        for row in rows:
            for cell in row:
                yield from (b for b in cell if b.kind == "picture")

    def _is_deleted(self, row: etree._Element) -> bool:
        properties = row.find(W + "trPr")
        gone = properties is not None and properties.find(W + "del") is not None
        if gone:
            self._report.add("word-deleted", text_of(row))
        return gone

    def _cells(self, row: etree._Element) -> Iterator[list[Block]]:
        for cell in elements(row, "tc"):
            properties = cell.find(W + "tcPr")
            merge = None if properties is None else properties.find(W + "vMerge")
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            blocks = list(self.blocks(cell))
            yield [] if goes_on and not blocks else blocks
            span = min(number(properties, "gridSpan", 1) or 1, 64) - 1
            self._count_cells(span)
            yield from ([] for _ in range(span))

    def _count_cells(self, more: int) -> None:
        self._cells_so_far += more
        if self._cells_so_far > MAX_CELLS:
            raise WordError(f"表格多于 {MAX_CELLS:,} 格，拒收")


def elements(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from elements(child, name)


def one_line(block: Block) -> str:
    """A block's text without line ends and the lines of a table; empty for a picture."""
    if block.kind == "picture":
        return ""
    text = re.sub(r"[\s|]*\|(?: --- \|)*[\s|]*", " ", block.text) if block.kind == "table" else block.text
    return (block.marker + text).replace("\n", " ").strip()


def cell_text(cell: list[Block]) -> str:
    """The text of a cell on one line; a bar inside it is escaped."""
    return " ".join(filter(None, map(one_line, cell))).replace("|", "\\|")
