"""An editor's notes: which passage each one binds, and to what label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from review.model import Finding, Note, Position
from review.read.structure.token import Token
from review.read.structure.tokens import Noted, tokens
from review.read.text.folding import fold
from review.read.text.lines import Line

_LABELS = {
    "heading": "H", "problem": "I:problems", "point": "P", "cause": "I:causes", "measure": "I:measures", "text": "T",
}  # fmt: skip
_PARTS = ("part", "section", "hash1", "hash2")
_SHOWN = 20
_Start = tuple[str, str, Line, int]
"""What a token says, with its ordinal and without it, its line and where in it the token begins."""


def place_notes(notes: tuple[Note, ...], lines: list[Line], begin: int, path: str) -> tuple[Noted, tuple[Finding, ...]]:
    """Where each note applies in `lines` (the first read from `begin` on), and which notes apply nowhere.

    A passage begins at the beginning of a line or of what may be an item in it, at its ordinal or behind it; where
    none begins so, anywhere.
    """
    bound: dict[int, dict[int, str]] = defaultdict(dict)
    faults: list[Finding] = []
    if not notes:
        return bound, ()
    most = 4 * max(len(note.begins) for note in notes) + 8
    run = tokens(lines, begin)
    starts = [_start(t, most) for t in run]
    for note in notes:
        if note.role == "material":
            continue
        places = _places(note, lines, begin, starts)
        if chosen := places[note.nth - 1 : note.nth] if note.nth else places[:1] * (len(places) == 1):
            line, at = chosen[0]
            label = f"S:{note.kind}" if note.role == "section" else _LABELS[note.role]
            bound[line.start][at] = label
            for token in _counting_on(run, line, at) if note.whole_list else ():
                bound[token.line.start].setdefault(token.begin, label)
        else:
            faults.append(_nowhere(note, places))
    return bound, tuple(faults)


def _counting_on(run: list[Token], line: Line, at: int) -> Iterator[Token]:
    """The entries that count on from the one that begins at `at`: of its ordinals, to the end of its part.

    Bullets go on until another ordinal or a name stands between; a number that begins anew ends the list.
    """
    first = next((i for i, token in enumerate(run) if token.line is line and token.begin == at), None)
    if first is None or run[first].style is None:
        return
    style, last = run[first].style, run[first].number
    for token in run[first + 1 :]:
        if token.style in _PARTS and token.leads and token.style != style:
            return
        if token.style == style:
            if last is not None and token.number != last + 1:
                return
            last = token.number
            yield token
        elif last is None:
            return


def said_to_be_a_material(notes: tuple[Note, ...], lines: list[Line], path: str) -> tuple[bool, tuple[Finding, ...]]:
    """Whether a note says that the document is a material, and which of such notes are of another document.

    `at` is how one of its lines begins, as its title's; a note that was copied along does not hold.
    """
    said = [note for note in notes if note.role == "material"]
    begins = {note: _bare(note.begins) for note in said}
    held = {note for note in said if any(_bare(line.text).startswith(begins[note]) for line in lines)}
    return bool(held), tuple(_nowhere(note, []) for note in said if note not in held)


def nth_of(begins: str, lines: list[Line], number: int) -> int | None:
    """Which of the passages of `lines` that begin so stands in line `number` of the file; None where one alone does."""
    note = Note(begins=begins, role="text", kind=None, at=Position(path="", line=0))
    starts = [_start(t) for t in tokens(lines, 0)]
    places = [line.at(at)[1] for line, at in _places(note, lines, 0, starts)]
    return places.index(number) + 1 if len(places) > 1 and number in places else None


def _start(token: Token, most: int | None = None) -> _Start:
    text = _bare(token.line.text[token.begin :][:most])
    return text, text.removeprefix(_bare(token.marker)), token.line, token.begin


def _places(note: Note, lines: list[Line], begin: int, starts: list[_Start]) -> list[tuple[Line, int]]:
    wanted = _bare(note.begins)
    found = [(line, at) for text, _, line, at in starts if text.startswith(wanted)]
    found = found or [(line, at) for _, text, line, at in starts if text.startswith(wanted)]
    if found:
        return found
    for i, line in enumerate(lines):
        at = line.folded.find(fold(note.begins), 0 if i else begin)
        while at >= 0:
            found.append((line, at))
            at = line.folded.find(fold(note.begins), at + 1)
    return found


def _bare(text: str) -> str:
    """Text as passages are compared: folded, without spaces and Markdown's signs."""
    return "".join(c for c in fold(text) if c not in "#*_" and not c.isspace())


def _nowhere(note: Note, places: list[tuple[Line, int]]) -> Finding:
    shown = note.begins[:_SHOWN]
    if not places:
        message = f"读法（reading）里说的“{shown}”，正文没有一段这样开头；请照正文改 at，或删去这一条。"
    elif note.nth:
        message = f"读法（reading）里说的第 {note.nth} 处“{shown}”，正文只有 {len(places)} 处这样开头；请改 nth。"
    else:
        where = "、".join(str(line.at(at)[1]) for line, at in places[:5])
        several = f"正文有 {len(places)} 处这样开头（第 {where} 行）"
        message = f"读法（reading）里说的“{shown}”，{several}；请把 at 写长些，或写明第几处；例：nth: 2。"
    return Finding(rule="reading-nowhere", severity="error", message=message, at=note.at)
