"""What the tags of built pages say: where they lead, what they are called, and what they may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, filterfalse
from typing import NamedTuple
from urllib.parse import urlsplit

from review.check.private.screen import APART, ROW, is_suspicious
from review.publish.html import TAG, Unsure, attributes
from review.publish.leaks import DRAWN, Leak, in_address, unquoted
from review.publish.targets import ROOT, Targets

FORBIDDEN_TAGS = {"base", "iframe", "frame", "object", "embed", "applet", "bdo", "ruby", "rt", "rp"}
"""What fetches or runs, and what is read in another order than it is written: letters above letters part a number."""
FETCHED = {"src", "poster", "data"}
_LEADING = {"href", "action", "formaction", "srcset", *FETCHED}
_WITHIN = re.compile(r"(?!//)[^:\[\]\\\x00-\x20]*")
"""A link that has no scheme and no host."""
_VALUE = r'[^"&\n]*+'
_HREF = r'(?!//)[^"&:\[\\\s]*+(?:&amp;[^"&:\[\\\s]*+)*+'
_LINKS = re.compile(
    rf'^(a (?:class="{_VALUE}" )?href="({_HREF})"(?: class="{_VALUE}")?(?: title="({_VALUE})")?'
    rf'(?: aria-label="({_VALUE})")?)$', re.MULTILINE
)  # fmt: skip
"""Most tags that are not on every page, each on a line of its own: links as the theme and our templates write them."""


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


class Tags:
    """What was read of tags, which are written without `<` and `>`."""

    def __init__(self) -> None:
        self.tells: dict[str, str | Said | None] = {ROW: None}
        """What each says: where it leads, as `Targets.told` has it, if nothing else."""
        self.targets = Targets()
        self.decoded: dict[str, str] = {}
        """Addresses as people read them, without percent signs."""

    def learn(self, tags: Iterable[str]) -> None:
        """Read those that are not known. Raises Unsure for what may be a tag, but none we know."""
        fresh = {*filterfalse(self.tells.__contains__, tags)}
        if not fresh:
            return
        found = _LINKS.findall("\n".join(fresh))
        links = {tag: link.replace("&amp;", "&") for tag, link, *_ in found}
        others = {tag: _cut(tag) for tag in fresh.difference(links)}
        labels = (label for _, _, *both in found for label in both if label)
        values = map(unquoted, chain(labels, *(given.values() for _, given in others.values())))
        closely = is_suspicious(APART.join((*self._read(links.values()), *values)))
        self.tells.update(zip(links, map(self.targets.told, links.values()), strict=True))
        self.tells.update((tag, self._given(*cut)) for tag, cut in others.items())
        if closely:
            self._close(links, others)

    def _close(self, links: dict[str, str], others: dict[str, CutTag]) -> None:
        """Add the leaks in tags."""
        given = {tag: _cut(tag)[1] for tag in links} | {tag: one for tag, (_, one) in others.items()}
        for tag, one in given.items():
            if leaks := tuple(_leaks(one)):
                told = self.tells[tag]
                said = Said((told,)) if isinstance(told, str) else told or Said()
                self.tells[tag] = said._replace(leaks=leaks)

    def _read(self, links: Iterable[str]) -> Iterable[str]:
        """Links without percent signs."""
        return map(self._unquoted, links) if "%" in "|".join(links) else links

    def _unquoted(self, link: str) -> str:
        path, _, anchor = link.partition("#")
        if path not in self.decoded:
            self.decoded[path] = unquoted(path)
        return f"{self.decoded[path]}#{unquoted(anchor)}"

    def _given(self, name: str, given: dict[str, str]) -> Said | None:
        """What a tag with these attributes says, but for leaks."""
        ids, links, wrong = list[str](), list[str](), [*_forbidden(name, given)]
        for key, value in given.items():
            if key == "id" or key == "name" and name == "a":
                ids.append(value)
            elif key in _LEADING:
                for link, fetched in _links(name, key, value):
                    if link[:1] == ROOT or not (there := scheme(link)):
                        links.append(self.targets.told(link))
                    elif fetched or there not in _FOR_PEOPLE:
                        wrong.append(f"不允许指向站外或脚本：{link}")
        return Said(tuple(links), tuple(ids), tuple(wrong)) if ids or links or wrong else None


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
