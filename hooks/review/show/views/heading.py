"""A prescribed heading: every problem under it, by unit in the roster's order, and where each unit stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from review.model import Campaign, Entry, HeadingSum, Material, Unit
from review.show import addresses
from review.show.views.brief import LIMIT, Brief
from review.show.views.figures import Bar, ListPart, bars, grouped, parts
from review.show.views.names import NO_TYPE
from review.show.views.notes import Index

BARS = 6
"""Rows of the types' bars; the last one sums up the others."""


UNMARKED = "本方面为整段文字，未分条。"
LACKING = "的材料没有这一方面。"
DRAFTS = "只有草稿，尚在校订，不计入上面的数。"


class RosterRow(NamedTuple):
    """An entry, or a material that has none; `heading` is the id of the heading in it."""

    material: Material
    heading: str
    entry: Entry | None


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingEntry:
    """An entry, or a material that has none: its words say why."""

    unit: Unit
    material: Material
    target: str
    """The heading in the material."""
    brief: Brief | None
    said: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Without:
    """A unit that has nothing under a heading, though its campaign has something of it."""

    unit: Unit
    mark: str
    """In the contents, where others have a number."""
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingFacts:
    """What a heading's page says at its head."""

    units: int
    materials: int
    problems: int
    unmarked: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingView:
    """All that a heading's pages show."""

    facts: HeadingFacts
    bars: tuple[Bar, ...]
    parts: tuple[ListPart[RosterRow], ...]
    """Rows in the roster's groups, on one page or several; `heading_entry` gives what is shown of each."""


def places(index: Index, campaign: Campaign) -> dict[tuple[str, str], str]:
    """By heading id and unit id: the place of the unit on the heading's page, in whichever part it stands."""
    return {
        (heading.id, row.material.unit): f"{addresses.heading(heading.id, part.slug)}#{row.material.unit}"
        for heading in campaign.headings
        for part in reversed(_parts(index, _places(index, heading.id)))
        for group in part.groups
        for row in group.rows
    }


def heading_view(index: Index, id: str) -> HeadingView:
    """What the pages of a prescribed heading show, by its id."""
    rows = _rows(index, id)
    entries = index.library.by_heading.get(id, ())
    return HeadingView(
        facts=HeadingFacts(
            units=len({row.material.unit for row in rows}),
            materials=len({row.material.id for row in rows}),
            problems=len(entries),
            unmarked=sum(row.entry is None for row in rows),
        ),
        bars=_bars(entries),
        parts=_parts(index, rows),
    )


def without(index: Index, campaign: Campaign, id: str) -> Mapping[str, tuple[Without, ...]]:
    """By group, units whose materials all lack a heading, and for staff those that have drafts alone."""
    library, held = index.library, {material.unit for material, _ in index.held.get(id, ())}
    given = {material.unit for material in library.by_campaign.get(campaign.id, ())}
    found: dict[str, list[Without]] = defaultdict(list)
    for unit in library.vocabulary.units:
        if unit.id in given - held:
            found[unit.group].append(Without(unit=unit, mark="缺", said=f"{campaign.year} 年{LACKING}"))
        elif unit.id not in given and (unit.id, campaign.id) in library.drafts:
            found[unit.group].append(Without(unit=unit, mark="草稿", said=DRAFTS))
    return {group: tuple(units) for group, units in found.items()}


def _rows(index: Index, id: str) -> tuple[RosterRow, ...]:
    """The rows of a heading's page in the roster's order."""
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in index.library.by_heading.get(id, ()):
        found[entry.material.id, entry.heading_id].append(entry)
    return tuple(
        RosterRow(material, heading.id, entry)
        for material, heading in _held(index, id)
        for entry in found.get((material.id, heading.id), (None,))
    )


def _places(index: Index, id: str) -> tuple[RosterRow, ...]:
    """The same without the entries, none of which is made out for that."""
    return tuple(
        RosterRow(material, heading.id, None)
        for material, heading in _held(index, id)
        for _ in range(max(1, heading.problems))
    )


def _held(index: Index, id: str) -> list[tuple[Material, HeadingSum]]:
    order = {unit.id: n for n, unit in enumerate(index.library.vocabulary.units)}
    return sorted(index.held.get(id, ()), key=lambda pair: order[pair[0].unit])


def heading_entry(index: Index, row: RosterRow) -> HeadingEntry:
    """What is shown of a row."""
    return HeadingEntry(
        unit=index.units[row.material.unit],
        material=row.material,
        target=f"{addresses.material(row.material)}#{row.heading}",
        brief=Brief(index, row.entry) if row.entry else None,
        said="" if row.entry else UNMARKED,
    )


def _parts(index: Index, rows: Sequence[RosterRow]) -> tuple[ListPart[RosterRow], ...]:
    units = index.units
    groups = grouped(rows, lambda row: units[row.material.unit].group)
    return parts(groups, LIMIT, lambda row: units[row.material.unit].name, lambda row: row.material.id,
                 lambda row: row.material.unit)  # fmt: skip


def _bars(entries: tuple[Entry, ...]) -> tuple[Bar, ...]:
    """The types under this heading, the unclassified, and the sum of the rarer ones; a bar's target is a type's id."""
    names = {e.type.id: e.type.name for e in entries if e.type}
    counts = Counter(e.type.id if e.type else addresses.UNCLASSIFIED for e in entries).most_common()
    shown, rest = (counts[: BARS - 1], counts[BARS - 1 :]) if len(counts) > BARS else (counts, [])
    named = bars([(names.get(id, NO_TYPE), id, count) for id, count in shown])
    others, types = sum(count for _, count in rest), tuple(id for id, _ in rest)
    sum_up = Bar(label=f"其余 {len(rest)} 类", target="", count=others, width=0, lack=False, types=types)
    return (*named, *[sum_up] * bool(rest))
