"""The search page: a field, and what it says where no script runs. The index behind it is made by show/search."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family
from review.show import addresses
from review.show.forms.templates import render
from review.show.views.notes import Index


def families(index: Index) -> Iterator[Family]:
    """The search page."""
    count = len(index.library.materials)
    page = partial(render, "search.html.jinja", addresses.SEARCH, a=addresses, materials=count)
    yield Family(name="search", shows=index.told.digest(count), pages=lambda: [page()])
