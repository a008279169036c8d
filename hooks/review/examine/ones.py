"""What all files of a library gave by themselves: from what is kept, else worked out anew.

Of files that are as they were, what is counted and listed of them is read in one go, and their words when they are
asked for.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from review.examine.light_ones import KnownOne, LightOnes
from review.examine.one import FilePaths, One, OneBytes, Work, file_keys, light_one, record_digest, unpacked_one
from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.records import Terms, terms
from review.model import Finding, Material, Vocabulary
from review.read.structure.words import word_lists
from review.relate.copies.kept import KeptGrams
from review.relate.library import uncollected
from review.spread import Spread, here

CHUNK = 50
"""Files that are worked out together."""


@dataclass
class Ones:
    """What the files of a library gave: for reading it, and then for relating and checking it."""

    root: Path
    folder: Folder | None = None
    spread: Spread = here
    known: dict[str, KnownOne] = field(default_factory=dict)
    """What was read before by the same vocabulary, by key; then what is read now."""
    working: Callable[[Path, Vocabulary], Work] = Work
    wholly: bool = True
    """Whether most of what they gave will be asked for."""

    def __post_init__(self) -> None:
        self.by_id: dict[str, One] = {}
        self.digests: dict[str, bytes] = {}
        self.outlines: dict[str, bytes] = {}
        self.rooms: dict[str, int] = {}

    def read(self, paths: FilePaths, vocabulary: Vocabulary) -> Iterator[tuple[Material | None, Iterable[Finding]]]:
        """The material of each file, None where it may not be used, and what is wrong with it."""
        with uncollected():
            for one, told in self._found(paths, vocabulary):
                if one.related:
                    id = one.related.material.id
                    self.by_id[id], self.digests[id], self.outlines[id] = one, told, one.outline
                    self.rooms[id] = one.room
                yield one.related.material if one.related else None, one.findings

    def _found(self, paths: FilePaths, vocabulary: Vocabulary) -> Iterator[KnownOne]:
        named, work = terms(vocabulary), self.working(self.root, vocabulary)
        about = digest("one", vocabulary, word_lists())
        keys = [*file_keys(about, paths, self.root)]
        light, grams = LightOnes(self.folder, about, named), KeptGrams(self.folder)
        if self.wholly:
            light.hold()
        reads = [partial(self._whole, key, about, path, named, work) for key, path in zip(keys, paths, strict=True)]
        told = [self.known.get(key) or light.get(key, read) for key, read in zip(keys, reads, strict=True)]
        missing = []
        for n in (n for n, one in enumerate(told) if one is None):
            record = self.folder.get(keys[n]) if self.folder and keys[n] else None
            if record and (one := unpacked_one(record, named)):
                light.add(keys[n], light_one(one, record))
                told[n] = light.get(keys[n], reads[n])
            else:
                missing.append(n)
        for n, (record, without, copied) in self._made(paths, missing, work):
            # A file that was changed meanwhile is kept under no key: not that of what it was, nor of what it is.
            same = self.folder and keys[n] and keys[n] == next(file_keys(about, [paths[n]], self.root))
            if same and self.folder and self.folder.put(keys[n], record):
                light.add(keys[n], without)
                grams.put(record_digest(record), copied)
                told[n] = light.get(keys[n], reads[n])
            else:
                told[n] = unpacked_one(record, named) or work.one(paths[n]), record_digest(record)
        light.keep(filter(None, keys))
        grams.keep(one[1] for one in told if one)
        if self.folder:
            self.folder.tidy({*light.names, *grams.names, *filter(None, keys)})
        self.known.clear()
        for key, found in zip(keys, told, strict=True):
            assert found is not None
            if key:
                self.known[key] = found
            yield found

    def _made(self, paths: FilePaths, numbers: Sequence[int], work: Work) -> Iterator[tuple[int, OneBytes]]:
        """What `Work` makes of the files of these numbers."""
        chunks = [numbers[n : n + CHUNK] for n in range(0, len(numbers), CHUNK)]
        made = self.spread(work, [[paths[n] for n in chunk] for chunk in chunks])
        for chunk, records in zip(chunks, made, strict=True):
            yield from zip(chunk, records, strict=True)

    def _whole(self, key: str, about: str, path: Path, named: Terms, work: Work) -> One:
        """A file that was read before, with its words. Raises OSError where it is not what it was."""
        one = unpacked_one(self.folder.get(key) if self.folder else None, named)
        if one is None and key == next(file_keys(about, [path], self.root)):
            one = work.one(path)
        if one is None or one.related is None:
            raise OSError(errno.ESTALE, "文件在读的时候变了", str(path))
        return one
