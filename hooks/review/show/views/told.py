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
from itertools import groupby

from review.model import (
    ENTRY_DIGEST,
    InList,
    Library,
    Material,
    Measure,
    Problem,
    in_heading,
    in_theme,
    in_type,
)
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

    def list(self, name: str) -> str:
        """All that a list of the library shows, by its name: no entry of it is made out for that."""
        return self.given(name, self.library.listed.get(name, ()))

    def given(self, name: str, some: Iterable[InList]) -> str:
        """All that it shows of what these give to it."""
        if not self.library.digests:
            return ""
        beside = self._beside.get(name, {})
        return _joined([given.digest + beside.get(given.material.id, b"") for given in some]
                       if beside else [given.digest for given in some])  # fmt: skip

    def answers(self, ids: Iterable[str]) -> str:
        """All that is said of the materials with these ids, and how far their measures are."""
        known, states = self.library.digests, self._states
        return _joined(known[id] + repr(states.get(id)).encode() for id in ids) if known else ""

    @cached_property
    def history(self) -> str:
        """All that git tells."""
        return hashlib.sha256(repr(self.library.history).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def states(self) -> str:
        """How far all measures of the ledger are, on the library's day."""
        return repr([*self._states.values()])

    @cached_property
    def _before(self) -> Mapping[str, dict[str, bytes]]:
        """By material id, and by the id of a problem of it that came back: a digest of the earlier ones."""
        library, found = self.library, defaultdict[str, dict[str, bytes]](dict)
        years = {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}
        held: dict[tuple[str, str, str], list[Material]] = defaultdict(list)
        for m in library.materials:
            if m.campaign in years:
                held[speaker(m)].append(m)
        for those in held.values():
            chains: dict[str, bytes] = {}
            for year, of_year in groupby(those, lambda m: years[m.campaign]):
                now: dict[str, list[str]] = defaultdict(list)
                for m in of_year:
                    for id, type, _ in library.sure[m.id]:
                        now[type].append(f"{m.id}#{id}")
                        if type in chains:
                            found[m.id][id] = chains[type]
                chains |= {type: _hash(chains.get(type, b""), year, keys) for type, keys in now.items()}
        return found

    @cached_property
    def _states(self) -> Mapping[str, dict[str, str]]:
        """By material id, and by the id of a measure in its ledger: how far that is."""
        library = self.library
        return {m.id: {id: measure_state(row, library) for id, row in m.ledger.items()}
                for m in library.materials if m.ledger}  # fmt: skip

    @cached_property
    def _beside(self) -> Mapping[str, Mapping[str, bytes]]:
        """By a list's name and a material's id: what others and the day say of its entries there."""
        library, found = self.library, defaultdict[str, dict[str, bytes]](dict)
        theme = {type.id: theme.id for theme in library.vocabulary.themes for type in theme.types}
        for id, before in self._before.items():
            for own, type, heading in library.sure[id]:
                if said := before.get(own):
                    for name in (in_type(type), in_theme(theme[type], Problem), in_heading(heading)):
                        found[name][id] = found[name].get(id, b"") + said
        for id, states in self._states.items():
            for other in library.vocabulary.themes:
                found[in_theme(other.id, Measure)][id] = repr(states).encode()
        return found

    @cached_property
    def _materials(self) -> Mapping[str, bytes]:
        """By id; none where nothing is known."""
        known, before, states = self.library.digests, self._before, self._states
        held = self.library.materials if known else ()
        return {m.id: b"\0".join((known[m.id], f"{m.path}{m.pictures}{states.get(m.id)}".encode(),
                                  *(before[m.id].values() if m.id in before else ()))) for m in held}  # fmt: skip


def _hash(*said: object) -> bytes:
    return hashlib.blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=ENTRY_DIGEST).digest()


def _joined(told: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(told)).hexdigest()
