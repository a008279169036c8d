"""What of a site has changed on the disk since it was looked at last."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

DiskState = dict[str, tuple[int, int, int]]
"""By path, that of a folder with / behind it: number on the disk, length, time in nanoseconds."""
EVERY, SHARE = 0.3, 10
"""Seconds between two looks; and a look takes one of so many parts of the time."""
_LEFT = {"__pycache__", ".git", ".cache", ".venv"}


class Watch:
    """Looks at some paths again and again; what is not there yet may come."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.paths = paths
        self.last = disk_state(paths)

    def wait(self) -> list[str]:
        """The paths that came, went or are other files, when some did, and no more do for a moment."""
        pause = EVERY
        while True:
            time.sleep(pause)
            began = time.monotonic()
            now = disk_state(self.paths)
            pause = max(EVERY, SHARE * (time.monotonic() - began))
            if now != self.last:
                before = self.last
                return differing(before, self._settled(now)) or differing(before, now)

    def _settled(self, now: DiskState) -> DiskState:
        while True:
            time.sleep(EVERY / 2)
            self.last, now = now, disk_state(self.paths)
            if now == self.last:
                return now


def disk_state(paths: Iterable[Path]) -> DiskState:
    """All files at and below these paths as they are now; of what is not there, or goes meanwhile, nothing.

    And all folders, whose times tell that something came and went again between two looks.
    """
    return {name: told for path in paths for name, told in _at(str(path))}


def differing(before: DiskState, now: DiskState) -> list[str]:
    """The paths that came, went or are other files."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _at(path: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            yield from _below(path)
        else:
            yield path, _told(found)
    except OSError:
        return


def _below(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    yield f"{folder}/", _told(os.stat(folder))
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                if not entry.is_dir():
                    yield entry.path, _told(entry.stat())
                elif entry.name not in _LEFT:
                    yield from _below(entry.path)
            except OSError:  # gone meanwhile
                continue


def _told(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
