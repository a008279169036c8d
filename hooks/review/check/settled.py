"""Remarks that an editor has settled: noted as seen, with a reason, in the front matter of the material."""

from __future__ import annotations

from collections.abc import Iterable

from review.check.rules import DOUBTS, RULES, finding
from review.model import Finding, Material, Seen
from review.read.structure.document import source_of
from review.read.text.folding import squeeze

APART = ("trade-", "copied-passage")
"""How the rules begin that are not looked for whenever a library is checked."""
AT = 12
"""Characters by which a line is known again."""


def settled(findings: Iterable[Finding], materials: Iterable[Material], *, of: str = "") -> list[Finding]:
    """The findings that nobody has settled, by file and line, and the notes that settle nothing (any more).

    `of`: how the rules begin that were looked for, one of APART; else all that begin otherwise.
    """
    left = list(findings)
    for material in materials:
        if notes := [seen for seen in material.seen if _sort(seen.rule) == of]:
            left = _without(left, material, notes)
    return in_order(left)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file and line; first what the reader is not sure of."""
    return sorted(findings, key=lambda f: (f.rule not in DOUBTS, f.at.path, f.at.line, f.rule))


def _sort(rule: str) -> str:
    return next((begin for begin in APART if rule.startswith(begin)), "")


def _without(findings: list[Finding], material: Material, notes: list[Seen]) -> list[Finding]:
    begins = line_beginnings(material)
    used: set[Seen] = set()
    left = []
    for one in findings:
        mine = one.at.path == material.path and one.severity == "warning"
        fits = [n for n in notes if mine and n.rule == one.rule and _begins(begins.get(one.at.line, ""), n.at_text)]
        used.update(fits)
        left += [] if fits else [one]
    return left + [_unused(note, material) for note in notes if note not in used]


def _begins(line: str, text: str) -> bool:
    return squeeze(line).startswith(squeeze(text))


def line_beginnings(material: Material) -> dict[int, str]:
    """How each line of a material begins, white space and # left out; of front matter the key."""
    lines = source_of(material.document).split("\n")
    found = {n: "".join(line.split()).lstrip("#") for n, line in enumerate(lines, material.document.first_line)}
    return found | {line: key for key, line in material.lines.items()}


def _unused(note: Seen, material: Material) -> Finding:
    if note.rule not in RULES or RULES[note.rule].severity == "error":
        message = f"已看（seen）里的 {note.rule} 不是一条可以记作已看的提醒；请看检查规则。"
    else:
        where = f"“{note.at_text}”处" if note.at_text else "这一份里"
        message = f"已看（seen）说的提醒 {note.rule}，{where}已经没有；这一条请删去。"
    return finding("seen-unused", message, material.path, note.at.line)
