"""An empty ledger (空白台账): the measures of a unit's newest year in no ledger yet, to be filled in by pen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.model import Entry, Library, Material, Measure, Problem
from review.show.views import tally


@dataclass(frozen=True, kw_only=True, slots=True)
class BlankRow:
    """A measure, under the first problem that it answers."""

    number: int
    """On the whole sheet, from 1."""
    measure: Entry
    inferred: bool
    """Whether nothing but a likeness says that it answers the problem."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BlankCase:
    """A problem with its measures, or without any; measures that name no problem stand under None."""

    problem: Entry | None
    rows: tuple[BlankRow, ...]
    also: tuple[tuple[int, bool], ...]
    """Measures that answer it, but stand under an earlier problem: their numbers, and whether that is inferred."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Blank:
    """The problems and measures of a year's materials."""

    year: int
    rest: bool
    """Whether the unit has a ledger, and this is what it lacks."""
    materials: tuple[tuple[Material, tuple[BlankCase, ...]], ...]

    @property
    def cases(self) -> tuple[BlankCase, ...]:
        """Those of all materials."""
        return tuple(case for _, cases in self.materials for case in cases)

    @property
    def measures(self) -> int:
        """How many there are to be filled in."""
        return sum(len(case.rows) for case in self.cases)

    @property
    def bare(self) -> int:
        """Problems without any measure."""
        return sum(not case.rows and not case.also for case in self.cases)

    @property
    def inferred(self) -> bool:
        """Whether any link is."""
        return any(row.inferred for case in self.cases for row in case.rows) or any(
            inferred for case in self.cases for _, inferred in case.also
        )


def has_ledger(materials: Sequence[Material]) -> bool:
    """Whether any measure of a unit is in the ledger."""
    return any(material.ledger for material in materials)


def unregistered(material: Material) -> int:
    """How many measures of a material are not in the ledger."""
    return material.counts[2] - len(material.ledger)


def to_fill(library: Library, materials: Sequence[Material]) -> list[Material]:
    """Of a unit's materials those that its empty ledger is of: of its newest year with measures, all where it has no
    ledger, else those that lack some in it."""
    years = tally.year_of(library)
    last = max((years[material.campaign] for material in materials if material.counts[2]), default=0)
    newest = [material for material in materials if years[material.campaign] == last]
    return [material for material in newest if unregistered(material)] if has_ledger(materials) else newest


def blank(library: Library, materials: Sequence[Material]) -> Blank | None:
    """The empty ledger of a unit, of all its materials; None where `to_fill` has none."""
    found = to_fill(library, materials)
    if not found:
        return None
    made: list[tuple[Material, tuple[BlankCase, ...]]] = []
    first = 1
    for material in found:
        made.append((material, cases := _cases(library, material, first)))
        first += sum(len(case.rows) for case in cases)
    year = tally.year_of(library)[found[0].campaign]
    return Blank(year=year, rest=has_ledger(materials), materials=tuple(made))


def _cases(library: Library, material: Material, first: int) -> tuple[BlankCase, ...]:
    """All problems in the order of the document, of a material with a ledger those that have measures to be filled in;
    each of these once, numbered from `first`."""
    entries = library.by_material[material.id]
    problems = [entry.key for entry in entries if entry.sort is Problem]
    under: dict[str, list[Entry]] = {key: [] for key in (*problems, "")}
    for entry in entries:
        if entry.sort is Measure and entry.item_id not in material.ledger:
            under[entry.foremost.key if entry.foremost else ""].append(entry)
    numbers = {measure.key: n for n, measure in enumerate((one for of in under.values() for one in of), first)}
    told = (pair for pair in under.items() if pair[1] or (pair[0] and not material.ledger))
    return tuple(_case(library.entries.get(key), of, numbers) for key, of in told)


def _case(problem: Entry | None, measures: Sequence[Entry], numbers: Mapping[str, int]) -> BlankCase:
    rows = [
        BlankRow(number=numbers[one.key], measure=one, inferred=bool(one.foremost and one.foremost.inferred))
        for one in measures
    ]
    own = {one.key for one in measures}
    linked = problem.measures if problem else ()
    further = [reference for reference in linked if reference.key in numbers and reference.key not in own]
    return BlankCase(
        problem=problem,
        rows=tuple(rows),
        also=tuple((numbers[reference.key], reference.inferred) for reference in further),
    )
