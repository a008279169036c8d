"""The home page: what the library holds, at a glance."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from review.model import Family, Page
from review.show import addresses
from review.show.forms.templates import render
from review.show.forms.titles import title
from review.show.views.changes import UNIT_WORDS, WORDS, newest
from review.show.views.figures import halves
from review.show.views.home import home
from review.show.views.notes import Index
from review.show.views.rewordings import rewordings


def families(index: Index) -> Iterator[Family]:
    """The home page."""
    told, library = index.told, index.library
    words = [row for _, row in rewordings(library)]
    shows = told.digest(told.outlines(library.materials), told.states, library.as_of, told.history, words)
    yield Family(name="home", shows=shows, pages=lambda: [_page(index)])


def _page(index: Index) -> Page:
    units, library = index.units, index.library
    shown, news = home(index), newest(library)
    return render(
        "home.html.jinja",
        addresses.HOME,
        a=addresses,
        home=shown,
        halves=halves,
        latest=[(target, day(one.date, library.as_of), one) for target, one, _ in news[:1]],
        news=[(target, day(one.date, library.as_of), block, WORDS[block.kind], UNIT_WORDS[block.kind])
              for target, one, block in news],
        newest=[(m, str(m.date), title(m, units[m.unit])) for m in shown.newest],
    )


def day(date: datetime.date, as_of: datetime.date) -> str:
    """A day without its year while that is the library's own; else as tables write it, which fits the column."""
    return f"{date.month} 月 {date.day} 日" if date.year == as_of.year else str(date)
