"""Where the items of a document belong: the type of a problem, the theme of a cause or measure.

A problem is placed by its own words and characters and by its heading; a cause or measure by its own, by the wording
that it shares with the document's problems, and by their themes. Problems never look at measures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from review.model import CanonicalHeading, Cause, Document, Heading, Item, Override, Problem, Theme, Vocabulary
from review.relate.about import Subjects
from review.relate.characters import Characters
from review.relate.degrees import ANSWERED, SURE, Placement, theme_place, type_place
from review.relate.found import Found, items_of
from review.relate.score import LATER, Scorer, TypeEvidence, TypeWeights
from review.relate.stated import stated_problems
from review.relate.wording import Wording
from review.relate.words import leader, weights

NO_HEADING: Mapping[str, float] = {}
LIKELY = 0.4
"""What the words of a cause or measure name is its theme where that has so much of the best one's share."""
WEIGHTS = TypeWeights()


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

    def __init__(
        self, vocabulary: Vocabulary, weights: TypeWeights = WEIGHTS, characters: Characters | None = None
    ) -> None:
        """`characters`: those of another vocabulary with the same types, else its own are learned."""
        self.scorer = Scorer(vocabulary, weights, characters)
        self._themes = {theme.id: theme for theme in vocabulary.themes}
        self._types = {type.id: type for type in self.scorer.types}
        self.subjects = Subjects(self.scorer.words, self._themes)

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
        about = {h.id: self.subjects.about(h.name, known.get(h.id)) for h in all_headings}
        named = {h.id: self.subjects.named(known[h.id].name if h.id in known else h.name) for h in all_headings}
        found = {item.id: self.read(item) for item in items_of(document)}
        over = [about[headings[id].id] if id in headings else NO_HEADING for id in found]
        shares = dict(zip(found, self.scores(list(zip(found.values(), over, strict=True)))[1], strict=True))
        placements: dict[str, Placement] = {}
        for problem in problems:
            override = (overrides or {}).get(problem.id)
            stated = self.stated(override.type) if override else None
            placements[problem.id] = stated or self._problem(found[problem.id], shares[problem.id])
        wording = Wording((p.id, found[p.id].text, placements[p.id].shares) for p in problems)
        numbers = {id: heading.number for id, heading in headings.items()}
        told: dict[str, tuple[str, ...]] = {}
        for item in (*document.causes, *document.measures):
            told[item.id] = tuple(dict.fromkeys(stated_problems(item, problems, numbers)))
            placements[item.id] = self._answer(found[item.id], shares[item.id], wording, told[item.id])
        return Placed(found, placements, headings, about, named, told, wording)

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
        return self._problem(found, self.score(found, about)[1])

    def _problem(self, found: Found, shares: np.ndarray) -> Placement:
        named = bool(found.opening)
        return type_place(self.scorer.types, shares.tolist(), self._themes, self.scorer.by_theme(shares), named)

    def _answer(self, found: Found, shares: np.ndarray, wording: Wording, stated: Collection[str]) -> Placement:
        """The theme of a cause or measure; `stated` are the ids of the problems that it names itself."""
        scores = dict.fromkeys(self._themes, 0.0)
        for *_, given in self._parts(found, shares, wording, stated):
            for theme, weight in given.items():
                scores[theme] += weight
        most = max(scores.values(), default=0.0)
        raised = [exp(score - most) for score in scores.values()]
        whole = sum(raised)
        themes = dict(zip(scores, [one / whole for one in raised], strict=True))
        said = self.said(found, stated)
        if said and themes[said] >= LIKELY * max(themes.values()):
            return Placement(self._themes[said], None, "sure" if themes[said] >= ANSWERED else "inferred", (), themes)
        return theme_place(self.scorer.themes, themes)

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
        """What speaks for each type, and the types' shares; `heading` is the name that the heading's part goes by."""
        evidence, shares = self.scores([(found, about)], heading)
        return evidence[0], shares[0]

    def scores(
        self, items: Sequence[tuple[Found, Mapping[str, float]]], heading: str = ""
    ) -> tuple[list[list[TypeEvidence]], list[np.ndarray]]:
        """What speaks for each type, by item, and the types' shares for each: 1 together, less what speaks for saying
        nothing, or 0 where nothing speaks for any; of a cause or measure the shares of themes' measures too. `items`
        are with the themes of their headings.
        """
        evidence = [list(self._evidence(found, about, heading)) for found, about in items]
        answers = [not isinstance(found.item, Problem) for found, _ in items]
        return evidence, self.scorer.shares(self.scorer.sums(evidence), answers)

    def _evidence(self, found: Found, about: Mapping[str, float], heading: str) -> Iterator[TypeEvidence]:
        yield from self.scorer.opening(found.opening_text, found.opening)
        yield self.scorer.heading(about, heading)
        if found.body_text:
            yield from self.scorer.body(found.body_text, found.body)

    def answer_parts(
        self, found: Found, wording: Wording, stated: Collection[str] = ()
    ) -> list[tuple[str, str, Mapping[str, float]]]:
        """What speaks for each theme of a cause or measure; wording is asked where its own words are not sure."""
        return self._parts(found, self.score(found)[1], wording, stated)

    def _parts(
        self, found: Found, shares: np.ndarray, wording: Wording, stated: Collection[str]
    ) -> list[tuple[str, str, Mapping[str, float]]]:
        own = self.scorer.by_theme(shares)
        text = found.text if stated or max(own.values(), default=0) < SURE else ""
        words = "、".join(dict.fromkeys(word.text for word in found.opening))
        return [*wording.parts(own, words, text, stated)]
