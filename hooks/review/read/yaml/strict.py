"""YAML as people write it by hand, read strictly: every value keeps its line, and anything clever is refused.

Built on PyYAML's events, because its loaders forget lines, take the last of two equal keys, turn 2.10 into 2.1,
and follow aliases and tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn

import yaml

from review.read.text.encodings import CONTROL
from review.read.text.files import Refused, shown

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 8
BREAKS = re.compile("[\u2028\u2029]")
OPENED = ("quoted scalar", "flow mapping", "flow sequence", "simple key", "alias", "anchor")
"""What libyaml was reading when the fault is where it began, not where reading stopped."""
REASONS = {  # libyaml's words: what they mean to the writer
    "could not find expected ':'": "应为“键: 值”，此行没有半角冒号加空格",
    "mapping values are not allowed in this context": "值里有半角冒号；请把整个值放进单引号，或改用全角冒号",
    "found character that cannot start any token": "值不能以制表符、@、` 或 % 开头；请把整个值放进单引号",
    "did not find expected alphabetic or numeric character": "值不能以 * 或 & 开头；请把整个值放进单引号",
    "found unexpected end of stream": "引号或括号没有成对",
    "did not find expected ',' or '}'": "花括号没有成对，或少了半角逗号",
    "did not find expected ',' or ']'": "方括号没有成对，或少了半角逗号",
    "did not find expected key": "缩进不齐，或引号后面还有字",
    "did not find expected <document start>": "键没有对齐到同一列，或有 ... 或 % 开头的行",
    "found a tab character that violates indentation": "不能用制表符缩进；请改用空格",
    "exceeded maximum nesting depth": "内容套得过深",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, as written."""

    text: str
    plain: bool
    """Written without quotes."""
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file; no key comes twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Sequence | Mapping


def parse(text: str, path: str, rule: str, first_line: int = 1, max_nodes: int = 2_000) -> Node | None:
    """The YAML in `text`, which starts at `first_line` of the file `path`; None where it holds nothing.

    Raises Refused under `rule` for what YAML does not allow, and for duplicate keys, anchors, aliases, tags,
    merge keys, directives, several documents, more than `max_nodes` values or MAX_DEPTH levels.
    """
    composer = _Composer(path, rule, first_line, max_nodes)
    if found := CONTROL.search(text) or BREAKS.search(text):
        composer.refuse(text.count("\n", 0, found.start()), f"不能有控制字符 U+{ord(found[0]):04X}；请删去")
    try:
        return composer.document(yaml.parse(text, Loader=Loader))
    except yaml.MarkedYAMLError as error:
        composer.refuse(*_explain(error, text))
    except yaml.YAMLError as error:  # a character that YAML does not allow
        composer.refuse(0, f"不合 YAML 写法（{error}）")


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line, from 0, that the writer has to look at, and what is wrong there."""
    opened = (error.context or "").endswith(OPENED)
    mark = (error.context_mark if opened else error.problem_mark) or error.problem_mark or error.context_mark
    reason = REASONS.get(error.problem or "", f"不合 YAML 写法（{error.problem}）")
    lines = text.split("\n")
    line = min(mark.line, len(lines) - 1) if mark else 0
    if "：" in lines[line] and ": " not in lines[line]:
        reason = "键后面是全角冒号“：”，应为半角冒号加空格“: ”"
    return line, f"{reason}。此行是：{quoted(lines[line].strip())}"


class _Composer:
    """Events to nodes."""

    def __init__(self, path: str, rule: str, first_line: int, max_nodes: int) -> None:
        self.path, self.rule, self.first_line, self.left = path, rule, first_line, max_nodes

    def refuse(self, line: int, message: str) -> NoReturn:
        raise Refused(self.rule, message + "。", self.path, line + self.first_line)

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        node = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if event.version or event.tags:
                    self.refuse(_line(event), "不能用 % 开头的 YAML 指令；请删去")
                if node is not None:
                    self.refuse(_line(event), "只能有一份 YAML；“...” 和第二个 “---” 请删去")
            elif isinstance(event, yaml.NodeEvent):
                node = self.node(event, events, 0)
        return node

    def node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        line = _line(event)
        self.left -= 1
        if self.left < 0 or depth > MAX_DEPTH:
            self.refuse(line, "内容过多或套得过深")
        if isinstance(event, yaml.NodeEvent) and event.anchor:  # an alias event carries the anchor it means
            self.refuse(line, "不能用锚点 & 和别名 *；值以它们开头时请放进单引号，重复的内容请写全")
        if tag := getattr(event, "tag", None):
            self.refuse(line, f"不能用标签{quoted(tag)}；请只写值")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, event.implicit[0], line + self.first_line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.sequence(events, depth)), line + self.first_line)
        return Mapping(tuple(self.mapping(events, depth)), line + self.first_line)

    def sequence(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self.node(event, events, depth + 1)

    def mapping(self, events: Iterator[yaml.Event], depth: int) -> Iterator[tuple[Scalar, Node]]:
        lines: dict[str, int] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.node(event, events, depth + 1)
            line = _line(event)
            if not isinstance(key, Scalar) or key.text == "<<":
                self.refuse(line, "键应为一个词，不能是列表、映射或 <<")
            if key.text in lines:
                self.refuse(line, f"键 {key.text} 重复，第 {lines[key.text]} 行已经有了；请只留一个")
            lines[key.text] = key.line
            yield key, self.node(next(events), events, depth + 1)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def quoted(text: str, limit: int = 40) -> str:
    """A found value as messages show it: on one line, shortened, in Chinese quotes."""
    text = shown(text)
    return f"“{text if len(text) <= limit else text[:limit] + '…'}”"
