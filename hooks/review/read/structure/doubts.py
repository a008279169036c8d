"""Where a reading is not sure, and how its labels are called."""

from __future__ import annotations

from review.model import Doubt, Position
from review.read.structure.decode import Decoded
from review.read.structure.tokens import Token

UNSURE = 1.0
"""Margins below this are doubts: one item in fifty, fifteen times likelier wrong than the average."""
_SHOWN = 24
_KINDS = {"problems": "问题", "causes": "根源", "measures": "措施", "cases": "案例", "previous": "上年整改", "other": "其他"}
_NAMES = {"H": "方面", "P": "条目里的一点", "T": "正文", "N": "别人或一般道理", "Z": "落款", "I:pre": "开头的列举"}


def label_name(label: str) -> str:
    """What a label is called: I:problems is 问题, S:causes 根源部分."""
    if label in _NAMES:
        return _NAMES[label]
    name, _, kind = label.partition(":")
    what = _KINDS.get(kind, kind)
    return {"S": f"{what}部分", "I": what, "L": f"“{what}”标签", "A": f"引出{what}的话"}[name]


def doubts(run: list[Token], decoded: Decoded, path: str) -> tuple[Doubt, ...]:
    """The tokens whose best other reading is close behind."""
    found = []
    for token, label, margin, other in zip(run, decoded.labels, decoded.margins, decoded.others, strict=True):
        if margin < UNSURE and other is not None and (label != "T" or token.style is not None):
            at = Position(path=path, line=token.line.at(token.begin)[1])
            found.append(Doubt(text=token.text[:_SHOWN], read=label, other=other, margin=round(margin, 2), at=at))
    return tuple(found)
