"""A unit: what it has to do, what came back since the year before, themes × years, and its materials by year."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from review.model import Campaign, Entry, Library, Material, ProblemType, Theme, Unit
from review.show.views import tally
from review.show.views.blank import to_fill, unregistered
from review.show.views.figures import Scale, scale
from review.show.views.ledger import Case, Share, shares
from review.show.views.listing import ListPart, grouped, parts
from review.show.views.tally import Recurrence
from review.show.views.todo import Todo, todo
from review.show.views.yearly import Yearly, yearly


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeCell:
    """A year's problems of one theme."""

    count: int
    step: int
    again: bool
    """Whether one of its types recurs, this year among others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitYear:
    """A column of the matrix."""

    year: int
    materials: int
    problems: int
    lack: str
    """Why there are no materials; empty where there are some."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatedType:
    """A type that the unit falls back into, and its problem of each year, the last one of several."""

    type: ProblemType
    years: tuple[tuple[int, Entry], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeYears:
    """A theme over the years; None holds the problems that are not classified."""

    theme: Theme | None
    cells: tuple[ThemeCell | None, ...]
    """None for a year without materials."""
    total: int
    again: tuple[RepeatedType, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MaterialRow:
    """A material in the unit's list."""

    material: Material
    campaign: Campaign
    problems: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitView:
    """All that a unit's pages show."""

    unit: Unit
    materials: int
    problems: int
    causes: int
    measures: int
    late: int
    """Measures overdue."""
    again: int
    """Types that recur."""
    todo: Todo | None
    drafts: tuple[int, ...]
    """Years of which there are but drafts, ascending; none for whoever may not know."""
    yearly: Yearly | None
    years: tuple[UnitYear, ...]
    """Ascending: those in which a campaign has materials and the roster has the unit, or it gave some."""
    by: Scale
    rows: tuple[ThemeYears, ...]
    ledger: tuple[Share, ...]
    """Its measures in the ledger."""
    unkept: int
    """Measures of its newest year that are not in the ledger."""
    parts: tuple[ListPart[MaterialRow], ...]
    """Its materials by year, newest first, on one page or several."""


def unit_view(library: Library, unit: Unit, recurrences: Iterable[Recurrence], cases: Sequence[Case] = ()) -> UnitView:
    """What the pages of `unit` show; `recurrences` and the ledger's `cases` are the unit's own, in their order."""
    materials = library.by_unit.get(unit.id, ())
    entries = tally.problems_of(library, materials)
    given = _materials(library, materials)
    states = Counter(row.state for case in cases for row in case.rows)
    again = [_again(library, one, entries) for one in recurrences]
    years = _years(library, unit, materials, entries) if materials else ()
    rows, by = _rows(library, entries, years, again)
    return UnitView(
        unit=unit,
        materials=len(materials),
        problems=len(entries),
        causes=sum(m.counts[1] for m in materials),
        measures=sum(m.counts[2] for m in materials),
        late=states["逾期"],
        again=len(again),
        todo=todo(cases),
        drafts=_drafts(library, unit, materials),
        yearly=yearly(library, entries, {one.type.id: frozenset(year for year, _ in one.years) for one in again}),
        years=years,
        by=by,
        rows=rows,
        ledger=shares(row.state for case in cases for row in case.rows),
        unkept=sum(map(unregistered, to_fill(library, materials))),
        parts=parts(grouped(given, lambda row: f"{row.campaign.year} 年", lambda row: str(row.campaign.year))),
    )


def _drafts(library: Library, unit: Unit, materials: Iterable[Material]) -> tuple[int, ...]:
    year, given = tally.year_of(library), {material.campaign for material in materials}
    return tuple(sorted({year[c] for of, c in library.drafts if of == unit.id and c not in given and c in year}))


def _again(library: Library, recurrence: Recurrence, entries: Sequence[Entry]) -> RepeatedType:
    year = tally.year_of(library)
    of_type = {year[e.material.campaign]: e for e in entries if e.type == recurrence.type}
    return RepeatedType(type=recurrence.type, years=tuple((y, of_type[y]) for y in recurrence.years))


def _years(
    library: Library, unit: Unit, materials: Sequence[Material], entries: Sequence[Entry]
) -> tuple[UnitYear, ...]:
    year = tally.year_of(library)
    given = Counter(year[material.campaign] for material in materials)
    found = tally.by_year(entries, year)
    return tuple(
        UnitYear(
            year=held,
            materials=given[held],
            problems=found[held],
            lack=""
            if given[held]
            else tally.lack(library, unit, [c for c in library.vocabulary.campaigns if c.year == held]),
        )
        for held in sorted({campaign.year for campaign in tally.campaigns(library)})
        if given[held] or tally.serves(unit, held)
    )


def _rows(
    library: Library, entries: Sequence[Entry], years: Sequence[UnitYear], again: Sequence[RepeatedType]
) -> tuple[tuple[ThemeYears, ...], Scale]:
    year = tally.year_of(library)
    counts: dict[Theme | None, Counter[int]] = defaultdict(Counter)
    for entry in entries:
        counts[entry.theme][year[entry.material.campaign]] += 1
    themes = [theme for theme in library.vocabulary.themes if theme in counts]
    by = scale(count for found in counts.values() for count in found.values())
    return tuple(
        _row(theme, counts[theme], by, years, [one for one in again if theme and one.type in theme.types])
        for theme in (*themes, *[None] * (None in counts))
    ), by


def _row(
    theme: Theme | None,
    counts: Mapping[int, int],
    by: Scale,
    years: Sequence[UnitYear],
    again: Sequence[RepeatedType],
) -> ThemeYears:
    red = {year for one in again for year, _ in one.years}
    return ThemeYears(
        theme=theme,
        cells=tuple(
            None
            if column.lack
            else ThemeCell(
                count=counts.get(column.year, 0),
                step=by.step(counts.get(column.year, 0)),
                again=column.year in red,
            )
            for column in years
        ),
        total=sum(counts.values()),
        again=tuple(again),
    )


def _materials(library: Library, materials: Sequence[Material]) -> tuple[MaterialRow, ...]:
    campaigns = {campaign.id: campaign for campaign in library.vocabulary.campaigns}
    rows = (
        MaterialRow(material=m, campaign=campaigns[m.campaign], problems=m.counts[0]) for m in materials
    )
    return tuple(sorted(rows, key=lambda row: -row.campaign.year))
