"""A unit's page: what it has to do, the last two years, themes × years, and its materials by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from review.model import Library, Page
from review.show import addresses
from review.show.forms.markdown import render
from review.show.forms.titles import title
from review.show.views import tally
from review.show.views.changes import changed
from review.show.views.figures import UNITS_BY_HEADINGS, pager
from review.show.views.ledger import Case, cases
from review.show.views.names import LISTED, excerpt
from review.show.views.tally import Recurrence
from review.show.views.unit import unit_view


def pages(library: Library) -> Iterator[Page]:
    """The pages of every unit of the roster."""
    recurrences: dict[str, list[Recurrence]] = defaultdict(list)
    for recurrence in tally.recurrences(library):
        recurrences[recurrence.unit.id].append(recurrence)
    ledger: dict[str, list[Case]] = defaultdict(list)
    for case in cases(library):
        ledger[case.unit.id].append(case)
    fed = {material.unit for material in changed(library)}
    for unit in library.vocabulary.units:
        view = unit_view(library, unit, recurrences[unit.id], ledger[unit.id])
        for part in view.parts:
            yield render(
                "unit.md.jinja",
                addresses.unit(unit.id, part.slug),
                edit_path=addresses.source(unit.at),
                a=addresses,
                by=UNITS_BY_HEADINGS,
                excerpt=partial(excerpt, length=LISTED),
                feed=unit.id in fed,
                part=part,
                parts=pager(view.parts, part, partial(addresses.unit, unit.id)),
                title=title,
                view=view,
            )
