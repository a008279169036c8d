"""Where the items of a document belong: the type of a problem, the theme of a cause or measure.

A problem is placed by its own words and characters and by its heading; a cause or measure by its own, by the wording
that it shares with the document's problems, and by their themes. Problems never look at measures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from review.model import (
    CanonicalHeading,
    Cause,
    Degree,
    Document,
    Heading,
    Item,
    Measure,
    Override,
    Problem,
    ProblemType,
    Suggestion,
    Theme,
    Vocabulary,
)
from review.relate.score import LATER, Scorer, TypeEvidence, TypeWeights, softmax
from review.relate.stated import stated_problems
from review.relate.wording import Wording
from review.relate.words import LEAD, Word, leader, plain, weights

SURE = 0.9
"""From this share of all on (0..1) a type is sure: it counts, and tells 屡改屡犯."""
INFERRED = 0.35
"""From here on it is given and marked; below it was wrong too often."""
THEME = 0.5
"""A theme is given without a type where its types have so much together."""
SUGGESTED = 0.2
"""An editor is shown the two best where the best has so much."""
TIE = 1e-9
"""Shares nearer than this are alike, and alike is never decided by order."""
MEASURE, CAUSE = 0.45, 0.45
"""The share that gives a measure or a cause its theme."""
FAINT = 0.1
"""A suggestion has so much, or is none."""
MAIN = 2
"""So many of a heading's themes count in full."""
FURTHER = 0.7
"""What the others count."""
FREE_AT_LEAST = 0.4
"""A theme of a free heading weighs at least so much of the strongest one, or is none."""
NO_HEADING: Mapping[str, float] = {}
WEIGHTS = TypeWeights()


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an item belongs; theme or type None: not classified."""

    theme: Theme | None = None
    type: ProblemType | None = None
    degree: Degree = "open"
    suggestions: tuple[Suggestion, ...] = ()
    """The best two, for an editor, where the item's place stays open."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """How far it is of each theme, by id; 1 together."""

    @property
    def inferred(self) -> bool:
        """Whether a reader is told that the place may be wrong."""
        return self.degree not in ("stated", "sure")


class Found:
    """An item's opening and body as plain text, and the vocabulary's words in them; the body's when asked for."""

    def __init__(self, item: Item, scorer: Scorer) -> None:
        self.item, self._scorer = item, scorer
        self.opening_text = plain(item.opening)

    @cached_property
    def body_text(self) -> str:
        """What follows the opening."""
        return plain("\n".join((self.item.rest, *self.item.paragraphs)))

    @cached_property
    def opening(self) -> tuple[Word, ...]:
        """The vocabulary's words in the opening."""
        return self._scorer.words.within(self.opening_text)

    @cached_property
    def body(self) -> tuple[Word, ...]:
        """The vocabulary's words in the body."""
        return self._scorer.words.within(self.body_text)


@dataclass(frozen=True, slots=True)
class Placed:
    """The items of a document in its order, with what was found in each and where it belongs, by item id."""

    found: Mapping[str, Found]
    placements: Mapping[str, Placement]
    headings: Mapping[str, Heading]
    """The heading over each problem, by problem id."""
    about: Mapping[str, Mapping[str, float]]
    """What each heading is about, by heading id: theme ids, with 1 for its main ones."""
    named: Mapping[str, tuple[str, ...]]
    """The ids of the themes that the words of each heading's name lead to, by heading id."""
    stated: Mapping[str, tuple[str, ...]]
    """The problems that a cause or measure names itself, by its id."""
    wording: Wording
    """The problems' wording."""


class Classifier:
    """Places items by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, weights: TypeWeights = WEIGHTS) -> None:
        self.scorer = Scorer(vocabulary, weights)
        self._themes = {theme.id: theme for theme in vocabulary.themes}
        self._types = {type.id: type for type in self.scorer.types}
        self._named: dict[str, dict[str, float]] = {}
        """By a heading's name, what its words weigh for each theme: a campaign's headings come again and again."""

    def place(
        self,
        document: Document,
        canonical: Mapping[str, CanonicalHeading] | None = None,
        overrides: Mapping[str, Override] | None = None,
    ) -> Placed:
        """Where the document's items belong.

        `canonical` has the campaign's heading by heading id, `overrides` what front matter states, by problem id.
        """
        problems, all_headings = document.problems, document.headings
        headings = {problem.id: heading for heading in all_headings for problem in heading.problems}
        known = canonical or {}
        about = {h.id: self.about(h.name, known.get(h.id)) for h in all_headings}
        named = {h.id: self.named(known[h.id].name if h.id in known else h.name) for h in all_headings}
        found = {item.id: self.read(item) for item in items_of(document)}
        placements: dict[str, Placement] = {}
        for problem in problems:
            heading, override = headings.get(problem.id), (overrides or {}).get(problem.id)
            stated = self.stated(override.type) if override else None
            placements[problem.id] = stated or self.problem(
                found[problem.id], about[heading.id] if heading else NO_HEADING
            )
        texts = ((p.id, f"{found[p.id].opening_text}\n{found[p.id].body_text}") for p in problems)
        wording = Wording((id, text, placements[id].shares) for id, text in texts)
        numbers = {id: heading.number for id, heading in headings.items()}
        told: dict[str, tuple[str, ...]] = {}
        for item in (*document.causes, *document.measures):
            told[item.id] = tuple(dict.fromkeys(stated_problems(item, problems, numbers)))
            placements[item.id] = self.answer(found[item.id], wording, told[item.id])
        return Placed(found, placements, headings, about, named, told, wording)

    def about(self, name: str, canonical: CanonicalHeading | None = None) -> dict[str, float]:
        """The themes of a heading, the main ones with 1: as the campaign states them, else by its own words."""
        stated = [theme for theme in canonical.themes if theme in self._themes] if canonical else []
        if stated:
            return {theme: 1.0 if n < MAIN else FURTHER for n, theme in enumerate(stated)}
        found = self._weights(canonical.name if canonical else name)
        most = max(found.values(), default=0)
        return {theme: weight / most for theme, weight in found.items() if weight >= FREE_AT_LEAST * most}

    def named(self, name: str) -> tuple[str, ...]:
        """The ids of the themes that a heading's name is of, as far as its words lead to some."""
        found = self._weights(name)
        return tuple(theme for theme, weight in found.items() if weight * LEAD >= max(found.values()))

    def _weights(self, name: str) -> dict[str, float]:
        if name not in self._named:
            self._named[name] = weights(self.scorer.words.within(plain(name)))
        return self._named[name]

    def stated(self, type: str | None) -> Placement | None:
        """The placement where front matter states the type; None if it does not, or there is no such type."""
        known = self._types.get(type) if type else None
        if known is None:
            return None
        shares = dict.fromkeys(self._themes, 0.0)
        return Placement(self._themes[known.theme], known, "stated", (), shares | {known.theme: 1.0})

    def read(self, item: Item) -> Found:
        """The vocabulary's words in an item, when they are asked for."""
        return Found(item, self.scorer)

    def problem(self, found: Found, about: Mapping[str, float] = NO_HEADING) -> Placement:
        """The theme and type of a problem below a heading of the themes `about`."""
        scored = self.score(found, about)[1]
        themes, shares = self.scorer.by_theme(scored), scored.tolist()
        best, most, second = _best(shares)
        if most >= INFERRED and most - second > TIE:
            type = self.scorer.types[best]
            return Placement(self._themes[type.theme], type, "sure" if most >= SURE else "inferred", (), themes)
        theme = max(themes, key=themes.__getitem__, default=None)
        known = self._themes[theme] if theme and themes[theme] > THEME + TIE else None
        return Placement(known, None, "theme" if known else "open", _suggested(self.scorer.types, shares), themes)

    def answer(self, found: Found, wording: Wording, stated: Collection[str] = ()) -> Placement:
        """The theme of a cause or measure; `stated` are the ids of the problems that it names itself."""
        scores = dict.fromkeys(self._themes, 0.0)
        for *_, given in self.answer_parts(found, wording, stated):
            for theme, weight in given.items():
                scores[theme] += weight
        shares = softmax(np.array([*scores.values()])).tolist()
        themes = dict(zip(scores, shares, strict=True))
        if said := self.said(found, stated):
            return Placement(self._themes[said], None, "sure", (), themes)
        best, most, second = _best(shares)
        if most < (CAUSE if isinstance(found.item, Cause) else MEASURE) or most - second <= TIE:
            return Placement(suggestions=_suggested(self.scorer.themes, shares), shares=themes)
        return Placement(self.scorer.themes[best], None, "sure" if most >= SURE else "inferred", (), themes)

    def said(self, found: Found, stated: Collection[str] = ()) -> str | None:
        """The id of the theme that the opening words of a cause or measure name: formula words stand first, and know
        best. A measure that names its problem itself (`stated`) is of that one's theme.
        """
        if stated and not isinstance(found.item, Cause):
            return None
        return leader(weights(found.opening, LATER))

    def theme(self, id: str | None) -> Theme | None:
        """The theme with this id."""
        return self._themes.get(id) if id else None

    def score(
        self, found: Found, about: Mapping[str, float] = NO_HEADING, heading: str = ""
    ) -> tuple[list[TypeEvidence], np.ndarray]:
        """What speaks for each type, and the types' shares: 1 together, or 0 where nothing speaks for any.

        The body is asked where opening and heading are not sure. `heading` is the name that the heading's part goes by.
        """
        evidence = [*self.scorer.opening(found.opening_text, found.opening), self.scorer.heading(about, heading)]
        sums = self.scorer.sums(evidence)
        shares = softmax(sums)
        if not (shares >= SURE).any() and found.body_text:
            body = [*self.scorer.body(found.body_text, found.body)]
            evidence += body
            shares = softmax(sums + self.scorer.sums(body))
        return evidence, shares

    def answer_parts(
        self, found: Found, wording: Wording, stated: Collection[str] = ()
    ) -> list[tuple[str, str, Mapping[str, float]]]:
        """What speaks for each theme of a cause or measure; wording is asked where its own words are not sure."""
        own = self.scorer.by_theme(self.score(found)[1])
        said = stated or max(own.values(), default=0) < SURE
        text = f"{found.opening_text}\n{found.body_text}" if said else ""
        words = "、".join(dict.fromkeys(word.text for word in found.opening))
        return [*wording.parts(own, words, text, stated)]


def items_of(document: Document) -> Iterator[Problem | Cause | Measure]:
    """Problems, causes and measures in the document's order."""
    for section in document.sections:
        for part in section.content:
            for item in part.content if isinstance(part, Heading) else (part,):
                if isinstance(item, Problem | Cause | Measure):
                    yield item


def _best(shares: Sequence[float]) -> tuple[int, float, float]:
    """The number of the largest share, that share, and the second; 0 where there is none."""
    most = max(shares, default=0.0)
    at = shares.index(most) if shares else 0
    return at, most, max((*shares[:at], *shares[at + 1 :]), default=0.0)


def _suggested(places: Sequence[ProblemType | Theme], shares: Sequence[float]) -> tuple[Suggestion, ...]:
    """The best two, and any that are as good as the second, if the best is worth showing."""
    _, most, second = _best(shares)
    if most < SUGGESTED:
        return ()
    least = max(FAINT, second - TIE)
    pairs = zip(places, shares, strict=True)
    shown = [Suggestion(place=place, share=share) for place, share in pairs if share >= least]
    return tuple(sorted(shown, key=lambda suggestion: (-round(suggestion.share, 6), suggestion.place.id)))
