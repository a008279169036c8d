"""The library in figures: drawings, each with its table and files; a long roster has further pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family, Library, Page
from review.show import addresses
from review.show.forms.charts import SHADES, answered_chart, ledger_chart, theme_chart
from review.show.forms.markdown import render
from review.show.views.figures import pager
from review.show.views.notes import Index
from review.show.views.state import STATES
from review.show.views.statistics import ANSWERED, statistics


def families(index: Index) -> Iterator[Family]:
    """The pages of the statistics."""
    told = index.told
    shows = told.digest(told.materials(index.library.materials), told.states, index.library.as_of)
    yield Family(name="statistics", shows=shows, pages=partial(pages, index.library))


def pages(library: Library) -> Iterator[Page]:
    """All of them."""
    view = statistics(library)
    highest = max((rate or 0 for one in view.themes for rate in one.rates), default=0)
    several = len(view.years) > 1
    for part in view.units:
        yield render(
            "statistics.md.jinja",
            addresses.statistics(part.slug),
            a=addresses,
            answered=ANSWERED,
            answered_chart=answered_chart(view.answered) if several else "",
            as_of=library.as_of,
            charts=[theme_chart(one, view.years, view.rates_by, highest) for one in view.themes] if several else [],
            ledger_chart=ledger_chart(view.ledger) if view.ledger else "",
            part=part,
            parts=pager(view.units, part, addresses.statistics),
            shades=SHADES,
            states=STATES,
            view=view,
        )
