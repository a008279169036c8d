"""The decoder: of all readings of a document, the best; and how far behind the best other one is, token by token."""

from __future__ import annotations

from dataclasses import dataclass

from review.read.structure.grammar import START, State
from review.read.structure.score import Scored, Weights, finish, scene
from review.read.structure.tokens import Token
from review.read.structure.weights import WEIGHTS

Edge = tuple[State, str, float, State]
"""A step from a state with a label: what it gains, and where it leads."""
BEAM = 5
"""Readings kept at every token; 24, 60 or 200 read no better."""
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


def decode(run: list[Token], weights: Weights = WEIGHTS, beam: int = BEAM) -> BestReading:
    """The best reading of tokens that have their features."""
    where = scene(run, weights)
    scored = [Scored(token, where, weights) for token in run]
    layer: dict[State, float] = {START: 0.0}
    layers = [layer]
    steps: list[list[Edge]] = []
    for each in scored:
        reached: dict[State, float] = {}
        edges: list[Edge] = []
        options = each.options
        for state, score in layer.items():
            for label, gain, then in options(state):
                total = score + gain
                edges.append((state, label, gain, then))
                if then not in reached or reached[then] < total:
                    reached[then] = total
        if len(reached) > beam:
            reached = dict(sorted(reached.items(), key=_score, reverse=True)[:beam])
        layers.append(reached)
        steps.append(edges)
        layer = reached
    return _backward(layers, steps, scored, weights)


def _score(item: tuple[State, float]) -> float:
    return item[1]


def _backward(
    layers: list[dict[State, float]], steps: list[list[Edge]], scored: list[Scored], w: Weights
) -> BestReading:
    """From the end back: the best way on from every state, so the best whole reading through every edge."""
    ahead = {state: finish(state, w) for state in layers[-1]}
    best_by_label = []
    for layer, edges in zip(reversed(layers[:-1]), reversed(steps), strict=True):
        before: dict[State, float] = {}
        whole: dict[str, float] = {}
        for state, label, gain, then in edges:
            if then not in ahead:
                continue
            rest = gain + ahead[then]
            if state not in before or before[state] < rest:
                before[state] = rest
            total = layer[state] + rest
            if label not in whole or whole[label] < total:
                whole[label] = total
        best_by_label.append(whole)
        ahead = before
    return _forward(layers, steps, best_by_label[::-1], scored, w)


def _forward(
    layers: list[dict[State, float]],
    steps: list[list[Edge]],
    best_by_label: list[dict[str, float]],
    scored: list[Scored],
    w: Weights,
) -> BestReading:
    final = max(layers[-1], key=lambda s: layers[-1][s] + finish(s, w))
    labels: list[str] = []
    states: list[State] = []
    state = final
    for layer, reached, edges in zip(reversed(layers[:-1]), reversed(layers[1:]), reversed(steps), strict=True):
        total = reached[state]
        label, state = next(
            (label, before) for before, label, gain, then in edges if then == state and layer[before] + gain == total
        )
        labels.append(label)
        states.append(state)
    labels.reverse()
    states.reverse()
    margins, others = [], []
    for label, whole in zip(labels, best_by_label, strict=True):
        other = max((v for k, v in whole.items() if k != label), default=None)
        margins.append(SURE if other is None else whole[label] - other)
        others.append(None if other is None else next(k for k, v in whole.items() if k != label and v == other))
    return BestReading(labels, margins, others, states, scored)
