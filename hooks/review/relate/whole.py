"""A material as small records, taken apart when they are asked for; its words are read when they are."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import cast

from review.keep.records import Terms, unpacked
from review.model import (
    CanonicalHeading,
    HeadingSum,
    LedgerEntry,
    ListedWords,
    Material,
    ProblemSum,
    ProblemType,
    Suggestion,
    Theme,
)
from review.relate.light_record import LightRecord
from review.relate.listed import ToList
from review.relate.related import Related

LightRest = Callable[[], tuple[bytes, bytes, bytes]]
"""Gives what `unworded` made of a material, `lists` and `problem_sums`."""
AT_HAND = 64
"""Materials that are held with their words: a page needs those of one or two."""
RECORDS = 256
"""Those whose records are held taken apart, which takes 30 KB each: a page of a list needs those of a hundred."""


class Whole:
    """A material with its words, read when it is asked for; and at hand, when it is, what `unworded` made."""

    def __init__(self, known: LightRest, read: Callable[[], Related], terms: Terms) -> None:
        self._known, self._read, self._terms = known, read, terms
        self.material: Material
        self._ledger: dict[str, LedgerEntry] | None = None

    @property
    def related(self) -> Related:
        return _related(self)

    def ledger(self, known: bytes) -> dict[str, LedgerEntry]:
        """What its card has of it."""
        if self._ledger is None:
            self._ledger = cast(dict[str, LedgerEntry], unpacked(known, self._terms))
        return self._ledger

    @property
    def _record(self) -> LightRecord:
        return _record_of(self)

    def record(self) -> LightRecord:
        """What `unworded` made, taken apart."""
        return cast(LightRecord, marshal.loads(self._known()[0]))

    @cached_property
    def headings(self) -> tuple[HeadingSum, ...]:
        return tuple(HeadingSum(*heading) for heading in self._record[0])

    @cached_property
    def canonical(self) -> dict[str, CanonicalHeading]:
        return {id: cast(CanonicalHeading, self._terms["heading", name]) for id, name in self._record[1]}

    @property
    def listed(self) -> list[ToList]:
        return cast(list[ToList], marshal.loads(self._known()[1]))

    @property
    def problems(self) -> dict[int, ProblemSum]:
        return {number: ProblemSum(*one) for number, one in marshal.loads(self._known()[2]).items()}

    @property
    def rows(self) -> tuple[LightRecord, ...]:
        """Of its entries."""
        return cast("tuple[LightRecord, ...]", self._record[2])

    def theme(self, id: str) -> Theme | None:
        return cast(Theme, self._terms["theme", id]) if id else None

    def type(self, id: str) -> ProblemType | None:
        return cast(ProblemType, self._terms["type", id]) if id else None

    def themes(self, ids: tuple[str, ...]) -> tuple[Theme | None, ...]:
        return tuple(map(self.theme, ids))

    @property
    def words(self) -> list[tuple[ListedWords, tuple[Suggestion, ...]]]:
        """Of each entry, and where it may belong."""
        return _words_of(self)

    def listed_words(self) -> list[tuple[ListedWords, tuple[Suggestion, ...]]]:
        """The same, taken apart."""
        found = marshal.loads(self._record[3])
        return [(ListedWords(*words), tuple(map(self._suggestion, likely))) for words, likely in found]

    def _suggestion(self, likely: tuple[str, str, float]) -> Suggestion:
        kind, id, share = likely
        return Suggestion(place=cast("ProblemType | Theme", self._terms[kind, id]), share=share)

    def read(self) -> Related:
        """All of it, read anew."""
        return self._read()


@lru_cache(maxsize=AT_HAND)
def _related(whole: Whole) -> Related:
    return whole.read()


@lru_cache(maxsize=RECORDS)
def _record_of(whole: Whole) -> LightRecord:
    return whole.record()


@lru_cache(maxsize=RECORDS)
def _words_of(whole: Whole) -> list[tuple[ListedWords, tuple[Suggestion, ...]]]:
    return whole.listed_words()
