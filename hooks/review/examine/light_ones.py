"""What the files of a library gave, without their words, as a few small files: for those that are as they were."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import cast

from review.examine.one import One
from review.keep.folder import Folder
from review.keep.records import Terms, unpacked
from review.keep.shelves import Shelves
from review.model import Finding
from review.relate.library import Related
from review.relate.light import LightRecord, lightened

KnownOne = tuple[One, bytes]
"""What a file gave, and the digest of that."""


class LightOnes:
    """Those of one vocabulary, words of the reader and program, which the name says."""

    def __init__(self, folder: Folder | None, name: str, terms: Terms) -> None:
        self.folder, self.terms = folder, terms
        self._shelves = Shelves(folder, name)
        self.names = self._shelves.names
        """Of the files."""

    @cached_property
    def _whole(self) -> set[str]:
        return self.folder.names() if self.folder else set()

    def get(self, key: str, read: Callable[[], Related]) -> KnownOne | None:
        """What a file gave, which `read` gives with its words; None where it is not known."""
        known = self._shelves.get(key) if key in self._whole else None
        if known is None:
            return None
        digest, outline, entries, room, found, record = known
        findings, checked = cast(tuple[tuple[Finding, ...], ...], unpacked(found, self.terms)) if found else ((), ())
        related = lightened(cast(LightRecord, record), self.terms, read) if record else None
        one = One(
            related=related,
            findings=findings,
            checked=checked,
            outline=outline,
            entry_digests=entries,
            room=room,
        )
        return one, digest

    def add(self, key: str, light: bytes) -> None:
        """Take note of what a file gave, as `light_one` has it."""
        self._whole.add(key)
        self._shelves.put(key, marshal.loads(light))

    def keep(self, keys: Iterable[str]) -> None:
        """Keep what was added for the next time, and of all else that of these keys."""
        self._shelves.keep(keys)
