"""What single characters and pairs tell of a type: log-odds, learned from the vocabulary's own wording."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import add

import numpy as np

from review.model import ProblemType
from review.relate.nothing import NOTHING
from review.relate.words import plain

SHRINK = 40
"""How many average characters a type is thought to have had before its first word."""
GLOSS = 0.5
"""What a gloss counts beside a word, the name or an example."""
SINGLE, PAIR = 0.5, 1.0
_CHINESE = re.compile("[\u3400-\u9fff]+")


class Characters:
    """The characters and pairs of one vocabulary, and how each shifts the odds between its types and saying nothing.

    One that n of a type's texts contain, N the sum of the type's n and q its share over all types, weighs
    ln(((n + 40q) / (N + 40)) / q) for the type; half of it a single character.
    """

    def __init__(self, types: Sequence[ProblemType]) -> None:
        having = [*map(_counted, types), _having((1.0, text) for text in NOTHING)]
        self.grams = list(dict.fromkeys(gram for counts in having for gram in counts))
        """The known ones."""
        row = {gram: n for n, gram in enumerate(self.grams)}
        counted = np.zeros((len(row), len(having)))
        for type, counts in enumerate(having):
            counted[[row[gram] for gram in counts], type] = list(counts.values())
        share = counted.sum(axis=1, keepdims=True) / max(1.0, counted.sum())
        odds = np.log((counted + SHRINK * share) / (counted.sum(axis=0) + SHRINK) / share)
        self.rows = odds * np.array([SINGLE if len(gram) == 1 else PAIR for gram in self.grams]).reshape(-1, 1)
        """What each of them weighs for each type, and for nothing being said, which stands last."""


def length(text: str) -> int:
    """The Chinese characters of a text."""
    return sum(map(len, _CHINESE.findall(text)))


def _counted(type: ProblemType) -> dict[str, float]:
    """How many of a type's texts have each character and pair."""
    return _having([*((1.0, text) for text in (*type.words, type.name, *type.examples)), (GLOSS, type.gloss)])


def _having(texts: Iterable[tuple[float, str]]) -> dict[str, float]:
    """How many texts have each character and pair; each text counts what stands before it."""
    counts: dict[str, float] = {}
    for share, text in texts:
        for gram in set(grams(plain(text))):
            counts[gram] = counts.get(gram, 0) + share
    return counts


def grams(text: str) -> list[str]:
    """Characters and pairs, as often as they stand there; no pair over what is no Chinese character."""
    return [gram for run in _CHINESE.findall(text) for gram in (*run, *map(add, run, run[1:]))]
