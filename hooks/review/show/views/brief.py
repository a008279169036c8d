"""An entry as an index shows it: its opening, the beginning of what follows, its margin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from review.model import Entry, InList, Material, ProblemSum
from review.show import addresses
from review.show.views.names import excerpt
from review.show.views.notes import Index, Margin

LIMIT = 120
"""Entries on a page: with their margins and long file names they stay below 300 KB."""
LENGTH = 118
"""Characters of opening and excerpt together, fewer than BEGINNING: three lines at the widest."""


class ListedEntry(NamedTuple):
    """An entry of a list of the library; nothing of it is made out for that."""

    given: InList
    number: int
    """Of the entry in the material."""

    @property
    def material(self) -> Material:
        return self.given.material

    def problem(self, index: Index) -> ProblemSum:
        """What is counted of it, where it is a problem."""
        return index.library.problems[self.material.id][self.number]

    def entry(self, index: Index) -> Entry:
        """The entry itself."""
        return index.entries[self.material.id][self.number]


def listed_entries(index: Index, name: str) -> list[ListedEntry]:
    """The entries of a list of the library, by its name, in the library's order."""
    return [ListedEntry(given, number) for given in index.library.listed.get(name, ()) for number in given.numbers]


@dataclass(frozen=True)
class Brief:
    """One entry of an index. Its words and its margin are worked out when they are asked for."""

    index: Index
    entry: Entry
    chip: bool = True
    """False where all entries of the page share it."""
    lacks: bool = False
    """Whether a gap is the finding."""

    @property
    def target(self) -> str:
        """Its place in its material."""
        return addresses.item(self.entry)

    @property
    def bold(self) -> str:
        """Its opening."""
        words = self.entry.words
        return excerpt(words.marker + self.entry.opening + words.stop, LENGTH)

    @property
    def excerpt(self) -> str:
        """The beginning of what follows."""
        return excerpt(self.entry.words.rest, LENGTH - len(self.bold))

    @cached_property
    def notes(self) -> Margin:
        """Its margin."""
        return self.index.notes(self.entry, chip=self.chip, ordinals=False, lacks=self.lacks)
