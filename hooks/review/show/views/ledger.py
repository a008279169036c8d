"""The ledger (整改台账): by problem, each with its measures, the most urgent first; and how far they are in all."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from review.model import Entry, LedgerEntry, Library, Material, Unit
from review.relate.ledger import MeasureState, Row, registered
from review.show.views import tally
from review.show.views.figures import stack
from review.show.views.state import STATES, unsaid_year

SECTIONS = ("逾期", "本月到期", "以后到期", "长期坚持、未写期限", "待销号", "已销号")
"""Where a problem stands by its most urgent measure."""
FIRST = 100
"""Measures on the first page; no problem is split."""
LIMIT = 200
"""Measures on a page of a unit's."""
SOON = 30
"""Days before its due date from which a measure tells how many are left."""
DUES = {"late": "已逾期", "month": "本月到期", "quarter": "三个月内到期", "now": "立行立改", "always": "长期坚持",
        "none": "未写期限"}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerRow:
    """A measure of the ledger."""

    measure: Entry
    ledger: LedgerEntry
    state: MeasureState
    section: int
    hint: str
    """What the due date comes to: 过期 290 天, 还有 16 天."""
    others: int
    """Further problems that it answers."""
    inferred: bool
    """Whether nothing but a likeness says that it answers the problem that it stands under."""
    dues: tuple[str, ...]
    """Keys of DUES."""

    @property
    def year(self) -> str:
        """The year that the due date does not say itself."""
        return unsaid_year(self.ledger.due)

    @property
    def said(self) -> str:
        """The cell of 状态: 销号 has a cell of its own."""
        return "已完成" if self.ledger.status == "已完成" else self.state

    @property
    def signed(self) -> str:
        """The cell of 销号: its day, or that it is waited for."""
        return str(self.ledger.closed or ("待销号" if self.state == "已完成，待销号" else ""))


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A problem with the measures that stand under it; measures that name no problem stand under None."""

    material: Material
    unit: Unit
    year: int
    problem: Entry | None
    again: tuple[tuple[int, Entry], ...]
    """Its recurrence: a year and the last problem of it."""
    rows: tuple[LedgerRow, ...]

    @property
    def section(self) -> int:
        """That of its most urgent measure."""
        return min(row.section for row in self.rows)


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerSection:
    """Cases of one urgency."""

    label: str
    css: str
    """The class of a state; empty for no state."""
    cases: tuple[Case, ...]
    """Those that the page shows."""
    measures: int
    problems: int
    """Of the whole ledger, however many of them the page shows."""
    own: int
    """Of the measures those that put their problem here; the others came along."""


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
    """The ledger of a library or of a unit, or what of it one page shows."""

    measures: int
    problems: int
    units: int
    shares: tuple[Share, ...]
    sections: tuple[LedgerSection, ...]
    shown: int
    """Measures in `sections`."""
    inferred: bool
    """Whether any of all measures is linked by inference."""
    month: int
    """Measures due this month."""
    late: int


def cases(library: Library) -> tuple[Case, ...]:
    """All cases, the most urgent first."""
    years, units = tally.year_of(library), {unit.id: unit for unit in library.vocabulary.units}
    found: dict[tuple[str, str], list[Row]] = {}
    for row in registered(library):
        found.setdefault((row.measure.material.id, row.under.key if row.under else ""), []).append(row)
    made = [
        Case(
            material=(material := under[0].measure.material),
            unit=units[material.unit],
            year=years[material.campaign],
            problem=(problem := library.entries.get(key)),
            again=tuple(_again(problem, library, years)),
            rows=tuple(_row(row, library.as_of) for row in under),
        )
        for (_, key), under in found.items()
    ]
    return tuple(sorted(made, key=_urgency))


def _urgency(case: Case) -> tuple[int, datetime.date, int]:
    urgent = [row.ledger.due.last or datetime.date.max for row in case.rows if row.section == case.section]
    return case.section, min(urgent), -case.year


def _again(problem: Entry | None, library: Library, years: dict[str, int]) -> Iterator[tuple[int, Entry]]:
    entries = [library.entries[key] for key in problem.earlier] if problem else []
    yield from {years[entry.material.campaign]: entry for entry in entries}.items()


def _row(row: Row, day: datetime.date) -> LedgerRow:
    assert row.ledger and row.state
    return LedgerRow(
        measure=row.measure,
        ledger=row.ledger,
        state=row.state,
        section=_section(row.ledger, row.state, day),
        hint=_hint(row, day),
        others=max(len(row.problems) - 1, 0),
        inferred=bool(row.measure.foremost and row.measure.foremost.inferred),
        dues=tuple(_dues(row.ledger, row.state, day)),
    )


def _section(entry: LedgerEntry, state: MeasureState, day: datetime.date) -> int:
    if state == "逾期":
        return 0
    if state in ("已完成，待销号", "已销号"):
        return 4 if state == "已完成，待销号" else 5
    if entry.due.last is None:
        return 3
    return 1 if (entry.due.last.year, entry.due.last.month) == (day.year, day.month) else 2


def _hint(row: Row, day: datetime.date) -> str:
    entry = row.ledger
    if entry is None or entry.status == "已完成":
        return ""
    if entry.due.last:
        left = (entry.due.last - day).days
        return f"过期 {-left} 天" if left < 0 else f"还有 {left} 天" if left <= SOON else ""
    if entry.due.text == "立行立改":
        return f"提出 {max((day - row.measure.material.date).days, 0)} 天"
    found = _DAY.match(entry.progress)
    return f"近次进展 {found[0]}" if found else ""


def _dues(entry: LedgerEntry, state: MeasureState, day: datetime.date) -> Iterator[str]:
    """The facet 期限 of what is not done yet, and of what has no day at all."""
    last = entry.due.last
    if state == "逾期":
        yield "late"
    elif last is None:
        yield {"立行立改": "now", "长期坚持": "always"}.get(entry.due.text, "none")
    elif entry.status != "已完成":
        months = (last.year - day.year) * 12 + last.month - day.month
        if not months:
            yield "month"
        if months < 3:
            yield "quarter"


def show(found: Sequence[Case], shown: Iterable[Case]) -> Ledger:
    """The ledger of `found`, on a page that shows some of them, in their order."""
    listed = tuple(shown)
    by = {n: tuple(case for case in listed if case.section == n) for n in range(len(SECTIONS))}
    every = {n: [case for case in found if case.section == n] for n in by}
    return Ledger(
        measures=sum(len(case.rows) for case in found),
        problems=sum(case.problem is not None for case in found),
        units=len({case.unit.id for case in found}),
        shares=shares(row.state for case in found for row in case.rows),
        sections=tuple(
            LedgerSection(
                label=label,
                css={0: "late", 4: "done", 5: "closed"}.get(n, ""),
                cases=by[n],
                measures=sum(len(case.rows) for case in every[n]),
                problems=sum(case.problem is not None for case in every[n]),
                own=sum(row.section == n for case in every[n] for row in case.rows),
            )
            for n, label in enumerate(SECTIONS)
            if by[n]
        ),
        shown=sum(len(case.rows) for case in listed),
        inferred=any(row.inferred for case in found for row in case.rows),
        month=sum("month" in row.dues for case in found for row in case.rows),
        late=sum("late" in row.dues for case in found for row in case.rows),
    )


def split_cases(found: Sequence[Case], limit: int) -> list[list[Case]]:
    """The cases in pieces of about `limit` measures, no problem split; none of no cases."""
    made: list[list[Case]] = []
    count = limit
    for case in found:
        if count >= limit:
            made.append([])
            count = 0
        made[-1].append(case)
        count += len(case.rows)
    return made


def shares(states: Iterable[str]) -> tuple[Share, ...]:
    """States as one bar; empty without any."""
    counts: Counter[str] = Counter(states)
    widths = stack([counts[state] for state in STATES])
    made = (Share(state=s, css=STATES[s], count=counts[s], width=w) for s, w in zip(STATES, widths, strict=True))
    return tuple(made) if counts else ()


def progress(library: Library) -> tuple[Share, ...]:
    """The ledger of a library as one bar; empty without a ledger."""
    return shares(row.state for row in registered(library) if row.state)
