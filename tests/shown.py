"""What a reader sees of a page's HTML: rows of tables, and links with what they are called and lead to."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import lxml.html
from lxml.html import HtmlElement

from review.show.addresses import shown_at

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """A link: its words, where it leads to as it is written, its classes, and what else is told of it."""

    words: str
    target: str
    classes: frozenset[str]
    attributes: Mapping[str, str]


def tree(text: str) -> HtmlElement:
    """A page's elements."""
    return lxml.html.fragment_fromstring(FRONT.sub("", text), create_parent="body")


def words(element: HtmlElement) -> str:
    """What is read of an element, on one line."""
    return " ".join(element.text_content().split())


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """The rows of a page's tables, heads too, as what stands in their cells."""
    for row in tree(text).iter("tr"):
        yield tuple(words(cell) for cell in row)


def links(text: str) -> Iterator[Link]:
    """The links of a page, or of a part of one."""
    for link in tree(text).iter("a"):
        given = dict(link.attrib)
        yield Link(words(link), given.get("href", ""), frozenset(given.get("class", "").split()), given)


def leads_to(source: str, target: str, shown: Mapping[str, str]) -> tuple[str, str, str]:
    """The source of the page that a link on page `source` leads to, its query and its anchor; a file's own path.

    `shown` are the sources of pages by where they are shown.
    """
    path, _, anchor = target.partition("#")
    path, _, query = path.partition("?")
    if not path:
        return source, query, unquote(anchor)
    place = posixpath.normpath(posixpath.join(shown_at(source), unquote(path)))
    return (shown.get(place.removeprefix("."), place) if path.endswith("/") else place), query, unquote(anchor)
