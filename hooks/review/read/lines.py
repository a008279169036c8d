"""Logical lines: the source's lines with hard wraps joined, every character still knowing where it came from."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from review.read.folding import fold
from review.read.form import is_whole_title
from review.read.kinds import label_kind
from review.read.markers import CUT_BEFORE_ONE, Marker, leading
from review.read.noise import is_page_number, without_noise

_PHYSICAL = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BLANK = " \t\r\n\u3000\xa0\ufeff\u200b"
_CLOSED = "。；：！？;:!?…”’】》"
_TABLE_ROW = re.compile(r"[^|\t]*(?:\|[^|]*){2,}|[^\t]+\t[^\t]+\t.*")


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line."""

    text: str
    """Without surrounding space, wraps joined."""
    folded: str
    lead: Marker | None
    """The ordinal or sign that it begins with."""
    start: int
    """Offset in the source where its first physical line begins."""
    table: bool
    parts: list[tuple[int, int, int]]
    """(offset in `text`, offset in the source, line number) of each physical line in it."""

    def at(self, offset: int) -> tuple[int, int]:
        """Source offset and line number of the character at `offset` of `text`."""
        text_at, source_at, number = self.parts[bisect_right(self.parts, (offset, math.inf)) - 1]
        return source_at + offset - text_at, number


@dataclass(slots=True)
class _Physical:
    text: str
    at: int
    """Source offset of `text`."""
    start: int
    """Source offset of the line itself, with its indent."""
    number: int
    indent: int
    table: bool


def _physical(source: str, first_line: int) -> Iterator[_Physical | None]:
    """Every line of the source with its text; None for a line without any."""
    for number, found in enumerate(_PHYSICAL.finditer(source), first_line):
        written = found.group()
        body = written.strip(_BLANK)
        if not body:
            yield None
            continue
        if is_page_number(body):
            continue
        indent = written.index(body[0])
        begin, end = without_noise(body)
        text = body[begin:end].strip(_BLANK)
        at = found.start() + indent + (body.index(text[0], begin) if begin and text else begin)
        table = bool(_TABLE_ROW.fullmatch(text))
        yield _Physical(text, at, found.start(), number, indent, table) if text else None


def logical_lines(source: str, first_line: int = 1) -> list[Line]:
    """The lines of `source` that hold text; blank lines and noise belong to the line before them."""
    physical = list(_physical(source, first_line))
    full = _full_lines([p.text for p in physical if p and not p.table])
    if full and _spaced(physical):
        physical = [p for p in physical if p]
    runs: list[list[_Physical]] = []
    before: _Physical | None = None
    for this in physical:
        if this and before and _goes_on(before, this, full) and not _titled(runs[-1], this):
            runs[-1].append(this)
        elif this:
            runs.append([this])
        before = this
    return [_line(run) for run in runs]


def _spaced(physical: list[_Physical | None]) -> bool:
    """Whether blank lines stand between all lines, so that they part nothing; in Markdown they part paragraphs.

    A few may stand close, around the title or at the end: of wrapped text with paragraphs it is a third at least.
    """
    if any(p and p.text.startswith("#") for p in physical):
        return False
    touching = sum(a is not None and b is not None for a, b in pairwise(physical))
    return touching * 6 < len(physical)


def _line(run: list[_Physical]) -> Line:
    """The physical lines of `run` as one."""
    texts, parts, length = [], [], 0
    for i, physical in enumerate(run):
        gap = "" if i == 0 else "\n" if physical.table else _gap(run[i - 1].text, physical.text)
        texts += [gap, physical.text]
        parts.append((length + len(gap), physical.at, physical.number))
        length += len(gap) + len(physical.text)
    text, table = "".join(texts), run[0].table
    folded = fold(text)
    return Line(text, folded, None if table else leading(folded), run[0].start, table, parts)


def _goes_on(before: _Physical, this: _Physical, full: list[tuple[_Measure, int]]) -> bool:
    """Whether two lines in sequence are one: rows of a table, or a wrapped sentence."""
    if before.table or this.table:
        return before.table and this.table
    return _wrapped(before, this, full)


def _titled(run: list[_Physical], this: _Physical) -> bool:
    """Whether a title ends or begins between the lines of `run` and `this`, though they are full."""
    if len(run) > _TITLE_LINES:
        return False
    above = "".join(physical.text for physical in run)
    if is_whole_title(above):
        return not _REMARK.match(this.text)
    return is_whole_title(this.text) and not is_whole_title(above + this.text)


def _gap(before: str, after: str) -> str:
    """The space that a wrap stands for: none in Chinese, one between Latin words."""
    left, right = before[-1], after[0]
    return " " if (left + right).isascii() and left.isalnum() and right.isalpha() else ""


_Measure = Callable[[str], int]


def _columns(text: str) -> int:
    """How wide `text` is in a fixed font: a Chinese character takes two columns."""
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2


def _full_lines(texts: list[str]) -> list[tuple[_Measure, int]]:
    """What tells the full lines of hard-wrapped text: a measure and the least it gives for them."""
    found = ((measure, _wrap_width(list(map(measure, texts)), texts)) for measure in (len, _columns))
    return [(measure, width) for measure, width in found if width]


def _wrap_width(widths: list[int], texts: list[str]) -> int | None:
    """The least width of a full line in hard-wrapped text; None where the text is not wrapped.

    Wrapped text is known by its ceiling: many lines end there within a sentence, and few pass it (a title).
    """
    count = Counter(widths)
    longer = 0
    for ceiling in sorted(count, reverse=True):
        if longer > max(1, len(texts) * 0.05) or ceiling < _NARROWEST:
            return None
        least = ceiling - _SLACK
        full = [text for text, width in zip(texts, widths, strict=True) if least <= width <= ceiling]
        broken = sum(text[-1] not in _CLOSED for text in full)
        if broken >= 3 and len(full) >= len(texts) * 0.15:
            return least
        longer += count[ceiling]
    return None


_NARROWEST = 14
_ORDINAL_WITHIN = 20
_NAME_ENDS = re.compile(
    r"(#+ *)?([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
    r"([^。；：;:]*方面|[^。；：，;:,]*(问题|情况|措施|方向|原因|根源|分析|剖析|打算|不足))"
)
_NAME_GOES_ON = re.compile(r"[及和与的、，。；：,;:（(]|存在")
"""A section's or heading's own line may be as long as a full one by chance."""
_TITLE_LINES = 3
_REMARK = re.compile(r"[(（〔【][^\d]")
"""What may go on with a title on a further line: (含案例); no date."""
_NUMBER_ENDS = re.compile(r"[一二三四五六七八九十]{1,3}[,，]")
"""四成⏎四，… is a number in a sentence; a section is rarely written so."""
_SLACK = 3
"""How many characters short of the width a full line may be: a mark that may not begin a line, Latin words."""


def _wrapped(before: _Physical, this: _Physical, full: list[tuple[_Measure, int]]) -> bool:
    """Whether `this` goes on in the middle of what `before` says."""
    marker = leading(fold(this.text[:_ORDINAL_WITHIN]))
    if marker and marker.kind == "said" and before.text[-1] in CUT_BEFORE_ONE and len(before.text) > 10:
        return True
    if this.indent > before.indent or not any(measure(before.text) >= least for measure, least in full):
        return False
    if marker is None:
        if _NAME_ENDS.fullmatch(before.text) and not _NAME_GOES_ON.match(this.text):
            return False
        if before.text[-1] == "。" and label_kind(this.text):
            return False
        return not this.text.startswith(("#", "|", "```"))
    in_sentence = marker.kind == "said" or (marker.kind == "section" and _NUMBER_ENDS.match(this.text))
    return bool(in_sentence) and before.text[-1] not in _CLOSED and not before.text.endswith("方面")
