"""Links that the text of a cause or measure states itself: 针对“走访群众不细致”的问题, 针对第二个方面."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from review.model import Item
from review.relate.words import plain

ALIKE = 0.7
"""A quoted problem must share so many of its pairs of characters with the opening that it names."""
DIGITS = "零一二三四五六七八九十"

_CITES = re.compile(
    r"针对(?:在)?[“‘\"]?([^”’\"。；\n]{3,40}?)[”’\"]?(?:方面)?(?:的|等|这一|这个|存在的?)*(?:问题|不足|情况|现象)"
    r"|([^。；\n]{4,40}?)的(?:主要)?(?:原因|根源)(?:是|在于)"
)
_COUNTS = re.compile(r"针对(?:问题)?第?([一二三四五六七八九十]{1,2}|\d{1,2})(?:个|条|项)?(方面|问题)")


def stated_problems(
    item: Item, problems: Sequence[Item], headings: Mapping[str, int | None]
) -> list[str]:
    """The ids of the problems that a cause or measure names, by their words or by their heading's number.

    `headings` gives the number of each problem's heading by problem id.
    """
    text = item.text
    if "针对" not in text and "原因" not in text and "根源" not in text:
        return []
    named = [name for found in _CITES.finditer(text) for name in found.groups() if name]
    numbers = {_number(n) for n, what in _COUNTS.findall(text) if what == "方面"}
    return [
        p.id for p in problems
        if headings.get(p.id) in numbers or any(_names(name, p.opening) for name in named)
    ]


def _names(name: str, opening: str) -> bool:
    """Whether `name` is this opening, or most of it."""
    name, opening = plain(name), plain(opening)
    if name in opening or opening in name:
        return min(len(name), len(opening)) >= 4
    mine, its = _pairs(name), _pairs(opening)
    return bool(mine) and len(mine & its) >= ALIKE * min(len(mine), len(its)) and len(mine & its) > 2


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in zip(text, text[1:], strict=False)}


def _number(text: str) -> int:
    """一 to 十九, or figures."""
    if text.isdecimal():
        return int(text)
    tens, mark, ones = text.rpartition("十")
    return (DIGITS.index(tens or "一") * 10 if mark else 0) + (DIGITS.index(ones) if ones else 0)
