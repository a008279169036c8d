"""What changed between two readings of one document: which items, which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from review.intake.clean import without_space
from review.model import Document
from review.read.structure.pieces import Piece, pieces_of

ABOUT = 6
"""Characters shown on either side of changed words."""
WORDS = 24
"""Characters of changed words that are shown."""
PIECES = 3
"""Places shown of one item."""


def changes(old: Document, new: Document) -> Iterator[str]:
    """What became of each part that is not the same: one line each, with the words that changed."""
    before, after = pieces_of(old), pieces_of(new)
    texts = [[without_space(piece.text) for piece in these] for these in (before, after)]
    match = SequenceMatcher(None, texts[0], texts[1], autojunk=False)
    for kind, a, b, c, d in match.get_opcodes():
        if kind == "replace":
            yield from _replaced(before[a:b], after[c:d])
        elif kind != "equal":
            yield from (_whole("删去", p) for p in before[a:b])
            yield from (_whole("新增", p) for p in after[c:d])


def _replaced(before: list[Piece], after: list[Piece]) -> Iterator[str]:
    """Parts in the same run: those of one name are one part that was changed."""
    rest = list(after)
    for old in before:
        new = next((p for p in rest if p.name == old.name), None)
        if new is None:
            yield _whole("删去", old)
        else:
            rest.remove(new)
            yield f"{new.name}：{'；'.join(word_changes(old.text, new.text))}"
    yield from (_whole("新增", p) for p in rest)


def _whole(what: str, piece: Piece) -> str:
    text = " ".join(piece.text.split())
    return f"{what}{piece.name}：{text[:WORDS]}{'…' if len(text) > WORDS else ''}"


def word_changes(old: str, new: str) -> list[str]:
    """The places where two texts differ, as “旧” → “新” with a few characters around them."""
    old, new = " ".join(old.split()), " ".join(new.split())
    match = SequenceMatcher(None, old, new, autojunk=False)
    found = _joined(op[1:] for op in match.get_opcodes() if op[0] != "equal")
    if match.quick_ratio() < 0.3 or len(found) > 40:
        return [f"“{_short(old)}” → “{_short(new)}”"]
    shown = [f"“{_around(old, a, b)}” → “{_around(new, c, d)}”" for a, b, c, d in found[:PIECES]]
    return shown + ([f"等 {len(found)} 处"] if len(found) > PIECES else [])


def _joined(places: Iterable[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Places with hardly anything the same between them are one."""
    found: list[tuple[int, int, int, int]] = []
    for a, b, c, d in places:
        if found and a - found[-1][1] < ABOUT:
            a, c = found[-1][0], found[-1][2]
            found.pop()
        found.append((a, b, c, d))
    return found


def _around(text: str, a: int, b: int) -> str:
    return f"{text[max(0, a - ABOUT) : a]}{_short(text[a:b])}{text[b : b + ABOUT]}"


def _short(text: str) -> str:
    return text if len(text) <= WORDS else text[:WORDS] + "…"
