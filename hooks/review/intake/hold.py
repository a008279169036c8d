"""Holding on to a reading: where a text as it is written would be read otherwise than its source, notes bind it.

A page that was flattened to a line, or numbers its headings as others number sections, is read by what stands around
them; on lines of their own they would say something else. So the import notes what they are, as an editor would.
"""

from __future__ import annotations

from collections.abc import Iterator

from review.intake.markdown import parts_after_title
from review.model import (
    Cause,
    Document,
    Heading,
    Item,
    Measure,
    Note,
    Paragraph,
    Position,
    Problem,
    Role,
    Section,
    SectionKind,
)
from review.read.structure.document import read_document
from review.read.structure.markdown import own_line
from review.read.text.folding import fold, squeeze

_SHOWN = 16
"""Characters of a passage that a note names."""
_AT_MOST = 20
"""Notes; a text that needs more is not read surely enough to be written."""
_ROUNDS = 3
"""What one note puts right shows what the next has to."""
RUNS = ("headings", "problems", "causes", "measures")
_ROLES: dict[type, Role] = {Heading: "heading", Problem: "problem", Cause: "cause", Measure: "measure"}


def held_reading(document: Document, again: Document, body: str, path: str) -> tuple[Document, tuple[Note, ...]]:
    """The body of a material, which was read as `again`, with the notes that make it say what `document` does."""
    notes: tuple[Note, ...] = ()
    for _ in range(_ROUNDS):
        more = tuple(_missing(document, again, path, {note.begins for note in notes}))
        if not more or len(notes) + len(more) > _AT_MOST:
            break
        notes += more
        again = read_document(body, path, again.first_line, notes, document.verdict)
    return again, notes if not again.faults else ()


def tells_more(again: Document, document: Document) -> bool:
    """Whether a text on lines of its own shows all that was read of it on one, and items that were hidden there."""
    kept = all(_names(document, run) <= _names(again, run) for run in RUNS)
    return kept and any(len(_names(again, run)) > len(_names(document, run)) for run in RUNS[1:])


def _names(document: Document, run: str) -> set[str]:
    every = ((one.marker, getattr(one, "opening", getattr(one, "name", ""))) for one in getattr(document, run))
    return {f"{marker}{_key(text)}" for marker, text in every}


def as_values(notes: tuple[Note, ...]) -> list[dict[str, str]]:
    """The notes as front matter has them."""
    kinds = [{"kind": str(note.kind)} if note.kind else {} for note in notes]
    return [{"at": note.begins, "as": note.role} | kind for note, kind in zip(notes, kinds, strict=True)]


def _missing(document: Document, again: Document, path: str, noted: set[str]) -> Iterator[Note]:
    """A note for every passage that is read otherwise."""
    got = {_key(text): what for text, what in read_passages(again)}
    for text, what in read_passages(document):
        begins = text[:_SHOWN].strip()
        if begins and begins not in noted and got.get(_key(text), ("text", None)) != what:
            role, kind = what
            yield Note(begins=begins, role=role, kind=kind, at=Position(path=path, line=1))


def read_passages(document: Document) -> Iterator[tuple[str, tuple[Role, SectionKind | None]]]:
    """What each passage begins with, and what it is."""
    for leaf in parts_after_title(document):
        if isinstance(leaf, Section):
            yield own_line(leaf), ("section", leaf.kind)
        elif isinstance(leaf, Paragraph):
            yield leaf.text, ("text", None)
        elif isinstance(leaf, Item):
            yield leaf.marker + leaf.opening + leaf.stop + leaf.rest, (_ROLES[type(leaf)], None)
        else:
            yield own_line(leaf), (_ROLES[type(leaf)], None)


def _key(text: str) -> str:
    return squeeze(fold(text))[:_SHOWN]
