"""From the places where two texts share a gram to the passages in which they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from review.relate.copies.seeds import GRAM

GAP = 40
"""Characters that may differ, in either text, between two agreeing runs of one passage."""
DRIFT = 8
"""Characters that may be put in or left out between two neighbouring places of one passage."""
COMMON = 22
"""The fewest characters in common that make a passage."""
WORTH = 40
"""Letters in common from which a passage is worth a remark; the page of copies shows shorter ones too."""
AGREEING = 0.35
"""The smallest share of a passage, in the longer of its two forms, that agrees; copies of which every fifth
character was changed have two thirds in runs of at least four."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are the same in both texts."""

    first: int
    second: int
    """Where they begin in the first text and in the second."""
    length: int


@dataclass(frozen=True, slots=True)
class CopiedPassage:
    """A stretch in which two texts agree, with what differs between its runs."""

    runs: tuple[Run, ...]

    @property
    def common(self) -> int:
        """How many characters are the same."""
        return sum(run.length for run in self.runs)

    @property
    def spans(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """From where to where in the first text and in the second."""
        head, last = self.runs[0], self.runs[-1]
        return (head.first, last.first + last.length), (head.second, last.second + last.length)


def copied_passages(first: str, second: str, places: Sequence[tuple[int, int]]) -> tuple[CopiedPassage, ...]:
    """The passages that the shared grams lie in, in the order of the first text; they overlap in neither text."""
    found = [p for group in _diagonals(places) for p in _passages(_runs(first, second, group))]
    kept: list[CopiedPassage] = []
    for passage in sorted(found, key=lambda passage: -passage.common):
        if not any(_overlap(passage, other) for other in kept):
            kept.append(passage)
    return tuple(sorted(kept, key=lambda passage: passage.spans))


def _diagonals(places: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The places that lie on about one diagonal, by the first text."""
    group: list[tuple[int, int]] = []
    for place in sorted(places, key=lambda place: place[1] - place[0]):
        if group and (place[1] - place[0]) - (group[-1][1] - group[-1][0]) > DRIFT:
            yield sorted(group)
            group = []
        group.append(place)
    yield sorted(group)


def _runs(first: str, second: str, places: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """Runs in order, each as long as it can be; none begins before the last one's end in either text."""
    here = there = 0
    for one, other in places:
        if one < here or other < there or first[one : one + GRAM] != second[other : other + GRAM]:
            continue
        while one > here and other > there and first[one - 1] == second[other - 1]:
            one, other = one - 1, other - 1
        length, most = GRAM, min(len(first) - one, len(second) - other)
        while length < most and first[one + length] == second[other + length]:
            length += 1
        yield Run(one, other, length)
        here, there = one + length, other + length


def _passages(runs: Iterable[Run]) -> Iterator[CopiedPassage]:
    """Runs that are near each other in both texts, where they agree enough."""
    near: list[Run] = []
    for run in runs:
        if near and max(run.first - near[-1].first, run.second - near[-1].second) - near[-1].length > GAP:
            yield from _enough(near)
            near = []
        near.append(run)
    yield from _enough(near)


def _enough(runs: list[Run]) -> Iterator[CopiedPassage]:
    passage = CopiedPassage(tuple(runs))
    if passage.common >= COMMON and passage.common >= AGREEING * max(end - begin for begin, end in passage.spans):
        yield passage


def _overlap(one: CopiedPassage, other: CopiedPassage) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a, b in zip(one.spans, other.spans, strict=True))
