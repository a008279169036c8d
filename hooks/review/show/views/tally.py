"""Counts over a whole library that several overview pages print. Each is one pass."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.model import Campaign, Cause, Entry, HeadingSum, Library, Material, Measure, Problem, ProblemType, Unit
from review.relate.office import speaker


@dataclass(frozen=True, kw_only=True, slots=True)
class Relapse:
    """A post, or 班子, that named a problem type in more than one year."""

    post: str
    """As it is called in its latest material."""
    years: tuple[int, ...]
    """Ascending, at least two."""
    back: tuple[tuple[int, int], ...]
    """The years in which it named the type again, each with the last year before in which it had; ascending."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Recurrence:
    """A problem type (屡改屡犯) that came back in a unit: the same post named it in more than one year."""

    unit: Unit
    type: ProblemType
    posts: tuple[Relapse, ...]
    """Who fell back into it, by name."""
    latest: Entry

    @property
    def years(self) -> tuple[int, ...]:
        """Every year of one of the posts, ascending."""
        return tuple(sorted({year for one in self.posts for year in one.years}))

    @property
    def back(self) -> frozenset[tuple[int, int]]:
        """The years in which a post named it again, each with the last year before in which that post had."""
        return frozenset(pair for one in self.posts for pair in one.back)


def campaigns(library: Library) -> tuple[Campaign, ...]:
    """The campaigns that have materials, newest first."""
    held = (c for c in reversed(library.vocabulary.campaigns) if library.by_campaign.get(c.id))
    return tuple(sorted(held, key=lambda campaign: -campaign.year))


def years(library: Library) -> tuple[int, ...]:
    """Every year from the first to the last campaign that has materials."""
    held = [campaign.year for campaign in campaigns(library)]
    return tuple(range(min(held), max(held) + 1)) if held else ()


def lack(library: Library, unit: Unit, of: Iterable[Campaign]) -> str:
    """Why a unit has no row in these campaigns: 未交材料, 只有草稿, or all that this audience may be told."""
    if library.audience != "staff":
        return "无可看的材料"
    return "只有草稿" if any((unit.id, campaign.id) in library.drafts for campaign in of) else "未交材料"


def year_of(library: Library) -> dict[str, int]:
    """Year by campaign id."""
    return {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}


def by_year(entries: Iterable[Entry], year: dict[str, int]) -> Counter[int]:
    """How many of `entries` each year has."""
    return Counter(year[entry.material.campaign] for entry in entries)


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
    """Every unit and type that recurs: the most years first, then the latest, then the roster's order."""
    year = year_of(library)
    chains: dict[tuple[str, str], set[str]] = defaultdict(set)
    for id, entries in library.by_type.items():
        for entry in entries:
            # Entries come newest first, and a later one names all that an earlier one does.
            if entry.earlier and entry.key not in (chain := chains[entry.material.unit, id]):
                chain.update((entry.key, *entry.earlier))
    units = {unit.id: (number, unit) for number, unit in enumerate(library.vocabulary.units)}
    found = [
        (units[unit][0], _recurrence(units[unit][1], [library.entries[key] for key in chain], year))
        for (unit, _), chain in chains.items()
    ]
    found.sort(key=lambda pair: (-len(pair[1].years), -pair[1].years[-1], pair[0], pair[1].type.id))
    return tuple(recurrence for _, recurrence in found)


def _recurrence(unit: Unit, entries: Iterable[Entry], year: dict[str, int]) -> Recurrence:
    dated = sorted(((year[e.material.campaign], e) for e in entries), key=lambda one: (one[0], one[1].key))
    held: dict[tuple[str, ...], list[tuple[int, Entry]]] = defaultdict(list)
    for one in dated:
        held[speaker(one[1].material)].append(one)
    _, latest = dated[-1]
    assert latest.type is not None
    posts = sorted(map(_relapse, held.values()), key=lambda one: (one.post, one.years))
    return Recurrence(unit=unit, type=latest.type, posts=tuple(posts), latest=latest)


def _relapse(dated: Sequence[tuple[int, Entry]]) -> Relapse:
    """What one post named again; its entries with their years, the latest last."""
    years = {entry.key: year for year, entry in dated}
    back = {(year, max(years[key] for key in entry.earlier)) for year, entry in dated if entry.earlier}
    material = dated[-1][1].material
    return Relapse(
        post=material.author or material.kind, years=tuple(sorted({*years.values()})), back=tuple(sorted(back))
    )


def serves(unit: Unit, year: int) -> bool:
    """Whether the roster has the unit in that year."""
    return (unit.since is None or unit.since <= year) and (unit.until is None or year <= unit.until)


def headings_of(library: Library, materials: Iterable[Material]) -> dict[tuple[str, str], list[HeadingSum]]:
    """The materials' headings by unit id and canonical heading id."""
    found: dict[tuple[str, str], list[HeadingSum]] = defaultdict(list)
    for material in materials:
        for heading in material.headings:
            canonical = library.canonical.get(f"{material.id}#{heading.id}")
            if canonical:
                found[material.unit, canonical.id].append(heading)
    return found


def problems_of(library: Library, materials: Iterable[Material]) -> tuple[Entry, ...]:
    """The materials' problems as entries of the library."""
    return tuple(entry for m in materials for entry in library.by_material[m.id] if entry.sort is Problem)
