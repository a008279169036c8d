"""All pages of a library. A page kind is a module here with `families`; a new kind is a new name in KINDS."""

from __future__ import annotations

from collections.abc import Iterator

from review.model import Family, Library, Page
from review.show.pages import (
    campaign,
    changes,
    compare,
    copies,
    glossary,
    heading,
    home,
    indexes,
    ledger,
    material,
    problem,
    quality,
    search,
    statistics,
    theme,
    unit,
)
from review.show.views.notes import Index

KINDS = (home, campaign, indexes, unit, ledger, search, copies, statistics, quality, heading, problem, theme, material,
         compare, changes, glossary)  # fmt: skip


def families(library: Library) -> Iterator[Family]:
    """The pages of `library`, kind after kind; deterministic, each source named once."""
    index = Index(library)
    for kind in KINDS:
        yield from kind.families(index)


def pages(library: Library) -> Iterator[Page]:
    """Every page of `library`."""
    for family in families(library):
        yield from family.pages()
