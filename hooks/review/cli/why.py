"""Why a document was read as it was, line by line, for `review inspect --why`: for scripts and for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from review.model import Document
from review.read.structure.decode import SURE
from review.read.structure.document import Reading, read_with_tokens, source_of
from review.read.structure.doubts import UNSURE, label_name
from review.read.structure.weights import MEANING
from review.read.structure.why import gains

OUTCOMES = {"taken": "是材料", "asked": "拿不准，要人定", "refused": "不像材料"}
_SHOWN = 3
_CLOSE = 4.0
"""Below this margin a line names the runner-up."""
_TEXT, _LABEL = 30, 12


def explained(document: Document, path: str, items: Mapping[str, object]) -> dict[str, Any]:
    """What `review inspect --why --json` adds: the evidence for the verdict, every token, every item's place.

    `items` says why each item has its type, by item id (relate/why.py).
    """
    reading = read_with_tokens(source_of(document), path, document.first_line, document.notes)
    return {
        "outcome": document.verdict.outcome,
        "score": document.verdict.score,
        "evidence": [{"gain": gain, "says": says} for gain, says in document.verdict.evidence],
        "lines": list(_lines(reading)),
        "items": {id: str(why) for id, why in items.items()},
    }


def _lines(reading: Reading) -> Iterator[dict[str, Any]]:
    decoded = reading.decoded
    steps = zip(reading.tokens, decoded.labels, decoded.margins, decoded.others, decoded.scored, decoded.states,
                strict=True)  # fmt: skip
    for token, label, margin, other, scored, state in steps:
        close = [other] if other is not None and margin < _CLOSE else []
        named, *against = map(_named, gains(token, scored.scene, state, (label, *close)))
        yield {
            "line": token.line.at(token.begin)[1],
            "text": token.text,
            "label": label,
            "margin": None if margin == SURE else round(margin, 2),
            "other": other,
            "noted": token.bound is not None and token.bound != "T",
            "for": named,
            "against": against[0] if against else [],
        }


def _named(found: list[tuple[str, float]]) -> list[dict[str, Any]]:
    return [{"name": name, "says": MEANING[name], "gain": gain} for name, gain in found if MEANING[name]]


def why_text(report: Mapping[str, Any]) -> Iterator[str]:
    """The lines for a terminal."""
    yield f"{OUTCOMES[report['outcome']]}（{report['score']:+.1f} 分；2 分以上收入，-0.5 分以下不收，中间的要人定）"
    yield from (f"  {each['gain']:+.1f}  {each['says']}" for each in sorted(report["evidence"], key=_weight))
    yield ""
    yield "逐行：行号、读作什么、比次优的读法强多少（不到 1 的标 ?）、原文；下面是凭什么"
    for each in report["lines"]:
        yield from _line(each)
    if report["items"]:
        yield ""
        yield "归类："
        yield from (f"  {id:<6} {why}" for id, why in report["items"].items())


def _weight(evidence: Mapping[str, Any]) -> float:
    gain: float = evidence["gain"]
    return -abs(gain)


def _line(each: Mapping[str, Any]) -> Iterator[str]:
    text = each["text"].replace("\n", " ")
    shown = text if len(text) <= _TEXT else text[:_TEXT] + "……"
    margin = "  确定" if each["margin"] is None else f"{each['margin']:6.1f}"
    mark = "?" if each["margin"] is not None and each["margin"] < UNSURE else " "
    name = "编辑指明的" * each["noted"] + label_name(each["label"])
    yield f"{each['line']:>5} {name + '　' * max(0, _LABEL - len(name))}{margin}{mark} {shown}"
    if each["label"] != "T":
        yield from _because("凭", each["for"])
    if each["against"]:
        yield from _because(f"次：{label_name(each['other'])}", each["against"])


def _because(what: str, found: list[Mapping[str, Any]]) -> Iterator[str]:
    if found:
        yield f"        {what}：" + "、".join(f"{g['says']} {g['gain']:+.1f}" for g in found[:_SHOWN])
