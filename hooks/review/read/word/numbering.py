"""Automatic numbering: the ordinals that Word shows and does not store (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from review.read.word.formats import written
from review.read.word.names import W, number, switch, value
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


class Numbering:
    """The numbering of one document, asked for each numbered paragraph in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract = {} if root is None else {e.get(W + "abstractNumId"): e for e in root.iter(W + "abstractNum")}
        self._nums = {} if root is None else {e.get(W + "numId"): e for e in root.iter(W + "num")}
        self._levels: dict[int, dict[int, Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._overridden: set[tuple[int, int]] = set()

    def marker(self, properties: etree._Element | None, style: str | None) -> str | None:
        """The ordinal of a paragraph with these properties and style, with its gap; None when it has none.

        A bullet is "- ", indented by its level. Counts: call it once for each paragraph, in document order.
        """
        num, level = self._place(properties, style)
        levels = self._of(num) if num else {}
        if level not in levels:
            return None
        counts = self._count(num, level, levels)
        here = levels[level]
        if here.format == "bullet":
            return "  " * level + "- "
        shown = re.sub("%([1-9])", lambda m: self._number(int(m[1]) - 1, here, levels, counts), here.text)
        gap = " " if here.suffix != "nothing" and shown[-1:].isalnum() else ""
        return shown + gap if shown.strip() else None

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
            if replaced is not None:
                found[number_of(override)] = level(replaced)
        return {i: one for i, one in found.items() if 0 <= i < LEVELS}

    def _key(self, num: int) -> str:
        """The id of the scheme that holds the levels; a scheme may only name a list style that has them."""
        for _ in range(LEVELS):
            key = value(self._nums.get(str(num)), "abstractNumId") or ""
            link = value(self._abstract.get(key), "numStyleLink")
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
        return written(counts.get(level, levels[level].start), "decimal" if here.legal else levels[level].format)


def number_of(element: etree._Element) -> int:
    """Which level a `w:lvl` or an override of one is, from 0; -1 where it does not say."""
    text = element.get(W + "ilvl", "")
    return int(text) if text.isdecimal() else -1


def level(element: etree._Element) -> Level:
    """The level that a `w:lvl` element describes."""
    return Level(
        start=max(0, number(element, "start", 0) or 0),
        format=value(element, "numFmt", "decimal") or "decimal",
        text=value(element, "lvlText", "") or "",
        suffix=value(element, "suff", "tab") or "tab",
        restart=number(element, "lvlRestart"),
        legal=bool(switch(element, "isLgl")),
        style=value(element, "pStyle"),
    )
