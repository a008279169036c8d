"""What a page shows, as a digest that is known before anything of it is worked out.

Of a material it is the digest of all that its file gives by itself, and of an entry besides that what others say of
it: the same author's earlier problems, and the day. Where the library has no digests, nothing is known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from review.model import Entry, Material
from review.show.views.notes import Index
from review.show.views.state import state


def shows(index: Index, materials: Iterable[Material], entries: Iterable[Entry], *more: object) -> str:
    """The digest of a page that shows these and, by their `repr`, `more`; empty where it is not known."""
    digests, digest = index.library.digests, hashlib.sha256()
    try:
        for material in materials:
            digest.update(digests[material.id] + repr((material.path, material.pictures)).encode())
        for entry in entries:
            said = (entry.key, index.again(entry), _state(index, entry))
            digest.update(digests[entry.material.id] + repr(said).encode())
    except KeyError:
        return ""
    digest.update(repr((index.library.audience, more)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _state(index: Index, entry: Entry) -> str:
    ledger = entry.material.ledger.get(entry.item.id)
    return state(ledger, index.library) if ledger else ""
