"""imports.json: of every imported material hashes of the source, its name, the body, and of all texts before it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from review.read.text.digest import text_digest
from review.read.text.write import reason, write

MEMORY = "imports.json"
"""In the library's root."""


class BrokenMemory(ValueError):
    """What was remembered of earlier imports cannot be read; the message is in Chinese."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is remembered of one material."""

    source: str
    """Digest of the text that it was read from."""
    name: str
    """Digest of the file's name."""
    body: str
    """Digest of the body as it was written."""
    older: tuple[str, ...] = ()
    """Digests of the sources and bodies that were there before."""

    def as_json(self) -> dict[str, Any]:
        """As it stands in the file."""
        old = {"older": list(self.older)} if self.older else {}
        return {"source": self.source, "name": self.name, "body": self.body} | old


@dataclass
class Memory:
    """The memory of the library at `root`. Raises BrokenMemory where its file is damaged."""

    root: Path
    entries: dict[str, Remembered] = field(init=False)
    """By path of the material, relative to the root."""
    _changed: bool = False

    def __post_init__(self) -> None:
        self.entries = _read(self.root / MEMORY)

    def remember(self, path: str, source: str, name: str, body: str, *, was: str = "") -> None:
        """Note what the material at `path` was imported from; `was` is the path that its entry had before."""
        old = self.entries.pop(was, None) if was else None
        old = self.entries.get(path) or old
        entry = Remembered(text_digest(source), text_digest(name), text_digest(body))
        if old and (old.source, old.body) != (entry.source, entry.body):
            past = dict.fromkeys((*old.older, old.source, old.body))
            older = tuple(one for one in past if one not in (entry.source, entry.body))
            entry = Remembered(entry.source, entry.name, entry.body, older)
        elif old:
            entry = Remembered(entry.source, entry.name, entry.body, old.older)
        if old != entry or was:
            self.entries[path] = entry
            self._changed = True

    def save(self) -> str:
        """Write it, one material a line, so that two people's imports merge in git; returns what failed."""
        if not self._changed:
            return ""
        rows = sorted(self.entries.items())
        lines = (f" {json.dumps(p, ensure_ascii=False)}: {json.dumps(e.as_json())}" for p, e in rows)
        try:
            write(self.root / MEMORY, ("{\n" + ",\n".join(lines) + "\n}\n").encode())
        except OSError as error:
            return reason(error)
        self._changed = False
        return ""


def _read(path: Path) -> dict[str, Remembered]:
    try:
        if not path.is_file():
            return {}
        return {name: _entry(row) for name, row in json.loads(path.read_text("utf-8")).items()}
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise BrokenMemory(f"{MEMORY} 已损坏，请从 git 取回") from error


def _entry(row: dict[str, Any]) -> Remembered:
    source, name, body, *older = values = [row["source"], row["name"], row["body"], *row.get("older", [])]
    if not all(isinstance(value, str) for value in values):
        raise ValueError(MEMORY)
    return Remembered(source, name, body, tuple(older))
