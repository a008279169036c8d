"""A campaign's page: the matrix of units × headings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Campaign, Family, Page
from review.read.text.numerals import counting
from review.show import addresses
from review.show.forms.templates import render
from review.show.views import tally
from review.show.views.campaign import averages, campaign_view, recurring
from review.show.views.changes import changed
from review.show.views.heading import places
from review.show.views.listing import pager
from review.show.views.notes import Index

LONG = 30
"""Rows from which on a matrix has its totals at its head, and a script lets groups be closed."""

AVERAGE = "average"
"""Begins the address of a matrix of problems a material."""


def families(index: Index) -> Iterator[Family]:
    """The pages of every campaign of the vocabulary."""
    told, library = index.told, index.library
    fed = {material.campaign for material in changed(library)}
    for campaign in library.vocabulary.campaigns:
        again = [(one.unit.id, one.type.id, one.years, one.latest) for one in recurring(index, campaign)]
        held = told.outlines(library.by_campaign.get(campaign.id, ()))
        shows = told.digest(campaign.id, campaign.id in fed, held, again, sorted(library.drafts))
        pages = partial(_pages, index, campaign, campaign.id in fed)
        yield Family(name=f"campaign:{campaign.id}", shows=shows, pages=pages)


def _pages(index: Index, campaign: Campaign, fed: bool) -> Iterator[Page]:
    led = places(index, campaign)
    view = campaign_view(index, campaign, led)
    several = view.materials > view.units  # else an average is what the number is
    for shown in (view, campaign_view(index, campaign, led, average=True)) if several else (view,):
        at = partial(_address, campaign, shown.average)
        for part in shown.parts:
            yield render(
                "campaign.html.jinja",
                at(part.slug),
                edit_path=addresses.source(campaign.at),
                a=addresses,
                by=shown.by,
                called=tally.materials_word(index.library),
                drafts_only=tally.DRAFTS_ONLY,
                averages=averages,
                feed=fed,
                long=sum(len(group.rows) for group in part.groups) > LONG,
                numeral=counting,
                other=_address(campaign, not shown.average, part.slug) if several else "",
                part=part,
                parts=pager(shown.parts, part, at),
                said=_average if shown.average else _count,
                view=shown,
            )


def _address(campaign: Campaign, average: bool, slug: str) -> str:
    return addresses.campaign(campaign.id, "-".join(filter(None, (AVERAGE * average, slug))))


def _count(count: int, materials: int) -> str:
    return str(count)


def _average(count: int, materials: int) -> str:
    return f"{count / materials:.1f}" if count else "0"
