"""All materials of one audience to a Library: the only place where ids become objects."""

from __future__ import annotations

import datetime
import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeVar

from review.model import (
    Audience,
    Campaign,
    CanonicalHeading,
    Cause,
    Entry,
    ItemSort,
    Library,
    Material,
    Measure,
    Problem,
    Vocabulary,
    in_heading,
    in_theme,
    in_type,
)
from review.relate.classify import Classifier, Placed
from review.relate.earlier import LATEST, MadeEntries
from review.relate.found import items_of
from review.relate.headings import match
from review.relate.later import Later, LaterEach, LaterWithin
from review.relate.links import Links, link_items, other_subject, problem_subject
from review.relate.listed import by_list, list_counts
from review.relate.related import Related

Thing = TypeVar("Thing")


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
    materials, made = [one.material for one in ordered], MadeEntries(ordered)
    by_material = LaterEach(of, lambda id: made.of(of[id]))
    lists = _later(lambda: by_list((one.material, one.listed) for one in ordered))

    types = [type.id for theme in vocabulary.themes for type in theme.types]
    sorts: tuple[ItemSort, ...] = (Problem, Cause, Measure)
    themes = [in_theme(theme.id, sort) for theme in vocabulary.themes for sort in sorts]
    headings = [heading.id for campaign in vocabulary.campaigns for heading in campaign.headings]
    names = [*map(in_type, ("", *types)), *themes, *map(in_heading, headings)]
    return Library(
        audience=audience,
        as_of=as_of,
        vocabulary=vocabulary,
        materials=tuple(materials),
        entries=LaterWithin(of, made.keyed),
        canonical=LaterWithin(of, lambda id: {f"{id}#{own}": heading for own, heading in of[id].canonical.items()}),
        listed=lists,
        by_material=by_material,
        sure=LaterEach(of, lambda id: of[id].sure),
        problems=LaterEach(of, lambda id: of[id].problems),
        answered=LaterEach(of, lambda id: of[id].answered),
        counts=LaterEach(names, lambda name: list_counts(lists.get(name, ()))),
        by_unit=_grouped(materials, lambda material: material.unit),
        by_campaign=_grouped(materials, lambda material: material.campaign),
        drafts=drafts,
    )


def _later(make: Callable[[], dict[str, Thing]]) -> Mapping[str, Thing]:
    return Later(uncollected()(make))


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
        linked = [links.references(item.id, these, id) for these in (problems, causes, measures)]
        themes = (tuple(placed.placements[one.key[len(id) + 1 :]].theme for one in found) for found in linked)
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
            problems=linked[0],
            causes=linked[1],
            measures=linked[2],
            linked_themes=tuple(themes),
        )


def _grouped(things: Iterable[Thing], key: Callable[[Thing], str | None]) -> dict[str, tuple[Thing, ...]]:
    """The things by key, in their order; those whose key is None are left out."""
    groups: dict[str, list[Thing]] = defaultdict(list)
    for thing in things:
        if (name := key(thing)) is not None:
            groups[name].append(thing)
    return {name: tuple(group) for name, group in groups.items()}
