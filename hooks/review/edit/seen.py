"""Noting in a material that one of its remarks has been looked at and stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from review.check.settled import AT, line_beginnings
from review.edit.set import Edit, edit
from review.model import Finding, Material, Vocabulary


class NoRemark(ValueError):
    """There is no such remark; the message says which there are, in Chinese."""


def note_seen(
    root: Path, path: str, line: int | None, rule: str, why: str, found: Iterable[Finding],
    materials: Iterable[Material], vocabulary: Vocabulary,
) -> Edit:  # fmt: skip
    """The edit that notes remarks as seen: those under `rule` in `path`, at `line` or wherever they are.

    Raises NoRemark where there is none of `found`.
    """
    mine = [f for f in found if f.at.path == path]
    meant = [f for f in mine if f.rule == rule and line in (None, f.at.line) and f.severity == "warning"]
    if not meant:
        there = "、".join(dict.fromkeys(f"{f.at.line} 行 {f.rule}" for f in mine if f.severity == "warning"))
        raise NoRemark(f"{path} 没有这一条提醒；现有的是：{there or '无'}。错误不能记作已看，必须改好")
    begins = line_beginnings(next(m for m in materials if m.path == path))
    notes = []
    for one in meant:
        at = begins.get(one.at.line, "")[:AT]
        notes.append({"rule": rule} | ({"at": at} if at else {}) | {"why": why})
    return edit(root.resolve() / path, root, lambda lines: lines.append("seen", notes), vocabulary)
