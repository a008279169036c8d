"""Which of many texts may agree with some of them, without looking at more than their characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from review.relate.copies.seeds import BAND, RARE, Integers, close_places, gram_hashes

LENGTH = 6
"""Characters of a gram: longer than where all texts are compared, as few of a stranger's then need a second look."""
SLOTS, SPARE = 22, 256
"""Bits of a gram's hash, at most, by which most grams of other texts are passed over; and so many slots for each gram
that is looked for: a small table stays near at hand, which makes it four times as fast."""
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
    """The grams of texts, and the numbers of those, the `wanted`, that are looked for among the others.

    All texts are looked through once, whatever the number of the wanted; what they share is sorted, and each of the
    wanted finds its own in it.
    """

    def __init__(self, texts: Sequence[Grams], wanted: Sequence[int]) -> None:
        ends = np.cumsum([len(grams) for grams in texts], dtype=np.int64)
        none = np.zeros(0, np.uint32)
        every = np.sort(np.concatenate([none, *(texts[number] for number in wanted)]))
        grams, places = _among(texts, every[_begins(every)])
        first = np.flatnonzero(_begins(grams))
        counts = np.diff(first, append=len(grams))
        rare = (counts > 1) & (counts <= RARE)
        self._places = places[np.repeat(rare, counts)]
        """Where rare grams stand, those of one gram behind each other."""
        self._text_of = np.searchsorted(ends, self._places, "right")
        self._counts = counts[rare]
        self._first = np.cumsum(self._counts) - self._counts
        """By gram, how often it stands and where in `_places` its first place is."""
        self._gram_of = np.repeat(np.arange(len(self._counts)), self._counts)
        self._by_text = np.argsort(self._text_of, kind="stable")
        numbers = np.arange(len(texts) + 1)
        self._bounds = np.searchsorted(self._text_of, numbers, sorter=self._by_text).tolist()
        self._begins = (ends - np.diff(ends, prepend=0)).tolist()

    def of(self, number: int) -> tuple[int, ...]:
        """The other texts that share rare grams with one of the wanted close together, in both, most first."""
        mine = self._by_text[self._bounds[number] : self._bounds[number + 1]]
        mine = mine[_begins(self._gram_of[mine])]  # where each gram stands first
        grams = self._gram_of[mine]
        counts = self._counts[grams]
        those = _ranges(self._first[grams], counts)
        there, text_of = self._places[those], self._text_of[those]
        here = np.repeat(self._places[mine] - self._begins[number], counts)
        others = text_of != number
        return tuple(_dense(here[others], there[others], text_of[others]))


def _sorted(grams: Grams, places: Integers) -> tuple[Grams, Integers]:
    """Grams in order, and equal ones by their places: sorted as one number, several times as fast as by an index."""
    mixed = np.sort(grams.astype(np.uint64) << np.uint64(WIDTH) | places.astype(np.uint64))
    return (mixed >> np.uint64(WIDTH)).astype(np.uint32), (mixed & np.uint64((1 << WIDTH) - 1)).astype(np.int64)


def _begins(ordered: Grams | Integers) -> NDArray[np.bool_]:
    """Where in sorted grams another one begins; five times as fast as numpy's own way with large numbers."""
    return np.append(np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1])


def _among(texts: Sequence[Grams], every: Grams) -> tuple[Grams, Integers]:
    """The grams of texts that are among the sorted `every`, sorted, and where they stand, text after text."""
    bits = min(SLOTS, (SPARE * len(every)).bit_length())
    shift, slots = np.uint32(WIDTH - bits), np.zeros(1 << bits, bool)
    slots[every >> shift] = True
    begin, held, stand = 0, [np.zeros(0, np.uint32)], [np.zeros(0, np.int64)]
    for grams in texts:
        at = np.flatnonzero(slots.take(grams >> shift, mode="clip"))  # all are in range: half the time of looking
        if len(at):
            held.append(grams[at])
            stand.append(at + begin)
        begin += len(grams)
    found, places = _sorted(np.concatenate(held), np.concatenate(stand))
    among = every[np.searchsorted(every, found).clip(max=len(every) - 1)] == found
    return found[among], places[among]


def _ranges(first: Integers, counts: Integers) -> Integers:
    """From each first on so many numbers."""
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
