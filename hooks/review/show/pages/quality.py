"""The remarks on a library; only staff's site has them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family, Library, Page
from review.show import addresses
from review.show.forms.templates import render
from review.show.views.listing import pager
from review.show.views.notes import Index
from review.show.views.quality import RemarkList, quality


def families(index: Index) -> Iterator[Family]:
    """The pages of the remarks."""
    told, library = index.told, index.library
    shows = told.digest(library.remarks, told.materials(library.materials))
    yield Family(name="quality", shows=shows, pages=partial(pages, library))


def pages(library: Library) -> Iterator[Page]:
    """Nothing for readers: what is wanting in a material is for those who answer for it."""
    if library.audience != "staff":
        return
    view = quality(library)
    yield render("quality.html.jinja", addresses.quality(), a=addresses, view=view)
    for listed in (*view.rules, *view.units):
        yield from _list(listed)


def _list(listed: RemarkList) -> Iterator[Page]:
    at = partial(_address, listed)
    for part in listed.parts:
        yield render(
            "quality-list.html.jinja", at(part.slug), a=addresses, listed=listed, part=part,
            parts=pager(listed.parts, part, at),
        )  # fmt: skip


def _address(listed: RemarkList, part: str) -> str:
    return addresses.quality(f"{listed.slug}/{part}" if part else listed.slug)
