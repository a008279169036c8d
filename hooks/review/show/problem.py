"""A problem type's page: every occurrence by year, its usual causes and measures, who falls back into it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from review.model import Campaign, Entry, Page, ProblemType, Reference, Theme, Unit
from review.show import addresses, forms, tally
from review.show.brief import LIMIT, Brief, brief
from review.show.figures import Bar, Part, Strip, bars, grouped, parts, scale, strip
from review.show.markdown import render
from review.show.material import inferred, short
from review.show.notes import Index, Link

SHOWN = 5
"""Rows of 常见根源 and 常见措施 before the lack."""
AGAIN = 20
"""Units of 屡改屡犯; the others stand on the page of all recurrences."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Year:
    """A cell of the year bar."""

    year: int
    count: int
    step: int
    target: str
    """Empty where nothing is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Again:
    """A unit that named this problem in more than one year."""

    unit: Unit
    strip: Strip
    times: int
    measure: Link | None
    """Of the last time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An occurrence with the line over its opening."""

    year: int
    campaign: Campaign
    unit: Unit
    heading: str
    heading_page: str
    brief: Brief
    likely: tuple[tuple[str, str, int], ...] = ()
    """For an editor, of a problem without a type: the likeliest types, their pages, and their shares in percent."""


def pages(index: Index) -> Iterator[Page]:
    """A page for each type, and one for the unclassified; long ones in parts."""
    again: dict[str, list[tally.Recurrence]] = defaultdict(list)
    for recurrence in tally.recurrences(index.library):
        again[recurrence.type.id].append(recurrence)
    for theme in index.library.vocabulary.themes:
        for type in theme.types:
            yield from _pages(index, theme, type, again[type.id])
    yield from _pages(index, None, None, [])


def _pages(
    index: Index, theme: Theme | None, type: ProblemType | None, again: Sequence[tally.Recurrence]
) -> Iterator[Page]:
    id = type.id if type else ""
    entries = index.library.by_type.get(id, ())
    rows = sorted((_row(index, entry) for entry in entries), key=lambda row: -row.year)
    listed = parts(grouped(rows, lambda row: f"{row.year} 年", lambda row: f"y{row.year}"), LIMIT)
    for part in listed:
        yield render(
            "problem.md.jinja",
            addresses.problem(id, part.slug),
            type=type,
            theme=theme,
            count=len(entries),
            units=len({entry.material.unit for entry in entries}),
            years=_years(index, id, rows, listed) if part is listed[0] else (),
            span=tally.years(index.library),
            causes=_bars(index, [entry.causes for entry in entries], "未剖析根源") if part is listed[0] else (),
            measures=_bars(index, [entry.measures for entry in entries], "无对应措施") if part is listed[0] else (),
            again=[_again(index, one) for one in again[:AGAIN]] if part is listed[0] else [],
            more=max(0, len(again) - AGAIN),
            part=part,
            parts=[(p.label, p.count, addresses.problem(id, p.slug), p is part) for p in listed],
            inferred=any(inferred(row.brief.notes) for group in part.groups for row in group.rows),
            post=index.post,
            short=short,
            addresses=addresses,
            brief=forms.brief,
            reference=forms.reference,
        )


def _row(index: Index, entry: Entry) -> Row:
    campaign, canonical = index.campaigns[entry.material.campaign], entry.canonical
    return Row(
        year=campaign.year,
        campaign=campaign,
        unit=index.units[entry.material.unit],
        heading=canonical.name if canonical else entry.heading.name if entry.heading else "",
        heading_page=addresses.heading(canonical.id) if canonical else "",
        brief=brief(index, entry, chip=False, lacks=True),
        likely=_likely(entry) if index.library.audience == "staff" else (),
    )


def _likely(entry: Entry) -> tuple[tuple[str, str, int], ...]:
    return tuple((s.place.name, addresses.problem(s.place.id), round(100 * s.share)) for s in entry.suggestions)


def _years(index: Index, id: str, rows: Sequence[Row], listed: Sequence[Part[Row]]) -> tuple[Year, ...]:
    counts = Counter(row.year for row in rows)
    by = scale(max(counts.values(), default=0))
    page = {row.year: part.slug for part in reversed(listed) for group in part.groups for row in group.rows}
    return tuple(
        Year(
            year=year,
            count=counts[year],
            step=by.step(counts[year]),
            target=f"{addresses.problem(id, page[year])}#y{year}" if counts[year] else "",
        )
        for year in tally.years(index.library)
    )


def _bars(index: Index, linked: Sequence[Sequence[Reference]], lack: str) -> tuple[Bar, ...]:
    """How many of the type's problems have a cause or a measure of one theme, or none at all."""
    counts: Counter[str] = Counter()
    for references in linked:
        themes = (index.library.entries[reference.key].theme for reference in references)
        counts.update({theme.name if theme else "未归类" for theme in themes})
    missing = sum(not references for references in linked)
    shown = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:SHOWN]
    named = [(label, "", count) for label, count in shown]
    return bars(named + [(lack, "", missing)] * bool(missing), lack)


def _again(index: Index, recurrence: tally.Recurrence) -> Again:
    measures = index.notes(recurrence.latest, ordinals=False).links
    found = [link for links in measures if links.label == "措施" for link in links.shown]
    return Again(
        unit=recurrence.unit,
        strip=strip(Counter(recurrence.years), tally.years(index.library)),
        times=len(recurrence.years),
        measure=found[0] if found else None,
    )
