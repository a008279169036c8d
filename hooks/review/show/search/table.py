"""What a segment says of itself before the first answer, and of each passage for those who filter."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from review.show.search.passages import CAUSE, MEASURE, PROBLEM, Entrant, Passage
from review.show.views.names import ANSWERED

SIZE = 256
"""Bytes in which the table says how large a shard is."""


def shown_texts(entrant: Entrant) -> list[object]:
    """A material's texts: what is shown of a hit."""
    passages = [[p.anchor, p.text, p.opening, p.chip] for p in entrant.passages]
    return [entrant.title, entrant.page, entrant.author, entrant.date, passages]


def table_items(passages: Sequence[Passage]) -> dict[str, object]:
    """The type or theme of each problem, cause and measure, and whether a problem has causes and measures: only who
    filters by these waits for it."""
    chips = [_narrowed_by(p) for p in passages if p.part in (PROBLEM, CAUSE, MEASURE)]
    codes = _codes(iter(chips))
    return {
        "chips": list(codes),
        "chip": in_characters(codes[chip] for chip in chips),
        "answers": ANSWERED,
        "answer": in_characters(ANSWERED.index(p.answered) for p in passages if p.part == PROBLEM),
    }


def _narrowed_by(passage: Passage) -> str:
    """What filters find a passage by: a type, the #theme of a cause or measure, or - and the theme, if any, of a
    problem whose type is open: pages count these, so a filter has them too."""
    chip = passage.chip.lstrip("?")
    return "-" + chip.lstrip("#") if passage.part == PROBLEM and chip[:1] in ("", "#") else chip


def table_of(
    entrants: Sequence[Entrant],
    passages: Sequence[Passage],
    blocks: np.ndarray,
    openings: np.ndarray,
    shards: Sequence[tuple[int, bytes]],
) -> dict[str, object]:
    """All that a query asks first: of materials, passages, and shards with their first bigrams."""
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
