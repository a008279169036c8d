"""The one emitter of front matter: known values to YAML that our strict loader and any other reader take alike."""

from __future__ import annotations

import re
from collections.abc import Mapping as Pairs
from functools import lru_cache
from typing import Any

import yaml

from review.read.yaml.strict import Node, Scalar, Sequence

Value = str | list[Any] | dict[str, Any]
"""What is written: a text, a list or a mapping of values; a text that looks like a number of YAML is quoted."""

_PLAIN = re.compile(r"[1-9]\d{0,3}|\d{4}-\d\d-\d\d")
"""Numbers and days are written without quotes, as people write them; 2.10 never is, it would become 2.1."""
_RESOLVER = yaml.resolver.Resolver()
_TEXT = "tag:yaml.org,2002:str"
_WIDTH = 1 << 20


class _Dumper(yaml.SafeDumper):
    """Items of a list stand further in than their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def plain_value(node: Node) -> Value:
    """The value of a strictly read node: all of its texts as they were written."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain_value(item) for item in node.items]
    return {key.text: plain_value(value) for key, value in node.pairs}


def entry(key: str, value: Value) -> list[str]:
    """The lines of one key: mappings and lists of the first level line by line, what is in them on one line."""
    pairs = [(_scalar(key), _node(value, flow=not value))]
    return _text(yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False))


def key_lines(values: Pairs[str, Value]) -> list[str]:
    """The lines of several keys, in order."""
    said = (_line(key, value) if isinstance(value, str) else entry(key, value) for key, value in values.items())
    return [line for lines in said for line in lines]


@lru_cache(maxsize=1024)
def _line(key: str, text: str) -> tuple[str, ...]:
    """The line of a key with a text: those of a batch say the same campaign, kind and unit again and again."""
    return tuple(entry(key, text))


def flow(value: Value) -> str:
    """A value on one line, as it may also stand within braces."""
    if isinstance(value, str):  # within brackets, for what a comma or a brace would end
        return _text(yaml.SequenceNode("tag:yaml.org,2002:seq", [_scalar(value)], flow_style=True))[0][1:-1]
    return _text(_node(value, flow=True))[0]


def _node(value: Value, *, flow: bool) -> yaml.Node:
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, list):
        items = [_node(item, flow=True) for item in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow or all(type(v) is str for v in value))
    pairs = [(_scalar(key), _node(item, flow=True)) for key, item in value.items()]
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)


def _scalar(text: str) -> yaml.ScalarNode:
    tag = _TEXT
    if _PLAIN.fullmatch(text):  # the stubs have no types for it
        tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return yaml.ScalarNode(tag, text)


def _text(node: yaml.Node) -> list[str]:
    return yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=_WIDTH).rstrip("\n").split("\n")
