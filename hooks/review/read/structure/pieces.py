"""Pieces: a logical line cut before every ordinal in it. Structure is read from the stream of pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from review.read.structure.kinds import label_kind
from review.read.text.lines import Line
from review.read.text.ordinals import Marker, inline, numeral

_SECTION_NAME = 40
"""Up to here a section's own line may be its name; behind the name an item may begin without any mark."""
_SECTION_INLINE = re.compile(
    r"[。:;!?] *(?P<ordinal>[一二三四五六七八九十]{1,3})[、,.] *(?P<name>[^。:;!?(,、]{2,16})(?=[。:(])"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; with a marker where an ordinal begins it."""

    line: Line
    begin: int
    end: int
    marker: Marker | None = None

    @property
    def kind(self) -> str | None:
        return self.marker.kind if self.marker else None

    @property
    def number(self) -> int | None:
        return self.marker.number if self.marker else None

    @property
    def leads(self) -> bool:
        """Whether it stands at the beginning of its line."""
        return self.begin == 0

    @property
    def text(self) -> str:
        return self.line.text[self.begin : self.end].strip()

    @property
    def body_begin(self) -> int:
        """Where the text behind the ordinal begins in the line."""
        return self.marker.end if self.marker else self.begin

    @property
    def body(self) -> str:
        return self.line.text[self.body_begin : self.end].strip()

    def cut(self, at: int) -> tuple[Piece, Piece]:
        """The two parts before and after an offset of the line."""
        return replace(self, end=at), Piece(self.line, at, self.end)


def pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    """All pieces of `lines`, in order."""
    for line in lines:
        if line.table:
            yield Piece(line, 0, len(line.text))
            continue
        lead = line.lead
        loose = _SECTION_NAME if lead and lead.kind == "section" else 0
        begin, marker = 0, lead
        marks = [*inline(line.folded, lead.end if lead else 0, loose), *_sections(line)]
        for found in sorted(marks, key=lambda mark: mark.start):
            yield Piece(line, begin, found.start, marker)
            begin, marker = found.start, found
        yield Piece(line, begin, len(line.text), marker)


def _sections(line: Line) -> Iterator[Marker]:
    """Sections inside a line, where all of a text stands in one: those with a usual name."""
    for found in _SECTION_INLINE.finditer(line.folded):
        if label_kind(found["name"]):
            yield Marker("section", numeral(found["ordinal"]), found.start("ordinal"), found.start("name"), inline=True)


def by_line(run: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with those of one line made one again (with the first one's marker)."""
    last: Piece | None = None
    for piece in run:
        if last and piece.line is last.line:
            last = replace(last, end=piece.end)
        else:
            if last:
                yield last
            last = piece
    if last:
        yield last
