"""What front matter binds to items follows its item when a corrected text numbers them otherwise.

An entry whose item is not to be found again is never left under a number that another item has now: it is kept as a
comment, and listed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from review.intake.clean import without_space
from review.model import Document, Item
from review.read.front.items import problem_key
from review.read.front.lines import Lines, entries, value
from review.read.structure.pieces import label
from review.read.yaml.emit import flow

SAME = 0.5
"""Share of common pairs of characters from which on two items are one, if no other is liker."""
NOWHERE = "reading-nowhere"
"""The reader's own word that a note on reading binds no passage."""
_KINDS = {"c": "causes", "m": "measures"}


@dataclass
class Bound:
    """Front matter brought in line with a new text."""

    lines: Lines
    moved: list[str] = field(default_factory=list)
    """What follows its item to another number, in Chinese."""
    lost: list[str] = field(default_factory=list)
    """What has no item any more, in Chinese; it is in the front matter as a comment."""


def placed(old: Document, new: Document) -> dict[str, str | None]:
    """For the id of every item of the old text the id of the same item in the new one; None where it is gone."""
    found: dict[str, str | None] = {}
    for kind in ("problems", "causes", "measures"):
        found |= _placed(getattr(old, kind), getattr(new, kind))
    return found


def _placed(old: tuple[Item, ...], new: tuple[Item, ...]) -> dict[str, str | None]:
    """First those whose text is the same, then those of the same opening, then the likest, each way alone."""
    found: dict[str, str | None] = {}
    left, free = list(old), list(new)
    keys: tuple[Callable[[Item], str], ...] = (lambda i: without_space(i.text), lambda i: without_space(i.opening))
    for key in keys:
        for item in list(left):
            twins = [x for x in left if key(x) == key(item)]
            there = [x for x in free if key(x) == key(item)]
            if len(twins) == len(there) == 1:
                found[item.id] = there[0].id
                left.remove(item)
                free.remove(there[0])
    likes = sorted(((_like(a, b), a.id == b.id, a.id, b.id) for a in left for b in free), reverse=True)
    for like, _, a, b in likes:
        if like >= SAME and a not in found and b not in found.values():
            found[a] = b
    return {item.id: found.get(item.id) for item in old}


def _like(one: Item, other: Item) -> float:
    a, b = _pairs(one.text), _pairs(other.text)
    return 2 * len(a & b) / max(1, len(a) + len(b))


def _pairs(text: str) -> set[str]:
    text = without_space(text)
    return {text[i : i + 2] for i in range(max(1, len(text) - 1))}


def rebind(lines: Lines, old: Document, new: Document) -> Bound:
    """The front matter of a material whose text was `old`, for the text `new`."""
    to = placed(old, new)
    names = {item.id: label(item) for item in (*old.problems, *old.causes, *old.measures)}
    names_now = {item.id: label(item) for item in (*new.problems, *new.causes, *new.measures)}
    bound = Bound(lines)
    _within_problems(bound, to, names)
    for key, id_of in (("measures", lambda k: f"m{k}"), ("problems", problem_key)):
        keys = [name for name, _ in entries(bound.lines, key)]
        gone = [k for k in keys if id_of(k) in to and to[id_of(k)] is None]
        stay = {k: id for k in keys if (id := to.get(id_of(k)))}
        for name in gone:
            bound.lines = bound.lines.remove([key, name], comment=True)
            bound.lost.append(f"{names[id_of(name)]}的登记")
        renamed = {k: id[1:].replace("-", ".") for k, id in stay.items() if id_of(k) != id}
        bound.lines = bound.lines.rename([key], renamed)
        bound.moved += [f"{names[id_of(k)]}的登记随它改为 {names_now[stay[k]]}" for k in renamed]
    _passages(bound, old, new)
    return bound


def _within_problems(bound: Bound, to: dict[str, str | None], names: dict[str, str]) -> None:
    """The causes and measures that an entry of problems points to."""
    for name, entry in list(entries(bound.lines, "problems")):
        for prefix, field_name in _KINDS.items():
            numbers = entry.get(field_name) if isinstance(entry, dict) else None
            ids = [f"{prefix}{n}" for n in numbers or ()]
            now = [to.get(id, id) for id in ids]
            if now == ids:
                continue
            kept = [id[1:] for id in now if id]
            gone = [names[id] for id, new in zip(ids, now, strict=True) if new is None]
            if gone:
                bound.lines = bound.lines.note(["problems", name], f"{name}: {flow({field_name: numbers or []})}")
            at = ["problems", name, field_name]
            bound.lines = bound.lines.set(at, kept) if kept else bound.lines.remove(at)
            bound.lost += [f"问题 {name} 指向的{one}" for one in gone]
            if any(id and id != old for old, id in zip(ids, now, strict=True)):
                was = "、".join(names[id] for id in ids if id in names)
                bound.moved.append(f"问题 {name} 指向的{was}改为 {'、'.join(kept) or '无'}")


def _passages(bound: Bound, old: Document, new: Document) -> None:
    """Notes on reading whose passage is not to be found any more, or not alone, are kept as comments and listed.

    Those that found none in the old text either stay as they are.
    """
    missed = {fault.at.line for fault in new.faults if fault.rule == NOWHERE}
    missed -= {fault.at.line for fault in old.faults if fault.rule == NOWHERE}
    gone = [number for number, note in enumerate(new.notes) if note.at.line in missed]
    node = bound.lines.get(["reading"])
    said = value(node) if node is not None else []
    if not gone or not isinstance(said, list) or len(said) != len(new.notes):
        return
    bound.lost += [f"读法（reading）说的“{new.notes[number].begins}”" for number in gone]
    if len(gone) == len(said):
        bound.lines = bound.lines.remove(["reading"], comment=True)
        return
    for number in gone:
        bound.lines = bound.lines.note(["reading"], flow(said[number]))
    bound.lines = bound.lines.set(["reading"], [one for number, one in enumerate(said) if number not in gone])
