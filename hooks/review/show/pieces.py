"""Long lists cut where their own rows say so, so that a row more or less leaves all pieces but its own as they are."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cut:
    """How large pieces are."""

    least: int
    most: int
    ends: int
    """Between the least and the most, one material in so many ends a piece."""

    def pieces(self, rows: Iterable[Row], material: Callable[[Row], str]) -> Iterator[tuple[Row, ...]]:
        """Rows in their order in pieces; `material` gives the id of the one that a row is of.

        A material's rows stay together, unless the piece is full.
        """
        some: list[Row] = []
        for row in rows:
            if len(some) == self.most or len(some) >= self.least and self._ends(material(some[-1]), material(row)):
                yield tuple(some)
                some = []
            some.append(row)
        if some:
            yield tuple(some)

    def _ends(self, before: str, behind: str) -> bool:
        return before != behind and zlib.crc32(before.encode()) % self.ends == 0
