"""Why a token was read as it was: the named gains of a label, found by leaving out one weight at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.read.structure.grammar import State
from review.read.structure.score import Scene, Scored
from review.read.structure.tokens import Token
from review.read.structure.weights import MEANING, WEIGHTS

_LEAST = 0.05
"""A gain smaller than this decides nothing."""


class _Asked(Mapping[str, float]):
    """The weights, with a note of which were asked for."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}

    def __getitem__(self, name: str) -> float:
        value = WEIGHTS[name]
        self.names[name] = None
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(WEIGHTS)

    def __len__(self) -> int:
        return len(WEIGHTS)


def gains(token: Token, scene: Scene, state: State, label: str) -> list[tuple[str, float]]:
    """What each named weight gives a label in a state, largest first; empty where the label is not possible."""
    asked = _Asked()
    whole = _gain(token, scene, state, label, asked)
    if whole is None:
        return []
    found = []
    for name in asked.names:
        less = _gain(token, scene, state, label, dict(WEIGHTS, **{name: 0.0}))
        if less is not None and abs(whole - less) > _LEAST:
            found.append((name, round(whole - less, 2)))
    return sorted(found, key=lambda pair: -abs(pair[1]))


def _gain(token: Token, scene: Scene, state: State, label: str, weights: Mapping[str, float]) -> float | None:
    options = Scored(token, scene, weights).options(state)
    return max((gain for found, gain, _ in options if found == label), default=None)


def said(found: list[tuple[str, float]], most: int = 2) -> str:
    """The largest gains in words, and what speaks most against: 在行首 +1.2、说不足 +1.1，但跳号 −1.3."""
    named = [(MEANING[name], gain) for name, gain in found if MEANING[name]]
    good = "、".join(f"{name} +{gain:.1f}" for name, gain in named if gain > 0).split("、")[:most]
    bad = next((f"{name} −{-gain:.1f}" for name, gain in named if gain < 0), "")
    return "，但".join(filter(None, ("、".join(good), bad)))
