"""Mappings that are worked out when they are looked into: most of a library is not, where one file is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

Value = TypeVar("Value")


class Later(Mapping[str, Value]):
    """What `make` gives, once anything of it is asked for."""

    def __init__(self, make: Callable[[], dict[str, Value]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> dict[str, Value]:
        return self._make()

    def __getitem__(self, key: str) -> Value:
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class LaterEach(Mapping[str, Value]):
    """What `make` gives for each of `keys`, once it is asked for."""

    def __init__(self, keys: Iterable[str], make: Callable[[str], Value]) -> None:
        self._keys, self._make = dict.fromkeys(keys), make
        self._made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self._made:
            self._keys[key]  # raises KeyError
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class LaterWithin(Mapping[str, Value]):
    """Values under <id>#<name>: `make` gives those of one of `ids`, whenever any of them is asked for."""

    def __init__(self, ids: Iterable[str], make: Callable[[str], Mapping[str, Value]]) -> None:
        self._ids, self._make = dict.fromkeys(ids), make

    def __getitem__(self, key: str) -> Value:
        id = key.rpartition("#")[0]
        self._ids[id]  # raises KeyError
        return self._make(id)[key]

    def __iter__(self) -> Iterator[str]:
        return (key for id in self._ids for key in self._make(id))

    def __len__(self) -> int:
        return sum(len(self._make(id)) for id in self._ids)
