"""The body of a Word file as a row of blocks: paragraphs with their ordinals, tables, pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from review.read.word.blocks import Block, one_line
from review.read.word.contents import NAME
from review.read.word.fields import FieldStack
from review.read.word.names import R, W, number, switch, val
from review.read.word.numbering import Numbering
from review.read.word.report import Report
from review.read.word.runs import BREAK, Inline, Runs, StyledText, text_of
from review.read.word.styles import SIGNS, Styles
from review.read.word.tables import Cell, Grid, before_and_after, elements, is_appended, shape

AROUND = {W + "customXml", W + "ins", W + "moveTo", W + "smartTag"}


class Story:
    """Walks the body once, in order: ordinals and fields depend on what came before."""

    def __init__(self, styles: Styles, numbering: Numbering, fields: FieldStack, runs: Runs,
                 notes: dict[str, etree._Element | None], chunk: Callable[[str], Iterable[Block]],
                 report: Report) -> None:
        """`chunk` gives the blocks of another document that this one takes in, by its relationship."""
        self._styles, self._numbering, self._fields, self._runs = styles, numbering, fields, runs
        self._chunk, self._report = chunk, report
        self._notes = {(kind, note.get(W + "id")): note
                       for kind, root in notes.items() if root is not None for note in root}
        self._grid = Grid(report)
        self._cells = 0
        """How many cells, of tables within tables, stand around this place."""

    def blocks(self, container: etree._Element) -> Iterator[Block]:
        """The blocks of a body, a table cell, a text box or a note."""
        carried, pending = Inline(), False
        properties = style = None
        for child, in_contents in self._flat(container, False):
            if child.tag == W + "p":
                properties = child.find(W + "pPr")
                style = val(properties, "pStyle")
                carried.listed |= in_contents or self._styles.name(style).startswith("toc ")
                self._read(child, properties, style, carried)
                pending = _goes_on(properties) or self._runs_in(properties, style, carried)
                if not pending:
                    yield from self._paragraph(carried, properties, style)
                    carried = Inline()
                continue
            if pending:  # nothing follows that could continue it
                yield from self._last(carried, properties, style)
                carried, pending = Inline(), False
            yield from self._table(child) if child.tag == W + "tbl" else self._chunk(child.get(R + "id", ""))
        if pending:
            yield from self._last(carried, properties, style)

    def _runs_in(self, properties: etree._Element | None, style: str | None, inline: Inline) -> bool:
        """Whether the end of a paragraph is hidden, so that the next one goes on in its line (a style separator).

        Its ordinal, if it has one, stands before its text.
        """
        if not (switch(_mark(properties), "vanish") or switch(_mark(properties), "specVanish")):
            return False
        if inline.text.strip() and (marker := self._numbering.marker(properties, style)):
            inline.pieces.insert(0, StyledText(marker, False))
        return True

    def _flat(self, container: etree._Element, in_contents: bool) -> Iterator[tuple[etree._Element, bool]]:
        """Paragraphs, tables and chunks, whatever stands around them, and whether they stand in a table of contents."""
        for child in container:
            if child.tag in (W + "p", W + "tbl", W + "altChunk"):
                yield child, in_contents
            elif child.tag in AROUND:
                yield from self._flat(child, in_contents)
            elif child.tag == W + "subDoc":
                self._runs.elsewhere(child)
            elif child.tag == W + "sdt" and (content := child.find(W + "sdtContent")) is not None:
                properties = child.find(W + "sdtPr")
                if switch(properties, "showingPlcHdr"):
                    self._report.add("word-prompt", text_of(child))
                gallery = val(None if properties is None else properties.find(W + "docPartObj"), "docPartGallery")
                yield from self._flat(content, in_contents or gallery == "Table of Contents")

    def _read(self, paragraph: etree._Element, properties: etree._Element | None, style: str | None,
              into: Inline) -> None:
        self._report.paragraph += 1
        self._fields.paragraph(lambda: (self._outline(properties, style), self._numbering.level(properties, style)))
        self._runs.read(paragraph, style, into)

    def _outline(self, properties: etree._Element | None, style: str | None) -> int | None:
        outline = number(properties, "outlineLvl", self._styles.outline(style))
        return outline if outline is not None and 0 <= outline < 9 else None

    def _last(self, inline: Inline, properties: etree._Element | None, style: str | None) -> Iterator[Block]:
        """A paragraph whose end was deleted and that has no next one; nothing where all of it was deleted."""
        if inline.text.strip() or inline.contents or inline.boxes or inline.pictures:
            yield from self._paragraph(inline, properties, style)

    def _paragraph(self, inline: Inline, properties: etree._Element | None, style: str | None) -> Iterator[Block]:
        """A paragraph with what is anchored in it."""
        if inline.is_contents or (inline.contents and NAME.fullmatch(inline.text)):
            yield Block(text=inline.text + "".join(inline.contents), kind="contents", at=self._report.paragraph)
            return
        if inline.contents:
            yield Block(text="".join(inline.contents), kind="contents", at=self._report.paragraph)
        hidden = not inline.text and self._styles.is_on("vanish", style, _mark(properties))
        marker = None if hidden else self._numbering.marker(properties, style)
        yield from self._text(inline, marker or "", properties, style)
        for name in inline.pictures:
            yield Block(text=name, kind="picture")
        kept = self._fields.apart()
        for kind, n, id in inline.notes:
            yield from self._note(kind, n, id)
        for box in inline.boxes:
            self._report.add("word-textbox", text_of(box))
            yield from self.blocks(box)
        self._fields.back(kept)

    def _text(
        self, inline: Inline, marker: str, properties: etree._Element | None, style: str | None
    ) -> Iterator[Block]:
        """The text, parted where a page ends."""
        lead = inline.lead
        justified = val(properties, "jc")
        first = True
        for text in inline.text.split(BREAK):
            before, lead = lead, lead - len(text) - len(BREAK)
            if not text.strip():
                continue
            if marker or not first:
                before -= len(text) - len(text.lstrip())
                text = text.lstrip()
            yield Block(
                text=text, marker=marker, at=self._report.paragraph, outline=self._outline(properties, style),
                sign=SIGNS.get(self._styles.name(style), "") if first else "",
                centred=justified == "center" if justified else self._styles.centred(style),
                lead=before if before > 0 and text[before:].strip() else 0,
            )
            marker, first = "", False
        if first and marker and self._cells:  # a column 序号 that Word fills in
            yield Block(text="", marker=marker, at=self._report.paragraph)
        elif first and marker:
            self._report.add("word-empty", marker)

    def _note(self, kind: str, n: int, id: str) -> Iterator[Block]:
        note = self._notes.pop((kind, id), None)
        if note is None:
            return
        blocks = list(self.blocks(note))
        self._report.add("word-note")
        text = " ".join(one_line(b) for b in blocks).strip()
        yield Block(text=f"〔注{n}〕{text}")
        yield from (b for b in blocks if b.kind == "picture")

    def _table(self, table: etree._Element) -> Iterator[Block]:
        if is_appended(table):
            self._report.add("word-ledger")
            for cell in table.iter(W + "tc"):
                self._report.leave(text_of(cell))
            return
        kept = (row for row in elements(table, "tr") if not self._is_deleted(row) and not self._is_hidden(row))
        yield from self._grid.read(list(map(self._row, kept)))

    def _is_hidden(self, row: etree._Element) -> bool:
        hidden = bool(switch(row.find(W + "trPr"), "hidden"))
        if hidden:
            self._report.add("word-hidden", text_of(row))
            self._report.leave(text_of(row))
        return hidden

    def _is_deleted(self, element: etree._Element, properties: str = "trPr", mark: str = "del") -> bool:
        gone = element.find(f"{W}{properties}/{W}{mark}") is not None
        if gone:
            self._report.add("word-deleted", text_of(element))
            self._report.leave(text_of(element))
        return gone

    def _row(self, row: etree._Element) -> list[Cell]:
        before, after = before_and_after(row)
        cells = [Cell() for _ in range(before)]
        self._cells += 1
        for cell in elements(row, "tc"):
            span, state = shape(cell)
            blocks = [] if self._is_deleted(cell, "tcPr", "cellDel") else list(self.blocks(cell))
            cells.append(Cell(blocks, span, state == "first"))
            self._grid.count(span - 1)
        self._cells -= 1
        return cells + [Cell() for _ in range(after if cells[before:] else 0)]


def _mark(properties: etree._Element | None) -> etree._Element | None:
    """The properties of the sign that ends a paragraph."""
    return None if properties is None else properties.find(W + "rPr")


def _goes_on(properties: etree._Element | None) -> bool:
    """Whether the next paragraph continues this one: its end was deleted, or it is a large first letter (首字下沉)."""
    frame = None if properties is None else properties.find(W + "framePr")
    if frame is not None and frame.get(W + "dropCap") in ("drop", "margin"):
        return True
    mark = _mark(properties)
    return mark is not None and (mark.find(W + "del") is not None or mark.find(W + "moveFrom") is not None)
