"""Finding words and phrases in the pieces of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

WITHIN = 60
"""Characters that … may stand for, within one sentence."""
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a list found in a document."""

    word: str
    """As the list has it."""
    text: str
    """As the document has it."""
    line: int


@lru_cache(maxsize=256)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """All words at once, the longest first; … stands for text within a sentence; Latin words stand alone."""
    return re.compile("|".join(f"({_one(word)})" for word in words))


def _one(word: str) -> str:
    gap = rf"[^。！？；\n]{{0,{WITHIN}}}?"
    escaped = gap.join(map(re.escape, word.split("…")))
    return rf"(?<![A-Za-z]){escaped}(?![A-Za-z])" if word.isascii() and word.isalpha() else escaped


def hits(leaves: Iterable[tuple[str, int]], words: Iterable[str]) -> list[Hit]:
    """Every place where one of the words stands, in order; of words within each other the longest."""
    leaves = tuple(leaves)
    whole = "".join(raw for raw, _ in leaves)
    words = [word for word in words if _may_stand(word, whole)]  # most are not there at all
    ordered = tuple(sorted(words, key=lambda word: (-len(word), word)))
    if not ordered:
        return []
    look = pattern(ordered)
    return [
        Hit(ordered[(found.lastindex or 1) - 1], found[0].replace("\n", ""), line + raw.count("\n", 0, found.start()))
        for raw, line in leaves
        for found in look.finditer(raw)
    ]


def _may_stand(word: str, whole: str) -> bool:
    return word in whole if "…" not in word else all(part in whole for part in word.split("…"))


def named(found: list[Hit]) -> str:
    """“有的同志” 5 处、“班子成员” 2 处等"""
    counts = Counter(hit.text for hit in found)
    shown = "、".join(f"“{text}”{f' {n} 处' if n > 1 else ''}" for text, n in counts.most_common(SHOWN))
    return shown + ("等" if len(counts) > SHOWN else "")
