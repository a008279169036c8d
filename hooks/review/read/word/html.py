"""Web pages that are called Word files: those that programs save as .doc, alone or in a MIME archive."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Callable
from html.parser import HTMLParser

import lxml.html
from lxml import etree

from review.read.text.encodings import Undecodable, decode_bytes
from review.read.word.blocks import Block
from review.read.word.formats import written
from review.read.word.math import lowered, raised
from review.read.word.package import MAX_TAGS, WordError
from review.read.word.report import Report
from review.read.word.tables import WIDEST, Cell, Grid

BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre",
          "center", "section", "article", "header", "footer", "body", "html", "form", "fieldset", "hr", "address",
          "main", "caption"}
SKIPPED = {"script", "style", "head", "title", "template", "noscript", "xml", "rp"}
FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
STYLED = {"cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting",
          "cjk-decimal": "ideographDigital", "cjk-heavenly-stem": "ideographTraditional", "lower-alpha": "lowerLetter",
          "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman"}
PLACED: dict[str, Callable[[str], str]] = {"sup": raised, "sub": lowered, "rt": "({})".format}
"""How texts are written that stand above or below their line."""
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
IS_HTML = re.compile(rb"<(?:html|body|!doctype\s+html|head|meta)(?=[\s/>])", re.IGNORECASE)
"""A tag as browsers know it; `<<<<<<< HEAD` is the mark of a merge."""
IN_HTML = re.compile(rb"<(?:p|div|table|span)(?=[\s/>])", re.IGNORECASE)
"""A tag that also stands in a text that was copied from a page here and there, whose lines are lines."""
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f]+")
CHINESE = "[\u2e80-\u9fff\uff00-\uffef]"
WRAPPED = re.compile(rf"(?<={CHINESE})[ \t]*[\r\n]\s*(?={CHINESE})")
"""Between Chinese characters a line end of the page's source is no space."""


def is_html(data: bytes) -> bool:
    """Whether bytes look like a web page or an archive of one."""
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    lines = [line for line in head.splitlines() if line.strip()]
    tagged = sum(bool(IN_HTML.search(line)) for line in lines)
    return bool(IS_HTML.search(head)) or tagged * 4 > len(lines) or is_archive(data)


def is_archive(data: bytes) -> bool:
    """Whether bytes are a MIME archive (.mht), as Word saves a page with its pictures in one file."""
    head = data[:200].removeprefix(codecs.BOM_UTF8)
    return bool(re.match(rb"\s*(?:MIME-Version|Content-Type|From|Subject|Date):", head, re.IGNORECASE))


def page_text(data: bytes) -> str:
    """The source of a web page as text. Raises WordError where its encoding is not known."""
    if is_archive(data):
        message = email.message_from_bytes(data.removeprefix(codecs.BOM_UTF8), policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if page is None:
            raise WordError("网页归档里没有网页")
        stated, payload = page.get_content_charset(), page.get_payload(decode=True)
        data = payload if isinstance(payload, bytes) else b""
        declared = (stated or "").encode()
    else:
        found = CHARSET.search(data[:4096])
        declared = found[1] if found else b""
    name = "gb18030" if declared.lower() in (b"gb2312", b"gbk") else declared.decode("ascii", "replace")
    try:
        if name and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode(name)
    except (LookupError, UnicodeDecodeError):
        pass
    try:
        return decode_bytes(data).text
    except Undecodable as error:
        raise WordError(f"认不出网页的文字编码：{error.reason}") from error


def html_blocks(data: bytes, report: Report) -> list[Block]:
    """The blocks of a web page, or of plain text. Raises WordError."""
    text = page_text(data)
    if not is_html(data):
        return [Block(text=line.strip(), at=n) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    if text.count("<") > MAX_TAGS:
        raise WordError(f"网页的标记多于 {MAX_TAGS:,} 个，拒收")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise WordError("网页打不开") from error
    page = PageWalk(report)
    page.walk(root)
    page.end()
    return page.blocks


class PageWalk:
    """Walks a page and collects its blocks."""

    def __init__(self, report: Report) -> None:
        self.blocks: list[Block] = []
        self._report, self._grid = report, Grid(report)
        self._text: list[str] = []
        self._marker = ""
        self._counts: dict[lxml.html.HtmlElement, int] = {}
        self._outline: int | None = None
        self._centred = False

    def walk(self, element: lxml.html.HtmlElement) -> None:
        """Read an element with all in it, not its tail."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag.rpartition(":")[2] in SKIPPED:
            return
        if HIDDEN.search(element.get("style", "")) or "hidden" in element.attrib:
            self._report.add("word-hidden", SPACE.sub(" ", element.text_content()).strip())
            return
        if tag == "del":
            self._report.add("word-deleted", element.text_content())
            self._report.leave(element.text_content())
            return
        if tag == "table":
            self._table(element)
            return
        own = tag in BLOCKS
        if own:
            self._begin(element, tag)
        if tag == "br":
            self._text.append("\n")
        elif tag == "img":
            self._report.add("word-refused", "网页里的图片")
        elif tag == "input" and element.get("type", "text") in ("text", "checkbox", "radio"):
            self._put(_filled_in(element))
        if tag == "q":
            self._put("“")
        if tag in PLACED:
            self._placed(element, PLACED[tag])
        elif tag == "select":
            self._chosen(element)
        else:
            self._inside(element)
        if tag == "q":
            self._put("”")
        if own:
            self.end()

    def _inside(self, element: lxml.html.HtmlElement) -> None:
        self._put(element.text)
        for child in element:
            self.walk(child)
            self._put(child.tail)

    def _placed(self, element: lxml.html.HtmlElement, placed: Callable[[str], str]) -> None:
        """What stands above or below its line, as it is written on one: 10² is not 102, 风(fēng) is not 风fēng."""
        said = element.text_content()
        if element.find(".//*") is not None or not said.strip():
            self._inside(element)
        elif (shown := placed(said)) != said:
            self._report.leave(said)
            self._put(shown)
        else:
            self._put(said)

    def _chosen(self, choice: lxml.html.HtmlElement) -> None:
        """Of a list to choose from what was chosen."""
        options = list(choice.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        for option in options:
            if option in chosen:
                self._put(option.text_content())
            else:
                self._report.leave(option.text_content())

    def _put(self, text: str | None) -> None:
        if text:
            self._text.append(SPACE.sub(" ", WRAPPED.sub("", text)))

    def _begin(self, element: lxml.html.HtmlElement, tag: str) -> None:
        self.end()
        style = element.get("style", "").replace(" ", "").lower()
        self._centred = tag == "center" or element.get("align") == "center" or "text-align:center" in style
        self._outline = int(tag[1]) - 1 if re.fullmatch("h[1-6]", tag) else None
        if tag == "li":
            self._marker = self._ordinal(element)

    def end(self) -> None:
        """A paragraph ends."""
        text = re.sub(" *\n *", "\n", "".join(self._text).replace("\xa0", " ")).strip()
        if text:
            self._report.paragraph += 1
            self.blocks.append(Block(text=text, marker=self._marker, outline=self._outline, centred=self._centred,
                                     at=self._report.paragraph))
            self._marker = ""
        self._text = []

    def _ordinal(self, item: lxml.html.HtmlElement) -> str:
        """What a browser writes before a list item."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "- "
        stated, start = item.get("value", ""), parent.get("start", "")
        step = -1 if "reversed" in parent.attrib else 1
        usual = 1 if step > 0 else sum(child.tag == "li" for child in parent)
        following = self._counts.get(parent, (int(start[:6]) if start.isdecimal() else usual) - step) + step
        self._counts[parent] = value = int(stated[:6]) if stated.isdecimal() else following
        named = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", parent.get("style", ""))
        format = STYLED.get(named[1].lower() if named else "", FORMATS.get(parent.get("type", "1"), "decimal"))
        return written(value, format) + ("、" if format == "chineseCounting" else ".")

    def _table(self, table: lxml.html.HtmlElement) -> None:
        self.end()
        rows: list[list[Cell]] = []
        below: dict[int, int] = {}
        for row in table.iter("tr"):
            if next(row.iterancestors("table")) is table:
                rows.append(self._row(row, below))
        self.blocks += self._grid.read(rows)

    def _row(self, row: lxml.html.HtmlElement, below: dict[int, int]) -> list[Cell]:
        """The cells of a row; `below` holds, by column, how many more rows a cell above takes."""
        cells: list[Cell] = []
        at = 0
        for element in [e for e in row if e.tag in ("td", "th")] + [None]:
            while below.get(at, 0) > 0:
                below[at] -= 1
                cells.append(Cell())
                at += 1
            if element is None:
                break
            span, down = _number(element, "colspan"), _number(element, "rowspan")
            inner = PageWalk(self._report)
            inner._grid = self._grid
            inner._inside(element)
            inner.end()
            cells.append(Cell(inner.blocks, span, span > 1 or down > 1))
            below.update({at + i: down - 1 for i in range(span)})
            at += span
        return cells


def _filled_in(element: lxml.html.HtmlElement) -> str:
    """What a field of a form shows: what was typed, or whether it is ticked."""
    if element.get("type") in ("checkbox", "radio"):
        return "☑" if "checked" in element.attrib else "☐"
    return str(element.get("value", ""))


def _number(element: lxml.html.HtmlElement, name: str) -> int:
    stated = element.get(name, "")
    return max(1, min(int(stated[:4]), WIDEST if name == "colspan" else 9999)) if stated.isdecimal() else 1


class _Counter(HTMLParser):
    """Counts what a page shows with another parser than the reader's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._skipping = 0 if tag == "body" else self._skipping + (tag.rpartition(":")[2] in SKIPPED)

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag.rpartition(":")[2] in SKIPPED and self._skipping > 0

    def handle_data(self, data: str) -> None:
        if not self._skipping and data.strip():
            self.texts.append(data)


def html_shown(data: bytes) -> list[str]:
    """The texts that a page shows, counted apart from the reader."""
    text = page_text(data)
    if not is_html(data):
        return [line for line in text.split("\n") if line.strip()]
    counter = _Counter()
    counter.feed(text)
    counter.close()
    return counter.texts
