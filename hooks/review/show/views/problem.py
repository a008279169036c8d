"""A problem type: every occurrence by year, its usual causes and measures, who falls back into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from review.model import Campaign, Entry, Unit, in_type
from review.show import addresses
from review.show.views import tally
from review.show.views.brief import LIMIT, Brief, ListedEntry, listed_entries
from review.show.views.figures import Bar, Scale, Strip, bar_width, bars, scale, strip
from review.show.views.listing import ListPart, grouped, parts
from review.show.views.names import NO_CAUSE, NO_MEASURE
from review.show.views.notes import Index, Link
from review.show.views.outcome import Response, ShownOutcome, answers, outcomes
from review.show.views.state import measure_state

SHOWN = 5
"""Rows of 常见根源 and 常见措施 before the lack."""
AGAIN = 20
"""Units of 屡改屡犯; the others stand on the page of all recurrences."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeYear:
    """A cell of the year bar."""

    year: int
    count: int
    step: int
    target: str
    """Empty where nothing is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatingUnit:
    """A unit that named this problem in more than one year."""

    unit: Unit
    strip: Strip
    times: int
    measure: Link | None
    """Of the last time."""
    state: str
    """Of that measure in the ledger; empty for none there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Occurrence:
    """An occurrence with the line over its opening."""

    year: int
    campaign: Campaign
    unit: Unit
    heading: str
    heading_page: str
    brief: Brief
    likely: tuple[tuple[str, str, int], ...] = ()
    """For an editor, of a problem without a type: the likeliest types, their pages, and their shares in percent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemView:
    """All that the pages of a problem type show."""

    count: int
    units: int
    years: tuple[TypeYear, ...]
    span: tuple[int, ...]
    """The library's years, for the strips."""
    causes: tuple[Bar, ...]
    measures: tuple[Bar, ...]
    outcomes: tuple[ShownOutcome, ...]
    again: tuple[RepeatingUnit, ...]
    more: int
    """Units that fall back into it and stand on the page of all recurrences only."""
    parts: tuple[ListPart[ListedEntry], ...]
    """Its problems by year, newest first, on one page or several; `occurrence` gives what is shown of each."""
    answers: Mapping[str, Response]
    """How each of them was answered, by key."""


def problem_view(index: Index, id: str) -> ProblemView:
    """What the pages of a type show, by its id (empty: what has none)."""
    again = [recurrence for recurrence in index.recurrences if recurrence.type.id == id]
    rows = listed_entries(index, in_type(id))
    split, counts = listed_by_year(index, rows), tally.years_of(index.library, in_type(id))
    answered = answers(index, rows)
    causes, measures = side_by_side(
        usual((answer.causes for answer in answered.values()), NO_CAUSE),
        usual((answer.measures for answer in answered.values()), NO_MEASURE),
    )
    return ProblemView(
        count=len(rows),
        units=len({row.material.unit for row in rows}),
        years=_years(index, id, split, counts, scale(counts.values())),
        span=tally.years(index.library),
        causes=causes,
        measures=measures,
        outcomes=outcomes(answered.values()),
        again=tuple(_again(index, one) for one in again[:AGAIN]),
        more=max(0, len(again) - AGAIN),
        parts=split,
        answers=answered,
    )


def type_years(index: Index, id: str, by: Scale) -> tuple[TypeYear, ...]:
    """The years of a type, each with its place in the type's pages."""
    counts = tally.years_of(index.library, in_type(id))
    return _years(index, id, listed_by_year(index, listed_entries(index, in_type(id))), counts, by)


def listed_by_year(index: Index, entries: Iterable[ListedEntry]) -> tuple[ListPart[ListedEntry], ...]:
    """Entries on one page or several: newest year first, within a year by the roster."""
    of, order = tally.year_of(index.library), {id: n for n, id in enumerate(index.units)}
    rows = sorted(entries, key=lambda entry: (-of[entry.material.campaign], order[entry.material.unit]))
    labels, keys = ({id: form.format(year) for id, year in of.items()} for form in ("{} 年", "y{}"))
    years = grouped(rows, lambda entry: labels[entry.material.campaign], lambda entry: keys[entry.material.campaign])
    return parts(years, LIMIT, lambda entry: index.units[entry.material.unit].name, lambda entry: entry.material.id)


def occurrence(index: Index, row: ListedEntry) -> Occurrence:
    """What is shown of a problem on its type's page."""
    entry = row.entry(index)
    campaign, canonical = index.campaigns[entry.material.campaign], entry.canonical
    return Occurrence(
        year=campaign.year,
        campaign=campaign,
        unit=index.units[entry.material.unit],
        heading=canonical.name if canonical else entry.heading_name,
        heading_page=addresses.heading(canonical.id) if canonical else "",
        brief=Brief(index, entry, chip=False, lacks=True),
        likely=_likely(entry) if index.library.audience == "staff" else (),
    )


def _likely(entry: Entry) -> tuple[tuple[str, str, int], ...]:
    return tuple((s.place.name, addresses.problem(s.place.id), round(100 * s.share)) for s in entry.suggestions)


def _years(
    index: Index, id: str, split: Sequence[ListPart[ListedEntry]], counts: Counter[int], by: Scale
) -> tuple[TypeYear, ...]:
    page = {group.key: part.slug for part in reversed(split) for group in part.groups}
    return tuple(
        TypeYear(
            year=year,
            count=counts[year],
            step=by.step(counts[year]),
            target=f"{addresses.problem(id, page[f'y{year}'])}#y{year}" if counts[year] else "",
        )
        for year in tally.years(index.library)
    )


def usual(themes: Iterable[frozenset[str]], lack: str) -> tuple[Bar, ...]:
    """How many problems have causes (or measures) of one theme, or none at all, which `lack` says; `themes` of each."""
    counts = Counter(name for names in themes for name in names)
    missing = counts.pop(lack, 0)
    shown = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
    named = [(label, "", count) for label, count in shown]
    return bars(named + [(lack, "", missing)] * bool(missing), lack)


def side_by_side(left: tuple[Bar, ...], right: tuple[Bar, ...]) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Both on one scale: what stands beside each other is held against each other."""
    most = max((bar.count for bar in (*left, *right)), default=0)
    one, other = (tuple(replace(bar, width=bar_width(bar.count, most)) for bar in side) for side in (left, right))
    return one, other


def _again(index: Index, recurrence: tally.Recurrence) -> RepeatingUnit:
    latest = index.library.entries[recurrence.latest]
    measures = index.notes(latest, ordinals=False).links
    found = [link for links in measures if links.label == "措施" for link in links.shown]
    first = index.library.entries[latest.measures[0].key] if latest.measures else None
    ledger = first.material.ledger.get(first.item_id) if first else None
    return RepeatingUnit(
        unit=recurrence.unit,
        strip=strip(Counter(recurrence.years), tally.years(index.library)),
        times=len(recurrence.years),
        measure=found[0] if found else None,
        state=measure_state(ledger, index.library) if ledger else "",
    )
