"""The ledger (整改台账): its rows by status, the overdue first, and how far they are in all."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass, replace

from review.model import Due, Entry, Library, ProblemType, Unit
from review.show import addresses
from review.show.views import tally
from review.show.views.figures import LIMIT, Part, grouped, parts, stack
from review.show.views.notes import Link
from review.show.views.state import STATES, state

ORDER = ("逾期", "推进中", "未启动", "已完成")
BAR = ("已完成", "推进中", "未启动", "逾期")
DONE = 5
"""Finished measures shown at the foot of the first page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerRow:
    """A measure of the ledger."""

    measure: Entry
    owner: str
    due: Due
    state: str
    unit: Unit
    year: int
    targets: tuple[Link, ...]
    """The problem types it answers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A part of the stacked bar, its width in twentieths."""

    state: str
    css: str
    """Its class."""
    count: int
    width: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Ledger:
    """The ledger, on one page or several."""

    as_of: datetime.date
    total: int
    shares: tuple[Share, ...]
    parts: tuple[Part[LedgerRow], ...]
    """What is not finished by status, then what is finished by the year it was due."""
    latest: tuple[LedgerRow, ...]
    """The last finished ones, for the foot of the first page when the finished have pages of their own."""
    done: int
    """How many are finished."""
    done_at: str
    """Slug of the first part with finished measures; empty if they are on the first page."""


def rows(library: Library) -> tuple[LedgerRow, ...]:
    """All rows: by status, then the earliest date first, for finished ones the latest."""
    units = {unit.id: unit for unit in library.vocabulary.units}
    year = tally.year_of(library)
    found = [
        LedgerRow(
            measure=measure,
            owner=entry.owner,
            due=entry.due,
            state=state(entry, library),
            unit=units[material.unit],
            year=year[material.campaign],
            targets=_targets(measure, library),
        )
        for material in library.materials
        for id, entry in material.ledger.items()
        if (measure := library.entries.get(f"{material.id}#{id}"))
    ]
    return tuple(sorted(found, key=_order))


def _order(row: LedgerRow) -> tuple[int, int]:
    day = (row.due.last or datetime.date.max).toordinal()
    return ORDER.index(row.state), -day if row.state == "已完成" else day


def _year(row: LedgerRow) -> int:
    return row.due.last.year if row.due.last else row.year


def _targets(measure: Entry, library: Library) -> tuple[Link, ...]:
    """The types of the problems a measure answers; stated as soon as one link to such a problem is."""
    stated: dict[ProblemType, bool] = {}
    for problem in measure.problems:
        if type := library.entries[problem.key].type:
            stated[type] = stated.get(type, False) or not problem.inferred
    return tuple(
        Link(target=addresses.problem(type.id), ordinal="", label=type.name, inferred=not plain)
        for type, plain in stated.items()
    )


def progress(library: Library) -> tuple[Share, ...]:
    """The ledger as one bar; empty without a ledger."""
    counts = Counter(
        state(entry, library)
        for material in library.materials
        for id, entry in material.ledger.items()
        if f"{material.id}#{id}" in library.entries
    )
    widths = stack([counts[s] for s in BAR])
    shares = (Share(state=s, css=STATES[s], count=counts[s], width=w) for s, w in zip(BAR, widths, strict=True))
    return tuple(shares) if counts else ()


def ledger(library: Library) -> Ledger:
    """The ledger of `library`."""
    found = rows(library)
    finished = tuple(row for row in found if row.state == "已完成")
    unfinished = found[: len(found) - len(finished)]
    whole = len(found) <= LIMIT or not unfinished or not finished
    first = grouped(found if whole else unfinished, lambda row: row.state, lambda row: STATES[row.state])
    years = grouped(finished, lambda row: f"已完成 {_year(row)} 年", lambda row: f"done-{_year(row)}")
    later = () if whole else parts(years)
    return Ledger(
        as_of=library.as_of,
        total=len(found),
        shares=progress(library),
        parts=(*parts(first), *(replace(part, slug=part.groups[0].key) if not part.slug else part for part in later)),
        latest=finished[:DONE] if later else (),
        done=len(finished),
        done_at=later[0].groups[0].key if later else "",
    )
