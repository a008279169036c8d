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
    Finding,
    Material,
    Position,
    Visibility,
    Vocabulary,
)
from review.read.front.items import read_ledger, read_notes, read_overrides, read_seen, says
from review.read.structure.document import read_document
from review.read.text.files import MAX_MATERIAL, Refused, read_bytes, shown, strict_text
from review.read.yaml.fields import Fields, Notes, called, nearest
from review.read.yaml.strict import parse, quoted

RULE = "front-matter"
MAX_FRONT = 64 * 1024
FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
STRAY_HEADING = re.compile(r"\n[ \t]*\n#+ |^##", re.MULTILINE)

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
DECIDED = ("title", "campaign", "unit", "author", "kind", "date")
"""What an import may leave to a person."""
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
        ledger=dict(read_ledger(fields, notes, day)),
        overrides=dict(read_overrides(fields, notes, vocabulary)),
        seen=tuple(read_seen(fields, notes)),
        document=read_document(body, name, first_line, tuple(read_notes(fields, notes))),
        lines={key: fields.line_of(key) for key in fields.values},
    )


def _undecided(fields: Fields, name: str) -> Iterator[Finding]:
    """In a draft, fields that wait for a person: a reminder, no error, for a draft is in nobody's way."""
    if not says(fields.values.get("visibility"), "draft"):
        return
    for key in DECIDED:
        if says(fields.values.get(key), UNDECIDED):
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
