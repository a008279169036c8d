"""A material's headings against those that its campaign prescribes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.check.rules import finding
from review.model import Campaign, CanonicalHeading, Document, Finding, Heading


def check_headings(
    document: Document, campaign: Campaign, matched: Mapping[str, CanonicalHeading], path: str
) -> Iterator[Finding]:
    """Missing, repeated and misplaced headings; `matched` has the campaign's heading by heading id."""
    first: dict[str, Heading] = {}
    highest = 0
    for heading in document.headings:
        canonical = matched.get(heading.id)
        if canonical is None:
            continue
        if canonical.id in first:
            other = first[canonical.id].at.line
            message = f"{_name(heading)}与第 {other} 行的方面对上了同一个“{canonical.name}”；请看是否写重了。"
            yield finding("heading-repeat", message, path, heading.at.line)
        elif canonical.number < highest:
            message = f"{_name(heading)}是{campaign.label}的第 {canonical.number} 个方面，应在第 {highest} 个之前。"
            yield finding("heading-order", message, path, heading.at.line)
        first.setdefault(canonical.id, heading)
        highest = max(highest, canonical.number)
    yield from _missing(document, campaign, matched, path)


def _missing(
    document: Document, campaign: Campaign, matched: Mapping[str, CanonicalHeading], path: str
) -> Iterator[Finding]:
    found = {canonical.id for canonical in matched.values()}
    missing = [h for h in campaign.headings if h.id not in found]
    if not missing:
        return
    names = "、".join(f"第 {h.number} 个“{h.name}”" for h in missing)
    free = "、".join(_name(h) for h in document.headings if h.id not in matched)
    hint = f"；没有对上的方面有{free}" if free else ""
    message = f"应有{campaign.label}的 {len(campaign.headings)} 个方面，缺{names}{hint}。"
    yield finding("heading-missing", message, path, _line(document))


def _line(document: Document) -> int:
    """Where the missing heading would be looked for: the first problems section, or the title."""
    section = next((s for s in document.sections if s.kind == "problems"), None)
    at = section.at if section else document.title_at
    return at.line if at else 1


def _name(heading: Heading) -> str:
    return f"“{heading.marker.strip()}{heading.name or heading.wording}”"
