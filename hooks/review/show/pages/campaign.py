"""A campaign's page: the matrix of units × headings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Library, Page
from review.show import addresses
from review.show.forms.markdown import render
from review.show.views import tally
from review.show.views.campaign import campaign_view
from review.show.views.changes import changed
from review.show.views.figures import UNITS_BY_HEADINGS, pager
from review.show.views.heading import places
from review.show.views.names import numeral


def pages(library: Library) -> Iterator[Page]:
    """The pages of every campaign of the vocabulary."""
    recurrences, at = tally.recurrences(library), places(library)
    fed = {material.campaign for material in changed(library)}
    for campaign in library.vocabulary.campaigns:
        view = campaign_view(library, campaign, recurrences, at)
        for part in view.parts:
            yield render(
                "campaign.md.jinja",
                addresses.campaign(campaign.id, part.slug),
                edit_path=addresses.source(campaign.at),
                a=addresses,
                by=UNITS_BY_HEADINGS,
                feed=campaign.id in fed,
                numeral=numeral,
                part=part,
                parts=pager(view.parts, part, partial(addresses.campaign, campaign.id)),
                view=view,
            )
