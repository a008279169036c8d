"""The page at an old address: it says where the page is now. A link and no redirect, so nothing happens by itself."""

from __future__ import annotations

from review.model import Page
from review.show.forms.templates import render


def page(src_uri: str, address: str, target: str) -> Page:
    """The signpost `src_uri` to the page `target`, both sources; `address` is how it is called."""
    return render("signpost.html.jinja", src_uri, address=address, target=target)
