"""The Atom feeds (RFC 4287): all that is new, the ledger's progress, and what is new of each unit and campaign.

What they tell of a change is what its page tells without the words that changed.
"""

from __future__ import annotations

import datetime
import hashlib
import posixpath
from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from review.model import Library
from review.relate.as_of import CHINA
from review.show import addresses
from review.show.views.changes import WORDS, News, news

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50
"""The newest of a feed."""
LIBRARY = "对照检查材料库"


def feed_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of each feed; the two of the whole library are there even without an entry."""
    found = news(library)
    yield _feed(library, addresses.feed(), f"{LIBRARY}更新", found)
    yield _feed(library, addresses.feed("ledger"), f"{LIBRARY}整改台账", [n for n in found if n.kind == "整改"])
    for unit in library.vocabulary.units:
        if of_unit := [one for one in found if one.unit == unit.id]:
            yield _feed(library, addresses.feed(f"units/{unit.id}"), f"{unit.name}更新", of_unit)
    for campaign in library.vocabulary.campaigns:
        if of_campaign := [one for one in found if one.campaign == campaign.id]:
            yield _feed(library, addresses.feed(f"campaigns/{campaign.id}"), f"{campaign.name}更新", of_campaign)


def _feed(library: Library, path: str, title: str, found: Sequence[News]) -> tuple[str, bytes]:
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "zh"})
    shown = found[:ENTRIES]
    day = datetime.datetime.combine(library.as_of, datetime.time(), CHINA)
    _say(feed, "title", title)
    _say(feed, "id", urn(path))
    _say(feed, "updated", _time(shown[0].time) if shown else day.isoformat())
    SubElement(feed, "link", {"rel": "self", "href": posixpath.basename(path)})
    SubElement(feed, "link", {"href": _relative(path, addresses.CHANGES)})
    _say(SubElement(feed, "author"), "name", LIBRARY)
    for one in shown:
        entry = SubElement(feed, "entry")
        _say(entry, "title", f"{'逾期' if one.late else WORDS[one.kind]}：{one.title}")
        _say(entry, "id", urn(one.key))
        _say(entry, "updated", _time(one.time))
        SubElement(entry, "link", {"href": _relative(path, one.target)})
        if said := "；".join(filter(None, (one.said, one.amount))):
            _say(entry, "summary", said)
    indent(feed)
    return path, b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, "utf-8") + b"\n"


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = "".join(c for c in text if c >= " ")


def urn(name: str) -> str:
    """What names a feed or an entry for ever (RFC 4287, 4.2.6)."""
    # No UUID: cut by its dashes, one in some thousands reads as a phone number, and the gates stop the build.
    return f"urn:review:{hashlib.sha256(name.encode()).hexdigest()[:32]}"


def _time(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, CHINA).isoformat()


def _relative(path: str, target: str) -> str:
    """Feeds are read at their own address, so their links may be relative to it."""
    page, _, anchor = target.partition("#")
    folder = addresses.from_root(page)
    to = posixpath.relpath(folder or ".", posixpath.dirname(path) or ".")
    return f"{quote(to)}/{f'#{anchor}' if anchor else ''}"
