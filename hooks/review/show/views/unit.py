"""A unit: years × themes, what recurs, and its materials by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.model import Campaign, Entry, Library, Material, Theme, Unit
from review.show import addresses
from review.show.views import tally
from review.show.views.figures import UNITS_BY_HEADINGS, Part, grouped, parts
from review.show.views.ledger import Share, shares
from review.show.views.rows import RecurrenceRow, recurrence_rows
from review.show.views.state import state
from review.show.views.tally import Recurrence


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeCell:
    """A year's problems of one theme."""

    count: int
    step: int


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitYear:
    """A year of the matrix; no cells if the unit gave no material."""

    year: int
    cells: tuple[ThemeCell, ...]
    total: int
    target: str
    """Its material; the place of its materials in the list if there are several."""
    lack: str
    """What is said where there are no cells."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeColumn:
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
    columns: tuple[ThemeColumn, ...]
    years: tuple[UnitYear, ...]
    """Newest first; none without materials."""
    recurrences: tuple[RecurrenceRow, ...]
    ledger: tuple[Share, ...]
    """Its measures in the ledger."""
    parts: tuple[Part[MaterialRow], ...]
    """Its materials by year, newest first, on one page or several."""


def unit_view(library: Library, unit: Unit, recurrences: Iterable[Recurrence]) -> UnitView:
    """What the pages of `unit` show; `recurrences` are the library's, in their order."""
    materials = library.by_unit.get(unit.id, ())
    entries = tally.problems_of(library, materials)
    used = {entry.theme.id if entry.theme else "" for entry in entries}
    themes: list[Theme | None] = [theme for theme in library.vocabulary.themes if theme.id in used]
    themes += [None] if "" in used else []
    span = tally.years(library)
    given = _materials(library, materials)
    listed = parts(grouped(given, lambda row: f"{row.campaign.year} 年", lambda row: str(row.campaign.year)))
    years = _years(library, unit, entries, themes, listed) if materials else ()
    return UnitView(
        unit=unit,
        materials=len(materials),
        problems=len(entries),
        causes=sum(len(m.document.causes) for m in materials),
        measures=sum(len(m.document.measures) for m in materials),
        span=span,
        columns=tuple(
            ThemeColumn(theme=theme, total=sum(year.cells[n].count for year in years if year.cells))
            for n, theme in enumerate(themes)
        ),
        years=years,
        recurrences=recurrence_rows([r for r in recurrences if r.unit.id == unit.id], span),
        ledger=shares(
            state(entry, library)
            for material in materials
            for id, entry in material.ledger.items()
            if f"{material.id}#{id}" in library.entries
        ),
        parts=listed,
    )


def _years(
    library: Library,
    unit: Unit,
    entries: Sequence[Entry],
    themes: Sequence[Theme | None],
    listed: Sequence[Part[MaterialRow]],
) -> tuple[UnitYear, ...]:
    """A row for each year in which a campaign has materials and the roster has the unit, or it gave some."""
    year = tally.year_of(library)
    counts = Counter((year[e.material.campaign], e.theme.id if e.theme else "") for e in entries)
    targets = _targets(unit, listed)
    rows = []
    for held in sorted({campaign.year for campaign in tally.campaigns(library)}, reverse=True):
        cells = [counts[held, theme.id if theme else ""] for theme in themes] if held in targets else []
        if held in targets or tally.serves(unit, held):
            rows.append(
                UnitYear(
                    year=held,
                    cells=tuple(ThemeCell(count=count, step=UNITS_BY_HEADINGS.step(count)) for count in cells),
                    total=sum(cells),
                    target=targets.get(held, ""),
                    lack=tally.lack(library, unit, [c for c in library.vocabulary.campaigns if c.year == held]),
                )
            )
    return tuple(rows)


def _targets(unit: Unit, listed: Sequence[Part[MaterialRow]]) -> dict[int, str]:
    """By year, where its cells lead: to the material if it is one, else to the first of them in the list."""
    found: dict[int, str] = {}
    for part in listed:
        for group in part.groups:
            first = group.rows[0]
            place = f"{addresses.unit(unit.id, part.slug)}#y{first.campaign.year}"
            found.setdefault(first.campaign.year, addresses.material(first.material) if group.total == 1 else place)
    return found


def _materials(library: Library, materials: Sequence[Material]) -> tuple[MaterialRow, ...]:
    campaigns = {campaign.id: campaign for campaign in library.vocabulary.campaigns}
    rows = (
        MaterialRow(material=m, campaign=campaigns[m.campaign], problems=len(m.document.problems)) for m in materials
    )
    return tuple(sorted(rows, key=lambda row: -row.campaign.year))
