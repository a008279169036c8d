"""Did it work? How often a problem came back after which measures, where there is a later material to tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from review.model import Cause, Entry, Measure
from review.show.views.names import NO_MEASURE
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


def answers(index: Index, entries: Sequence[Entry]) -> dict[str, Response]:
    """The answers of the problems `entries`, all of one type, by key. Only sure problems count, as for 屡改屡犯."""
    again = {key for entry in entries for key in entry.earlier}
    return {
        entry.key: Response(
            causes=index.themes_of(entry, Cause),
            measures=index.themes_of(entry, Measure),
            after=_after(index, entry, again) if entry.type else "",
            theme=entry.theme.name if entry.theme and not entry.type else "",
        )
        for entry in entries
    }


def _after(index: Index, entry: Entry, again: Container[str]) -> After:
    if entry.inferred or index.year(entry.material) >= index.last_year[entry.material.id]:
        return ""
    return "又出现" if entry.key in again else "没有再出现"


def outcomes(found: Iterable[Response]) -> tuple[ShownOutcome, ...]:
    """What came of the problems of one type, by the themes of their measures; the most frequent first.

    A problem with measures of two themes counts for both.
    """
    asked: Counter[str] = Counter()
    back: Counter[str] = Counter()
    for answer in found:
        asked.update(answer.measures if answer.after else ())
        back.update(answer.measures if answer.after == "又出现" else ())
    rows = sorted(asked, key=lambda label: (label == NO_MEASURE, -asked[label], label))
    return tuple(ShownOutcome(label=label, asked=asked[label], back=back[label]) for label in rows)
