"""What is to be looked at in a library: every remark, by rule and by unit."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from review.model import Library, Material, Remark, Unit
from review.read.structure.pieces import pieces_of
from review.show import addresses
from review.show.views.listing import ListPart, grouped, parts

UNITS = "units"
BESIDE = "其他文件"


@dataclass(frozen=True, kw_only=True, slots=True)
class RemarkRow:
    """A remark with the place that it speaks of."""

    remark: Remark
    material: Material | None
    """None for a remark on another file."""
    unit: Unit | None
    target: str
    """Its place on the site; empty where the file has none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RemarkList:
    """The remarks of a rule or of a unit."""

    slug: str
    name: str
    rule: str
    """Empty for a unit's."""
    count: int
    parts: tuple[ListPart[RemarkRow], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Quality:
    """All remarks."""

    count: int
    materials: int
    rules: tuple[RemarkList, ...]
    """The most first."""
    units: tuple[RemarkList, ...]
    """In the roster's order, then other files."""


def quality(library: Library) -> Quality:
    """Every remark of `library`, listed twice: by its rule, and by its unit."""
    materials = {material.path: material for material in library.materials}
    units = {unit.id: unit for unit in library.vocabulary.units}
    places: dict[str, list[tuple[int, str]]] = {}
    rows = []
    for remark in library.remarks:
        material = materials.get(remark.at.path)
        if material and material.id not in places:
            places[material.id] = _places(material)
        rows.append(
            RemarkRow(
                remark=remark,
                material=material,
                unit=units[material.unit] if material else None,
                target=_target(material, places[material.id], remark.at.line) if material else "",
            )
        )
    by_rule = Counter(row.remark.rule for row in rows)
    return Quality(
        count=len(rows),
        materials=len({row.material.id for row in rows if row.material}),
        rules=tuple(
            _list(code, [row for row in rows if row.remark.rule == code], _unit_name, rule=code)
            for code, _ in by_rule.most_common()
        ),
        units=tuple(
            _list(f"{UNITS}/{unit.id}" if unit else UNITS, held, lambda row: row.remark.title, name=_name(unit))
            for unit in (*library.vocabulary.units, None)
            if (held := [row for row in rows if row.unit is unit])
        ),
    )


def _list(
    slug: str, rows: list[RemarkRow], label: Callable[[RemarkRow], str], *, rule: str = "", name: str = ""
) -> RemarkList:
    ordered = sorted(rows, key=label) if not rule else rows
    return RemarkList(
        slug=slug, name=name or rows[0].remark.title, rule=rule, count=len(rows), parts=parts(grouped(ordered, label))
    )


def _name(unit: Unit | None) -> str:
    return unit.name if unit else BESIDE


def _unit_name(row: RemarkRow) -> str:
    return _name(row.unit)


def _places(material: Material) -> list[tuple[int, str]]:
    """The line that each part begins at, ascending, and its anchor."""
    return sorted((piece.line, piece.id) for piece in pieces_of(material.document) if piece.id and piece.line)


def _target(material: Material, places: Iterable[tuple[int, str]], line: int) -> str:
    """The part that a line is in; the page where it is above them all."""
    known = list(places)
    at = bisect_right(known, (line, "\U0010ffff"))
    page = addresses.material(material)
    return f"{page}#{known[at - 1][1]}" if at else page
