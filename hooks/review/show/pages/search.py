"""The search page: a field, and what it says where no script runs. The index behind it is made by show/search."""

from __future__ import annotations

from collections.abc import Iterator

from review.model import Library, Page
from review.show import addresses
from review.show.forms.markdown import render


def pages(library: Library) -> Iterator[Page]:
    """The search page."""
    yield render("search.md.jinja", addresses.SEARCH, materials=len(library.materials))
