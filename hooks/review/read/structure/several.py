"""Several whole documents in one file (a page of samples, a clerk's collection) are several materials."""

from __future__ import annotations

import re

from review.read.structure.outline import is_page, outline_lines
from review.read.structure.title import is_furniture, title_at
from review.read.structure.words import words
from review.read.text.folding import squeeze
from review.read.text.lines import Line, logical_lines
from review.read.text.ordinals import ITEM_KINDS

_N = r"[\d一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(rf"#*[【\[(《]?(第{_N}[篇份]|[篇例]{_N}|范文{_N})[】\])》]?(:.*)?")
_CASES = words("case-names")
"""典型案例剖析 is a part."""
_CONTENT = frozenset({"section", "heading", *ITEM_KINDS})
_PROSE = 40
"""Characters; a shorter line below an ordinal may still be an outline's."""


def split_documents(source: str) -> list[str]:
    """The documents in `source`, in order; put together they are `source`. One where it holds one or none."""
    lines = logical_lines(source)
    starts = [lines[i].start for i in _beginnings(lines)]
    bounds = [0, *starts, len(source)]
    return [source[a:b] for a, b in zip(bounds, bounds[1:], strict=False)]


def _beginnings(lines: list[Line]) -> list[int]:
    """Indices of the lines that begin a further document: a title (or 篇二) below the content of another."""
    opens, plain = _opens_document(lines), outline_lines(lines)
    found: list[int] = []
    marked = prose = False
    for i, line in enumerate(lines):
        if prose and opens[i] and (begin := _begins(lines, i)) is not None:
            found.append(begin)
            marked = prose = False
        if line.start in plain:
            continue
        ordinal = line.lead is not None and line.lead.kind in _CONTENT and not is_page(line)
        marked = marked or ordinal
        prose = prose or (marked and (len(line.text) > _PROSE or (ordinal and "。" in line.text)))
    return found


def _opens_document(lines: list[Line]) -> list[bool]:
    """For every line, whether the next ordinal below it is a first section or heading."""
    found: list[bool] = []
    opens = False
    for line in reversed(lines):
        found.append(opens)
        if line.lead and line.lead.kind in _CONTENT | {"hash"}:
            opens = line.lead.kind in ("section", "heading", "hash") and line.lead.number in (1, None)
    return found[::-1]


def _begins(lines: list[Line], i: int) -> int | None:
    """The line at which a document begins that line `i` names."""
    text = squeeze(lines[i].text) if len(lines[i].text) <= _PROSE * 2 else ""
    if _NUMBERED.fullmatch(text):
        return i
    title = title_at(lines, i) if text and not _CASES.search(text) else None
    return title.first if title and not is_furniture(title.text) and not text.startswith("附") else None
