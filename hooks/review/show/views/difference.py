"""How two texts differ, by clauses: what is gone and what is new, never by single characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from review.model import DiffMark

MOST = 0.5
"""Where a larger share of a text changed it is not marked: a thicket of marks helps nobody (LOOKS-2b)."""
_CLAUSE = re.compile(r"[^，。；：！？、\n]*[，。；：！？、\n]+|[^，。；：！？、\n]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """Two texts held against each other."""

    left: tuple[tuple[DiffMark, str], ...]
    right: tuple[tuple[DiffMark, str], ...]
    gone: int
    """Letters that only the left one has."""
    new: int
    """Letters that only the right one has."""
    rewritten: bool
    """Whether too much changed to be marked; nothing is marked then."""

    @property
    def likeness(self) -> float:
        """Share of both texts' letters that is the same, 0..1."""
        both = count_letters("".join(text for _, text in (*self.left, *self.right)))
        return 1 - (self.gone + self.new) / both if both else 1.0


def difference(left: Sequence[str], right: Sequence[str]) -> Difference:
    """What changed from `left` to `right`, each in parts (an opening, what follows it) that no mark runs across."""
    ours, theirs = all_clauses(left), all_clauses(right)
    gone, new = [False] * len(ours), [False] * len(theirs)
    for what, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what != "equal":
            gone[a:b], new[c:d] = [True] * (b - a), [True] * (d - c)
    lost, added = _sum(ours, gone), _sum(theirs, new)
    rewritten = max(lost, added) > MOST * max(1, count_letters("".join(ours)), count_letters("".join(theirs)))
    if rewritten:
        gone, new = [False] * len(ours), [False] * len(theirs)
    return Difference(
        left=_joined(ours, gone, "gone"), right=_joined(theirs, new, "new"), gone=lost, new=added, rewritten=rewritten
    )


def all_clauses(parts: Sequence[str]) -> list[str]:
    """The clauses of a text in parts, each with its stop; texts that have none in common are not alike at all."""
    return [clause for part in parts for clause in _CLAUSE.findall(part)]


def woven(left: str, right: str) -> tuple[tuple[DiffMark, str], ...]:
    """Both texts as one, what is gone before what came in its place."""
    ours, theirs = all_clauses([left]), all_clauses([right])
    parts: list[tuple[DiffMark, str]] = []
    for what, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(("same", "".join(ours[a:b])))
        else:
            parts += [("gone", "".join(ours[a:b])), ("new", "".join(theirs[c:d]))]
    return tuple(part for part in parts if part[1])


def _sum(clauses: Sequence[str], marked: Sequence[bool]) -> int:
    return sum(count_letters(clause) for clause, mark in zip(clauses, marked, strict=True) if mark)


def count_letters(text: str) -> int:
    """How many letters and digits a text has: punctuation does not count."""
    return sum(map(str.isalnum, text))


def _joined(clauses: Sequence[str], marked: Sequence[bool], change: DiffMark) -> tuple[tuple[DiffMark, str], ...]:
    parts: list[tuple[DiffMark, str]] = []
    for clause, mark in zip(clauses, marked, strict=True):
        kind: DiffMark = change if mark else "same"
        if parts and parts[-1][0] == kind:
            parts[-1] = (kind, parts[-1][1] + clause)
        else:
            parts.append((kind, clause))
    return tuple(parts)
