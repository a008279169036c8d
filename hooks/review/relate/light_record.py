"""A material related to nothing but itself as numbers, strings and tuples alone, of which light.py makes it again.

Those of ten thousand are read in a tenth of a second.
"""

from __future__ import annotations

import marshal
from typing import Any

from review.keep.records import KINDS as NAMED
from review.keep.records import packed
from review.model import Cause, Entry, Item, Measure, Problem, Suggestion
from review.relate.related import Related

LightRecord = tuple[Any, ...]
KINDS: tuple[type[Item], ...] = (Problem, Cause, Measure)
_LINKED = ("problems", "causes", "measures")


def card(related: Related) -> LightRecord:
    """Whose a material is, how many items it has, its ledger, and of its problems the sure types and the answers."""
    m = related.material
    front = (m.id, m.path, m.title, m.campaign, m.unit, m.author, m.kind, m.date.toordinal(), m.visibility)
    return *front, m.counts, packed(m.ledger) if m.ledger else b"", related.year, related.sure, related.answered


def unworded(related: Related) -> bytes:
    """All else of a material but its words, of which it has the beginnings."""
    m, canonical = related.material, related.canonical
    numbers = {heading.id: n for n, heading in enumerate(m.headings)}
    return marshal.dumps((
        tuple(map(tuple, m.headings)),
        tuple((id, heading.id) for id, heading in canonical.items()),
        tuple(_row(entry, numbers) for entry in related.entries),
        marshal.dumps([(tuple(entry.words), tuple(map(_likely, entry.suggestions))) for entry in related.entries]),
    ))  # fmt: skip


def lists(related: Related) -> bytes:
    """What it gives to the lists of the library."""
    return marshal.dumps(related.listed)


def problem_sums(related: Related) -> bytes:
    """What is counted of each of its problems."""
    return marshal.dumps({number: tuple(one) for number, one in related.problems.items()})


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
        tuple(tuple(theme.id if theme else "" for theme in found) for found in entry.linked_themes),
        *linked,
    )
