"""A theme's pages: its types × years, and the lists of its causes and measures that the counts elsewhere lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from review.model import Family, Page, Problem, Theme, in_theme
from review.show import addresses
from review.show.forms import entries
from review.show.forms.templates import render
from review.show.views import tally
from review.show.views.brief import ListedEntry
from review.show.views.listing import ListPart, pager
from review.show.views.names import short
from review.show.views.notes import Index, inferred
from review.show.views.theme import KINDS, list_row, states, theme_list, theme_view


def families(index: Index) -> Iterator[Family]:
    """The pages of every theme."""
    told, library = index.told, index.library
    given = [(index.year(material), material.unit) for material in library.materials]
    held = (tally.years(library), sorted(Counter(year for year, _ in given).items()))
    for theme in library.vocabulary.themes:
        problems = told.list(in_theme(theme.id, Problem))
        lists = {kind: in_theme(theme.id, cls) for kind, (cls, *_) in KINDS.items()}
        counts = {kind: library.count(name) for kind, name in lists.items()}
        shows = told.digest(theme.id, held, problems, counts, states(index, theme))
        page = Page(
            src_uri=addresses.theme(theme.id),
            edit_path=addresses.source(theme.at),
            write=partial(_overview, index, theme, counts),
            shows=shows,
        )
        yield Family(name=f"theme:{theme.id}", shows=shows, pages=partial(tuple, [page]))
        for kind, name in lists.items():
            shows = told.digest(theme.id, told.list(name))
            yield Family(name=f"theme:{theme.id}:{kind}", shows=shows, pages=partial(_list, index, theme, kind, name))


def _overview(index: Index, theme: Theme, counts: Mapping[str, int]) -> str:
    view = theme_view(index, theme, counts)
    return render("theme.html.jinja", addresses.theme(theme.id), a=addresses, kinds=KINDS, view=view).text


def _list(index: Index, theme: Theme, kind: str, name: str) -> Iterator[Page]:
    listed = theme_list(index, theme, kind)
    for part in listed.parts:
        address = addresses.theme(theme.id, _slug(listed.kind, part.slug))
        told = pager(listed.parts, part, lambda slug: addresses.theme(theme.id, _slug(listed.kind, slug)))
        count = listed.count if part is listed.parts[0] else 0
        rows = [row for group in part.groups for row in group.rows]
        yield Page(
            src_uri=address,
            edit_path=addresses.source(theme.at),
            write=partial(_text, index, theme, listed.kind, count, part, told),
            shows=index.told.digest(
                index.told.given(name, (row.given for row in rows)),
                (theme.id, theme.name, listed.kind, count, told),
                [(group.key, group.label, group.total, len(group.rows)) for group in part.groups],
                [(row.material.id, row.number) for row in rows],
            ),
        )


def _slug(kind: str, part: str) -> str:
    return f"{kind}/{part}" if part else kind


def _text(
    index: Index,
    theme: Theme,
    kind: str,
    count: int,
    listed_part: ListPart[ListedEntry],
    told: list[tuple[str, int, str, bool]],
) -> str:
    part = listed_part.shown(partial(list_row, index))
    return render(
        "theme-list.html.jinja",
        addresses.theme(theme.id, _slug(kind, part.slug)),
        a=addresses,
        brief=entries.brief_entry,
        count=count,
        inferred=any(inferred(row.brief.notes) for group in part.groups for row in group.rows),
        part=part,
        parts=told,
        post=index.post,
        short=short,
        theme=theme,
        unit_word=KINDS[kind][2],
        what=KINDS[kind][1],
    ).text
