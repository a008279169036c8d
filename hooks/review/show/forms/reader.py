"""A fast reader for the Markdown forms of our own pages: of a page it gives what Python-Markdown gives, or nothing.

Python-Markdown tries some twenty inline patterns on every scrap of text and builds a tree of it: 30 ms for a long
list. The library's pages use a handful of forms (see `markdown.py`), which one pass turns into the same HTML. Any
page that holds anything else is left to Python-Markdown: `read` raises Unread, so nothing is ever read wrongly,
only more slowly. It stays beside the library's for its speed alone: without it a build takes twice as long. Tests
read every page both ways and compare, and so any text put together of all that our templates write.
Under any other generator, the pages are the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypedDict

from markdown.extensions.attr_list import get_attrs_and_remainder

_OPEN = re.compile(r"<(div|details)((?: [a-z-]+(?:=\"(?:[^\"<>&]|&#\d+;)*\")?)*)>")
_ATTRIBUTE = re.compile(r" ([a-z-]+)(?:=\"([^\"]*)\")?")
_CLOSE = re.compile(r"</(div|details)>")
_SUMMARY = re.compile(r"<summary>([^<>&*\[\]`\\]*)</summary>")
_HEADING = re.compile(r"(#{1,6}) +([^\n]*)")
_BLOCK_ATTRIBUTES = re.compile(r"\{:([^{}\n]*)\}")
_UNREAD = re.compile(r"^(?:[ \t>+|:=]|[*-] |-+ *$|\d+[.)])", re.MULTILINE)
"""How a line of a paragraph begins that is more than a paragraph: code, quotes, lists, rules, tables."""
_RULE = re.compile(r"\|(?::?-+:?\|)+")
_INLINE = re.compile(
    r"\[((?:[^\[\]\\]|\\.)*)\]\(([^()\s<>\"'\\]*)\)(?:\{:([^{}\n]*)\})?"  # 1 words, 2 target, 3 attributes
    r"|\\([\\`*_{}\[\]()#+.!-])"  # 4
    r"|\*(?<!\*\*)\*(?!\s)((?:[^*\\]|\\.)+)(?<!\s)\*\*(?!\*)"  # 5 strong
    r"|\*(?<!\*\*)(?!\s)((?:[^*\\]|\\.)+)(?<!\s)\*(?!\*)(?:\{:([^{}\n]*)\})?"  # 6 em, 7 its attributes
    r"|<w?br>|<i class=\"[a-z0-9 -]*\"></i>|<span(?: [a-z-]+=\"[^\"<>&]*\")*>|</span>"
    r"|</?(?:del|ins)>|&(?:[a-z]+|#\d+);"
    r"|\\|`|\*|_|\{|\}|\[|\]|<|>|&|!|(?<! ) +\n"  # none of our forms
)
"""Every alternative begins with one literal character, so that `re` passes over all other text by a table."""
_TAGS = re.compile(r"<[^<>]*>")
_DEEPEST = 3
"""The contents list headings of the second and third level."""


class Unread(Exception):
    """A form that this reader does not know."""


TocToken = TypedDict(
    "TocToken",
    {"level": int, "id": str, "name": str, "html": str, "data-toc-label": str, "children": "list[TocToken]"},
)
"""A heading as Python-Markdown's toc extension gives it."""


@dataclass
class Read:
    """A page's HTML, its anchors, and its headings as Python-Markdown's toc extension gives them."""

    html: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    toc: list[TocToken] = field(default_factory=list)


class MarkdownReader:
    """Reads one page. `resolve` turns a link's target as written into the one in the HTML."""

    def __init__(self, resolve: Callable[[str], str]) -> None:
        self.resolve = resolve
        self.page = Read()
        self.inside: list[str] = []

    def read(self, text: str) -> Read:
        """The page of this Markdown. Raises Unread for any form but ours."""
        block: list[str] = []
        for line in (*text.split("\n"), ""):
            if line and (line[0] not in "<#" or line.startswith(("<i ", "<span "))):
                block.append(line)
                continue
            if block:
                if line and block[0][0] == "|":  # the table's next row, to Python-Markdown
                    raise Unread
                self._block(block)
                block = []
            if line:
                self._line(line)
        if self.inside:
            raise Unread
        return self.page

    def _line(self, line: str) -> None:
        """A line that is a block of its own: a container's begin or end, a summary, a heading."""
        if line[0] == "#":
            self._heading(line)
        elif match := _CLOSE.fullmatch(line):
            if not self.inside or self.inside.pop() != match[1]:
                raise Unread
            self.page.html.append(line)
        elif _SUMMARY.fullmatch(line):
            self.page.html.append(line)
        else:
            tag, opened, id = _open(line)
            self.inside.append(tag)
            if id:
                self.page.ids.add(id)
            self.page.html.append(opened)

    def _heading(self, line: str) -> None:
        match = _HEADING.fullmatch(line)
        if not match:
            raise Unread
        level = len(match[1])
        text, given = _parted(match[2].rstrip(" "))
        id, label, _ = _attribute_list(given) if given else ("", "", "")
        said = self._inline(text)
        self.page.html.append(f"<h{level}{self._attributes(given)}>{said}</h{level}>")
        if 1 < level <= _DEEPEST:
            if not id:
                raise Unread
            name = html.escape(label or html.unescape(_TAGS.sub("", said)).strip())
            token: TocToken = {
                "level": level, "id": id, "name": name, "html": name, "data-toc-label": "", "children": [],
            }  # fmt: skip
            nested = self.page.toc and self.page.toc[-1]["level"] < level
            (self.page.toc[-1]["children"] if nested else self.page.toc).append(token)

    def _block(self, block: list[str]) -> None:
        if block[0][0] == "|":
            self._table(block)
        elif block[0][:2] == "- ":
            self._list(block)
        else:
            attributes = ""
            if len(block) > 1 and (match := _BLOCK_ATTRIBUTES.fullmatch(block[-1])):
                attributes = self._attributes(match[1])
                block.pop()
            text = "\n".join(block).rstrip()
            if not text or _UNREAD.search(text):
                raise Unread
            self.page.html.append(f"<p{attributes}>{self._inline(text)}</p>")

    def _list(self, block: list[str]) -> None:
        if any(line[:2] != "- " for line in block) or self.page.html[-1:] == ["</ul>"]:
            raise Unread
        items = (f"<li>{self._inline(line[2:].strip())}</li>" for line in block)
        self.page.html += ["<ul>", *items, "</ul>"]

    def _table(self, block: list[str]) -> None:
        if len(block) < 2 or not _RULE.fullmatch(block[1]):
            raise Unread
        aligned = [_alignment(rule) for rule in block[1][1:-1].split("|")]
        made = ["<table>", "<thead>", self._row(block[0], "th", aligned), "</thead>", "<tbody>"]
        rows = [self._row(line, "td", aligned) for line in block[2:]]
        made += rows or [self._row("|" * (len(aligned) + 1), "td", [""] * len(aligned))]
        self.page.html += [*made, "</tbody>", "</table>"]

    def _row(self, line: str, tag: str, aligned: list[str]) -> str:
        cells = line.strip()[1:-1].split("|")
        if len(cells) != len(aligned) or line[0] != "|" or line.rstrip()[-1] != "|":
            raise Unread
        pairs = zip(cells, aligned, strict=True)
        return f"<tr>{''.join(f'<{tag}{side}>{self._inline(cell.strip())}</{tag}>' for cell, side in pairs)}</tr>"

    def _inline(self, text: str) -> str:
        return _INLINE.sub(self._mark, text)

    def _mark(self, match: re.Match[str]) -> str:
        which = match.lastindex
        if which is None:
            if len(match[0]) == 1 or match[0].isspace():
                raise Unread
            return match[0]
        if match[2] is not None:
            target = html.escape(self.resolve(match[2]))
            return f'<a href="{target}"{self._attributes(match[3])}>{self._inline(match[1])}</a>'
        if which == 4:
            return "&gt;" if match[4] == ">" else match[4]
        if which == 5:
            return f"<strong>{self._inline(match[5])}</strong>"
        return f"<em{self._attributes(match[7])}>{self._inline(match[6])}</em>"

    def _attributes(self, text: str) -> str:
        if not text:
            return ""
        id, _, written = _attribute_list(text)
        if id:
            self.page.ids.add(id)
        return written


@lru_cache(maxsize=4096)
def _open(line: str) -> tuple[str, str, str]:
    """The tag, the HTML and the id of a container that opens on this line."""
    match = _OPEN.fullmatch(line)
    if match is None:
        raise Unread
    pairs = _ATTRIBUTE.findall(match[2])
    if ("markdown", "") not in pairs:
        raise Unread
    kept = [(key, html.unescape(value)) for key, value in pairs if key != "markdown"]
    return match[1], f"<{match[1]}{_html(kept)}>", dict(kept).get("id", "")


def _parted(heading: str) -> tuple[str, str]:
    """A heading's text, and its attribute list if it ends in one."""
    text, found, inside = heading.rpartition(" {:")
    if not found or not inside.endswith("}") or "{" in inside or "}" in inside[:-1]:
        return heading, ""
    return text.rstrip(" "), inside[:-1]


@lru_cache(maxsize=4096)
def _attribute_list(text: str) -> tuple[str, str, str]:
    """An attribute list `#id .class key="value"`: its id, its label for the contents, and the rest as HTML."""
    pairs, rest = get_attrs_and_remainder(text.strip())
    if rest:
        raise Unread
    classes = " ".join(value for key, value in pairs if key == ".")
    kept = {key: html.unescape(value or "") for key, value in pairs if key != "."}
    kept |= {"class": classes} if classes else {}
    return kept.get("id", ""), kept.pop("data-toc-label", ""), _html(kept.items())


def _html(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(f' {key}="{html.escape(value)}"' for key, value in pairs)


def _alignment(rule: str) -> str:
    sides = {(True, True): "center", (True, False): "left", (False, True): "right"}
    side = sides.get((rule[0] == ":", rule[-1] == ":"))
    return f' align="{side}"' if side else ""
