"""All materials of one audience to a Library: the only place where ids become objects."""

from __future__ import annotations

import datetime
import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, groupby
from typing import TypeVar

from review.keep.records import kept
from review.model import (
    Audience,
    Campaign,
    CanonicalHeading,
    Entry,
    Library,
    Material,
    Problem,
    Vocabulary,
)
from review.relate.classify import Classifier, Placed
from review.relate.found import items_of
from review.relate.headings import match
from review.relate.later import Later, LaterEach
from review.relate.links import Links, link_items, other_subject, problem_subject
from review.relate.office import speaker

Thing = TypeVar("Thing")
LATEST = 9999
"""Where a material of an unknown campaign stands, and a unit that is not in the roster."""


@kept
@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """What one material gives by itself: it depends on nothing but the material and the vocabulary."""

    material: Material
    year: int
    canonical: dict[str, CanonicalHeading]
    """By heading id."""
    entries: tuple[Entry, ...]
    """Its problems, causes and measures without what earlier materials say of them."""

    @property
    def sure(self) -> tuple[tuple[str, str], ...]:
        """Id and type of each problem whose type is sure."""
        return tuple((e.item_id, e.type.id) for e in self.entries if e.type and not e.inferred)

    def of(self, material: Material) -> Related:
        """The same of a material that says the same, but has its pictures."""
        return replace(self, material=material, entries=tuple(entry.of(material) for entry in self.entries))


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
    with uncollected():
        related = list(map(relating(vocabulary), materials))
    return gather(related, vocabulary, audience=audience, as_of=as_of, drafts=drafts)


@lru_cache(maxsize=2)
def relating(vocabulary: Vocabulary) -> Callable[[Material], Related]:
    """What relates a material by itself under this vocabulary. Remembered, as it takes as long as a dozen materials."""
    classifier = Classifier(vocabulary)
    campaigns = {campaign.id: campaign for campaign in vocabulary.campaigns}
    return lambda material: _related(material, campaigns.get(material.campaign), classifier)


def gather(
    related: Iterable[Related],
    vocabulary: Vocabulary,
    *,
    audience: Audience,
    as_of: datetime.date,
    drafts: frozenset[tuple[str, str]] = frozenset(),
) -> Library:
    """The library of materials that are related by themselves, in any order; arguments as for `relate`."""
    with uncollected():
        ordered = _ordered(related, vocabulary)
    of = {one.material.id: one for one in ordered}
    materials, recurrences = [one.material for one in ordered], EarlierProblems(ordered)
    by_material = LaterEach(of, lambda id: recurrences.entries(of[id]))
    entries = _later(lambda: {entry.key: entry for found in by_material.values() for entry in found})
    return Library(
        audience=audience,
        as_of=as_of,
        vocabulary=vocabulary,
        materials=tuple(materials),
        entries=entries,
        canonical=_later(lambda: {f"{one.material.id}#{id}": h for one in ordered for id, h in one.canonical.items()}),
        by_type=_later(lambda: _by_type(_problems(entries), {one.material.id: one.year for one in ordered})),
        by_heading=_later(
            lambda: _grouped(_problems(entries), lambda entry: entry.canonical.id if entry.canonical else None)
        ),
        by_material=by_material,
        sure=LaterEach(of, lambda id: of[id].sure),
        by_unit=_grouped(materials, lambda material: material.unit),
        by_campaign=_grouped(materials, lambda material: material.campaign),
        drafts=drafts,
    )


def _later(make: Callable[[], dict[str, Thing]]) -> Mapping[str, Thing]:
    return Later(uncollected()(make))


def _problems(entries: Mapping[str, Entry]) -> list[Entry]:
    return [entry for entry in entries.values() if entry.sort is Problem]


@contextmanager
def uncollected(*, stays: bool = False) -> Iterator[None]:
    """No garbage collection meanwhile: what is made here stays, and to visit it again and again takes a third.

    If it `stays` until the process ends it is not visited afterwards either; unless that is within such a block, whose
    process goes on.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if stays:
                gc.freeze()
            gc.enable()


def _ordered(related: Iterable[Related], vocabulary: Vocabulary) -> list[Related]:
    """By campaign year, the campaigns' order, the roster's order, and within a unit the team before the posts."""
    campaigns = {campaign.id: (campaign.year, n) for n, campaign in enumerate(vocabulary.campaigns)}
    roster = {unit.id: n for n, unit in enumerate(vocabulary.units)}

    def place(one: Related) -> tuple[object, ...]:
        material = one.material
        campaign = campaigns.get(material.campaign, (LATEST, LATEST))
        unit = roster.get(material.unit, LATEST)
        deputy = "副" in material.author or "成员" in material.author
        return *campaign, unit, material.kind != "班子", deputy, material.author, material.date, material.id

    return sorted(related, key=place)


def _related(material: Material, campaign: Campaign | None, classifier: Classifier) -> Related:
    document = material.document
    canonical = match(document, campaign) if campaign else {}
    placed = classifier.place(document, canonical, material.overrides)
    subjects = [problem_subject(placed, p) for p in document.problems]
    causes, measures = ([other_subject(placed, x) for x in these] for these in (document.causes, document.measures))
    links = link_items(subjects, causes, measures, placed.stated, material.overrides)
    return Related(
        material=material,
        year=campaign.year if campaign else LATEST,
        canonical=canonical,
        entries=tuple(_entries(material, canonical, placed, links)),
    )


def _entries(
    material: Material, canonical: Mapping[str, CanonicalHeading], placed: Placed, links: Links
) -> Iterator[Entry]:
    document, id = material.document, material.id
    problems, causes, measures = ([x.id for x in these] for these in (
        document.problems, document.causes, document.measures))
    for item in items_of(document):
        placement, heading = placed.placements[item.id], placed.headings.get(item.id)
        yield Entry(
            key=f"{id}#{item.id}",
            material=material,
            item=item,
            heading=heading,
            canonical=canonical.get(heading.id) if heading else None,
            theme=placement.theme,
            type=placement.type if isinstance(item, Problem) else None,
            degree=placement.degree,
            suggestions=placement.suggestions,
            problems=links.references(item.id, problems, id),
            causes=links.references(item.id, causes, id),
            measures=links.references(item.id, measures, id),
        )


class EarlierProblems:
    """The same author's problems of the same type in earlier years, of materials in the library's order.

    An author is a unit's team, or an office in a unit: that another post of the unit had the same problem is
    no recurrence, or in a library of many years nearly everything would be one. Those of one author are worked out when
    one of them is asked for.
    """

    def __init__(self, related: Iterable[Related]) -> None:
        self._of: dict[tuple[str, str, str], list[Related]] = defaultdict(list)
        for one in related:
            self._of[speaker(one.material)].append(one)
        self._found: dict[tuple[str, str, str], Mapping[str, tuple[str, ...]]] = {}

    def entries(self, one: Related) -> tuple[Entry, ...]:
        """The entries of a material, each with the keys of the earlier ones, oldest first."""
        who = speaker(one.material)
        if who not in self._found:
            self._found[who] = _earlier(self._of[who])
        earlier = self._found[who]
        return tuple([e.since(earlier[e.key]) if e.key in earlier else e for e in one.entries])


def earlier_counts(related: Iterable[Related]) -> dict[str, int]:
    """By material id: how many earlier problems its own have, all together; no entry is looked at for it."""
    held: dict[tuple[str, str, str], list[Related]] = defaultdict(list)
    for one in sorted(related, key=lambda one: one.year):
        held[speaker(one.material)].append(one)
    counts: dict[str, int] = {}
    for those in held.values():
        before: Counter[str] = Counter()
        for year, ones in groupby(those, key=lambda one: one.year):
            now = {one.material.id: [type for _, type in one.sure if year != LATEST] for one in ones}
            counts |= {id: sum(map(before.__getitem__, types)) for id, types in now.items()}
            before.update(chain.from_iterable(now.values()))
    return counts


def _earlier(related: Iterable[Related]) -> Mapping[str, tuple[str, ...]]:
    """Of the problems of one author the keys of earlier ones, by the later one's key."""
    seen: dict[str, list[tuple[int, str]]] = defaultdict(list)
    earlier = {}
    for one in related:
        for id, type in one.sure if one.year != LATEST else ():
            key, before = f"{one.material.id}#{id}", seen[type]
            if found := tuple([key for year, key in before if year < one.year]):
                earlier[key] = found
            before.append((one.year, key))
    return earlier


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
