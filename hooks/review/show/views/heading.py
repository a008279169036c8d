"""A prescribed heading: every problem under it, by unit in the roster's order, and where each unit stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from review.model import Campaign, CanonicalHeading, InList, Material, Unit, in_heading
from review.show import addresses
from review.show.views import tally
from review.show.views.brief import LIMIT, Brief
from review.show.views.figures import Bar, bars
from review.show.views.listing import ListPart, grouped, parts
from review.show.views.names import NO_TYPE
from review.show.views.notes import Index
from review.show.views.paired import alike

BARS = 6
"""Rows of the types' bars; the last one sums up the others."""


UNMARKED = "本方面为整段文字，未分条。"
LACKING = "的材料没有这一方面。"
DRAFTS = "只有草稿，尚在校订，不计入上面的数。"


class RosterRow(NamedTuple):
    """An entry, or a material that has none; nothing of the entry is made out for it."""

    given: InList
    heading: str
    """The id of the heading in the material."""
    number: int | None
    """Of the entry in the material."""

    @property
    def material(self) -> Material:
        return self.given.material


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
        for part in reversed(_parts(index, _rows(index, heading.id)))
        for group in part.groups
        for row in group.rows
    }


def heading_view(index: Index, id: str) -> HeadingView:
    """What the pages of a prescribed heading show, by its id."""
    rows = _rows(index, id)
    return HeadingView(
        facts=HeadingFacts(
            units=len({row.material.unit for row in rows}),
            materials=len({row.material.id for row in rows}),
            problems=index.library.count(in_heading(id)),
            unmarked=sum(row.number is None for row in rows),
        ),
        bars=_bars(index, rows),
        parts=_parts(index, rows),
    )


def without(index: Index, campaign: Campaign, id: str) -> Mapping[str, tuple[Without, ...]]:
    """By group, units whose materials all lack a heading, and for staff those that have drafts alone."""
    library = index.library
    held = {given.material.unit for given in library.listed.get(in_heading(id), ())}
    given = {material.unit for material in library.by_campaign.get(campaign.id, ())}
    found: dict[str, list[Without]] = defaultdict(list)
    for unit in library.vocabulary.units:
        if unit.id in given - held:
            found[unit.group].append(Without(unit=unit, mark="缺", said=f"{campaign.year} 年{LACKING}"))
        elif unit.id not in given and (unit.id, campaign.id) in library.drafts:
            found[unit.group].append(Without(unit=unit, mark="草稿", said=DRAFTS))
    return {group: tuple(units) for group, units in found.items()}


def kindred(index: Index, campaign: Campaign, heading: CanonicalHeading) -> tuple[tuple[int, CanonicalHeading], ...]:
    """By year, newest first, the heading of each other year's campaigns that is about the same.

    That is one with the same main theme, of several the one that is called or meant most alike: campaigns.yml says of
    each heading what it is about, as none of their wordings agree.
    """

    def likeness(other: CanonicalHeading) -> tuple[float, int]:
        return alike(heading.name, other.name), len({*heading.themes} & {*other.themes})

    found = []
    for one in tally.campaigns(index.library):
        like = [other for other in one.headings if heading.themes[:1] == other.themes[:1] != ()]
        if one.year != campaign.year and like:
            found.append((one.year, max(like, key=likeness)))
    return tuple(found)


def _rows(index: Index, id: str) -> tuple[RosterRow, ...]:
    """The rows of a heading's page in the roster's order."""
    order = {unit.id: n for n, unit in enumerate(index.library.vocabulary.units)}
    held = sorted(index.library.listed.get(in_heading(id), ()), key=lambda given: order[given.material.unit])
    return tuple(
        RosterRow(given, heading, number)
        for given in held
        for heading, _, numbers in given.under
        for number in numbers or (None,)
    )


def heading_entry(index: Index, row: RosterRow) -> HeadingEntry:
    """What is shown of a row."""
    entry = None if row.number is None else index.entries[row.material.id][row.number]
    return HeadingEntry(
        unit=index.units[row.material.unit],
        material=row.material,
        target=f"{addresses.material(row.material)}#{row.heading}",
        brief=Brief(index, entry) if entry else None,
        said="" if entry else UNMARKED,
    )


def _parts(index: Index, rows: Sequence[RosterRow]) -> tuple[ListPart[RosterRow], ...]:
    units = index.units
    groups = grouped(rows, lambda row: units[row.material.unit].group)
    return parts(groups, LIMIT, lambda row: units[row.material.unit].name, lambda row: row.material.id,
                 lambda row: row.material.unit)  # fmt: skip


def _bars(index: Index, rows: Sequence[RosterRow]) -> tuple[Bar, ...]:
    """The types under this heading, the unclassified, and the sum of the rarer ones; a bar's target is a type's id."""
    names = {type.id: type.name for theme in index.library.vocabulary.themes for type in theme.types}
    problems = index.library.problems
    of = [problems[row.material.id][row.number].type for row in rows if row.number is not None]
    counts = Counter(id or addresses.UNCLASSIFIED for id in of).most_common()
    shown, rest = (counts[: BARS - 1], counts[BARS - 1 :]) if len(counts) > BARS else (counts, [])
    named = bars([(names.get(id, NO_TYPE), id, count) for id, count in shown])
    others, types = sum(count for _, count in rest), tuple(id for id, _ in rest)
    sum_up = Bar(label=f"其余 {len(rest)} 类", target="", count=others, width=0, lack=False, types=types)
    return (*named, *[sum_up] * bool(rest))
