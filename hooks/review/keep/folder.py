"""A folder of what was worked out before, each under a key that says all it depends on.

Whatever lies there may be cut off, changed, of another machine or not to be read: then it is not kept, and is worked
out anew. A folder that cannot be written to, or a full disk, only means that nothing more is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Collection, Iterator
from contextvars import ContextVar
from pathlib import Path

from review.project import project

CHECK = 16
"""Bytes before each content: the beginning of its BLAKE2b hash."""

_own: ContextVar[set[Path] | None] = ContextVar("own", default=None)
"""What was put anywhere since nothing from before is taken; None where it is."""


@contextlib.contextmanager
def anew() -> Iterator[None]:
    """Within it no folder gives what it was not given within it; all that it is given stays for the next time."""
    token = _own.set(set())
    try:
        yield
    finally:
        _own.reset(token)


class Folder:
    """Bytes by key, each a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, key: str) -> bytes | None:
        """What is kept under `key`; None where it is not there, or not whole."""
        own = _own.get()
        if own is not None and self.path / key not in own:
            return None
        try:
            with open(self.path / key, "rb") as file:
                check, data = file.read(CHECK), file.read()
        except OSError:
            return None
        return data if data and check == checked(data) else None

    def put(self, key: str, content: bytes) -> bool:
        """Keep `content`, whole or not at all; says whether."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix=".", dir=self.path)
        except OSError:
            return False
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(checked(content) + content)
            os.replace(name, self.path / key)
        except OSError:
            _remove(name)
            return False
        if (own := _own.get()) is not None:
            own.add(self.path / key)
        return True

    def names(self) -> set[str]:
        """The keys of all that it may give, whole or not."""
        own = _own.get()
        try:
            there = os.listdir(self.path)
        except OSError:
            return set()
        return {name for name in there if own is None or self.path / name in own}

    def tidy(self, used: Collection[str], spare: int = 100) -> None:
        """Remove what is none of `used`, once that is more than what is used: of a few edits all is left."""
        try:
            there = os.listdir(self.path)
        except OSError:
            return
        if len(there) > 2 * len(used) + spare:
            for name in set(there).difference(used):
                _remove(self.path / name)


def of_library(kind: str, root: Path) -> Folder:
    """Where the site at hand keeps what it worked out of one kind for the library at `root`."""
    name = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]
    return Folder(project() / ".cache" / kind / name)


def checked(content: bytes) -> bytes:
    """What stands before a content, by which it is known to be whole."""
    return hashlib.blake2b(content, digest_size=CHECK).digest()


def _remove(path: str | Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
