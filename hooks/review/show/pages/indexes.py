"""The indexes: campaigns, headings, problem types, units, and everything that recurs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from review.model import Family, Page
from review.read.text.numerals import counting
from review.show import addresses
from review.show.data.recurrences import recurrence_files
from review.show.forms.templates import render
from review.show.views import tally
from review.show.views.figures import halves
from review.show.views.indexes import (
    Recurrences,
    UnitsIndex,
    campaigns_index,
    headings_index,
    problems_index,
    recurrences_index,
    units_index,
)
from review.show.views.listing import ListPart, pager
from review.show.views.names import short
from review.show.views.notes import Index


def families(index: Index) -> Iterator[Family]:
    """The pages of all indexes."""
    shows = index.told.digest(index.told.outlines(index.library.materials))
    files = partial(recurrence_files, index)
    yield Family(name="indexes", shows=shows, pages=partial(_pages, index), files=files)


def _pages(index: Index) -> Iterator[Page]:
    library = index.library
    yield _index("campaigns", addresses.CAMPAIGNS, campaigns_index(library), called=tally.materials_word(library))
    yield _index("headings", addresses.HEADINGS, view=headings_index(library))
    yield _index("problems", addresses.PROBLEMS, view=problems_index(library))
    yield from _index_in_parts("units", addresses.UNITS, units_index(library))
    yield from _index_in_parts("recurrences", addresses.RECURRENCES, recurrences_index(index))


def _index(name: str, src_uri: str, view: object, **data: object) -> Page:
    helpers = {"a": addresses, "halves": halves, "numeral": counting, "short": short}
    return render(f"index-{name}.html.jinja", src_uri, edit_path=None, view=view, **helpers, **data)


def _index_in_parts(name: str, address: str, view: UnitsIndex | Recurrences) -> Iterator[Page]:
    at = partial(addresses.index, address)
    listed: Sequence[ListPart[object]] = view.parts
    for part in listed:
        yield _index(name, at(part.slug), part=part, parts=pager(listed, part, at), view=view)
