"""What is listed by the indexes: campaigns, headings, problem types, units, and everything that recurs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from review.model import Campaign, CanonicalHeading, Library, Problem, Theme, Unit, in_heading, in_theme, in_type
from review.show.views import tally
from review.show.views.figures import Scale, Strip, bar_width, scale, strip
from review.show.views.listing import Group, ListPart, grouped, parts
from review.show.views.notes import Index
from review.show.views.rows import CampaignRow, RecurrenceRow, TypeRow, campaign_rows, recurrence_rows, type_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignsIndex:
    """All campaigns, newest first."""

    rows: tuple[CampaignRow, ...]
    by: Scale
    empty: tuple[Campaign, ...]
    """Known, but without materials."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingRow:
    """A prescribed heading; width of its bar in twentieths of the longest, as bars of one page are held against each
    other."""

    heading: CanonicalHeading
    units: int
    """Units with a problem under it."""
    count: int
    width: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignHeadings:
    """A campaign's headings."""

    campaign: Campaign
    rows: tuple[HeadingRow, ...]
    materials: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeTypes:
    """A theme's problem types in the vocabulary's order."""

    theme: Theme
    rows: tuple[TypeRow, ...]
    untyped: int
    """Its problems whose type is open."""
    count: int
    """All its problems."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemsIndex:
    """All problem types by theme, and how many problems have none, or no theme either."""

    themes: tuple[ThemeTypes, ...]
    years: tuple[int, ...]
    by: Scale
    types: int
    problems: int
    unclassified: int
    astray: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitRow:
    """A unit over the years."""

    unit: Unit
    materials: int
    strip: Strip
    problems: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitsIndex:
    """The roster in its groups, on one page or several."""

    parts: tuple[ListPart[UnitRow], ...]
    years: tuple[int, ...]
    by: Scale
    units: int
    given: int
    """Units with materials."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recurrences:
    """Everything that recurs, by unit, on one page or several."""

    parts: tuple[ListPart[RecurrenceRow], ...]
    years: tuple[int, ...]
    count: int
    back: int
    """Those of the last year but one that came back in the last."""
    units: int


def campaigns_index(library: Library) -> CampaignsIndex:
    """All campaigns of the vocabulary."""
    held = tally.campaigns(library)
    rows, by = campaign_rows(library, held)
    empty = [c for c in library.vocabulary.campaigns if c not in held]
    return CampaignsIndex(rows=rows, by=by, empty=tuple(sorted(empty, key=lambda c: -c.year)))


def headings_index(library: Library) -> tuple[CampaignHeadings, ...]:
    """The headings of every campaign that has materials, newest campaign first."""
    held = tally.campaigns(library)
    units = {
        heading.id: tally.counted_by(library, in_heading(heading.id), lambda _, unit: unit)
        for campaign in held
        for heading in campaign.headings
    }
    most = max((found.total() for found in units.values()), default=0)
    return tuple(
        CampaignHeadings(
            campaign=campaign,
            rows=_headings(campaign, units, most),
            materials=len(library.by_campaign[campaign.id]),
        )
        for campaign in held
    )


def _headings(campaign: Campaign, units: Mapping[str, Counter[str]], most: int) -> tuple[HeadingRow, ...]:
    return tuple(
        HeadingRow(
            heading=heading,
            units=len(units[heading.id]),
            count=units[heading.id].total(),
            width=bar_width(units[heading.id].total(), most),
        )
        for heading in campaign.headings
    )


def problems_index(library: Library) -> ProblemsIndex:
    """All problem types of the vocabulary."""
    types = [type for theme in library.vocabulary.themes for type in theme.types]
    rows, by = type_rows(library, types)
    by_theme: dict[str, list[TypeRow]] = defaultdict(list)
    for row in rows:
        by_theme[row.type.theme].append(row)
    found = {theme.id: library.count(in_theme(theme.id, Problem)) for theme in library.vocabulary.themes}
    problems = tally.item_counts(library)[Problem]
    themes = tuple(
        ThemeTypes(
            theme=theme,
            rows=tuple(by_theme[theme.id]),
            untyped=found[theme.id] - sum(row.count for row in by_theme[theme.id]),
            count=found[theme.id],
        )
        for theme in library.vocabulary.themes
    )
    return ProblemsIndex(
        themes=themes,
        years=tally.years(library),
        by=by,
        types=len(types),
        problems=problems,
        unclassified=library.count(in_type("")),
        astray=problems - sum(found.values()),
    )


def units_index(library: Library) -> UnitsIndex:
    """The whole roster, also units that gave nothing."""
    years, year = tally.years(library), tally.year_of(library)
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for material in library.materials:
        found[material.unit][year[material.campaign]] += material.counts[0]
    by = scale(n for counts in found.values() for n in counts.values())
    rows = tuple(
        UnitRow(
            unit=unit,
            materials=len(library.by_unit.get(unit.id, ())),
            strip=strip(found[unit.id], years, by),
            problems=found[unit.id].total(),
        )
        for unit in library.vocabulary.units
    )
    return UnitsIndex(
        parts=parts(grouped(rows, lambda row: row.unit.group), name=lambda row: row.unit.name),
        years=years,
        by=by,
        units=len(rows),
        given=sum(bool(row.materials) for row in rows),
    )


def recurrences_index(index: Index) -> Recurrences:
    """All recurrences, units in the roster's order, each unit's most frequent first."""
    order = {id: number for number, id in enumerate(index.units)}
    found = sorted(index.recurrences, key=lambda recurrence: order[recurrence.unit.id])
    years = tally.years(index.library)
    groups: tuple[Group[RecurrenceRow], ...] = grouped(
        recurrence_rows(found, years), lambda row: row.recurrence.unit.group
    )
    return Recurrences(
        parts=parts(groups, name=lambda row: row.recurrence.unit.name, whole=lambda row: row.recurrence.unit.id),
        years=years,
        back=sum((years[-1], years[-1] - 1) in one.back for one in found),
        count=len(found),
        units=len({recurrence.unit.id for recurrence in found}),
    )
