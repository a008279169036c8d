"""Reading built HTML: cut into rows and these before every tag into pieces, of which most stand on many pages.

A scan and no parser, because a parser of the standard library needs fifty times as long (10 ms a page) and what is
read was written by the generator and sanitised: attributes are quoted, tags are closed. Every scan is linear, whatever
the page holds.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

TAG = re.compile(r"(/?)([a-zA-Z][^\s/>]*+)((?:[^\"'>]|\"[^\"]*\"|'[^']*')*+)>")
ATTRIBUTE = re.compile(r"([^\s=\"'/<>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_PIECE = re.compile(r"<(?:/?[a-zA-Z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*+>)?[^<]*|[^<]+")
_DATA = ("application/json", "application/ld+json", "text/plain")

JOINED = {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins"}
JOINED |= {"kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"}
JOINED |= {"u", "var", "wbr"}
"""Elements that do not part the text before them from that behind them."""
CELLS = {"td", "th"}


def bare(page: str) -> str:
    """The page without comments and the text of scripts."""
    return _without(_without(page, "<script", "</script", inside=True), "<!--", "-->")


def rows(page: str) -> list[str]:
    """A bare page cut before every tag that begins a line, without `\\n<` between."""
    return page.split("\n<")


def pieces(row: str) -> list[str]:
    """A row cut before every tag, without `<`, the end of its line put back."""
    return f"{row}\n".split("<")


def whole_pieces(page: str) -> list[str]:
    """The pieces of a bare page where quoted values hold `<`."""
    return [piece.removeprefix("<") for piece in _PIECE.findall(page)]


def _without(page: str, start: str, end: str, inside: bool = False) -> str:
    """The page without what stands from each `start` to the next `end`; `inside`: but for the two tags."""
    kept, at = [], 0
    while (first := page.find(start, at)) >= 0 and (last := page.find(end, first + len(start))) >= 0:
        begin = (page.find(">", first) + 1 or last) if inside else first
        kept.append(page[at : min(begin, last)])
        at = last if inside else last + len(end)
    return "".join((*kept, page[at:])) if kept else page


def attributes(inside: str) -> dict[str, str]:
    """Attributes by name in lower case, values unescaped, from what stands behind a tag's name."""
    found = ATTRIBUTE.findall(inside)
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in found}


def scripts(page: str) -> Iterator[tuple[dict[str, str], str]]:
    """The attributes and the text of each script."""
    at = 0
    while (first := page.find("<script", at)) >= 0 and (at := page.find("</script", first)) >= 0:
        start, _, text = page[first + 7 : at].partition(">")
        yield attributes(start), text


def inline_scripts(page: str) -> Iterator[str]:
    """The text of each script that runs and has no src."""
    return (text for given, text in scripts(page) if "src" not in given and given.get("type") not in _DATA)


def data_scripts(page: str) -> Iterator[str]:
    """The text of each script that holds data and does not run."""
    return (text for given, text in scripts(page) if given.get("type") in _DATA)


@lru_cache(maxsize=256)
def script_hash(script: str) -> str:
    """A script's source expression for script-src (CSP Level 3: base64 of SHA-256 of its UTF-8 bytes)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


_END, _START = "\x01", "\x02"
"""Where a link ends right before a tag, and where one starts."""


def shown(name: str, text: str) -> str:
    """What a reader sees of the text behind a tag, `/a` for an end; before that, how the tag parts it from what was."""
    if "&" in text:
        text = html.unescape(text)
    if _START in text:
        text = text.replace(_START, "")
    if text.isspace():
        text = " "
    bare = name.removeprefix("/")
    if bare in JOINED:
        if bare != "a":
            return text
        return f"{_START}{text}" if name == "a" else text if text.strip() else f"{_END}{text}"
    return f"|{text}" if bare in CELLS else f"\n- {text}" if name == "li" else f"\n{text}"


def joined(parts: Iterable[str]) -> str:
    """What is shown of a page, from that of its parts; links that stand side by side are figures of their own."""
    text = "".join(parts).replace(f"{_END}{_START}", "|").replace(f"{_END} {_START}", "|")
    return text.replace(_START, "").replace(_END, "")
