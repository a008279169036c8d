"""What the same author named in earlier years, and the entries of a library, which tell it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import overload

from review.model import Entry
from review.relate.office import speaker
from review.relate.related import Related

AT_HAND = 512
"""Materials whose entries are held."""
LATEST = 9999
"""Where a material of an unknown campaign stands, and a unit that is not in the roster."""


class EarlierProblems:
    """The same author's problems of the same type in earlier years, of materials in the library's order.

    An author is a unit's team, or an office in a unit: that another post of the unit had the same problem is
    no recurrence, or in a library of many years nearly everything would be one. Those of one author are worked out when
    one of them is asked for.
    """

    def __init__(self, related: Iterable[Related]) -> None:
        self._of: dict[tuple[str, str, str], list[Related]] = defaultdict(list)
        for one in related:
            self._of[speaker(one.material)].append(one)
        self._found: dict[tuple[str, str, str], Mapping[str, tuple[str, ...]]] = {}

    def of(self, one: Related) -> Mapping[str, tuple[str, ...]]:
        """By a problem's key, of this material and others, the keys of the earlier ones, oldest first."""
        who = speaker(one.material)
        if who not in self._found:
            self._found[who] = _earlier(self._of[who])
        return self._found[who]


class MadeEntries:
    """The entries of related materials with what was there in earlier years, each made out when it is asked for.

    Those of the last materials that were asked for are held: of a large library all would be half a gigabyte.
    """

    def __init__(self, related: Sequence[Related]) -> None:
        self._earlier = EarlierProblems(related)
        self._related = {one.material.id: one for one in related}
        self._made = lru_cache(maxsize=AT_HAND)(self._none)
        self._keyed = lru_cache(maxsize=AT_HAND)(self._by_key)

    @staticmethod
    def _none(id: str) -> dict[int, Entry]:
        """Of a material, before any of its entries is asked for."""
        return {}

    def keyed(self, id: str) -> Mapping[str, Entry]:
        """Those of a material by their keys."""
        return self._keyed(id)

    def _by_key(self, id: str) -> Mapping[str, Entry]:
        return {entry.key: entry for entry in self.of(self._related[id])}

    def of(self, one: Related) -> Sequence[Entry]:
        """All of a material."""
        return _EntriesOf(self, one)

    def some(self, one: Related, numbers: Sequence[int]) -> list[Entry]:
        """Those of a material with these numbers."""
        made = self._made(one.material.id)
        if left := [number for number in numbers if number not in made]:
            earlier = self._earlier.of(one)
            for number in left:
                made[number] = one.entry(number, earlier)
        return [made[number] for number in numbers]


class _EntriesOf(Sequence[Entry]):
    """The entries of a material, each made out when it is asked for."""

    def __init__(self, made: MadeEntries, one: Related) -> None:
        self._made, self._one = made, one
        self._numbers = range(sum(one.material.counts))

    @overload
    def __getitem__(self, number: int) -> Entry: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Entry]: ...
    def __getitem__(self, number: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(number, slice):
            return self._made.some(self._one, self._numbers[number])
        return self._made.some(self._one, (self._numbers[number],))[0]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._made.some(self._one, self._numbers))

    def __len__(self) -> int:
        return len(self._numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _EntriesOf) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]


def earlier_counts(related: Iterable[Related]) -> dict[str, int]:
    """By material id: how many earlier problems its own have, all together; no entry is looked at for it."""
    held: dict[tuple[str, str, str], list[Related]] = defaultdict(list)
    for one in sorted(related, key=lambda one: one.year):
        held[speaker(one.material)].append(one)
    counts: dict[str, int] = {}
    for those in held.values():
        before: Counter[str] = Counter()
        for year, ones in groupby(those, key=lambda one: one.year):
            now = {one.material.id: [type for _, type, _ in one.sure if year != LATEST] for one in ones}
            counts |= {id: sum(map(before.__getitem__, types)) for id, types in now.items()}
            before.update(chain.from_iterable(now.values()))
    return counts


def _earlier(related: Iterable[Related]) -> Mapping[str, tuple[str, ...]]:
    """Of the problems of one author the keys of earlier ones, by the later one's key."""
    seen: dict[str, list[tuple[int, str]]] = defaultdict(list)
    earlier = {}
    for one in related:
        for id, type, _ in one.sure if one.year != LATEST else ():
            key, before = f"{one.material.id}#{id}", seen[type]
            if found := tuple([key for year, key in before if year < one.year]):
                earlier[key] = found
            before.append((one.year, key))
    return earlier
