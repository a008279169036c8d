"""The last hand on rendered HTML: only what a page of words is made of remains, whoever wrote it."""

from __future__ import annotations

import nh3

BLOCKS = {"blockquote", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "hr", "li", "ol", "p", "pre"}
HEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "nav", "summary"}
INLINE = {"a", "abbr", "b", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "span", "strong", "sub", "sup"}
INLINE |= {"time", "ul", "wbr", "noscript"}
TABLES = {"caption", "colgroup", "col", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
EVERYWHERE = {"aria-describedby", "aria-hidden", "aria-label", "aria-labelledby", "aria-live", "class", "hidden", "id"}
EVERYWHERE |= {"lang", "role", "tabindex", "title"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href", "download"},
    "img": {"src", "alt", "width", "height", "loading"},
    "time": {"datetime"},
    "details": {"open"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "ol": {"start"},
}
RESERVED = ("__", "md-")
"""The theme finds its own elements by these ids and classes: a page's `__config` would be loaded as its settings."""


def own_names(tag: str, attribute: str, value: str) -> str | None:
    """Drop ids that belong to the theme, and those of its classes that a page names."""
    if attribute == "id":
        return None if value.startswith(RESERVED) else value
    if attribute == "class" and "md-" in value:
        return " ".join(name for name in value.split() if not name.startswith(RESERVED))
    return value


CLEANER = nh3.Cleaner(
    tags=BLOCKS | HEADS | INLINE | TABLES,
    attributes=ATTRIBUTES,
    attribute_filter=own_names,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    generic_attribute_prefixes={"data-toc-"},
)


def sanitise(html: str) -> str:
    """A page's rendered HTML without scripts, styles, events, frames, forms, and names the theme keeps for itself.

    For pages that people write. Those of ours hold text escaped, and the gates stop a build that has more.
    """
    return CLEANER.clean(html)
