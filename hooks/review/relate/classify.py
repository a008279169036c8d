"""The theme and type of a problem, the theme of a cause or measure: by the vocabulary's words alone.

A word weighs one less than its characters, so 创新意识 (3) outweighs 党建 (1); of a word inside a longer one
only the longer counts. The opening decides where one theme clearly leads in it; else the whole text is asked,
the opening counted three times; and where that leads nowhere the item stays unclassified.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from review.model import Item, ProblemType, Theme, Vocabulary
from review.read.folding import fold

LEAD = 1.3
"""The leader must have so many times what the second has."""
OPENING = 3
"""How many times a word in the opening counts, where the body is asked too."""
BODY_ALONE = 5
"""The least a theme must weigh (two longer words) to be read from a body alone."""
HEAVIEST = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the vocabulary, and what it points to."""

    text: str
    theme: str
    type: str | None
    """None: a word of the theme itself."""
    weight: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a problem belongs; theme or type None: not classified."""

    theme: Theme | None = None
    type: ProblemType | None = None
    inferred: bool = True
    """False where the type's words stand in the opening itself, with a clear lead."""
    words: tuple[str, ...] = ()
    """The words that decided, for a reader who asks why."""


@dataclass(frozen=True, slots=True)
class Found:
    """An item's words."""

    opening: tuple[Word, ...]
    body: tuple[Word, ...]


def plain(text: str) -> str:
    """The text as words are looked for in it: folded, lower case, without quotation marks and spaces."""
    text = fold(text).casefold()
    for mark in "“”‘’\"' ":
        text = text.replace(mark, "")
    return text


class Classifier:
    """Places items by the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._themes = {theme.id: theme for theme in vocabulary.themes}
        self._types = {type.id: type for theme in vocabulary.themes for type in theme.types}
        self._words = _index(vocabulary)

    def problem(self, item: Item) -> Placement:
        """The theme and type of a problem."""
        return self.place(self.read(item))

    def theme(self, item: Item) -> Theme | None:
        """The theme of a cause or measure; None: not classified."""
        return self.place(self.read(item)).theme

    def stated(self, type: str) -> Placement | None:
        """The placement where front matter states the type; None if there is no such type."""
        known = self._types.get(type)
        return known and Placement(self._themes[known.theme], known, False)

    def about(self, text: str) -> str | None:
        """The id of the theme of a short text, such as a heading's name."""
        return _leader(weights(self.words(text)))

    def read(self, item: Item) -> Found:
        """The words in an item's opening, and those in the rest of it."""
        body = "\n".join((item.rest, *item.paragraphs))
        return Found(tuple(self.words(item.opening)), tuple(self.words(body)))

    def place(self, reading: Found) -> Placement:
        """The placement that an item's words lead to."""
        opening, whole = weights(reading.opening), weights_of(reading)
        theme = _leader(opening)
        stated = theme is not None
        if theme is None:
            theme = _leader(whole) if opening or _enough(reading.body, whole) else None
        if theme is None:
            return Placement()
        type, clear = _type(theme, reading)
        words = reading.opening if stated else reading.opening + reading.body
        return Placement(
            self._themes[theme],
            self._types.get(type) if type else None,
            not (stated and clear),
            tuple(dict.fromkeys(word.text for word in words if word.theme == theme)),
        )

    def words(self, text: str) -> Iterator[Word]:
        """The vocabulary's words in `text`, each time they stand in it, none inside a longer one."""
        text, index, end = plain(text), self._words, 0
        for at in [at for at, pair in enumerate(zip(text, text[1:], strict=False)) if pair in index]:
            for word, entries in index[text[at], text[at + 1]]:
                if text.startswith(word, at):
                    if at + len(word) > end:
                        end = at + len(word)
                        yield from entries
                    break


def weights(words: Iterable[Word]) -> dict[str, float]:
    """What the words weigh for each theme, a repeated word counted once."""
    found: dict[str, float] = {}
    for word in set(words):
        found[word.theme] = found.get(word.theme, 0) + word.weight
    return found


def weights_of(reading: Found) -> dict[str, float]:
    """What opening and body weigh together for each theme."""
    whole = weights(reading.body)
    for theme, weight in weights(reading.opening).items():
        whole[theme] = whole.get(theme, 0) + OPENING * weight
    return whole


def _index(vocabulary: Vocabulary) -> Mapping[tuple[str, str], list[tuple[str, tuple[Word, ...]]]]:
    """The words by their first two characters, longest first. A word in several places is shared by them."""
    places: dict[str, list[tuple[str, str | None]]] = {}
    for theme in vocabulary.themes:
        for type in theme.types:
            for text in type.words:
                places.setdefault(plain(text), []).append((theme.id, type.id))
        for text in theme.words:
            # What a type says already is said better by the type.
            if (theme.id, None) not in places.setdefault(plain(text), []) and not any(
                place[0] == theme.id for place in places[plain(text)]
            ):
                places[plain(text)].append((theme.id, None))
    index: dict[tuple[str, str], list[tuple[str, tuple[Word, ...]]]] = {}
    for text in sorted(places, key=len, reverse=True):
        if len(text) > 1:
            weight = min(HEAVIEST, len(text) - 1) / len(places[text])
            entries = tuple(Word(text, theme, type, weight) for theme, type in places[text])
            index.setdefault((text[0], text[1]), []).append((text, entries))
    return index


def _leader(found: dict[str, float]) -> str | None:
    """The theme or type that clearly weighs most, if one does."""
    if not found:
        return None
    best = max(found, key=lambda name: found[name])
    others = [weight for name, weight in found.items() if name != best]
    return best if not others or found[best] >= LEAD * max(others) else None


def _enough(body: tuple[Word, ...], whole: dict[str, float]) -> bool:
    """Whether a body alone says enough: more than one word, and heavy ones."""
    return bool(whole) and max(whole.values()) >= BODY_ALONE and len(set(body)) > 1


def _type(theme: str, reading: Found) -> tuple[str | None, bool]:
    """The type within a theme, and whether the opening alone says it clearly."""
    opening = _type_weights(theme, reading.opening)
    if leader := _leader(opening):
        return leader, True
    whole = _type_weights(theme, reading.body)
    for type, weight in opening.items():
        whole[type] = whole.get(type, 0) + OPENING * weight
    # Of types named together in an opening the first is as true as any: 调查研究和服务群众不够.
    return _leader(whole) or next(iter(opening), None), False


def _type_weights(theme: str, words: Iterable[Word]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word in dict.fromkeys(words):
        if word.theme == theme and word.type:
            found[word.type] = found.get(word.type, 0) + word.weight
    return found
