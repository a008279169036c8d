"""A segment of the index: materials of one campaign, searchable on their own.

The folded passages stand one after another in one long text, with END behind each, and behind each paragraph and
table cell in it. Each passage begins at a multiple of BLOCK: of all that the table says, which comes before the first
answer, lengths are the most, and in blocks they are a quarter of it. For every two characters that follow each other
(a bigram) there is the ascending list of the positions of the first of them; the last character of a paragraph stands
with END. So 理论学习 stands at p where 理论 stands at p and 学习 at p + 2: exact, without a look at the text, and
never over the end of a paragraph. A character stands wherever one of the bigrams that begin with it does.

A bigram that is very frequent counts as one character more (a pair): where 学习 is a pair, 论+学习 and 学习+不 have
lists of their own. A query of three characters and more so needs no list of a frequent bigram.

A character whose bigrams fill more than SPREAD shards has a file of its own (a tally) that says of each passage that
has it how often, and whether it stands in a problem's opening: a query of one such character would else ask for
hundreds of shards. Which characters these are, a reader of the segment sees from the shards' first bigrams.

Lists lie in shards, sorted by bigram, some kilobytes each:
    R1, number of bigrams, then for each: first character minus that of the bigram before, second character
    (minus the one before if the first is the same), bytes of its list; then the lists: each position minus the
    one before. All numbers as base-128 varints, low bits first.
Tallies: R1, then for each passage, ascending, (steps from the one before, less one) * 8 + (4 if in the opening) + how
often, less one; where that is 3 or more it is 3, and a second number says how many more.
"""

from __future__ import annotations

import datetime
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from review.show.search.fold import END, Folding
from review.show.search.passages import CAUSE, MEASURE, PROBLEM, Passage

MAGIC = b"R1"
SHARD = 4_000
"""Bytes a shard is filled to; a longer list has a shard of its own. A query asks each segment for one or two: of 10,000
materials in 19 segments these come to 205 KB at the median, with 6,000 to 234."""
BLOCK = 64
"""Positions; what a passage does not fill is END."""
SPREAD = 3
"""Shards; 72 of a piece's 4,000 characters lie in more, and make it a tenth larger."""
SIZE = 256
"""Bytes in which the table says how large a shard is."""
CHUNK = 6_000
"""Characters from which a chunk of texts is full: about two materials. Hits stand newest first, so that neighbours
are often shown together; each file more costs a query more time than the bytes of a neighbour without a hit."""


PAIR = 0x110000
"""From here on the codes of pairs; no character has them."""
FREQUENT, MOST_PAIRS = 4_500, 512
"""How often a bigram stands in a segment that is a pair: from there on its list is larger than a shard."""


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
    """The files of a segment as (stem.ending, content): `table.json`, `items.json`, `0.bin` … (shards), `t0.json` …
    and `c5b66.bin` … (tallies, by character).
    """
    passages = [passage for entrant in entrants for passage in entrant.passages]
    text, blocks = _in_blocks(*_folded([passage.text for passage in passages], folding))
    lists = _lists(text)
    shards = list(_shards(lists))
    for number, (_, content) in enumerate(shards):
        yield f"{number}.bin", content
    openings = _openings(passages, folding)
    for code, content in _tallies(text, blocks, openings, _spread([key for key, _ in shards])):
        yield f"c{code:x}.bin", content
    chunks = list(_chunks(entrants))
    for number, (first, last) in enumerate(chunks):
        yield f"t{number}.json", _json([_texts(entrant) for entrant in entrants[first:last]])
    yield "items.json", _json(_items(passages))
    yield "table.json", _json(_table(entrants, passages, blocks, openings, shards, chunks) | {"pairs": lists.pairs})


def _folded(texts: Sequence[str], folding: Folding) -> tuple[np.ndarray, np.ndarray]:
    """Texts folded, one after another, and where each ends: behind its own END, as some stand within it."""
    folded = folding.fold_many(texts)
    ends = np.fromiter((1 + text.count("\n") + text.count("\t") for text in texts), np.int64).cumsum()
    return folded, np.flatnonzero(folded == END)[ends - 1] + 1


def _in_blocks(folded: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The passages that end before `ends`, each from a multiple of BLOCK on, and how many blocks each takes."""
    lengths = np.diff(ends, prepend=0)
    blocks = -(-lengths // BLOCK)
    begins = (np.cumsum(blocks) - blocks) * BLOCK
    text = np.full(int(blocks.sum()) * BLOCK, END, folded.dtype)
    text[np.arange(folded.size) + np.repeat(begins - (ends - lengths), lengths)] = folded
    return text, blocks


class Lists(NamedTuple):
    """All position lists of a segment."""

    keys: np.ndarray
    """Of each list, in order: first << 32 | second; a pair stands as PAIR + its number."""
    ends: np.ndarray
    """Where each ends in `content`."""
    content: np.ndarray
    pairs: str
    """The frequent bigrams, one after another."""


def _lists(folded: np.ndarray) -> Lists:
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


def _shards(lists: Lists) -> Iterator[tuple[int, bytes]]:
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


def _openings(passages: Sequence[Passage], folding: Folding) -> np.ndarray:
    """How many characters of each passage, folded, are a problem's opening."""
    problem = np.fromiter((p.part == PROBLEM for p in passages), np.bool_)
    _, ends = _folded([p.text[: p.opening] for p in passages if p.part == PROBLEM], folding)
    lengths = np.zeros(len(passages), np.int64)
    lengths[problem] = np.diff(ends, prepend=0) - 1
    return lengths


def _spread(keys: Sequence[int]) -> Iterator[int]:
    """Characters whose bigrams lie in more than SPREAD of the shards that begin with these bigrams."""
    firsts = np.array(keys, np.int64)
    for code in np.unique(firsts >> 32).tolist():
        low, high = np.searchsorted(firsts, (code << 32, code << 32 | PAIR - 1), "right")
        if code < PAIR and high - max(1, low) >= SPREAD:
            yield code


def _tallies(
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


def _items(passages: Sequence[Passage]) -> dict[str, object]:
    """The type or theme of each problem, cause and measure: only who filters by these waits for it."""
    chips = [p.chip.lstrip("?") for p in passages if p.part in (PROBLEM, CAUSE, MEASURE)]
    codes = _codes(iter(chips))
    return {"chips": list(codes), "chip": in_characters(codes[chip] for chip in chips)}


def _table(
    entrants: Sequence[Entrant],
    passages: Sequence[Passage],
    blocks: np.ndarray,
    openings: np.ndarray,
    shards: Sequence[tuple[int, bytes]],
    chunks: Sequence[tuple[int, int]],
) -> dict[str, object]:
    units, headings = _codes(e.unit for e in entrants), _codes(p.heading for p in passages)
    kinds = _codes(e.kind for e in entrants)
    runs = [(len(list(run)), headings[name]) for name, run in itertools.groupby(p.heading for p in passages)]
    posts = _codes(e.author for e in entrants)
    days = [datetime.date.fromisoformat(e.date).toordinal() for e in entrants]
    parts = np.fromiter((p.part for p in passages), np.int64)
    return {
        "units": list(units),
        "unit": in_characters(units[e.unit] for e in entrants),
        "kinds": list(kinds),
        "kind": in_characters(kinds[e.kind] for e in entrants),
        "posts": list(posts),
        "post": in_characters(posts[e.author] for e in entrants),
        # Days since the year 1: of the first, the newest, and how many less than the one before.
        "date": in_characters([*days[:1], *(a - b for a, b in itertools.pairwise(days))]),
        "passages": in_characters(len(e.passages) for e in entrants),
        "headings": list(headings),
        # Headings change seldom: how many passages in a row, and which.
        "heading": [in_characters(count for count, _ in runs), in_characters(code for _, code in runs)],
        "part": "".join(map(str, parts)),
        # Those of one part together, which packs best.
        "blocks": in_characters(blocks[np.argsort(parts, kind="stable")]),
        "opening": in_characters(openings[parts == PROBLEM]),
        "chunks": in_characters(last - first for first, last in chunks),
        "shards": [[key >> 32 for key, _ in shards], [key & 0xFFFFFFFF for key, _ in shards]],
        "sizes": in_characters(-(-len(content) // SIZE) for _, content in shards),
    }


def in_characters(values: Iterable[int]) -> str:
    """Numbers from 0 to a million as a text, each a character, for the least to send: its code is 58 more, as no figure
    may be made that somebody takes for a telephone's, and 2,048 more from where it would be a surrogate."""
    given = np.fromiter(values, np.uint32) + 58
    return (given + np.where(given >= 0xD800, 0x800, 0).astype(np.uint32)).astype("<u4").tobytes().decode("utf-32-le")


def _codes(values: Iterator[str]) -> dict[str, int]:
    """Each different value with its number, in order of appearance."""
    return {value: code for code, value in enumerate(dict.fromkeys(values))}


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
