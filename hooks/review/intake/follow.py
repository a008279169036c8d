"""Notes that quote how a passage begins (reading, seen) follow it into a corrected text, numbered or worded anew."""

from __future__ import annotations

from review.intake.bind import placed
from review.intake.hold import read_passages
from review.model import Document, Item
from review.read.front.lines import Lines, value
from review.read.text.folding import fold, squeeze
from review.read.text.ordinals import leading
from review.read.yaml.emit import Value
from review.read.yaml.fields import NAMES


def follow(lines: Lines, old: Document, new: Document) -> tuple[Lines, list[str]]:
    """Front matter whose notes quote the text `new` where they quoted `old`, and what was done, in Chinese.

    A note whose passage is not to be found stays as it is; of one that is seen this is said here.
    """
    told: list[str] = []
    for key in ("reading", "seen"):
        node = lines.get([key])
        said = value(node) if node is not None else None
        if not isinstance(said, list):
            continue
        now = [_followed(note, old, new) for note in said]
        for note, moved in zip(said, now, strict=True):
            if moved is None and key == "seen":
                told.append(f"{_named(key, note)}在新稿里没有了，照旧留着")
            elif moved and moved != note:
                told.append(f"{_named(key, note)}随它改为“{_at(moved)}”")
        made = [moved or note for note, moved in zip(said, now, strict=True)]
        lines = lines.set([key], made) if made != said else lines
    return lines, told


def _named(key: str, note: Value) -> str:
    return f"{NAMES[key]}（{key}）说的“{_at(note)}”"


def _at(note: Value) -> str:
    at = note.get("at") if isinstance(note, dict) and "nth" not in note else None
    return at if isinstance(at, str) else ""


def _followed(note: Value, old: Document, new: Document) -> Value | None:
    """A note for the new text: itself where nothing moved, None where its passage is gone."""
    at = _at(note)
    if not at or not isinstance(note, dict) or not _beginning(old, at) or _beginning(new, at):
        return note
    quoted = _renumbered(at, new) or _reworded(at, old, new)
    return note | {"at": quoted} if quoted else None


def _beginning(document: Document, text: str) -> list[str]:
    """The passages that begin with a text."""
    return [passage for passage, _ in read_passages(document) if _key(passage).startswith(_key(text))]


def _renumbered(at: str, new: Document) -> str:
    """The quotation under the number that its passage has now, which only one has; empty where there is none."""
    rest = at[_mark(at) :]
    found = [passage for passage, _ in read_passages(new) if _key(passage[_mark(passage) :]).startswith(_key(rest))]
    return found[0][: _mark(found[0])] + rest if len(found) == 1 and _key(rest) else ""


def _reworded(at: str, old: Document, new: Document) -> str:
    """How the item begins now that began with `at`; empty where it is no item, or gone."""
    items = {item.id: item for item in _items(new)}
    begun = [item for item in _items(old) if _key(item.marker + item.text).startswith(_key(at))]
    now = items.get(placed(old, new)[begun[0].id] or "") if len(begun) == 1 else None
    return now.marker + now.opening if now else ""


def _items(document: Document) -> tuple[Item, ...]:
    return *document.problems, *document.causes, *document.measures


def _mark(text: str) -> int:
    """Where the words begin behind the ordinal of a passage."""
    found = leading(fold(text))
    return found.end if found else 0


def _key(text: str) -> str:
    return squeeze(fold(text)).lstrip("#")
