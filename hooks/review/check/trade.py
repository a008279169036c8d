"""The rules of the trade (行规): a first look by rules at how a material is written. Judgement is left to people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from review.check.rules import finding
from review.check.settled import settled
from review.check.trade_words import hits, named
from review.model import (
    Document,
    Entry,
    Finding,
    Heading,
    Item,
    Library,
    Measure,
    Paragraph,
    Section,
    TradeRule,
    Unit,
    Vocabulary,
)

Leaf = Section | Heading | Paragraph | Item
_COUNTED = "次本处年件天户家份人条起场篇遍名套辆里批轮期岁元万亩公吨分小月"
FIGURE = re.compile(
    rf"\d|[一二三四五六七八九十百千万两]{{2,}}[多余]?[\u3400-\u9fff]|[二三四五六七八九十两][多余]?(?:[{_COUNTED}]|个月)"
)
"""A figure: what makes a case concrete even where no 例如 stands before it."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What the rules look at: one document, whose it is, and the vocabulary that counts."""

    document: Document
    path: str
    personal: bool
    unit: Unit | None
    vocabulary: Vocabulary

    @property
    def line(self) -> int:
        """The line of the title, for what is said of the whole."""
        return self.document.title_at.line if self.document.title_at else 1

    @cached_property
    def leaves(self) -> tuple[tuple[str, int], ...]:
        """The text after the title, piece by piece, each with its line."""
        return (*_leaves(self.document.preamble), *_leaves(self.document.sections))


def _leaves(nodes: Iterable[Leaf]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        yield node.raw, node.at.line
        yield from _leaves(getattr(node, "content", ()))


Check = Callable[[Subject, TradeRule], Iterator[tuple[int, str]]]


def check_trade(library: Library) -> list[Finding]:
    """What the rules of the trade find in every material of a library, by file and line."""
    found: list[Finding] = []
    for material in library.materials:
        unit = next((u for u in library.vocabulary.units if u.id == material.unit), None)
        subject = Subject(document=material.document, path=material.path, personal=material.kind == "个人", unit=unit,
                          vocabulary=library.vocabulary)
        found += check_subject(subject)
    found += _unmatched(library)
    return settled(found, library.materials, of="trade-")


def check_subject(subject: Subject) -> list[Finding]:
    """What the rules find in one document, also of one that is in no library yet."""
    if subject.document.refusal is not None:
        return []
    rules = [rule for rule in subject.vocabulary.trade if rule.grade != "不查" and rule.id in CHECKS]
    made = ((rule, line, text) for rule in rules for line, text in CHECKS[rule.id](subject, rule))
    found = [_finding(rule, text, subject.path, line) for rule, line, text in made]
    return sorted(found, key=lambda f: f.at.line)


def _finding(rule: TradeRule, text: str, path: str, line: int) -> Finding:
    return finding(rule.id, f"初查（{rule.grade}）：{text}", path, line)


def _third_person(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    asked = [s for s in subject.document.sections if s.kind in ("problems", "causes")]
    found = hits(_leaves(asked), rule.words) if subject.personal else []
    if len(found) >= (rule.least or 1):
        yield found[0].line, f"个人材料里有 {len(found)} 处第三人称：{named(found)}；应写本人，是否确指本人请判断。"


def _other_body(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    name = subject.unit.name if subject.unit else ""
    own = [body for body in rule.bodies if name.endswith(body.ends)]
    if not own:
        return
    allowed = {word for body in own for word in body.words}
    others = [body for body in rule.bodies if body not in own]
    every = hits(subject.leaves, {w for body in others for w in body.words if w not in allowed})
    for body in others if every else ():
        found = [hit for hit in every if hit.word in body.words]
        if len(found) >= (rule.least or 1):
            text = f"{name}的材料里有 {len(found)} 处{body.name}的说法：{named(found)}；是否从别处抄来，请核对。"
            yield found[0].line, text


def _other_unit(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    if subject.unit is None:
        return
    own = (subject.unit.name, *subject.unit.aliases)
    others = [unit for unit in subject.vocabulary.units if unit.id != subject.unit.id]
    names = {n for unit in others for n in (unit.name, *unit.aliases)}
    every = hits(subject.leaves, {n for n in names if len(n) > 2 and not any(n in o or o in n for o in own)})
    for unit in others if every else ():
        found = [hit for hit in every if hit.word in (unit.name, *unit.aliases)]
        if len(found) >= (rule.least or 1):
            text = f"有 {len(found)} 处提到{unit.name}：{named(found)}；是工作往来还是套用了别家的稿子，请判断。"
            yield found[0].line, text


def _praise_first(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    places = [section for section in subject.document.sections if section.kind == "problems"]
    for hit in hits(_leaves(places), rule.words):
        yield hit.line, f"像是先扬后抑：“{hit.text}”；查摆问题宜直接写不足。"


def _no_case(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    for heading in subject.document.headings:
        text = "".join(raw for raw, _ in _leaves([heading]))
        body = text[len(heading.raw) :] + heading.raw.partition("方面")[2]
        if body.strip() and not hits([(body, 1)], rule.words) and not FIGURE.search(body):
            yield heading.at.line, f"“{_name(heading)}”里没有看到具体事例（如：、比如、例如，或数字）；宜举一件实事。"


def _share(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    whole = sum(_size([section]) for section in subject.document.sections) + _size(subject.document.preamble)
    asked = sum(_size([s]) for s in subject.document.sections if s.kind in ("problems", "causes"))
    share = round(100 * asked / whole) if whole else 100
    if share < (rule.least or 0):
        yield subject.line, f"问题和原因占全文的 {share}%，不到 {rule.least}%；查摆和剖析宜为主体。"


def _length(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    size = sum(_size([section]) for section in subject.document.sections) + _size(subject.document.preamble)
    if rule.least is not None and size < rule.least:
        yield subject.line, f"全文 {size} 字，少于 {rule.least} 字。"
    if rule.most is not None and size > rule.most:
        yield subject.line, f"全文 {size} 字，多于 {rule.most} 字。"


def _no_previous(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    if not any(s.kind == "previous" for s in subject.document.sections) and not hits(subject.leaves, rule.words):
        yield subject.line, "没有看到上年度问题的整改情况；按惯例应有交代。"


def _obfuscated(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, str]]:
    meant = {t.written: t.meaning for t in subject.vocabulary.terms if t.written.isascii()}
    title = [(subject.document.title_raw, subject.line)]
    found = hits([*title, *subject.leaves], [*meant, *rule.words])
    if found:
        known = "、".join(f"{w} 即{meant[w]}" for w in dict.fromkeys(h.word for h in found) if w in meant)
        hint = f"（{known}）" if known else ""
        yield found[0].line, f"有 {len(found)} 处变形写法：{named(found)}{hint}；请改回汉字。"


CHECKS: dict[str, Check] = {
    "trade-third-person": _third_person,
    "trade-other-body": _other_body,
    "trade-other-unit": _other_unit,
    "trade-praise-first": _praise_first,
    "trade-no-case": _no_case,
    "trade-share": _share,
    "trade-length": _length,
    "trade-no-previous": _no_previous,
    "trade-obfuscated": _obfuscated,
}
"""All but trade-measure-unmatched, which needs the links of a library."""


def _unmatched(library: Library) -> Iterator[Finding]:
    rule = next((r for r in library.vocabulary.trade if r.id == "trade-measure-unmatched" and r.grade != "不查"), None)
    if rule is None:
        return
    for entry in library.entries.values():
        if _is_loose(entry):
            text = f"措施“{entry.item.opening}”没有对上任何问题；请看是不是套话，或问题漏写了。"
            yield _finding(rule, text, entry.item.at.path, entry.item.at.line)


def _is_loose(entry: Entry) -> bool:
    return isinstance(entry.item, Measure) and not entry.problems and bool(entry.material.document.problems)


def _size(nodes: Iterable[Leaf]) -> int:
    """Characters without white space."""
    return sum(len("".join(raw.split())) for raw, _ in _leaves(nodes))


def _name(heading: Heading) -> str:
    return f"{heading.marker.strip()}{heading.name or heading.wording}"[:30]
