"""An empty ledger (空白台账) of a unit that has none: the measures of its newest year, to be filled in by pen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.model import Entry, Library, Material, Measure
from review.show.views import tally


@dataclass(frozen=True, kw_only=True, slots=True)
class BlankRow:
    """A measure, and the problem that it stands under: the first that it answers."""

    measure: Entry
    problem: Entry | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """The measures of a year's materials, each material's by problem."""

    year: int
    materials: tuple[tuple[Material, tuple[BlankRow, ...]], ...]

    @property
    def rows(self) -> tuple[BlankRow, ...]:
        """Those of all materials."""
        return tuple(row for _, rows in self.materials for row in rows)


def to_fill(library: Library, materials: Sequence[Material]) -> list[Material]:
    """Of a unit's materials those that an empty ledger is of; none where there is a ledger, or no measure."""
    years = tally.year_of(library)
    able = [material for material in materials if material.counts[2]]
    last = max((years[material.campaign] for material in able), default=0)
    kept = any(material.ledger for material in materials)
    return [] if kept else [material for material in able if years[material.campaign] == last]


def blank(library: Library, materials: Sequence[Material]) -> Blank | None:
    """The empty ledger of a unit, of all its materials; None where `to_fill` has none."""
    found = to_fill(library, materials)
    if not found:
        return None
    year = tally.year_of(library)[found[0].campaign]
    return Blank(year=year, materials=tuple((material, _rows(library, material)) for material in found))


def _rows(library: Library, material: Material) -> tuple[BlankRow, ...]:
    """By problem, in the order in which the problems are first answered."""
    by: dict[str, list[BlankRow]] = {}
    for entry in library.by_material[material.id]:
        if entry.sort is Measure:
            key = entry.problems[0].key if entry.problems else ""
            by.setdefault(key, []).append(BlankRow(measure=entry, problem=library.entries.get(key)))
    return tuple(row for rows in by.values() for row in rows)
