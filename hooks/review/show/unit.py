"""A unit's page: years × themes, what recurs, and its materials by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.model import Campaign, Entry, Library, Material, Theme, Unit
from review.show import tally
from review.show.campaign import problems_of, serves
from review.show.figures import UNITS_BY_HEADINGS, Part, grouped, parts
from review.show.rows import RecurrenceRow, recurrence_rows
from review.show.tally import Recurrence


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A year's problems of one theme."""

    count: int
    step: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """A year of the matrix; no cells if the unit gave no material."""

    year: int
    materials: tuple[Material, ...]
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A theme and its total; None holds the problems that are not classified."""

    theme: Theme | None
    total: int


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
    span: tuple[int, ...]
    """The library's years, for the strips."""
    columns: tuple[Column, ...]
    years: tuple[Year, ...]
    """Newest first; none without materials."""
    recurrences: tuple[RecurrenceRow, ...]
    parts: tuple[Part[MaterialRow], ...]
    """Its materials by year, newest first, on one page or several."""


def unit_view(library: Library, unit: Unit, recurrences: Iterable[Recurrence]) -> UnitView:
    """What the pages of `unit` show; `recurrences` are the library's, in their order."""
    materials = library.by_unit.get(unit.id, ())
    entries = problems_of(library, materials)
    used = {entry.theme.id if entry.theme else "" for entry in entries}
    themes: list[Theme | None] = [theme for theme in library.vocabulary.themes if theme.id in used]
    themes += [None] if "" in used else []
    span = tally.years(library)
    years = _years(library, unit, materials, entries, themes) if materials else ()
    return UnitView(
        unit=unit,
        materials=len(materials),
        problems=len(entries),
        causes=sum(len(m.document.causes) for m in materials),
        measures=sum(len(m.document.measures) for m in materials),
        span=span,
        columns=tuple(
            Column(theme=theme, total=sum(year.cells[n].count for year in years if year.cells))
            for n, theme in enumerate(themes)
        ),
        years=years,
        recurrences=recurrence_rows([r for r in recurrences if r.unit.id == unit.id], span),
        parts=parts(grouped(_materials(library, materials), lambda row: f"{row.campaign.year} 年")),
    )


def _years(
    library: Library,
    unit: Unit,
    materials: Sequence[Material],
    entries: Sequence[Entry],
    themes: Sequence[Theme | None],
) -> tuple[Year, ...]:
    """A row for each year in which a campaign has materials and the roster has the unit."""
    year = tally.year_of(library)
    counts = Counter((year[e.material.campaign], e.theme.id if e.theme else "") for e in entries)
    rows = []
    for held in sorted({campaign.year for campaign in tally.campaigns(library)}, reverse=True):
        given = tuple(m for m in materials if year[m.campaign] == held)
        cells = [counts[held, theme.id if theme else ""] for theme in themes] if given else []
        if given or serves(unit, held):
            rows.append(
                Year(
                    year=held,
                    materials=given,
                    cells=tuple(Cell(count=count, step=UNITS_BY_HEADINGS.step(count)) for count in cells),
                    total=sum(cells),
                )
            )
    return tuple(rows)


def _materials(library: Library, materials: Sequence[Material]) -> tuple[MaterialRow, ...]:
    campaigns = {campaign.id: campaign for campaign in library.vocabulary.campaigns}
    rows = (
        MaterialRow(material=m, campaign=campaigns[m.campaign], problems=len(m.document.problems)) for m in materials
    )
    return tuple(sorted(rows, key=lambda row: -row.campaign.year))
