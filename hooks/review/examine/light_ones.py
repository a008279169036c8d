"""What the files of a library gave, without their words, as a few small files: for those that are as they were.

Of each there is a card, of which all are read, and the rest, which is read when any of it is asked for.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, cast

from review.examine.one import One, OneRest, light_one
from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.records import Terms, unpacked
from review.keep.shelves import Shelves
from review.model import Finding
from review.relate.light import lightened

KnownOne = tuple[One, bytes]
"""What a file gave, and the digest of that."""
_Findings = tuple[Finding, ...]
_CARD = ("digest", "outline", "room", "findings", "wrong", "card")
_REST = ("checked", "unworded", "lists", "problems")
"""What each is made of: what lies in a folder may be anything."""


class LightOne(One):
    """What a file gave; what is not on its card is looked up when it is asked for."""

    __slots__ = ("_rest", "_terms", "_wrong")
    _rest: Callable[[], OneRest]
    _wrong: bool
    _terms: Terms
    __setattr__ = object.__setattr__  # it is filled by LightOnes, and by nobody else

    @property
    def checked(self) -> _Findings:
        found = self._rest()[0]
        return cast(_Findings, unpacked(found, self._terms)) if found else ()

    @property
    def wrong(self) -> bool:
        return self._wrong


class LightOnes:
    """Those of one vocabulary, words of the reader and program, which `about` says."""

    def __init__(self, folder: Folder | None, about: str, terms: Terms) -> None:
        self.folder, self.terms = folder, terms
        self._cards, self._rests = Shelves(folder, digest("card", about)), Shelves(folder, digest("light", about))
        self.names = {*self._cards.names.values(), *self._rests.names.values()}
        """Of the files."""

    @cached_property
    def _whole(self) -> set[str]:
        return self.folder.names() if self.folder else set()

    def get(self, key: str, whole: Callable[[], One]) -> KnownOne | None:
        """What a file gave, which `whole` gives with its words; None where it is not known."""
        known = self._cards.get(key) if key in self._whole else None
        if known is None or len(known) != len(_CARD):
            return None

        def rest() -> OneRest:
            found = self._rests.get(key)
            there = found is not None and len(found) == len(_REST)
            return cast(OneRest, found if there else marshal.loads(light_one(whole(), b""))[1])

        def related() -> Any:
            return whole().related

        told, outline, room, findings, wrong, card = known
        one: Any = object.__new__(LightOne)
        one.related = lightened(card, self.terms, lambda: rest()[1:], related) if card else None
        one.findings = unpacked(findings, self.terms) if findings else ()
        one.outline, one.room, one._rest, one._wrong, one._terms = outline, room, rest, wrong, self.terms
        return one, told

    def add(self, key: str, light: bytes) -> None:
        """Take note of what a file gave, as `light_one` has it."""
        self._whole.add(key)
        card, rest = marshal.loads(light)
        self._cards.put(key, card)
        self._rests.put(key, rest)

    def hold(self) -> None:
        """Have all at hand, whatever becomes of the files meanwhile."""
        self._rests.hold()

    def keep(self, keys: Iterable[str]) -> None:
        """Keep what was added for the next time, and of all else that of these keys."""
        keys = [*keys]
        self._cards.keep(keys)
        self._rests.keep(keys)
