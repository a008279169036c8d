"""A theme: its problem types over the years, and the lists of its causes and its measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from review.model import Campaign, Cause, Measure, Problem, ProblemType, Theme, Unit, in_theme, in_type
from review.relate.ledger import MeasureState
from review.show import addresses
from review.show.views import tally
from review.show.views.brief import Brief, ListedEntry, listed_entries
from review.show.views.figures import Bar, Scale, bars, scale
from review.show.views.ledger import Share, shares
from review.show.views.listing import ListPart
from review.show.views.names import NO_CAUSE, NO_MEASURE, NO_TYPE
from review.show.views.notes import Index
from review.show.views.outcome import themes_of
from review.show.views.problem import SHOWN, TypeYear, listed_by_year, side_by_side, type_years, usual
from review.show.views.rows import RecurrenceRow, recurrence_rows
from review.show.views.sayings import TypeSayings, sayings

KINDS: dict[str, tuple[type[Cause | Measure], str, str]] = {
    "causes": (Cause, "根源", "条"), "measures": (Measure, "措施", "项"),
}  # fmt: skip
"""The lists of a theme: what stands in them, what that is called, and its unit word."""
AGAIN = 4
"""Recurrences on a theme's page; all stand on their own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeRow:
    """A type with a cell for each year."""

    type: ProblemType
    years: tuple[TypeYear, ...]
    count: int


class AnsweredType(NamedTuple):
    """The problems of one type that a bar counts, and what lists them: the page of the type, narrowed."""

    name: str
    target: str
    query: str
    problems: int


@dataclass(frozen=True, kw_only=True, slots=True)
class AnsweredBy:
    """How many of a theme's problems have causes (or measures) of one theme, by their own types."""

    bar: Bar
    types: tuple[AnsweredType, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeView:
    """All that a theme's page shows."""

    theme: Theme
    years: tuple[int, ...]
    by: Scale
    rows: tuple[ThemeRow, ...]
    """Types that were found, in the vocabulary's order."""
    unseen: tuple[ProblemType, ...]
    untyped: tuple[int, ...]
    """Problems of the theme whose type is open, by year."""
    totals: tuple[int, ...]
    materials: tuple[int, ...]
    """Materials of each year, beside which the problems are to be seen."""
    problems: int
    units: int
    counts: dict[str, int]
    """How long its lists are, by KINDS."""
    sayings: tuple[TypeSayings, ...]
    """Of the types of which any is common."""
    headings: tuple[Bar, ...]
    """Where its problems stand, the most first; `target` is the value of the search's facet, which lists just these."""
    named: tuple[Bar, ...]
    """Who named them; the same."""
    causes: tuple[AnsweredBy, ...]
    """How many of its problems have a cause of which theme, or none."""
    measures: tuple[AnsweredBy, ...]
    recurrences: tuple[RecurrenceRow, ...]
    again: int
    """How many recurrences there are of its types."""
    shares: tuple[Share, ...]
    """What the ledger lists of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRow:
    """A cause or measure with the line over its opening."""

    year: int
    campaign: Campaign
    unit: Unit
    brief: Brief


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeList:
    """All causes, or all measures, of a theme by year, newest first."""

    kind: str
    count: int
    parts: tuple[ListPart[ListedEntry], ...]
    """`list_row` gives what is shown of each."""


def theme_view(index: Index, theme: Theme, counts: Mapping[str, int]) -> ThemeView:
    """What the page of `theme` shows; `counts` say how long its lists are, by KINDS."""
    library, years = index.library, tally.years(index.library)
    met = {type.id: tally.years_of(library, in_type(type.id)) for type in theme.types}
    by = scale(n for found in met.values() for n in found.values())
    given = Counter(index.year(material) for material in library.materials)
    totals = tally.years_of(library, in_theme(theme.id, Problem))
    untyped = totals - sum(met.values(), Counter())
    every = [(row.material, row.problem(index)) for row in listed_entries(index, in_theme(theme.id, Problem))]
    every.sort(key=lambda pair: -index.year(pair[0]))  # of words as common as others the newest are shown
    names = {heading.id: heading.name for one in library.vocabulary.campaigns for heading in one.headings}
    again = [one for one in index.recurrences if one.type in theme.types]
    headings, named = side_by_side(
        _most(Counter((names[one.canonical],) * 2 for _, one in every if one.canonical)),
        _most(Counter((index.units[material.unit].name, material.unit) for material, _ in every)),
    )
    given_causes = [(one.type, themes_of(index, one.causes, NO_CAUSE)) for _, one in every]
    given_measures = [(one.type, themes_of(index, one.measures, NO_MEASURE)) for _, one in every]
    causes, measures = side_by_side(
        usual((found for _, found in given_causes), NO_CAUSE), usual((found for _, found in given_measures), NO_MEASURE)
    )
    return ThemeView(
        theme=theme,
        years=years,
        by=by,
        rows=tuple(
            ThemeRow(type=type, years=type_years(index, type.id, by), count=met[type.id].total())
            for type in theme.types
            if met[type.id]
        ),
        unseen=tuple(type for type in theme.types if not met[type.id]),
        untyped=tuple(untyped[year] for year in years) if untyped else (),
        totals=tuple(totals[year] for year in years),
        materials=tuple(given[year] for year in years),
        problems=len(every),
        units=len({material.unit for material, _ in every}),
        counts=dict(counts),
        sayings=tuple(
            said
            for type in theme.types
            if (said := sayings(type, (one.opening for _, one in every if one.type == type.id))).common
        ),
        headings=headings,
        named=named,
        causes=_answered(theme, "cause", given_causes, causes),
        measures=_answered(theme, "measure", given_measures, measures),
        recurrences=recurrence_rows(again[:AGAIN], years),
        again=len(again),
        shares=shares(states(index, theme)),
    )


def states(index: Index, theme: Theme) -> Sequence[MeasureState]:
    """How far the measures of the ledger are that answer its problems, and those of its own that name no problem: what
    the ledger lists of the theme."""
    return index.ledger_states.get(theme.id, ())


def _answered(
    theme: Theme, kind: str, named: Sequence[tuple[str, frozenset[str]]], shown: Sequence[Bar]
) -> tuple[AnsweredBy, ...]:
    """By what its problems are answered, `named` with the ids of their types; `kind` is the search's facet.

    Each bar of `shown` is the sum of lists, which stand on the pages of the types.
    """
    counts = Counter((type, label) for type, names in named for label in names)
    return tuple(
        AnsweredBy(
            bar=bar,
            types=tuple(
                _answered_type(theme, type, kind, bar.label, count)
                for type in (*theme.types, None)
                if (count := counts[type.id if type else "", bar.label])
            ),
        )
        for bar in shown
    )


def _answered_type(
    theme: Theme, type: ProblemType | None, kind: str, label: str, problems: int
) -> AnsweredType:
    asked = {kind: label} | ({} if type else {"theme": theme.name})
    return AnsweredType(
        name=type.name if type else NO_TYPE,
        target=addresses.problem(type.id if type else None),
        query=addresses.query([*asked.items()]),
        problems=problems,
    )


def _most(counts: Counter[tuple[str, str]]) -> tuple[Bar, ...]:
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return bars([(name, value, count) for (name, value), count in most[:SHOWN]])


def theme_list(index: Index, theme: Theme, kind: str) -> ThemeList:
    """The list of a kind of `theme`."""
    found = listed_entries(index, in_theme(theme.id, KINDS[kind][0]))
    return ThemeList(kind=kind, count=len(found), parts=listed_by_year(index, found))


def list_row(index: Index, row: ListedEntry) -> ListRow:
    """What is shown of a cause or measure on its theme's list."""
    campaign, unit = index.campaigns[row.material.campaign], index.units[row.material.unit]
    return ListRow(year=campaign.year, campaign=campaign, unit=unit, brief=Brief(index, row.entry(index), chip=False))
