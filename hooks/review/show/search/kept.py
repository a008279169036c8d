"""How materials enter the index, kept: where one is edited, the words of the others in its segment are not read."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from itertools import starmap

from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.pack import Pack, RecordPlace
from review.model import Library, Material
from review.show.search import entrant_of
from review.show.search.passages import Entrant, Passage

SPARE = 1 << 26
"""Bytes of materials that are there no more: with so many, and more than of the others, these are packed anew."""


Entered = tuple[tuple[Entrant, ...], dict[str, bytes]]
"""Some entrants; and of those of them that were not kept yet, the records, by what they are kept under."""


class KeptEntrants:
    """Those of a library by the digest of all that its file gives, in a pack of a folder of their own.

    They take as much as the texts do: of ten thousand made-up materials 120 MB. Any process may ask for them, and only
    one adds to them.
    """

    def __init__(self, folder: Folder | None, library: Library) -> None:
        self._folder, self._library = folder, library
        self._name = digest("entrants", library.vocabulary)
        self._pack, self._places = self._read()
        self._new = False

    def __call__(self, materials: Iterable[Material]) -> Entered:
        """How materials enter the index."""
        found, new = [], {}
        for material in materials:
            told = self._library.digests.get(material.id, b"").hex()
            place = self._places.get(told)
            one = _unpacked(self._pack.get(told, place)) if place else None
            if one is None:
                one = entrant_of(material, self._library)
                if told and self._folder:
                    new[told] = marshal.dumps((*one[:-1], tuple(map(tuple, one.passages))))
            found.append(one)
        return tuple(found), new

    def add(self, new: Mapping[str, bytes]) -> None:
        """Take note of records that were not kept yet."""
        for told, record in new.items():
            self._places[told] = self._pack.add(told, record)
            self._new = True

    def keep(self) -> None:
        """Keep for the next time what was added now."""
        if self._folder and self._new:
            pack, places = self._packed_anew()
            pack.close()
            if pack.lasting and pack.path and self._folder.put(self._name, marshal.dumps((pack.path.name, places))):
                pack.alone(self._name)
                self._folder.tidy({self._name, pack.path.name}, 0)
        self._pack.close()

    def _read(self) -> tuple[Pack, dict[str, RecordPlace]]:
        if not self._folder:
            return Pack(), {}
        try:
            name, places = marshal.loads(self._folder.get(self._name) or b"")
            return Pack(self._folder.path / name), {**places}
        except (EOFError, TypeError, ValueError):  # what lies in a folder may be anything
            return Pack.fresh(self._folder.path, self._name), {}

    def _packed_anew(self) -> tuple[Pack, dict[str, RecordPlace]]:
        """The pack without what nobody needs any more, once that is most of it; and the places in it."""
        used = self._used(told.hex() for told in self._library.digests.values())
        if not self._folder or self._pack.size <= 2 * sum(length for _, length in used.values()) + SPARE:
            return self._pack, self._places
        pack, places = Pack.fresh(self._folder.path, self._name), {}
        for told, place in used.items():
            if (record := self._pack.get(told, place)) is not None:
                places[told] = pack.add(told, record)
        return pack, places

    def _used(self, keys: Iterable[str]) -> dict[str, RecordPlace]:
        return {told: self._places[told] for told in keys if told in self._places}


def _unpacked(record: bytes | None) -> Entrant | None:
    if record is None:
        return None
    *own, passages = marshal.loads(record)
    return Entrant._make((*own, tuple(starmap(Passage, passages))))
