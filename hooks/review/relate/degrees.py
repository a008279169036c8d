"""From shares to a place: sure, inferred and marked, of a theme alone, or open with suggestions for the editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from review.model import Degree, ProblemType, Suggestion, Theme

SURE = 0.9
"""From this share of all on (0..1) a type is sure: it counts, and tells 屡改屡犯."""
INFERRED = 0.35
"""From here on it is given and marked: of the problems labelled by hand, in eight sets, those from here to .45 were
right three times in four, those from .25 to here wrong twice in three; on no set are fewer right than from .45 on."""
THEME = 0.5
"""A theme is given without a type where its types have so much together."""
ANSWERED = 0.45
"""The share that gives a cause or a measure its theme."""
SUGGESTED = 0.2
"""An editor is shown the two best where the best has so much."""
FAINT = 0.1
"""A suggestion has so much, or is none."""
TIE = 1e-9
"""Shares nearer than this are alike, and alike is never decided by order."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an item belongs; theme or type None: not classified."""

    theme: Theme | None = None
    type: ProblemType | None = None
    degree: Degree = "open"
    suggestions: tuple[Suggestion, ...] = ()
    """The best two, for an editor, where the item's place stays open."""
    shares: Mapping[str, float] = field(default_factory=dict)
    """How far it is of each theme, by id; 1 together."""

    @property
    def inferred(self) -> bool:
        """Whether a reader is told that the place may be wrong."""
        return self.degree not in ("stated", "sure")


def type_place(
    types: Sequence[ProblemType],
    shares: Sequence[float],
    themes: Mapping[str, Theme],
    by_theme: Mapping[str, float],
    named: bool = True,
) -> Placement:
    """The place of a problem: `shares` of the `types` in their order, `by_theme` those of the `themes`, by id.

    Where no word of the vocabulary names it (`named`), it is like its type by characters alone, and never sure.
    """
    best, most, second = _best(shares)
    if most >= INFERRED and most - second > TIE:
        type = types[best]
        return Placement(themes[type.theme], type, "sure" if named and most >= SURE else "inferred", (), by_theme)
    theme = max(by_theme, key=by_theme.__getitem__, default=None)
    known = themes[theme] if theme and by_theme[theme] > THEME + TIE else None
    return Placement(known, None, "theme" if known else "open", _suggested(types, shares), by_theme)


def theme_place(themes: Sequence[Theme], by_theme: Mapping[str, float]) -> Placement:
    """The place of a cause or measure: `by_theme` are the shares of the `themes` in their order, by id."""
    shares = list(by_theme.values())
    best, most, second = _best(shares)
    if most < ANSWERED or most - second <= TIE:
        return Placement(suggestions=_suggested(themes, shares), shares=by_theme)
    return Placement(themes[best], None, "sure" if most >= SURE else "inferred", (), by_theme)


def _best(shares: Sequence[float]) -> tuple[int, float, float]:
    """The number of the largest share, that share, and the second; 0 where there is none."""
    most = max(shares, default=0.0)
    at = shares.index(most) if shares else 0
    return at, most, max((*shares[:at], *shares[at + 1 :]), default=0.0)


def _suggested(places: Sequence[ProblemType | Theme], shares: Sequence[float]) -> tuple[Suggestion, ...]:
    """The best two, and any that are as good as the second, if the best is worth showing."""
    _, most, second = _best(shares)
    if most < SUGGESTED:
        return ()
    least = max(FAINT, second - TIE)
    pairs = zip(places, shares, strict=True)
    shown = [Suggestion(place=place, share=share) for place, share in pairs if share >= least]
    return tuple(sorted(shown, key=lambda suggestion: (-round(suggestion.share, 6), suggestion.place.id)))
