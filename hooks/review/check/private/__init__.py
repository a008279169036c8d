"""What must never be published: identity numbers, phone numbers, bank cards, classified marks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from review.check.private.characters import seen, turned
from review.check.private.marks import marks
from review.check.private.numbers import numbers


@dataclass(frozen=True, slots=True)
class Private:
    """One place in a text that must not be published."""

    kind: str
    """identity-number, identity-15, mobile-number, bank-card or classified-mark."""
    start: int
    end: int
    value: str
    """Digits only, without 86 or 0 before a mobile number; never shown."""

    @property
    def masked(self) -> str:
        """What a log may show: 110101************."""
        if self.kind == "classified-mark":
            return self.value
        shown = 6 if len(self.value) > 14 else 3
        return self.value[:shown] + "*" * (len(self.value) - shown)

    @property
    def digest(self) -> str:
        """How the exception list names the value without holding it.

        Of 16 bits only, and no last digits in `masked`: a longer digest beside a mask would give the number away
        to anybody who tries the few thousand that fit. Another number of the same file fits by 1 in 65,536.
        """
        return hashlib.sha256(self.value.encode()).hexdigest()[:4]


def private(text: str) -> Iterator[Private]:
    """Everything in a text that must not be published, in order, however it is written; in linear time."""
    ways = dict.fromkeys((text, turned(text)))
    yield from next(filter(None, (list(_found(way)) for way in ways)), ())


def _found(text: str) -> Iterator[Private]:
    shown = seen(text)
    for kind, start, end, value in sorted((*marks(shown.text), *numbers(shown.text)), key=lambda found: found[1]):
        yield Private(kind, shown.at(start), shown.at(end - 1) + 1, value)


def masked(text: str) -> str:
    """A text that may be shown: every number in it masked."""
    for way in (str, turned):
        text = way(text)
        for found in reversed(list(_found(text))):
            text = text[: found.start] + found.masked + text[found.end :]
    return text
