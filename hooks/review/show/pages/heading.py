"""A prescribed heading's page: every problem under it, by unit in the roster's order."""

from __future__ import annotations

from collections.abc import Iterator

from review.model import Campaign, CanonicalHeading, Material, Page
from review.show import addresses
from review.show.forms import entries
from review.show.forms.markdown import render
from review.show.views.heading import heading_view, materials_by_heading
from review.show.views.names import numeral, short
from review.show.views.notes import Index, inferred


def pages(index: Index) -> Iterator[Page]:
    """A page for each heading of each campaign; a long one in parts."""
    held = materials_by_heading(index.library)
    for campaign in index.library.vocabulary.campaigns:
        for heading in campaign.headings:
            yield from _pages(index, campaign, heading, held.get(heading.id, []))


def _pages(
    index: Index, campaign: Campaign, heading: CanonicalHeading, held: list[tuple[Material, str]]
) -> Iterator[Page]:
    view = heading_view(index, heading.id, held)
    for part in view.parts:
        yield render(
            "heading.md.jinja",
            addresses.heading(heading.id, part.slug),
            heading=heading,
            steps=(
                (f"{campaign.year} {short(campaign)}“{campaign.label}”", addresses.campaign(campaign.id)),
                (f"第{numeral(heading.number)}方面", addresses.HEADINGS),
            ),
            facts=view.facts,
            bars=view.bars,
            part=part,
            parts=[(p.label, p.count, addresses.heading(heading.id, p.slug), p is part) for p in view.parts],
            inferred=any(row.brief and inferred(row.brief.notes) for group in part.groups for row in group.rows),
            post=index.post,
            unit_page=addresses.unit,
            brief=entries.brief,
        )
