"""What a library has, or had, of a document that comes in: its very text, or a material that it may be a draft of."""

from __future__ import annotations

from collections.abc import Sequence

from review.intake.batch import Incoming
from review.intake.likeness import Relation, relation, share
from review.intake.renew import says_the_same
from review.intake.shelf import Shelf
from review.read.text.digest import text_digest

HALF = 0.5
"""The share of a document's passages from which on it is said that a material has them too."""


class Before:
    """What was there before an import. Of each document it is told which materials are `like` it, the likest first."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._sources = {entry.source: path for path, entry in shelf.entries.items()}
        self._past = {old: path for path, entry in shelf.entries.items() for old in entry.older}
        self.seen = {d for e in shelf.entries.values() for d in (e.source, e.body, *e.older)}
        """The digests of all sources and bodies of earlier imports."""

    def text(self, one: Incoming, like: Sequence[str]) -> tuple[str, str] | None:
        """The material that has or had this very text, and how: same, edited since, older, or with other pictures."""
        for path in self._shelf.bodies.get(one.body, ()):
            if self._may_be(one, path):
                return path, self._by_pictures(one, path)
        if one.source in self._sources and self._may_be(one, self._sources[one.source]):
            return self._sources[one.source], "edited"
        past = self._past.get(one.source) or self._past.get(one.body)
        if past and self._may_be(one, past):
            return past, "older"
        for path in like:
            if says_the_same(one, path, self._shelf) and self._may_be(one, path):
                return path, self._by_pictures(one, path)
        return self._renamed(one, like)

    def relation(self, one: Incoming, like: Sequence[str]) -> tuple[Relation | None, str]:
        """The strongest relation to a material that is there, and its path."""
        found = [(self._related(one, path), path) for path in like]
        for kind in ("corrected", "question"):
            meant = [f for f in found if f[0] == kind]
            if kind == "corrected" and len(meant) > 1:
                return "question", meant[0][1]
            if meant:
                return meant[0]
        alike = [f for f in found if share(one.text, self._shelf.text(f[1]))[0] >= HALF]
        return alike[0] if alike else (None, "")

    def known(self, one: Incoming, path: str) -> str | None:
        """The digest of the text of the material at `path` that a document was corrected from, if it is that one's.

        It is where the file was exported from it, or has the name of the file that it was imported from.
        """
        origin, entry = one.prepared.origin, self._shelf.entries.get(path)
        if origin and path in self._shelf.exported(origin):
            return origin.body
        return entry.body if entry and entry.name == text_digest(one.name) else None

    def _related(self, one: Incoming, path: str) -> Relation:
        return relation(one.text, self._shelf.text(path), same_name=self.known(one, path) is not None)

    def _by_pictures(self, one: Incoming, path: str) -> str:
        """What a document is to the material that has its very text: the same, older or newer by its pictures."""
        entry = self._shelf.entries.get(path)
        if not one.prepared.pictures or (entry and entry.source == one.source):
            return "same"
        if entry and one.source in entry.older:
            return "older"
        return "pictures" if any(self._shelf.pictures_changed(path, one.prepared.pictures)) else "same"

    def _may_be(self, one: Incoming, path: str) -> bool:
        """Whether a document with the text of the material at `path` is not somebody else's by the names around it.

        Else what front matter says stands: people have decided it.
        """
        named = one.prepared.named
        return not named or not named & set(one.text.whose.differs(self._shelf.text(path).whose))

    def _renamed(self, one: Incoming, like: Sequence[str]) -> tuple[str, str] | None:
        """The material of a remembered source that was renamed and edited: the likest that nothing is known of."""
        if not any(one.source == entry.source or one.body == entry.body for entry in self._shelf.gone):
            return None
        free = [path for path in like if path not in self._shelf.entries]
        found = [p for p in free if relation(one.text, self._shelf.text(p), same_name=True) != "other"]
        return (found[0], "edited") if found else None
