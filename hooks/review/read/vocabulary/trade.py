"""vocabulary/rules.yml: the rules of the trade, each with its grade and limits."""

from __future__ import annotations

from typing import get_args

from review.model import Body, Grade, Position, TradeRule
from review.read.front.fields import Fields

GRADES: tuple[Grade, ...] = get_args(Grade)
RULE = {
    "id": "id: trade-third-person",
    "grade": "grade: 建议修改",
    "words": "words: [有的同志, 班子成员]",
    "least": "least: 2",
    "most": "most: 8000",
    "bodies": "bodies: [{name: 街道, ends: [街道], words: [街道班子]}]",
}
BODY = {"name": "name: 街道", "ends": "ends: [街道, 街道办事处]", "words": "words: [街道班子, 我街道]"}
IDS = (
    "trade-third-person", "trade-other-body", "trade-other-unit", "trade-praise-first", "trade-no-case", "trade-share",
    "trade-length", "trade-no-previous", "trade-measure-unmatched", "trade-obfuscated",
)  # fmt: skip


def trade_rule(fields: Fields) -> TradeRule:
    """The rule that one entry of the file states; what is wrong with it is noted."""
    id, grade = fields.text("id"), fields.choice("grade", GRADES)
    if id and id not in IDS:
        fields.expected("id", f"这些检查之一：{'、'.join(IDS)}", fields.values["id"])
    return TradeRule(
        id=id or "",
        grade=grade or "提示",
        words=fields.texts("words"),
        least=fields.integer("least", 0, 100_000, required=False),
        most=fields.integer("most", 0, 100_000, required=False),
        bodies=tuple(_body(Fields(node, fields.notes, BODY)) for node in fields.items("bodies")),
        at=Position(path=fields.notes.path, line=fields.line),
    )


def _body(fields: Fields) -> Body:
    ends, words = fields.texts("ends", required=True), fields.texts("words", required=True)
    return Body(name=fields.text("name") or "", ends=ends, words=words)
