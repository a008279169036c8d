"""A segment of the index: the materials of one campaign, searchable on their own.

The folded passages stand one after another in one long text, with END behind each, and behind each paragraph and
table cell in it. For every two characters that follow each other (a bigram) there is the ascending list of the
positions of the first of them; the last character of a paragraph stands with END. So 理论学习 stands at p where
理论 stands at p and 学习 at p + 2: exact, without a look at the text, and never over the end of a paragraph. A
character stands wherever one of the bigrams that begin with it does.

Lists lie in shards, sorted by bigram, some kilobytes each:
    R1, number of bigrams, then for each: first character minus that of the bigram before, second character
    (minus the one before if the first is the same), bytes of its list; then the lists: each position minus the
    one before. All numbers as base-128 varints, low bits first.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from review.show.search.fold import END, Folding
from review.show.search.passages import PROBLEM, Passage

MAGIC = b"R1"
SHARD = 20_000
"""Bytes a shard is filled to; a longer list has a shard of its own. A request costs a browser about 1.6 ms whatever
it brings: of 9,000, 14,000 and 20,000 bytes, the last answered soonest at 10,000 materials (bench/search.py)."""
CHUNK = 2_500
"""Characters from which a chunk of texts is full: about one material."""


class Entrant(NamedTuple):
    """A material as it enters the index."""

    title: str
    page: str
    """Address of its page, relative to the site's root."""
    unit: str
    """Unit id."""
    author: str
    kind: str
    date: str
    passages: tuple[Passage, ...]


def segment_files(entrants: Sequence[Entrant], folding: Folding) -> Iterator[tuple[str, bytes]]:
    """The files of a segment as (stem.ending, content): `table.json`, shards `0.bin` …, texts `t0.json` …."""
    passages = [passage for entrant in entrants for passage in entrant.passages]
    folded = folding.fold_many([passage.text for passage in passages])
    shards = list(_shards(*_lists(folded)))
    for number, (_, content) in enumerate(shards):
        yield f"{number}.bin", content
    chunks = list(_chunks(entrants))
    for number, (first, last) in enumerate(chunks):
        yield f"t{number}.json", _json([_texts(entrant) for entrant in entrants[first:last]])
    ends = np.fromiter((1 + p.text.count("\n") + p.text.count("\t") for p in passages), np.int64).cumsum()
    lengths = np.diff(np.flatnonzero(folded == END)[ends - 1], prepend=-1) - 1
    yield "table.json", _json(_table(entrants, passages, lengths, folding, shards, chunks))


def _lists(folded: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Bigrams in order as (first << 32 | second), where the list of each ends, and all lists as bytes."""
    present = np.bincount(folded, minlength=1) > 0
    alphabet = np.flatnonzero(present)
    codes = (np.cumsum(present, dtype=np.uint32) - 1)[folded]
    begins = folded[:-1] != END
    # One sort of whole numbers brings bigrams and, within each, positions into order.
    packed = codes[:-1][begins].astype(np.int64)
    packed *= alphabet.size
    packed += codes[1:][begins]
    packed <<= 32
    packed |= np.flatnonzero(begins)
    del codes, begins
    packed.sort()
    positions, bigrams = packed.astype("<i8", copy=False).view("<u4").reshape(-1, 2).T
    starts = np.flatnonzero(np.diff(bigrams, prepend=np.uint32(0xFFFFFFFF)))
    gaps = np.diff(positions, prepend=np.uint32(0))
    gaps[starts] = positions[starts]
    first, second = np.divmod(bigrams[starts].astype(np.int64), alphabet.size)
    del packed, positions, bigrams
    lists, ends = varints(gaps)
    last = np.append(starts[1:], gaps.size)[: starts.size] - 1
    return alphabet[first] << 32 | alphabet[second], ends[last].astype(np.int64), lists


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


def _shards(keys: np.ndarray, ends: np.ndarray, lists: np.ndarray) -> Iterator[tuple[int, bytes]]:
    """Each shard with its first bigram."""
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
    for number, (first, last) in enumerate(ranges):
        parts = (
            counts[0][count_at[number] : count_at[number + 1]],
            head[head_at[first] : head_at[last]],
            lists[at[first] : at[last]],
        )
        yield int(keys[first]), MAGIC + b"".join(part.tobytes() for part in parts)


def _cut(sizes: np.ndarray) -> Iterator[tuple[int, int]]:
    """Ranges of bigrams that make a shard."""
    filled = np.cumsum(sizes + 4)
    first = 0
    while first < sizes.size:
        before = filled[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(filled, before + SHARD, "right")))
        yield first, last
        first = last


def _chunks(entrants: Sequence[Entrant]) -> Iterator[tuple[int, int]]:
    """Ranges of materials whose texts lie in one file."""
    first, filled = 0, 0
    for last, entrant in enumerate(entrants, 1):
        filled += sum(len(passage.text) for passage in entrant.passages)
        if filled >= CHUNK or last == len(entrants):
            yield first, last
            first, filled = last, 0


def _texts(entrant: Entrant) -> list[object]:
    """A material's texts: what is shown of a hit."""
    passages = [[p.anchor, p.text, p.opening, p.chip] for p in entrant.passages]
    return [entrant.title, entrant.page, entrant.author, entrant.date, passages]


def _table(
    entrants: Sequence[Entrant],
    passages: Sequence[Passage],
    lengths: np.ndarray,
    folding: Folding,
    shards: Sequence[tuple[int, bytes]],
    chunks: Sequence[tuple[int, int]],
) -> dict[str, object]:
    units, headings = _codes(e.unit for e in entrants), _codes(p.heading for p in passages)
    kinds = _codes(e.kind for e in entrants)
    openings = folding.fold_many([p.text[: p.opening] for p in passages if p.part == PROBLEM])
    return {
        "units": list(units),
        "unit": [units[e.unit] for e in entrants],
        "kinds": list(kinds),
        "kind": [kinds[e.kind] for e in entrants],
        "passages": [len(e.passages) for e in entrants],
        "headings": list(headings),
        # Headings change seldom: how many passages in a row, and which.
        "heading": [[len(list(run)), headings[name]] for name, run in itertools.groupby(p.heading for p in passages)],
        "part": "".join(str(p.part) for p in passages),
        "length": lengths.tolist(),
        "opening": (np.diff(np.flatnonzero(openings == END), prepend=-1) - 1).tolist(),
        "chunks": [first for first, _ in chunks],
        "shards": "".join(chr(key >> 32) + chr(key & 0xFFFFFFFF) for key, _ in shards),
        "bytes": [len(content) for _, content in shards],
    }


def _codes(values: Iterator[str]) -> dict[str, int]:
    """Each different value with its number, in order of appearance."""
    return {value: code for code, value in enumerate(dict.fromkeys(values))}


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
