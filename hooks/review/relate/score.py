"""The score of each problem type for an item: a sum of named gains from words, characters and the heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, sqrt
from typing import NamedTuple

from review.model import Vocabulary
from review.relate.characters import Characters, length
from review.relate.words import Word, Words

BODY_AT_LEAST = 5
"""So much must the words of a body weigh to count in full."""
BODY_READ = 400
"""Characters of a body that are looked at one by one."""
LATER = 0.7
"""What a word counts in an opening after the first one: what is wanting is named first, how it is wanting after."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """What each kind of evidence counts. After a change `INFERRED` and `SURE` have to be found anew."""

    type_word: float = 0.7
    """A word in the opening, for its type."""
    theme_word: float = 1.0
    """And for every type of its theme."""
    body_words: float = 2.0
    """All words of a body together; half of it for the theme."""
    characters: float = 0.9
    body_characters: float = 0.5
    heading: float = 1.5
    """A heading's theme, for its types."""


Speaks = tuple[int, float]
"""A type by its number, and a weight."""
Part = tuple[str, str, float, Sequence[Speaks], float]
"""Of a score: what it is (词, 字, 方面 …), its text, its factor, the types it speaks for with their weights, and what
it adds to how much the constants of the characters count."""


class Gain(NamedTuple):
    """What one thing gives one place over another."""

    kind: str
    """词, 字, 方面, 正文词, 正文字; of causes and measures 自身, 全文问题, 措辞, 写明."""
    text: str
    weight: float

    def __str__(self) -> str:
        return f"{' '.join(filter(None, self[:2]))} {self.weight:+.1f}"


class Scorer:
    """Scores texts by one vocabulary. Types and themes go by their numbers in its order."""

    def __init__(self, vocabulary: Vocabulary, weights: Weights) -> None:
        self.weights = weights
        self.types = [type for theme in vocabulary.themes for type in theme.types]
        self.themes = vocabulary.themes
        number = {type.id: n for n, type in enumerate(self.types)}
        self.of_theme = {theme.id: [number[type.id] for type in theme.types] for theme in vocabulary.themes}
        self.theme_of = [type.theme for type in self.types]
        self.words = Words(vocabulary)
        self.characters = Characters(self.types)
        self._opening_words = self._speaking(number, weights.type_word, weights.theme_word)
        self._body_words = self._speaking(number, 1, 0.5)

    def opening(self, text: str, words: Iterable[Word]) -> Iterator[Part]:
        """The parts of an opening's score; `text` is plain, `words` those in it."""
        first = None
        for word in words:
            first = first or word.text
            factor = word.weight if word.text == first else word.weight * LATER
            yield "词", word.text, factor, self._opening_words[word], 0
        yield from self._characters("字", text, self.weights.characters)

    def body(self, text: str, words: Sequence[Word]) -> Iterator[Part]:
        """The parts of a body's score; `text` is plain, `words` those in it."""
        whole = max(BODY_AT_LEAST, fsum(word.weight for word in words))
        for word in words:
            yield "正文词", word.text, word.weight * self.weights.body_words / whole, self._body_words[word], 0
        yield from self._characters("正文字", text[:BODY_READ], self.weights.body_characters)

    def heading(self, themes: Mapping[str, float], name: str) -> Iterator[Part]:
        """The parts that a heading of these themes gives."""
        for theme, share in themes.items():
            yield "方面", name, self.weights.heading * share, [(t, 1.0) for t in self.of_theme.get(theme, ())], 0

    def _speaking(self, number: Mapping[str, int], type: float, theme: float) -> dict[Word, tuple[Speaks, ...]]:
        """By word: the types that it speaks for, its own above the others of its theme."""
        return {
            word: tuple((t, theme + type * (t == number.get(word.type))) for t in self.of_theme[word.theme])
            for word in self.words
        }

    def _characters(self, kind: str, text: str, factor: float) -> Iterator[Part]:
        factor /= sqrt(1 + length(text))
        for gram in self.characters.within(text):
            weight, more = self.characters.known[gram]
            yield kind, gram, factor * weight, more, factor * weight

    def sums(self, parts: Iterable[Part]) -> list[float]:
        """The score of each type."""
        total, known = [0.0] * len(self.types), 0.0
        for _, _, factor, speaks, constant in parts:
            known += constant
            for t, w in speaks:
                total[t] += factor * w
        return [x + known * c for x, c in zip(total, self.characters.constants, strict=True)]

    def gains(self, parts: Iterable[Part], one: int, other: int) -> list[Gain]:
        """What each part gives one type over another, most first; together that is the difference of their scores."""
        constant = self.characters.constants[one] - self.characters.constants[other]
        gains = []
        for kind, text, factor, speaks, known in parts:
            given = dict(speaks)
            gains.append(Gain(kind, text, factor * (given.get(one, 0) - given.get(other, 0)) + known * constant))
        return ordered(gains)


def ordered(gains: Iterable[Gain]) -> list[Gain]:
    """One gain for each thing, those that count most first, whichever way; what gives nothing is left out."""
    found: dict[tuple[str, str], float] = {}
    for kind, text, weight in gains:
        found[kind, text] = found.get((kind, text), 0) + weight
    told = (Gain(kind, text, weight) for (kind, text), weight in found.items() if weight)
    return sorted(told, key=lambda gain: (-abs(gain.weight), gain.kind, gain.text))


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as shares of 1."""
    most = max(scores, default=0.0)
    raised = [exp(score - most) for score in scores]
    whole = fsum(raised)
    return [x / whole for x in raised]


def spoken_for(scores: Sequence[float]) -> list[float]:
    """Types' scores as shares of 1; all 0 where no score is above 0, as then nothing speaks for any type."""
    return softmax(scores) if max(scores, default=0.0) > 0 else [0.0] * len(scores)
