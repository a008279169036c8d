"""What the generator asks of a page that is HTML already: its anchors, and the headings that its contents list."""

from __future__ import annotations

import re
from typing import TypedDict

_ANCHOR = re.compile(r' id="([^"]*)"')
_HEADING = re.compile(r'<h([23]) id="([^"]*)"([^<>]*)>(.*?)</h\1>', re.DOTALL)
_LABEL = re.compile(r' data-toc-label="([^"]*)"')
_TAG = re.compile(r"<[^<>]*>")

Heading = TypedDict(
    "Heading",
    {"level": int, "id": str, "name": str, "html": str, "data-toc-label": str, "children": "list[Heading]"},
)
"""A heading as Python-Markdown's toc extension gives it."""


def anchor_ids(html: str) -> set[str]:
    """The ids that a link to this page may end in."""
    return set(_ANCHOR.findall(html))


def headings(html: str) -> tuple[str, list[Heading]]:
    """The page without the short names of its headings (`data-toc-label`), and its headings of the second level, those
    of the third below them."""
    found: list[Heading] = []

    def note(heading: re.Match[str]) -> str:
        level, id, rest, words = heading.groups()
        label = _LABEL.search(rest)
        name = label[1] if label else _TAG.sub("", words).strip()
        one: Heading = {
            "level": int(level), "id": id, "name": name, "html": name, "data-toc-label": "", "children": [],
        }  # fmt: skip
        (found[-1]["children"] if level == "3" and found else found).append(one)
        return f'<h{level} id="{id}"{_LABEL.sub("", rest)}>{words}</h{level}>'

    return _HEADING.sub(note, html), found
