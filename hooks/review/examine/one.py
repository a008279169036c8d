"""What one file of materials/ gives by itself: read, related and checked.

It depends on nothing but the file, the vocabulary, the reader's words and the code, which is what its key is made of.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from review.check.beside import check_names, mask_numbers
from review.check.library import check_material, check_undecided
from review.examine.sizes import room
from review.keep.records import Terms, kept, packed, unpacked
from review.model import Finding, Material, Vocabulary
from review.read.front.material import read_material, read_undecided
from review.relate.copies.kept import packed_grams
from review.relate.library import relating, uncollected
from review.relate.light_record import card, lists, problem_sums, unworded
from review.relate.outline import outline
from review.relate.related import Related

FilePaths = Sequence[Path]
OneRest = tuple[bytes, bytes, bytes, bytes]
"""What is not on a file's card: what is found in it, packed, what `unworded` made, `lists` and `problem_sums`."""
OneBytes = tuple[bytes, bytes, bytes]
"""What a file gives, whole and without its words, and its grams (relate/copies/kept.py)."""


@kept
@dataclass(frozen=True, kw_only=True, slots=True)
class One:
    """What a file gives."""

    related: Related | None
    """None where it may not be used."""
    findings: tuple[Finding, ...]
    """Of reading it, whoever may see it."""
    checked: tuple[Finding, ...]
    """Of what it says and of its name, for those who may see it; numbers are masked."""
    outline: bytes = b""
    """A digest of what it gives without its words."""
    room: int = 0
    """Bytes that its page may take, as sizes.py has it."""

    @property
    def wrong(self) -> bool:
        """Whether any of what is checked is an error."""
        return any(finding.severity == "error" for finding in self.checked)


@dataclass(frozen=True)
class Work:
    """Works out files of the library at `root`; may be sent to another process."""

    root: Path
    vocabulary: Vocabulary

    def __call__(self, paths: FilePaths) -> list[OneBytes]:
        """What each file gives."""
        with uncollected():
            ones = list(map(self.one, paths))
            grams = iter(packed_grams([one.related.material.document for one in ones if one.related]))
            return [(record := packed(one), light_one(one, record), next(grams) if one.related else b"")
                    for one in ones]  # fmt: skip

    def one(self, path: Path) -> One:
        """What a file gives."""
        material, findings = read_material(path, self.root, self.vocabulary)
        if material is None:
            return One(related=None, findings=(*findings, *self._undecided(path)), checked=())
        related = self._relate(material)
        checked = check_material(material, self.vocabulary, related.canonical, related.entries)
        named = check_names([material.path])
        return One(
            related=related,
            findings=tuple(findings),
            checked=tuple(mask_numbers((*checked, *named))),
            outline=record_digest(outline(material, related.canonical, related.entries)),
            room=room(material, related.entries),
        )

    def _undecided(self, path: Path) -> list[Finding]:
        draft = read_undecided(path, self.root, self.vocabulary)
        return check_undecided(draft, self.vocabulary.exceptions) if draft else []

    @cached_property
    def _relate(self) -> Callable[[Material], Related]:
        return relating(self.vocabulary)

    def __getstate__(self) -> dict[str, object]:
        return {"root": self.root, "vocabulary": self.vocabulary}


def light_one(one: One, record: bytes) -> bytes:
    """What a file gives, without its words, as a card and the rest; `record` is all of it."""
    found, checked = (packed(these) if these else b"" for these in (one.findings, one.checked))
    of = one.related
    own, more, listed, counted = (card(of), unworded(of), lists(of), problem_sums(of)) if of else ((), b"", b"", b"")
    rest: OneRest = checked, more, listed, counted
    return marshal.dumps(((record_digest(record), one.outline, one.room, found, one.wrong, own), rest))


def record_digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def file_keys(about: str, paths: FilePaths, root: Path) -> Iterator[str]:
    """What each file is kept under, `about` all that it is read by; empty where it cannot be read."""
    shared, before = hashlib.blake2b(about.encode(), digest_size=20), len(str(root / "_")) - 1
    for path in map(str, paths):
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            yield ""
            continue
        key = shared.copy()
        key.update(f"{path[before:]}\0".encode("utf-8", "surrogateescape"))
        key.update(data)
        yield key.hexdigest()


def unpacked_one(data: bytes | None, named: Terms) -> One | None:
    try:
        one = unpacked(data, named) if data else None
    except Exception:  # no record at all, or of what the vocabulary does not hold: it is worked out anew
        return None
    return one if isinstance(one, One) else None
