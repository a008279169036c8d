"""What was read from one document, for `review inspect`: as JSON for scripts, as text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from review.model import Campaign, CanonicalHeading, Document, Finding, Heading, Item, Material, Problem, Vocabulary
from review.relate.classify import Classifier
from review.relate.degrees import Placement

PART_NAMES = {
    "problems": "问题", "causes": "根源", "measures": "措施", "cases": "案例", "previous": "上年整改", "other": "其他",
}
SHORT = 40
"""Characters of a heading that a summary shows; some have two hundred."""
LIKELY = 0.75
"""A document that is asked about counts as a material above this score."""
UNREADABLE = "文件读不出来"


def inspected(
    document: Document | None,
    material: Material | None,
    matched: Mapping[str, CanonicalHeading],
    classifier: Classifier,
    findings: Iterable[Finding],
) -> dict[str, Any]:
    """The object that `review inspect --json` prints; DESIGN.md has its shape.

    `matched` has the campaign's heading by heading id; a type that the material states overrules the inferred.
    """
    stated = material.overrides if material else {}
    placements = classifier.place(document, matched, stated).placements if document else {}
    return {
        "material": document is not None and document.verdict.score > LIKELY,
        "asked": document is not None and document.verdict.outcome == "asked",
        "reason": _reason(document),
        "title": document.title if document else None,
        "sections": [{"kind": s.kind, "title": s.title} for s in document.sections] if document else [],
        "headings": list(_headings(document, matched, placements)) if document else [],
        "causes": [_themed(x, placements) for x in document.causes] if document else [],
        "measures": [_themed(x, placements) for x in document.measures] if document else [],
        "findings": [
            {"rule": f.rule, "severity": f.severity, "line": f.at.line, "message": f.message} for f in findings
        ],
    }


def _reason(document: Document | None) -> str:
    """Why it is no material, or may be none; empty where it is one."""
    if document is None:
        return UNREADABLE
    return "" if document.verdict.outcome == "taken" else document.verdict.reason


def _headings(
    document: Document, matched: Mapping[str, CanonicalHeading], placements: Mapping[str, Placement]
) -> Iterator[dict[str, Any]]:
    """In the order of the document; problems directly in a section come under a heading without a name."""
    for section in document.sections:
        loose: dict[str, Any] | None = None
        for part in section.content:
            if isinstance(part, Heading):
                if loose is not None:
                    yield loose
                    loose = None
                problems = [_problem(p, placements) for p in part.problems]
                canonical = matched[part.id].id if part.id in matched else None
                yield {"number": part.number, "name": part.name, "canonical": canonical, "problems": problems}
            elif isinstance(part, Problem):
                if loose is None:
                    loose = {"number": None, "name": None, "canonical": None, "problems": []}
                loose["problems"].append(_problem(part, placements))
        if loose is not None:
            yield loose


def _problem(item: Problem, placements: Mapping[str, Placement]) -> dict[str, Any]:
    type = placements[item.id].type
    return _item(item) | {"type": type.id if type else None}


def _themed(item: Item, placements: Mapping[str, Placement]) -> dict[str, Any]:
    theme = placements[item.id].theme
    return _item(item) | {"theme": theme.id if theme else None}


def _item(item: Item) -> dict[str, Any]:
    return {"id": item.id, "opening": item.opening, "text": item.text}


def place_names(vocabulary: Vocabulary) -> dict[str, str]:
    """The Chinese name of each problem type, theme and canonical heading, by id."""
    found = {heading.id: heading.name for campaign in vocabulary.campaigns for heading in campaign.headings}
    for theme in vocabulary.themes:
        found[theme.id] = theme.name
        found |= {kind.id: f"{theme.name}：{kind.name}" for kind in theme.types}
    return found


# ---- for people ---------------------------------------------------------------------------------------


def inspected_text(
    report: Mapping[str, Any], names: Mapping[str, str], campaign: Campaign | None, sure: float | None
) -> Iterator[str]:
    """The lines of a summary; `names` has the Chinese name of each type, theme and canonical heading by id.

    `sure` is how certain a guessed campaign is, 0..1; None where front matter states it.
    """
    yield report["title"] or "（没有标题）"
    if report["asked"]:
        yield f"拿不准是不是材料：{report['reason']}"
    elif not report["material"]:
        yield f"没有读成材料：{report['reason']}"
    if report["reason"] == UNREADABLE:
        return
    yield _campaign_line(campaign, sure)
    problems = [p for h in report["headings"] for p in h["problems"]]
    headings = [h for h in report["headings"] if h["name"] is not None]
    yield (f"{len(headings)} 个方面 · {len(problems)} 个问题 · {len(report['causes'])} 条根源"
           f" · {len(report['measures'])} 条措施")
    parts = " → ".join(f"{s['title'] or '（无标题）'}〔{PART_NAMES[s['kind']]}〕" for s in report["sections"])
    yield f"结构：{parts or '没有分部分'}"
    for heading in report["headings"]:
        yield ""
        yield _heading_line(heading, names)
        yield from _item_lines(heading["problems"], "type", names)
    for key, name in (("causes", "根源"), ("measures", "措施")):
        if report[key]:
            yield ""
            yield name
            yield from _item_lines(report[key], "theme", names)


def _campaign_line(campaign: Campaign | None, sure: float | None) -> str:
    if campaign is None:
        return "活动：没有认出来"
    guess = "" if sure is None else f"（由各方面推断，把握 {sure:.0%}）"
    return f"活动：{campaign.year} 年{campaign.name}（{campaign.label}）{guess}"


def _heading_line(heading: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if heading["name"] is None:
        return "不分方面的问题"
    number = f"{heading['number']}. " if heading["number"] is not None else ""
    canonical = heading["canonical"]
    name = heading["name"] if len(heading["name"]) <= SHORT else heading["name"][:SHORT] + "……"
    return f"方面 {number}{name}" + (f"〔{names[canonical]}〕" if canonical else "")


def _item_lines(items: Iterable[Mapping[str, Any]], placed: str, names: Mapping[str, str]) -> Iterator[str]:
    found = False
    for item in items:
        found = True
        yield f"  {item['id']:<6} {item['opening']}〔{names.get(item[placed], '未归类')}〕"
    if not found:
        yield "  没有标明的问题"
