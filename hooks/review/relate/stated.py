"""Links that the text of a cause or measure states itself: 针对“走访群众不细致”的问题, 针对第二个方面."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from review.model import Item
from review.read.text.ordinals import numeral
from review.relate.words import plain

ALIKE = 0.7
"""A problem is named where so many of the name's pairs of characters stand in it."""
SHORTEST = 3
"""Shorter names say too little."""

_CITED = re.compile(
    r"针对(?:在)?([^。；\n]{2,40}?)(?:方面)?(?:存在)?(?:的|等|这一|这个|这些)*(?:问题|不足|情况|现象)"
    r"|([^。；\n]{3,40}?)的(?:主要)?(?:原因|根源)(?:是|在于)"
)
_COUNTED = re.compile(r"针对第?([一二三四五六七八九十]{1,2}|\d{1,2})个?方面")


def stated_problems(
    item: Item, problems: Sequence[Item], headings: Mapping[str, int | None]
) -> Iterator[str]:
    """The ids of the problems that a cause or measure names, by their words or by their heading's number.

    `headings` gives the number of each problem's heading by problem id.
    """
    text = item.text
    if not any(word in text for word in ("针对", "的原因", "的根源", "主要原因", "主要根源")):
        return
    for number in map(numeral, _COUNTED.findall(text)):
        yield from (problem.id for problem in problems if headings.get(problem.id) == number)
    for found in _CITED.finditer(text):
        yield from _named(plain(found[1] or found[2]), problems)


def _named(name: str, problems: Sequence[Item]) -> list[str]:
    """The problems whose opening is `name`, or else the one whose whole text speaks of it."""
    pairs = {a + b for a, b in zip(name, name[1:], strict=False)}
    if len(name) < SHORTEST:
        return []
    openings = [p.id for p in problems if _share(pairs, plain(p.opening)) >= ALIKE]
    if openings:
        return openings
    texts = [p.id for p in problems if _share(pairs, plain(p.text)) >= ALIKE]
    return texts if len(texts) == 1 else []


def _share(pairs: set[str], text: str) -> float:
    return sum(pair in text for pair in pairs) / len(pairs)
