"""A unit's last year against the one before, by problem type: what is still there, new, or not named again.

Not named again does not mean put right: nobody has said so. So each says what became of its measure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from review.model import Entry, Library, ProblemType
from review.relate.ledger import STATES
from review.show.views import tally
from review.show.views.names import NO_MEASURE, clause
from review.show.views.state import measure_state

SHOWN = 5
"""Types of a column that are told; the others are named."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeLine:
    """A type, the unit's last problem of each year, and what is to be said of it."""

    type: ProblemType
    years: tuple[tuple[int, Entry], ...]
    again: frozenset[int]
    """The years in which one and the same post named it (屡改屡犯)."""
    state: str
    """Of last year's least advanced measure in the ledger; empty for none there."""
    said: str


@dataclass(frozen=True, kw_only=True, slots=True)
class YearlyColumn:
    """The types of one fate."""

    label: str
    lines: tuple[TypeLine, ...]
    others: tuple[ProblemType, ...]
    """Those not told."""

    @property
    def count(self) -> int:
        return len(self.lines) + len(self.others)


@dataclass(frozen=True, kw_only=True, slots=True)
class Yearly:
    """Two years with materials that follow one another, and how many materials each has."""

    before: int
    after: int
    materials: tuple[int, int]
    posts: tuple[str, ...]
    """Whose materials they are, year by year, where not the same posts gave some in both."""
    columns: tuple[YearlyColumn, ...]
    open: int
    """Problems of both years that have no type and are not compared."""


def yearly(library: Library, entries: Sequence[Entry], recurring: Mapping[str, frozenset[int]]) -> Yearly | None:
    """A unit's last two years with problems; `recurring` are the years of its types that recur.

    None for fewer years.
    """
    year = tally.year_of(library)
    years = sorted({year[entry.material.campaign] for entry in entries})
    if len(years) < 2:
        return None
    before, after = years[-2:]
    found: dict[ProblemType, dict[int, Entry]] = {}
    for entry in entries:
        if entry.type:
            found.setdefault(entry.type, {})[year[entry.material.campaign]] = entry
    both = [entry for entry in entries if year[entry.material.campaign] in (before, after)]
    of_year = {one: {e.material.id: e.material.author or "班子" for e in both if year[e.material.campaign] == one}
               for one in (before, after)}  # fmt: skip
    posts = [Counter(of_year[one].values()) for one in (before, after)]
    of_both = [(type, by) for type, by in found.items() if by.keys() & {before, after}]
    lines = [_line(library, type, by, before, after, recurring.get(type.id, frozenset())) for type, by in of_both]
    lines.sort(key=lambda line: -len(line.years))
    fate = {(True, True): "还在", (False, True): "新出现", (True, False): "没有再提"}
    return Yearly(
        before=before,
        after=after,
        materials=(len(of_year[before]), len(of_year[after])),
        posts=tuple(map("、".join, posts)) if posts[0] != posts[1] else (),
        columns=tuple(
            _column(label, (line for line in lines if fate[_within(line, before), _within(line, after)] == label))
            for label in fate.values()
        ),
        open=sum(entry.type is None for entry in both),
    )


def _within(line: TypeLine, year: int) -> bool:
    return any(year == one for one, _ in line.years)


def _column(label: str, lines: Iterable[TypeLine]) -> YearlyColumn:
    found = tuple(lines)
    return YearlyColumn(label=label, lines=found[:SHOWN], others=tuple(line.type for line in found[SHOWN:]))


def _line(
    library: Library, type: ProblemType, by: dict[int, Entry], before: int, after: int, again: frozenset[int]
) -> TypeLine:
    reached, said = "", ""
    if before in by:
        measures = [library.entries[reference.key] for reference in by[before].measures]
        ledger = [m.material.ledger[m.item_id] for m in measures if m.item_id in m.material.ledger]
        reached = min((measure_state(one, library) for one in ledger), key=STATES.index, default="")
        said = "" if reached else "措施未登记台账" if measures else NO_MEASURE
        said = "又出现" if reached == "已销号" and after in by else said
    else:
        earlier = [year for year in by if year < before]
        said = f"{max(earlier)} 年有过，{before} 年没有" if earlier else clause(by[after].opening)
    return TypeLine(type=type, years=tuple(sorted(by.items())), again=again, state=reached, said=said)
