"""What a unit has to do: its measures that are not done, by the day they are due."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from review.show.views.ledger import Case, LedgerRow

SHOWN = 5
"""Measures on a unit's page; the rest stand in its ledger, a single one with them."""
LATE = 2
"""So many of these are overdue, the longest so, where others are still to come: what is late does not hide them."""
_DONE = ("已销号", "已完成，待销号")


@dataclass(frozen=True, kw_only=True, slots=True)
class Todo:
    """The first measures to be done, how many there are in all, and how many wait to be signed off."""

    rows: tuple[tuple[Case, LedgerRow], ...]
    count: int
    waiting: int
    month: int
    """Due this month."""
    late: int

    @property
    def left_out(self) -> bool:
        """Whether some that are overdue have no row, though others that are not have one."""
        shown = sum(row.state == "逾期" for _, row in self.rows)
        return shown < min(self.late, len(self.rows))


def todo(cases: Sequence[Case]) -> Todo | None:
    """What of `cases` is to be done; None where the ledger has nothing."""
    if not cases:
        return None
    rows = [(case, row) for case in cases for row in case.rows]
    left = sorted((pair for pair in rows if pair[1].state not in _DONE), key=_by_day)
    waiting = sum(row.state == "已完成，待销号" for _, row in rows)
    late = [pair for pair in left if pair[1].state == "逾期"]
    coming = left[len(late) :]
    listed = left if len(left) == SHOWN + 1 else (late[: max(LATE, SHOWN - len(coming))] + coming)[:SHOWN]
    month = sum("month" in row.dues for _, row in left)
    return Todo(rows=tuple(listed), count=len(left), waiting=waiting, month=month, late=len(late))


def _by_day(pair: tuple[Case, LedgerRow]) -> tuple[datetime.date, bool]:
    """By date, then what is to be put right at once, then what has no day."""
    due = pair[1].ledger.due
    return due.last or datetime.date.max, due.text != "立行立改"
