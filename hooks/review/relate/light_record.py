"""A material related to nothing but itself as numbers, strings and tuples alone, of which light.py makes it again.

Those of ten thousand are read in a tenth of a second.
"""

from __future__ import annotations

import marshal
from typing import Any

from review.keep.records import KINDS as NAMED
from review.keep.records import packed
from review.model import Cause, Entry, Item, Measure, Problem, Suggestion
from review.relate.library import Related

LightRecord = tuple[Any, ...]
KINDS: tuple[type[Item], ...] = (Problem, Cause, Measure)
_LINKED = ("problems", "causes", "measures")


def card(related: Related) -> LightRecord:
    """Whose a material is, and which of its problems are of which type for sure."""
    m = related.material
    front = (m.id, m.path, m.title, m.campaign, m.unit, m.author, m.kind, m.date.toordinal(), m.visibility)
    return *front, related.year, related.sure


def unworded(related: Related) -> bytes:
    """All else of a material but its words, of which it has the beginnings."""
    m, canonical = related.material, related.canonical
    numbers = {heading.id: n for n, heading in enumerate(m.headings)}
    return marshal.dumps((
        packed(m.ledger) if m.ledger else b"",
        m.counts,
        tuple(map(tuple, m.headings)),
        tuple((id, heading.id) for id, heading in canonical.items()),
        tuple(_row(entry, numbers) for entry in related.entries),
        marshal.dumps([(tuple(entry.words), tuple(map(_likely, entry.suggestions))) for entry in related.entries]),
    ))  # fmt: skip


def _likely(suggestion: Suggestion) -> tuple[str, str, float]:
    return NAMED[type(suggestion.place)], suggestion.place.id, suggestion.share


def _row(entry: Entry, numbers: dict[str, int]) -> LightRecord:
    start = len(entry.material.id) + 1
    linked = (tuple((one.key[start:], one.inferred) for one in getattr(entry, kind)) for kind in _LINKED)
    return (
        entry.item_id,
        KINDS.index(entry.sort),
        numbers[entry.heading.id] if entry.heading else -1,
        entry.theme.id if entry.theme else "",
        entry.type.id if entry.type else "",
        entry.degree,
        entry.opening,
        *linked,
    )
