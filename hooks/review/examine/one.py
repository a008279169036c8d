"""What one file of materials/ gives by itself: read, related and checked; from what is kept, else worked out anew.

It depends on nothing but the file, the vocabulary, the reader's words and the code, which is what its key is made of.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from review.check.library import check_material
from review.examine.outline import outline
from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.records import Terms, kept, packed, terms, unpacked
from review.model import Finding, Material, Vocabulary
from review.read.front.material import read_material
from review.read.structure.words import word_lists
from review.relate.library import Related, relating, uncollected
from review.spread import Spread, here

FilePaths = Sequence[Path]
CHUNK = 50
"""Files that are worked out together."""


@kept
@dataclass(frozen=True, kw_only=True, slots=True)
class One:
    """What a file gives."""

    related: Related | None
    """None where it may not be used."""
    findings: tuple[Finding, ...]
    """Of reading it, whoever may see it."""
    checked: tuple[Finding, ...]
    """Of what it says, for those who may see it."""
    outline: bytes = b""
    """A digest of what it gives without its words."""


@dataclass(frozen=True)
class Work:
    """Works out files of the library at `root`; may be sent to another process."""

    root: Path
    vocabulary: Vocabulary

    def __call__(self, paths: FilePaths) -> list[bytes]:
        with uncollected():
            return [packed(self.one(path)) for path in paths]

    def one(self, path: Path) -> One:
        """What a file gives."""
        material, findings = read_material(path, self.root, self.vocabulary)
        if material is None:
            return One(related=None, findings=tuple(findings), checked=())
        related = self._relate(material)
        checked = check_material(material, self.vocabulary, related.canonical, related.entries)
        return One(
            related=related, findings=tuple(findings), checked=tuple(checked), outline=_digest(outline(related))
        )

    @cached_property
    def _relate(self) -> Callable[[Material], Related]:
        return relating(self.vocabulary)

    def __getstate__(self) -> dict[str, object]:
        return {"root": self.root, "vocabulary": self.vocabulary}


@dataclass
class Ones:
    """What the files of a library gave: for reading it, and then for relating and checking it."""

    root: Path
    folder: Folder | None = None
    spread: Spread = here
    known: dict[str, tuple[One, bytes]] = field(default_factory=dict)
    """What was read before by the same vocabulary, by key; then what is read now."""

    def __post_init__(self) -> None:
        self.by_id: dict[str, One] = {}
        self.digests: dict[str, bytes] = {}
        self.outlines: dict[str, bytes] = {}

    def read(self, paths: FilePaths, vocabulary: Vocabulary) -> Iterator[tuple[Material | None, Iterable[Finding]]]:
        """The material of each file, None where it may not be used, and what is wrong with it."""
        with uncollected():
            for one, told in self._found(paths, vocabulary):
                if one.related:
                    id = one.related.material.id
                    self.by_id[id], self.digests[id], self.outlines[id] = one, told, one.outline
                yield one.related.material if one.related else None, one.findings

    def _found(self, paths: FilePaths, vocabulary: Vocabulary) -> Iterator[tuple[One, bytes]]:
        named, work = terms(vocabulary), Work(self.root, vocabulary)
        about = digest("one", vocabulary, word_lists())
        keys = [_key(about, path, self.root) for path in paths]
        before = {key: self.known[key] for key in keys if key in self.known}
        found = [self.folder.get(key) if self.folder and key and key not in before else None for key in keys]
        ones = [
            before[key][0] if key in before else _unpacked(data, named) for key, data in zip(keys, found, strict=True)
        ]
        missing = [n for n, one in enumerate(ones) if one is None]
        chunks = [missing[n : n + CHUNK] for n in range(0, len(missing), CHUNK)]
        made = self.spread(work, [[paths[n] for n in chunk] for chunk in chunks])
        for chunk, records in zip(chunks, made, strict=True):
            for number, data in zip(chunk, records, strict=True):
                found[number], ones[number] = data, _unpacked(data, named)
                # A file that was changed meanwhile is kept under no key: not that of what it was, nor of what it is.
                if self.folder and keys[number] and keys[number] == _key(about, paths[number], self.root):
                    self.folder.put(keys[number], data)
        if self.folder:
            self.folder.tidy({key for key in keys if key})
        self.known.clear()
        for path, key, record, one in zip(paths, keys, found, ones, strict=True):
            told = before[key] if key in before else (one or work.one(path), _digest(record or b""))
            if key:
                self.known[key] = told
            yield told


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _key(about: str, path: Path, root: Path) -> str:
    """What a file is kept under; empty where it cannot be read."""
    try:
        return digest(about, path.relative_to(root).as_posix(), path.read_bytes())
    except OSError:
        return ""


def _unpacked(data: bytes | None, named: Terms) -> One | None:
    try:
        one = unpacked(data, named) if data else None
    except Exception:  # no record at all, or of what the vocabulary does not hold: it is worked out anew
        return None
    return one if isinstance(one, One) else None
