"""What an entry of each file of a vocabulary may say, and the record that is made of it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import Any, TypeVar, get_args

from review.model import (
    Campaign,
    CanonicalHeading,
    Finding,
    NumberKind,
    Position,
    ProblemType,
    Signed,
    Term,
    TermMark,
    Theme,
    Unit,
)
from review.read.text.files import Refused, strict_text
from review.read.text.names import taken
from review.read.vocabulary.repeats import RULE
from review.read.vocabulary.trade import RULE as TRADE
from review.read.vocabulary.trade import brought_rules, trade_rule
from review.read.yaml.fields import Fields, Notes
from review.read.yaml.strict import Node, Sequence, parse

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
UNCLASSIFIED = "unclassified"
"""Names the page of problems without a type."""
MAX_NODES = 200_000
T = TypeVar("T")

CAMPAIGN = {
    "id": "id: 2021-dangshi",
    "year": "year: 2021",
    "name": "name: 党史学习教育专题民主生活会",
    "label": "label: 五个带头",
    "headings": "headings: [{name: 担当作为, wording: 带头履职尽责、担当作为, phrases: [担当作为]}]",
}
HEADING = {
    "name": "name: 履职尽责、担当作为",
    "wording": "wording: 带头牢记我们党是什么、要干什么这个根本问题，履职尽责、担当作为",
    "phrases": "phrases: [要干什么这个根本问题]",
    "themes": "themes: [duty, execution]",
}
THEME = {
    "id": "id: theory",
    "name": "name: 理论学习",
    "words": "words: [学习, 理论]",
    "measures": "measures: [制定学习计划，每月读一本书]",
    "types": "types: [{id: shallow-study, name: 学习不深不透, gloss: 学得浅、不系统, words: [浅尝辄止], examples: []}]",
}
TYPE = {
    "id": "id: shallow-study",
    "name": "name: 学习不深不透",
    "gloss": "gloss: 学习浅尝辄止，不系统、不深入",
    "words": "words: [不深不透, 浅尝辄止]",
    "examples": "examples: [研读党史文献不深]",
}
UNIT = {
    "id": "id: tzcjj",
    "name": "name: 投资促进局",
    "group": "group: 政府部门",
    "aliases": "aliases: [投促局]",
    "since": "since: 2019",
    "until": "until: 2024",
}
TERM = {
    "written": "written: dangshi",
    "meaning": "meaning: 党史",
    "definition": "definition: 中国共产党的历史",
    "synonyms": "synonyms: [中共党史]",
    "mark": "mark: 本站",
}

SIGNED = {
    "path": "path: materials/2021/投资促进局-局长.md",
    "kind": "kind: mobile-number",
    "digest": "digest: 3fa2",
    "reason": "reason: 对外公布的值班电话",
    "by": "by: 保密办主任",
    "date": "date: 2026-01-15",
}
MARKS: tuple[TermMark, ...] = get_args(TermMark)
NUMBERS: tuple[NumberKind, ...] = get_args(NumberKind)


@lru_cache(maxsize=16)
def records_of(name: str, data: bytes) -> tuple[tuple[Any, ...], tuple[Finding, ...]]:
    """The records of a file of this name and content, a list of mappings, and what is wrong with it.

    Remembered: one process reads the same file for many libraries, or again and again.
    """
    shown_path = f"vocabulary/{name}"
    notes = Notes(shown_path, RULE, [])
    examples, build = _kinds()[name]
    try:
        node = parse(strict_text(data, shown_path), shown_path, RULE, max_nodes=MAX_NODES)
    except Refused as error:
        return (), (error.finding,)
    if not isinstance(node, Sequence):
        notes.add(1, f"应为列表，每条以“- ”开头；例：- {next(iter(examples.values()))}")
        return (), tuple(notes.found)
    records = _records(node.items, notes, examples, build)
    return records, tuple(notes.found)


def _kinds() -> dict[str, tuple[dict[str, str], Callable[[Fields], Any]]]:
    """What an entry of each file may say, by example, and what makes a record of it."""
    return {
        "campaigns.yml": (CAMPAIGN, _campaign),
        "problems.yml": (THEME, _theme),
        "units.yml": (UNIT, _unit),
        "glossary.yml": (TERM, _term),
        "rules.yml": (TRADE, partial(trade_rule, brought_rules())),
        "exceptions.yml": (SIGNED, _signed),
    }


def _records(
    nodes: Iterable[Node], notes: Notes, examples: dict[str, str], build: Callable[[Fields], T]
) -> tuple[T, ...]:
    records = []
    for node in nodes:
        fields = Fields(node, notes, examples)
        record = build(fields)
        if fields.sound:
            records.append(record)
    return tuple(records)


def _at(fields: Fields) -> Position:
    return Position(path=fields.notes.path, line=fields.line)


def _id(fields: Fields) -> str:
    """An id stands in addresses, so it is a slug."""
    text = fields.text("id", limit=60)
    if text is None:
        return ""
    if not SLUG.fullmatch(text):
        fields.expected("id", "小写字母、数字和连字符", fields.values["id"])
    elif reason := taken(text) or (f"{text} 另有用处" if text == UNCLASSIFIED else None):
        fields.wrong(fields.values["id"].line, f"id 是网址的一部分，{reason}；请换一个 id。")
    return text


def _campaign(fields: Fields) -> Campaign:
    campaign_id = _id(fields)
    headings = _headings(campaign_id, fields.items("headings", required=True), fields.notes)
    return Campaign(
        id=campaign_id,
        year=fields.integer("year", 1949, 2100) or 0,
        name=fields.text("name") or "",
        label=fields.text("label") or "",
        headings=headings,
        at=_at(fields),
    )


def _headings(campaign: str, nodes: tuple[Node, ...], notes: Notes) -> tuple[CanonicalHeading, ...]:
    headings = []
    for number, node in enumerate(nodes, 1):
        fields = Fields(node, notes, HEADING)
        heading = CanonicalHeading(
            campaign=campaign,
            number=number,
            name=fields.text("name") or "",
            wording=fields.text("wording", limit=400) or "",
            phrases=fields.texts("phrases", required=True),
            themes=fields.texts("themes"),
            at=_at(fields),
        )
        if fields.sound and not heading.phrases:
            fields.wrong(fields.line, f"phrases 至少一条，不然没有材料能对上；例：{HEADING['phrases']}")
        headings.append(heading)
    return tuple(headings)


def _theme(fields: Fields) -> Theme:
    theme_id = _id(fields)
    build = partial(_type, theme_id)
    return Theme(
        id=theme_id,
        name=fields.text("name") or "",
        words=fields.texts("words"),
        measures=fields.texts("measures"),
        types=_records(fields.items("types", required=True), fields.notes, TYPE, build),
        at=_at(fields),
    )


def _type(theme: str, fields: Fields) -> ProblemType:
    return ProblemType(
        id=_id(fields),
        theme=theme,
        name=fields.text("name") or "",
        gloss=fields.text("gloss") or "",
        words=fields.texts("words", required=True),
        examples=fields.texts("examples"),
        at=_at(fields),
    )


def _unit(fields: Fields) -> Unit:
    since = fields.integer("since", 1949, 2100, required=False)
    until = fields.integer("until", 1949, 2100, required=False)
    if since and until and since > until:
        fields.expected("until", f"不早于 since（{since}）的年份", fields.values["until"])
    return Unit(
        id=_id(fields),
        name=fields.text("name") or "",
        group=fields.text("group") or "",
        aliases=fields.texts("aliases"),
        since=since,
        until=until,
        at=_at(fields),
    )


def _term(fields: Fields) -> Term:
    return Term(
        written=fields.text("written") or "",
        meaning=fields.text("meaning") or "",
        definition=fields.text("definition", required=False, limit=400) or "",
        synonyms=fields.texts("synonyms"),
        mark=("mark" in fields.values and fields.choice("mark", MARKS)) or "全文",
        at=_at(fields),
    )


def _signed(fields: Fields) -> Signed:
    digest = fields.text("digest") or ""
    if digest and not re.fullmatch(r"[0-9a-f]{4}", digest):
        message = f"digest 应为检查结果里“例外”之后的四位编码，不写号码本身；例：{SIGNED['digest']}"
        fields.wrong(fields.values["digest"].line, message)
    return Signed(
        path=fields.text("path") or "",
        kind=fields.choice("kind", NUMBERS, hint="（密级标志没有例外）") or "identity-number",
        digest=digest,
        reason=fields.text("reason") or "",
        by=fields.text("by") or "",
        date=fields.date("date") or datetime.date.min,
        at=_at(fields),
    )
