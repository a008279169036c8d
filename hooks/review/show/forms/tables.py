"""What a screen reader says of a table: what it lists, and of each cell, whose row it stands in.

Markdown knows neither captions nor heads of rows. So one step gives them to the tables of all pages that the library
makes; tables of documents, which stand in a box of their own (`.table`), it leaves: what their first column is,
nobody knows.
"""

from __future__ import annotations

import re

_DOCUMENT = re.compile(r"<div class=\"table\">\s*\Z")
_LABEL = re.compile(r" aria-label=\"([^\"]*)\"[^<>]*>\s*\Z")
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_HEAD = re.compile(r"<th\b")
_ROW = re.compile(r"(<tr>\s*)<td([^>]*)>(?!</td>)(.*?)</td>", re.DOTALL)
_TAGS = re.compile(r"<[^<>]*>")


def headed(html: str) -> str:
    """A page's HTML whose tables have captions, and heads of columns and rows.

    A caption is the name of the box around the table, or else the words of the heading it stands under.
    """
    before, *rest = html.split("<table>")
    made, heading = [before], ""
    for text in rest:
        found = _HEADING.findall(before)
        heading = found[-1] if found else heading
        made.append(f"<table>{text}" if _DOCUMENT.search(before) else _headed(text, before, heading))
        before = text
    return "".join(made)


def _headed(text: str, before: str, heading: str) -> str:
    """A table, from behind its tag on and with what follows it."""
    label = _LABEL.search(before)
    caption = label[1] if label else _TAGS.sub("", heading).strip()
    table, end, after = text.partition("</table>")
    head, body, rows = table.partition("<tbody>")
    head = _HEAD.sub('<th scope="col"', head)
    rows = _ROW.sub(r'\1<th scope="row"\2>\3</th>', rows)
    return f'<table><caption class="vh">{caption}</caption>{head}{body}{rows}{end}{after}'
