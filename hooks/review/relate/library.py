"""All materials of one audience to a Library: the only place where ids become objects."""

from __future__ import annotations

import datetime
import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from review.model import (
    Audience,
    Campaign,
    CanonicalHeading,
    Entry,
    Heading,
    Library,
    Material,
    Problem,
    Vocabulary,
)
from review.relate.classify import Classifier, Placement, items
from review.relate.headings import match
from review.relate.links import Links, link, other_subject, problem_subject

Thing = TypeVar("Thing")
LATEST = 9999
"""Where a material of an unknown campaign stands, and a unit that is not in the roster."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """What one material gives by itself: it depends on nothing but the material and the vocabulary."""

    material: Material
    year: int
    canonical: dict[str, CanonicalHeading]
    """By heading id."""
    headings: Mapping[str, Heading]
    """The heading over each problem, by problem id."""
    placements: Mapping[str, Placement]
    """By item id."""
    links: Links


def relate(
    materials: Iterable[Material],
    vocabulary: Vocabulary,
    *,
    audience: Audience,
    as_of: datetime.date,
    drafts: frozenset[tuple[str, str]] = frozenset(),
) -> Library:
    """The library of these materials; the same materials in any order give the same library.

    `drafts` are the unit id and campaign id of each draft that is kept back, for staff.
    """
    classifier = Classifier(vocabulary)
    campaigns = {campaign.id: campaign for campaign in vocabulary.campaigns}
    with _uncollected():
        related = [_relate(m, campaigns.get(m.campaign), classifier) for m in _ordered(materials, vocabulary)]
        earlier = _recurrences(related)
        entries = {entry.key: entry for one in related for entry in _entries(one, earlier)}
    problems = [entry for entry in entries.values() if isinstance(entry.item, Problem)]
    ordered = [one.material for one in related]
    return Library(
        audience=audience,
        as_of=as_of,
        vocabulary=vocabulary,
        materials=tuple(ordered),
        entries=entries,
        canonical={f"{one.material.id}#{id}": h for one in related for id, h in one.canonical.items()},
        by_type=_by_type(problems, {one.material.id: one.year for one in related}),
        by_heading=_grouped(problems, lambda entry: entry.canonical.id if entry.canonical else None),
        by_unit=_grouped(ordered, lambda material: material.unit),
        by_campaign=_grouped(ordered, lambda material: material.campaign),
        drafts=drafts,
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """No garbage collection meanwhile: what is made here stays, and to visit it again and again takes a third."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _ordered(materials: Iterable[Material], vocabulary: Vocabulary) -> list[Material]:
    """By campaign year, the campaigns' order, the roster's order, and within a unit the team before the posts."""
    campaigns = {campaign.id: (campaign.year, n) for n, campaign in enumerate(vocabulary.campaigns)}
    roster = {unit.id: n for n, unit in enumerate(vocabulary.units)}

    def place(material: Material) -> tuple[object, ...]:
        campaign = campaigns.get(material.campaign, (LATEST, LATEST))
        unit = roster.get(material.unit, LATEST)
        deputy = "副" in material.author or "成员" in material.author
        return *campaign, unit, material.kind != "班子", deputy, material.author, material.date, material.id

    return sorted(materials, key=place)


def _relate(material: Material, campaign: Campaign | None, classifier: Classifier) -> Related:
    document = material.document
    canonical = match(document, campaign) if campaign else {}
    placed = classifier.place(document, canonical, material.overrides)
    subjects = [problem_subject(placed, p) for p in document.problems]
    causes, measures = ([other_subject(placed, x) for x in these] for these in (document.causes, document.measures))
    links = link(subjects, causes, measures, placed.stated, material.overrides)
    return Related(
        material=material,
        year=campaign.year if campaign else LATEST,
        canonical=canonical,
        headings=placed.headings,
        placements=placed.placements,
        links=links,
    )


def _recurrences(related: Sequence[Related]) -> Mapping[str, tuple[str, ...]]:
    """The same author's problems of the same type in earlier years, oldest first, by the later one's key.

    An author is a unit's team, or a post in a unit: that another post of the unit had the same problem is
    no recurrence, or in a library of many years nearly everything would be one.
    """
    seen: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    earlier = {}
    for one in related:
        material = one.material
        for problem in material.document.problems:
            type = one.placements[problem.id].type
            if type and not one.placements[problem.id].inferred and one.year != LATEST:
                key = f"{material.id}#{problem.id}"
                before = seen[material.unit, material.kind, material.author, type.id]
                earlier[key] = tuple(k for year, k in before if year < one.year)
                before.append((one.year, key))
    return earlier


def _entries(one: Related, earlier: Mapping[str, tuple[str, ...]]) -> Iterable[Entry]:
    document, id = one.material.document, one.material.id
    problems, causes, measures = ([x.id for x in these] for these in (
        document.problems, document.causes, document.measures))
    for item in items(one.material.document):
        placement, heading, links = one.placements[item.id], one.headings.get(item.id), one.links
        key = f"{id}#{item.id}"
        yield Entry(
            key=key,
            material=one.material,
            item=item,
            heading=heading,
            canonical=one.canonical.get(heading.id) if heading else None,
            theme=placement.theme,
            type=placement.type if isinstance(item, Problem) else None,
            degree=placement.degree,
            suggestions=placement.suggestions,
            problems=links.references(item.id, problems, id),
            causes=links.references(item.id, causes, id),
            measures=links.references(item.id, measures, id),
            earlier=earlier.get(key, ()),
        )


def _by_type(problems: Iterable[Entry], years: Mapping[str, int]) -> dict[str, tuple[Entry, ...]]:
    """Newest year first, within a year in the library's order."""
    newest = sorted(problems, key=lambda entry: -years[entry.material.id])
    return _grouped(newest, lambda entry: entry.type.id if entry.type else "")


def _grouped(things: Iterable[Thing], key: Callable[[Thing], str | None]) -> dict[str, tuple[Thing, ...]]:
    """The things by key, in their order; those whose key is None are left out."""
    groups: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        if (name := key(thing)) is not None:
            groups[name].append(thing)
    return {name: tuple(group) for name, group in groups.items()}
