"""What single characters, pairs and the ends of clauses tell of a type, learned from the vocabulary's own wording.

Two things together: their log-odds, and the weights of a regression that places the vocabulary's words and examples
right. It takes seconds, so what was learned is kept: of the same wording, by the same code, it is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from review.keep.code import digest
from review.keep.folder import Folder
from review.model import ProblemType, Theme
from review.project import brought, project
from review.relate.grams import BETWEEN, grams_and_ends, is_edge, length
from review.relate.nothing import NOTHING
from review.relate.regression import Taught, regression
from review.relate.words import plain

SHRINK = 40
"""How many average characters a type is thought to have had before its first word."""
GLOSS = 0.5
"""What a gloss counts beside a word, the name or an example; it is no example of an opening, and teaches nothing."""
WORD = 0.3
"""What a word or the name teaches beside an example."""
EMPTY = 3
"""What an opening that says nothing teaches: there are few beside all they stand for."""
SINGLE, PAIR = 0.5, 1.0
ODDS = 0.45
"""What the log-odds count beside what was taught."""
STRETCH = 1.4
"""What a gram counts in a text that is taught, times √(1 + the text's length)."""
GRAIN = 256
"""Weights are whole 256ths: what a processor does in its last bits decides nothing."""
LONG = 1000
"""Of so many texts on, learning takes long enough for what was learned to be kept."""
SPARE = 10
"""So many vocabularies are kept beside the one at hand, 4 MB each."""


class Lesson(NamedTuple):
    """A text of the vocabulary."""

    place: int
    text: str
    """Plain."""
    counts: float
    """For the log-odds."""
    teaches: float
    """0: nothing."""


class Characters:
    """The grams of one vocabulary, and what each weighs for each of its types, for nothing being said and for the
    measures of each of the `themes`: lacks and remedies are worded so differently that they are learned apart.
    """

    def __init__(self, types: Sequence[ProblemType], themes: Sequence[Theme] = ()) -> None:
        order = sorted(range(len(types)), key=lambda n: types[n].id)
        behind = sorted(range(len(themes)), key=lambda n: themes[n].id)
        first = len(types) + 1
        said = sorted((*_said([types[n] for n in order]), *_remedies([themes[n] for n in behind], first)))
        self.grams, weights = _kept(said, first + len(themes))
        """The known ones."""
        self.rows = np.empty(weights.shape)
        """What each of them weighs for each type, for nothing being said, and for each theme's measures."""
        self.rows[:, [*order, len(types), *(first + n for n in behind)]] = weights / GRAIN


def _remedies(themes: Sequence[Theme], first: int) -> Iterator[Lesson]:
    for place, theme in enumerate(themes, first):
        yield from (Lesson(place, plain(text), 1, 1) for text in theme.measures)


def _said(types: Sequence[ProblemType]) -> Iterator[Lesson]:
    for place, type in enumerate(types):
        yield from (Lesson(place, plain(text), 1, WORD) for text in (*type.words, type.name))
        yield from (Lesson(place, plain(text), 1, 1) for text in type.examples)
        yield Lesson(place, plain(type.gloss), GLOSS, 0)
    yield from (Lesson(len(types), plain(text), 1, EMPTY) for text in NOTHING)


def _kept(said: Sequence[Lesson], places: int) -> tuple[list[str], NDArray[np.int16]]:
    """What was learned, from the site at hand or the one that the package brings; else learned, and kept for it."""
    if len(said) < LONG:
        return learn(said, places)
    key = digest("characters", list(map(tuple, said)), places)
    folder, *others = (Folder(site / ".cache" / "characters") for site in dict.fromkeys((project(), brought())))
    for one in (folder, *others):
        names, _, weights = (one.get(key) or b"").partition(b"\0")
        found = names.decode().split() if weights else []
        if found and len(weights) == 2 * len(found) * places:
            return found, np.frombuffer(weights, "<i2").reshape(-1, places)
    found, learned = learn(said, places)
    folder.put(key, " ".join(found).encode() + b"\0" + learned.astype("<i2").tobytes())
    folder.tidy((key,), SPARE)
    return found, learned


def learn(said: Sequence[Lesson], places: int) -> tuple[list[str], NDArray[np.int16]]:
    """The grams that tell something, and what each weighs for each place, in 256ths.

    What stands in one text only is known where it is a character or a pair, and then by its log-odds.
    """
    having = [list(dict.fromkeys(grams_and_ends(one.text))) for one in said]
    seen = Counter(gram for found in having for gram in found)
    known = sorted(gram for gram, times in seen.items() if times > 1 or BETWEEN not in gram)
    number = {gram: n for n, gram in enumerate(known)}
    rows = [[number[gram] for gram in found if gram in number] for found in having]
    weights = ODDS * _odds(known, said, rows, places) + _taught(said, rows, len(known), places)
    return known, np.rint(weights * GRAIN).clip(-(2**15), 2**15 - 1).astype(np.int16)


def _odds(known: Sequence[str], said: Sequence[Lesson], rows: Sequence[Sequence[int]], places: int) -> np.ndarray:
    """One that n of a type's texts contain, N the sum of the type's n and q its share over all types, weighs
    ln(((n + 40q) / (N + 40)) / q) for the type; half of it a single character, nothing a beginning or an end.
    """
    sizes = [len(found) for found in rows]
    at = np.array([row for found in rows for row in found], np.intp) * places
    at += np.repeat([one.place for one in said], sizes)
    counted = np.bincount(at, np.repeat([one.counts for one in said], sizes), len(known) * places)
    counted = counted.reshape(len(known), places)
    counts = np.array([[0 if is_edge(gram) else SINGLE if len(gram) == 1 else PAIR] for gram in known])
    counted *= counts > 0
    share = counted.sum(axis=1, keepdims=True) / max(1.0, counted.sum())
    share[counts == 0] = 1
    odds: np.ndarray = np.log((counted + SHRINK * share) / (counted.sum(axis=0) + SHRINK) / share) * counts
    return odds


def _taught(said: Sequence[Lesson], rows: Sequence[Sequence[int]], known: int, places: int) -> np.ndarray:
    """What the regression gives each gram that two texts at least teach."""
    teaching = [(one, found) for one, found in zip(said, rows, strict=True) if one.teaches]
    seen = Counter(row for _, found in teaching for row in found)
    features = sorted(row for row, times in seen.items() if times > 1)
    number = {row: n for n, row in enumerate(features)}
    texts = [
        Taught(told, STRETCH / sqrt(1 + length(one.text)), one.place, one.teaches)
        for one, found in teaching
        if (told := [number[row] for row in found if row in number])
    ]
    weights = np.zeros((known, places))
    weights[features] = STRETCH * regression(texts, len(features), places)
    return weights
