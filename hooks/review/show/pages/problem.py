"""A problem type's page: every occurrence by year, its usual causes and measures, who falls back into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from review.model import Page, ProblemType, Theme
from review.show import addresses
from review.show.forms import entries
from review.show.forms.markdown import render
from review.show.views import tally
from review.show.views.names import short
from review.show.views.notes import Index, inferred
from review.show.views.problem import problem_view


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
    view = problem_view(index, id, again)
    for part in view.parts:
        first = part is view.parts[0]
        yield render(
            "problem.md.jinja",
            addresses.problem(id, part.slug),
            type=type,
            theme=theme,
            count=view.count,
            units=view.units,
            years=view.years if first else (),
            span=view.span,
            causes=view.causes if first else (),
            measures=view.measures if first else (),
            again=view.again if first else (),
            more=view.more,
            part=part,
            parts=[(p.label, p.count, addresses.problem(id, p.slug), p is part) for p in view.parts],
            inferred=any(inferred(row.brief.notes) for group in part.groups for row in group.rows),
            post=index.post,
            short=short,
            addresses=addresses,
            brief=entries.brief,
            reference=entries.reference,
        )
