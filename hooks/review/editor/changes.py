"""What a save would change: the lines that go and come, under what they stand in, with the words that differ."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

BRIDGE = 4
"""Fewer unchanged characters than this between two changes are part of the change."""
HALF = 0.5
"""Where more than this of a line changed, no words are marked."""


def change_rows(old: str, new: str, body: int) -> list[dict[str, Any]]:
    """Rows of {sign, line, pieces, under}: − with the old line's number, ＋ with the new one's.

    `body` is the line that the new text's body begins at, 0 for a vocabulary file; pieces are [kind, text], kind same,
    gone or new.
    """
    a, b = old.split("\n"), new.split("\n")
    rows: list[dict[str, Any]] = []
    for kind, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        under = _under(b, min(k, len(b) - 1), body)
        paired = min(j - i, m - k)
        for n in range(max(j - i, m - k)):
            left, right = (_marked(a[i + n], b[k + n]) if n < paired else
                           ([["gone", a[i + n]]] if i + n < j else [], [["new", b[k + n]]] if k + n < m else []))
            if i + n < j:
                rows.append({"sign": "−", "line": i + n + 1, "pieces": left, "under": under})
            if k + n < m:
                rows.append({"sign": "＋", "line": k + n + 1, "pieces": right, "under": under})
    return rows


def _under(lines: list[str], at: int, body: int) -> str:
    """What a line stands in: the front matter, or the heading (of a vocabulary: the comment) above it."""
    if at + 1 < body:
        return "文件头"
    above = (line.strip("# -") for line in reversed(lines[max(body - 1, 0) : at + 1]) if line.startswith("#"))
    return f"{'正文' if body else '词表'}　{next(above, '')[:30]}".rstrip()


def _marked(old: str, new: str) -> tuple[list[list[str]], list[list[str]]]:
    """Both lines in pieces, by runs that differ, never parted by fewer than BRIDGE."""
    same = SequenceMatcher(None, old, new, autojunk=False)
    if same.ratio() < 1 - HALF:
        return [["gone", old]], [["new", new]]
    left: list[list[str]] = []
    right: list[list[str]] = []
    for kind, i, j, k, m in _bridged(list(same.get_opcodes())):
        if kind == "equal":
            left.append(["same", old[i:j]])
            right.append(["same", new[k:m]])
        else:
            left += [["gone", old[i:j]]] if i < j else []
            right += [["new", new[k:m]]] if k < m else []
    return left, right


def _bridged(codes: list[tuple[str, int, int, int, int]]) -> Iterator[tuple[str, int, int, int, int]]:
    """The opcodes with short equal runs between two changes taken into one change."""
    held: tuple[str, int, int, int, int] | None = None
    for at, code in enumerate(codes):
        kind, i, j, k, m = code
        short = kind == "equal" and j - i < BRIDGE and 0 < at < len(codes) - 1
        if kind == "equal" and not short:
            if held:
                yield held
            held = None
            yield code
        else:
            held = ("replace", held[1], j, held[3], m) if held else ("replace", i, j, k, m)
    if held:
        yield held
