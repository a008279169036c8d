"""The passages of a material: the stretches of text that are listed one by one, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from review.model import Cause, Entry, Heading, Item, Library, Material, Measure, Paragraph, Problem, Section
from review.read.text.tables import read_table
from review.show.views.names import ANSWERED, answered

PARTS = ("标题", "问题", "根源", "措施", "正文")
"""What a passage can be; its `part` is an index into this."""
TITLE, PROBLEM, CAUSE, MEASURE, TEXT = range(5)
_PART = {Problem: PROBLEM, Cause: CAUSE, Measure: MEASURE}


class Passage(NamedTuple):
    """A stretch of text that is listed as one hit; no match runs over its end."""

    anchor: str
    """Where it stands on the material's page: p2-1; `title` for the title."""
    part: int
    text: str
    """Paragraphs parted by line ends, cells by tabs; no match runs over these either."""
    heading: str = ""
    """The short name of the heading (方面) it stands under."""
    opening: int = 0
    """Characters of `text` that are the item's ordinal and opening."""
    chip: str = ""
    """The id of its problem type, or #id of its theme; a ? before it where this is inferred."""
    answered: str = ANSWERED[-1]
    """Of a problem whether it has causes and measures (views/names.py)."""


class Entrant(NamedTuple):
    """A material as it enters the index."""

    title: str
    page: str
    """Address of its page, relative to the site's root."""
    unit: str
    """Unit id."""
    author: str
    kind: str
    date: str
    passages: tuple[Passage, ...]


def passages(material: Material, library: Library) -> Iterator[Passage]:
    """All passages of `material`, in the order of its page."""
    document = material.document
    yield Passage("title", TITLE, material.title)
    yield from map(_paragraph, document.preamble)
    for section in document.sections:
        yield from _section(section, material, library)
    yield from map(_paragraph, document.tail)


def _section(section: Section, material: Material, library: Library) -> Iterator[Passage]:
    if section.title or section.marker:
        yield Passage(section.id, TEXT, section.marker + section.title)
    for part in section.content:
        if isinstance(part, Heading):
            yield from _heading(part, material, library)
        elif isinstance(part, Paragraph):
            yield _paragraph(part)
        else:
            yield _item(part, library.entries[f"{material.id}#{part.id}"])


def _heading(heading: Heading, material: Material, library: Library) -> Iterator[Passage]:
    canonical = library.canonical.get(f"{material.id}#{heading.id}")
    name = canonical.name if canonical else heading.name
    yield Passage(heading.id, TEXT, heading.marker + heading.wording, name)
    for part in heading.content:
        if isinstance(part, Problem):
            yield _item(part, library.entries[f"{material.id}#{part.id}"], name)
        else:
            yield _paragraph(part, name)


def _paragraph(paragraph: Paragraph, heading: str = "") -> Passage:
    return Passage(paragraph.id, TEXT, _words(paragraph.text), heading)


def _item(item: Item, entry: Entry, heading: str = "") -> Passage:
    opening = len(item.marker) + len(item.opening) + len(item.stop)
    first = item.marker + item.opening + item.stop + item.rest
    text = "\n".join((first, *map(_words, item.paragraphs)))
    return Passage(item.id, _PART[type(item)], text, heading, opening, _chip(entry), answered(entry))


def _words(text: str) -> str:
    """A paragraph as it is; of a table the cells, a tab between them and a line end behind each row."""
    table = read_table(text)
    return "\n".join(map("\t".join, table.all)) if table else text


def _chip(entry: Entry) -> str:
    if entry.type:
        return "?" * entry.inferred + entry.type.id
    return f"#{entry.theme.id}" if entry.theme else ""
