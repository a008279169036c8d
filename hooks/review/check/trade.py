"""The rules of the trade (行规): a first look by rules at how a material is written. Judgement is left to people.

The rules stand in vocabulary/rules.yml; here is how each kind of look is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

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
    Position,
    Section,
    TradeLook,
    TradeRule,
    Unit,
    Vocabulary,
)
from review.read.vocabulary.trade import BLANK

TextNode = Section | Heading | Paragraph | Item
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

    def within(self, rule: TradeRule) -> tuple[tuple[str, int], ...]:
        """The pieces that a rule is about."""
        if not rule.within:
            return self.leaves
        return tuple(_leaves(section for section in self.document.sections if section.kind in rule.within))


def _leaves(nodes: Iterable[TextNode]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        yield node.raw, node.at.line
        yield from _leaves(getattr(node, "content", ()))


Filled = Mapping[str, object]
"""What the blanks of a rule's message are filled with."""
TradeFinder = Callable[[Subject, TradeRule], Iterator[tuple[int, Filled]]]


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
    made = (
        _finding(rule, filled, subject.path, line)
        for rule in subject.vocabulary.trade
        if rule.grade != "不查" and rule.look in LOOKS and rule.kind in (None, "个人" if subject.personal else "班子")
        for line, filled in LOOKS[rule.look](subject, rule)
    )
    return sorted(made, key=lambda f: f.at.line)


def _finding(rule: TradeRule, filled: Filled, path: str, line: int) -> Finding:
    said = BLANK.sub(lambda blank: str(filled.get(blank[1], blank[0])), rule.says)
    message = f"初查（{rule.grade}）：{said}"
    return Finding(rule=rule.id, severity="warning", message=message, at=Position(path=path, line=line))


def _words(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    found = hits(subject.within(rule), rule.words)
    if found and len(found) >= (rule.least or 1):
        yield found[0].line, {"count": len(found), "named": named(found)}


def _each(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    for hit in hits(subject.within(rule), rule.words):
        yield hit.line, {"text": hit.text}


def _absent(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    if not any(s.kind in rule.within for s in subject.document.sections) and not hits(subject.leaves, rule.words):
        yield subject.line, {}


def _headings(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    for heading in subject.document.headings:
        text = "".join(raw for raw, _ in _leaves([heading]))
        body = text[len(heading.raw) :] + heading.raw.partition("方面")[2]
        if body.strip() and not hits([(body, 1)], rule.words) and not FIGURE.search(body):
            yield heading.at.line, {"name": _name(heading)}


def _bodies(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    name = subject.unit.name if subject.unit else ""
    own = [body for body in rule.bodies if name.endswith(body.ends)]
    if not own:
        return
    allowed = {word for body in own for word in body.words}
    others = [body for body in rule.bodies if body not in own]
    every = hits(subject.within(rule), {w for body in others for w in body.words if w not in allowed})
    for body in others if every else ():
        found = [hit for hit in every if hit.word in body.words]
        if len(found) >= (rule.least or 1):
            yield found[0].line, {"unit": name, "count": len(found), "body": body.name, "named": named(found)}


def _units(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    if subject.unit is None:
        return
    own = (subject.unit.name, *subject.unit.aliases)
    others = [unit for unit in subject.vocabulary.units if unit.id != subject.unit.id]
    names = {n for unit in others for n in (unit.name, *unit.aliases)}
    looked_for = {n for n in names if len(n) > 2 and not any(n in o or o in n for o in own)}
    every = hits(subject.within(rule), looked_for)
    for unit in others if every else ():
        found = [hit for hit in every if hit.word in (unit.name, *unit.aliases)]
        if len(found) >= (rule.least or 1):
            yield found[0].line, {"unit": unit.name, "count": len(found), "named": named(found)}


def _letters(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    meant = {t.written: t.meaning for t in subject.vocabulary.terms if t.written.isascii()}
    title = [(subject.document.title_raw, subject.line)]
    found = hits([*title, *subject.within(rule)], [*meant, *rule.words])
    if found:
        known = "、".join(f"{w} 即{meant[w]}" for w in dict.fromkeys(h.word for h in found) if w in meant)
        yield found[0].line, {"count": len(found), "named": named(found), "meant": f"（{known}）" if known else ""}


def _share(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    whole = _whole(subject.document)
    asked = sum(_size([s]) for s in subject.document.sections if s.kind in ("problems", "causes"))
    share = round(100 * asked / whole) if whole else 100
    if share < (rule.least or 0):
        yield subject.line, {"share": share, "least": rule.least}


def _length(subject: Subject, rule: TradeRule) -> Iterator[tuple[int, Filled]]:
    size = _whole(subject.document)
    if rule.least is not None and size < rule.least:
        yield subject.line, {"size": size, "beyond": f"少于 {rule.least} 字"}
    if rule.most is not None and size > rule.most:
        yield subject.line, {"size": size, "beyond": f"多于 {rule.most} 字"}


LOOKS: dict[TradeLook, TradeFinder] = {
    "words": _words, "each": _each, "absent": _absent, "headings": _headings, "bodies": _bodies, "units": _units,
    "letters": _letters, "share": _share, "length": _length,
}  # fmt: skip
"""All but unmatched, which needs the links of a library."""


def _unmatched(library: Library) -> Iterator[Finding]:
    rules = [rule for rule in library.vocabulary.trade if rule.look == "unmatched" and rule.grade != "不查"]
    held = (entry for material in library.materials for entry in library.by_material[material.id])
    for entry in held if rules else ():
        if _is_loose(entry):
            for rule in rules:
                yield _finding(rule, {"opening": entry.item.opening}, entry.item.at.path, entry.item.at.line)


def _is_loose(entry: Entry) -> bool:
    return entry.sort is Measure and not entry.problems and bool(entry.material.counts[0])


def _whole(document: Document) -> int:
    return sum(_size([section]) for section in document.sections) + _size(document.preamble)


def _size(nodes: Iterable[TextNode]) -> int:
    """Characters without white space."""
    return sum(len("".join(raw.split())) for raw, _ in _leaves(nodes))


def _name(heading: Heading) -> str:
    return f"{heading.marker.strip()}{heading.name or heading.wording}"[:30]
