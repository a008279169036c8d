"""Plain values by key on sixteen files of a folder: read in one go, and one edit does not write all of them anew."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from typing import Any

from review.keep.folder import Folder

FIRST = "0123456789abcdef"
"""What a key, a hexadecimal number, begins with."""


class Shelves:
    """Values of numbers, strings, bytes and tuples. Those that nobody asks for or puts there are not kept on."""

    def __init__(self, folder: Folder | None, name: str) -> None:
        self._folder = folder
        self.names = {first: f"{name}-{first}" for first in FIRST}
        """Of the files."""
        self._before = dict(one for shelf in self.names.values() for one in self._shelf(shelf))
        self._now: dict[str, Any] = {}

    def _shelf(self, name: str) -> Iterator[tuple[str, Any]]:
        data = self._folder.get(name) if self._folder else None
        try:
            found = marshal.loads(data) if data else {}
        except (EOFError, TypeError, ValueError):  # what lies in a folder may be anything
            return
        if isinstance(found, dict):
            yield from found.items()

    def get(self, key: str) -> Any:
        """The value of a key; None where there is none."""
        value = self._now.get(key, self._before.get(key))
        if value is not None:
            self._now[key] = value
        return value

    def put(self, key: str, value: Any) -> None:
        """Let this be the value of a key."""
        self._now[key] = value

    def keep(self) -> None:
        """Keep all that was asked for or put here, for the next time."""
        now, before = _by_first(self._now), _by_first(self._before)
        for first, name in self.names.items():
            if self._folder and now[first].keys() != before[first].keys():
                self._folder.put(name, marshal.dumps(now[first]))


def _by_first(values: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {first: {} for first in FIRST}
    for key, value in values.items():
        found[key[0]][key] = value
    return found
