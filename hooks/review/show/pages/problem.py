"""A problem type's page: every occurrence by year, its usual causes and measures, who falls back into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from review.model import Family, Page, ProblemType, Theme, in_type
from review.show import addresses
from review.show.forms import entries
from review.show.forms.templates import render
from review.show.views import tally
from review.show.views.brief import ListedEntry
from review.show.views.listing import ListPart, pager
from review.show.views.names import NO_MEASURE, short
from review.show.views.notes import Index, inferred
from review.show.views.outcome import Response
from review.show.views.problem import AGAIN, ProblemView, occurrence, problem_view


def families(index: Index) -> Iterator[Family]:
    """A page for each type, and one for the unclassified; long ones in parts."""
    told, library = index.told, index.library
    years = tally.years(library)
    types = [(theme, type) for theme in library.vocabulary.themes for type in theme.types]
    back: dict[str, list[str]] = defaultdict(list)
    for recurrence in index.recurrences:
        back[recurrence.type.id].append(recurrence.latest.partition("#")[0])
    for theme, type in (*types, (None, None)):
        id = type.id if type else ""
        later = [index.last_year[given.material.id] for given in library.listed.get(in_type(id), ())]
        # Of those that came back it shows what was done about it last.
        shows = told.digest(id, years, told.list(in_type(id)), later, told.answers(back[id][:AGAIN]))
        yield Family(name=f"problem:{id}", shows=shows, pages=partial(_pages, index, theme, type))


def _pages(index: Index, theme: Theme | None, type: ProblemType | None) -> Iterator[Page]:
    told, id = index.told, type.id if type else ""
    view = problem_view(index, id)
    for part in view.parts:
        listed = pager(view.parts, part, partial(addresses.problem, id))
        head = replace(view, parts=(), answers={}) if part is view.parts[0] else None
        rows = [row for group in part.groups for row in group.rows]
        keys = [f"{row.material.id}#{row.problem(index).id}" for row in rows]
        answers = {key: view.answers[key] for key in keys}
        yield Page(
            src_uri=addresses.problem(id, part.slug),
            edit_path=addresses.source(type.at) if type else None,
            write=partial(_text, index, theme, type, head, part, listed, answers),
            shows=told.digest(
                told.given(in_type(id), (row.given for row in rows)),
                (id, listed, head, keys),
                [(sorted(a.causes), sorted(a.measures), a.after, a.theme) for a in answers.values()],
                [(group.key, group.label, group.total, len(group.rows)) for group in part.groups],
            ),
        )


def _text(
    index: Index,
    theme: Theme | None,
    type: ProblemType | None,
    head: ProblemView | None,
    listed_part: ListPart[ListedEntry],
    listed: list[tuple[str, int, str, bool]],
    answers: Mapping[str, Response],
) -> str:
    part = listed_part.shown(partial(occurrence, index))
    return render(
        "problem.html.jinja",
        addresses.problem(type.id if type else "", part.slug),
        type=type,
        theme=theme,
        head=head,
        part=part,
        parts=listed,
        lack=NO_MEASURE,
        inferred=any(inferred(row.brief.notes) for group in part.groups for row in group.rows),
        post=index.post,
        short=short,
        addresses=addresses,
        brief=entries.brief_entry,
        answers=answers,
        reference=entries.reference,
    ).text
