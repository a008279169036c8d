"""What the tags of built pages say: where they lead, what they are called, and what they may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple
from urllib.parse import urlsplit

from review.check.private.screen import ROW, is_suspicious
from review.publish.html import TAG, Unsure, attributes, parting
from review.publish.leaks import DRAWN, Leak, in_address, unquoted

FORBIDDEN_TAGS = {"base", "iframe", "frame", "object", "embed", "applet", "bdo", "ruby", "rt", "rp"}
"""What fetches or runs, and what is read in another order than it is written: letters above letters part a number."""
FETCHED = {"src", "poster", "data"}
_LEADING = {"href", "action", "formaction", "srcset", *FETCHED}
_WITHIN = re.compile(r"(?!//)[^:\[\]\\\x00-\x20]*")
"""A link that has no scheme and no host."""
_LINKS = re.compile(
    r'^(a (?:class="[^"&\n]*" )?href="((?!//)[^"&:\[\\\s]*)"(?: class="[^"&\n]*")?)$', re.MULTILINE
)
"""Most tags that are not on every page, each on a line of its own."""


CutTag = tuple[str, dict[str, str]]
"""A tag's name, and its attributes by theirs."""


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

    def __init__(self) -> None:
        self.parting = {ROW: ROW}
        """How each parts the texts around it."""
        self.tells = {ROW: ROW}
        """What each says, with `>` behind it: where it leads; `<` and the tag, of which `said` has more; or nothing."""
        self.said: dict[str, Said] = {}
        self.decoded: dict[str, str] = {}
        """Addresses as people read them, without percent signs."""

    def telling(self, told: str) -> tuple[set[str], list[Said]]:
        """Where tags lead that say nothing else, and what the others say, from what they tell."""
        each = told.split(">")[:-1]
        others = [self.said[one[1:]] for one in each if one[:1] == "<"] if "<" in told else []
        return ({one for one in each if one[:1] != "<"} if others else {*each}), others

    def learn(self, tags: list[str]) -> None:
        """Read those that are not known. Raises Unsure for what may be a tag, but none we know."""
        fresh = set(tags).difference(self.parting)
        if not fresh:
            return
        links = dict(_LINKS.findall("\n".join(fresh)))
        others = {tag: _cut(tag) for tag in fresh - links.keys()}
        values = chain.from_iterable(given.values() for _, given in others.values())
        closely = is_suspicious("|".join((*self._read(links.values()), *map(unquoted, values))))
        self.parting.update(dict.fromkeys(links, parting("a")))
        self.tells.update(zip(links, map("%s>".__mod__, links.values()), strict=True))
        for tag, (name, given) in others.items():
            self.parting[tag] = parting(name.lower()) if name else ""
            self._tell(tag, _given(name, given))
        if closely:
            self._close(links, others)

    def _tell(self, tag: str, said: Said) -> None:
        self.tells[tag] = f"<{tag}>" if said != _NOTHING else ""
        self.said[tag] = said

    def _close(self, links: dict[str, str], others: dict[str, CutTag]) -> None:
        """Add the leaks in tags."""
        given = {tag: {"href": link} for tag, link in links.items()} | {tag: one for tag, (_, one) in others.items()}
        for tag, one in given.items():
            if leaks := tuple(_leaks(one)):
                said = Said((links[tag],)) if tag in links else self.said[tag]
                self._tell(tag, said._replace(leaks=leaks))

    def _read(self, links: Iterable[str]) -> Iterable[str]:
        """Links without percent signs."""
        return map(self._unquoted, links) if "%" in "|".join(links) else links

    def _unquoted(self, link: str) -> str:
        path, _, anchor = link.partition("#")
        if path not in self.decoded:
            self.decoded[path] = unquoted(path)
        return f"{self.decoded[path]}#{unquoted(anchor)}"


def _cut(tag: str) -> CutTag:
    """A tag's name, with `/` before that of an end, and its attributes. Raises Unsure."""
    if whole := TAG.fullmatch(f"<{tag}>"):
        return whole[1] + whole[2], attributes(whole[3]) if whole[3] and not whole[1] else {}
    if tag[:1] in ("!", "?"):
        return "", {"": tag}
    raise Unsure


def _leaks(given: dict[str, str]) -> Iterator[Leak]:
    for key, value in given.items():
        if key not in DRAWN and (len(value) > 10 or "密" in value):
            yield from in_address(value, f"属性 {key}= 里" if key else "注释里")


def _given(name: str, given: dict[str, str]) -> Said:
    """What a tag with these attributes says, but for leaks."""
    ids, links, wrong = list[str](), list[str](), [*_forbidden(name, given)]
    for key, value in given.items():
        if key == "id" or key == "name" and name == "a":
            ids.append(value)
        elif key in _LEADING:
            for link, fetched in _links(name, key, value):
                if not (there := scheme(link)):
                    links.append(link)
                elif fetched or there not in _FOR_PEOPLE:
                    wrong.append(f"不允许指向站外或脚本：{link}")
    return Said(tuple(links), tuple(ids), tuple(wrong)) if ids or links or wrong else _NOTHING


_FOR_PEOPLE = ("http", "https", "mailto")


def _forbidden(name: str, given: dict[str, str]) -> Iterator[str]:
    plain = name.lower()
    if plain in FORBIDDEN_TAGS or name == "meta" and given.get("http-equiv", "").lower() == "refresh":
        yield f"不允许的元素 <{name}>"
    if name != "script" and plain == "script":
        yield f"不允许的元素 <{name}>，应写作 <script>"
    for key, value in given.items():
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
    if _WITHIN.fullmatch(link):
        return ""
    try:
        parts = urlsplit(link)
    except ValueError:
        return "?"
    return parts.scheme or "//" * bool(parts.netloc)
