"""What an edited vocabulary changes in a library: item by item, and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from review.model import Item, Material, Problem, ProblemType, Theme, Vocabulary
from review.relate.classify import Classifier, Placed
from review.relate.degrees import Placement
from review.relate.headings import match
from review.relate.score import Gain, ordered
from review.relate.words import plain

Place = TypeVar("Place", ProblemType, Theme)


@dataclass(frozen=True, kw_only=True, slots=True)
class Displaced:
    """An item that the edited vocabulary places elsewhere, or more or less surely."""

    material: Material
    item: Item
    was: Placement
    now: Placement
    gain: Gain | None
    """What did it: the gain that grew most for the new place over the old one; None where the place itself is new."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewWord:
    """A word that only the edited vocabulary has."""

    text: str
    place: ProblemType | Theme
    found: int
    """Items in which it stands."""
    decides: int
    """Items that would be placed otherwise if it were no word; what its characters teach stays."""


class Rewording:
    """A library placed by two vocabularies; `before` and `after` share the materials."""

    def __init__(self, materials: Sequence[Material], before: Vocabulary, after: Vocabulary) -> None:
        self._materials, self._before, self._after = materials, before, after
        self._old, self._new = Classifier(before), Classifier(after)
        self._was = [_placed(m, before, self._old) for m in materials]
        self._now = [_placed(m, after, self._new) for m in materials]

    @property
    def items(self) -> int:
        """How many items the library has."""
        return sum(len(placed.placements) for placed in self._now)

    def changes(self) -> Iterator[Displaced]:
        """The items whose place or degree is another, in the library's order."""
        for material, was, now in zip(self._materials, self._was, self._now, strict=True):
            for id, found in now.found.items():
                if _told(was.placements[id]) != _told(now.placements[id]):
                    gain = self._gain(was, now, id)
                    yield Displaced(
                        material=material, item=found.item, was=was.placements[id], now=now.placements[id], gain=gain
                    )

    def words(self) -> Iterator[NewWord]:
        """The words that are new, in the order of the file."""
        known = {(text, place.id) for text, place in _words(self._before)}
        for text, place in _words(self._after):
            id = place.id
            if (text, id) not in known:
                having = [n for n, now in enumerate(self._now) if any(text in _text(now, one) for one in now.found)]
                found = sum(text in _text(self._now[n], one) for n in having for one in self._now[n].found)
                yield NewWord(text=text, place=place, found=found, decides=self._decides(text, id, having))

    def _decides(self, text: str, id: str, having: Sequence[int]) -> int:
        """How many items of the materials that have a word would be placed otherwise without it."""
        if not having:
            return 0
        without = _without(self._after, text, id)
        classifier = Classifier(without, characters=self._new.scorer.characters)
        count = 0
        for n in having:
            placed = _placed(self._materials[n], without, classifier)
            count += sum(_told(placed.placements[id]) != _told(self._now[n].placements[id]) for id in placed.found)
        return count

    def _gain(self, was: Placed, now: Placed, id: str) -> Gain | None:
        """The gain that changed most in favour of what happened."""
        old, new = _ranked(self._old, was, id), _ranked(self._new, now, id)
        (first, share), (second, _) = new[:2]
        if old[0][0] != first:
            winner, loser = first, old[0][0]
        else:
            winner, loser = (first, second) if share > old[0][1] else (second, first)
        after = self._gains(self._new, now, id, winner, loser)
        if after is None:
            return None
        before = self._gains(self._old, was, id, winner, loser) or ()
        grown = ordered([*after, *(Gain(kind, text, -weight) for kind, text, weight in before)])
        return next((gain for gain in grown if gain.weight > 0), None)

    def _gains(self, classifier: Classifier, placed: Placed, id: str, winner: str, loser: str) -> list[Gain] | None:
        """What speaks for one place over another by one vocabulary; None where it does not have both."""
        found = placed.found[id]
        if isinstance(found.item, Problem):
            ids = [type.id for type in classifier.scorer.types]
            if winner not in ids or loser not in ids:
                return None
            heading = placed.headings.get(id)
            about, name = (placed.about[heading.id], heading.name) if heading else ({}, "")
            evidence, _ = classifier.score(found, about, name)
            return classifier.scorer.gains(evidence, ids.index(winner), ids.index(loser))
        parts = classifier.answer_parts(found, placed.wording, placed.stated[id])
        return ordered(Gain(kind, text, given.get(winner, 0) - given.get(loser, 0)) for kind, text, given in parts)


def _placed(material: Material, vocabulary: Vocabulary, classifier: Classifier) -> Placed:
    campaign = vocabulary.campaign(material.campaign)
    canonical = match(material.document, campaign) if campaign else {}
    return classifier.place(material.document, canonical, material.overrides)


def _told(placement: Placement) -> tuple[str | None, str | None, str]:
    """What a reader is told of an item's place."""
    type, theme = (place.id if place else None for place in (placement.type, placement.theme))
    return type, theme, placement.degree


def _ranked(classifier: Classifier, placed: Placed, id: str) -> list[tuple[str, float]]:
    """The places of an item by id, with their shares, the likeliest first."""
    found = placed.found[id]
    if isinstance(found.item, Problem):
        heading = placed.headings.get(id)
        shares = classifier.score(found, placed.about[heading.id] if heading else {})[1].tolist()
        ranked = dict(zip((type.id for type in classifier.scorer.types), shares, strict=True))
    else:
        ranked = dict(placed.placements[id].shares)
    return sorted(ranked.items(), key=lambda one: (-one[1], one[0]))


def _words(vocabulary: Vocabulary) -> Iterator[tuple[str, ProblemType | Theme]]:
    """Each word as it is looked for, with its type or theme."""
    for theme in vocabulary.themes:
        yield from ((plain(word), theme) for word in theme.words)
        for type in theme.types:
            yield from ((plain(word), type) for word in type.words)


def _without(vocabulary: Vocabulary, text: str, id: str) -> Vocabulary:
    """The vocabulary without one word of one type or theme."""

    def kept(place: Place) -> Place:
        return replace(place, words=tuple(w for w in place.words if plain(w) != text)) if place.id == id else place

    themes = (replace(kept(theme), types=tuple(map(kept, theme.types))) for theme in vocabulary.themes)
    return replace(vocabulary, themes=tuple(themes))


def _text(placed: Placed, id: str) -> str:
    found = placed.found[id]
    return found.text
