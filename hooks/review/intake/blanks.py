"""A template that is not filled in yet: what its items say is placeholders for a good part."""

from __future__ import annotations

from review.model import Document
from review.read.text.placeholders import placeholders

SHARE = 0.3
"""Of the characters of all items, from which on a text waits for its writer; masked names take 5 % at most."""
ENOUGH = 60
"""Characters of items; of less nothing can be said."""


def unfilled(document: Document) -> str:
    """What is still to be written of a document, in Chinese; empty where it is filled in."""
    items = [item.text for item in (*document.problems, *document.causes, *document.measures)]
    found = [sum(len(blank) for _, blank in placeholders(text)) for text in items]
    size = sum(map(len, items))
    if size < ENOUGH or sum(found) < size * SHARE:
        return ""
    named = next(text for text, blanks in zip(items, found, strict=True) if blanks)
    return f"像是没有填好的模板：{len(items)} 条里 {sum(map(bool, found))} 条有占位符，如“{named[:16]}”"
