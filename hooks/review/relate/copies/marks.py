"""The text of a passage as it stands in its material, with what agrees, what differs and what does not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from review.model import Material
from review.read.text.folding import fold
from review.relate.copies.counted import Counting, Leaf, Stretch
from review.relate.copies.passages import CopiedPassage

Mark = Literal["same", "differs", "uncounted"]

OPENING, CLOSING = "“（《(", "，。；：！？”）》)"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a leaf of a material."""

    leaf: Leaf
    begin: int
    """Where it begins in the leaf's text."""
    parts: tuple[tuple[Mark, str], ...]
    """Its text in order."""


@dataclass(frozen=True, slots=True)
class _Letter:
    leaf: Leaf
    at: int
    counted: int | None
    """Its number among the letters that count."""


def excerpts(material: Material, counting: Counting, passage: CopiedPassage, side: int) -> tuple[Excerpt, ...]:
    """A passage as `material` has it: the first of the two (side 0) or the second."""
    begin, end = passage.spans[side]
    starts = [(run.first, run.second)[side] for run in passage.runs]
    same = {n for start, run in zip(starts, passage.runs, strict=True) for n in range(start, start + run.length)}
    letters = [*_letters(counting.pieces(material))]
    numbers = [n for n, letter in enumerate(letters) if letter.counted is not None]
    shown = letters[numbers[begin] : numbers[end - 1] + 1]
    return tuple(_excerpt([*group], same) for _, group in groupby(shown, key=lambda letter: letter.leaf.id))


def _letters(pieces: Iterator[Stretch]) -> Iterator[_Letter]:
    number = 0
    for piece in pieces:
        for at, letter in enumerate(fold(piece.leaf.text[piece.begin : piece.end]), piece.begin):
            if letter.isalnum():
                yield _Letter(piece.leaf, at, None if piece.uncounted else number)
                number += piece.uncounted is None


def _excerpt(letters: Sequence[_Letter], same: set[int]) -> Excerpt:
    """From the first letter to the last, with the marks around; inner ones go with the letter before."""
    leaf, text = letters[0].leaf, letters[0].leaf.text
    begin, end = letters[0].at, letters[-1].at + 1
    while begin and text[begin - 1] in OPENING:
        begin -= 1
    while end < len(text) and text[end] in CLOSING:
        end += 1
    edges = [begin, *(letter.at for letter in letters[1:]), end]
    marked = [(_mark(letter, same), text[a:b]) for letter, (a, b) in zip(letters, pairwise(edges), strict=True)]
    parts = groupby(marked, key=lambda part: part[0])
    return Excerpt(leaf, begin, tuple((mark, "".join(text for _, text in group)) for mark, group in parts))


def _mark(letter: _Letter, same: set[int]) -> Mark:
    if letter.counted is None:
        return "uncounted"
    return "same" if letter.counted in same else "differs"
