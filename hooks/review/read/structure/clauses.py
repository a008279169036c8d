"""How many clauses an opening needs to say what is wanting: those that only lead up to it do not close it."""

from __future__ import annotations

from collections.abc import Sequence

from review.read.structure.words import words

_LACK, _NO_LACK = words("opening-lacks"), words("opening-no-lacks")
_LEADING = tuple(map(words, ("opening-times", "opening-frames", "opening-places")))
"""When, where, of what, compared with what: what is longer says something of its own."""
_YIELDS, _TURNS = words("opening-yields"), words("opening-turns")


def needed(clauses: Sequence[str]) -> int:
    """How many of a sentence's clauses its opening takes, at least one; clauses are folded and have no comma.

    It goes on past an adverbial, a concession, and praise that 但 takes back (STRUCTURE.md, rule 11).
    """
    at = 0
    while at < len(clauses) - 1:
        if _leads_up(clauses[at]):
            at += 1
        elif turn := _taken_back(clauses, at):
            at = turn
        else:
            break
    return at + 1


def _leads_up(clause: str) -> bool:
    """Whether a clause is an adverbial, behind 但 too, or a concession."""
    clause = clause.removeprefix("但是").removeprefix("但")
    if _YIELDS.match(clause):
        return True
    return not _lacks(clause) and any(form.search(clause) for form in _LEADING)


def _taken_back(clauses: Sequence[str], at: int) -> int | None:
    """The clause with 但 that takes back the praise from `at` on; None: what stands there is no praise."""
    for n in range(at, len(clauses)):
        if n > at and _TURNS.match(clauses[n]):
            return n
        if _lacks(clauses[n]):
            return None
    return None


def _lacks(clause: str) -> bool:
    return bool(_LACK.search(_NO_LACK.sub("", clause)))
