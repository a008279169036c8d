"""The score of each problem type for an item: a sum of named gains from words, characters and the heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np

from review.model import Vocabulary
from review.relate.characters import Characters
from review.relate.grams import grams, grams_and_ends, length
from review.relate.words import Word, Words

BODY_AT_LEAST = 5
"""So much must the words of a body weigh to count in full."""
BODY_READ = 100
"""Characters of a body that are looked at one by one: what is wanting stands in front, more told hardly more."""
LATER = 0.7
"""What a word counts in an opening after the first one: what is wanting is named first, how it is wanting after."""

LATER_CHARACTERS = 0.8
"""And what characters count there that stand only after its first comma."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeWeights:
    """What each kind of evidence counts. After a change `INFERRED` and `SURE` have to be found anew."""

    type_word: float = 0.5
    """A word in the opening, for its type."""
    theme_word: float = 0.7
    """And for every type of its theme."""
    body_words: float = 2.0
    """All words of a body together; half of it for the theme."""
    characters: float = 1.0
    body_characters: float = 0.75
    heading: float = 2.5
    """A heading's theme, for its types."""


class TypeEvidence(NamedTuple):
    """Things of one kind that speak for types."""

    kind: str
    """词, 字, 方面, 正文词 or 正文字."""
    texts: Sequence[str] | None
    """None: the characters that the rows stand for."""
    factors: Sequence[float]
    """What each of them counts."""
    rows: Sequence[int]
    """Where it stands in the scorer's matrix."""


class Gain(NamedTuple):
    """What one thing gives one place over another."""

    kind: str
    """That of the evidence; of causes and measures 自身, 全文问题, 措辞, 写明 too."""
    text: str
    weight: float

    def __str__(self) -> str:
        return f"{' '.join(filter(None, self[:2]))} {self.weight:+.1f}"


class Scorer:
    """Scores texts by one vocabulary. Types and themes go by their numbers in its order."""

    def __init__(self, vocabulary: Vocabulary, weights: TypeWeights, characters: Characters | None = None) -> None:
        """`characters`: those of another vocabulary with the same types, else its own are learned."""
        self.weights = weights
        self.themes = vocabulary.themes
        self.types = [type for theme in vocabulary.themes for type in theme.types]
        self.words = Words(vocabulary)
        remedies = [theme for theme in vocabulary.themes if theme.measures]
        self.characters = characters or Characters(self.types, remedies)
        places = [*(type.theme for type in self.types), "", *(theme.id for theme in remedies)]
        of_theme = np.array([[float(place == theme.id) for theme in self.themes] for place in places])
        of_theme = of_theme.reshape(len(places), len(self.themes))
        self._of_theme = np.delete(of_theme, len(self.types), axis=0)
        self._word = {word: n for n, word in enumerate(self.words)}
        own = np.zeros((len(self._word), len(places)))
        number = {type.id: n for n, type in enumerate(self.types)}
        for word, n in self._word.items():
            if word.type:
                own[n, number[word.type]] = word.weight
        theme = {theme.id: n for n, theme in enumerate(self.themes)}
        themes = of_theme.T
        sisters = themes[[theme[word.theme] for word in self._word]]
        sisters *= np.array([word.weight for word in self._word]).reshape(-1, 1)
        self._matrix = np.concatenate((
            weights.type_word * own + weights.theme_word * sisters,
            own + sisters / 2,
            weights.heading * themes,
            self.characters.rows,
        ))
        """What all that is known weighs for each type: words in openings, in bodies, themes, characters. The column
        behind the types is for openings that say nothing; those behind it are for the measures of a theme each.
        """
        self._theme = {id: n + 2 * len(self._word) for id, n in theme.items()}
        self._first_character = 2 * len(self._word) + len(theme)
        self._character = {gram: n for n, gram in enumerate(self.characters.grams, self._first_character)}

    def opening(self, text: str, words: Sequence[Word]) -> Iterator[TypeEvidence]:
        """What speaks in an opening; `text` is plain, `words` those in it."""
        texts = [word.text for word in words]
        factors = [1.0 if text == texts[0] else LATER for text in texts]
        yield TypeEvidence("词", texts, factors, [self._word[word] for word in words])
        told, more = map(grams_and_ends, text.partition(",")[::2])
        yield self._characters("字", text, told, self.weights.characters, more)

    def body(self, text: str, words: Sequence[Word]) -> Iterator[TypeEvidence]:
        """What speaks in a body; `text` is plain, `words` those in it."""
        whole = max(BODY_AT_LEAST, sum([word.weight for word in words]))
        factors = [self.weights.body_words / whole] * len(words)
        rows = [self._word[word] + len(self._word) for word in words]
        yield TypeEvidence("正文词", [word.text for word in words], factors, rows)
        read = text[:BODY_READ]
        yield self._characters("正文字", read, grams(read), self.weights.body_characters)

    def heading(self, themes: Mapping[str, float], name: str) -> TypeEvidence:
        """What a heading of these themes says."""
        known = [theme for theme in themes if theme in self._theme]
        rows = [self._theme[theme] for theme in known]
        return TypeEvidence("方面", [name] * len(known), [themes[theme] for theme in known], rows)

    def _characters(
        self, kind: str, text: str, told: Iterable[str], factor: float, later: Iterable[str] = ()
    ) -> TypeEvidence:
        """What the grams in `told` say, and those in `later` alone, which count less; `text` has both."""
        factor /= sqrt(1 + length(text))
        factors = dict.fromkeys(map(self._character.get, later), factor * LATER_CHARACTERS)
        factors |= dict.fromkeys(map(self._character.get, told), factor)
        factors.pop(None, None)
        return TypeEvidence(kind, None, [*factors.values()], [row for row in factors if row is not None])

    def sums(self, evidence: Iterable[Iterable[TypeEvidence]]) -> np.ndarray:
        """For the evidence of each item a row with the score of each type, of saying nothing, of themes' measures."""
        factors: list[float] = []
        rows: list[int] = []
        begins: list[int] = []
        for item in evidence:
            begins.append(len(rows))
            for one in item:
                factors += one.factors
                rows += one.rows
        sums = np.zeros((len(begins), self._matrix.shape[1]))
        weights, at = np.array(factors), np.array(rows, np.intp)
        for n, (begin, end) in enumerate(pairwise((*begins, len(rows)))):
            if begin < end:
                np.dot(weights[begin:end], self._matrix.take(at[begin:end], axis=0), out=sums[n])
        return sums

    def shares(self, scores: np.ndarray, answers: Sequence[bool]) -> list[np.ndarray]:
        """Each row of scores as shares of 1: those of the types, and for `answers`, which causes and measures are,
        those of themes' measures behind them. All are 0 where all scores are, as then nothing speaks for any.

        That nothing is said takes its share and is left out: the more it has, the less a type can have.
        """
        nothing = len(self.types)
        open = scores.copy()
        open[[not one for one in answers], nothing + 1:] = -np.inf
        raised: np.ndarray = np.exp(open - open.max(axis=1, keepdims=True, initial=0))
        raised /= raised.sum(axis=1, keepdims=True)
        raised[~scores.any(axis=1)] = 0
        kept = np.delete(raised, nothing, axis=1)
        return [row if answer else row[:nothing] for row, answer in zip(kept, answers, strict=True)]

    def by_theme(self, shares: np.ndarray) -> dict[str, float]:
        """What the types of each theme have together, with its measures where they were asked."""
        return dict(zip(self._theme, (shares @ self._of_theme[: len(shares)]).tolist(), strict=True))

    def gains(self, evidence: Iterable[TypeEvidence], winner: int, loser: int) -> list[Gain]:
        """What each thing gives one type over another, most first; together that is the difference of their scores."""
        difference = self._matrix[:, winner] - self._matrix[:, loser]
        return ordered(
            Gain(one.kind, text, factor * float(difference[row]))
            for one in evidence
            for text, factor, row in zip(self.speaking(one), one.factors, one.rows, strict=True)
        )

    def speaking(self, evidence: TypeEvidence) -> Sequence[str]:
        """The texts of each thing that speaks, characters and pairs too."""
        if evidence.texts is not None:
            return evidence.texts
        return [self.characters.grams[row - self._first_character] for row in evidence.rows]


def ordered(gains: Iterable[Gain]) -> list[Gain]:
    """One gain for each thing, those that count most first, whichever way; what gives nothing is left out."""
    found: dict[tuple[str, str], float] = {}
    for kind, text, weight in gains:
        found[kind, text] = found.get((kind, text), 0) + weight
    told = (Gain(kind, text, weight) for (kind, text), weight in found.items() if weight)
    return sorted(told, key=lambda gain: (-abs(gain.weight), gain.kind, gain.text))
