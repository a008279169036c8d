"""A unit's page: years × themes, what recurs, and its materials by year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Library, Page
from review.show import addresses
from review.show.forms.markdown import render
from review.show.forms.titles import title
from review.show.views import tally
from review.show.views.figures import UNITS_BY_HEADINGS, pager
from review.show.views.unit import unit_view


def pages(library: Library) -> Iterator[Page]:
    """The pages of every unit of the roster."""
    recurrences = tally.recurrences(library)
    for unit in library.vocabulary.units:
        view = unit_view(library, unit, recurrences)
        for part in view.parts:
            yield render(
                "unit.md.jinja",
                addresses.unit(unit.id, part.slug),
                edit_path=addresses.source(unit.at),
                a=addresses,
                by=UNITS_BY_HEADINGS,
                part=part,
                parts=pager(view.parts, part, partial(addresses.unit, unit.id)),
                title=title,
                view=view,
            )
