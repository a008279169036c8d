"""What stands before every line of a text and is none of it: the signs of a quotation, the numbers of lines.

    > 一、存在的问题        04  一、存在的问题
"""

from __future__ import annotations

import re
from itertools import pairwise

from review.read.text.folding import fold
from review.read.text.ordinals import leading

_QUOTED = re.compile(r"[ \t\u3000\ufeff]*(?:> ?)+")
_NUMBERED = re.compile(r"[ \t\u3000\ufeff]*(\d{1,4})(?:[ \t]*[|:：│][ \t]?|[ \t]{1,2}|$)")
_BEGINS = re.compile(r"[\s\ufeff]*[>\d]")
_LEAST = 6
"""Lines; what is shorter may be a list whose ordinals have no mark."""
_OWN = 2
"""Lines that bear an ordinal of their own behind the number that all have."""
_WITHIN = 20
_NONE = re.compile("")


def margin(source: str) -> re.Pattern[str]:
    """The pattern of what stands before every line of `source`; it matches nothing where each begins with text."""
    if not _BEGINS.match(source):
        return _NONE
    lines = [line for line in source.splitlines() if line.strip()]
    for form in (_QUOTED, _NUMBERED):
        if len(lines) >= _LEAST and all(map(form.match, lines)) and (form is _QUOTED or _counts(lines)):
            return form
    return _NONE


def _counts(lines: list[str]) -> bool:
    """Whether the numbers before `lines` count these, and some bear ordinals besides."""
    found = [match for line in lines if (match := _NUMBERED.match(line))]
    if not all(int(a[1]) < int(b[1]) <= int(a[1]) + 2 for a, b in pairwise(found)):
        return False
    rest = (leading(fold(match.string[match.end() :].lstrip()[:_WITHIN])) for match in found)
    return sum(mark is not None for mark in rest) >= _OWN
