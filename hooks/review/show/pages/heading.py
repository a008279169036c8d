"""A prescribed heading's page: every problem under it, by unit in the roster's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from review.model import Campaign, CanonicalHeading, Family, Page, in_heading
from review.read.text.numerals import counting
from review.show import addresses
from review.show.forms import entries
from review.show.forms.templates import render
from review.show.views.heading import (
    HeadingView,
    RosterRow,
    Without,
    heading_entry,
    heading_view,
    kindred,
    without,
)
from review.show.views.listing import ListPart, pager
from review.show.views.names import short
from review.show.views.notes import Index, inferred


def families(index: Index) -> Iterator[Family]:
    """A page for each heading of each campaign; a long one in parts."""
    told = index.told
    for campaign in index.library.vocabulary.campaigns:
        for heading in campaign.headings:
            lacking = without(index, campaign, heading.id)
            like = [(year, one.id) for year, one in kindred(index, campaign, heading)]
            shows = told.digest(heading.id, told.list(in_heading(heading.id)), lacking, like)
            yield Family(name=f"heading:{heading.id}", shows=shows, pages=partial(_pages, index, campaign, heading))


def _pages(index: Index, campaign: Campaign, heading: CanonicalHeading) -> Iterator[Page]:
    told, view, lacking = index.told, heading_view(index, heading.id), without(index, campaign, heading.id)
    like = kindred(index, campaign, heading)
    # What a group lacks stands at its end; a group that lacks all, at the end of the list.
    ends = dict.fromkeys(lacking, view.parts[-1]) | {group.label: part for part in view.parts for group in part.groups}
    for part in view.parts:
        ending = {label: units for label, units in lacking.items() if ends[label] is part}
        listed = pager(view.parts, part, partial(addresses.heading, heading.id))
        head = replace(view, parts=()) if part is view.parts[0] else None
        rows = [row for group in part.groups for row in group.rows]
        yield Page(
            src_uri=addresses.heading(heading.id, part.slug),
            edit_path=addresses.source(heading.at),
            write=partial(_text, index, campaign, heading, like if head else (), head, part, listed, ending),
            shows=told.digest(
                told.given(in_heading(heading.id), (row.given for row in rows)),
                heading.id,
                head,
                [(year, one.id) for year, one in like] if head else [],
                listed,
                ending,
                (part.continues, part.goes_on),
                [(row.material.id, row.number) for row in rows],
            ),  # fmt: skip
        )


def _text(
    index: Index,
    campaign: Campaign,
    heading: CanonicalHeading,
    like: tuple[tuple[int, CanonicalHeading], ...],
    head: HeadingView | None,
    listed_part: ListPart[RosterRow],
    listed: list[tuple[str, int, str, bool]],
    ending: Mapping[str, tuple[Without, ...]],
) -> str:
    part = listed_part.shown(partial(heading_entry, index))
    return render(
        "heading.html.jinja",
        addresses.heading(heading.id, part.slug),
        a=addresses,
        heading=heading,
        steps=(
            (f"{campaign.year} {short(campaign)}“{campaign.label}”", addresses.campaign(campaign.id)),
            (f"第{counting(heading.number)}方面", addresses.HEADINGS),
        ),
        head=head,
        like=like,
        part=part,
        parts=listed,
        ending=ending,
        inferred=any(row.brief and inferred(row.brief.notes) for group in part.groups for row in group.rows),
        post=index.post,
        unit_page=addresses.unit,
        brief=entries.brief_entry,
    ).text
