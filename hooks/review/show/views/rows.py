"""Rows that stand on the home page and on the indexes alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.model import Campaign, Library, ProblemType, in_heading, in_type
from review.show.views import tally
from review.show.views.figures import Scale, Strip, scale, strip
from review.show.views.tally import Recurrence


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A count on its wash step."""

    id: str
    """What is counted: a heading's id."""
    label: str
    count: int
    step: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignRow:
    """A campaign with a count for each heading it prescribes."""

    campaign: Campaign
    counts: tuple[Count, ...]
    materials: int
    problems: int
    """Also those under no prescribed heading."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeRow:
    """A problem type over the years."""

    type: ProblemType
    strip: Strip
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RecurrenceRow:
    """A recurrence over the years."""

    recurrence: Recurrence
    strip: Strip


def campaign_rows(library: Library, campaigns: Sequence[Campaign]) -> tuple[tuple[CampaignRow, ...], Scale]:
    """A row for each campaign, and the scale of their cells."""
    totals = tally.problems(library)
    held = {h.id: library.count(in_heading(h.id)) for campaign in campaigns for h in campaign.headings}
    by = scale(held.values())
    rows = tuple(
        CampaignRow(
            campaign=campaign,
            counts=tuple(
                Count(id=h.id, label=h.name, count=held[h.id], step=by.step(held[h.id])) for h in campaign.headings
            ),
            materials=len(library.by_campaign.get(campaign.id, ())),
            problems=totals[campaign.id],
        )
        for campaign in campaigns
    )
    return rows, by


def type_rows(library: Library, types: Sequence[ProblemType]) -> tuple[tuple[TypeRow, ...], Scale]:
    """A row for each problem type, and the scale of their strips."""
    years = tally.years(library)
    counts = {type.id: tally.years_of(library, in_type(type.id)) for type in types}
    by = scale(n for found in counts.values() for n in found.values())
    rows = tuple(
        TypeRow(type=type, strip=strip(counts[type.id], years, by), count=counts[type.id].total()) for type in types
    )
    return rows, by


def recurrence_rows(recurrences: Sequence[Recurrence], years: Sequence[int]) -> tuple[RecurrenceRow, ...]:
    """A row for each recurrence."""
    return tuple(RecurrenceRow(recurrence=r, strip=strip(dict.fromkeys(r.years, 1), years)) for r in recurrences)
