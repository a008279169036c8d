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
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

import numpy as np

from review.show.pieces import Cut
from review.show.search.fold import END, Folding
from review.show.search.lists import BLOCK, position_lists, shards, spread_characters, tallies
from review.show.search.passages import PROBLEM, Entrant, Passage
from review.show.search.table import in_characters, shown_texts, table_items, table_of

CHUNK = Cut(least=1, most=4, ends=2)
"""Of the texts: two materials on average. Hits stand newest first, so that neighbours are often shown together; each
file more costs a query more time than the bytes of a neighbour without a hit."""
NAME = 10
"""Letters of a chunk's name: a campaign has some thousand of them."""
_TO_LETTERS = str.maketrans("0123456789", "ghijklmnop")


def segment_files(entrants: Sequence[Entrant], folding: Folding, key: str) -> Iterator[tuple[str, bytes]]:
    """The files of a segment as (name, content): `table-KEY.json`, `items-KEY.json`, `texts-KEY.json`, `0-KEY.bin` …
    (shards) and `c5b66-KEY.bin` … (tallies, by character). Chunks of the texts, `t-odjfabhiig.json` …, are named by
    their content: an edit leaves all of them but its own as they are.
    """
    passages = [passage for entrant in entrants for passage in entrant.passages]
    text, blocks = _in_blocks(*_folded([passage.text for passage in passages], folding))
    lists = position_lists(text)
    parts = list(shards(lists))
    for number, (_, content) in enumerate(parts):
        yield f"{number}-{key}.bin", content
    openings = _openings(passages, folding)
    for code, content in tallies(text, blocks, openings, spread_characters([key for key, _ in parts])):
        yield f"c{code:x}-{key}.bin", content
    chunks = list(CHUNK.pieces(entrants, lambda entrant: entrant.page))
    texts = [_json([*map(shown_texts, chunk)]) for chunk in chunks]
    names = [_name(text) for text in texts]
    yield from ((f"t-{name}.json", text) for name, text in zip(names, texts, strict=True))
    yield f"texts-{key}.json", _json({"chunks": in_characters(map(len, chunks)), "names": "".join(names)})
    yield f"items-{key}.json", _json(table_items(passages))
    yield f"table-{key}.json", _json(table_of(entrants, passages, blocks, openings, parts) | {"pairs": lists.pairs})


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


def _openings(passages: Sequence[Passage], folding: Folding) -> np.ndarray:
    """How many characters of each passage, folded, are a problem's opening."""
    problem = np.fromiter((p.part == PROBLEM for p in passages), np.bool_)
    _, ends = _folded([p.text[: p.opening] for p in passages if p.part == PROBLEM], folding)
    lengths = np.zeros(len(passages), np.int64)
    lengths[problem] = np.diff(ends, prepend=0) - 1
    return lengths


def _name(text: bytes) -> str:
    """Of the SHA-256 of a text. Without figures, as in a row of names some would be taken for a telephone's."""
    return hashlib.sha256(text).hexdigest()[:NAME].translate(_TO_LETTERS)


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
