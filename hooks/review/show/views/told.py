"""What materials and entries say, as digests that are known before anything of it is worked out.

Of a material it is the digest of all that its file gives by itself, and besides what others and the day say of its
entries: the same author's earlier problems, how far a measure is. Where the library has no digests, nothing is known.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from review.model import ENTRY_DIGEST, Entry, Library, Material
from review.relate.office import speaker
from review.show.views.state import measure_state


@dataclass(frozen=True)
class Told:
    """The digests of a library; each is worked out once."""

    library: Library

    def digest(self, *parts: object) -> str:
        """A digest of `parts`, by their `repr`, and the audience; empty where nothing is known."""
        if not self.library.digests:
            return ""
        return hashlib.sha256(repr((self.library.audience, parts)).encode("utf-8", "surrogatepass")).hexdigest()

    def materials(self, materials: Iterable[Material]) -> str:
        """All that these say."""
        return _joined(self._materials[m.id] for m in materials) if self._materials else ""

    def outlines(self, materials: Iterable[Material]) -> str:
        """What these say without their words: who and when, and how many items of which kind, where and of what."""
        known = self.library.outlines
        return _joined(known[material.id] for material in materials) if known else ""

    def entries(self, entries: Iterable[Entry]) -> str:
        """All that a list shows of these, and what they are linked to."""
        return _joined(map(self._entries.__getitem__, [entry.key for entry in entries])) if self._entries else ""

    def places(self, places: Iterable[tuple[Material, str]]) -> str:
        """Where these are, each a material and the id of a heading in it; and whose it is."""
        return _joined(self._fronts[m.id] + id.encode() for m, id in places)

    @cached_property
    def _fronts(self) -> Mapping[str, bytes]:
        return {m.id: f"{m.path}\0{m.unit}\0{m.author}\0{m.kind}#".encode() for m in self.library.materials}

    @cached_property
    def history(self) -> str:
        """All that git tells."""
        return hashlib.sha256(repr(self.library.history).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def states(self) -> str:
        """How far all measures of the ledger are, on the library's day."""
        library = self.library
        return repr([measure_state(one, library) for m in library.materials if m.ledger for one in m.ledger.values()])

    @cached_property
    def _more(self) -> Mapping[str, dict[int, bytes]]:
        """By material id, and by the place of an entry in it: what others and the day say of that."""
        library, found = self.library, {}
        for id, entries in library.by_material.items():
            ledger, post = entries[0].material.ledger if entries else {}, self._posts[id]
            found[id] = {
                n: "\0".join((post, *entry.earlier, measure_state(row, library) if row else "")).encode()
                for n, entry in enumerate(entries)
                if (row := ledger.get(entry.item_id) if ledger else None) or entry.earlier
            }
        return found

    @cached_property
    def _posts(self) -> Mapping[str, str]:
        """By material id: a digest of all materials of its author with their campaigns: when was it earlier?"""
        held: dict[tuple[str, str, str], list[Material]] = defaultdict(list)
        for m in self.library.materials:
            held[speaker(m)].append(m)
        digests = (self.digest([(m.id, m.campaign) for m in those])[:16] for those in held.values())
        return {m.id: said for those, said in zip(held.values(), digests, strict=True) for m in those}

    @cached_property
    def _materials(self) -> Mapping[str, bytes]:
        """By id; none where nothing is known."""
        known, more = self.library.digests, self._more
        held = self.library.materials if known else ()
        return {m.id: b"\0".join((known[m.id], f"{m.path}{m.pictures}".encode(),
                                  *(b"%d:%b" % one for one in more[m.id].items()))) for m in held}  # fmt: skip

    @cached_property
    def _entries(self) -> Mapping[str, bytes]:
        """By key; none where nothing is known."""
        found: dict[str, bytes] = {}
        for id, entries in self.library.by_material.items() if self.library.entry_digests else ():
            told, more = self.library.entry_digests[id], self._more[id]
            for n, entry in enumerate(entries):
                found[entry.key] = told[n * ENTRY_DIGEST : (n + 1) * ENTRY_DIGEST] + more.get(n, b"")
        return found


def _joined(told: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(told)).hexdigest()
