"""A softmax regression: what each feature of a text weighs for each place, so that texts whose place is known get it.

Placing has to come out alike on every machine that shares a library. So nothing is used whose last bits hang on the
processor: no matrix product, no library's exponential, only sums in a fixed order and the four operations.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
STEPS = 11
"""From here on unseen texts gain nothing more."""
STEEPER = 1.5
"""A little steeper is no fault: it comes and goes with the momentum."""
FREE = 20
"""How far weights may go: the penalty is their squares ÷ twice this."""
CURVED = 0.5
"""What a text adds to the curvature of each of its features: it has many, of which few agree, and few places."""
AT_ONCE = 1500
"""Features that are summed at once: so many rows stay in the processor's cache."""
_SERIES = (1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1.0, 1.0)


class Taught(NamedTuple):
    """A text whose place is known."""

    features: Sequence[int]
    """One at least."""
    factor: float
    """What each of them counts in it."""
    place: int
    share: float
    """What the text counts beside others."""


class _Sums:
    """Sums over groups of rows of a matrix, always in the same order."""

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        self._rows = np.array([row for group in groups for row in group], np.intp)
        begins = list(accumulate(map(len, groups), initial=0))
        cuts = [0]
        for n, begin in enumerate(begins):
            if begin - begins[cuts[-1]] >= AT_ONCE or n == len(groups) > cuts[-1]:
                cuts.append(n)
        self._parts = [(a, b, begins[a], begins[b]) for a, b in zip(cuts, cuts[1:], strict=False)]
        self._begins = np.array(begins[:-1], np.intp)

    def of(self, matrix: np.ndarray) -> Floats:
        """The sum of each group's rows."""
        sums = np.empty((len(self._begins), matrix.shape[1]), matrix.dtype)
        for a, b, begin, end in self._parts:
            taken = matrix.take(self._rows[begin:end], axis=0)
            np.add.reduceat(taken, self._begins[a:b] - begin, axis=0, out=sums[a:b])
        return sums.astype(np.float32, copy=False)


class _Loss:
    """How badly weights place the texts, as its slope."""

    def __init__(self, texts: Sequence[Taught], features: int, places: int) -> None:
        self._by_text = _Sums([text.features for text in texts])
        having: list[list[int]] = [[] for _ in range(features)]
        for n, text in enumerate(texts):
            for feature in text.features:
                having[feature].append(n)
        self._by_feature = _Sums(having)
        self._factors = np.array([[text.factor] for text in texts], np.float32)
        self._shares = np.array([[text.share] for text in texts], np.float32)
        self._right = np.zeros((len(texts), places), np.float32)
        self._right[range(len(texts)), [text.place for text in texts]] = 1
        curved = self._by_feature.of(self._shares * self._factors * self._factors)
        self.reach: Floats = np.float32(1) / (np.float32(CURVED) * curved + np.float32(1 / FREE))
        """How far to go along the slope of each feature, before anything else is known."""

    def slope(self, weights: Floats) -> Floats:
        """Which way it grows."""
        scores = self._by_text.of(weights) * self._factors
        shares = _raised(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        wrong = (shares - self._right) * (self._shares * self._factors)
        # Twice as exact, so that the order of the texts makes no difference between places that are told alike.
        return self._by_feature.of(wrong.astype(np.float64)) + weights / np.float32(FREE)


def regression(texts: Sequence[Taught], features: int, places: int) -> Floats:
    """The weight of each of the `features` for each of the `places`, by Nesterov's accelerated descent.

    Each feature stands in one of the texts at least. A step that makes the slope steeper is taken back, and from there
    on all go half as far.
    """
    weights = np.zeros((features, places), np.float32)
    if not features:
        return weights
    loss = _Loss(texts, features, places)
    reach, ahead, run, steepest = loss.reach, weights, 0, np.inf
    for _ in range(STEPS):
        step = loss.slope(ahead)
        steep = float((step * step * reach).sum(dtype=np.float64))
        if steep > STEEPER * steepest:
            reach, ahead, run, steepest = reach * np.float32(0.5), weights, 0, np.inf
            continue
        after = ahead - reach * step
        ahead = after + np.float32(run / (run + 3)) * (after - weights)
        weights, run, steepest = after, run + 1, steep
    return weights


def _raised(exponents: Floats) -> Floats:
    """e to the power of each, for exponents up to 0: 2 to a whole power times a short series, exact to 1e-6."""
    exponents = np.maximum(exponents, np.float32(-80))
    whole = np.rint(exponents * np.float32(1.4426950408889634))
    rest = exponents - whole * np.float32(0.6931471805599453)
    series = np.full_like(rest, _SERIES[0])
    for term in _SERIES[1:]:
        series = series * rest + np.float32(term)
    raised: Floats = np.ldexp(series, whole.astype(np.int32))
    return raised
