"""An entry as an index shows it: its opening, the beginning of what follows, its margin."""

from __future__ import annotations

from dataclasses import dataclass

from review.model import Entry
from review.show import addresses
from review.show.views.names import excerpt
from review.show.views.notes import Index, Margin

LIMIT = 120
"""Entries on a page: with their margins and long file names they stay below 300 KB."""
LENGTH = 118
"""Characters of opening and excerpt together: three lines at the widest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """One entry of an index."""

    entry: Entry
    target: str
    bold: str
    excerpt: str
    notes: Margin


def brief(index: Index, entry: Entry, *, chip: bool = True, lacks: bool = False) -> Brief:
    """`entry` for an index page; without the chip where all entries of the page share it."""
    item = entry.item
    bold = excerpt(item.marker + item.opening + item.stop, LENGTH)
    return Brief(
        entry=entry,
        target=addresses.item(entry),
        bold=bold,
        excerpt=excerpt(item.rest, LENGTH - len(bold)),
        notes=index.notes(entry, chip=chip, ordinals=False, lacks=lacks),
    )
