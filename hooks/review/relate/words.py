"""The vocabulary's words in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import add

from review.model import Vocabulary
from review.read.text.folding import fold

HEAVIEST = 5
"""The most a word weighs."""
LEAD = 1.3
"""A clear leader has so many times what the second has."""
_MARKS = "“”‘’\"' "
_COMMON = "的了和在与对不是有中上下为以要够强一些人个及等所到还也就更很较或其把被从向，。；：、,:;()"
_TELLING = re.compile(rf"[^{_COMMON}0-9\s]{{2,}}")
"""Runs of characters that may tell one text from another; that both name a year or an amount is chance."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of the vocabulary, and one place that it points to."""

    text: str
    theme: str
    type: str | None
    """None: a word of the theme itself."""
    weight: float
    """One less than its characters: 创新意识 (3) outweighs 党建 (1). Shared where it points to several places."""


def plain(text: str) -> str:
    """The text as words are looked for in it: folded, lower case, without quotation marks and spaces."""
    text = fold(text).casefold()
    for mark in _MARKS:
        if mark in text:
            text = text.replace(mark, "")
    return text


def pairs(text: str) -> list[str]:
    """The pairs of characters in a plain text that may tell it from another, as often as they stand there."""
    return [pair for run in _TELLING.findall(text) for pair in map(add, run, run[1:])]


class Words:
    """Finds the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        places: dict[str, dict[tuple[str, str | None], None]] = {}
        for theme in vocabulary.themes:
            for type, words in (*((t.id, t.words) for t in theme.types), (None, theme.words)):
                for text in words:
                    places.setdefault(plain(text), {})[theme.id, type] = None
        self._words: dict[str, tuple[Word, ...]] = {}
        self._lengths: dict[str, list[int]] = {}
        for text in sorted(places, key=len, reverse=True):
            if len(text) > 1:
                weight = min(HEAVIEST, len(text) - 1) / len(places[text])
                self._words[text] = tuple(Word(text, theme, type, weight) for theme, type in places[text])
                lengths = self._lengths.setdefault(text[:2], [])
                if len(text) not in lengths:
                    lengths.append(len(text))

    def __iter__(self) -> Iterator[Word]:
        return (word for words in self._words.values() for word in words)

    def within(self, text: str) -> tuple[Word, ...]:
        """The words in a plain text in their order, each once; the longest at a place, and none that overlaps it."""
        words, lengths, end = self._words, self._lengths, 0
        found: dict[Word, None] = {}
        for at, known in enumerate(map(lengths.get, map(add, text, text[1:]))):
            if known and at >= end:
                for length in known:
                    if entries := words.get(text[at : at + length]):
                        end = at + length
                        found.update(dict.fromkeys(entries))
                        break
        return tuple(found)


def weights(words: Iterable[Word], later: float = 1) -> dict[str, float]:
    """What the words weigh for each theme, all after the first `later` times."""
    found: dict[str, float] = {}
    first = None
    for word in words:
        first = first or word.text
        weight = word.weight if word.text == first else word.weight * later
        found[word.theme] = found.get(word.theme, 0) + weight
    return found


def leader(found: Mapping[str, float], lead: float = LEAD) -> str | None:
    """What clearly weighs most, if one does."""
    if len(found) < 2:
        return next(iter(found), None)
    first, second = sorted(found, key=found.__getitem__, reverse=True)[:2]
    return first if found[first] >= lead * found[second] else None
