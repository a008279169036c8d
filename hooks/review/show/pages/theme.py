"""A theme's pages: its types × years, and the lists of its causes and measures that the counts elsewhere lead to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Page, Theme
from review.show import addresses
from review.show.forms import entries
from review.show.forms.markdown import render
from review.show.views.figures import Part
from review.show.views.names import short
from review.show.views.notes import Index, inferred
from review.show.views.shows import shows
from review.show.views.theme import KINDS, ListRow, ThemeList, theme_list, theme_view


def pages(index: Index) -> Iterator[Page]:
    """The pages of every theme."""
    for theme in index.library.vocabulary.themes:
        lists = [theme_list(index, theme, kind) for kind in KINDS]
        view = theme_view(index, theme, lists)
        yield render("theme.md.jinja", addresses.theme(theme.id), a=addresses, kinds=KINDS, view=view)
        for listed in lists:
            yield from _list(index, theme, listed)


def _list(index: Index, theme: Theme, listed: ThemeList) -> Iterator[Page]:
    for part in listed.parts:
        address = addresses.theme(theme.id, _slug(listed.kind, part.slug))
        told = [(p.label, p.count, addresses.theme(theme.id, _slug(listed.kind, p.slug)), p is part)
                for p in listed.parts]  # fmt: skip
        yield Page(
            src_uri=address,
            write=partial(_text, index, theme, listed, part, told, address),
            shows=shows(
                index,
                (),
                (row.brief.entry for group in part.groups for row in group.rows),
                (theme.id, theme.name, listed.kind, listed.count, told),
                [(group.key, group.label, group.total, len(group.rows)) for group in part.groups],
            ),
        )


def _slug(kind: str, part: str) -> str:
    return f"{kind}/{part}" if part else kind


def _text(
    index: Index,
    theme: Theme,
    listed: ThemeList,
    part: Part[ListRow],
    told: list[tuple[str, int, str, bool]],
    address: str,
) -> str:
    return render(
        "theme-list.md.jinja",
        address,
        a=addresses,
        brief=entries.brief_entry,
        count=listed.count,
        inferred=any(inferred(row.brief.notes) for group in part.groups for row in group.rows),
        part=part,
        parts=told,
        post=index.post,
        short=short,
        theme=theme,
        unit_word=KINDS[listed.kind][2],
        what=KINDS[listed.kind][1],
    ).text
