"""What must be known of every material without its words: related from a small record, its words read when asked for.

Most of a library is only counted and listed by a build; and the check of one file only has to know whose each of the
others is, and which problems it has for sure. So a material stands on a card, and its record is taken apart when its
entries are asked for; light_record.py makes both.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, cast

from review.keep.records import Terms
from review.model import (
    CanonicalHeading,
    Cause,
    Document,
    Entry,
    Heading,
    HeadingSum,
    Item,
    LedgerEntry,
    ListedWords,
    Material,
    Measure,
    Override,
    Problem,
    ProblemSum,
    Reference,
    Seen,
    Suggestion,
    Theme,
)
from review.relate.light_record import KINDS, LightRecord
from review.relate.listed import ToList
from review.relate.related import Related
from review.relate.whole import LightRest, Whole


def _same(one: object, other: object, of: type[Material | Entry]) -> bool:
    """Whether they say the same, with or without their words at hand."""
    return isinstance(other, of) and all(getattr(one, f.name) == getattr(other, f.name) for f in fields(of))


class LightMaterial(Material):
    """A material whose words are read when they are asked for."""

    __slots__ = ("_counts", "_ledger", "_whole")
    _counts: tuple[int, int, int]
    _ledger: bytes
    _whole: Whole
    __hash__ = None  # type: ignore[assignment]
    __setattr__ = object.__setattr__  # it is filled by `lightened`, and by nobody else

    def __eq__(self, other: object) -> bool:
        return _same(self, other, Material)

    @property
    def ledger(self) -> dict[str, LedgerEntry]:
        return self._whole.ledger(self._ledger) if self._ledger else {}

    @property
    def counts(self) -> tuple[int, int, int]:
        return self._counts

    @property
    def headings(self) -> tuple[HeadingSum, ...]:
        return self._whole.headings

    @property
    def document(self) -> Document:
        return self._whole.related.material.document

    @property
    def overrides(self) -> dict[str, Override]:
        return self._whole.related.material.overrides

    @property
    def seen(self) -> tuple[Seen, ...]:
        return self._whole.related.material.seen

    @property
    def lines(self) -> dict[str, int]:
        return self._whole.related.material.lines

    def pictured(self, pictures: tuple[str, ...]) -> Material:
        return self._whole.related.material.pictured(pictures)


class LightEntry(Entry):
    """An entry whose words are read when they are asked for."""

    __slots__ = ("_linked", "_number", "_themes", "_whole", "heading_id", "heading_name", "item_id", "opening", "sort")
    _linked: list[tuple[tuple[str, bool], ...]]
    _number: int
    _themes: tuple[tuple[str, ...], ...]
    _whole: Whole
    __hash__ = None  # type: ignore[assignment]
    __setattr__ = object.__setattr__

    def __eq__(self, other: object) -> bool:
        return _same(self, other, Entry)

    @property
    def item(self) -> Problem | Cause | Measure:
        return self._own.item

    @property
    def words(self) -> ListedWords:
        return self._whole.words[self._number][0]

    @property
    def heading(self) -> Heading | None:
        return self._own.heading if self.heading_id else None

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        return self._whole.words[self._number][1]

    @property
    def problems(self) -> tuple[Reference, ...]:
        return self._references(0)

    @property
    def causes(self) -> tuple[Reference, ...]:
        return self._references(1)

    @property
    def measures(self) -> tuple[Reference, ...]:
        return self._references(2)

    @property
    def answered(self) -> tuple[bool, bool]:
        return bool(self._linked[1]), bool(self._linked[2])

    def linked(self, sort: type[Item]) -> tuple[str, ...]:
        before = self.material.id + "#"
        return tuple([before + id for id, _ in self._linked[KINDS.index(sort)]])

    @property
    def linked_themes(self) -> tuple[tuple[Theme | None, ...], ...]:
        return tuple(map(self._whole.themes, self._themes))

    def themes(self, sort: type[Item]) -> tuple[Theme | None, ...]:
        return self._whole.themes(self._themes[KINDS.index(sort)])

    def of(self, material: Material) -> Entry:
        return self._own.of(material)

    @property
    def _own(self) -> Entry:
        return self._whole.related.entries[self._number]

    def _references(self, kind: int) -> tuple[Reference, ...]:
        linked = self._linked[kind]
        return tuple(Reference(key=f"{self.material.id}#{id}", inferred=inferred) for id, inferred in linked)


class LightRelated(Related):
    """A related material whose entries are made when they are asked for."""

    __slots__ = ("_whole", "answered", "sure")
    _whole: Whole
    __hash__ = None  # type: ignore[assignment]
    __setattr__ = object.__setattr__

    @property
    def canonical(self) -> dict[str, CanonicalHeading]:
        return self._whole.canonical

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(_entry(self._whole, number, {}) for number in range(len(self._whole.rows)))

    @property
    def listed(self) -> list[ToList]:
        return self._whole.listed

    @property
    def problems(self) -> dict[int, ProblemSum]:
        return self._whole.problems

    def entry(self, number: int, earlier: Mapping[str, tuple[str, ...]]) -> Entry:
        return _entry(self._whole, number, earlier)

    def of(self, material: Material) -> Related:
        return self._whole.related.of(material)


def lightened(card: LightRecord, terms: Terms, known: LightRest, read: Callable[[], Related]) -> Related:
    """A material and its entries from its `card`; `known` gives all else that is known of it, `read` all of it. Raises
    Exception where the card is none."""
    whole = Whole(known, read, terms)
    made: Any = object.__new__(LightMaterial)
    made.id, made.path, made.title, made.campaign, made.unit, *more = card
    made.author, made.kind, day, made.visibility, made._counts, made._ledger, *more = more
    made.date, made.pictures, made._whole = datetime.date.fromordinal(day), (), whole
    whole.material = made
    related: Any = object.__new__(LightRelated)
    related.material, related._whole = made, whole
    related.year, related.sure, related.answered = more
    return cast(Related, related)


def _entry(whole: Whole, number: int, earlier: Mapping[str, tuple[str, ...]]) -> Entry:
    id, kind, heading, theme, type_id, degree, opening, themes, *linked = whole.rows[number]
    made: Any = object.__new__(LightEntry)
    made.material, made.key, made.item_id = whole.material, f"{whole.material.id}#{id}", id
    made.sort, made.degree, made.earlier = KINDS[kind], degree, earlier.get(made.key, ())
    made.heading_id, made.heading_name = whole.headings[heading][:2] if heading >= 0 else ("", "")
    made.canonical, made.opening = whole.canonical.get(made.heading_id), opening
    made.theme, made.type = whole.theme(theme), whole.type(type_id)
    made._whole, made._number, made._linked, made._themes = whole, number, linked, themes
    return cast(Entry, made)
