"""The title: the line, or the few, that name the document."""

from __future__ import annotations

import re
from typing import NamedTuple

from review.read.structure.form import AT_MOST, names_document
from review.read.structure.kinds import label_kind
from review.read.text.folding import squeeze
from review.read.text.lines import Line

_FURNITURE = re.compile(
    r"范文|精选|大全|合集|汇编|集锦|第?[\d一二三四五六七八九十]{1,3}篇|篇[\d一二三四五六七八九十]{1,3}|投稿|小编|来源|(?<!工)作者|编辑|下载|收藏"
    r"|首页|供大家|欢迎|整理|网$|\d+字|通用版?\d|模板|\(\d+\)$|[>::|]|目录|如何|怎[么样]"
)
_UNFINISHED = re.compile(
    r"(中共|关于)?([\dxX*×_〇二零一]{2,4}年|\*?年度|专题|民主|组织|个人|对照|检视|剖析|自我|班子|领导班子|党员|“|主题教育|党史|党性"
    r"|(部务会|局务会|党组|党委|党工委|党支部|支部|支委会)?(班子|成员|委员|副?书记|副?[局部院校所站科股镇乡]长|副?主任|副?主席))"
)
"""How the second line of a title begins."""
_NOT_NAME = re.compile(r"^.{0,3}$|^附|[。;!?]|^\(.*\)$|〔.*〕\d|^[\dxX*×]{2,4}年.*[日月]$|[\[【]")
_MASK = re.compile(r"[〔\[]\*+[〕\]]")
_PROSE = 60
_LINES = 3
"""At most, of one title."""


class Title(NamedTuple):
    text: str
    first: int
    """Index of its first logical line."""
    last: int


def find_title(lines: list[Line]) -> Title | None:
    """The title of the document in `lines`; None where no line names it."""
    limit = _body(lines)
    found = [t for i in range(limit) if (t := title_at(lines, i))]
    named = [t for t in found if not is_furniture(t.text)]
    masked = [t for t in named if not _MASK.search(t.text)]
    return (masked or named or [None])[-1] or _markdown_title(lines, limit)


def _body(lines: list[Line]) -> int:
    """Index of the first line with content below a section's or heading's line: no title stands after it."""
    marked = False
    for i, line in enumerate(lines):
        marker = line.lead
        ordinal = marker is not None and marker.kind != "hash"
        if (marked or ordinal) and len(line.text) > _PROSE:
            return i
        if marker is not None and marker.kind == "said" and "。" in line.folded:
            return i
        marked = marked or ordinal
    return len(lines)


def title_at(lines: list[Line], i: int) -> Title | None:
    """The title that ends with line `i`."""
    this = _plain(lines[i])
    if this is None:
        return None
    first = i
    while first and i - first < _LINES - 1 and _goes_on(above := _plain(lines[first - 1]), this):
        this, first = above + this, first - 1
    return Title(this, first, i) if names_document(this) else None


def _goes_on(above: str | None, this: str) -> bool:
    """Whether the line `above` is the beginning of the title that `this` goes on with."""
    if not above or is_furniture(above) or _NOT_NAME.search(squeeze(above)):
        return False
    if names_document(above) and squeeze(this) != "材料":
        return False
    needed = not names_document(this) or _cut(above, this) or _UNFINISHED.match(squeeze(this)) or this[0] in "—-"
    return bool(needed and names_document(above + this))


def is_furniture(text: str) -> bool:
    """Whether a line belongs to a page around the document: its own title, 篇一, 小编."""
    return bool(_FURNITURE.search(squeeze(text)))


def _cut(above: str, this: str) -> bool:
    """Whether the form (对照检查材料) itself is divided between the two lines."""
    return bool(re.match(r"[查材料视析]", squeeze(this))) and bool(re.search(r"[对照检查剖检材]$", squeeze(above)))


def _plain(line: Line) -> str | None:
    """A line that may be (a part of) a title, without Markdown signs."""
    marker = line.lead
    if line.table or len(line.text) > AT_MOST + 10 or (marker and marker.kind != "hash"):
        return None
    return line.text.lstrip("# ").strip("*_ 《》")


def _markdown_title(lines: list[Line], limit: int) -> Title | None:
    """A `# heading` names the document whatever it is called, unless it names a part."""
    for i in range(limit):
        marker = lines[i].lead
        if marker and marker.kind == "hash" and marker.level == 1:
            text = lines[i].text.lstrip("# ").strip()
            if text and label_kind(text) is None and not is_furniture(text):
                return Title(text, i, i)
    return None
