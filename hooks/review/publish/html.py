"""Reading built HTML: cut into rows and these at their tags, of which most stand on many pages.

A scan and no parser, because a parser of the standard library needs fifty times as long (10 ms a page). It takes only
tags that every reader of HTML takes alike, which all are that the generator and the sanitiser write. Every scan is
linear, whatever the page holds.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator

from review.check.private.screen import ROW

_NAME = r"[a-zA-Z][^\s/<>\"'=]*+"
_INSIDE = r"""(?:[\s/]++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?+)*+[\s/]*+"""
TAG = re.compile(f"<(/?)({_NAME})({_INSIDE})>")
"""A tag that leaves no doubt of where it ends."""
ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_CLOSELY = re.compile(f"<(/?{_NAME}{_INSIDE}|[!?][^>]*+)>")
_OPENING = re.compile(r"<[a-zA-Z/].{0,40}")
BETWEEN = f"{ROW}<{ROW}>".encode()
"""Stands between rows that are cut at once, as a text and a tag that no page can hold."""
_NOT_DOUBTFUL = bytes({*range(256)} - {*b"<>\0\1\2", *range(0xF0, 0x100)})
_INDENTED = re.compile(rb"\n *+<")
_DATA = ("application/json", "application/ld+json", "text/plain")

JOINED = {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins"}
JOINED |= {"kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "time", "tt"}
JOINED |= {"u", "var", "wbr"}
"""Elements that do not part the text before them from that behind them."""
CELLS = {"td", "th"}
RAISED = {"sub", "sup"}
"""What they hold is read as a figure of its own: a note's number behind a telephone's."""
_END, _START = "\1", "\2"
"""Where a link ends and where one starts: taken out of a page's own texts, where nobody sees them."""
LINKS = re.compile(f"{_END} ?{_START}")
"""Between links with nothing between them."""


def without_scripts(page: bytes) -> tuple[bytes, list[tuple[bytes, bytes]], bytes]:
    """The page without comments and the text of scripts; the attributes and the text of each script; the comments."""
    kept, scripts, at = [], [], 0
    while (first := page.find(b"<script", at)) >= 0 and (end := page.find(b"</script", first)) >= 0:
        start, closed, text = page[first + 7 : end].partition(b">")
        scripts.append((start, text))
        kept.append(page[at : first + 7] + start + closed)
        at = end
    rest = b"".join((*kept, page[at:])) if kept else page
    left, comments = _without_comments(rest) if b"<!--" in rest else (rest, b"")
    return left, scripts, comments


def _without_comments(page: bytes) -> tuple[bytes, bytes]:
    kept, comments, at = [], [], 0
    while (first := page.find(b"<!--", at)) >= 0 and (end := page.find(b"-->", first + 4)) >= 0:
        kept.append(page[at:first])
        comments.append(page[first + 4 : end])
        at = end + 3
    return b"".join((*kept, page[at:])), b"|".join(comments)


class Unsure(Exception):
    """Rows may be cut wrong: a value of theirs holds `<` or `>`, or a text does."""


def tag_rows(page: bytes) -> list[bytes]:
    """A page cut before every tag that begins a line, without `\n<` between. Raises Unsure.

    The head, whose title is every page's own, is cut also before those that are indented.
    """
    first, *parts = page.split(b"\n<")
    if start := first.lstrip():
        if start[:1] != b"<":
            raise Unsure
        parts.insert(0, start[1:])
    return [row for part in parts[:2] for row in _INDENTED.split(part)] + parts[2:]


def cut_rows(bared: bytes, count: int) -> list[str]:
    """Texts and tags in turn of so many bare rows with `BETWEEN` between them; tags without `<` and `>`.

    Raises Unsure, also where rows hold characters that we part rows and links with, or any above U+FFFF.
    """
    if bared.translate(None, _NOT_DOUBTFUL).replace(b"<>", b"") != BETWEEN * (count - 1):
        raise Unsure
    return bared.decode().replace("<", ">").split(">")


def cut_closely(page: bytes) -> tuple[list[str], list[str]]:
    """The same of a whole bare page, whatever its values and texts hold; and what may be a tag, but none we know."""
    parts = _CLOSELY.split(page.decode())
    return parts, _OPENING.findall("\n".join(parts[::2]))


def attributes(inside: str) -> dict[str, str]:
    """Attributes by name in lower case, values unescaped, from what stands behind a tag's name."""
    found = ATTRIBUTE.findall(inside)
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in found}


def is_inline(start: str) -> bool:
    """Whether a script with these attributes runs and has no src."""
    given = attributes(start)
    return "src" not in given and given.get("type") not in _DATA


def holds_data(start: str) -> bool:
    """Whether a script with these attributes holds data and does not run."""
    return attributes(start).get("type") in _DATA


def inline_scripts(page: bytes) -> Iterator[bytes]:
    """The text of each script that runs and has no src."""
    return (text for start, text in without_scripts(page)[1] if is_inline(start.decode()))


def script_hash(script: bytes) -> str:
    """A script's source expression for script-src (CSP Level 3: base64 of SHA-256 of its UTF-8 bytes)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode()


def parting(name: str) -> str:
    """How a tag, `/a` for an end, parts the text before it from that behind."""
    alone = name.removeprefix("/")
    if alone in JOINED:
        return (_END if name == "/a" else _START) if alone == "a" else ""
    if alone in RAISED:
        return " "
    return "|" if alone in CELLS else "\n- " if name == "li" else "\n"


def joined(text: str) -> str:
    """What is shown of a page, from its texts and partings; links side by side are figures of their own."""
    return LINKS.sub("|", text).replace(_START, "").replace(_END, "")
