"""Problem ↔ cause ↔ measure within one material.

Three sources, the first that speaks of a problem wins: the front matter, the text itself (针对“…”问题), and
inference. An inferred link is worth what theme and wording give together: 1 where both openings are of one theme,
less where the theme stands in a heading or a body only, and up to 1 for wording that few other items share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from review.model import Item, Override, Reference
from review.relate.classify import Found, Placement, weights
from review.relate.stated import stated_problems

WORTH = 0.5
"""An inferred link worth less is none."""
NEAR = 0.75
"""Further links need so much of the best one's worth."""
MOST = 2
"""Inferred links of one problem to causes, and to measures."""
HEADING = 0.5
"""What the theme of a problem's heading counts beside its own."""
MENTION = 0.6
"""The most that a theme counts that is only mentioned in a body, at a weight of MENTIONED."""
MENTIONED = 5
WORDING = 0.3
"""What a pair of characters that only two items share adds; half where it stands in a body."""
COMMON = frozenset("的了和在与对不是有中上下为以要够强一些人个及等所到还也就更很较或其把被从向")


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """An item as linking sees it."""

    item: Item
    themes: Mapping[str, float]
    """What it is about: theme id to 0..1."""
    opening: frozenset[str]
    """The pairs of characters in its opening."""
    body: frozenset[str]


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
        known = self.of.get(id, {})
        return tuple(Reference(key=f"{material}#{x}", inferred=known[x]) for x in among if x in known)


def subject(item: Item, found: Found, placement: Placement, heading_theme: str | None = None) -> Subject:
    """What linking needs to know of an item; `heading_theme` is that of the heading over a problem."""
    themes = {t: MENTION * min(1.0, w / MENTIONED) for t, w in weights(found.body).items()}
    if heading_theme:
        themes[heading_theme] = max(HEADING, themes.get(heading_theme, 0))
    if placement.theme:
        themes[placement.theme.id] = 1.0
    return Subject(
        item=item, themes=themes, opening=pairs(item.opening), body=pairs("\n".join((item.rest, *item.paragraphs)))
    )


def pairs(text: str) -> frozenset[str]:
    """The pairs of characters in a text that may tell one item from another."""
    return frozenset(
        a + b for a, b in zip(text, text[1:], strict=False)
        if a not in COMMON and b not in COMMON and a.isalnum() and b.isalnum()
    )


def link(
    problems: Sequence[Subject],
    causes: Sequence[Subject],
    measures: Sequence[Subject],
    headings: Mapping[str, tuple[int | None, str]],
    overrides: Mapping[str, Override],
) -> Links:
    """All links of one material.

    `headings` gives the number and name of each problem's heading by problem id, for a text that speaks of
    第二个方面. An override decides alone over its problem's causes or measures, wherever it lists them.
    """
    links = Links()
    rarity = _rarity((*problems, *causes, *measures))
    for others, kind in ((causes, "c"), (measures, "m")):
        free = [p for p in problems if not _override(p, kind, others, overrides, links)]
        for other in others:
            for id in stated_problems(other.item, [p.item for p in free], headings):
                links.add(id, other.item.id, False)
        _infer([p for p in free if not _linked(p, others, links)], others, rarity, links)
    _infer(causes, measures, rarity, links)
    return links


def _override(
    problem: Subject, kind: str, others: Sequence[Subject], overrides: Mapping[str, Override], links: Links
) -> bool:
    """Whether front matter states this problem's causes (kind c) or measures (m); if so, they are linked."""
    override = overrides.get(problem.item.id)
    numbers = override and (override.causes if kind == "c" else override.measures)
    if numbers is None:
        return False
    ids = {other.item.id for other in others}
    for number in numbers:
        if f"{kind}{number}" in ids:
            links.add(problem.item.id, f"{kind}{number}", False)
    return True


def _linked(problem: Subject, others: Sequence[Subject], links: Links) -> bool:
    return not links.of.get(problem.item.id, {}).keys().isdisjoint(other.item.id for other in others)


def _infer(
    ones: Sequence[Subject], others: Sequence[Subject], rarity: Mapping[str, float], links: Links
) -> None:
    """Link each of `ones` to the few of `others` that it clearly belongs with."""
    for one in ones:
        worths = sorted(((_worth(one, other, rarity), other.item.id) for other in others), key=lambda x: -x[0])
        for worth, id in worths[:MOST]:
            if worth >= max(WORTH, NEAR * worths[0][0]):
                links.add(one.item.id, id, True)


def _worth(one: Subject, other: Subject, rarity: Mapping[str, float]) -> float:
    """What a link between two items would be worth."""
    theme = max((w * other.themes[t] for t, w in one.themes.items() if t in other.themes), default=0.0)
    shared = sum(rarity[pair] for pair in one.opening & other.opening)
    shared += sum(rarity[pair] for pair in (one.opening & other.body) | (one.body & other.opening)) / 2
    return theme + min(1.0, WORDING * shared)


def _rarity(subjects: Iterable[Subject]) -> Mapping[str, float]:
    """How much a pair of characters tells: 1 in two items of the material, 0 in all of them.

    Counted within the material, so that its links do not change when another material does.
    """
    counts: dict[str, int] = {}
    total = 0
    for subject in subjects:
        total += 1
        for pair in subject.opening | subject.body:
            counts[pair] = counts.get(pair, 0) + 1
    if total < 3:
        return dict.fromkeys(counts, 1.0)
    return {pair: min(1.0, log(total / n) / log(total / 2)) for pair, n in counts.items()}
