"""Counts over a whole library that several overview pages print. Each is one pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from review.model import (
    Campaign,
    Cause,
    Entry,
    Library,
    Material,
    Measure,
    OwnHeading,
    Problem,
    ProblemType,
    Unit,
    in_heading,
)
from review.relate.office import speaker

Key = TypeVar("Key")
DRAFTS_ONLY = "只有草稿"


@dataclass(frozen=True, kw_only=True, slots=True)
class Relapse:
    """A post, or 班子, that named a problem type in more than one year."""

    post: str
    """As it is called in its latest material."""
    several: bool
    """Whether some campaign has materials of several holders: nobody knows which of them came back to it."""
    years: tuple[int, ...]
    """Ascending, at least two."""
    back: tuple[tuple[int, int], ...]
    """The years in which it named the type again, each with the last year before in which it had; ascending."""
    campaigns: frozenset[str]
    """In which it named it again."""

    @property
    def said(self) -> str:
        """副局长, or 副局长（不止一人）."""
        return f"{self.post}（不止一人）" if self.several else self.post


@dataclass(frozen=True, kw_only=True, slots=True)
class Recurrence:
    """A problem type (屡改屡犯) that came back in a unit: the same post named it in more than one year."""

    unit: Unit
    type: ProblemType
    posts: tuple[Relapse, ...]
    """Who fell back into it, by name."""
    latest: str
    """The key of its latest problem."""

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of one of the posts, ascending."""
        return tuple(sorted({year for one in self.posts for year in one.years}))

    @property
    def back(self) -> frozenset[tuple[int, int]]:
        """The years in which a post named it again, each with the last year before in which that post had."""
        return frozenset(pair for one in self.posts for pair in one.back)

    @property
    def campaigns(self) -> frozenset[str]:
        """The ids of those in which a post named it again."""
        return frozenset().union(*(one.campaigns for one in self.posts))


_Named = tuple[int, str, Material]
"""A problem: its year, its key, and whose it is."""


def campaigns(library: Library) -> tuple[Campaign, ...]:
    """The campaigns that have materials, newest first."""
    held = (c for c in reversed(library.vocabulary.campaigns) if library.by_campaign.get(c.id))
    return tuple(sorted(held, key=lambda campaign: -campaign.year))


def half_up(part: int, whole: int, times: int = 100) -> int:
    """`times` as many as `part` of `whole` in whole numbers, a half upwards, as people count; Python's goes to even."""
    return (2 * times * part + whole) // (2 * whole)


def years(library: Library) -> tuple[int, ...]:
    """Every year from the first to the last campaign that has materials."""
    held = [campaign.year for campaign in campaigns(library)]
    return tuple(range(min(held), max(held) + 1)) if held else ()


def lack(library: Library, unit: Unit, of: Iterable[Campaign]) -> str:
    """Why a unit has no row in these campaigns: 未交材料, 只有草稿, or all that this audience may be told."""
    if library.audience != "staff":
        return "无可看的材料"
    return DRAFTS_ONLY if any((unit.id, campaign.id) in library.drafts for campaign in of) else "未交材料"


def materials_word(library: Library) -> str:
    """What is not there is called: staff see all, whoever sees less is told that there may be more."""
    return "材料" if library.audience == "staff" else "可看的材料"


def year_of(library: Library) -> dict[str, int]:
    """Year by campaign id."""
    return {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}


def by_year(entries: Iterable[Entry], year: dict[str, int]) -> Counter[int]:
    """How many of `entries` each year has."""
    return Counter(year[entry.material.campaign] for entry in entries)


def counted_by(library: Library, name: str, by: Callable[[str, str], Key]) -> Counter[Key]:
    """How many entries a list has, by what is said of their campaign and unit; no entry is made out for it."""
    found = Counter[Key]()
    for (campaign, unit), count in library.counts.get(name, {}).items():
        found[by(campaign, unit)] += count
    return found


def years_of(library: Library, name: str) -> Counter[int]:
    """How many entries of a list each year has."""
    year = year_of(library)
    return counted_by(library, name, lambda campaign, _: year[campaign])


def item_counts(library: Library) -> Counter[type]:
    """How many problems, causes and measures there are."""
    sums = zip(*(material.counts for material in library.materials), strict=True)
    return Counter(dict(zip((Problem, Cause, Measure), map(sum, sums), strict=False)))


def problems(library: Library) -> Counter[str]:
    """Problems by campaign id, whether or not they stand under a prescribed heading."""
    found: Counter[str] = Counter()
    for material in library.materials:
        found[material.campaign] += material.counts[0]
    return found


def recurrences(library: Library) -> tuple[Recurrence, ...]:
    """Every unit and type that recurs: the most years first, then the latest, then the roster's order.

    It takes no more than the problems whose types are sure: no entry is made out for it.
    """
    year = year_of(library)
    held = Counter((speaker(material), material.campaign) for material in library.materials)
    shared = {who for (who, _), count in held.items() if count > 1}
    named: dict[tuple[str, str], dict[tuple[str, ...], list[_Named]]] = defaultdict(lambda: defaultdict(list))
    for material in library.materials:
        if material.campaign in year:
            who, when = speaker(material), year[material.campaign]
            for id, type, _ in library.sure[material.id]:
                named[material.unit, type][who].append((when, f"{material.id}#{id}", material))
    units = {unit.id: (number, unit) for number, unit in enumerate(library.vocabulary.units)}
    types = {type.id: type for theme in library.vocabulary.themes for type in theme.types}
    found = []
    for (unit, id), posts in named.items():
        if again := [sorted(those, key=_when) for those in posts.values() if len({when for when, *_ in those}) > 1]:
            latest = max((those[-1] for those in again), key=_when)[1]
            made = [_relapse(those, speaker(those[-1][2]) in shared) for those in again]
            relapses = sorted(made, key=lambda one: (one.post, one.years))
            number, of = units[unit]
            found.append((number, Recurrence(unit=of, type=types[id], posts=tuple(relapses), latest=latest)))
    found.sort(key=lambda pair: (-len(pair[1].years), -pair[1].years[-1], pair[0], pair[1].type.id))
    return tuple(recurrence for _, recurrence in found)


def _when(one: _Named) -> tuple[int, str]:
    return one[:2]


def _relapse(named: Sequence[_Named], several: bool) -> Relapse:
    """What one post named again, the latest last."""
    years, material = sorted({when for when, *_ in named}), named[-1][2]
    return Relapse(
        post=material.author or material.kind,
        several=several,
        years=tuple(years),
        back=tuple((after, before) for before, after in pairwise(years)),
        campaigns=frozenset(one.campaign for when, _, one in named if when > years[0]),
    )


def serves(unit: Unit, year: int) -> bool:
    """Whether the roster has the unit in that year."""
    return (unit.since is None or unit.since <= year) and (unit.until is None or year <= unit.until)


def headings_of(library: Library, campaign: Campaign) -> dict[tuple[str, str], list[OwnHeading]]:
    """The headings of a campaign's materials by unit id and canonical heading id."""
    found: dict[tuple[str, str], list[OwnHeading]] = defaultdict(list)
    for id in (heading.id for heading in campaign.headings):
        for given in library.listed.get(in_heading(id), ()):
            found[given.material.unit, id] += given.under
    return found


def problems_of(library: Library, materials: Iterable[Material]) -> tuple[Entry, ...]:
    """The materials' problems as entries of the library."""
    return tuple(entry for m in materials for entry in library.by_material[m.id] if entry.sort is Problem)
