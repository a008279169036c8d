"""Why an item has its place: what speaks for it rather than for the next best, named, most first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from review.model import CanonicalHeading, Degree, Document, Override, Problem, ProblemType, Theme
from review.relate.classify import Classifier, Placed
from review.relate.degrees import Placement
from review.relate.found import Found
from review.relate.score import LATER, Gain, ordered
from review.relate.words import weights


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """What was weighed for one item."""

    degree: Degree
    winner: ProblemType | Theme | None
    """The likeliest place, also where it was not sure enough to be given; None: nothing speaks for any."""
    share: float
    """0..1, of all places."""
    runner_up: ProblemType | Theme | None = None
    second: float = 0.0
    """The runner-up's share."""
    gains: tuple[Gain, ...] = ()
    """What each thing gives the winner over the runner-up, most first; together that is the margin."""

    @property
    def margin(self) -> float:
        """How far the winner's score is above the runner-up's."""
        return sum(gain.weight for gain in self.gains)

    def __str__(self) -> str:
        """抓落实不到位 1.00，次 跟踪问效不够 0.00：字 打通 +1.8、词 打通慢 +1.4."""
        if self.winner is None:
            return "没有依据"
        if self.degree == "stated":
            return f"{self.winner.name}（材料里写明）"
        named = "、".join(map(str, self.gains[:SHOWN]))
        second = f"，次 {self.runner_up.name} {self.second:.2f}" if self.runner_up else ""
        return f"{self.winner.name} {self.share:.2f}{second}：{named}"


SHOWN = 5
"""Gains that a line names."""


def why(
    document: Document,
    classifier: Classifier,
    canonical: Mapping[str, CanonicalHeading] | None = None,
    overrides: Mapping[str, Override] | None = None,
) -> dict[str, Why]:
    """Why each item of a document has its place, by item id.

    `canonical` has the campaign's heading by heading id, `overrides` what front matter states, by problem id.
    """
    placed = classifier.place(document, canonical, overrides)
    return {id: _why(placed, found, classifier) for id, found in placed.found.items()}


def _why(placed: Placed, found: Found, classifier: Classifier) -> Why:
    placement = placed.placements[found.item.id]
    if placement.degree == "stated":
        return Why(degree="stated", winner=placement.type, share=1.0)
    if isinstance(found.item, Problem):
        heading = placed.headings.get(found.item.id)
        about, name = (placed.about[heading.id], heading.name) if heading else ({}, "")
        evidence, scored = classifier.score(found, about, name)
        shares = scored.tolist()
        best, second = _two(shares)
        gains = classifier.scorer.gains(evidence, best, second) if second is not None else []
        return _told(placement, classifier.scorer.types, shares, best, second, gains)
    said = classifier.said(found, placed.stated[found.item.id])
    if said and placement.theme is classifier.theme(said):
        return _said(placement, found, said, classifier)
    parts = classifier.answer_parts(found, placed.wording, placed.stated[found.item.id])
    themes = classifier.scorer.themes
    shares = [placement.shares[theme.id] for theme in themes]
    best, second = _two(shares)
    gains = [] if second is None else [
        Gain(kind, text, given.get(themes[best].id, 0) - given.get(themes[second].id, 0)) for kind, text, given in parts
    ]
    return _told(placement, themes, shares, best, second, ordered(gains))


def _told(
    placement: Placement,
    places: Sequence[ProblemType] | Sequence[Theme],
    shares: Sequence[float],
    best: int,
    second: int | None,
    gains: Sequence[Gain],
) -> Why:
    if not gains or second is None:
        return Why(degree=placement.degree, winner=None, share=0.0)
    return Why(
        degree=placement.degree,
        winner=places[best],
        share=shares[best],
        runner_up=places[second],
        second=shares[second],
        gains=tuple(gains),
    )


def _said(placement: Placement, found: Found, said: str, classifier: Classifier) -> Why:
    """Of a cause whose opening words lead: the words for its theme and for the next one."""
    heard = weights(found.opening, LATER)
    rest = sorted((theme for theme in heard if theme != said), key=lambda theme: (-heard[theme], theme))
    next_best = rest[0] if rest else None
    first = found.opening[0].text
    gains = (
        Gain("词", word.text, word.weight * (1 if word.text == first else LATER) * (1 if word.theme == said else -1))
        for word in found.opening if word.theme in (said, next_best)
    )
    whole = sum(heard.values())
    return Why(
        degree=placement.degree,
        winner=placement.theme,
        share=heard[said] / whole,
        runner_up=classifier.theme(next_best),
        second=heard[next_best] / whole if next_best else 0.0,
        gains=tuple(ordered(gains)),
    )


def _two(shares: Sequence[float]) -> tuple[int, int | None]:
    """The numbers of the two largest shares."""
    order: Iterator[int] = iter(sorted(range(len(shares)), key=lambda n: -shares[n]))
    return next(order, 0), next(order, None)
