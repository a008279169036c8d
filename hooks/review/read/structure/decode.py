"""The decoder: of all readings of a document, the best; and how far behind the best other one is, token by token."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from review.read.structure.grammar import START, Option, State
from review.read.structure.options import finish, options
from review.read.structure.scene import scene
from review.read.structure.scored import Scored
from review.read.structure.token import Token
from review.read.structure.weights import WEIGHTS, Weights

Reached = dict[State, tuple[float, State, str]]
"""States that a token leads to: the best whole gain, and from which state with which label."""
Onward = list[tuple[State, float, list[Option]]]
"""The states before a token, the best whole gain that leads to each, and what may follow."""
BEAM = 5
"""Readings kept at every token; 24, 60 or 200 read no better."""
_LOST = 6.0
"""A reading this far behind the best is not followed up; of 1,980 texts none is read otherwise even at 4, 56 at 3."""
_whole = itemgetter(0)
SURE = 99.0
"""The margin of a token that has no other reading."""


@dataclass(frozen=True, slots=True)
class BestReading:
    """The best reading of a document's tokens."""

    labels: list[str]
    margins: list[float]
    """By how much the best reading beats the best one that labels the token otherwise."""
    others: list[str | None]
    """What that one labels it."""
    states: list[State]
    """The state before each token."""
    scored: list[Scored]
    gains: list[float]
    """What each label gains in the state before it."""


def decode(run: list[Token], weights: Weights = WEIGHTS, beam: int = BEAM) -> BestReading:
    """The best reading of tokens that have their features."""
    where = scene(run, weights)
    scored = [Scored(token, where, weights) for token in run]
    layers: list[Reached] = [{START: (0.0, START, "")}]
    steps: list[Onward] = []
    for each in scored:
        step = [(state, score, options(each, state)) for state, (score, _, _) in layers[-1].items()]
        steps.append(step)
        layers.append(_reached(step, beam))
    final = {state: score + finish(state, weights) for state, (score, _, _) in layers[-1].items()}
    labels, states, gains = _back(layers, max(final, key=final.__getitem__))
    wholes = _wholes(layers, steps, weights)
    others = [_other(whole, label) for whole, label in zip(wholes, labels, strict=True)]
    margins = [whole[label] - whole[other] if other else SURE
               for whole, label, other in zip(wholes, labels, others, strict=True)]  # fmt: skip
    return BestReading(labels, margins, others, states, scored, gains)


def _reached(step: Onward, beam: int) -> Reached:
    """The best `beam` of the states that a token leads to."""
    reached: Reached = {}
    known = reached.get
    for state, score, following in step:
        for label, gain, then in following:
            whole = score + gain
            best = known(then)
            if best is None or best[0] < whole:
                reached[then] = (whole, state, label)
    least = max(map(_whole, reached.values())) - _LOST
    near = [item for item in reached.items() if item[1][0] >= least]
    if len(near) > beam:
        near = sorted(near, key=_score, reverse=True)[:beam]
    return dict(near)


def _score(item: tuple[State, tuple[float, State, str]]) -> float:
    return item[1][0]


def _back(layers: list[Reached], state: State) -> tuple[list[str], list[State], list[float]]:
    """The labels on the best way to a last state, the state before each token, and what each label gains there."""
    labels, states, wholes = [], [], []
    for reached in reversed(layers[1:]):
        whole, state, label = reached[state]
        labels.append(label)
        states.append(state)
        wholes.append(whole)
    gains = [whole - before for before, whole in pairwise([0.0, *reversed(wholes)])]
    return labels[::-1], states[::-1], gains


def _wholes(layers: list[Reached], steps: list[Onward], w: Weights) -> list[dict[str, float]]:
    """For every token, by label, the best whole reading that gives it; from the end back, so that each step counts."""
    ahead = {state: finish(state, w) for state in layers[-1]}
    found = []
    for step in reversed(steps):
        before: dict[State, float] = {}
        whole: dict[str, float] = {}
        rest_of, best_of = ahead.get, whole.get
        for state, score, following in step:
            most = None
            for label, gain, then in following:
                rest = rest_of(then)
                if rest is None:
                    continue
                rest += gain
                if most is None or most < rest:
                    most = rest
                total = score + rest
                best = best_of(label)
                if best is None or best < total:
                    whole[label] = total
            if most is not None:
                before[state] = most
        found.append(whole)
        ahead = before
    return found[::-1]


def _other(whole: dict[str, float], label: str) -> str | None:
    """The best other label."""
    if len(whole) == 1:
        return None
    others: Iterable[str] = (other for other in whole if other != label)
    return max(others, key=whole.__getitem__)
