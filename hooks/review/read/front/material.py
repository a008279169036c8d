"""A file of materials/ to a Material: strict front matter, then the document."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from review.model import (
    AuthorKind,
    Document,
    Due,
    Finding,
    LedgerEntry,
    Material,
    Note,
    Override,
    Position,
    Role,
    Seen,
    Status,
    Visibility,
    Vocabulary,
)
from review.read.front.due import FORMS, read_due
from review.read.front.fields import Fields, Notes, called, nearest
from review.read.front.yaml_strict import Scalar, parse, quoted
from review.read.structure.document import read_document
from review.read.structure.kinds import KINDS
from review.read.text.files import MAX_MATERIAL, Refused, read_bytes, shown, strict_text

RULE = "front-matter"
MAX_FRONT = 64 * 1024
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
STRAY_HEADING = re.compile(r"\n[ \t]*\n#+ |^##", re.MULTILINE)
KEY = re.compile(r"[1-9][0-9]{0,2}(x[0-9]{1,2})?")
PROBLEM_KEY = re.compile(rf"{KEY.pattern}([.-]{KEY.pattern})?")

UNDECIDED = "待定"
"""What the importer writes for a field that it does not know."""

MATERIAL = {
    "title": "title: 投资促进局局长党史学习教育专题民主生活会对照检查材料",
    "campaign": "campaign: 2021-dangshi",
    "unit": "unit: 投资促进局",
    "author": "author: 局长",
    "kind": "kind: 个人",
    "date": "date: 2022-01-10",
    "visibility": "visibility: internal",
    "measures": "measures: {1: {owner: 办公室, due: 2022-06-30, status: 推进中}}",
    "problems": "problems: {'2.1': {type: theory-shallow, causes: [1], measures: [3]}}",
    "reading": "reading: [{at: 二是联系群众不够, as: problem}]",
    "seen": "seen: [{rule: ordinal-gap, at: 四是提醒不及时, why: 原件如此}]",
}
READING = {
    "at": "at: 二是联系群众不够",
    "as": "as: problem",
    "kind": "kind: other",
}
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
DECIDED = ("title", "campaign", "unit", "author", "kind", "date")
"""What an import may leave to a person."""
STATUS: tuple[Status, ...] = get_args(Status)
AUTHOR_KINDS: tuple[AuthorKind, ...] = get_args(AuthorKind)
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)
_NO_DAY = datetime.date.min


def read_material(path: Path, root: Path, vocabulary: Vocabulary) -> tuple[Material | None, list[Finding]]:
    """The material in the file `path` below `root`, and what is wrong with it; None where it may not be used.

    Never raises on bad input.
    """
    name = shown(path.relative_to(root).as_posix())
    try:
        return parse_material(strict_text(read_bytes(path, name, MAX_MATERIAL), name), name, vocabulary)
    except Refused as error:
        return None, [error.finding]


def parse_material(text: str, name: str, vocabulary: Vocabulary) -> tuple[Material | None, list[Finding]]:
    """The material in a text that starts with its front matter. Raises Refused where that cannot be read."""
    notes = Notes(name, RULE, [])
    front, body, first_line = split(text, name)
    fields = Fields(parse(front, name, RULE, first_line=2), notes, MATERIAL, line=1)
    if undecided := list(_undecided(fields, name)):
        return None, [*notes.found, *undecided]
    material = _material(fields, notes, vocabulary, name, body, first_line)
    if not body.strip():
        notes.add(1, "元数据之后没有正文；请补上，不用的文件请删除。", "empty-file")
    return (material if not notes.found else None), notes.found


def read_undecided(path: Path, root: Path, vocabulary: Vocabulary) -> Material | None:
    """A draft that waits for a person, as far as its fields go: to be looked through, not to be used."""
    name = shown(path.relative_to(root).as_posix())
    try:
        text = strict_text(read_bytes(path, name, MAX_MATERIAL), name)
        front, body, first_line = split(text, name)
        fields = Fields(parse(front, name, RULE, first_line=2), Notes(name, RULE, []), MATERIAL, line=1)
    except Refused:
        return None
    waits = any(_undecided(fields, name))
    return _material(fields, fields.notes, vocabulary, name, body, first_line) if waits else None


def read_below(text: str, name: str) -> Document:
    """The document below the front matter of `text`, read as its notes on reading say, whatever else it lacks.

    Raises Refused where the front matter cannot be read.
    """
    notes = Notes(name, RULE, [])
    front, body, first_line = split(text, name)
    fields = Fields(parse(front, name, RULE, first_line=2), notes, MATERIAL, line=1)
    return read_document(body, name, first_line, tuple(read_notes(fields, notes)))


def split(text: str, path: str) -> tuple[str, str, int]:
    """Front matter, body, and the line the body starts at. Raises Refused where the front matter has no bounds."""
    first, _, rest = text.partition("\n")
    if first.rstrip(" \t") != "---":
        expected = "第一行应为 ---（其后是 title、visibility 等，再以 --- 结束）"
        raise Refused(RULE, f"{expected}，实为{quoted(first)}。", path)
    end = FENCE.search(rest)
    if end is None:
        raise Refused(RULE, "开头的 --- 没有结束：在最后一个键之后应另有一行 ---，没有找到。", path)
    front = rest[: end.start()]
    if len(front) > MAX_FRONT:
        expected = f"两行 --- 之间应不超过 {MAX_FRONT // 1024} KB"
        raise Refused(RULE, f"{expected}，实际更多；正文请放到第二行 --- 之后。", path)
    if found := STRAY_HEADING.search(front):
        line = 2 + front.count("\n", 0, found.end())
        raise Refused(RULE, "两行 --- 之间有正文标题，YAML 会当作注释丢掉；标题之前是不是漏了结束的 ---？", path, line)
    return front, rest[end.end() + 1 :], front.count("\n") + 3


def _material(
    fields: Fields, notes: Notes, vocabulary: Vocabulary, name: str, body: str, first_line: int
) -> Material:
    """The material as far as its fields go; only sound when nothing was noted."""
    kind, day = fields.choice("kind", AUTHOR_KINDS), fields.date("date") or _NO_DAY
    return Material(
        id=name.removeprefix("materials/").removesuffix(".md"),
        path=name,
        title=fields.text("title") or "",
        campaign=_campaign(fields, vocabulary),
        unit=_unit(fields, vocabulary),
        author=_author(fields, kind),
        kind=kind or "个人",
        date=day,
        visibility=fields.choice("visibility", VISIBILITIES, "visibility", "（大小写、空格、全角半角都须一致）")
        or "draft",
        ledger=dict(_ledger(fields, notes, day)),
        overrides=dict(_overrides(fields, notes, vocabulary)),
        seen=tuple(_seen(fields, notes)),
        document=read_document(body, name, first_line, tuple(read_notes(fields, notes))),
        lines={key: fields.line_of(key) for key in fields.values},
    )


def _undecided(fields: Fields, name: str) -> Iterator[Finding]:
    """In a draft, fields that wait for a person: a reminder, no error, for a draft is in nobody's way."""
    if not _is(fields.values.get("visibility"), "draft"):
        return
    for key in DECIDED:
        if _is(fields.values.get(key), UNDECIDED):
            message = f"草稿的{called(key)}{UNDECIDED}，请补上；例：{MATERIAL[key]}"
            at = Position(path=name, line=fields.line_of(key))
            yield Finding(rule="undecided", severity="warning", message=message, at=at)


def _campaign(fields: Fields, vocabulary: Vocabulary) -> str:
    id = fields.text("campaign")
    if id and vocabulary.campaign(id) is None:
        known = [c.id for c in vocabulary.campaigns]
        hint = nearest(id, known) or f"；可用的有 {'、'.join(known)}"
        what = " vocabulary/campaigns.yml 里的 id"
        fields.expected("campaign", what, fields.values["campaign"], hint, "unknown-campaign")
    return id or ""


def _unit(fields: Fields, vocabulary: Vocabulary) -> str:
    name = fields.text("unit")
    unit = name and vocabulary.unit(name)
    if name and not unit:
        hint = nearest(name, (n for u in vocabulary.units for n in (u.name, *u.aliases)))
        _unknown_unit(fields, name, vocabulary, hint)
    return unit.id if unit else ""


def _unknown_unit(fields: Fields, name: str, vocabulary: Vocabulary, hint: str) -> None:
    """The example is a unit that the roster has; where it has none, the line that it lacks."""
    line = fields.values["unit"].line
    if vocabulary.units:
        known = f"单位（unit）应为 vocabulary/units.yml 里的名称或别名，实为{quoted(name)}"
        fields.wrong(line, f"{known}{hint}；例：unit: {vocabulary.units[0].name}", "unknown-unit")
    else:
        lacks = f"vocabulary/units.yml 里还没有单位，请加上{quoted(name)}"
        fields.wrong(line, f"{lacks}；例：- {{id: danwei-1, name: {name}, group: 政府部门}}", "unknown-unit")


def _author(fields: Fields, kind: str | None) -> str:
    """A person's material needs the post; a team's has none."""
    if kind == "班子" and "author" in fields.values:
        message = "班子的材料没有职务（author）；请删去这一行，或把类别（kind）改为 个人。"
        fields.wrong(fields.line_of("author"), message)
        return ""
    return fields.text("author", required=kind == "个人", limit=40) or ""


def _ledger(fields: Fields, notes: Notes, written: datetime.date) -> Iterator[tuple[str, LedgerEntry]]:
    for key, node in fields.pairs("measures"):
        if not KEY.fullmatch(key.text):
            message = f"措施（measures）的键应为措施的序号，实为{quoted(key.text)}"
            fields.wrong(key.line, f"{message}；例：{MATERIAL['measures']}")
            continue
        entry = Fields(node, notes, LEDGER)
        hint = "（逾期由完成时限算出，不用写）" if _is(entry.values.get("status"), "逾期") else ""
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


def _is(node: object, text: str) -> bool:
    return isinstance(node, Scalar) and node.text == text


def problem_key(text: str) -> str:
    """The id of the problem that a key of front matter means: p2-10 for 2.10, and for 2-10, which is the same."""
    return f"p{text.replace('.', '-')}"


def _overrides(fields: Fields, notes: Notes, vocabulary: Vocabulary) -> Iterator[tuple[str, Override]]:
    """The key is taken as written: to YAML, 2.10 and 2.1 are one number."""
    seen: dict[str, Scalar] = {}
    for key, node in fields.pairs("problems"):
        if not PROBLEM_KEY.fullmatch(key.text):
            message = f"更正（problems）的键应为“方面.问题”的序号（没有方面时只写问题的），实为{quoted(key.text)}"
            fields.wrong(key.line, f"{message}；例：{MATERIAL['problems']}")
            continue
        id = problem_key(key.text)
        if id in seen:
            other = f"第 {seen[id].line} 行的 {seen[id].text}"
            fields.wrong(key.line, f"更正（problems）的 {key.text} 与{other} 是同一个问题；请只留一个。")
        seen.setdefault(id, key)
        entry = Fields(node, notes, OVERRIDE)
        if entry.sound and not entry.values:
            entry.wrong(key.line, f"更正（problems）的 {key.text} 应至少写一项；例：{MATERIAL['problems']}")
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
            entry.wrong(entry.line_of("kind"), f"kind 只用于 as: section；例：{MATERIAL['reading']}")
        if entry.sound and begins and role:
            yield Note(begins=begins, role=role, kind=kind, at=Position(path=notes.path, line=entry.line))


def _seen(fields: Fields, notes: Notes) -> Iterator[Seen]:
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
