"""The shape of items: what their words say of the kind that they are of."""

from __future__ import annotations

from review.read.structure.token import Features
from review.read.structure.weights import Weights


def shape_worth(f: Features, w: Weights, kind: str) -> float:
    """How far a token looks like an item of a kind, by what it lacks, does, gives as a reason or achieved."""
    if kind == "problems":
        gain = w["shape.lack"] * f.want + w["shape.lack-all"] * f.want_all + w["shape.reason"] * f.reason
        gain += w["shape.do-lacking" if f.want_all > 1 else "shape.do"] * f.do
        return gain if f.want_all else gain + w["shape.done"] * f.done
    if kind == "causes":
        gain = w["shape.cause-lack"] * f.want + w["shape.lack-all"] * f.want_all
        return gain + w["shape.cause-reason"] * f.reason + w["shape.cause-do"] * f.do
    if kind == "measures":
        gain = w["shape.measure-do"] * f.do + w["shape.measure-lack"] * f.want
        return gain + w["shape.measure-lack-all"] * f.want_all
    return w["shape.other-done"] * f.done + w["shape.other-lack"] * f.want
