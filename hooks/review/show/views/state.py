"""How far a measure of the ledger is, on the library's day."""

from __future__ import annotations

from review.model import LedgerEntry, Library

STATES = {"已完成": "done", "推进中": "doing", "未启动": "idle", "逾期": "late"}
"""What a state is called, and its class on a page."""


def state(ledger: LedgerEntry, library: Library) -> str:
    """The status of a measure on the library's day; 逾期 is computed."""
    late = ledger.due.last and ledger.due.last < library.as_of
    return "逾期" if late and ledger.status != "已完成" else ledger.status
