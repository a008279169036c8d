"""All pages of a library. A page kind is a module here with `pages`; a new kind is a new name in the lists below."""

from __future__ import annotations

from collections.abc import Iterator

from review.model import Library, Page
from review.show.pages import (
    campaign,
    changes,
    compare,
    copies,
    heading,
    home,
    indexes,
    ledger,
    material,
    problem,
    search,
    theme,
    unit,
)
from review.show.views.notes import Index

OVERVIEWS = (home, campaign, indexes, unit, ledger, search, copies)
ENTRIES = (heading, problem, theme, material, compare, changes)
"""Kinds that show entries with their margins; they share an index."""


def pages(library: Library) -> Iterator[Page]:
    """Every page of `library`, kind after kind; deterministic, each source named once."""
    for overview in OVERVIEWS:
        yield from overview.pages(library)
    index = Index(library)
    for kind in ENTRIES:
        yield from kind.pages(index)
