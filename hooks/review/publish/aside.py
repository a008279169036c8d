"""Texts that wait in a file instead of in memory."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


class Aside:
    """Keeps texts by name in a temporary file in `folder`, which goes with the object.

    MkDocs renders all pages before it writes the first: at 10,000 materials their HTML alone is 0.7 GB of memory.
    The system's own temporary folder is no place for it, as it often is memory.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115, it is open as long as this object lives
        self.places: dict[str, tuple[int, int]] = {}

    def put(self, name: str, text: str) -> None:
        """Keep `text`; one that had this name before is gone."""
        data = text.encode("utf-8", "surrogatepass")
        self.places[name] = (self.file.seek(0, os.SEEK_END), len(data))
        self.file.write(data)

    def take(self, name: str) -> str:
        """The text of this name, which is then kept no more. Raises KeyError where there is none."""
        at, size = self.places.pop(name)
        self.file.seek(at)
        return self.file.read(size).decode("utf-8", "surrogatepass")
