"""Which of many texts may agree with some of them, without looking at more than their characters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from review.relate.copies.seeds import HITS, RARE, SPAN, Hashes, Integers, gram_hashes

LENGTH = 6
"""Characters of a gram: longer than where all texts are compared, as few of a stranger's then need a second look."""
SLOTS = 22
"""Bits of a gram's hash by which most grams of other texts are passed over."""


class Nearby:
    """Texts among which others, the `wanted`, are looked for. Marks count here, as they would cost more than they hide.

    All texts are looked through once, whatever the number of the wanted; what they share is sorted, and each of the
    wanted finds its own in it.
    """

    def __init__(self, texts: Sequence[str], wanted: Sequence[str]) -> None:
        self._wanted = [np.unique(gram_hashes(text, LENGTH)) for text in wanted]
        self._ends = np.cumsum(np.array([len(text) for text in texts], np.int64))
        every = np.unique(np.concatenate([np.zeros(0, np.uint64), *self._wanted]))
        grams = gram_hashes("".join(texts), LENGTH)
        places = _among(grams, every)
        order = np.argsort(grams[places], kind="stable")
        self._places = places[order]
        self._grams = grams[self._places]

    def of(self, number: int) -> tuple[int, ...]:
        """The numbers of the texts that share HITS rare grams with one of the wanted within SPAN, most first."""
        mine = self._wanted[number]
        first, last = (np.searchsorted(self._grams, mine, side) for side in ("left", "right"))
        rare = (last > first) & (last - first <= RARE)
        places = np.sort(self._places[_ranges(first[rare], last[rare])])
        return tuple(_dense(places, np.searchsorted(self._ends, places, "right")))


def _among(grams: Hashes, every: Hashes) -> Integers:
    """Where one of the sorted grams `every` stands."""
    slots = np.zeros(1 << SLOTS, bool)
    slots[every >> np.uint64(64 - SLOTS)] = True
    places = np.flatnonzero(slots[grams >> np.uint64(64 - SLOTS)])
    among: Integers = places[np.isin(grams[places], every)]
    return among


def _ranges(first: Integers, last: Integers) -> Integers:
    """All numbers from each first to below its last."""
    counts = last - first
    before = np.repeat(np.cumsum(counts) - counts, counts)
    numbers: Integers = np.repeat(first, counts) + np.arange(len(before)) - before
    return numbers


def _dense(places: Integers, text_of: Integers) -> list[int]:
    """The texts in which HITS places lie within SPAN, those first where it is so most often."""
    first, last = slice(None, 1 - HITS), slice(HITS - 1, None)
    close = (text_of[first] == text_of[last]) & (places[last] - places[first] <= SPAN)
    texts, times = np.unique(text_of[first][close], return_counts=True)
    found: list[int] = texts[np.argsort(-times, kind="stable")].tolist()
    return found
