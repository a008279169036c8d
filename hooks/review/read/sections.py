"""The parts of a document: where each section begins and of what kind it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from review.model import SectionKind
from review.read.folding import squeeze
from review.read.kinds import label_kind, section_kind
from review.read.names import section_title
from review.read.pieces import Piece

_ITEM_KINDS = ("number", "bracket", "circle", "said", "th")
_REASON = re.compile(r"原因|根源|成因|症结")


@dataclass(slots=True)
class Part:
    """A section as found: the piece that is its line (None: it has none), and the pieces below."""

    kind: SectionKind
    head: Piece | None
    run: list[Piece] = field(default_factory=list)


def split_sections(stream: list[Piece]) -> tuple[list[Piece], list[Part]]:
    """The preamble and the sections of a document whose title, front and tail are off."""
    level = min((p.marker.level for p in stream if p.kind == "hash"), default=0)
    before: list[Piece] = []
    parts: list[Part] = []
    for i, piece in enumerate(stream):
        if _begins_section(stream, i, level, parts):
            parts.append(_part(piece))
        else:
            (parts[-1].run if parts else before).append(piece)
    _promote(parts)
    return _unnamed(before, parts)


def _part(piece: Piece) -> Part:
    """A section by its line; what is run in after the title is its first piece."""
    name = section_title(piece.body)
    part = Part(section_kind(name.name), piece)
    body_end = piece.body_begin + _indent(piece) + name.end
    if body_end < piece.end and piece.line.text[body_end : piece.end].strip():
        part.head, rest = piece.cut(body_end)
        part.run.append(rest)
    return part


def _indent(piece: Piece) -> int:
    """Spaces between the ordinal and the text."""
    text = piece.line.text[piece.body_begin : piece.end]
    return len(text) - len(text.lstrip())


def _begins_section(stream: list[Piece], i: int, level: int, parts: list[Part]) -> bool:
    piece = stream[i]
    if not piece.leads or piece.line.table:
        return False
    if piece.kind == "section":
        return True
    if piece.kind == "hash":
        return piece.marker.level == max(level, 2) or piece.marker.level == level
    return piece.kind is None and label_kind(piece.text) is not None and _restarts(stream, i, parts)


def _restarts(stream: list[Piece], i: int, parts: list[Part]) -> bool:
    """Whether a bare label (整改措施) is a section's line: items of an outer level begin anew below it.

    A label inside a problem is followed by text, or by the problem's own points.
    """
    following = next((p for p in stream[i + 1 :] if p.marker), None)
    if following is None or following.kind in ("section", "hash") or following.number not in (1, None):
        return False
    run = parts[-1].run if parts else stream[:i]
    above = {p.kind for p in run if p.marker and p.leads}
    if following.kind == "heading":
        return True
    return "heading" not in above and (not above or following.kind in above) and stream[i + 1] is following


def _promote(parts: list[Part]) -> None:
    """Where no section says 问题, those that are named after an aspect (…方面) and hold items hold the problems."""
    if any(p.kind == "problems" for p in parts):
        return
    for part in parts:
        aspect = part.head and re.search(r"方面$|^对照|^带头", squeeze(section_title(part.head.body).name))
        if part.kind == "other" and aspect and any(p.kind in _ITEM_KINDS for p in part.run):
            part.kind = "problems"


def _unnamed(before: list[Piece], parts: list[Part]) -> tuple[list[Piece], list[Part]]:
    """Items before any section's line form a section without a name."""
    first = next((i for i, p in enumerate(before) if p.leads and p.kind in ("heading", *_ITEM_KINDS)), None)
    if first is None:
        return before, parts
    run = before[first:]
    outer = [p for p in run if p.kind == run[0].kind]
    reasons = sum(bool(_REASON.search(p.body[:40])) for p in outer)
    kind: SectionKind = "causes" if reasons * 2 >= len(outer) else "problems"
    if kind == "problems" and run[0].kind != "heading" and any(p.kind == "problems" for p in parts):
        return before, parts
    return before[:first], [Part(kind, None, run), *parts]
