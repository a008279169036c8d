"""What must never be published: identity numbers, phone numbers, bank cards, classified marks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from review.check.private.characters import seen, tagged, turned
from review.check.private.coded import decoded, has_codes
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
    found = []
    for way, place in _ways(text):
        for kind, start, end, value in _found(way):
            if place:
                start, end = place(start), place(end)
            found.append(Private(kind, start, end, value))
    told = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.end > told:  # another way sees no part of it for a whole
            told = one.end
            yield one


def _ways(text: str) -> Iterator[tuple[str, Callable[[int], int] | None]]:
    """How a text may be seen: as it is, turned round, and with codes as characters; there, where each one stands."""
    yield text, None
    for other in (turned(text), tagged(text)):
        if other != text:
            yield other, None
    if has_codes(text):
        plain, place = decoded(text)
        yield plain, place
        if (other := turned(plain)) != plain:
            yield other, place


def _found(text: str) -> Iterator[tuple[str, int, int, str]]:
    shown, told = seen(text), 0
    every = (*marks(shown.text), *numbers(shown.text))
    for kind, start, end, value in sorted(every, key=lambda found: (found[1], -found[2])):
        if end > told:
            told = end
            yield kind, shown.at(start), shown.at(end - 1) + 1, value


def masked(text: str) -> str:
    """A text that may be shown: every number in it masked."""
    for way in (str, turned, tagged, _plain, lambda coded: turned(_plain(coded))):
        shown = way(text)
        found = [*_found(shown)] if shown != text or way is str else []
        text = shown if found else text
        for kind, start, end, value in reversed(found):
            text = text[:start] + Private(kind, start, end, value).masked + text[end:]
    return text


def _plain(text: str) -> str:
    return decoded(text)[0] if has_codes(text) else text
