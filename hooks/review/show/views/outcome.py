"""Did it work? How often a problem came back after which measures, where there is a later material to tell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import Literal

from review.model import Material, ProblemSum
from review.relate.office import speaker
from review.show.views.brief import ListedEntry
from review.show.views.names import NO_CAUSE, NO_MEASURE
from review.show.views.notes import Index

After = Literal["又出现", "没有再出现", ""]
FEW = 5
"""Below this many a share says nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownOutcome:
    """Problems with measures of one theme (or with none) whose author wrote again in a later year."""

    label: str
    asked: int
    """How many they are."""
    back: int
    """How many of them the same author named again."""

    @property
    def few(self) -> bool:
        return self.asked < FEW


@dataclass(frozen=True, kw_only=True, slots=True)
class Response:
    """How a problem was answered, and what came of it; by these a type's list is narrowed."""

    causes: frozenset[str]
    """Names of the themes of its causes; what is said of it where it has none."""
    measures: frozenset[str]
    after: After
    """Whether its author named it again; empty where no later material could tell, or the problem is not sure."""
    theme: str
    """Where its type is open, the name of its theme; else empty, as a list of one type has one theme."""


def answers(index: Index, rows: Sequence[ListedEntry]) -> dict[str, Response]:
    """The answers of the problems `rows`, all of one type, by key. Only sure problems count, as for 屡改屡犯."""
    found, themes = [(row.material, row.problem(index)) for row in rows], cache(partial(themes_of, index))
    named: dict[tuple[str, str, str], int] = defaultdict(int)
    for material, one in found:
        if not one.inferred:
            named[speaker(material)] = max(named[speaker(material)], index.year(material))
    return {
        f"{material.id}#{one.id}": Response(
            causes=themes(one.causes, NO_CAUSE),
            measures=themes(one.measures, NO_MEASURE),
            after=_after(index, material, one, named[speaker(material)]) if one.type else "",
            theme=index.themes[one.theme] if one.theme and not one.type else "",
        )
        for material, one in found
    }


def themes_of(index: Index, ids: Iterable[str], lack: str) -> frozenset[str]:
    """The names of the themes of a problem's causes or measures; what is said of it where it has none."""
    return frozenset(map(index.themes.__getitem__, ids)) or frozenset((lack,))


def _after(index: Index, material: Material, one: ProblemSum, named: int) -> After:
    """What came of a problem that its author `named` last in that year."""
    year = index.year(material)
    if one.inferred or year >= index.last_year[material.id]:
        return ""
    return "又出现" if year < named else "没有再出现"


def outcomes(found: Iterable[Response]) -> tuple[ShownOutcome, ...]:
    """What came of the problems of one type, by the themes of their measures; the most frequent first.

    A problem with measures of two themes counts for both. Nothing where none has any: nothing was tried then.
    """
    told = [answer for answer in found if answer.after]
    asked = Counter(chain.from_iterable(answer.measures for answer in told))
    back = Counter(chain.from_iterable(answer.measures for answer in told if answer.after == "又出现"))
    rows = sorted(asked, key=lambda label: (label == NO_MEASURE, -asked[label], label))
    shown = tuple(ShownOutcome(label=label, asked=asked[label], back=back[label]) for label in rows)
    return () if rows == [NO_MEASURE] else shown
