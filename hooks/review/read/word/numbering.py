"""Automatic numbering: the ordinals that Word shows and does not store (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from review.read.word.formats import custom, written
from review.read.word.names import W, number, switch, val
from review.read.word.styles import Styles

LEVELS = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """One level of a numbering scheme."""

    start: int
    format: str
    text: str
    """The pattern: %1、 or （%2） or %1.%2."""
    suffix: str
    restart: int | None
    """Restart after this level (from 1) was used; 0 never, None after any higher level."""
    legal: bool
    """Numbers of higher levels in figures too."""
    style: str | None
    pattern: str = ""
    """How a format of the document's own writes the first number: 001."""


class Numbering:
    """The numbering of one document, asked for each numbered paragraph in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        root = etree.Element("none") if root is None else root
        self._abstract = {e.get(W + "abstractNumId"): e for e in root.iterfind(W + "abstractNum")}
        self._nums = {e.get(W + "numId"): e for e in root.iterfind(W + "num")}
        self._levels: dict[int, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[int, int]] = set()
        self._listed: dict[str, dict[int, Level]] = {}

    def marker(self, properties: etree._Element | None, style: str | None) -> str | None:
        """The ordinal of a paragraph with these properties and style, with its gap; None when it has none.

        A bullet is "- ", indented by its level. Counts: call it once for each paragraph, in document order.
        """
        num, level = self._place(properties, style)
        levels = self._of(num) if num else {}
        if num is None or level not in levels:
            return None
        counts = self._count(num, level, levels)
        here = levels[level]
        if here.format == "bullet":
            return "  " * level + "- "
        shown = self._shown(here, levels, counts)
        gap = " " if here.suffix != "nothing" and shown[-1:].isalnum() else ""
        return shown + gap if shown.strip() else None

    def level(self, properties: etree._Element | None, style: str | None) -> int | None:
        """The level, from 0, of a paragraph's automatic number; None where it has none."""
        num, level = self._place(properties, style)
        return level if num and level in self._of(num) else None

    def _place(self, properties: etree._Element | None, style: str | None) -> tuple[int | None, int]:
        stated = None if properties is None else properties.find(W + "numPr")
        num, level = number(stated, "numId"), number(stated, "ilvl")
        if num is None or (level is None and num):
            by_style, its_level, owner = self._styles.numbering(style)
            if num is None:
                num = by_style
            if level is None:
                linked = (i for i, one in self._of(num or 0).items() if one.style in (owner, style) and one.style)
                level = its_level if its_level is not None else next(linked, 0)
        return num, level or 0

    def _of(self, num: int) -> dict[int, Level]:
        if num not in self._levels:
            self._levels[num] = self._read(num)
        return self._levels[num]

    def _read(self, num: int) -> dict[int, Level]:
        stated = self._nums.get(str(num))
        abstract = self._abstract.get(self._key(num))
        if stated is None or abstract is None:
            return {}
        found = {number_of(e): level(e) for e in abstract.findall(W + "lvl")}
        for override in stated.findall(W + "lvlOverride"):
            replaced = override.find(W + "lvl")
            at, start = number_of(override), number(override, "startOverride")
            if replaced is not None:
                found[at] = level(replaced)
            if start is not None and at in found:
                found[at] = replace(found[at], start=max(0, start))
        return {i: one for i, one in found.items() if 0 <= i < LEVELS}

    def _key(self, num: int) -> str:
        """The id of the scheme that holds the levels; a scheme may only name a list style that has them."""
        for _ in range(LEVELS):
            key = val(self._nums.get(str(num)), "abstractNumId") or ""
            link = val(self._abstract.get(key), "numStyleLink")
            linked = self._styles.numbering(link)[0] if link else None
            if linked is None or linked == num:
                return key
            num = linked
        return ""

    def _count(self, num: int, level: int, levels: dict[int, Level]) -> dict[int, int]:
        counts = self._counts.setdefault(self._key(num), {})
        start = self._start_override(num, level)
        if start is not None and (num, level) not in self._overridden:
            self._overridden.add((num, level))
            counts[level] = start
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [i for i in counts if i > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > level:
                del counts[deeper]
        return counts

    def _start_override(self, num: int, level: int) -> int | None:
        for override in self._nums[str(num)].findall(W + "lvlOverride"):
            if number_of(override) == level:
                return number(override, "startOverride")
        return None

    def _number(self, level: int, here: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        if level not in levels:
            return ""
        count, said = counts.get(level, levels[level].start), levels[level]
        return custom(count, said.pattern) if said.pattern else written(count, "decimal" if here.legal else said.format)

    def listed(self, name: str, level: int, start: int | None) -> str:
        """The number that a LISTNUM field shows: of the list called `name`, on `level` from 0, counted on.

        `start` sets the count anew. Lists of the document are found by the name of their scheme.
        """
        levels = self._listed.setdefault(name.lower(), self._named(name))
        if level not in levels:
            return ""
        counts = self._counts.setdefault(f"\0{name.lower()}", {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1 if start is None else start
        for deeper in [i for i in counts if i > level]:
            del counts[deeper]
        return self._shown(levels[level], levels, counts)

    def _named(self, name: str) -> dict[int, Level]:
        for abstract in self._abstract.values():
            if (val(abstract, "name") or "").lower() == name.lower():
                return {number_of(e): level(e) for e in abstract.findall(W + "lvl")}
        return LISTS.get(name.lower(), LISTS["numberdefault"])

    def _shown(self, here: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        return re.sub("%([1-9])", lambda m: self._number(int(m[1]) - 1, here, levels, counts), here.text)


def number_of(element: etree._Element) -> int:
    """Which level a `w:lvl` or an override of one is, from 0; -1 where it does not say."""
    text = element.get(W + "ilvl", "")
    return int(text) if text.isdecimal() else -1


def level(element: etree._Element) -> Level:
    """The level that a `w:lvl` element describes."""
    return Level(
        start=max(0, number(element, "start", 0) or 0),
        format=val(element, "numFmt", "decimal") or "decimal",
        text=val(element, "lvlText", "") or "",
        suffix=val(element, "suff", "tab") or "tab",
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        style=val(element, "pStyle"),
        pattern=_pattern(element),
    )


def _pattern(element: etree._Element) -> str:
    stated = element.find(W + "numFmt")
    return stated.get(W + "format", "") if stated is not None and stated.get(W + "val") == "custom" else ""


def _list(*levels: tuple[str, str]) -> dict[int, Level]:
    return {i: Level(start=1, format=format, text=text, suffix="nothing", restart=None, legal=False, style=None)
            for i, (format, text) in enumerate(levels)}


LISTS = {
    "numberdefault": _list(
        ("decimal", "%1)"), ("lowerLetter", "%2)"), ("lowerRoman", "%3)"), ("decimal", "(%4)"), ("lowerLetter", "(%5)"),
        ("lowerRoman", "(%6)"), ("decimal", "%7."), ("lowerLetter", "%8."), ("lowerRoman", "%9.")),
    "outlinedefault": _list(
        ("upperRoman", "%1."), ("upperLetter", "%2."), ("decimal", "%3."), ("lowerLetter", "%4)"), ("decimal", "(%5)"),
        ("lowerLetter", "(%6)"), ("lowerRoman", "(%7)"), ("lowerLetter", "(%8)"), ("lowerRoman", "(%9)")),
    "legaldefault": _list(*(("decimal", ".".join(f"%{i}" for i in range(1, n + 1)) + ".") for n in range(1, 10))),
}
"""The lists that every document has for its LISTNUM fields."""
