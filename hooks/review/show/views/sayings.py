"""Common openings (常见说法): how problems of a type are put, most often first."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from review.model import ProblemType
from review.relate.words import plain
from review.show.views.names import LISTED, excerpt

MOST = 3
"""Sayings of a type."""
LEAST = 2
"""What is said once is not common."""
_EMPTY = re.compile(
    "一定程度上?|有时候?|有些|有点|有所|仍然|还是|依然|比较|相对|较为|[的地了着还也仍都又较很太更略稍于]|[^\\w]"
)
"""Words that only colour what is said, and marks."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Saying:
    """An opening as it is put most often, and how often it stands, with those that differ only in empty words."""

    words: str
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TypeSayings:
    """The openings of a type's problems."""

    type: ProblemType
    count: int
    """Problems of the type."""
    common: tuple[Saying, ...]
    rest: int
    """Other sayings."""


def sayings(type: ProblemType, every: Iterable[str]) -> TypeSayings:
    """What is common among the openings of a type's problems, which are `every`."""
    openings = [opening.rstrip("。；;，,：:") for opening in every]
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for opening in openings:
        forms[_EMPTY.sub("", plain(opening)) or opening][opening] += 1
    most = sorted(forms.values(), key=lambda form: -form.total())
    common = tuple(Saying(words=excerpt(form.most_common(1)[0][0], LISTED), count=form.total())
                   for form in most[:MOST] if form.total() >= LEAST)  # fmt: skip
    return TypeSayings(type=type, count=len(openings), common=common, rest=len(most) - len(common))
