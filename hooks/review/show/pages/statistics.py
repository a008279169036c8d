"""The library in figures: drawings, each with its table and files; a long roster has further pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family, Page
from review.show import addresses
from review.show.data.statistics import statistics_files
from review.show.forms.charts import SHADES, answered_chart, ledger_chart, slim_ledger_chart, theme_charts
from review.show.forms.templates import render
from review.show.views.listing import pager
from review.show.views.names import ANSWERED
from review.show.views.notes import Index
from review.show.views.state import STATES
from review.show.views.statistics import measured_by

COUNT = "count"
"""The page of drawings by number."""


def families(index: Index) -> Iterator[Family]:
    """The pages of the statistics."""
    told = index.told
    shows = told.digest(told.outlines(index.library.materials), told.states, index.library.as_of)
    yield Family(name="statistics", shows=shows, pages=partial(pages, index), files=partial(_files, index))


def _files(index: Index) -> Iterator[tuple[str, bytes]]:
    return statistics_files(index.statistics, index.library.audience)


def pages(index: Index) -> Iterator[Page]:
    """All of them."""
    view = index.statistics
    several = len(view.years) > 1
    for part in view.units:
        yield render(
            "statistics.html.jinja",
            addresses.statistics(part.slug),
            by=measured_by(view, "rate")[0],
            a=addresses,
            answered=ANSWERED,
            answered_chart=answered_chart(view.answered) if several else "",
            as_of=index.library.as_of,
            charts=theme_charts(view, "rate"),
            ledger_chart=ledger_chart(view.ledger) if view.ledger else "",
            slim_chart=slim_ledger_chart(view.ledger) if view.ledger else "",
            part=part,
            parts=pager(view.units, part, addresses.statistics),
            shades=SHADES,
            staff=index.library.audience == "staff",
            states=STATES,
            view=view,
        )
    if several:
        address, by = addresses.statistics(COUNT), measured_by(view, "count")[0]
        charts = theme_charts(view, "count")
        yield render("statistics-count.html.jinja", address, a=addresses, by=by, charts=charts, view=view)
