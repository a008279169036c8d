"""The documents of one import, and what they are to each other: one text sent twice, or drafts of one document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

from review.intake.likeness import Text, Whose, relation
from review.intake.outcome import Answer
from review.intake.prepare import Prepared
from review.read.text.digest import text_digest
from review.read.text.names import copied_from

COMMON = 20
"""A clause that more documents of a batch have tells none of them from another."""
_PART = 8
"""Documents are held against each other from an eighth of their clauses in common on."""


@dataclass(frozen=True, eq=False)
class Incoming:
    """One document of the batch."""

    label: str
    """How the clerk is told of it."""
    path: Path
    prepared: Prepared
    notes: tuple[str, ...] = ()
    answers: frozenset[Answer] = frozenset()
    """What the clerk says of it beforehand."""

    @property
    def name(self) -> str:
        """What stands for the file's name in imports.json."""
        return f"{self.path.name}#{self.prepared.part}"

    @property
    def is_copy(self) -> bool:
        """Whether the file's name says that it is a copy of another."""
        return copied_from(self.path.stem, set()) is not None

    @cached_property
    def source(self) -> str:
        """The digest of all that the file says: its text, its pictures."""
        return text_digest(self.prepared.source)

    @cached_property
    def body(self) -> str:
        """The digest of the text as it would be written."""
        return text_digest(self.prepared.body)

    @cached_property
    def text(self) -> Text:
        """The document to be compared with others."""
        guesses = self.prepared.guesses
        known = {key: guesses[key].value or "" for key in ("campaign", "unit", "author") if guesses[key].sure}
        known.setdefault("unit", guesses["unit"].named)
        if guesses["kind"].sure and guesses["kind"].value == "班子":
            known["author"] = "班子"
        return Text(self.prepared.body, Whose(self.prepared.document.title or "", **known))


class Rivals:
    """What the documents of a batch are to each other; `seen`: digests of all sources and bodies of earlier imports."""

    def __init__(self, documents: list[Incoming], seen: set[str]) -> None:
        self._documents = documents
        self._said = [one.text.clauses for one in documents]
        self._new = [n for n, one in enumerate(documents)
                     if not one.prepared.lost and not seen & {one.source, one.body} and self.twin(n) is None]
        self.of = dict(self._rivals())
        """For each new text the other new ones that may be the same document: nothing tells the newer."""

    def twin(self, number: int) -> int | None:
        """The document of the batch that says the same, pictures included, and speaks for both."""
        first = self._first[_all(self._documents[number])]
        return first if first != number else None

    @cached_property
    def _first(self) -> dict[tuple[object, ...], int]:
        """Of those that say the same the one that speaks for them: no copy by its name, where one is none."""
        order = sorted(range(len(self._documents)), key=lambda n: (self._documents[n].is_copy, n), reverse=True)
        return {_all(self._documents[number]): number for number in order}

    def _rivals(self) -> Iterator[tuple[int, list[int]]]:
        found: dict[int, list[int]] = defaultdict(list)
        for a, b in sorted(self._near()):
            if self._may_be_one(self._documents[a], self._documents[b]):
                found[a].append(b)
                found[b].append(a)
        yield from found.items()

    def _may_be_one(self, one: Incoming, other: Incoming) -> bool:
        """Two files of one batch that name two authors are two materials, however much one copied from the other."""
        if _all(one) == _all(other) or one.text.whose.differs(other.text.whose):
            return False
        return relation(one.text, other.text, same_name=False) != "other"

    def _near(self) -> set[tuple[int, int]]:
        """The pairs of documents that share a title, or clauses: those that are worth a closer look."""
        titles, holders = defaultdict(list), defaultdict(list)
        for number in self._new:
            titles["".join(self._documents[number].text.whose.title.split())].append(number)
            for clause in self._said[number]:
                holders[clause].append(number)
        shared = _pairs(held for held in holders.values() if len(held) <= COMMON)
        near = {(a, b) for (a, b), n in shared.items() if n * _PART >= min(len(self._said[a]), len(self._said[b]))}
        return near | set(_pairs(titles.values()))


def _all(one: Incoming) -> tuple[object, ...]:
    """All that a document is: two of which this is the same are one."""
    return one.body, *sorted(one.prepared.pictures.items())


def _pairs(groups: Iterable[list[int]]) -> Counter[tuple[int, int]]:
    """How many groups each pair is in."""
    return Counter(pair for group in groups for pair in combinations(group, 2))
