"""The ledger's pages (整改台账): every measure that has an owner and a date, by status, the overdue first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Library, Page
from review.show import addresses
from review.show.forms.entries import reference
from review.show.forms.markdown import render
from review.show.views.figures import pager
from review.show.views.ledger import ledger
from review.show.views.names import LISTED, excerpt


def pages(library: Library) -> Iterator[Page]:
    """The ledger's pages."""
    view = ledger(library)
    for part in view.parts:
        listed = pager(view.parts, part, addresses.ledger)
        yield render(
            "ledger.md.jinja",
            addresses.ledger(part.slug),
            a=addresses,
            excerpt=partial(excerpt, length=LISTED),
            inferred=any(link.inferred for group in part.groups for row in group.rows for link in row.targets),
            part=part,
            parts=listed,
            reference=reference,
            view=view,
        )
