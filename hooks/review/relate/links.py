"""Problem ↔ cause ↔ measure within one material.

Three sources, the first that speaks of a problem wins: the front matter, the text itself (针对“…”问题), and
inference. An inferred link is worth what theme and wording give together: 1 where both openings are of one theme,
less where the theme stands in a heading or a body only, and up to 1 for wording that few others share.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from review.model import Item, Override, Problem, Reference
from review.relate.classify import Placed
from review.relate.words import pairs, weights

WORTH = 0.5
"""An inferred link worth less is none."""
NEAR = 0.75
"""Further links need so much of the best one's worth."""
MOST = 2
"""Inferred links of one problem to causes, and to measures."""
HEADING = 0.5
"""What the theme of a heading counts for a problem of another theme: enough where nothing fits better."""
HEADING_ALONE = 0.6
"""What it counts for a problem that is not classified itself."""
NAMED = 3
"""A theme counts in full in the opening of a cause or measure from this weight on: 学习不够，站位不高 is of two."""
MENTION = 0.6
"""The most that a theme counts that is only mentioned in the body, at a weight of MENTIONED."""
MENTIONED = 5
WORDING = 0.3
"""What a shared pair of characters adds that only one cause or measure has; half where it stands in the body."""


@dataclass(frozen=True, slots=True)
class Linkable:
    """An item as linking sees it."""

    item: Item
    themes: Mapping[str, float]
    """What it is about: theme id to 0..1."""
    opening: str
    """Folded."""
    text: str = ""
    """Opening and body, folded; empty for a problem, which is compared by its opening alone."""


@dataclass(slots=True)
class Links:
    """The links of one material, each kept in both directions: item id to item id to whether it is inferred."""

    of: dict[str, dict[str, bool]] = field(default_factory=dict)

    def add(self, one: str, other: str, inferred: bool) -> None:
        """Link two items; a stated link stays stated."""
        for a, b in ((one, other), (other, one)):
            known = self.of.setdefault(a, {})
            known[b] = known.get(b, True) and inferred

    def references(self, id: str, among: Iterable[str], material: str) -> tuple[Reference, ...]:
        """The links of an item to those `among`, in their order."""
        known = self.of.get(id)
        if not known:
            return ()
        return tuple(Reference(key=f"{material}#{x}", inferred=known[x]) for x in among if x in known)


def problem_subject(placed: Placed, item: Problem) -> Linkable:
    """A problem: of its own theme, and half of those of its heading."""
    heading, theme = placed.headings.get(item.id), placed.placements[item.id].theme
    about = placed.named[heading.id] if heading else ()
    # A heading of two subjects speaks for a cause or measure only where that names both.
    weight = (HEADING if theme else HEADING_ALONE) / max(1, len(about))
    themes = {} if theme and theme.id in about else dict.fromkeys(about, weight)
    if theme:
        themes[theme.id] = 1.0
    return Linkable(item, themes, placed.found[item.id].opening_text)


def other_subject(placed: Placed, item: Item) -> Linkable:
    """A cause or a measure: of its theme, and of those that its words name."""
    found, theme = placed.found[item.id], placed.placements[item.id].theme
    themes = {theme: MENTION * min(1.0, weight / MENTIONED) for theme, weight in weights(found.body).items()}
    for named, weight in weights(found.opening).items():
        themes[named] = max(themes.get(named, 0), min(1.0, weight / NAMED))
    if theme:
        themes[theme.id] = 1.0
    return Linkable(item, themes, found.opening_text, found.text)


def link_items(
    problems: Sequence[Linkable],
    causes: Sequence[Linkable],
    measures: Sequence[Linkable],
    stated: Mapping[str, Collection[str]],
    overrides: Mapping[str, Override],
) -> Links:
    """All links of one material.

    `stated` gives the ids of the problems that a cause or measure names itself, by its id.
    An override decides alone over its problem's causes or measures, if it lists them.
    """
    links = Links()
    for others, kind in ((causes, "c"), (measures, "m")):
        free = [p for p in problems if not _overridden(p, kind, others, overrides, links)]
        open = {p.item.id for p in free}
        for other in others:
            for id in open.intersection(stated.get(other.item.id, ())):
                links.add(id, other.item.id, False)
        _infer([p for p in free if not _linked(p, others, links)], others, links)
    _infer(causes, measures, links)
    return links


def _overridden(
    problem: Linkable, kind: str, others: Sequence[Linkable], overrides: Mapping[str, Override], links: Links
) -> bool:
    """Whether front matter states this problem's causes (kind c) or measures (m); if so, they are linked."""
    override = overrides.get(problem.item.id)
    if override is None:
        return False
    numbers = override.causes if kind == "c" else override.measures
    if numbers is None:
        return False
    ids = {other.item.id for other in others}
    for number in numbers:
        if f"{kind}{number}" in ids:
            links.add(problem.item.id, f"{kind}{number}", False)
    return True


def _linked(problem: Linkable, others: Sequence[Linkable], links: Links) -> bool:
    known = links.of.get(problem.item.id, {})
    return any(other.item.id in known for other in others)


def _infer(ones: Sequence[Linkable], others: Sequence[Linkable], links: Links) -> None:
    """Link each of `ones` to the few of `others` that it clearly belongs with."""
    if not others:
        return
    together = "\n".join(other.text for other in others)
    for one in ones:
        worths = _wording(one.opening, others, together)
        for n, theme in enumerate(_theme(one, others)):
            worths[n] = theme + min(1.0, worths[n])
        least = max(WORTH, NEAR * max(worths))
        for n in sorted(range(len(others)), key=worths.__getitem__, reverse=True)[:MOST]:
            if worths[n] >= least:
                links.add(one.item.id, others[n].item.id, True)


def _theme(one: Linkable, others: Sequence[Linkable]) -> list[float]:
    """What each of `others` has in common with `one` by theme."""
    common = [0.0] * len(others)
    for theme, weight in one.themes.items():
        for n, other in enumerate(others):
            if theme in other.themes:
                common[n] += weight * other.themes[theme]
    return common


def _wording(opening: str, others: Sequence[Linkable], together: str) -> list[float]:
    """What each of `others` shares with an opening; wording that all of them share is worth nothing.

    Counted within the material, so that its links do not change when another material does. `together` is the
    text of all `others`.
    """
    shared = [0.0] * len(others)
    for pair in pairs(opening):
        if pair in together:
            having = [n for n, other in enumerate(others) if pair in other.text]
            rare = 1 - log(len(having)) / log(len(others)) if len(having) > 1 else 1.0
            for n in having:
                shared[n] += WORDING * rare * (1 if pair in others[n].opening else 0.5)
    return shared
