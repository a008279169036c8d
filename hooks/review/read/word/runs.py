"""The text of one paragraph: its runs, with fields, tracked changes, hidden text and symbols resolved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from review.read.word.fields import FieldStack
from review.read.word.math import lowered, on_one_line, raised
from review.read.word.names import OFFICE, A, M, R, V, W, switch, val
from review.read.word.package import Relationships
from review.read.word.pictures import Pictures
from review.read.word.report import Report
from review.read.word.styles import Styles
from review.read.word.symbols import as_shown, sign

BREAK = "\f"
"""A page or column break: what follows stands apart."""
SIGN = re.compile("[\x21-\xff\u2010-\u2122\uf020-\uf0ff]")
"""A character that a symbol font may show as another one."""
AROUND = {W + "smartTag", W + "customXml", W + "bdo", W + "dir", W + "sdtContent"}
"""Elements that only stand around runs."""
PLACED: dict[str, Callable[[str], str]] = {"superscript": raised, "subscript": lowered}
"""How a text is written that stands above or below the line."""
UNSTORED = {W + "pgNum": "页码", W + "contentPart": "墨迹"}
UNSTORED |= {W + f"{part}{form}": "写成时的日期" for part in ("day", "month", "year") for form in ("Short", "Long")}
"""What Word draws at an element without storing it."""


@dataclass(slots=True)
class StyledText:
    """Text of one weight."""

    text: str
    bold: bool


@dataclass(slots=True)
class Inline:
    """What stands in one paragraph."""

    pieces: list[StyledText] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """Contents of text boxes anchored here."""
    pictures: list[str] = field(default_factory=list)
    """Names of the pictures that stand here."""
    notes: list[tuple[str, int, str]] = field(default_factory=list)
    """(kind, number, id) of the footnotes and endnotes referred to."""
    contents: list[str] = field(default_factory=list)
    """Text that a field for a table of contents made."""
    listed: bool = False
    """Whether a style, a control or the page number of a heading says that this is a line of the contents."""
    linked: int = 0
    """Characters that lead to headings as the lines of contents do."""

    @property
    def text(self) -> str:
        """The whole text; a tab is a tab, a page break BREAK."""
        return "".join(p.text for p in self.pieces)

    @property
    def is_contents(self) -> bool:
        """Whether all of it is a line of a table of contents."""
        if self.contents and not self.text.strip():
            return True
        return self.listed or (self.linked > 0 and self.linked * 5 >= len(self.text.strip()) * 4)

    @property
    def lead(self) -> int:
        """Length of the bold beginning."""
        length = 0
        for piece in self.pieces:
            if not piece.bold and piece.text.strip():
                break
            length += len(piece.text)
        return length


class Runs:
    """Reads paragraphs in document order; fields may run over several of them."""

    def __init__(
        self, styles: Styles, fields: FieldStack, pictures: Pictures, links: Relationships, report: Report
    ) -> None:
        self._styles, self._fields, self._pictures, self._report = styles, fields, pictures, report
        self._links = links
        self._notes = 0

    def read(self, paragraph: etree._Element, style: str | None, into: Inline) -> None:
        """Put the text of `paragraph` (of style `style`) into `into`."""
        self._children(paragraph, style, into)
        into.listed |= self._fields.names_page
        self._fields.end_of_paragraph()

    def _children(self, parent: etree._Element, style: str | None, into: Inline) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, style, into)
            elif tag in (W + "del", W + "moveFrom"):
                self._remark("word-deleted", child)
            elif tag in (W + "ins", W + "moveTo"):
                self._remark("word-inserted", child)
                self._children(child, style, into)
            elif tag == W + "hyperlink":
                if child.get(W + "anchor", "").startswith("_Toc"):
                    into.linked += len(text_of(child))
                self._remark("word-link", child)
                self._children(child, style, into)
            elif tag == W + "fldSimple":
                self._simple_field(child, style, into)
            elif tag == W + "sdt":
                self._control(child, style, into)
            elif tag in (M + "oMath", M + "oMathPara"):
                shown = on_one_line(child)
                self._report.add("word-formula", shown)
                self._report.leave("".join(t.text or "" for t in child.iter(M + "t")))
                self._put(shown, False, into)
            elif tag == W + "subDoc":
                self.elsewhere(child)
            elif tag in AROUND:
                self._children(child, style, into)

    def elsewhere(self, element: etree._Element) -> None:
        """A part of the text stands in another file."""
        self._report.add("word-elsewhere", f"子文档 {self._target(element)}")

    def _target(self, element: etree._Element) -> str:
        """The part or file that an element refers to."""
        return self._links.get(element.get(R + "id", ""), ("", "", False))[1]

    def _put(self, text: str, bold: bool, into: Inline) -> None:
        shown = self._fields.text(text) if text else ""
        if shown and self._fields.in_contents:
            into.contents.append(shown)
        elif shown:
            into.pieces.append(StyledText(shown, bold))

    def _remark(self, code: str, element: etree._Element) -> None:
        text = text_of(element)
        if text:
            self._report.add(code, text)

    def _control(self, control: etree._Element, style: str | None, into: Inline) -> None:
        if switch(control.find(W + "sdtPr"), "showingPlcHdr"):
            self._remark("word-prompt", control)
        content = control.find(W + "sdtContent")
        if content is not None:
            self._children(content, style, into)

    def _simple_field(self, element: etree._Element, style: str | None, into: Inline) -> None:
        self._fields.begin(element.get(W + "instr", ""))
        self._children(element, style, into)
        shown = self._fields.end()
        if shown:
            into.pieces.append(StyledText(shown, False))

    def _run(self, run: etree._Element, style: str | None, into: Inline) -> None:
        properties = run.find(W + "rPr")
        if self._styles.is_on("vanish", style, properties):
            self._remark("word-hidden", run)
            for child in run.iter(W + "fldChar", W + "instrText"):
                self._field(child)
            return
        bold = self._styles.is_on("b", style, properties)
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._put(self._plain(child.text or "", style, properties), bold, into)
            elif tag in (W + "fldChar", W + "instrText"):
                shown = self._field(child)
                if shown:
                    into.pieces.append(StyledText(shown, bold))
            elif tag != W + "rPr":
                self._put(self._content(child, into), bold, into)

    def _plain(self, text: str, style: str | None, properties: etree._Element | None) -> str:
        """A run's text; what is typed in a symbol font is written as what it shows."""
        if not SIGN.search(text):
            return text
        shown = as_shown(text, self._styles.font(style, properties), self._report)
        placed = PLACED.get(val(properties, "vertAlign") or "", str)(shown)
        if placed != shown:
            self._report.leave(text)
        return placed

    def _content(self, child: etree._Element, into: Inline) -> str:
        """The text of one child of a run; text boxes, pictures and notes go into `into`."""
        tag = child.tag
        if tag in (W + "br", W + "cr"):
            return BREAK if child.get(W + "type") in ("page", "column") else "\n"
        if tag in (W + "tab", W + "ptab"):
            return "\t"
        if tag == W + "noBreakHyphen":
            return "-"
        if tag == W + "sym":
            return self._sym(child)
        if tag == W + "ruby":
            base, above = ("".join(t.text or "" for t in child.iterfind(f"{W}{n}//{W}t")) for n in ("rubyBase", "rt"))
            return f"{base}({above})" if above else base
        if tag in (W + "footnoteReference", W + "endnoteReference"):
            self._notes += 1
            into.notes.append((tag[len(W) :].removesuffix("Reference"), self._notes, child.get(W + "id", "")))
            return f"〔注{self._notes}〕"
        if tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child, into)
        elif tag in UNSTORED:
            self._report.add("word-field", UNSTORED[tag])
        return ""

    def _sym(self, element: etree._Element) -> str:
        try:
            return sign(int(element.get(W + "char", ""), 16), element.get(W + "font"), "", self._report)
        except ValueError:
            return "□"

    def _field(self, element: etree._Element) -> str:
        """Follow one part of a field; the text that a field shows without storing it."""
        if element.tag == W + "instrText":
            self._fields.instruct(element.text or "")
            return ""
        return self._fields.mark(element)

    def _drawing(self, drawing: etree._Element, into: Inline) -> None:
        boxes = outermost(drawing, W + "txbxContent")
        into.boxes += boxes
        embedded = drawing.find(f".//{OFFICE}OLEObject")
        if embedded is not None:
            target = self._target(embedded).rpartition("/")[2]
            self._report.add("word-embedded", f"{embedded.get('ProgID', '')} {target}".strip())
        found: set[str | None] = set()
        for blip in drawing.iter(A + "blip", V + "imagedata"):
            id = blip.get(R + "link") or blip.get(R + "embed") or blip.get(R + "id")
            if id not in found and not any(box in blip.iterancestors() for box in boxes):
                found.add(id)
                self._picture(id, into)
        words = "".join(path.get("string", "") for path in drawing.iter(V + "textpath"))
        if words or not (found or boxes or embedded is not None):
            self._report.add("word-object", f"艺术字 {words}" if words else "图形")

    def _picture(self, id: str | None, into: Inline) -> None:
        picture, reason = self._pictures.take(id)
        if picture is None:
            self._report.add("word-refused", reason)
        else:
            self._report.add("word-picture")
            into.pictures.append(picture.name)


def outermost(element: etree._Element, tag: str) -> list[etree._Element]:
    """Elements with `tag` that stand in no other one."""
    found: list[etree._Element] = []
    for child in element:
        found += [child] if child.tag == tag else outermost(child, tag)
    return found


def text_of(element: etree._Element) -> str:
    """All text below an element, deleted text included; for samples only."""
    return re.sub(r"\s+", " ", "".join(t.text or "" for t in element.iter(W + "t", W + "delText"))).strip()
