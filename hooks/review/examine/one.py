"""What one file of materials/ gives by itself: read, related and checked.

It depends on nothing but the file, the vocabulary, the reader's words and the code, which is what its key is made of.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from review.check.library import check_material, check_undecided
from review.examine.outline import outline
from review.examine.sizes import room
from review.keep.code import digest
from review.keep.records import Terms, kept, packed, unpacked
from review.model import Finding, Material, Vocabulary
from review.read.front.material import read_material, read_undecided
from review.relate.library import Related, relating, uncollected

FilePaths = Sequence[Path]


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
    room: int = 0
    """Bytes that its page may take, as sizes.py has it."""


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
            return One(related=None, findings=(*findings, *self._undecided(path)), checked=())
        related = self._relate(material)
        checked = check_material(material, self.vocabulary, related.canonical, related.entries)
        return One(
            related=related,
            findings=tuple(findings),
            checked=tuple(checked),
            outline=record_digest(outline(related)),
            room=room(material, related.entries),
        )

    def _undecided(self, path: Path) -> list[Finding]:
        draft = read_undecided(path, self.root, self.vocabulary)
        return check_undecided(draft, self.vocabulary.exceptions) if draft else []

    def again(self, path: Path) -> Related:
        """A file that was read before, with its words. Raises OSError where it may not be used any more."""
        one = self.one(path)
        if one.related is None:
            raise OSError(errno.ESTALE, "文件在读的时候变了", str(path))
        return one.related

    @cached_property
    def _relate(self) -> Callable[[Material], Related]:
        return relating(self.vocabulary)

    def __getstate__(self) -> dict[str, object]:
        return {"root": self.root, "vocabulary": self.vocabulary}


def record_digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def file_key(about: str, path: Path, root: Path) -> str:
    """What a file is kept under; empty where it cannot be read."""
    try:
        return digest(about, path.relative_to(root).as_posix(), path.read_bytes())
    except OSError:
        return ""


def unpacked_one(data: bytes | None, named: Terms) -> One | None:
    try:
        one = unpacked(data, named) if data else None
    except Exception:  # no record at all, or of what the vocabulary does not hold: it is worked out anew
        return None
    return one if isinstance(one, One) else None
