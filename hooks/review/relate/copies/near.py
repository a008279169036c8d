"""Which of many texts may agree with some of them, without looking at more than their characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from review.relate.copies.seeds import HITS, RARE, SPAN, Integers, gram_hashes

LENGTH = 6
"""Characters of a gram: longer than where all texts are compared, as few of a stranger's then need a second look."""
SLOTS = 22
"""Bits of a gram's hash by which most grams of other texts are passed over."""
WIDTH = 32
"""Bits of a hash that are told apart: of twenty million grams ten or so then look like one of a text's own."""

Grams = NDArray[np.uint32]
"""The hashes of all grams of a text, in order."""


def grams_of(texts: Sequence[str]) -> list[Grams]:
    """The grams of each text. Marks count here, as they would cost more than they hide."""
    hashes = (gram_hashes("".join(texts), LENGTH) >> np.uint64(64 - WIDTH)).astype(np.uint32)
    lengths = [len(text) for text in texts]
    begins = [0, *accumulate(lengths)]
    return [hashes[begin : begin + max(0, length - LENGTH + 1)] for begin, length in zip(begins, lengths, strict=False)]


class Nearby:
    """Texts among which others, the `wanted`, are looked for; of both the grams.

    All texts are looked through once, whatever the number of the wanted; what they share is sorted, and each of the
    wanted finds its own in it.
    """

    def __init__(self, texts: Sequence[Grams], wanted: Sequence[Grams]) -> None:
        self._wanted = [np.unique(grams) for grams in wanted]
        self._ends = np.cumsum([len(grams) for grams in texts], dtype=np.int64)
        none = np.zeros(0, np.uint32)
        grams = np.concatenate([none, *texts])
        places = _among(grams, np.unique(np.concatenate([none, *self._wanted])))
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


def _among(grams: Grams, every: Grams) -> Integers:
    """Where one of the sorted grams `every` stands."""
    slots = np.zeros(1 << SLOTS, bool)
    slots[every >> np.uint32(WIDTH - SLOTS)] = True
    places = np.flatnonzero(slots[grams >> np.uint32(WIDTH - SLOTS)])
    found = grams[places]
    among: Integers = places[every[np.searchsorted(every, found).clip(max=len(every) - 1)] == found]
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
