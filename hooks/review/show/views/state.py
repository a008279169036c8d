"""How far a measure of the ledger is, on the library's day."""

from __future__ import annotations

import re

from review.model import Due, LedgerEntry, Library
from review.relate import ledger
from review.relate.ledger import MeasureState

STATES: dict[str, str] = {
    "已销号": "closed", "已完成，待销号": "done", "推进中": "doing", "未启动": "idle", "逾期": "late",
}  # fmt: skip
"""What a state is called, and its class on a page and its name in an address."""


_YEAR = re.compile(r"\d{4}")


def unsaid_year(due: Due) -> str:
    """The year that a due date does not say itself: 三季度末 is of 2025; else empty."""
    return f"{due.last.year} 年" if due.last and not _YEAR.search(due.text) else ""


def measure_state(entry: LedgerEntry, library: Library) -> MeasureState:
    """The state of a measure on the library's day; 逾期 is computed."""
    return ledger.state(entry, library.as_of)
