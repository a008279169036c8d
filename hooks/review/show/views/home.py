"""What the library holds, at a glance: for the home page."""

from __future__ import annotations

from dataclasses import dataclass

from review.model import Campaign, Cause, Material, Measure, Problem, in_type
from review.show.views import tally
from review.show.views.figures import Scale
from review.show.views.ledger import Share, progress
from review.show.views.notes import Index
from review.show.views.rows import CampaignRow, RecurrenceRow, TypeRow, campaign_rows, recurrence_rows, type_rows

CAMPAIGNS = 8
TYPES = 8
RECURRENCES = 4
NEWEST = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """All that the home page shows."""

    years: tuple[int, ...]
    """From the first to the last campaign with materials; none in an empty library."""
    campaigns: int
    units: int
    materials: int
    problems: int
    causes: int
    measures: int
    rows: tuple[CampaignRow, ...]
    earlier: tuple[Campaign, ...]
    """Campaigns that have no row, newest first."""
    by: Scale
    """Steps of the campaigns' cells."""
    types: tuple[TypeRow, ...]
    types_in_all: int
    strips_by: Scale
    """Steps of the types' strips."""
    recurrences: tuple[RecurrenceRow, ...]
    recurrences_in_all: int
    progress: tuple[Share, ...]
    """Empty without a ledger."""
    newest: tuple[Material, ...]


def home(index: Index) -> Home:
    """What the home page shows of a library."""
    library = index.library
    campaigns, years = tally.campaigns(library), tally.years(library)
    rows, by = campaign_rows(library, campaigns[:CAMPAIGNS])
    counts = [(t, library.count(in_type(t.id))) for theme in library.vocabulary.themes for t in theme.types]
    used = [type for type, count in sorted(counts, key=lambda pair: -pair[1]) if count]
    types, strips_by = type_rows(library, used[:TYPES])
    recurrences = index.recurrences
    items = tally.item_counts(library)
    return Home(
        years=years,
        campaigns=len(campaigns),
        units=sum(bool(held) for held in library.by_unit.values()),
        materials=len(library.materials),
        problems=items[Problem],
        causes=items[Cause],
        measures=items[Measure],
        rows=rows,
        earlier=campaigns[CAMPAIGNS:],
        by=by,
        types=types,
        types_in_all=sum(len(theme.types) for theme in library.vocabulary.themes),
        strips_by=strips_by,
        recurrences=recurrence_rows(recurrences[:RECURRENCES], years),
        recurrences_in_all=len(recurrences),
        progress=progress(library),
        newest=tuple(sorted(library.materials, key=lambda m: m.date, reverse=True)[:NEWEST]),
    )
