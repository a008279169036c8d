"""Many small records in one file, each known by its place: few are read again, and new ones stand behind the others.

Nothing that stands in it is ever changed, and each says what it is of: whoever knows a place from before finds there
what was there, or nothing. Where the file cannot be written, records are held in memory, and it does not last.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from review.keep.folder import CHECK, checked

RecordPlace = tuple[int, int]
"""Where a record begins in the file and how long it is; below zero, the number of one that is held in memory."""
_WAITING = 1 << 20
"""Bytes that are written together."""


class Pack:
    """The records of one file; without a path, of none."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.lasting = path is not None
        """Whether all that was added is in the file, or can still be written there."""
        self.size = 0
        """Bytes of the file, once a record is asked for or added."""
        self._handle: int | None = None
        self._waiting = bytearray()
        self._held: list[bytes] = []

    @classmethod
    def fresh(cls, folder: Path, name: str) -> Pack:
        """A new one, whose file will be called after `name`."""
        return cls(folder / f"{name}-{secrets.token_hex(4)}")

    def add(self, of: str, record: bytes) -> RecordPlace:
        """The place, from now on, of a record `of` something."""
        if self.lasting:
            with self._noted():
                self._open()
                self._waiting += checked(of.encode("utf-8", "surrogatepass") + record) + record
                place = self.size, len(record)
                self.size += CHECK + len(record)
                if len(self._waiting) > _WAITING:
                    self._write()
                return place
        self._held.append(record)
        return -len(self._held), len(record)

    def get(self, of: str, place: RecordPlace) -> bytes | None:
        """The record `of` something at a place; None where it is not there, or not whole."""
        begin, length = place
        if begin < 0:
            return self._held[-begin - 1]
        with self._noted():
            data = os.pread(self._open(), CHECK + length, begin)
            if len(data) < CHECK + length and self._waiting:
                self._write()
                data = os.pread(self._open(), CHECK + length, begin)
            if data[:CHECK] == checked(of.encode("utf-8", "surrogatepass") + data[CHECK:]):
                return data[CHECK:]
        return None

    def close(self) -> None:
        """Write what is left to be written; `lasting` says afterwards whether all is there."""
        if self._handle is not None:
            with self._noted():
                self._write()
            os.close(self._handle)
            self._handle = None

    def alone(self, name: str) -> None:
        """Remove all other files that are called after `name`."""
        assert self.path
        for other in self.path.parent.glob(f"{name}-*"):
            if other != self.path:
                with contextlib.suppress(OSError):
                    other.unlink()

    def _open(self) -> int:
        if self._handle is None:
            if self.path is None:
                raise FileNotFoundError
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self.size = os.fstat(self._handle).st_size
        return self._handle

    def _write(self) -> None:
        """At its place, since processes that are copies of this one have the same file."""
        while self._waiting:
            done = os.pwrite(self._open(), self._waiting, self.size - len(self._waiting))
            del self._waiting[:done]

    @contextlib.contextmanager
    def _noted(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self.lasting = False
