"""Plain values by key on sixteen files of a folder: few to read, and one edit does not write all of them anew."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from typing import Any

from review.keep.folder import Folder

FIRST = "0123456789abcdef"
"""What a key, a hexadecimal number, begins with."""


class Shelves:
    """Values of numbers, strings, bytes and tuples. A file is read when one of its keys is asked for."""

    def __init__(self, folder: Folder | None, name: str) -> None:
        self._folder = folder
        self.names = {first: f"{name}-{first}" for first in FIRST}
        """Of the files."""
        self._read: dict[str, dict[str, Any]] = {}
        self._new: set[str] = set()

    def _shelf(self, first: str) -> dict[str, Any]:
        if first not in self._read:
            data = self._folder.get(self.names[first]) if self._folder else None
            try:
                found = marshal.loads(data) if data else {}
            except (EOFError, TypeError, ValueError):  # what lies in a folder may be anything
                found = {}
            self._read[first] = found if isinstance(found, dict) else {}
        return self._read[first]

    def get(self, key: str) -> Any:
        """The value of a key; None where there is none."""
        return self._shelf(key[0]).get(key)

    def hold(self) -> None:
        """Read all files."""
        for first in FIRST:
            self._shelf(first)

    def put(self, key: str, value: Any) -> None:
        """Let this be the value of a key."""
        self._shelf(key[0])[key] = value
        self._new.add(key[0])

    def keep(self, keys: Iterable[str]) -> None:
        """Keep what was put here for the next time; of the files that were read only the values of these keys."""
        held: dict[str, dict[str, Any]] = {first: {} for first in self._read}
        for key in keys:
            if key[0] in held and key in self._read[key[0]]:
                held[key[0]][key] = self._read[key[0]][key]
        for first, values in held.items():
            if self._folder and (first in self._new or len(values) != len(self._read[first])):
                self._folder.put(self.names[first], marshal.dumps(values))
