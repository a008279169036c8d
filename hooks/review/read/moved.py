"""moved.yml: where pages went that are no longer at their address."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from review.model import Finding, Position
from review.read.library import name_fault
from review.read.text.files import Refused, read_bytes, strict_text
from review.read.yaml.fields import Notes
from review.read.yaml.strict import Mapping, Node, Scalar, parse, quoted

NAME = "moved.yml"
RULE = "moved"
GONE = "无"
EXAMPLE = "例：materials/2024/旧文件名: materials/2024/新文件名，有意撤下的写 无"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """An address that is no longer a page."""

    old: str
    """materials/2024/旧文件名"""
    new: str | None
    """None: taken away on purpose."""
    at: Position


def read_moved(root: Path) -> tuple[tuple[Moved, ...], list[Finding]]:
    """The moves of the library at `root`, and what is wrong with their file; never raises on bad input."""
    path = root / NAME
    if not os.path.lexists(path):
        return (), []
    notes = Notes(NAME, RULE, [])
    try:
        node = parse(strict_text(read_bytes(path, NAME), NAME), NAME, RULE, max_nodes=100_000)
    except Refused as refused:
        return (), [refused.finding]
    if not isinstance(node, Mapping):
        if node is not None:
            notes.add(1, f"应为“旧地址: 新地址”，一行一条；{EXAMPLE}。")
        return (), notes.found
    moved: dict[str, Moved] = {}
    for key, value in node.pairs:
        old, new = _address(key, notes), _target(value, notes)
        if not old or new == "":
            continue
        if old in moved:
            notes.add(key.line, f"旧地址{quoted(old)}重复，第 {moved[old].at.line} 行已经有了；请只留一条。")
        moved.setdefault(old, Moved(old=old, new=new, at=Position(path=NAME, line=key.line)))
    return tuple(moved.values()), notes.found


def _target(node: Node, notes: Notes) -> str | None:
    if isinstance(node, Scalar) and node.text == GONE:
        return None
    if isinstance(node, Scalar):
        return _address(node, notes)
    notes.add(node.line, f"新地址应为一个地址或 {GONE}；{EXAMPLE}。")
    return ""


def _address(node: Scalar, notes: Notes) -> str:
    """An address as it stands in the site, without slashes at its ends; empty where it is none."""
    text = node.text.strip("/").removesuffix("/index.html").removesuffix(".md")
    fault = next(filter(None, map(name_fault, text.split("/"))), None)
    if fault:
        notes.add(node.line, f"应为站内地址，实为{quoted(node.text)}（{fault}）；{EXAMPLE}。")
        return ""
    return text
