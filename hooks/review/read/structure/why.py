"""Why a token was read as it was: the named gains of a label, found by leaving out one weight at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from review.read.structure.grammar import State
from review.read.structure.options import options
from review.read.structure.scene import Scene
from review.read.structure.scored import Scored
from review.read.structure.token import Token
from review.read.structure.weights import MEANING, WEIGHTS, Weights

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


Gains = list[tuple[str, float]]
"""What each named weight gives a label in a state, largest first; empty where the label is not possible."""


def gains(token: Token, scene: Scene, state: State, labels: Iterable[str]) -> list[Gains]:
    """The gains of each of `labels`, together, as most of the work is the same for all."""
    asked = _Asked()
    whole = _by_label(token, scene, state, asked)
    less = {name: _by_label(token, scene, state, {**WEIGHTS, name: 0.0}) for name in asked.names}
    return [_gains(label, whole, less) for label in labels]


def _gains(label: str, whole: dict[str, float], less: dict[str, dict[str, float]]) -> Gains:
    if label not in whole:
        return []
    named = ((name, whole[label] - without[label]) for name, without in less.items() if label in without)
    return sorted(((name, round(gain, 2)) for name, gain in named if abs(gain) > _LEAST), key=lambda g: -abs(g[1]))


def _by_label(token: Token, scene: Scene, state: State, weights: Weights) -> dict[str, float]:
    """What each label gains; of one that is possible in two ways the better."""
    found: dict[str, float] = {}
    for label, gain, _ in options(Scored(token, scene, weights), state):
        found[label] = max(gain, found.get(label, gain))
    return found


def said(found: list[tuple[str, float]], most: int = 2) -> str:
    """The largest gains in words, and what speaks most against: 在行首 +1.2、说不足 +1.1，但跳号 −1.3."""
    named = [(MEANING[name], gain) for name, gain in found if MEANING[name]]
    good = "、".join(f"{name} +{gain:.1f}" for name, gain in named if gain > 0).split("、")[:most]
    bad = next((f"{name} −{-gain:.1f}" for name, gain in named if gain < 0), "")
    return "，但".join(filter(None, ("、".join(good), bad)))
