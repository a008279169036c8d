"""What headings are about: the themes that a campaign states of them, else those that their words lead to."""

from __future__ import annotations

from collections.abc import Collection

from review.model import CanonicalHeading
from review.relate.words import LEAD, Words, plain, weights

MAIN = 2
"""So many of a heading's themes count in full."""
FURTHER = 0.7
"""What the others count."""
FREE_AT_LEAST = 0.4
"""A theme of a free heading weighs at least so much of the strongest one, or is none."""


class Subjects:
    """Tells the themes of headings by one vocabulary's `words`; `themes` are the ids that it knows."""

    def __init__(self, words: Words, themes: Collection[str]) -> None:
        self._words, self._themes = words, themes
        self._known: dict[str, dict[str, float]] = {}
        """By a heading's name, what its words weigh for each theme: a campaign's headings come again and again."""

    def about(self, name: str, canonical: CanonicalHeading | None = None) -> dict[str, float]:
        """The themes of a heading, the main ones with 1: as the campaign states them, else by its own words."""
        stated = [theme for theme in canonical.themes if theme in self._themes] if canonical else []
        if stated:
            return {theme: 1.0 if n < MAIN else FURTHER for n, theme in enumerate(stated)}
        found = self._weights(canonical.name if canonical else name)
        most = max(found.values(), default=0)
        return {theme: weight / most for theme, weight in found.items() if weight >= FREE_AT_LEAST * most}

    def named(self, name: str) -> tuple[str, ...]:
        """The ids of the themes that a heading's name is of, as far as its words lead to some."""
        found = self._weights(name)
        return tuple(theme for theme, weight in found.items() if weight * LEAD >= max(found.values()))

    def _weights(self, name: str) -> dict[str, float]:
        if name not in self._known:
            self._known[name] = weights(self._words.within(plain(name)))
        return self._known[name]
