"""The text of one paragraph: its runs, with fields, tracked changes, hidden text and symbols resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from review.read.word.formats import written
from review.read.word.names import MC, A, M, R, V, W, switch
from review.read.word.pictures import Pictures
from review.read.word.report import Report
from review.read.word.styles import Styles

OUT_FIELDS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "INDEX")
"""Fields whose shown text is no text of the document: page numbers, contents."""
OVERSTRUCK = re.compile(r"\\o.{0,40}?\((?:([○◯〇])|.{0,80}),([^,]{0,8})\)\s{0,8}$", re.IGNORECASE)
"""The field that circles a character, eq \\o\\ac(○,1), or sets pinyin above one, eq \\o\\ad(\\s\\up 9(fēng),风)."""
SYMBOLS = {"F052": "☑", "F053": "☒", "F0A3": "☐", "F0A8": "☐", "F06F": "☐", "F0FC": "√", "F0FB": "×", "F0FE": "☑",
           "F0FD": "☒", "F06C": "●", "F06E": "■", "F0B7": "·", "F0D8": "➢"}
"""Characters of Wingdings and Symbol that Chinese forms use."""
SYMBOL = re.compile("[\uf020-\uf0ff]")
"""Such a character in plain text, as LibreOffice writes it when it converts a .doc."""


@dataclass(slots=True)
class Piece:
    """Text of one weight."""

    text: str
    bold: bool


@dataclass(slots=True)
class Inline:
    """What stands in one paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """Contents of text boxes anchored here."""
    pictures: list[str] = field(default_factory=list)
    """Names of the pictures that stand here."""
    notes: list[tuple[str, int, str]] = field(default_factory=list)
    """(kind, number, id) of the footnotes and endnotes referred to."""

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(p.text for p in self.pieces)

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

    def __init__(self, styles: Styles, pictures: Pictures, report: Report) -> None:
        self._styles, self._pictures, self._report = styles, pictures, report
        self._fields: list[list[str | bool]] = []
        self._notes = 0

    def read(self, paragraph: etree._Element, style: str | None, into: Inline) -> None:
        """Put the text of `paragraph` (of style `style`) into `into`."""
        self._children(paragraph, style, into)

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
                self._remark("word-link", child)
                self._children(child, style, into)
            elif tag == W + "fldSimple":
                if not _is_out(child.get(W + "instr", "")):
                    self._children(child, style, into)
            elif tag == W + "sdt":
                self._control(child, style, into)
            elif tag == MC + "AlternateContent":
                self._children(alternative(child), style, into)
            elif tag in (M + "oMath", M + "oMathPara"):
                text = "".join(t.text or "" for t in child.iter(M + "t"))
                self._report.add("word-object", f"公式，只留文字 {text}")
                into.pieces.append(Piece(text, False))
            elif tag in (W + "smartTag", W + "customXml", W + "bdo", W + "dir"):
                self._children(child, style, into)

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

    def _run(self, run: etree._Element, style: str | None, into: Inline) -> None:
        properties = run.find(W + "rPr")
        if self._styles.is_on("vanish", style, properties):
            self._remark("word-hidden", run)
            for child in run.iter(W + "fldChar", W + "instrText"):
                self._field(child)
            return
        bold = self._styles.is_on("b", style, properties)
        for child in run:
            text = self._content(child, into)
            if text and self._shown:
                into.pieces.append(Piece(text, bold))

    def _content(self, child: etree._Element, into: Inline) -> str:
        """The text of one child of a run; text boxes, pictures and notes go into `into`."""
        tag = child.tag
        if tag == W + "t":
            return SYMBOL.sub(self._symbol, child.text or "")
        if tag in (W + "br", W + "cr"):
            return "" if child.get(W + "type") in ("page", "column") else "\n"
        if tag in (W + "tab", W + "ptab"):
            return " "
        if tag == W + "noBreakHyphen":
            return "-"
        if tag in (W + "fldChar", W + "instrText"):
            return self._field(child)
        if tag == W + "sym":
            return self._symbol(child.get(W + "char", ""))
        if tag == W + "ruby":
            base, above = ("".join(t.text or "" for t in child.iterfind(f"{W}{n}//{W}t")) for n in ("rubyBase", "rt"))
            return f"{base}({above})" if above else base
        if tag in (W + "footnoteReference", W + "endnoteReference"):
            self._notes += 1
            into.notes.append((tag[len(W) :].removesuffix("Reference"), self._notes, child.get(W + "id", "")))
            return f"〔注{self._notes}〕"
        if tag == MC + "AlternateContent":
            return "".join(self._content(one, into) for one in alternative(child))
        if tag in (W + "drawing", W + "pict", W + "object"):
            self._drawing(child, into)
        return ""

    def _symbol(self, found: str | re.Match[str]) -> str:
        """The character nearest to one of a symbol font, given by its code (F0FE) or met in the text."""
        code = found if isinstance(found, str) else f"{ord(found[0]):X}"
        self._report.add("word-symbol")
        return SYMBOLS.get(code.upper(), "□")

    @property
    def _shown(self) -> bool:
        return all(separated and not _is_out(str(instruction)) for instruction, separated in self._fields)

    def _field(self, element: etree._Element) -> str:
        """Follow one part of a field; the text that a field shows without storing it."""
        if element.tag == W + "instrText":
            if self._fields and not self._fields[-1][1]:
                self._fields[-1][0] = str(self._fields[-1][0]) + (element.text or "")
            return ""
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(["", False])
        elif self._fields and kind == "separate":
            self._fields[-1][1] = True
            if str(self._fields[-1][0]).split()[:1] == ["HYPERLINK"]:
                self._report.add("word-link")
        elif self._fields and kind == "end":
            instruction, separated = self._fields.pop()
            if not separated and str(instruction).split()[:1] in (["EQ"], ["eq"], ["Eq"]):
                return self._equation(str(instruction))
        return ""

    def _equation(self, instruction: str) -> str:
        """The text of an EQ field: of characters one above another the last one, a circled number as such."""
        over = OVERSTRUCK.search(instruction)
        if over is None:
            self._report.add("word-object", f"公式 {instruction.strip()}")
            return ""
        circle, text = over[1], over[2].strip()
        return written(int(text), "decimalEnclosedCircle") if circle and text.isdecimal() else text

    def _drawing(self, drawing: etree._Element, into: Inline) -> None:
        boxes = outermost(drawing, W + "txbxContent")
        into.boxes += boxes
        found: set[str | None] = set()
        for blip in drawing.iter(A + "blip", V + "imagedata"):
            id = blip.get(R + "link") or blip.get(R + "embed") or blip.get(R + "id")
            if id not in found and not any(box in blip.iterancestors() for box in boxes):
                found.add(id)
                self._picture(id, into)
        if not found and not boxes:
            words = "".join(path.get("string", "") for path in drawing.iter(V + "textpath"))
            self._report.add("word-object", f"艺术字 {words}" if words else "图形")

    def _picture(self, id: str | None, into: Inline) -> None:
        picture, reason = self._pictures.take(id)
        if picture is None:
            self._report.add("word-refused", reason)
        else:
            self._report.add("word-picture")
            into.pictures.append(picture.name)


def alternative(element: etree._Element) -> etree._Element:
    """The one branch of an mc:AlternateContent to read: the others say the same again."""
    choice = element.find(MC + "Choice")
    return choice if choice is not None else element[0] if len(element) else element


def outermost(element: etree._Element, tag: str) -> list[etree._Element]:
    """Elements with `tag` that stand in no other one, and in one branch of each mc:AlternateContent only."""
    found: list[etree._Element] = []
    for child in alternative(element) if element.tag == MC + "AlternateContent" else element:
        found += [child] if child.tag == tag else outermost(child, tag)
    return found


def text_of(element: etree._Element) -> str:
    """All text below an element, deleted text included; for samples only."""
    return re.sub(r"\s+", " ", "".join(t.text or "" for t in element.iter(W + "t", W + "delText"))).strip()


def _is_out(instruction: str) -> bool:
    return instruction.split()[:1] != [] and instruction.split()[0].upper() in OUT_FIELDS
