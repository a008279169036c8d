"""What the files of a library gave, without their words, as one small file: for those that are as they were."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import Any, cast

from review.examine.one import One
from review.keep.folder import Folder
from review.keep.records import Terms, unpacked
from review.model import Finding
from review.relate.library import Related
from review.relate.light import LightRecord, lightened

KnownOne = tuple[One, bytes]
"""What a file gave, and the digest of that."""


class LightOnes:
    """Those of one vocabulary, words of the reader and program, which the name says."""

    def __init__(self, folder: Folder | None, name: str, terms: Terms) -> None:
        self.folder, self.name, self.terms = folder, name, terms
        self.before = self._before()
        self.now: dict[str, tuple[Any, ...]] = {}

    def _before(self) -> dict[str, tuple[Any, ...]]:
        data = self.folder.get(self.name) if self.folder else None
        try:
            found = marshal.loads(data) if data else {}
        except (EOFError, TypeError, ValueError):  # what lies in a folder may be anything
            return {}
        whole = self.folder.names() if self.folder and found else set()
        return {key: one for key, one in found.items() if key in whole} if isinstance(found, dict) else {}

    def get(self, key: str, read: Callable[[], Related]) -> KnownOne | None:
        """What a file gave, which `read` gives with its words; None where it is not known."""
        known = self.now.get(key) or self.before.get(key)
        if known is None:
            return None
        digest, outline, entries, room, found, record = known
        findings, checked = cast(tuple[tuple[Finding, ...], ...], unpacked(found, self.terms)) if found else ((), ())
        related = lightened(cast(LightRecord, record), self.terms, read) if record else None
        self.now[key] = known
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
        self.now[key] = marshal.loads(light)

    def keep(self) -> None:
        """Keep all that was asked for or added, for the next time."""
        if self.folder and self.now.keys() != self.before.keys():
            self.folder.put(self.name, marshal.dumps(self.now))
