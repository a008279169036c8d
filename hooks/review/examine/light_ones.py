"""What the files of a library gave, without their words, as a few small files: for those that are as they were."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from functools import cached_property
from typing import Any, cast

from review.examine.one import One
from review.keep.folder import Folder
from review.keep.records import Terms, unpacked
from review.model import Finding
from review.relate.library import Related
from review.relate.light import LightRecord, lightened

KnownOne = tuple[One, bytes]
"""What a file gave, and the digest of that."""


FIRST = "0123456789abcdef"
"""What a key begins with."""


class LightOnes:
    """Those of one vocabulary, words of the reader and program, which the name says."""

    def __init__(self, folder: Folder | None, name: str, terms: Terms) -> None:
        self.folder, self.terms = folder, terms
        self.names = {first: f"{name}-{first}" for first in FIRST}
        """Of the files: each has those whose keys begin alike, so that one edit does not write all of them anew."""
        self.before = {key: one for name in self.names.values() for key, one in self._shelf(name).items()}
        self.now: dict[str, tuple[Any, ...]] = {}

    def _shelf(self, name: str) -> dict[str, tuple[Any, ...]]:
        data = self.folder.get(name) if self.folder else None
        try:
            found = marshal.loads(data) if data else {}
        except (EOFError, TypeError, ValueError):  # what lies in a folder may be anything
            return {}
        return {key: one for key, one in found.items() if key in self._whole} if isinstance(found, dict) else {}

    @cached_property
    def _whole(self) -> set[str]:
        return self.folder.names() if self.folder else set()

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
        shelves, before = _by_first(self.now), _by_first(self.before)
        for first, name in self.names.items():
            if self.folder and shelves[first].keys() != before[first].keys():
                self.folder.put(name, marshal.dumps(shelves[first]))


def _by_first(ones: dict[str, tuple[Any, ...]]) -> dict[str, dict[str, tuple[Any, ...]]]:
    found: dict[str, dict[str, tuple[Any, ...]]] = {first: {} for first in FIRST}
    for key, one in ones.items():
        found[key[0]][key] = one
    return found
