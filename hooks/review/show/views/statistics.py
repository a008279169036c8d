"""The library in figures: what each counts, and of how many. The page, its drawings and its files are made of these."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Literal

from review.model import Campaign, Cause, Library, Measure, Problem, Theme, Unit, in_theme
from review.relate.ledger import registered
from review.show.views import tally
from review.show.views.figures import Scale, even_scale, scale
from review.show.views.listing import ListPart, grouped, parts
from review.show.views.names import NO_THEME
from review.show.views.rows import CampaignRow, campaign_rows
from review.show.views.state import STATES

ROWS = 60
"""Units on a page: each has a cell for each theme, and a page a limit."""
NAMED = 3
"""Of themes that are alike these many are named."""
Measured = Literal["rate", "count"]
MEASURED: dict[Measured, str] = {"rate": "每百份材料的问题数", "count": "问题个数"}
"""What a theme's drawing shows of a year."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeFigures:
    """A theme's problems over the years; None for those that are not classified."""

    theme: Theme | None
    counts: tuple[int, ...]
    rates: tuple[int | None, ...]
    """For a hundred materials of the year; None for a year without any."""

    @property
    def name(self) -> str:
        return self.theme.name if self.theme else NO_THEME

    def measured(self, measure: Measured) -> tuple[int | None, ...]:
        """The numbers of its drawing."""
        return self.rates if measure == "rate" else self.counts


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitFigures:
    """A unit's problems by theme."""

    unit: Unit
    materials: int
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """A year's problems by what the library says of their causes and measures, in the order of ANSWERED."""

    year: int
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def shares(self) -> tuple[int, ...]:
        """In percent."""
        return tuple(tally.half_up(count, self.total) for count in self.counts)


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerFigures:
    """A campaign's measures in the ledger by state."""

    campaign: Campaign
    counts: tuple[int, ...]
    """In the order of STATES."""
    measures: int
    """All that its materials name, in the ledger or not."""

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def done(self) -> int:
        """Share of those that are done or signed off, in percent."""
        return tally.half_up(self.counts[0] + self.counts[1], self.total)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistics:
    """All figures of a library."""

    years: tuple[int, ...]
    materials: tuple[int, ...]
    """By year."""
    units_in_all: int
    items: tuple[int, int, int]
    """Problems, causes, measures."""
    themes: tuple[ThemeFigures, ...]
    campaigns: tuple[CampaignRow, ...]
    campaigns_by: Scale
    columns: tuple[Theme | None, ...]
    """Of the units."""
    units: tuple[ListPart[UnitFigures], ...]
    units_by: Scale
    answered: tuple[Answered, ...]
    ledger: tuple[LedgerFigures, ...]
    most: str
    """One sentence of what stands out."""


def statistics(library: Library) -> Statistics:
    """The figures of `library`."""
    years, year = tally.years(library), tally.year_of(library)
    given = Counter(year[material.campaign] for material in library.materials)
    counts = _by_theme(library, lambda campaign, _: year[campaign])
    themes = tuple(
        ThemeFigures(
            theme=theme,
            counts=tuple(counts[id][y] for y in years),
            rates=tuple(tally.half_up(counts[id][y], given[y]) if given[y] else None for y in years),
        )
        for id, theme in [*((theme.id, theme) for theme in library.vocabulary.themes), ("", None)]
        if counts[id]
    )
    rows, campaigns_by = campaign_rows(library, tally.campaigns(library))
    columns = tuple(one.theme for one in themes)
    units = tuple(_units(library, columns))
    items = tally.item_counts(library)
    return Statistics(
        years=years,
        materials=tuple(given[y] for y in years),
        units_in_all=sum(bool(held) for held in library.by_unit.values()),
        items=(items[Problem], items[Cause], items[Measure]),
        themes=themes,
        campaigns=rows,
        campaigns_by=campaigns_by,
        columns=columns,
        units=parts(grouped(units, lambda row: row.unit.group), ROWS, lambda row: row.unit.name),
        units_by=scale(n for row in units for n in row.counts),
        answered=tuple(_answered(library, year)),
        ledger=tuple(_ledger(library)),
        most=most_said(themes, years, [given[y] for y in years]),
    )  # fmt: skip


def _by_theme(library: Library, by: Callable[[str, str], tally.Key]) -> Mapping[str, Counter[tally.Key]]:
    """How many problems each theme has, by what is said of their campaign and unit; under no name those of no theme."""
    found = {one.id: tally.counted_by(library, in_theme(one.id, Problem), by) for one in library.vocabulary.themes}
    none = Counter[tally.Key]()
    for material in library.materials:
        none[by(material.campaign, material.unit)] += material.counts[0]
    for counts in found.values():
        none.subtract(counts)
    return found | {"": +none}


def measured_by(figures: Statistics, measure: Measured) -> tuple[Scale, int]:
    """The shades of the themes' drawings, and the highest number of all."""
    highest = max((value or 0 for one in figures.themes for value in one.measured(measure)), default=0)
    return even_scale(highest), highest


def _units(library: Library, columns: Sequence[Theme | None]) -> Iterator[UnitFigures]:
    found = _by_theme(library, lambda _, unit: unit)
    for unit in library.vocabulary.units:
        if materials := library.by_unit.get(unit.id, ()):
            yield UnitFigures(
                unit=unit,
                materials=len(materials),
                counts=tuple(found[theme.id if theme else ""][unit.id] for theme in columns),
                total=sum(material.counts[0] for material in materials),
            )


def _answered(library: Library, year: Mapping[str, int]) -> Iterator[Answered]:
    """Ascending; years without problems are left out."""
    for of_year, materials in groupby(library.materials, lambda material: year[material.campaign]):
        neither, measures, causes, both = map(sum, zip(*(library.answered[m.id] for m in materials), strict=True))
        if any(counts := (both, measures, causes, neither)):
            yield Answered(year=of_year, counts=counts)


def _ledger(library: Library) -> Iterator[LedgerFigures]:
    """Newest first; campaigns without any measure in the ledger are left out."""
    states: dict[str, Counter[str]] = {}
    measures: Counter[str] = Counter()
    for material in library.materials:
        measures[material.campaign] += material.counts[2]
    for row in registered(library):
        if row.state:
            states.setdefault(row.measure.material.campaign, Counter())[row.state] += 1
    for campaign in tally.campaigns(library):
        if found := states.get(campaign.id):
            counts = tuple(found[state] for state in STATES)
            yield LedgerFigures(campaign=campaign, counts=counts, measures=measures[campaign.id])


def most_said(themes: Sequence[ThemeFigures], years: Sequence[int], given: Sequence[int]) -> str:
    """Computed facts, no judgement: the most of the last year, the largest rise and fall against the one before.

    Those that are alike are all named; what is compared are the shares themselves, not what is printed of them.
    """
    named = [one for one in themes if one.theme]
    with_any = [n for n, materials in enumerate(given) if materials]
    if not named or not with_any:
        return ""

    def share(one: ThemeFigures, n: int) -> Fraction:
        return Fraction(one.counts[n], given[n])

    last = with_any[-1]
    most = _foremost(named, lambda one: share(one, last))
    said = f"{years[last]} 年每百份材料里最多的是{_several([one.name for one in most])}，{most[0].rates[last]} 个"
    if len(with_any) > 1:
        before = with_any[-2]
        for word, sign in ((f"比 {years[before]} 年增加最多的是", 1), ("减少最多的是", -1)):
            change = {one: sign * (share(one, last) - share(one, before)) for one in named}
            found = _foremost(named, change.__getitem__)
            if change[found[0]] > 0:
                told = [f"{one.name}（由 {one.rates[before]} 到 {one.rates[last]}）" for one in found]
                said += f"；{word}{_several(told)}"
    return f"{said}。"


def _foremost(those: Sequence[ThemeFigures], by: Callable[[ThemeFigures], Fraction]) -> list[ThemeFigures]:
    """All with the highest value."""
    highest = max(map(by, those))
    return [one for one in those if by(one) == highest]


def _several(names: Sequence[str]) -> str:
    """甲、乙; of more than three the first, and how many they are."""
    return "、".join(names[:NAMED]) + (f" 等 {len(names)} 个主题" if len(names) > NAMED else "")
