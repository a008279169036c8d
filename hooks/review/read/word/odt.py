"""OpenDocument texts (.odt), read as they are: ISO 26300-1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from review.read.word.blocks import Block, one_line
from review.read.word.document import WordDocument
from review.read.word.formats import written
from review.read.word.odt_names import DRAW, FIELD, META, OFFICE, STYLE, TABLE, TEXT, UNREAD
from review.read.word.odt_shown import odt_shown
from review.read.word.odt_styles import OdtStyles
from review.read.word.origin import origin_in
from review.read.word.package import Package
from review.read.word.report import Report
from review.read.word.symbols import as_shown
from review.read.word.tables import WIDEST, Cell, Grid

FORMATS = {"": "none", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
           "一": "chineseCountingThousand", "壹": "chineseLegalSimplified", "甲": "ideographTraditional",
           "子": "ideographZodiac", "①": "decimalEnclosedCircle", "１": "decimalFullWidth", "01": "decimalZero"}
"""Number formats by what the first number looks like: `一, 二, 三, ...`."""
INDEXES = {f"{TEXT}{name}-index" for name in ("illustration", "table", "object", "user", "alphabetical")}
INDEXES.add(TEXT + "table-of-content")
AROUND = {TEXT + "section", TEXT + "index-body", TEXT + "numbered-paragraph", OFFICE + "text", TEXT + "list-header"}
HELD = {TEXT + "p", TEXT + "h", TEXT + "list", TABLE + "table"}
CODE = "vnd.oasis.opendocument.field.code"
PAGES = {TEXT + "page-number", TEXT + "page-count"}


def read_odt(package: Package, report: Report) -> WordDocument:
    """The blocks of an OpenDocument text. Raises WordError."""
    content = package.xml("content.xml")
    styles = [content, *([package.xml("styles.xml")] if "styles.xml" in package.names else [])]
    return odt_body(styles, [package.xml(name) for name in ("meta.xml",) if name in package.names], report)


def odt_body(styles: list[etree._Element], meta: list[etree._Element], report: Report) -> WordDocument:
    """The blocks of an OpenDocument text whose parts, the content first, hold these styles."""
    content = styles[0]
    text = content.find(f"{OFFICE}body/{OFFICE}text")
    blocks = [] if text is None else list(TextWalk(styles, report).blocks(text))
    for deleted in content.iter(TEXT + "deletion"):
        report.add("word-deleted", "".join(_whole(p) for p in deleted.iter(TEXT + "p", TEXT + "h")).strip())
    origin = next(filter(None, (origin_in(root, META + "name") for root in meta)), None)
    return WordDocument(blocks=[b for b in blocks if b.kind != "contents"], stories=odt_shown(text, styles, meta),
                        origin=origin)


class TextWalk:
    """Walks the text of a document once, in order."""

    def __init__(self, roots: list[etree._Element], report: Report) -> None:
        self._report, self._grid = report, Grid(report)
        self._lists = {e.get(STYLE + "name"): e for root in roots for e in root.iter(TEXT + "list-style")}
        self._headings = next((e for root in roots for e in root.iter(TEXT + "outline-style")), None)
        self._styles = OdtStyles(roots)
        self._inserted = {e.get(TEXT + "id") for e in roots[0].iter(TEXT + "changed-region")
                          if e.find(TEXT + "insertion") is not None}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._by_id: dict[str, str] = {}
        self._notes = 0
        self._carried: list[Block] = []

    def blocks(self, container: etree._Element, marker: str = "") -> Iterator[Block]:
        """The blocks of a text, section, cell, note or box; `marker` is the ordinal of its first paragraph."""
        for child in container:
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield from self._paragraph(child, marker)
                marker = ""
            elif child.tag == TEXT + "list":
                yield from self._list(child, None, None, 0)
            elif child.tag == TABLE + "table":
                yield from self._grid.read(list(self._rows(child)))
            elif child.tag in INDEXES:
                for line in child.iter(TEXT + "p", TEXT + "h"):
                    self._report.add("word-contents", _whole(line))
            elif child.tag in AROUND and self._styles.hides(child):
                self._report.add("word-hidden", _whole(child).strip())
            elif child.tag in AROUND:
                yield from self.blocks(child, marker)
            elif child.tag not in UNREAD and child.tag.startswith(DRAW):
                yield from self._boxes(child)

    def _paragraph(self, element: etree._Element, marker: str) -> Iterator[Block]:
        self._report.paragraph += 1
        self._carried = []
        if self._styles.hides(element):
            self._report.add("word-hidden", _whole(element))
            return
        text = "".join(self._inline(element)).strip()
        after, self._carried = self._carried, []
        outline = None
        if element.tag == TEXT + "h":
            outline = max(0, int(element.get(TEXT + "outline-level", "1")[:2]) - 1)
            marker = marker or ("" if element.get(TEXT + "is-list-header") == "true"
                                else self._number(None, self._headings, outline, None))
        if text:
            yield Block(text=text, marker=marker, outline=outline, centred=self._styles.is_centred(element),
                        at=self._report.paragraph)
        yield from after

    def _inline(self, element: etree._Element, font: str | None = None) -> Iterator[str]:
        font = self._styles.font(element) or font
        yield self._plain(element.text, font)
        for child in element:
            yield from self._piece(child, font)
            yield self._plain(child.tail, font)

    def _plain(self, text: str | None, font: str | None) -> str:
        """Text of the file; what is typed in a symbol font is written as what it shows."""
        return as_shown(text, font, self._report) if text else ""

    def _piece(self, child: etree._Element, font: str | None) -> Iterator[str]:
        tag = child.tag
        if tag == TEXT + "s":
            yield " " * min(int(child.get(TEXT + "c", "1")[:4] or 1), 1000)
        elif tag == TEXT + "tab":
            yield "\t"
        elif tag == TEXT + "line-break":
            yield "\n"
        elif tag == TEXT + "note":
            yield self._note(child)
        elif tag == TEXT + "ruby":
            base, above = map(_whole, [*child][:2])
            yield f"{base}({above})"
        elif tag == OFFICE + "annotation":
            self._report.add("word-comment", "".join(p.text or "" for p in child.iter(TEXT + "p")))
        elif tag in PAGES:
            self._report.leave(_whole(child))
        elif tag in (TEXT + "hidden-text", TEXT + "hidden-paragraph") or self._styles.hides(child):
            self._report.add("word-hidden", child.get(TEXT + "string-value", "") or _whole(child))
        elif tag == TEXT + "change-start" and child.get(TEXT + "change-id") in self._inserted:
            self._report.add("word-inserted", _until_end(child))
        elif tag in (FIELD + "fieldmark", FIELD + "fieldmark-start"):
            yield from self._form(child)
        elif tag.startswith(DRAW):
            self._carried += self._boxes(child)
        elif tag == TEXT + "a":
            self._report.add("word-link", _whole(child))
            yield from self._inline(child, font)
        elif tag not in UNREAD and tag != OFFICE + "annotation-end":
            yield from self._inline(child, font)

    def _form(self, mark: etree._Element) -> Iterator[str]:
        """What a field of a form, or of Word, shows without storing it as text."""
        said = [(e.get(FIELD + "name", ""), e.get(FIELD + "value", "")) for e in mark.iterfind(FIELD + "param")]
        kind, values = mark.get(FIELD + "type", "").rpartition(".")[2], dict(said)
        if kind == "FORMCHECKBOX":
            yield "☑" if values.get("Checkbox_Checked") == "true" else "☐"
        elif kind == "FORMDROPDOWN":
            entries = [value for name, value in said if name == "Dropdown_ListEntry"]
            chosen = values.get("Dropdown_Selected", "0")
            yield entries[int(chosen[:4])] if chosen.isdecimal() and int(chosen[:4]) < len(entries) else ""
        elif kind == "UNHANDLED" and re.match(r"\s*(LISTNUM|AUTONUM)", code := values.get(CODE, "")):
            self._report.add("word-field", f"没有结果的域 {code.strip()}")

    def _boxes(self, frame: etree._Element) -> Iterator[Block]:
        boxes = _holders(frame)
        for box in boxes:
            self._report.add("word-textbox", _whole(box).strip())
            yield from list(self.blocks(box))
        if not boxes:
            picture = frame.find(f".//{DRAW}image") is not None
            self._report.add("word-refused" if picture else "word-object", "ODT 里的图")

    def _note(self, note: etree._Element) -> str:
        self._notes += 1
        n = self._notes
        body = note.find(TEXT + "note-body")
        kept, self._carried = self._carried, []
        blocks = [] if body is None else list(self.blocks(body))
        self._carried = [*kept, Block(text=f"〔注{n}〕" + " ".join(map(one_line, blocks)))]
        self._report.add("word-note")
        return f"〔注{n}〕"

    # ---- lists

    def _list(self, element: etree._Element, name: str | None, key: str | None, level: int) -> Iterator[Block]:
        """A list in the style `name`, counted under `key`: what another list continues is counted with it."""
        own = element.get(TEXT + "style-name")
        name, key = own or name, key if own is None else own
        if level == 0:
            follows = self._by_id.get(element.get(TEXT + "continue-list", ""))
            if follows is None and element.get(TEXT + "continue-numbering") != "true":
                self._counts[key] = {}
            key = follows or key
            self._by_id[element.get("{http://www.w3.org/XML/1998/namespace}id", "")] = key or ""
        for item in element:
            if item.tag == TEXT + "list-header":
                yield from self.blocks(item)
            if item.tag != TEXT + "list-item":
                continue
            marker: str | None = None
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self._list(child, name, key, level + 1)
                elif child.tag in (TEXT + "p", TEXT + "h"):
                    if marker is None:
                        marker = self._number(key, self._lists.get(name), level, item.get(TEXT + "start-value"))
                        yield from self._paragraph(child, marker)
                    else:
                        yield from self._paragraph(child, "")

    def _number(self, key: str | None, styles: etree._Element | None, level: int, start: str | None) -> str:
        if styles is None:
            return ""
        levels = {int(e.get(TEXT + "level", "0")[:3]) - 1: e for e in styles}
        here = levels.get(level)
        if here is None or here.tag == TEXT + "list-level-style-image":
            return ""
        if here.tag == TEXT + "list-level-style-bullet":
            return "  " * level + "- "
        counts = self._counts.setdefault(key, {})
        first = int(here.get(TEXT + "start-value", "1")[:6])
        counts[level] = int(start[:6]) if start and start.isdecimal() else counts.get(level, first - 1) + 1
        for deeper in [i for i in counts if i > level]:
            del counts[deeper]
        shown = range(level - max(1, int(here.get(TEXT + "display-levels", "1")[:2])) + 1, level + 1)
        numbers = [_written(counts.get(i, 1), levels[i]) for i in shown if i in levels]
        text = here.get(STYLE + "num-prefix", "") + ".".join(filter(None, numbers)) + here.get(STYLE + "num-suffix", "")
        return text if any(numbers) else ""

    # ---- tables

    def _rows(self, table: etree._Element) -> Iterator[list[Cell]]:
        for child in table:
            if child.get(TABLE + "visibility", "visible") != "visible":
                self._report.add("word-hidden", _whole(child))
            elif child.tag in (TABLE + "table-header-rows", TABLE + "table-rows", TABLE + "table-row-group"):
                yield from self._rows(child)
            elif child.tag == TABLE + "table-row":
                yield [cell for element in child for cell in self._cells(element)]

    def _cells(self, element: etree._Element) -> Iterator[Cell]:
        again = min(int(element.get(TABLE + "number-columns-repeated", "1")[:4] or 1), WIDEST)
        if element.tag == TABLE + "covered-table-cell":
            yield from (Cell(list(self.blocks(element))) for _ in range(again))
        elif element.tag == TABLE + "table-cell":
            merged = any(element.get(f"{TABLE}number-{what}-spanned", "1") != "1" for what in ("columns", "rows"))
            yield from (Cell(list(self.blocks(element)), 1, merged) for _ in range(again))


def _written(n: int, level: etree._Element) -> str:
    first = level.get(STYLE + "num-format", "1").partition(",")[0].strip()
    return written(n, FORMATS.get(first, "decimal"))


def _holders(drawing: etree._Element) -> list[etree._Element]:
    """The outermost boxes and shapes of a drawing, itself perhaps, that hold text."""
    if any(child.tag in HELD for child in drawing):
        return [drawing]
    return [box for child in drawing if child.tag not in UNREAD for box in _holders(child)]


def _until_end(mark: etree._Element) -> str:
    """The text behind the beginning of a change, to where it ends or its paragraph does."""
    text = [mark.tail or ""]
    for after in mark.itersiblings():
        if after.tag == TEXT + "change-end":
            break
        text += [_whole(after), after.tail or ""]
    return "".join(text)


def _whole(element: etree._Element) -> str:
    """All text of an element, in order."""
    return "".join(map(str, element.itertext()))
