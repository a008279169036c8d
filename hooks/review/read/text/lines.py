"""Logical lines: the source's lines with hard wraps joined, every character still knowing where it came from."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from review.read.text.bold import pieces
from review.read.text.breaks import Breaks
from review.read.text.counted import marks_by_count
from review.read.text.folding import fold
from review.read.text.margins import margin
from review.read.text.noise import is_page_number, without_noise
from review.read.text.ordinals import Marker, leading
from review.read.text.rows import mark_rows
from review.read.text.wraps import Physical, Wraps, columns, titled

_PHYSICAL = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BLANK = " \t\r\n\u3000\xa0\ufeff\u200b"
_NO_TAB = _BLANK.replace("\t", "")
_ORDINAL_AT_MOST = 8
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_UNDERLINED_AT_MOST = 60


class Line(NamedTuple):
    """One logical line."""

    text: str
    """Without surrounding space, wraps joined."""
    folded: str
    lead: Marker | None
    """The ordinal or sign that it begins with."""
    start: int
    """Offset in the source where its first physical line begins."""
    table: bool
    underlined: int
    """1 or 2 where a line of === or --- makes it a Markdown heading of that level, else 0."""
    parts: list[tuple[int, int, int]]
    """(offset in `text`, offset in the source, line number) of each piece of a physical line; bold parts pieces."""
    bold: list[int]
    """Offsets in `text` where bold ends."""

    def at(self, offset: int) -> tuple[int, int]:
        """Source offset and line number of the character at `offset` of `text`."""
        text_at, source_at, number = self.parts[bisect_right(self.parts, (offset, math.inf)) - 1]
        return source_at + offset - text_at, number


def _physical(source: str, first_line: int) -> Iterator[Physical | None]:
    """Every line of the source with its text; None for a line without any."""
    last: Physical | None = None
    before_all = margin(source)
    for number, found in enumerate(_PHYSICAL.finditer(source), first_line):
        written = found.group()
        edge = before_all.match(written)
        begins = edge.end() if edge else 0
        body = written[begins:].strip(_BLANK)
        if not body:
            yield None
            continue
        if is_page_number(body):
            continue
        if last and last.number == number - 1 and len(last.text) <= _UNDERLINED_AT_MOST and _UNDERLINE.fullmatch(body):
            last.underlined = 1 if body[0] == "=" else 2
            continue
        indent = written.index(body[0], begins)
        begin, end = without_noise(body)
        text = body[begin:end].strip(_BLANK)
        at = found.start() + indent + (body.index(text[0], begin) if begin and text else begin)
        tabbed = written.strip(_NO_TAB) if "\t" in written and text == body else ""
        last = Physical(text, at, found.start(), number, columns(written[begins:indent]), tabbed) if text else None
        yield last


def logical_lines(source: str, first_line: int = 1) -> list[Line]:
    """The lines of `source` that hold text; blank lines and noise belong to the line before them.

    An import asks for them three times running: is it several documents, what does it say, what was joined.
    """
    return _lines(source, first_line)


@lru_cache(maxsize=2)
def _lines(source: str, first_line: int) -> list[Line]:
    physical = list(_physical(source, first_line))
    if "|" in source or "\t" in source:
        mark_rows(physical)
    wraps = Wraps(physical)
    if wraps.found and _spaced(physical):
        physical = [p for p in physical if p]
        wraps = Wraps(physical)
    breaks = Breaks(source, physical)
    runs: list[list[Physical]] = []
    before: Physical | None = None
    for this in physical:
        goes_on = this and before and _goes_on(runs[-1], this, wraps, breaks) and not titled(runs[-1], this)
        if this and (goes_on or (runs and _names(runs[-1], this))):
            runs[-1].append(this)
        elif this:
            runs.append([this])
        before = this
    return _counted([_line(run) for run in runs])


def _counted(lines: list[Line]) -> list[Line]:
    """The lines with the ordinals that only their counting tells, also behind the sign of a heading."""
    begins = {i: line.lead.end if line.lead else 0 for i, line in enumerate(lines)
              if not line.table and (line.lead is None or line.lead.kind == "hash")}  # fmt: skip
    for i, mark in marks_by_count((i, lines[i].folded[at:]) for i, at in begins.items()).items():
        at, lead = begins[i], lines[i].lead
        found = Marker(mark.kind, mark.number, mark.start + at, mark.end + at, lead.level if lead else 0)
        lines[i] = lines[i]._replace(lead=found)
    return lines


def _spaced(physical: list[Physical | None]) -> bool:
    """Whether blank lines stand between all lines, so that they part nothing; in Markdown they part paragraphs.

    A few may stand close, around the title or at the end: of wrapped text with paragraphs it is a third at least.
    """
    if any(p and p.text.startswith("#") for p in physical):
        return False
    touching = sum(a is not None and b is not None for a, b in pairwise(physical))
    return touching * 6 < len(physical)


def _line(run: list[Physical]) -> Line:
    """The physical lines of `run` as one."""
    texts: list[str] = []
    parts: list[tuple[int, int, int]] = []
    bold: list[int] = []
    length = 0
    for i, physical in enumerate(run):
        gap = "" if i == 0 else "\n" if physical.table else _gap(run[i - 1].text, physical.text)
        length += len(gap)
        texts.append(gap)
        for at, piece, closes in pieces(physical.text):
            texts.append(piece)
            parts.append((length, physical.at + at, physical.number))
            length += len(piece)
            bold += [length] if closes else []
    text, table = "".join(texts), bool(run[0].table)
    folded, lead = _folded(text)
    return Line(text, folded, None if table else lead, run[0].start, table, run[0].underlined, parts, bold)


@lru_cache(maxsize=1024)
def _folded(text: str) -> tuple[str, Marker | None]:
    """A line folded, and what it begins with; an import reads most lines a second time, as they are written."""
    folded = fold(text)
    return folded, leading(folded)


def _goes_on(run: list[Physical], this: Physical, wraps: Wraps, breaks: Breaks) -> bool:
    """Whether a line is one with those above it: rows of a table, or a sentence that is wrapped or broken."""
    before = run[-1]
    if before.table or this.table:
        return before.table == this.table
    return wraps.within(run, this) or (not wraps.begins(this) and breaks.within(run, this))


def _names(run: list[Physical], this: Physical) -> bool:
    """Whether `run` is an ordinal that stands alone, and `this` what it numbers."""
    above = run[0].text
    if len(run) > 1 or len(above) > _ORDINAL_AT_MOST or this.table:
        return False
    ordinal = leading(fold(above))
    alone = ordinal is not None and ordinal.number is not None and ordinal.end == len(above)
    return alone and leading(fold(this.text)) is None


def _gap(before: str, after: str) -> str:
    """The space that a wrap stands for: none in Chinese, one between Latin words and behind a bare 问题一."""
    left, right = before[-1], after[0]
    if left.isalnum() and len(before) <= _ORDINAL_AT_MOST and leading(fold(before)):
        return " "
    return " " if (left + right).isascii() and left.isalnum() and right.isalpha() else ""
