"""The grams of a library's materials, kept: to find what one of them may share with others none of these is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.shelves import Shelves
from review.model import Document, Library
from review.read.structure.document import source_of
from review.relate.copies.near import Grams, grams_of


class KeptGrams:
    """Those of materials by the digest of all that its file gives, in a folder that also holds other things.

    They take four bytes a character: of ten thousand made-up materials 142 MB.
    """

    def __init__(self, kept: Folder | None) -> None:
        self._shelves = Shelves(kept, digest("grams"))
        self.names = {*self._shelves.names.values()}
        """Of the files."""

    def get(self, told: bytes) -> Grams | None:
        """Those of a material; None where they are not known."""
        found = self._shelves.get(told.hex()) if told else None
        return np.frombuffer(found, np.uint32) if isinstance(found, bytes) else None

    def put(self, told: bytes, grams: bytes) -> None:
        """Take note of those of a material."""
        if told:
            self._shelves.put(told.hex(), grams)

    def keep(self, every: Iterable[bytes]) -> None:
        """Keep them for the next time, and of what was there before only those of these materials."""
        self._shelves.keep(told.hex() for told in every if told)


def packed_grams(documents: Sequence[Document]) -> list[bytes]:
    """The grams of each document, as they are kept."""
    return [grams.tobytes() for grams in grams_of([source_of(document) for document in documents])]


def kept_grams(library: Library, kept: Folder | None) -> list[Grams]:
    """The grams of each material of the library, in order. What is not in `kept` is worked out, and put there."""
    grams, digests = KeptGrams(kept), [library.digests.get(material.id, b"") for material in library.materials]
    found = [grams.get(told) for told in digests]
    missing = [n for n, one in enumerate(found) if one is None]
    made = packed_grams([library.materials[n].document for n in missing])
    for n, one in zip(missing, made, strict=True):
        grams.put(digests[n], one)
        found[n] = np.frombuffer(one, np.uint32)
    if missing:
        grams.keep(library.digests.values())
    return [one for one in found if one is not None]
