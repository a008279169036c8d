"""Where many texts may agree: places that share rare runs of four characters, found in one pass over all of them.

Every run of four characters (gram) of every text is hashed and sorted once. A gram that few texts have makes pairs
of places; a pair of texts whose places lie on about one diagonal (the same distance from each other) and close
together agree there. Measured on 2,000 made-up materials with 200 planted copies (bench/copies.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GRAM = 4
"""Characters. Of a copy of which every fifth character was changed 41 % of them survive."""
RARE = 16
"""A gram that more places have tells nothing, and would make the work grow with the square of the library."""
HITS = 6
"""So many shared grams, within SPAN characters and BAND of one diagonal, are worth a look."""
SPAN = 110
BAND = 16
SLOTS = 24
"""Bits of the largest table in which bands are counted."""

Integers = NDArray[np.int64]
Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Seeds:
    """Two texts and the places in them that share a gram and lie near each other."""

    first: int
    second: int
    """Numbers of the texts, first < second."""
    places: tuple[tuple[int, int], ...]
    """Where the shared grams begin in the first text and in the second, by the first."""


def seeds(texts: Sequence[str], of: int | None = None) -> Iterator[Seeds]:
    """Every pair of texts that may agree somewhere, in order; with `of` only the pairs of that one text."""
    lengths = np.array([len(text) for text in texts], np.int64)
    starts = np.cumsum(lengths) - lengths
    text_of = np.repeat(np.arange(len(texts)), lengths)
    one, other = _pairs(*_rare("".join(texts), text_of))
    first, second = text_of[one], text_of[other]
    differ = first != second
    if of is not None:
        differ &= (first == of) | (second == of)
    one, other, first, second = one[differ], other[differ], first[differ], second[differ]
    here, there = one - starts[first], other - starts[second]
    pair = first * len(texts) + second
    close = np.zeros(len(pair), bool)
    for shift in (0, BAND // 2):
        close |= close_places(pair, there - here + int(lengths.max(initial=0)) + shift, here)
    yield from _grouped(pair[close], here[close], there[close], len(texts))


def gram_hashes(text: str, length: int = GRAM) -> Hashes:
    """The hash of every run of `length` characters, in order."""
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32).astype(np.uint64)
    count = max(0, len(codes) - length + 1)
    hashes = np.zeros(count, np.uint64)
    for n in range(length):
        hashes = (hashes ^ codes[n : n + count]) * np.uint64(0x9E3779B97F4A7C15)
    return hashes


def _rare(text: str, text_of: Integers) -> tuple[Hashes, Integers]:
    """The hashes of all grams that few places have, sorted, and where each one is.

    Hash and place are sorted as one number, which is six times as fast as sorting places by their hashes. So a hash
    keeps 64 bits less those of a place (40 of six million); two grams of one hash are told apart by their characters.
    """
    hashes = gram_hashes(text)
    count = len(hashes)
    bits = np.uint64(count.bit_length())
    mixed = hashes >> bits << bits | np.arange(count, dtype=np.uint64)
    mixed = np.sort(mixed[text_of[:count] == text_of[len(text_of) - count :]])
    hashes, places = mixed >> bits, (mixed & (np.uint64(1) << bits) - np.uint64(1)).astype(np.int64)
    ends = np.flatnonzero(np.append(hashes[1:] != hashes[:-1], np.ones(min(1, len(hashes)), bool)))
    sizes = np.diff(ends, prepend=-1)
    few = np.repeat((sizes >= 2) & (sizes <= RARE), sizes)
    return hashes[few], places[few]


def _pairs(hashes: Hashes, places: Integers) -> tuple[Integers, Integers]:
    """Every two places of one hash, the earlier first."""
    ones, others = [places[:0]], [places[:0]]
    for apart in range(1, RARE):
        same = hashes[apart:] == hashes[:-apart]
        if not same.any():
            break
        ones.append(places[:-apart][same])
        others.append(places[apart:][same])
    return np.concatenate(ones), np.concatenate(others)


def close_places(pair: Integers, diagonal: Integers, here: Integers) -> NDArray[np.bool_]:
    """Which places have HITS of their pair and band within SPAN."""
    band = pair * (int(diagonal.max(initial=0)) // BAND + 1) + diagonal // BAND
    bits = min(SLOTS, max(1, (8 * len(band)).bit_length()))  # two texts of a few pairs need no table of millions
    slot = (band.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - bits)).astype(np.int64)
    many = np.flatnonzero(np.bincount(slot)[slot] >= HITS) if len(slot) else slot
    order = many[np.lexsort((here[many], band[many]))]
    band, at = band[order], here[order]
    begins = (band[HITS - 1 :] == band[: 1 - HITS]) & (at[HITS - 1 :] - at[: 1 - HITS] <= SPAN)
    close = np.zeros(len(pair), bool)
    for n in range(HITS):
        close[order[n : len(order) - HITS + 1 + n][begins]] = True
    return close


def _grouped(pair: Integers, here: Integers, there: Integers, count: int) -> Iterator[Seeds]:
    order = np.lexsort((there, here, pair))
    pair, here, there = pair[order], here[order], there[order]
    for group in np.split(np.arange(len(pair)), np.flatnonzero(pair[1:] != pair[:-1]) + 1):
        if len(group):
            first, second = divmod(int(pair[group[0]]), count)
            yield Seeds(first, second, tuple(zip(here[group].tolist(), there[group].tolist(), strict=True)))
