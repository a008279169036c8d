"""All pages of a library. A page kind is a module with `pages(library)`; a new kind is a new line here."""

from __future__ import annotations

from collections.abc import Iterator

from review.model import Library, Page
from review.show import campaign, heading, home, indexes, ledger, material, problem, search, unit

KINDS = (home, campaign, heading, problem, indexes, unit, ledger, search, material)


def pages(library: Library) -> Iterator[Page]:
    """Every page of `library`, kind after kind; deterministic, each source named once."""
    for kind in KINDS:
        yield from kind.pages(library)
