"""Materials whose page would be too large: found by check, by the page itself, and not left to the build's gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from review.check.rules import finding
from review.model import Finding, Library, Material
from review.read.structure.document import source_of
from review.show.pages.material import pages
from review.show.views.notes import Index

LIMIT = 200_000
"""Bytes of a page as Markdown; the theme and the tags need up to half as much again, and the gate lets 300 KB pass."""
_BYTE, _ENTRY, _LINK, _HEADING = 6, 400, 300, 1_500
"""Bytes of a page, at most: for a byte of text (&amp; or &#124;), an entry, a link in its margin, a heading."""


def check_sizes(library: Library) -> Iterator[Finding]:
    """A finding for each material whose page is over the limit; only those are shown that might be."""
    links: Counter[str] = Counter()
    for entry in library.entries.values():
        found = len(entry.problems) + len(entry.causes) + len(entry.measures) + len(entry.earlier)
        links[entry.material.id] += _ENTRY + _LINK * found
    large = [m for m in library.materials if _BYTE * _length(m) + links[m.id] + _listed(m) > LIMIT]
    for page, material in zip(pages(Index(library), large), large, strict=True):
        if (size := len(page.text.encode()) + _listed(material)) > LIMIT:
            message = f"这份材料的网页约 {size // 1000:,} KB，应不超过 {LIMIT // 1000} KB"
            message += "；请把附件、名单删去，或拆成两份。"
            yield finding("too-large", message, material.path, 1)


def _listed(material: Material) -> int:
    """Bytes of the list of contents, which the theme shows twice."""
    return _HEADING * (len(material.document.sections) + len(material.document.headings))


def _length(material: Material) -> int:
    return len(source_of(material.document).encode())
