"""The theme and type of a problem, the theme of a cause or measure: by the vocabulary's words alone.

The opening decides where one theme clearly leads in it; else the whole text is asked, the opening counted three
times; and where that leads nowhere the item stays unclassified.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from review.model import Item, Problem, ProblemType, Theme, Vocabulary
from review.relate.words import Word, Words, plain, weights

LEAD = 1.3
"""The leader must have so many times what the second has."""
LATER = 0.7
"""What a word counts in an opening after the first one: what is wanting is named first, how it is wanting after."""
OPENING = 3
"""How many times the opening counts where the body is asked too."""
BODY_ALONE = 5
"""The least a theme must weigh (two longer words) to be read from a body alone."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a problem belongs; theme or type None: not classified."""

    theme: Theme | None = None
    type: ProblemType | None = None
    inferred: bool = True
    """False where the words stand in the opening itself, with a clear lead: a problem's of its type."""
    words: tuple[str, ...] = ()
    """The words that decided, for a reader who asks why."""


class Found:
    """An item's opening and body as plain text, and the vocabulary's words in them; the body's when asked for."""

    def __init__(self, item: Item, words: Words) -> None:
        self._item, self._words = item, words
        self.typed = isinstance(item, Problem)
        self.opening_text = plain(item.opening)
        self.opening = words.within(self.opening_text)

    @cached_property
    def body_text(self) -> str:
        """What follows the opening."""
        return plain("\n".join((self._item.rest, *self._item.paragraphs)))

    @cached_property
    def body(self) -> tuple[Word, ...]:
        """The vocabulary's words in it."""
        return self._words.within(self.body_text)


class Classifier:
    """Places items by the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._themes = {theme.id: theme for theme in vocabulary.themes}
        self._types = {type.id: type for theme in vocabulary.themes for type in theme.types}
        self._words = Words(vocabulary)

    def problem(self, item: Item) -> Placement:
        """The theme and type of a problem."""
        return self.place(self.read(item))

    def theme(self, item: Item) -> Theme | None:
        """The theme of a cause or measure; None: not classified."""
        return self.place(self.read(item)).theme

    def about(self, text: str) -> frozenset[str]:
        """The ids of the themes of a short text such as a heading's name, which may be of several."""
        found = weights(self._words.within(plain(text)))
        return frozenset(theme for theme, weight in found.items() if weight * LEAD >= max(found.values()))

    def stated(self, type: str) -> Placement | None:
        """The placement where front matter states the type; None if there is no such type."""
        known = self._types.get(type)
        return known and Placement(self._themes[known.theme], known, False)

    def read(self, item: Item) -> Found:
        """The vocabulary's words in an item."""
        return Found(item, self._words)

    def place(self, found: Found) -> Placement:
        """The placement that an item's words lead to; a cause or measure gets no type."""
        theme = _leader(weights(found.opening, LATER))
        stated = theme is not None
        if not stated:
            theme = _from_body(found)
        if theme is None:
            return Placement()
        type, clear = _type(theme, found) if found.typed else (None, True)
        words = found.opening if stated else found.opening + found.body
        return Placement(
            self._themes[theme],
            self._types[type] if type else None,
            not (stated and clear),
            tuple(dict.fromkeys(word.text for word in words if word.theme == theme)),
        )


def _from_body(found: Found) -> str | None:
    """The theme that leads in opening and body together."""
    whole = weights(found.body)
    if not found.opening and (len(found.body) < 2 or max(whole.values()) < BODY_ALONE):
        return None
    for theme, weight in weights(found.opening).items():
        whole[theme] = whole.get(theme, 0) + OPENING * weight
    return _leader(whole)


def _type(theme: str, found: Found) -> tuple[str | None, bool]:
    """The type within a theme, and whether the opening alone says it clearly."""
    opening = _types(theme, found.opening)
    if opening:
        # Of types named alike the first is as true as any: 调查研究和服务群众不够.
        return max(opening, key=opening.__getitem__), _leader(opening) is not None
    return _leader(_types(theme, found.body)), False


def _types(theme: str, words: Iterable[Word]) -> dict[str, float]:
    """What the words weigh for each type of a theme."""
    found: dict[str, float] = {}
    for word in words:
        if word.theme == theme and word.type:
            found[word.type] = found.get(word.type, 0) + word.weight
    return found


def _leader(found: dict[str, float]) -> str | None:
    """The theme or type that clearly weighs most, if one does."""
    if len(found) < 2:
        return next(iter(found), None)
    first, second = sorted(found, key=found.__getitem__, reverse=True)[:2]
    return first if found[first] >= LEAD * found[second] else None
