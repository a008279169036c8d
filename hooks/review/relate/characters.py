"""What single characters and pairs tell of a type: log-odds, learned from the vocabulary's own wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log
from operator import add

from review.model import ProblemType
from review.relate.words import plain

SHRINK = 40
"""How many average characters a type is thought to have had before its first word."""
GLOSS = 0.5
"""What a gloss counts beside a word, the name or an example."""
SINGLE, PAIR = 0.5, 1.0
_CHINESE = re.compile("[\u3400-\u9fff]+")


class Characters:
    """The characters and pairs of one vocabulary, and how each shifts the odds between its types.

    A character or pair that n of a type's texts contain, N the sum of the type's n, q its share over all types,
    weighs ln(((n + 40q) / (N + 40)) / q): a constant of the type where n is 0, and more where it is not.
    """

    def __init__(self, types: Sequence[ProblemType]) -> None:
        having: dict[str, list[tuple[int, float]]] = {}
        sums = []
        for number, type in enumerate(types):
            counts = _counted(type)
            sums.append(sum(counts.values()))
            for gram, count in counts.items():
                having.setdefault(gram, []).append((number, count))
        total = sum(sums)
        self.constants = [-log(1 + size / SHRINK) for size in sums]
        """What a type weighs for any known character that it does not have."""
        self.known: dict[str, tuple[float, tuple[tuple[int, float], ...]]] = {}
        """By character or pair: what it counts, and for the types that have it, by number, what it weighs there above
        the constant."""
        for gram, counts in having.items():
            share = SHRINK * sum(count for _, count in counts) / total
            more = tuple((type, log(1 + count / share)) for type, count in counts)
            self.known[gram] = SINGLE if len(gram) == 1 else PAIR, more

    def within(self, text: str) -> list[str]:
        """The known characters and pairs of a plain text, each once."""
        return [gram for gram in dict.fromkeys(_grams(text)) if gram in self.known]


def length(text: str) -> int:
    """The Chinese characters of a text."""
    return sum(map(len, _CHINESE.findall(text)))


def _counted(type: ProblemType) -> Counter[str]:
    """How many of a type's texts have each character and pair."""
    counts: Counter[str] = Counter()
    for share, texts in ((1.0, (*type.words, type.name, *type.examples)), (GLOSS, (type.gloss,))):
        for text in texts:
            for gram in set(_grams(plain(text))):
                counts[gram] += share
    return counts


def _grams(text: str) -> list[str]:
    """Characters and pairs, as often as they stand there; no pair over what is no Chinese character."""
    return [gram for run in _CHINESE.findall(text) for gram in (*run, *map(add, run, run[1:]))]
