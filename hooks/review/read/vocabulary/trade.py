"""vocabulary/rules.yml: the rules of the trade, one table: what each looks for, says, and by which examples it is held.

A site's file may say of a rule of ours only what it changes; what it leaves out is as the package has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TypeVar, get_args

from review.model import AuthorKind, Body, Grade, Position, SectionKind, TradeLook, TradeRule
from review.project import brought
from review.read.text.files import read_bytes, strict_text
from review.read.yaml.fields import Fields, Notes, nearest
from review.read.yaml.strict import Sequence, parse

T = TypeVar("T")
NAME = "vocabulary/rules.yml"
GRADES: tuple[Grade, ...] = get_args(Grade)
LOOKS: tuple[TradeLook, ...] = get_args(TradeLook)
KINDS: tuple[AuthorKind, ...] = get_args(AuthorKind)
SECTIONS: tuple[SectionKind, ...] = get_args(SectionKind)
RULE = {
    "id": "id: trade-third-person",
    "name": "name: 个人材料用第三人称",
    "why": "why: 个人的材料应写本人。",
    "grade": "grade: 建议修改",
    "look": "look: words",
    "within": "within: [problems, causes]",
    "kind": "kind: 个人",
    "words": "words: [有的同志, 班子成员]",
    "least": "least: 2",
    "most": "most: 8000",
    "bodies": "bodies: [{name: 街道, ends: [街道], words: [街道班子]}]",
    "says": "says: '有 {count} 处第三人称：{named}。'",
    "examples": "examples: [有的同志读文件多。]",
    "not": "not: [有的文件没有读。]",
}
BODY = {"name": "name: 街道", "ends": "ends: [街道, 街道办事处]", "words": "words: [街道班子, 我街道]"}
ID = re.compile(r"trade-[a-z0-9]+(?:-[a-z0-9]+)*")
BLANKS: dict[TradeLook, tuple[str, ...]] = {
    "words": ("count", "named"), "each": ("text",), "absent": (), "headings": ("name",),
    "bodies": ("unit", "count", "body", "named"), "units": ("count", "unit", "named"),
    "letters": ("count", "named", "meant"), "share": ("share", "least"), "length": ("size", "beyond"),
    "unmatched": ("opening",),
}  # fmt: skip
"""What a rule's words may leave to be filled in, by what it looks at."""
BLANK = re.compile(r"\{(\w*)\}")
NEW = ("look", "name", "why", "says", "examples")
"""What a rule of a site's own must say."""
Rules = Mapping[str, TradeRule]


@cache
def brought_rules() -> Rules:
    """The table as the package has it, by id."""
    notes = Notes(NAME, "vocabulary", [])
    node = parse(strict_text(read_bytes(brought() / NAME, NAME), NAME), NAME, "vocabulary")
    items = node.items if isinstance(node, Sequence) else ()
    rules = [trade_rule({}, Fields(item, notes, RULE)) for item in items]
    if notes.found:
        raise ValueError(f"the package's own {NAME}: {notes.found[0]}")
    return {rule.id: rule for rule in rules}


def trade_rule(known: Rules, fields: Fields) -> TradeRule:
    """The rule that one entry of the file states, on top of the one of its id in `known`; what is wrong is noted."""
    id = fields.text("id") or ""
    base = known.get(id)
    if id and not base and "look" not in fields.values and known:
        hint = nearest(id, known)
        own = f"；自己另加的检查还要写 {'、'.join(NEW)}"
        fields.expected("id", f"这些检查之一：{'、'.join(known)}", fields.values["id"], hint + own)
        return _empty(id, fields)
    if id and not ID.fullmatch(id):
        fields.expected("id", " trade- 开头的小写字母、数字和连字符", fields.values["id"])
    given = partial(_given, fields, base)
    text = partial(fields.text, limit=400)
    look = given("look", lambda: fields.choice("look", LOOKS)) or "words"
    rule = TradeRule(
        id=id,
        name=given("name", lambda: text("name")) or "",
        why=given("why", lambda: text("why")) or "",
        grade=fields.choice("grade", GRADES) or "提示",
        look=look,
        within=given("within", lambda: _sections(fields)) or (),
        kind=given("kind", lambda: fields.choice("kind", KINDS) if "kind" in fields.values else None),
        words=given("words", lambda: fields.texts("words")) or (),
        least=given("least", lambda: fields.integer("least", 0, 100_000, required=False)),
        most=given("most", lambda: fields.integer("most", 0, 100_000, required=False)),
        bodies=given("bodies", lambda: _bodies(fields)) or (),
        says=given("says", lambda: text("says")) or "",
        examples=given("examples", lambda: fields.texts("examples", required=True)) or (),
        counter=given("not", lambda: fields.texts("not")) or (),
        at=Position(path=fields.notes.path, line=fields.line),
    )
    unknown = [blank for blank in BLANK.findall(rule.says) if blank not in BLANKS[look]]
    if unknown and "says" in fields.values:
        may = "、".join(f"{{{blank}}}" for blank in BLANKS[look]) or "没有"
        fields.wrong(fields.line_of("says"), f"says 里的 {{{unknown[0]}}} 没有可填的；look: {look} 可填的：{may}。")
    return rule


def _given(fields: Fields, base: TradeRule | None, key: str, read: Callable[[], T]) -> T:
    """What the entry says under `key`; where it says nothing, what the package's rule does."""
    if base and key not in fields.values:
        taken: T = getattr(base, "counter" if key == "not" else key)
        return taken
    return read()


def _empty(id: str, fields: Fields) -> TradeRule:
    at = Position(path=fields.notes.path, line=fields.line)
    fields.choice("grade", GRADES)
    return TradeRule(id=id, name="", why="", grade="不查", look="words", says="", at=at)


def _sections(fields: Fields) -> tuple[SectionKind, ...]:
    found = fields.texts("within")
    if wrong := [kind for kind in found if kind not in SECTIONS]:
        said = f"within 里的“{wrong[0]}”不是部分的种类{nearest(wrong[0], SECTIONS)}；例：{RULE['within']}"
        fields.wrong(fields.line_of("within"), said)
    return tuple(kind for kind in SECTIONS if kind in found)


def _bodies(fields: Fields) -> tuple[Body, ...]:
    return tuple(_body(Fields(node, fields.notes, BODY)) for node in fields.items("bodies"))


def _body(fields: Fields) -> Body:
    ends, words = fields.texts("ends", required=True), fields.texts("words", required=True)
    return Body(name=fields.text("name") or "", ends=ends, words=words)
