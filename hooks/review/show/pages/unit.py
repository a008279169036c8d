"""A unit's page: what it has to do, the last two years, themes × years, and its materials by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from review.model import Family, Library, Page, Unit
from review.show import addresses
from review.show.forms.templates import render
from review.show.forms.titles import title
from review.show.views import tally
from review.show.views.changes import changed
from review.show.views.ledger import Case, cases
from review.show.views.listing import pager
from review.show.views.names import LISTED, excerpt
from review.show.views.notes import Index
from review.show.views.tally import Recurrence
from review.show.views.unit import unit_view


def families(index: Index) -> Iterator[Family]:
    """The pages of every unit of the roster."""
    told, library = index.told, index.library
    recurrences: dict[str, list[Recurrence]] = defaultdict(list)
    for recurrence in index.recurrences:
        recurrences[recurrence.unit.id].append(recurrence)
    ledger: dict[str, list[Case]] = defaultdict(list)
    for case in cases(library):
        ledger[case.unit.id].append(case)
    campaigns = [campaign.id for campaign in tally.campaigns(library)]
    fed = {material.unit for material in changed(library)}
    for unit in library.vocabulary.units:
        held = told.materials(library.by_unit.get(unit.id, ()))
        day = library.as_of if ledger[unit.id] else ""
        shows = told.digest(unit.id, unit.id in fed, campaigns, held, day, sorted(library.drafts))
        pages = partial(_pages, library, unit, recurrences[unit.id], ledger[unit.id], unit.id in fed)
        yield Family(name=f"unit:{unit.id}", shows=shows, pages=pages)


def _pages(
    library: Library, unit: Unit, recurrences: Sequence[Recurrence], found: Sequence[Case], fed: bool
) -> Iterator[Page]:
    view = unit_view(library, unit, recurrences, found)
    for part in view.parts:
        yield render(
            "unit.html.jinja",
            addresses.unit(unit.id, part.slug),
            edit_path=addresses.source(unit.at),
            a=addresses,
            as_of=library.as_of,
            by=view.by,
            called=tally.materials_word(library),
            excerpt=partial(excerpt, length=LISTED),
            feed=fed,
            part=part,
            parts=pager(view.parts, part, partial(addresses.unit, unit.id)),
            title=title,
            view=view,
        )
