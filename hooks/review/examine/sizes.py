"""Materials whose page would be too large: found by check, by the page itself, and not left to the build's gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.check.rules import finding
from review.model import Entry, Finding, Library, Material
from review.read.structure.document import source_of

LIMIT = 270_000
"""Bytes of a page without its frame, which takes 12 KB; the gate lets 300 KB pass, and neighbours may grow."""
_BYTE, _ENTRY, LINK, _HEADING = 6, 800, 500, 1_500
"""Bytes of a page, at most: for a byte of text (&amp;), an entry, a link in its margin, a heading."""


def check_sizes(library: Library, materials: Iterable[Material] | None = None) -> Iterator[Finding]:
    """A finding for each material, or of these, whose page is over the limit; only those are shown that might be."""
    rooms, found, looked_at = library.rooms, library.by_material, library.materials if materials is None else materials
    every = ((m, rooms.get(m.id) or room(m, found[m.id]) + LINK * _earlier(found[m.id])) for m in looked_at)
    if not (large := [material for material, size in every if size > LIMIT]):
        return
    from review.show.pages.material import texts  # with Jinja, which a check seldom needs
    from review.show.views.notes import Index

    for material, text in texts(Index(library), large):
        if (size := len(text.encode()) + _listed(material)) > LIMIT:
            message = f"这份材料的网页约 {size // 1000:,} KB，应不超过 {LIMIT // 1000} KB"
            message += "；请把附件、名单删去，或拆成两份。"
            yield finding("too-large", message, material.path, 1)


def _earlier(entries: Iterable[Entry]) -> int:
    return sum(len(entry.earlier) for entry in entries)


def room(material: Material, entries: Iterable[Entry]) -> int:
    """Bytes that a material's page may take, at most, without the links to earlier materials."""
    links = sum(len(entry.problems) + len(entry.causes) + len(entry.measures) for entry in entries)
    listed = _ENTRY * sum(material.counts) + LINK * links
    return _BYTE * len(source_of(material.document).encode()) + listed + _listed(material)


def _listed(material: Material) -> int:
    """Bytes of the list of contents, which the theme shows twice."""
    return _HEADING * (len(material.document.sections) + len(material.document.headings))
