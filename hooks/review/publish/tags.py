"""What the tags of built pages say: where they lead, what they are called, and what they may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from review.check.private.screen import is_suspicious
from review.publish.html import TAG, Unsure, attributes, parting
from review.publish.leaks import DRAWN, Leak, in_address, unquoted

FORBIDDEN_TAGS = {"base", "iframe", "frame", "object", "embed", "applet", "bdo", "ruby", "rt", "rp"}
"""What fetches or runs, and what is read in another order than it is written: letters above letters part a number."""
FETCHED = {"src", "poster", "data"}
_LINK = re.compile(r'a href="((?!//)[^"&:\[\\\s]*)"(?: class="[^"&]*")?')
"""Most tags that are not on every page."""


class Said(NamedTuple):
    """What tags say, in their order."""

    links: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    leaks: tuple[Leak, ...] = ()
    scripts: tuple[tuple[str, str], ...] = ()
    """The hash and the beginning of each that runs."""


_NOTHING = Said()


class Tags:
    """What was read of tags, which are written without `<` and `>`."""

    def __init__(self, known: dict[str, str]) -> None:
        self.parting = known
        """How each parts the texts around it."""
        self.said: dict[str, Said] = {}
        """Of those that say anything."""
        self.decoded: dict[str, str] = {}
        """Addresses as people read them, without percent signs."""

    def learn(self, tags: list[str]) -> None:
        """Read those that are not known. Raises Unsure for what may be a tag, but none we know."""
        links: dict[str, str] = {}
        for tag in set(tags).difference(self.parting):
            if found := _LINK.fullmatch(tag):
                links[tag] = found[1]
            else:
                self._learn(tag)
        closely = is_suspicious("|".join(map(self._read, links.values())))
        start = parting("a")
        for tag, link in links.items():
            self.parting[tag] = start
            self.said[tag] = _given("a", {"href": link}) if closely else Said((link,))

    def _read(self, link: str) -> str:
        if "%" not in link:
            return link
        path, _, anchor = link.partition("#")
        if path not in self.decoded:
            self.decoded[path] = unquoted(path)
        return f"{self.decoded[path]}#{unquoted(anchor)}"

    def _learn(self, tag: str) -> None:
        if whole := TAG.fullmatch(f"<{tag}>"):
            parted = parting(whole[1] + whole[2].lower())
            said = _NOTHING if whole[1] else _given(whole[2], attributes(whole[3]))
        elif tag[:1] in ("!", "?"):
            parted, said = "", Said(leaks=tuple(in_address(tag, "注释里")))
        else:
            raise Unsure
        self.parting[tag] = parted
        if said != _NOTHING:
            self.said[tag] = said


def _given(name: str, attributes: dict[str, str]) -> Said:
    """What a tag with these attributes says."""
    ids = tuple(value for key, value in attributes.items() if key == "id" or key == "name" and name == "a")
    leaks = (
        leak
        for key, value in attributes.items()
        if key not in DRAWN and (len(value) > 10 or "密" in value)
        for leak in in_address(value, f"属性 {key}= 里")
    )
    links = [link for key, value in attributes.items() for link in _links(name, key, value)]
    out = (link for link, fetched in links if (there := scheme(link)) and (fetched or there not in _FOR_PEOPLE))
    wrong = (*_forbidden(name, attributes), *(f"不允许指向站外或脚本：{link}" for link in out))
    return Said(tuple(link for link, _ in links if not scheme(link)), ids, wrong, tuple(leaks))


_FOR_PEOPLE = ("http", "https", "mailto")


def _forbidden(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if name.lower() in FORBIDDEN_TAGS or name == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield f"不允许的元素 <{name}>"
    if name != "script" and name.lower() == "script":
        yield f"不允许的元素 <{name}>，应写作 <script>"
    for key, value in attributes.items():
        if key.startswith("on") or key == "style" or key == "dir" and value.lower() == "rtl":
            yield f"不允许的属性 {key}=（在 <{name}> 中）"


def _links(name: str, key: str, value: str) -> Iterator[tuple[str, bool]]:
    """The links in an attribute, and whether what they lead to is fetched without being asked for."""
    if key in ("href", "action", "formaction"):
        yield value, name == "link"
    elif key == "srcset":
        yield from ((part.split()[0], True) for part in value.split(",") if part.strip())
    elif key in FETCHED:
        yield value, True


def scheme(link: str) -> str:
    """The scheme of a link that leads out of the site, `//` without one, `?` where it cannot be told."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "?"
    return parts.scheme or "//" * bool(parts.netloc)
