"""What front matter says of the items of a document: its ledger, corrections, readings, and remarks seen."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import get_args

from review.model import Due, LedgerEntry, Note, Override, Position, Role, Seen, Status, Vocabulary
from review.read.front.due import FORMS, read_due
from review.read.structure.kinds import KINDS
from review.read.yaml.fields import Fields, Notes, nearest
from review.read.yaml.strict import Scalar, quoted

KEY = re.compile(r"[1-9][0-9]{0,2}(x[0-9]{1,2})?")
PROBLEM_KEY = re.compile(rf"{KEY.pattern}([.-]{KEY.pattern})?")
READING = {
    "at": "at: 二是联系群众不够",
    "as": "as: problem",
    "kind": "kind: other",
    "nth": "nth: 2",
    "also": "also: list",
}
ALSO = ("list",)
"""What else a note may bind: the entries that count on from its passage."""
ROLES: tuple[Role, ...] = get_args(Role)
SEEN = {"rule": "rule: ordinal-gap", "at": "at: 四是提醒不及时", "why": "why: 原件如此"}
LEDGER = {
    "owner": "owner: 办公室",
    "leader": "leader: 分管副局长",
    "due": "due: 2022-06-30",
    "status": "status: 推进中",
    "progress": "progress: 2022-05-06 已办三期",
    "evidence": "evidence: 会议纪要第3号",
    "closed": "closed: 2022-07-08",
}
LONG = 500
"""Characters of progress and evidence."""
OVERRIDE = {"type": "type: theory-shallow", "causes": "causes: [1]", "measures": "measures: [1, 3]"}
STATUS: tuple[Status, ...] = get_args(Status)


def read_ledger(fields: Fields, notes: Notes, written: datetime.date) -> Iterator[tuple[str, LedgerEntry]]:
    """The ledger's entry of each measure, by its id; `written` is the day of the material."""
    for key, node in fields.pairs("measures"):
        if not KEY.fullmatch(key.text):
            message = f"措施（measures）的键应为措施的序号，实为{quoted(key.text)}"
            fields.wrong(key.line, f"{message}；例：{fields.examples['measures']}")
            continue
        entry = Fields(node, notes, LEDGER)
        hint = "（逾期由完成时限算出，不用写）" if says(entry.values.get("status"), "逾期") else ""
        status = entry.choice("status", STATUS, hint=hint)
        yield f"m{key.text}", LedgerEntry(
            owner=entry.text("owner") or "",
            leader=entry.text("leader", required=False, limit=40) or "",
            due=_due(entry, written),
            status=status or "未启动",
            progress=entry.text("progress", required=False, limit=LONG) or "",
            evidence=entry.text("evidence", required=False, limit=LONG) or "",
            closed=_closed(entry, status),
            at=_at(notes, key),
        )


def _due(entry: Fields, written: datetime.date) -> Due:
    text = entry.text("due", required=False, limit=40)
    if text is None:
        return Due()
    due = read_due(text, written)
    if due is None:
        entry.expected("due", f" {FORMS}", entry.values["due"])
    return due or Due()


def _closed(entry: Fields, status: str | None) -> datetime.date | None:
    """What is signed off is done: 销号 without 已完成 contradicts itself."""
    if "closed" not in entry.values:
        return None
    if status not in (None, "已完成"):
        message = f"写了销号日期（closed），状态（status）应为 已完成，实为“{status}”；例：status: 已完成"
        entry.wrong(entry.line_of("status"), message)
    return entry.date("closed")


def problem_key(text: str) -> str:
    """The id of the problem that a key of front matter means: p2-10 for 2.10, and for 2-10, which is the same."""
    return f"p{text.replace('.', '-')}"


def read_overrides(fields: Fields, notes: Notes, vocabulary: Vocabulary) -> Iterator[tuple[str, Override]]:
    """What an editor corrects of problems, by their ids. The key is taken as written: to YAML, 2.10 is 2.1."""
    seen: dict[str, Scalar] = {}
    for key, node in fields.pairs("problems"):
        if not PROBLEM_KEY.fullmatch(key.text):
            message = f"更正（problems）的键应为“方面.问题”的序号（没有方面时只写问题的），实为{quoted(key.text)}"
            fields.wrong(key.line, f"{message}；例：{fields.examples['problems']}")
            continue
        id = problem_key(key.text)
        if id in seen:
            other = f"第 {seen[id].line} 行的 {seen[id].text}"
            fields.wrong(key.line, f"更正（problems）的 {key.text} 与{other} 是同一个问题；请只留一个。")
        seen.setdefault(id, key)
        entry = Fields(node, notes, OVERRIDE)
        if entry.sound and not entry.values:
            entry.wrong(key.line, f"更正（problems）的 {key.text} 应至少写一项；例：{fields.examples['problems']}")
        yield id, Override(
            type=_type(entry, vocabulary),
            causes=entry.numbers("causes"),
            measures=entry.numbers("measures"),
            at=_at(notes, key),
        )


def read_notes(fields: Fields, notes: Notes) -> Iterator[Note]:
    """What the editor says that passages are; a note with a fault is left out."""
    for node in fields.items("reading"):
        entry = Fields(node, notes, READING)
        begins, role, kind = entry.text("at"), entry.choice("as", ROLES), None
        if role == "section":
            kind = entry.choice("kind", KINDS)
        elif "kind" in entry.values:
            entry.wrong(entry.line_of("kind"), f"kind 只用于 as: section；例：{fields.examples['reading']}")
        nth = entry.integer("nth", 1, 999, required=False)
        if role == "material" and nth:
            entry.wrong(entry.line_of("nth"), f"as: material 说的是整篇，不写 nth；例：{fields.examples['reading']}")
        also = entry.choice("also", ALSO) if "also" in entry.values else None
        if role in ("material", "section") and also:
            entry.wrong(entry.line_of("also"), f"also 只用于分条的；例：{fields.examples['reading']}")
        if entry.sound and begins and role:
            at = Position(path=notes.path, line=entry.line)
            yield Note(begins=begins, role=role, kind=kind, nth=nth, whole_list=bool(also), at=at)


def read_seen(fields: Fields, notes: Notes) -> Iterator[Seen]:
    """The remarks that somebody looked at and lets stand."""
    for node in fields.items("seen"):
        entry = Fields(node, notes, SEEN)
        rule, why, at = entry.text("rule"), entry.text("why"), entry.text("at", required=False)
        yield Seen(rule=rule or "", at_text=at or "", why=why or "", at=Position(path=notes.path, line=node.line))


def _type(fields: Fields, vocabulary: Vocabulary) -> str | None:
    id = fields.text("type", required=False)
    if id is None or vocabulary.type(id):
        return id
    types = [t for theme in vocabulary.themes for t in theme.types]
    named = next((f"；这个名称的 id 是 {t.id}" for t in types if t.name == id), "")
    hint = named or nearest(id, (t.id for t in types))
    what = " vocabulary/problems.yml 里问题类型的 id"
    fields.expected("type", what, fields.values["type"], hint, "unknown-type")
    return None


def _at(notes: Notes, key: Scalar) -> Position:
    return Position(path=notes.path, line=key.line)


def says(node: object, text: str) -> bool:
    """Whether a node is just this text."""
    return isinstance(node, Scalar) and node.text == text
