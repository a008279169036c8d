"""The library that an import writes into: where a document belongs, what is there already, writing it whole or not."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from review.intake.clean import squeeze
from review.intake.source import reason
from review.read.front.material import split
from review.read.text.files import Refused, read_bytes, strict_text

MEMORY = "imports.json"
"""In the library's root: for every imported material hashes of its source, the source's name, and the body."""
SAME = 0.5
"""Share of common passages from which on two texts are two versions of one document."""
PASSAGE = 8
"""Characters."""


class BrokenMemory(ValueError):
    """What was remembered of earlier imports cannot be read; the message is in Chinese."""


def digest(text: str) -> str:
    """By which a text is known again at a later import."""
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a document goes."""

    path: str
    """Relative to the library's root."""
    state: Literal["new", "same", "newer", "edited", "alike"]
    """newer: the same file, corrected; edited: the same, but people have edited the text in the library since;

    alike: from another file and much like what is there: a new version, or a copy by someone else.
    """
    beside: str = ""
    """Another document that has the name that this one would have had."""


@dataclass
class Shelf:
    """The materials of the library at `root`. Raises BrokenMemory where imports.json is damaged."""

    root: Path
    dry_run: bool = False
    """Write nothing; what would be written is there all the same for the documents that follow."""
    _written: dict[str, tuple[str, str]] = field(default_factory=dict)
    memory: dict[str, dict[str, str]] = field(init=False)
    _by_source: dict[str, str] = field(init=False)
    _changed: bool = False

    def __post_init__(self) -> None:
        self.memory = _remembered(self.root / MEMORY)
        self._by_source = {entry["source"]: path for path, entry in self.memory.items()}

    def place(self, folder: str, stem: str, body: str, source: str, name: str, *, apart: bool = False) -> Place:
        """Where the document with this body goes.

        `source` is the digest of the text it was read from, `name` the name of the file; with `apart` it is another
        document than any that came under another name.
        """
        known = self._by_source.get(source)
        if known and self.body(known) is not None:
            return Place(path=known, state="same")
        place = self._place(folder, stem, body, name, apart)
        # The source is as it was, only the file was renamed since, and perhaps edited.
        return replace(place, state="same") if known and place.state != "new" else place

    def _place(self, folder: str, stem: str, body: str, name: str, apart: bool) -> Place:
        beside, seen = "", []
        for number in range(1, 1000):
            path = f"materials/{folder}/{stem}{f'-{number}' if number > 1 else ''}.md"
            there = self.body(path)
            if there is None:
                if os.path.lexists(self.root / path):
                    continue  # no readable material, but a name that is taken
                renamed = (p for p in self._titled.get(title_of(body), ()) if p not in seen)
                found = (self._version(p, body, name, apart) for p in renamed)
                return next(filter(None, found), Place(path=path, state="new", beside=beside))
            if found := self._version(path, body, name, apart):
                return found
            beside = beside or path
            seen.append(path)
        raise OSError(f"materials/{folder}/{stem} 之下重名太多")

    def _version(self, path: str, body: str, name: str, apart: bool) -> Place | None:
        """What this body is to the material at `path`; None where they have little in common."""
        there = self.body(path)
        if there == body:
            return Place(path=path, state="same")
        if there is None or alike(there, body) < SAME:
            return None
        entry = self.memory.get(path) or self._by_body.get(digest(there))
        if entry is None or entry["name"] != digest(name):
            return None if apart else Place(path=path, state="alike")
        return Place(path=path, state="newer" if entry["body"] == digest(there) else "edited")

    @cached_property
    def _by_body(self) -> dict[str, dict[str, str]]:
        """What is remembered, by the body it was imported with: for materials that people renamed."""
        return {entry["body"]: entry for entry in self.memory.values()}

    @cached_property
    def _titled(self) -> dict[str, list[str]]:
        """The materials that were there before, by title: people rename files."""
        found: dict[str, list[str]] = {}
        for path in sorted((self.root / "materials").rglob("*.md")):
            name = path.relative_to(self.root).as_posix()
            found.setdefault(title_of(self.body(name) or ""), []).append(name)
        return found

    def front_and_body(self, path: str) -> tuple[str, str] | None:
        """Front matter with its fences, and the body, of a material; None where there is no readable one."""
        if path in self._written:
            return self._written[path]
        try:
            text = strict_text(read_bytes(self.root / path, path), path)
            body = split(text, path)[1]
        except Refused:
            return None
        return text[: len(text) - len(body)], body.lstrip("\n")

    def body(self, path: str) -> str | None:
        """The body of a material; None where it cannot be read."""
        found = self.front_and_body(path)
        return found and found[1]

    def write(self, path: str, front: str, body: str) -> None:
        """Write a material whole, or not at all (OSError)."""
        if self.dry_run:
            self._written[path] = front, body
        else:
            write(self.root / path, f"{front.rstrip(chr(10))}\n\n{body}".encode())

    def keep(self, path: str, data: bytes) -> None:
        """Write another file, like `write`."""
        if not self.dry_run:
            write(self.root / path, data)

    def remember(self, path: str, source: str, name: str, body: str) -> None:
        """Note what a material was imported from, for `save`; of two sources with the same text the first stays."""
        if self.memory.get(path, {}).get("body") == digest(body):
            return
        entry = {"source": source, "name": digest(name), "body": digest(body)}
        self._changed = True
        self.memory[path] = entry
        self._by_source[source] = path

    def save(self) -> str:
        """Write the memory, one material a line, so that two people's imports merge in git; returns what failed."""
        if self._changed and not self.dry_run:
            lines = (f" {json.dumps(p, ensure_ascii=False)}: {json.dumps(e)}" for p, e in sorted(self.memory.items()))
            try:
                write(self.root / MEMORY, ("{\n" + ",\n".join(lines) + "\n}\n").encode())
            except OSError as error:
                return reason(error)
            self._changed = False
        return ""


def _remembered(path: Path) -> dict[str, dict[str, str]]:
    try:
        if not path.is_file():
            return {}
        memory = json.loads(path.read_text("utf-8"))
        entries = [memory[p][key] for p in memory for key in ("source", "name", "body")]
        if all(isinstance(value, str) for value in entries):
            return memory
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise BrokenMemory(f"{MEMORY} 已损坏，请从 git 取回") from error
    raise BrokenMemory(f"{MEMORY} 的内容不对，请从 git 取回")


def write(path: Path, data: bytes) -> None:
    """Write a file by way of a temporary one beside it, so that it is there whole or not at all (OSError)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{digest(path.name)}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def title_of(body: str) -> str:
    """The first line, by which a renamed material is found again."""
    return squeeze(body.partition("\n")[0])


def alike(one: str, other: str) -> float:
    """How much of the shorter text's passages are in the longer one, 0..1."""
    a, b = _passages(one), _passages(other)
    return len(a & b) / max(1, min(len(a), len(b)))


def _passages(text: str) -> set[str]:
    text = squeeze(text)
    return {text[i : i + PASSAGE] for i in range(max(1, len(text) - PASSAGE + 1))}
