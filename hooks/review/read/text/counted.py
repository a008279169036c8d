"""Ordinals of no known form, known by their counting: several lines begin alike but for a number that goes on.

针对问题1：, 针对问题2：; 第1条, 第2条; 不足之一：, 不足之二：; 1。, 2。; 1st, 2nd; [1], [2]; 一条，, 二条，.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from review.read.text.numerals import ONE_TO_TEN
from review.read.text.ordinals import Marker, OrdinalKind, numeral

_FORM = re.compile(
    rf"(?P<sign>[^\w\s(\"'“‘《—…])?(?P<before>[^\W\d_]{{0,6}}?)[. ]?(?P<number>\d{{1,2}}|[{ONE_TO_TEN}]{{1,3}})"
    r"(?P<after>(?:st|nd|rd|th)\b[.,、]?|[^\W\d_]{0,4}[。:)】]|[条点][ ,、]|(?<=第\d)[,、]|(?(sign)[^\w\s,;]|[-~/>°]))"
    r" *(?=[\w“《])"
)
_LATIN = re.compile("st|nd|rd|th")
_TIMES = re.compile("[年月日号季周天时期轮批届附表图版例]")
"""What is counted so and is no item: days, quarters, attachments, tables, examples."""
_Entry = tuple[int, Marker]


def marks_by_count(lines: Iterable[tuple[int, str]]) -> dict[int, Marker]:
    """By a line's place the ordinal that it begins with; `lines` are folded, each with its place, in order."""
    groups: dict[tuple[str, str, str, bool], list[_Entry]] = {}
    for at, folded in lines:
        found = _FORM.match(folded)
        if found and not _TIMES.search(found["before"] + found["after"]):
            after = _LATIN.sub("th", found["after"])
            form = found["sign"] or "", found["before"], after, found["number"].isdigit()
            mark = Marker(_kind(*form), numeral(found["number"]), 0, found.end())
            groups.setdefault(form, []).append((at, mark))
    return {at: mark for entries in groups.values() for at, mark in _runs(entries)}


def _kind(sign: str, before: str, after: str, figures: bool) -> OrdinalKind:
    """The known kind of ordinal that one of this form is like."""
    if before:
        return "th" if before == "第" else "named"
    if figures:
        return "bracket" if sign else "number"
    return "heading" if sign or after == ")" else "said" if after[0] in "条点" else "section"


def _runs(entries: list[_Entry]) -> Iterator[_Entry]:
    """Those that count on from one: 1 with a 2 behind it, and all that go on; a list of one beside such lists too."""
    last = 0
    numbers = [mark.number for _, mark in entries]
    counted = any(pair == (1, 2) for pair in pairwise(numbers))
    for at, mark in entries:
        goes_on = last and mark.number == last + 1
        last = mark.number or 0 if goes_on or (mark.number == 1 and counted) else 0
        if last:
            yield at, mark
