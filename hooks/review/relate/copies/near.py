"""Which of many texts may agree with some of them, without looking at more than their characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from review.relate.copies.seeds import BAND, RARE, Integers, close_places, gram_hashes

LENGTH = 6
"""Characters of a gram: longer than where all texts are compared, as few of a stranger's then need a second look."""
SLOTS = 22
"""Bits of a gram's hash by which most grams of other texts are passed over."""
WIDTH = 32
"""Bits of a hash that are told apart: of 34 million grams some 25 then look like one of a text's own."""

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
        self._wanted = [_first_places(grams) for grams in wanted]
        self._ends = np.cumsum([len(grams) for grams in texts], dtype=np.int64)
        none = np.zeros(0, np.uint32)
        every = np.sort(np.concatenate([none, *(grams for grams, _ in self._wanted)]))
        self._grams, self._places = _among(np.concatenate([none, *texts]), every[_begins(every)])

    def of(self, number: int) -> tuple[int, ...]:
        """The numbers of the texts that share rare grams with one of the wanted close together, in both, most first."""
        mine, at = self._wanted[number]
        first, last = (np.searchsorted(self._grams, mine, side) for side in ("left", "right"))
        rare = (last > first) & (last - first <= RARE)
        there = self._places[_ranges(first[rare], last[rare])]
        here = np.repeat(at[rare], (last - first)[rare])
        return tuple(_dense(here, there, np.searchsorted(self._ends, there, "right")))


def _first_places(grams: Grams) -> tuple[Grams, Integers]:
    """The grams sorted, each once, and where each stands first."""
    order = np.argsort(grams, kind="stable")
    new = _begins(grams[order])
    return grams[order][new], order[new]


def _begins(ordered: Grams) -> NDArray[np.bool_]:
    """Where in sorted grams another one begins; five times as fast as numpy's own way with large numbers."""
    return np.append(np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1])


def _among(grams: Grams, every: Grams) -> tuple[Grams, Integers]:
    """Those of `grams` that are among the sorted `every`, sorted, and where they stand."""
    slots = np.zeros(1 << SLOTS, bool)
    slots[every >> np.uint32(WIDTH - SLOTS)] = True
    places = np.flatnonzero(slots[grams >> np.uint32(WIDTH - SLOTS)])
    places = places[np.argsort(grams[places], kind="stable")]
    found = grams[places]
    among = every[np.searchsorted(every, found).clip(max=len(every) - 1)] == found
    return found[among], places[among]


def _ranges(first: Integers, last: Integers) -> Integers:
    """All numbers from each first to below its last."""
    counts = last - first
    before = np.repeat(np.cumsum(counts) - counts, counts)
    numbers: Integers = np.repeat(first, counts) + np.arange(len(before)) - before
    return numbers


def _dense(here: Integers, there: Integers, text_of: Integers) -> list[int]:
    """The texts with places close together and on about one diagonal, those with the most first."""
    apart = there - here
    apart -= apart.min(initial=0)
    close = close_places(text_of, apart, here) | close_places(text_of, apart + BAND // 2, here)
    texts, times = np.unique(text_of[close], return_counts=True)
    found: list[int] = texts[np.argsort(-times, kind="stable")].tolist()
    return found
