"""Which of many texts may agree with one of them, without looking at more than their characters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from review.relate.copies.seeds import HITS, RARE, SPAN, Integers, gram_hashes

LENGTH = 6
"""Characters of a gram: longer than where all texts are compared, as few of a stranger's then need a second look."""
SLOTS = 22
"""Bits of a gram's hash by which most grams of other texts are passed over."""


class Nearby:
    """Texts among which others are looked for. Marks count here, as they would cost more than they hide."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._grams = gram_hashes("".join(texts), LENGTH)
        self._slots = (self._grams >> np.uint64(64 - SLOTS)).astype(np.uint32)
        self._ends = np.cumsum(np.array([len(text) for text in texts], np.int64))

    def of(self, text: str) -> tuple[int, ...]:
        """The numbers of those texts that share HITS rare grams with `text` within SPAN characters, most first."""
        mine = np.unique(gram_hashes(text, LENGTH))
        slots = np.zeros(1 << SLOTS, bool)
        slots[mine >> np.uint64(64 - SLOTS)] = True
        places = np.flatnonzero(slots[self._slots])
        places = places[np.isin(self._grams[places], mine)]
        shared, times = np.unique(self._grams[places], return_counts=True)
        places = places[times[np.searchsorted(shared, self._grams[places])] <= RARE]
        return tuple(_dense(places, np.searchsorted(self._ends, places, "right")))


def _dense(places: Integers, text_of: Integers) -> list[int]:
    """The texts in which HITS places lie within SPAN, those first where it is so most often."""
    first, last = slice(None, 1 - HITS), slice(HITS - 1, None)
    close = (text_of[first] == text_of[last]) & (places[last] - places[first] <= SPAN)
    texts, times = np.unique(text_of[first][close], return_counts=True)
    found: list[int] = texts[np.argsort(-times, kind="stable")].tolist()
    return found
