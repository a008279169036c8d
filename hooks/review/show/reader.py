"""A fast reader for the few Markdown forms that our own pages use.

Python-Markdown tries some twenty inline patterns on every scrap of text, about 10 ms for a material. The
library's pages use a handful of forms (see `markdown.py`), which one pass reads into the same element tree. Any
page that holds anything else is left to Python-Markdown: `read` returns None, so nothing is ever read wrongly,
only more slowly. A test renders every page both ways and compares. Without this extension, under any other
generator, the pages are the same.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.preprocessors import Preprocessor

_OPEN = re.compile(r"<(div|details)((?: [a-z-]+(?:=\"[^\"<>&]*\")?)*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)(?:=\"([^\"]*)\")?")
_CLOSE = re.compile(r"</(div|details)>")
_SUMMARY = re.compile(r"<summary>([^<>&*\[\]`\\]*)</summary>")
_HEADING = re.compile(r"(#{1,6}) +([^\n]*?)(?: +\{:([^{}\n]*)\})? *")
_BLOCK_ATTRIBUTES = re.compile(r"\{:([^{}\n]*)\}")
_UNREAD = re.compile(r"[ \t>+|:=]|\* |\d+[.)]")
"""How a line of a paragraph begins that is more than a paragraph: code, quotes, lists, rules, tables."""
_INLINE = re.compile(
    r"\\([\\`*_{}\[\]()>#+.!-])"  # 1 an escaped character
    r"|(\*{1,3})(?:(?<=\*)\{:([^{}\n]*)\})?"  # 2 emphasis, 3 its attributes when it closes
    r"|\]\(([^()\s<>\"'\\]*)\)(?:\{:([^{}\n]*)\})?"  # 4 a link's target, 5 its attributes
    r"|(\[)"  # 6
    r"|&(?:[a-z]+|#\d+);"
    r"|<(wbr)>"  # 7
    r"|<i class=\"([a-z0-9 -]*)\"></i>"  # 8 an empty mark: a bar, a cell
    r"|[\\`_{}\]<>&!]| +\n"
)
_TAGS = {"*": "em", "**": "strong"}


class Unread(Exception):
    """A form that this reader does not know."""


def read(text: str, markdown: Markdown) -> Element | None:
    """The element tree of `text`, or None if it holds any form but ours."""
    root = Element("div")
    try:
        _blocks(text.split("\n"), root, markdown)
    except Unread:
        return None
    return root


def _blocks(lines: list[str], root: Element, markdown: Markdown) -> None:
    inside = [root]
    block: list[str] = []
    for line in (*lines, ""):
        if line and (line[0] not in "<#-" or line.startswith("<i ")):
            block.append(line)
            continue
        if block and not (line[:2] == "- " or line[:1] == "#"):
            _paragraph(block, inside[-1], markdown)
            block = []
        if line and not block:
            _line(line, inside, markdown)
        elif line:
            raise Unread
    if len(inside) > 1:
        raise Unread


def _line(line: str, inside: list[Element], markdown: Markdown) -> None:
    """A line that is a block of its own: a container's begin or end, a summary, a heading."""
    if match := _OPEN.fullmatch(line):
        attributes = dict(_ATTRIBUTE.findall(match[2]))
        if "markdown" not in attributes:
            raise Unread
        del attributes["markdown"]
        inside.append(SubElement(inside[-1], match[1], attributes))
    elif match := _CLOSE.fullmatch(line):
        if inside.pop().tag != match[1]:
            raise Unread
    elif match := _SUMMARY.fullmatch(line):
        SubElement(inside[-1], "summary").text = match[1]
    elif match := _HEADING.fullmatch(line):
        _inline(match[2], SubElement(inside[-1], f"h{len(match[1])}", _attributes(match[3])), markdown)
    else:
        raise Unread


def _paragraph(block: list[str], parent: Element, markdown: Markdown) -> None:
    attributes: dict[str, str] = {}
    if len(block) > 1 and (match := _BLOCK_ATTRIBUTES.fullmatch(block[-1])):
        attributes = _attributes(match[1])
        block = block[:-1]
    if any(_UNREAD.match(line) for line in block):
        raise Unread
    _inline("\n".join(block), SubElement(parent, "p", attributes), markdown)


@lru_cache(maxsize=1024)
def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    pairs, rest = get_attrs_and_remainder(text.strip())
    if rest:
        raise Unread
    return tuple(pairs)


def _attributes(text: str | None) -> dict[str, str]:
    """`#id .class .other key="value"` as attributes."""
    attributes: dict[str, str] = {}
    for key, value in _pairs(text) if text else ():
        if key == ".":
            attributes["class"] = f"{attributes['class']} {value}" if "class" in attributes else value
        else:
            attributes[key] = value
    return attributes


def _inline(text: str, element: Element, markdown: Markdown) -> None:
    """Fill `element` with `text`: escapes, emphasis, links, marks."""
    open_ = [element]
    last: Element | None = None  # the child of the innermost element that text now follows
    words: list[str] = []
    done = 0

    def flush() -> None:
        said = "".join(words)
        words.clear()
        if last is None:
            open_[-1].text = (open_[-1].text or "") + said
        else:
            last.tail = (last.tail or "") + said

    for match in _INLINE.finditer(text):
        words.append(text[done : match.start()])
        done = match.end()
        found = match.group()
        if match[1]:
            words.append(match[1])
        elif match[2]:
            tag = _TAGS.get(match[2])
            if tag is None:
                raise Unread
            flush()
            if open_[-1].tag == tag:
                if match[3]:
                    open_[-1].attrib.update(_attributes(match[3]))
                last = open_.pop()
            elif match[3] or any(outer.tag == tag for outer in open_):
                raise Unread
            else:
                open_.append(SubElement(open_[-1], tag))
                last = None
        elif match[6]:
            if any(outer.tag == "a" for outer in open_):
                raise Unread
            flush()
            open_.append(SubElement(open_[-1], "a"))
            last = None
        elif found[0] == "]" and len(found) > 1:
            if open_[-1].tag != "a":
                raise Unread
            flush()
            open_[-1].attrib.update({**_attributes(match[5]), "href": match[4]})
            last = open_.pop()
        elif match[7]:
            words.append(markdown.htmlStash.store("<wbr>"))
        elif match[8] is not None:
            flush()
            last = SubElement(open_[-1], "i", {"class": match[8]})
        elif found[0] == "&" and len(found) > 1:
            words.append(html.unescape(found))
        else:
            raise Unread
    words.append(text[done:])
    if len(open_) > 1:
        raise Unread
    flush()


class _Parsed:
    """Stands in for Python-Markdown's parser when the page has been read already."""

    def __init__(self, root: Element) -> None:
        self.root = root

    def parseDocument(self, lines: list[str]) -> ElementTree:
        return ElementTree(self.root)


class _Take(Preprocessor):
    """Reads the page before Python-Markdown's own preprocessors see it, and leaves them nothing to do."""

    def run(self, lines: list[str]) -> list[str]:
        root = read("\n".join(lines), self.md)
        if root is None:
            return lines
        self.md.parser = _Parsed(root)
        for name in ("inline", "prettify", "unescape", "attr_list"):
            if name in self.md.treeprocessors:
                self.md.treeprocessors.deregister(name)
        return []


class FastReader(Extension):
    """The Markdown extension. Register it for one Markdown instance a page, as MkDocs does."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.register(_Take(md), "review", 100)
