"""Long lists cut where their own rows say so, so that a row more or less leaves all pieces but its own as they are."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
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

    def whole_pieces(
        self, rows: Iterable[Row], whole: Callable[[Row], str], material: Callable[[Row], str]
    ) -> Iterator[tuple[Row, ...]]:
        """Pieces that end between those whose rows belong together, by `whole`: only who fills more than a piece is
        cut, as `pieces` does it."""
        some: list[Row] = []
        for id, run in groupby(rows, whole):
            held = tuple(run)
            full = len(some) + len(held) > self.most
            if some and (full or len(some) >= self.least and self._ends(whole(some[-1]), id)):
                yield tuple(some)
                some = []
            if len(held) > self.most:
                yield from self.pieces(held, material)
            else:
                some += held
        if some:
            yield tuple(some)

    def _ends(self, before: str, behind: str) -> bool:
        return before != behind and zlib.crc32(before.encode()) % self.ends == 0
