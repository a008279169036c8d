"""A prescribed heading: every problem under it, by unit in the roster's order, and where each unit stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from review.model import Campaign, Entry, Material, Unit
from review.show import addresses
from review.show.views.brief import LIMIT, Brief
from review.show.views.figures import Bar, ListPart, bars, grouped, parts
from review.show.views.notes import Index

BARS = 6
"""Rows of the types' bars; the last one sums up the others."""


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
    parts: tuple[ListPart[HeadingEntry], ...]
    """Rows in the roster's groups, on one page or several."""


def places(index: Index, campaign: Campaign) -> dict[tuple[str, str], str]:
    """By heading id and unit id: the place of the unit on the heading's page, in whichever part it stands."""
    return {
        (heading.id, row.unit.id): f"{addresses.heading(heading.id, part.slug)}#{row.unit.id}"
        for heading in campaign.headings
        for part in reversed(_parts(_rows(index, heading.id, full=False)))
        for group in part.groups
        for row in group.rows
    }


def heading_view(index: Index, id: str) -> HeadingView:
    """What the pages of a prescribed heading show, by its id."""
    rows = _rows(index, id)
    entries = index.library.by_heading.get(id, ())
    return HeadingView(
        facts=HeadingFacts(
            units=len({row.unit.id for row in rows}),
            materials=len({row.material.id for row in rows}),
            problems=len(entries),
            unmarked=sum(row.brief is None for row in rows),
        ),
        bars=_bars(entries),
        parts=_parts(rows),
    )


def _rows(index: Index, id: str, *, full: bool = True) -> tuple[HeadingEntry, ...]:
    """The rows of a heading's page in the roster's order; not `full`: without the entries' own words."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in index.library.by_heading.get(id, ()):
        found[entry.material.id].append(entry)
    order = {unit.id: n for n, unit in enumerate(index.library.vocabulary.units)}
    rows: list[HeadingEntry] = []
    for material, heading in sorted(index.held.get(id, ()), key=lambda pair: order[pair[0].unit]):
        unit, target = index.units[material.unit], f"{addresses.material(material)}#{heading}"
        entries = [e for e in found[material.id] if e.heading_id == heading]
        rows += [
            HeadingEntry(unit=unit, material=material, target=target, brief=Brief(index, e) if full else None)
            for e in entries
        ]
        if not entries:
            said = "本方面为整段文字，未分条。"
            rows.append(HeadingEntry(unit=unit, material=material, target=target, brief=None, said=said))
    return tuple(rows)


def _parts(rows: tuple[HeadingEntry, ...]) -> tuple[ListPart[HeadingEntry], ...]:
    return parts(grouped(rows, lambda row: row.unit.group), LIMIT, lambda row: row.unit.name)


def _bars(entries: tuple[Entry, ...]) -> tuple[Bar, ...]:
    """The types under this heading, the unclassified, and the sum of the rarer ones."""
    names = {e.type.id: e.type.name for e in entries if e.type}
    counts = Counter(e.type.id if e.type else "" for e in entries).most_common()
    shown, rest = (counts[: BARS - 1], counts[BARS - 1 :]) if len(counts) > BARS else (counts, [])
    named = bars([(names.get(id, "未归类"), addresses.problem(id), count) for id, count in shown])
    others = sum(count for _, count in rest)
    return (*named, *[Bar(label=f"其余 {len(rest)} 类", target="", count=others, width=0, lack=False)] * bool(rest))
