"""A campaign's page: the matrix of units × headings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Campaign, Family, Page
from review.read.text.numerals import counting
from review.show import addresses
from review.show.forms.markdown import render
from review.show.views.campaign import averages, campaign_view, recurring
from review.show.views.changes import changed
from review.show.views.figures import pager
from review.show.views.heading import places
from review.show.views.notes import Index

LONG = 30
"""Rows from which on a matrix has its totals at its head, and a script lets groups be closed."""


def families(index: Index) -> Iterator[Family]:
    """The pages of every campaign of the vocabulary."""
    told, library = index.told, index.library
    fed = {material.campaign for material in changed(library)}
    for campaign in library.vocabulary.campaigns:
        again = [(one.unit.id, one.type.id, one.years, one.latest.key) for one in recurring(index, campaign)]
        held = told.outlines(library.by_campaign.get(campaign.id, ()))
        shows = told.digest(campaign.id, campaign.id in fed, held, again, sorted(library.drafts))
        pages = partial(_pages, index, campaign, campaign.id in fed)
        yield Family(name=f"campaign:{campaign.id}", shows=shows, pages=pages)


def _pages(index: Index, campaign: Campaign, fed: bool) -> Iterator[Page]:
    view = campaign_view(index, campaign, places(index, campaign))
    for part in view.parts:
        yield render(
            "campaign.md.jinja",
            addresses.campaign(campaign.id, part.slug),
            edit_path=addresses.source(campaign.at),
            a=addresses,
            by=view.by,
            averages=averages,
            feed=fed,
            long=sum(len(group.rows) for group in part.groups) > LONG,
            numeral=counting,
            part=part,
            parts=pager(view.parts, part, partial(addresses.campaign, campaign.id)),
            view=view,
        )
