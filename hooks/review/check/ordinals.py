"""Ordinals that jump, repeat or start again. A count is never inferred from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.check.rules import finding
from review.model import Cause, Document, Finding, Heading, Item, Measure, Problem, Section

Numbered = Section | Heading | Item


def check_ordinals(document: Document) -> Iterator[Finding]:
    """Sections in the document, headings and items in their section, problems in their heading."""
    yield from _sequence("部分", document.sections)
    for section in document.sections:
        for what, kind in (("方面", Heading), ("问题", Problem), ("根源", Cause), ("措施", Measure)):
            items = [x for x in section.content if isinstance(x, (Heading, Item)) and isinstance(x, kind)]
            for run in _runs(section, kind):
                yield from _sequence(what, run)
            if items and items[0].number == 1 and _untitled(section, document):
                yield _unannounced(what, items[0])
        last = 0
        for heading in section.content:
            if isinstance(heading, Heading) and heading.problems:
                goes_on = last and heading.problems[0].number == last + 1
                yield from _sequence("问题", heading.problems, last if goes_on else 0)
                last = heading.problems[-1].number or 0


def _runs(section: Section, kind: type[Numbered]) -> Iterator[list[Numbered]]:
    """Its headings, or its items of one kind; items begin anew below a heading or items of another kind."""
    run: list[Numbered] = []
    apart = False
    for entry in section.content:
        if isinstance(entry, kind):
            if run and apart and entry.number == 1 and kind is not Heading:
                yield run
                run = []
            run.append(entry)
            apart = False
        elif isinstance(entry, (Heading, Item)):
            apart = True
    yield run


def _untitled(section: Section, document: Document) -> bool:
    """Whether items begin again after others with no section title between: only a sentence announced them."""
    return section is not document.sections[0] and not section.marker and not section.title


def _sequence(what: str, items: Iterable[Numbered], before: int = 0) -> Iterator[Finding]:
    """`before`: the ordinal that they go on from, where they are numbered through."""
    marker = ""
    for item in items:
        if item.number is None:
            continue
        code, message = _step(before, marker, item.number, item.marker.strip())
        if code:
            yield finding(code, f"{what}的序号{message}", item.at.path, item.at.line)
        before, marker = item.number, item.marker.strip()


def _step(before: int, marker: str, number: int, written: str) -> tuple[str, str]:
    """What is wrong with going from one ordinal to the next; empty where nothing is."""
    if number == before + 1:
        return "", ""
    if number == before:
        return "ordinal-repeat", f"重复：{written}之前已有{marker}；应为第 {before + 1} 个，请改序号。"
    if number < before:
        return "ordinal-restart", f"倒退：{marker}之后应为第 {before + 1} 个，实为{written}；是否漏了标题，或编错了号。"
    missing = "、".join(str(n) for n in range(before + 1, min(number, before + 6)))
    more = "……" if number - before > 6 else ""
    start = f"{marker}之后应为第 {before + 1} 个" if marker else "应从第 1 个开始"
    return "ordinal-gap", f"跳号：{start}，实为{written}；缺第 {missing}{more} 个，请看是漏了内容还是编错了号。"


def _unannounced(what: str, item: Heading | Item) -> Finding:
    message = f"从{item.marker.strip()}重新开始，前面没有这一部分的标题；已读作{what}，请补上标题，例：二、原因分析"
    return finding("ordinal-restart", f"序号{message}", item.at.path, item.at.line)
