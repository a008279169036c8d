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
    def _more(self) -> Mapping[str, dict[str, object]]:
        """By material id and item id: what others and the day say of it."""
        found: dict[str, dict[str, object]] = defaultdict(dict)
        entries = self.library.entries
        for entry in entries.values():
            material = entry.material
            ledger = material.ledger.get(entry.item_id) if material.ledger else None
            if ledger or entry.earlier:
                earlier = [(key, entries[key].material.campaign) for key in entry.earlier]
                found[material.id][entry.item_id] = earlier, measure_state(ledger, self.library) if ledger else ""
        return found

    @cached_property
    def _materials(self) -> Mapping[str, bytes]:
        """By id; none where nothing is known."""
        known = self.library.digests
        held = self.library.materials if known else ()
        return {m.id: known[m.id] + repr((m.path, m.pictures, self._more[m.id])).encode() for m in held}

    @cached_property
    def _entries(self) -> Mapping[str, bytes]:
        """By key; none where nothing is known."""
        known, held = self.library.entry_digests, self.library.by_material
        found = {entry.key: said[n * ENTRY_DIGEST : (n + 1) * ENTRY_DIGEST] for id, said in known.items() if id in held
                 for n, entry in enumerate(held[id])}  # fmt: skip
        for id, more in self._more.items() if known else ():
            for item, said in more.items():
                found[f"{id}#{item}"] += repr(said).encode()
        return found


def _joined(told: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(told)).hexdigest()
