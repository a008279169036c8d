"""Which of many texts may agree with one of them, without looking at more than their characters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from review.relate.copies.seeds import HITS, RARE, SPAN, Integers, grams

LENGTH = 6
"""Characters of a gram: longer than where all texts are compared, as few of a stranger's then need a second look."""
SLOTS = 22
"""Bits of a gram's hash by which most grams of other texts are passed over."""


def near(text: str, others: Sequence[str]) -> tuple[int, ...]:
    """The numbers of those texts that share HITS rare grams with `text` within SPAN characters. Marks count here."""
    if not others:
        return ()
    mine = np.unique(grams(text, LENGTH))
    slots = np.zeros(1 << SLOTS, bool)
    slots[mine >> np.uint64(64 - SLOTS)] = True
    theirs = grams("".join(others), LENGTH)
    places = np.flatnonzero(slots[theirs >> np.uint64(64 - SLOTS)])
    places = places[np.isin(theirs[places], mine)]
    shared, times = np.unique(theirs[places], return_counts=True)
    places = places[times[np.searchsorted(shared, theirs[places])] <= RARE]
    lengths = np.array([len(other) for other in others], np.int64)
    return tuple(_dense(places, np.searchsorted(np.cumsum(lengths), places, "right")))


def _dense(places: Integers, text_of: Integers) -> list[int]:
    """The texts in which HITS places lie within SPAN."""
    first, last = slice(None, 1 - HITS), slice(HITS - 1, None)
    close = (text_of[first] == text_of[last]) & (places[last] - places[first] <= SPAN)
    found: list[int] = np.unique(text_of[first][close]).tolist()
    return found


