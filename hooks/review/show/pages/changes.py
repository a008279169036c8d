"""What is new, by day: a page for the newest month, and one for each before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from review.model import Family, Library, Page
from review.show import addresses
from review.show.forms.markdown import render
from review.show.views.changes import LISTED, UNIT_WORDS, WORDS, Month, months, news
from review.show.views.notes import Index


def families(index: Index) -> Iterator[Family]:
    """The pages of all months; one that says why, where git tells nothing."""
    told, materials = index.told, index.library.materials
    shows = told.digest(told.history, told.materials(materials), told.states, index.library.as_of)
    yield Family(name="changes", shows=shows, pages=partial(_pages, index))


def _pages(index: Index) -> Iterator[Page]:
    found = months(index.library, news(index.library))
    listed = [(month.label, month.count, _address(found, month)) for month in found]
    for month in found or (None,):
        yield Page(
            src_uri=_address(found, month),
            write=partial(_text, index.library, found, month, listed),
            shows=index.told.digest(index.library.history.said, listed, month),
        )


def _address(found: Sequence[Month], month: Month | None) -> str:
    return addresses.changes(month.slug if month and month is not found[0] else "")


def _text(
    library: Library, found: Sequence[Month], month: Month | None, listed: list[tuple[str, int, str]]
) -> str:
    units = {unit.id: unit.name for unit in library.vocabulary.units}
    return render(
        "changes.md.jinja",
        _address(found, month),
        a=addresses,
        first=bool(found) and month is found[0],
        listed=listed,
        month=month,
        most=LISTED,
        said=library.history.said,
        unit_words=UNIT_WORDS,
        units=units,
        words=WORDS,
    ).text
