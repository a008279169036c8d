"""Where a reading is not sure, and how its labels are called."""

from __future__ import annotations

from review.model import Doubt, Position
from review.read.structure.decode import SURE, BestReading
from review.read.structure.token import Token
from review.read.structure.why import gains, said

UNSURE = 1.0
"""Margins below this are doubts where the other reading has another item, heading or point."""
UNSURE_OF_KIND = 0.25
"""The same where only the kind of what stands there differs. Of 999 labelled texts 45 were read wrong: with 1 for both
109 were flagged, 19 of them rightly; with this 37, 17 of them rightly.
"""
_NAMING = {"S", "L", "A"}
"""Labels that all say the kind of what stands below."""
_SAME = 1e-6
"""Tokens in sequence with one margin differ in the same other reading."""
_SHOWN = 24
KIND_NAMES = {
    "problems": "问题", "causes": "根源", "measures": "措施", "cases": "案例", "previous": "上年整改", "other": "其他",
}  # fmt: skip
_NAMES = {"H": "方面", "P": "条目里的一点", "T": "正文", "N": "别人或一般道理", "Z": "落款", "I:pre": "开头的列举"}


def label_name(label: str) -> str:
    """What a label is called: I:problems is 问题, S:causes 根源部分."""
    if label in _NAMES:
        return _NAMES[label]
    name, _, kind = label.partition(":")
    what = KIND_NAMES.get(kind, kind)
    return {"S": f"{what}部分", "I": what, "L": f"“{what}”标签", "A": f"引出{what}的话"}[name]


def _counts(label: str) -> str:
    """What a label adds to a document's parts: a text, a point and a signature nothing."""
    counts = label[0] in "SHL" or label in ("I:problems", "I:causes", "I:measures")
    return label if counts or (label[0] == "A" and label != "A:other") else ""


def least_margin(decoded: BestReading) -> float:
    """The margin of the least sure token of a document, of those whose other reading would change its parts; in parts
    of the margin below which it is a doubt.
    """
    steps = zip(decoded.labels, decoded.margins, decoded.others, strict=True)
    least = (margin / _unsure(label, other) for label, margin, other in steps if other and _matters(label, other))
    return min(least, default=SURE)


def _unsure(label: str, other: str) -> float:
    """The margin below which a label is a doubt, beside the best other one."""
    letters = {label[0], other[0]}
    kind = len(letters) == 1 or letters <= _NAMING or letters == {"T", "L"}
    return UNSURE_OF_KIND if kind else UNSURE


def _matters(label: str, other: str) -> bool:
    return _counts(label) != _counts(other)


def doubts(run: list[Token], decoded: BestReading, path: str) -> tuple[Doubt, ...]:
    """The tokens whose best other reading is close behind; of several that hang together the first."""
    found, last = [], SURE
    steps = zip(run, decoded.labels, decoded.margins, decoded.others, decoded.scored, decoded.states, strict=True)
    for token, label, margin, other, each, state in steps:
        same, last = abs(margin - last) < _SAME, margin
        if other is not None and margin < _unsure(label, other) and not same and _matters(label, other):
            at = Position(path=path, line=token.line.at(token.begin)[1])
            ours, theirs = map(said, gains(token, each.scene, state, (label, other)))
            found.append(Doubt(text=token.text[:_SHOWN], read=label, other=other, margin=round(margin, 2),
                               speaks=(ours, theirs), at=at))  # fmt: skip
    return tuple(found)
