"""A problem type's page: every occurrence by year, its usual causes and measures, who falls back into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from review.model import Entry, Family, Measure, Page, ProblemType, Theme
from review.show import addresses
from review.show.forms import entries
from review.show.forms.markdown import render
from review.show.views import tally
from review.show.views.figures import ListPart
from review.show.views.names import NO_MEASURE, short
from review.show.views.notes import Index, inferred
from review.show.views.problem import ProblemView, occurrence, problem_view


def families(index: Index) -> Iterator[Family]:
    """A page for each type, and one for the unclassified; long ones in parts."""
    told, library = index.told, index.library
    years = tally.years(library)
    types = [(theme, type) for theme in library.vocabulary.themes for type in theme.types]
    for theme, type in (*types, (None, None)):
        id = type.id if type else ""
        found = library.by_type.get(id, ())
        later = [index.last_year(entry.material) for entry in found]
        shows = told.digest(id, years, told.entries(found), later, told.entries(_last(index, found)))
        yield Family(name=f"problem:{id}", shows=shows, pages=partial(_pages, index, theme, type))


def _last(index: Index, found: Sequence[Entry]) -> Iterator[Entry]:
    """The measures of those that came back: how far they are stands beside them."""
    return (index.library.entries[key] for entry in found if entry.earlier for key in entry.linked(Measure))


def _pages(index: Index, theme: Theme | None, type: ProblemType | None) -> Iterator[Page]:
    told, id = index.told, type.id if type else ""
    view = problem_view(index, id)
    for part in view.parts:
        first = part is view.parts[0]
        listed = [(p.label, p.count, addresses.problem(id, p.slug), p is part) for p in view.parts]
        head = (view.years, view.causes, view.measures, view.outcomes, view.again) if first else ((),) * 5
        yield Page(
            src_uri=addresses.problem(id, part.slug),
            edit_path=addresses.source(type.at) if type else None,
            write=partial(_text, index, theme, type, view, part, listed, head),
            shows=told.digest(
                told.entries(entry for group in part.groups for entry in group.rows),
                (id, view.count, view.units, view.span, view.more, listed, head),
                [(group.key, group.label, group.total, len(group.rows)) for group in part.groups],
            ),
        )


def _text(
    index: Index,
    theme: Theme | None,
    type: ProblemType | None,
    view: ProblemView,
    listed_part: ListPart[Entry],
    listed: list[tuple[str, int, str, bool]],
    head: tuple[tuple[object, ...], ...],
) -> str:
    years, causes, measures, outcomes, again = head
    part = listed_part.shown(partial(occurrence, index))
    return render(
        "problem.md.jinja",
        addresses.problem(type.id if type else "", part.slug),
        type=type,
        theme=theme,
        count=view.count,
        units=view.units,
        years=years,
        span=view.span,
        causes=causes,
        measures=measures,
        outcomes=outcomes,
        again=again,
        more=view.more,
        part=part,
        parts=listed,
        lack=NO_MEASURE,
        inferred=any(inferred(row.brief.notes) for group in part.groups for row in group.rows),
        post=index.post,
        short=short,
        addresses=addresses,
        brief=entries.brief_entry,
        reference=entries.reference,
    ).text
