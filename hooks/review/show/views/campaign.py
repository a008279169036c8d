"""A campaign: the matrix of units × headings, its most frequent types, what came back in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from review.model import Campaign, CanonicalHeading, Library, Material, OwnHeading, Unit, in_heading
from review.show import addresses
from review.show.views import tally
from review.show.views.figures import Bar, Scale, bars, scale
from review.show.views.listing import Group, ListPart, grouped, parts
from review.show.views.notes import Index
from review.show.views.tally import Recurrence

FREQUENT = 6
RECURRENCES = 5

Nothing = Literal["", "prose", "missing"]


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingCell:
    """What a unit's materials have under one heading, or under none that the campaign prescribes."""

    count: int
    step: int
    nothing: Nothing
    """Why the count is 0: prose that is not itemised, or no such heading; empty for a heading without text."""
    target: str
    """The unit's place on the heading's page; where that has none, what leads to the unit's material."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """A unit with a cell for each column; no cells if it gave no material."""

    unit: Unit
    materials: tuple[Material, ...]
    cells: tuple[HeadingCell, ...]
    total: int
    target: str
    """Its material; its page if there are several."""
    lack: str
    """What is said where there are no cells."""
    restricted: bool
    """Whether staff alone see its materials."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingColumn:
    """A column and its total."""

    heading: CanonicalHeading | None
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CampaignView:
    """All that a campaign's pages show."""

    campaign: Campaign
    units: int
    materials: int
    problems: int
    average: bool
    """Whether cells are shaded by what a material has on average."""
    lacks: tuple[tuple[str, tuple[Unit, ...]], ...]
    """Which units of that year's roster have no row, by what is said of them."""
    columns: tuple[HeadingColumn, ...]
    by: Scale
    parts: tuple[ListPart[MatrixRow], ...]
    """Rows in the roster's groups, on one page or several."""
    frequent: tuple[Bar, ...]
    recurrences: tuple[Recurrence, ...]
    """Those with an occurrence in this campaign."""


def campaign_view(
    index: Index, campaign: Campaign, places: Mapping[tuple[str, str], str], *, average: bool = False
) -> CampaignView:
    """What the pages of `campaign` show; `places` are those of its headings. `average`: as problems a material."""
    library = index.library
    materials = library.by_campaign.get(campaign.id, ())
    by_unit: dict[str, list[Material]] = defaultdict(list)
    for material in materials:
        by_unit[material.unit].append(material)
    headings = tally.headings_of(library, campaign)
    free = _free(library, campaign, materials)
    columns: list[CanonicalHeading | None] = [*campaign.headings, *([None] if free else [])]
    counts = [(unit, _problems(found)) for (unit, _), found in headings.items()] + [*free.items()]
    by = _scale(counts, by_unit if average else {})
    rows = [
        _row(unit, by_unit.get(unit.id, []), columns, headings, free, places, by, tally.lack(library, unit, [campaign]))
        for unit in library.vocabulary.units
        if unit.id in by_unit or tally.serves(unit, campaign.year)
    ]
    return CampaignView(
        campaign=campaign,
        units=len(by_unit),
        materials=len(materials),
        problems=sum(material.counts[0] for material in materials),
        average=average,
        lacks=_lacks(rows),
        columns=tuple(HeadingColumn(heading=h, total=_total(rows, number)) for number, h in enumerate(columns)),
        by=by,
        parts=parts(grouped(rows, lambda row: row.unit.group) if materials else (), name=lambda row: row.unit.name),
        frequent=_frequent(index, campaign),
        recurrences=recurring(index, campaign),
    )


def _lacks(rows: Iterable[MatrixRow]) -> tuple[tuple[str, tuple[Unit, ...]], ...]:
    said: dict[str, list[Unit]] = defaultdict(list)
    for row in rows:
        if not row.materials:
            said[row.lack].append(row.unit)
    return tuple((lack, tuple(units)) for lack, units in said.items())


def _scale(counts: Iterable[tuple[str, int]], by_unit: Mapping[str, Sequence[Material]]) -> Scale:
    """The scale of counts by unit; given the units' materials, of tenths of a problem a material."""
    if not by_unit:
        return scale(count for _, count in counts)
    return replace(scale(tenths(count, len(by_unit[unit])) for unit, count in counts), per=10)


def tenths(count: int, materials: int) -> int:
    """What a material has of `count` on average, in tenths."""
    return tally.half_up(count, materials, 10)


def _row(
    unit: Unit,
    materials: list[Material],
    columns: Iterable[CanonicalHeading | None],
    headings: dict[tuple[str, str], list[OwnHeading]],
    free: Counter[str],
    places: Mapping[tuple[str, str], str],
    by: Scale,
    lack: str,
) -> MatrixRow:
    own = addresses.material(materials[0]) if len(materials) == 1 else addresses.unit(unit.id)
    of = len(materials) if by.per > 1 else 0
    cells = [
        _cell(by, of, headings.get((unit.id, column.id), []), places.get((column.id, unit.id), own))
        if column
        else _number(by, of, free[unit.id], own)
        for column in columns
    ]
    return MatrixRow(
        unit=unit,
        materials=tuple(materials),
        cells=tuple(cells) if materials else (),
        total=sum(cell.count for cell in cells),
        target=own,
        lack=lack,
        restricted=bool(materials) and all(m.visibility == "restricted" for m in materials),
    )


def _cell(by: Scale, of: int, headings: list[OwnHeading], target: str) -> HeadingCell:
    if not headings:
        return _number(by, of, 0, target, "missing")
    prose = any(filled for _, filled, _ in headings)
    return _number(by, of, _problems(headings), target, "prose" if prose else "")


def _problems(headings: Iterable[OwnHeading]) -> int:
    return sum(len(numbers) for _, _, numbers in headings)


def _number(by: Scale, of: int, count: int, target: str, nothing: Nothing = "") -> HeadingCell:
    """A cell on its step; `of` is the number of materials where the scale is one of averages."""
    step = by.step(tenths(count, of) if of else count)
    return HeadingCell(count=count, step=step, nothing="" if count else nothing, target=target)


def averages(group: Group[MatrixRow]) -> list[str]:
    """What the units of a group have on average a material: a number a column and one in all; none without any."""
    given = [row for row in group.rows if row.materials]
    materials = sum(len(row.materials) for row in given)
    counts = zip(*((*(cell.count for cell in row.cells), row.total) for row in given), strict=True)
    return [f"{sum(column) / materials:.1f}" for column in counts]


def _total(rows: Iterable[MatrixRow], column: int) -> int:
    return sum(row.cells[column].count for row in rows if row.cells)


def _free(library: Library, campaign: Campaign, materials: Iterable[Material]) -> Counter[str]:
    """By unit id: problems under no heading that the campaign prescribes."""
    found = Counter[str]()
    for material in materials:
        found[material.unit] += material.counts[0]
    for heading in campaign.headings:
        found.subtract(tally.counted_by(library, in_heading(heading.id), lambda _, unit: unit))
    return +found


def _frequent(index: Index, campaign: Campaign, most: int = FREQUENT) -> tuple[Bar, ...]:
    """The campaign's most frequent types; a bar's target is the type's id."""
    found = index.frequent.get(campaign.id, Counter()).most_common(most)
    return bars([(type.name, type.id, count) for type, count in found])


def recurring(index: Index, campaign: Campaign) -> tuple[Recurrence, ...]:
    """The first of the recurrences with an occurrence in `campaign`."""
    return tuple(islice((one for one in index.recurrences if campaign.id in one.campaigns), RECURRENCES))
