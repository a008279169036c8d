"""The ledger (整改台账) over a library: each measure once, in the state it is in on the library's day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from review.model import Entry, LedgerEntry, Library, Measure

MeasureState = Literal["逾期", "未启动", "推进中", "已完成，待销号", "已销号"]
"""Of a measure in the ledger. They add up to all: 逾期 takes from 未启动 and 推进中, 销号 from 已完成."""
STATES: tuple[MeasureState, ...] = get_args(MeasureState)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A measure, and what the ledger says of it."""

    measure: Entry
    ledger: LedgerEntry | None
    """None: not in the ledger (未登记)."""
    state: MeasureState | None
    problems: tuple[Entry, ...]
    """Those it answers, in document order."""
    under: Entry | None
    """Of these the one that it stands under."""


def state(entry: LedgerEntry, day: datetime.date) -> MeasureState:
    """The state of an entry on `day`: the status, but for what is overdue or signed off by then."""
    if entry.status == "已完成":
        return "已销号" if entry.closed else "已完成，待销号"
    return "逾期" if entry.due.last and entry.due.last < day else entry.status


def rows(library: Library) -> Iterator[Row]:
    """Every measure of `library` in its order, whether it is in the ledger or not."""
    return (_row(entry, library) for entry in library.entries.values() if entry.sort is Measure)


def registered(library: Library) -> Iterator[Row]:
    """Those that are in the ledger."""
    held = (material for material in library.materials if material.ledger)
    entries = (entry for material in held for entry in library.by_material[material.id] if entry.sort is Measure)
    return (_row(entry, library) for entry in entries if entry.item_id in entry.material.ledger)


def _row(entry: Entry, library: Library) -> Row:
    ledger, foremost = entry.material.ledger.get(entry.item_id), entry.foremost
    return Row(
        measure=entry,
        ledger=ledger,
        state=state(ledger, library.as_of) if ledger else None,
        problems=tuple(library.entries[reference.key] for reference in entry.problems),
        under=library.entries[foremost.key] if foremost else None,
    )
