"""The position lists of a segment: of each bigram in shards, and of frequent characters as tallies.

Lists lie in shards, sorted by bigram, some kilobytes each:
    R1, number of bigrams, then for each: first character minus that of the bigram before, second character
    (minus the one before if the first is the same), bytes of its list; then the lists: each position minus the
    one before. All numbers as base-128 varints, low bits first.
Tallies: R1, then for each passage, ascending, (steps from the one before, less one) * 8 + (4 if in the opening) + how
often, less one; where that is 3 or more it is 3, and a second number says how many more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from review.show.search.fold import END

MAGIC = b"R1"
SHARD = 4_000
"""Bytes a shard is filled to; a longer list has a shard of its own. A query asks each segment for one or two: of 10,000
materials in 19 segments these come to 205 KB at the median, with 6,000 to 234."""
BLOCK = 64
"""Positions; what a passage does not fill is END."""
SPREAD = 3
"""Shards; 72 of a piece's 4,000 characters lie in more, and make it a tenth larger."""
PAIR = 0x110000
"""From here on the codes of pairs; no character has them."""
FREQUENT, MOST_PAIRS = 4_500, 512
"""How often a bigram stands in a segment that is a pair: from there on its list is larger than a shard."""


class Lists(NamedTuple):
    """All position lists of a segment."""

    keys: np.ndarray
    """Of each list, in order: first << 32 | second; a pair stands as PAIR + its number."""
    ends: np.ndarray
    """Where each ends in `content`."""
    content: np.ndarray
    pairs: str
    """The frequent bigrams, one after another."""


def position_lists(folded: np.ndarray) -> Lists:
    """Bigrams in order with their lists, and those of the pairs among them."""
    present = np.bincount(folded, minlength=1) > 0
    alphabet = np.append(np.flatnonzero(present), PAIR + np.arange(MOST_PAIRS))
    codes = (np.cumsum(present, dtype=np.uint32) - 1)[folded].astype(np.int64)
    # One sort of whole numbers brings bigrams and, within each, positions into order.
    at = np.flatnonzero(folded[:-1] != END)
    packed = _packed(codes[at], codes[at + 1], at, alphabet.size)
    packed.sort()
    pairs, more = _pairs(packed, codes, folded, alphabet.size)
    packed = np.concatenate((packed, more))
    packed.sort(kind="stable")
    del codes, at, more
    positions, bigrams = packed.astype("<i8", copy=False).view("<u4").reshape(-1, 2).T
    starts = np.flatnonzero(np.diff(bigrams, prepend=np.uint32(0xFFFFFFFF)))
    gaps = np.diff(positions, prepend=np.uint32(0))
    gaps[starts] = positions[starts]
    first, second = np.divmod(bigrams[starts].astype(np.int64), alphabet.size)
    del packed, positions, bigrams
    lists, ends = varints(gaps)
    last = np.append(starts[1:], gaps.size)[: starts.size] - 1
    text = "".join(chr(alphabet[code]) for pair in pairs for code in divmod(pair, alphabet.size))
    return Lists(alphabet[first] << 32 | alphabet[second], ends[last].astype(np.int64), lists, text)


def _packed(first: np.ndarray, second: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    """Bigrams and their positions as one number each."""
    packed: np.ndarray = (first * size + second) << 32 | at
    return packed


def _pairs(packed: np.ndarray, codes: np.ndarray, folded: np.ndarray, size: int) -> tuple[list[int], np.ndarray]:
    """The frequent ones of the sorted bigrams, and packed what stands before and behind each of them."""
    bigrams = packed >> 32
    starts = np.flatnonzero(np.diff(bigrams, prepend=-1))
    counts = np.diff(np.append(starts, bigrams.size)) * (bigrams[starts] % size != END)
    frequent = np.sort(np.argsort(-counts, kind="stable")[:MOST_PAIRS])
    frequent = frequent[counts[frequent] >= FREQUENT]
    more = [np.empty(0, np.int64)]
    for number, which in enumerate(frequent):
        at = packed[starts[which] : starts[which] + counts[which]] & 0xFFFFFFFF  # never a last character
        code = np.full(at.size, size - MOST_PAIRS + number)
        before = (at > 0) & (folded[at - 1] != END)
        behind = folded[at + 2 - (at + 2 >= folded.size)] != END
        more.append(_packed(codes[at[before] - 1], code[before], at[before] - 1, size))
        more.append(_packed(code[behind], codes[at[behind] + 2], at[behind], size))
    joined = np.concatenate(more)
    joined.sort()
    return bigrams[starts[frequent]].tolist(), joined


def varints(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Base-128 varints of `numbers` (uint32), and where each ends (uint32: they are far less than 4 GB)."""
    width = np.ones(numbers.size, np.uint8)
    for bits in (7, 14, 21, 28):
        width += numbers >> bits > 0
    ends = np.cumsum(width, dtype=np.uint32)
    out = np.empty(int(ends[-1]) if ends.size else 0, np.uint8)
    begin = ends - width
    out[begin] = (numbers & 127).astype(np.uint8) | (width > 1).view(np.uint8) << 7
    for i in range(1, 5):
        has = np.flatnonzero(width > i)
        if has.size:
            part = (numbers[has] >> 7 * i & 127).astype(np.uint8)
            out[begin[has] + i] = part | (width[has] > i + 1).view(np.uint8) << 7
    return out, ends


def shards(lists: Lists) -> Iterator[tuple[int, bytes]]:
    """Each shard with its first bigram."""
    keys, ends = lists.keys, lists.ends
    sizes = np.diff(ends, prepend=0)
    ranges = list(_cut(sizes))
    begins = np.array([first for first, _ in ranges], np.int64)
    first, second = keys >> 32, keys & 0xFFFFFFFF
    step, rise = np.diff(first, prepend=0), np.diff(second, prepend=0)
    step[begins] = first[begins]
    head, head_ends = varints(np.stack((step, np.where(step, second, rise), sizes), axis=1).ravel().astype(np.uint32))
    head_at, at = np.append(0, head_ends[2::3]), np.append(0, ends)
    counts = varints(np.array([last - first for first, last in ranges], np.uint32))
    count_at = np.append(0, counts[1])
    for number, (begin, end) in enumerate(ranges):
        parts = (
            counts[0][count_at[number] : count_at[number + 1]],
            head[head_at[begin] : head_at[end]],
            lists.content[at[begin] : at[end]],
        )
        yield int(keys[begin]), MAGIC + b"".join(part.tobytes() for part in parts)


def _cut(sizes: np.ndarray) -> Iterator[tuple[int, int]]:
    """Ranges of bigrams that make a shard."""
    filled = np.cumsum(sizes + 4)
    first = 0
    while first < sizes.size:
        before = filled[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(filled, before + SHARD, "right")))
        yield first, last
        first = last


def spread_characters(keys: Sequence[int]) -> Iterator[int]:
    """Characters whose bigrams lie in more than SPREAD of the shards that begin with these bigrams."""
    firsts = np.array(keys, np.int64)
    for code in np.unique(firsts >> 32).tolist():
        low, high = np.searchsorted(firsts, (code << 32, code << 32 | PAIR - 1), "right")
        if code < PAIR and high - max(1, low) >= SPREAD:
            yield code


def tallies(
    text: np.ndarray, blocks: np.ndarray, openings: np.ndarray, codes: Iterable[int]
) -> Iterator[tuple[int, bytes]]:
    """Of each of these characters the passages that have it."""
    wanted = np.fromiter(codes, np.int64)
    numbers = np.full(int(text.max(initial=0)) + 1, wanted.size, np.uint16)
    numbers[wanted] = np.arange(wanted.size)
    at = np.flatnonzero(numbers[text] < wanted.size)
    which = numbers[text[at]]
    order = np.argsort(which, kind="stable")
    at, which = at[order], which[order].astype(np.int64)
    passages = np.repeat(np.arange(blocks.size), blocks)[at // BLOCK]
    starts = np.flatnonzero(np.diff(which * blocks.size + passages, prepend=-1))
    at, which, passages = at[starts], which[starts], passages[starts]
    more = np.diff(np.append(starts, order.size)) - 1
    inside = at - (np.cumsum(blocks) - blocks)[passages] * BLOCK < openings[passages]
    begins = np.searchsorted(which, np.arange(wanted.size + 1))
    before = np.append(-1, passages[:-1])
    before[begins[:-1]] = -1
    heads = (passages - before - 1) * 8 + inside * 4 + np.minimum(more, 3)
    rest = np.flatnonzero(more >= 3)
    content, ends = varints(np.insert(heads, rest + 1, more[rest] - 3).astype(np.uint32))
    cuts = np.append(0, ends)[begins + np.searchsorted(rest, begins)]
    for number, code in enumerate(wanted.tolist()):
        yield code, MAGIC + content[cuts[number] : cuts[number + 1]].tobytes()
