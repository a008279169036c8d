"""The parts of a document: where each section begins and of what kind it is."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from review.model import SectionKind
from review.read.structure.kinds import label_kind, section_kind
from review.read.structure.names import section_title
from review.read.structure.pieces import Piece
from review.read.text.folding import squeeze
from review.read.text.ordinals import ITEM_KINDS

_REASONS_FOLLOW = re.compile(r"(原因|根源|成因)[^。]{0,6}(有|是|在于|如下|以下|几)[^。]*[。：:]?$")
_REASON = re.compile(r"原因|根源|成因|症结")


@dataclass(slots=True)
class Part:
    """A section as found: the piece that is its line (None: it has none), and the pieces below."""

    kind: SectionKind
    head: Piece | None
    run: list[Piece] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    """The ordinals that begin its lines."""


def split_sections(stream: list[Piece]) -> tuple[list[Piece], list[Part]]:
    """The preamble and the sections of a document whose title, front and tail are off."""
    signed = [p.marker.level for p in stream if p.kind in ("hash", "section") and p.marker.level]
    level = min(signed, default=0)
    sign = _sign_of_sections(stream)
    following = _next_marked(stream)
    labels = Counter(p.text for p in stream if p.kind is None and p.leads and label_kind(p.text))
    before = Part("other", None)
    parts: list[Part] = []
    for i, piece in enumerate(stream):
        here = parts[-1] if parts else before
        bare = labels[piece.text] and _restarts(stream, i, following[i], here, labels)
        if bare or _begins_section(piece, level, sign):
            parts.append(_part(piece))
        else:
            here.run.append(piece)
            if piece.marker and piece.leads:
                here.kinds.add(piece.kind)
    _promote(parts)
    return _unnamed(before.run, parts)


def _next_marked(stream: list[Piece]) -> list[Piece | None]:
    """For every piece the next one that an ordinal begins."""
    found: list[Piece | None] = []
    following: Piece | None = None
    for piece in reversed(stream):
        found.append(following)
        following = piece if piece.marker else following
    return found[::-1]


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


def _sign_of_sections(stream: list[Piece]) -> str | None:
    """The ordinal of the sections in a text without 一、 and #: （一） or 1. that names the three parts."""
    if any(p.kind in ("section", "hash") for p in stream):
        return None
    for sign in ("heading", "number"):
        names = [_label(p) for p in stream if p.kind == sign and p.leads and _label(p)]
        if len(names) == 3 and len(set(names)) == 3:
            return sign
    return None


def _label(piece: Piece) -> SectionKind | None:
    return label_kind(section_title(piece.body).name)


def _begins_section(piece: Piece, level: int, sign: str | None) -> bool:
    if piece.kind == "section":
        return True
    if piece.kind == "hash":
        return piece.leads and piece.marker.level in (level, max(level, 2))
    return sign is not None and piece.leads and piece.kind == sign and _label(piece) is not None


def _restarts(stream: list[Piece], i: int, following: Piece | None, here: Part, labels: Counter[str]) -> bool:
    """Whether a bare label (整改措施) is a section's line: items begin anew below it.

    A label inside a problem has a colon, comes again, or is followed by text or by the problem's own points.
    """
    label = stream[i]
    if following is None or following.number not in (1, None) or following.kind in ("section", "hash"):
        return False
    if following.kind == "heading" or not here.kinds:
        return True
    if stream[i + 1] is not following or labels[label.text] > 1:
        return False
    return label.text[-1] not in "：:" or ("heading" not in here.kinds and following.kind in here.kinds)


def _promote(parts: list[Part]) -> None:
    """Where no section says 问题, those that are named after an aspect (…方面) hold the problems."""
    if any(p.kind == "problems" and not _is_aspect(p) for p in parts):
        return
    for part in parts:
        if part.kind == "other" and _is_aspect(part):
            part.kind = "problems"


def _is_aspect(part: Part) -> bool:
    """Whether a section is named after an aspect: 学习研讨方面（3条）, 对照党章党规."""
    name = squeeze(section_title(part.head.body).name) if part.head else ""
    return bool(re.search(r"方面(\([^()]{1,8}\))?$|^对照|^带头", name))


def _unnamed(before: list[Piece], parts: list[Part]) -> tuple[list[Piece], list[Part]]:
    """Items before any section's line form a section without a name."""
    marked = ((i, p) for i, p in enumerate(before) if p.kind in ("heading", *ITEM_KINDS))
    first = next((i for i, p in marked if p.leads or p.number != 1), None)
    if first is None:
        return before, parts
    run = before[first:]
    outer = [p for p in run if p.kind == run[0].kind]
    reasons = sum(bool(_REASON.search(p.body[:40])) for p in outer)
    announced = first > 0 and _REASONS_FOLLOW.search(before[first - 1].text)
    kind: SectionKind = "causes" if announced or reasons * 2 >= len(outer) else "problems"
    if kind == "problems" and run[0].kind != "heading" and any(p.kind == "problems" for p in parts):
        return before, parts
    return before[:first], [Part(kind, None, run), *parts]
