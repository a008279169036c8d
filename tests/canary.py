"""A small library with a word of its own in every place that a restricted or draft material can be seen from."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

LEDGER = ("leader", "progress", "evidence")
PLACES = ("title", "body", "author", "owner", "file", "alt", "heading", "lead", "cause", "measure", "folder", *LEDGER)
LEVELS = ("restricted", "draft")
DAYS = {"restricted": ("2022-01-23", "2022-01-25"), "draft": ("2022-01-24", "2022-01-26")}
"""The days that a measure of each was due and closed, which no other was."""
MATERIAL = """\
---
title: {unit}{author}党史学习教育专题民主生活会{title}对照检查材料
campaign: 2021-dangshi
unit: {unit}
author: {author}
kind: 个人
date: 2022-01-10
visibility: {visibility}
measures:
  1: {{owner: {owner}, {ledger}}}
---

# {unit}{author}党史学习教育专题民主生活会{title}对照检查材料

我对照检查如下{lead}：

## 一、存在的问题

### （一）带头增强党的意识、严守纪律规矩{heading}方面

一是理论学习不深不透{body}。研读原文浅尝辄止。

〔图1：{alt}〕

## 二、原因分析

（一）理论学习抓得不紧{cause}。学习不系统。

## 三、整改措施

（一）坚持系统学习{measure}。每月研读原文。
"""


def canary(level: str, place: str) -> str:
    """A word that stands in no other place: 鸩restricted-title."""
    return f"鸩{level}{place}"


def picture(text: bytes = b"") -> bytes:
    """The smallest PNG, with a note of its maker."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0\1\2\3")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        chunk(*part) for part in ((b"IHDR", head), (b"tEXt", b"Author\0" + text), (b"IDAT", rows), (b"IEND", b""))
    )


def add(root: Path, path: str, visibility: str, unit: str = "投资促进局", **places: str) -> None:
    """Write a material with one picture."""
    values = dict.fromkeys(PLACES, "") | {"author": "局长", "owner": "办公室", "alt": "大厅"} | places
    ledger = "due: 2022-06-30, status: 推进中"
    if visibility in DAYS and "leader" in places:
        due, closed = DAYS[visibility]
        written = ", ".join(f"{key}: {values[key]}" for key in LEDGER)
        ledger = f"due: {due}, status: 已完成, closed: {closed}, {written}"
    file = root / "materials" / f"{path}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(MATERIAL.format(unit=unit, visibility=visibility, ledger=ledger, **values), "utf-8")
    shown = root / "pictures" / path / "图1.png"
    shown.parent.mkdir(parents=True, exist_ok=True)
    shown.write_bytes(picture(places.get("body", "").encode()))


def lay(root: Path) -> Path:
    """Two internal materials, and one restricted and one draft full of canaries."""
    add(root, "2021/甲", "internal")
    add(root, "2021/乙", "internal", "统计局")
    for level in LEVELS:
        words = {place: canary(level, place) for place in PLACES}
        add(root, f"{words['folder']}/{words['file']}", level, **words)
    return root
