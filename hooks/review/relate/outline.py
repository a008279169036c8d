"""What a material gives without its words: what overview pages count. Most edits leave it as it was.

And what each of its entries says, with its words: an edit leaves most of these as they were.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from review.model import ENTRY_DIGEST, CanonicalHeading, Cause, Entry, Material, Measure, Problem

_KINDS = {Problem: "p", Cause: "c", Measure: "m"}
_LINKED = ("problems", "causes", "measures")


def outline(m: Material, canonical: Mapping[str, CanonicalHeading], entries: Iterable[Entry]) -> bytes:
    """Who and when, and how many items of which kind, where and of what; equal for materials that are counted alike."""
    ledger = [(id, one.status, str(one.due), str(one.closed)) for id, one in m.ledger.items()]
    headings = [(h.id, bool(h.content), len(h.problems), h.id in canonical and canonical[h.id].id)
                for h in m.document.headings]  # fmt: skip
    return repr((front_of(m), ledger, headings, list(map(_place, entries)))).encode("utf-8", "surrogatepass")


def front_of(m: Material) -> tuple[str, ...]:
    """Whose a material is, and what it is called."""
    return m.path, m.title, m.campaign, m.unit, m.author, m.kind, m.date.isoformat(), m.visibility


def _place(entry: Entry) -> tuple[object, ...]:
    links = [[(one.key, one.inferred) for one in found] for found in (entry.problems, entry.causes, entry.measures)]
    placed = (entry.heading, entry.canonical, entry.theme, entry.type)
    return entry.key, _KINDS[entry.sort], entry.degree, [one and one.id for one in placed], links


def entry_digests(material: Material, entries: Sequence[Entry]) -> dict[str, bytes]:
    """A digest of each entry, by its id in the material: of all that a list shows of it, wherever that is.

    That is its own words and place, whose it is, what it is linked to, and its row in the ledger; not its line. Of what
    it is linked to, a list shows the opening, and counts the theme.
    """
    front = front_of(material)
    linked = {entry.key: (entry.opening, entry.theme.id if entry.theme else None) for entry in entries}
    return {entry.item_id: _digest(entry, front, linked) for entry in entries}


def _digest(entry: Entry, front: tuple[str, ...], linked: dict[str, tuple[str, str | None]]) -> bytes:
    item, ledger = entry.item, entry.material.ledger.get(entry.item_id)
    words = item.number, item.marker, item.opening, item.stop, item.rest, item.paragraphs
    links = [(one.key, one.inferred, linked[one.key]) for kind in _LINKED for one in getattr(entry, kind)]
    likely = [(one.place.id, one.share) for one in entry.suggestions]
    row = ledger and (ledger.owner, ledger.leader, str(ledger.due), str(ledger.due.last), ledger.status,
                      ledger.progress, ledger.evidence, str(ledger.closed))  # fmt: skip
    told = front, words, _place(entry), entry.heading_name, links, likely, row
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=ENTRY_DIGEST).digest()
