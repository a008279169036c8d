"""Did it work? How often a problem came back after which measures, where there is a later material to tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from review.model import Entry, Measure
from review.show.views.names import NO_MEASURE
from review.show.views.notes import Index

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


def outcomes(index: Index, entries: Sequence[Entry]) -> tuple[ShownOutcome, ...]:
    """What came of the problems `entries` of one type, by the themes of their measures; the most frequent first.

    A problem with measures of two themes counts for both. Only sure problems count, as for 屡改屡犯.
    """
    again = {key for entry in entries for key in entry.earlier}
    asked: Counter[str] = Counter()
    back: Counter[str] = Counter()
    for entry in entries:
        if not entry.inferred and index.year(entry.material) < index.last_year[entry.material.id]:
            labels = index.themes_of(entry, Measure)
            asked.update(labels)
            back.update(labels if entry.key in again else ())
    rows = sorted(asked, key=lambda label: (label == NO_MEASURE, -asked[label], label))
    return tuple(ShownOutcome(label=label, asked=asked[label], back=back[label]) for label in rows)
