"""From the nodes of a YAML file to the fields of a record, with a note of everything that is wrong on the way."""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from review.model import Finding
from review.read.text.encodings import OWN
from review.read.text.files import fault
from review.read.text.names import is_invisible
from review.read.yaml.strict import Mapping, Node, Scalar, Sequence, quoted

Option = TypeVar("Option", bound=str)
NULL = {"~", "null", "Null", "NULL"}
NAMES = {
    "title": "标题", "campaign": "活动", "unit": "单位", "author": "职务", "kind": "类别", "date": "日期",
    "visibility": "可见范围", "measures": "措施", "problems": "更正", "reading": "读法", "seen": "已看",
    "owner": "责任部门", "leader": "责任领导", "due": "完成时限", "status": "状态", "closed": "销号日期",
    "progress": "进展", "evidence": "佐证", "type": "问题类型", "causes": "根源", "why": "理由", "rule": "规则",
}  # fmt: skip
"""What people call the keys of front matter; messages say both, for the file holds the key."""


def nearest(word: str, words: Iterable[str]) -> str:
    """A hint that names up to three words like `word`; empty where there is none."""
    close = difflib.get_close_matches(word, list(words), 3, 0.4)
    return f"；是不是 {'、'.join(close)}" if close else ""


def called(key: str) -> str:
    """A key as messages call it: 单位（unit）, or the key itself with a space behind it."""
    return f"{NAMES[key]}（{key}）" if key in NAMES else f"{key} "


@dataclass(frozen=True, slots=True)
class Notes:
    """Collects the findings of one file."""

    path: str
    rule: str
    found: list[Finding]

    def add(self, line: int, message: str, rule: str | None = None) -> None:
        """Note an error, under another rule where one is given."""
        self.found.append(fault(rule or self.rule, message, self.path, line))


class Fields:
    """The fields of one mapping. What is wrong is noted, and the value is then None (or empty).

    `examples` has every key that may stand here, each with an example of its right form.
    """

    def __init__(self, node: Node | None, notes: Notes, examples: dict[str, str], line: int = 1) -> None:
        self.notes, self.examples, self.sound = notes, examples, True
        self.values: dict[str, Node] = {}
        self.line = line if node is None else node.line
        self.readable = isinstance(node, Mapping)
        if isinstance(node, Mapping):
            self._take(node)
        else:
            self.wrong(self.line, f"应为“键: 值”，实为{_found(node)}；例：{next(iter(examples.values()))}")

    def _take(self, node: Mapping) -> None:
        for key, value in node.pairs:
            if key.text in self.examples:
                self.values[key.text] = value
            else:
                known = "、".join(self.examples)
                hint = nearest(key.text, self.examples)
                self.wrong(key.line, f"没有{quoted(key.text)}这个键{hint}；可用的键：{known}。")

    def wrong(self, line: int, message: str, rule: str | None = None) -> None:
        """Note that the record cannot be used as it is."""
        self.sound = False
        self.notes.add(line, message, rule)

    def expected(self, key: str, what: str, node: Node, hint: str = "", rule: str | None = None) -> None:
        """Note that the value of `key` is not `what`."""
        self.wrong(node.line, f"{called(key)}应为{what}，实为{_found(node)}{hint}；例：{self.examples[key]}", rule)

    def value(self, key: str, required: bool, rule: str | None = None) -> Node | None:
        """The node of a key; it is noted that a required one is missing."""
        node = self.values.get(key)
        if node is None and required and self.readable:
            self.wrong(self.line, f"缺少{called(key) if key in NAMES else f' {key}'}；例：{self.examples[key]}", rule)
        return node

    def line_of(self, key: str) -> int:
        """The line of a key's value; of the mapping where the key is missing."""
        return self.values[key].line if key in self.values else self.line

    def text(self, key: str, required: bool = True, limit: int = 200) -> str | None:
        """A text of one line, safe to stand in a page's title or an attribute."""
        node = self.value(key, required)
        return None if node is None else self._text(key, node, limit)

    def _text(self, key: str, node: Node, limit: int) -> str | None:
        if not isinstance(node, Scalar) or not node.text or (node.plain and node.text in NULL):
            self.expected(key, "文字", node)
        elif fault := _unsafe(node.text, limit):
            self.expected(key, "一行文字", node, f"（{fault}）")
        else:
            return node.text
        return None

    def texts(self, key: str, required: bool = False, limit: int = 200) -> tuple[str, ...]:
        """A list of texts; one that comes twice is told and counts once, the record stands."""
        found: dict[str, None] = {}
        for item in self.items(key, required):
            text = self._text(key, item, limit)
            if text in found:
                self.notes.add(item.line, f"{called(key)}里{quoted(text)}重复；请只留一个。")
            elif text is not None:
                found[text] = None
        return tuple(found)

    def items(self, key: str, required: bool = False) -> tuple[Node, ...]:
        """The nodes of a list."""
        node = self.value(key, required)
        if isinstance(node, Sequence):
            return node.items
        if node is not None:
            self.expected(key, "列表", node)
        return ()

    def pairs(self, key: str) -> tuple[tuple[Scalar, Node], ...]:
        """The keys and values of a mapping whose keys are not fixed."""
        node = self.value(key, False)
        if isinstance(node, Mapping):
            return node.pairs
        if node is not None:
            self.expected(key, "“编号: 值”", node)
        return ()

    def choice(
        self, key: str, options: tuple[Option, ...], rule: str | None = None, hint: str = ""
    ) -> Option | None:
        """Exactly one of the options."""
        node = self.value(key, True, rule)
        if node is None:
            return None
        for option in options:
            if isinstance(node, Scalar) and node.text == option:
                return option
        self.expected(key, f" {'、'.join(options)} 之一", node, hint, rule)
        return None

    def date(self, key: str) -> datetime.date | None:
        """A day written 2022-01-10."""
        node = self.value(key, True)
        if isinstance(node, Scalar) and re.fullmatch(r"(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}", node.text):
            try:
                return datetime.date.fromisoformat(node.text)
            except ValueError:
                pass
        if node is not None:
            self.expected(key, "存在的日期（年-月-日）", node)
        return None

    def numbers(self, key: str) -> tuple[int, ...] | None:
        """A list of ordinals; None where the key is missing."""
        if key not in self.values:
            return None
        found = []
        for item in self.items(key):
            if isinstance(item, Scalar) and re.fullmatch(r"[1-9][0-9]{0,2}", item.text):
                found.append(int(item.text))
            else:
                self.expected(key, "序号的列表", item)
        return tuple(found)

    def integer(self, key: str, low: int, high: int, required: bool = True) -> int | None:
        """A number from `low` to `high`, in digits."""
        node = self.value(key, required)
        if node is None:
            return None
        text = node.text if isinstance(node, Scalar) else ""
        if re.fullmatch(r"[0-9]{1,6}", text) and low <= int(text) <= high:
            return int(text)
        self.expected(key, f" {low} 到 {high} 的数", node)
        return None


def _unsafe(text: str, limit: int) -> str:
    """Why a text may not stand in metadata; empty where it may."""
    if len(text) > limit:
        return f"超过 {limit} 字"
    if text != text.strip():
        return "首尾有空格"
    if set(text) & set('<>"'):
        return "不能有 < > \"，引号请用“”"
    if any(map(is_invisible, text)):
        return "有换行或看不见的字符，请删去"
    if own := OWN.search(text):
        return f"有自造字 U+{ord(own[0]):04X}，别的电脑上显示不出，请换成通用的字"
    return ""


def _found(node: Node | None) -> str:
    if isinstance(node, Scalar) and node.text:
        return quoted(node.text)
    if isinstance(node, Mapping):
        return "“键: 值”"
    return "列表" if isinstance(node, Sequence) else "空值"
