"""Inside a section: which pieces are headings, which are items, and which are only points of an item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from review.model import SectionKind
from review.read.structure.kinds import announced_kind, label_kind
from review.read.structure.names import is_theme
from review.read.structure.pieces import Piece
from review.read.text.ordinals import ITEM_KINDS

_ORDER: tuple[SectionKind, ...] = ("problems", "causes", "measures")
"""What may announce what: problems their causes, causes the measures."""
_ACHIEVED = re.compile(r"成效|做法|成绩|取得|做到了|主要工作|主要做了")
_WANTING = re.compile(r"(存在|还有|仍有|查摆)[^。]*(问题|不足|差距|短板)[^。]{0,6}[:。]? *$")
_SENTENCE_END = re.compile(r"[。!?;]")


@dataclass(slots=True)
class Group:
    """A run of pieces that belong to one heading, to one label (（二）整改措施), or to none."""

    kind: SectionKind
    """Of its items."""
    head: Piece | None = None
    run: list[Piece] = field(default_factory=list)
    labelled: bool = False
    """Whether a bare label (整改措施：) and not a sentence announces its items."""
    role: Literal["heading", "label", "lead", "only"] = "only"
    """What `head` is; without one, whether headings follow ("lead")."""


def _headings(run: list[Piece]) -> Callable[[Piece], bool]:
    """What tells the headings in a problems section: the highest of （一）, 第一， ### and - that it holds.

    Without any of them bare themes do: lines without an ordinal whose items begin anew (理论学习方面：), or all of
    the outer ordinal's (1.理论学习方面。一是…).
    """
    if any(p.kind == "heading" for p in run):
        return lambda piece: piece.kind == "heading"
    leading = {p.kind for p in run if p.leads}
    if "th" in leading:
        return lambda piece: piece.kind == "th"
    level = min((p.marker.level for p in run if p.marker and p.marker.level), default=0)
    below = any(p.kind in ITEM_KINDS and p.marker.level != level for p in run)
    if level and ("hash" in leading or below):
        return lambda piece: piece.marker is not None and piece.marker.level == level
    above = [p for p, below in pairwise(run) if below.number == 1 and not p.marker and p.leads]
    unnumbered = {p.line.start for p in above if is_theme(p.body)}
    if len(unnumbered) > 1:
        return lambda piece: piece.leads and piece.line.start in unnumbered
    outer = outer_kind("problems", run)
    themes = [p for p in run if p.kind == outer and p.leads]
    if outer and all(is_theme(p.body) for p in themes) and any(p.kind in ITEM_KINDS and p.kind != outer for p in run):
        return lambda piece: piece.kind == outer and piece.leads
    return lambda piece: piece.kind == "bullet"


def groups(kind: SectionKind, run: list[Piece]) -> list[Group]:
    """A section's pieces by heading (in a problems section) and by label (in any)."""
    is_heading = _headings(run) if kind == "problems" else lambda piece: piece.kind == "heading"
    found = [Group(kind)]
    for piece in run:
        heads = is_heading(piece)
        named = label_kind(piece.body) if heads else None
        if named not in (None, "problems"):
            found.append(Group(named, piece, role="label"))
        elif heads and kind == "problems":
            found.append(Group(kind, piece, role="heading"))
        else:
            found[-1].run.append(piece)
    if any(g.role == "heading" for g in found) and not _begins_with_item(found[0].run):
        found[0].role = "lead"
    return found if found[0].run else found[1:]


def _begins_with_item(run: list[Piece]) -> bool:
    """Whether items stand at once below the section's line, of the section itself or of a heading that is lost."""
    return bool(run) and run[0].kind in ITEM_KINDS


def outer_kind(kind: SectionKind, run: list[Piece]) -> str | None:
    """The marker of the items: the outer one of those in `run`; bullets below a heading where nothing else is."""
    allowed = set(ITEM_KINDS) | (set() if kind == "problems" else {"heading", "bullet", "hash"})
    marked = [p for p in run if p.kind in allowed] or [p for p in run if p.kind == "bullet"]
    if _in_turn(run, marked):
        return "turn"
    if not marked:
        return None
    if any(p.kind == "heading" for p in marked):
        return "heading"
    first = marked[0].kind
    at_line = next((p.kind for p in marked if p.leads), first)
    if first != at_line:
        later = [p.kind for p in marked]
        again = later[later.index(at_line) :].count(first)
        return first if again and any(p.number and p.number > 1 for p in marked if p.kind == first) else at_line
    return first


def _in_turn(run: list[Piece], marked: list[Piece]) -> bool:
    """Whether 首先, 其次 begin the items: two lines at least where other ordinals stand inside them."""
    turns = [p for p in run if p.kind == "turn"]
    if len(turns) < 2 or turns[0].number != 1:
        return False
    return not marked or (run.index(turns[0]) < run.index(marked[0]) and sum(p.leads for p in turns) > 1)


@dataclass(slots=True)
class Found:
    """An item with all its pieces, or (`head` None) text before the first."""

    head: Piece | None
    run: list[Piece] = field(default_factory=list)


def items(kind: SectionKind, run: list[Piece]) -> Iterator[Found | Group]:
    """The text before the first item and the items; where another kind is announced, the rest as a Group."""
    outer = outer_kind(kind, run)
    if kind == "problems" and (begin := _after_achievements(outer, run)):
        yield Found(None, run[:begin])
        run = run[begin:]
    current, last, points_in = Found(None), 0, None
    for i, piece in enumerate(run):
        if outer is None or piece.kind != outer or piece.line is points_in:
            current.run.append(piece)
            continue
        number = piece.number
        if number == 1 and last and (announced := _announced(kind, current)):
            if current.run:
                yield current
            announced.run += run[i:]
            yield announced
            return
        if piece.marker.inline and not _next_item(piece, last, current):
            current.run.append(piece)
            if number == 1:
                points_in = piece.line
            continue
        if current.run:
            yield current
        current, last = Found(piece, [piece]), number or last + 1
    if current.run:
        yield current


def _after_achievements(outer: str | None, run: list[Piece]) -> int:
    """Where items that a sentence announces as wanting start anew below others that are achievements; 0: nowhere."""
    firsts = [i for i, piece in enumerate(run) if piece.kind == outer and piece.number == 1]
    if len(firsts) < 2 or not any(_ACHIEVED.search(p.line.folded[p.begin : p.end]) for p in run[: firsts[0]]):
        return 0
    return next((i for i in firsts[1:] if _WANTING.search(run[i - 1].line.folded[: run[i - 1].end])), 0)


def _next_item(piece: Piece, last: int, current: Found) -> bool:
    """Whether an ordinal inside a line begins the next item, and not a point of the one it stands in."""
    if piece.number == last + 1:
        return True
    after_comma = piece.marker.before in ",:"
    if piece.number == 1:
        return not (after_comma and current.head and current.head.line is piece.line)
    return piece.marker.before != ","


def _announced(kind: SectionKind, current: Found) -> Group | None:
    """What the sentence before a restart announces; that sentence is taken off `current` and begins it."""
    piece = current.run[-1] if current.run else None
    if piece is None:
        return None
    text = piece.line.folded[piece.begin : piece.end].rstrip()
    ends = [m.end() for m in _SENTENCE_END.finditer(text, 0, len(text) - 1)]
    begin = ends[-1] if ends else (piece.marker.end - piece.begin if piece.marker else 0)
    new_kind = announced_kind(text[begin:])
    if new_kind is None or _ORDER.index(new_kind) <= _ORDER.index(kind):
        return None
    labelled = label_kind(text[begin:]) is not None
    if begin == 0 and piece is not current.head:
        return Group(new_kind, run=[current.run.pop()], labelled=labelled)
    kept, sentence = piece.cut(piece.begin + begin)
    current.run[-1] = kept
    return Group(new_kind, run=[sentence], labelled=labelled)
