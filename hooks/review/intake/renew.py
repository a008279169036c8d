"""A new text for a material that is there: what changes, what follows its item, and what the file will hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.intake.batch import Incoming
from review.intake.bind import rebind
from review.intake.changes import changes
from review.intake.follow import follow
from review.intake.front import fill
from review.intake.hold import as_values
from review.intake.shelf import Shelf
from review.model import Document
from review.read.front.lines import Lines, value
from review.read.front.material import DECIDED, UNDECIDED, read_below
from review.read.structure.document import read_document
from review.read.structure.markdown import body as markdown_body
from review.read.text.files import Refused, strict_text
from review.read.text.tables import in_cells
from review.read.yaml.fields import NAMES

ONLY_SET = "文字一样，只有空格、换行和记号不同"
"""What is told where no item, no word and no picture is another."""
_HASHES = re.compile(r"^#{1,6} +", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Renewal:
    """A material with the text of a newer document."""

    content: str
    told: tuple[str, ...]
    """What is not as it was: items, words, pictures, front matter."""
    lost: tuple[str, ...]
    """What is bound to an item that the new text does not have."""
    visibility: str


def renewal(one: Incoming, path: str, shelf: Shelf, *, settled: bool) -> Renewal:
    """The material at `path` with the text of `one`; `settled`: a person said that it is the same, whosesoever."""
    raw = shelf.raw(path) or ""
    old, new = _both(raw, one, path, shelf)
    lines, followed = follow(Lines(raw), old, new)
    if followed and old.notes:
        new = _read(lines.text, one.prepared.body, path)
    bound = rebind(lines, old, new)
    lines, renamed = _renamed(fill(bound.lines, one.prepared.guesses), one, old.title or "", shelf, settled)
    kept = (f"安置不了：{text}（留作注释）" for text in bound.lost)
    pictures = shelf.pictures_changed(path, one.prepared.pictures)
    told = (*changes(old, new), *pictures, *renamed, *followed, *bound.moved, *kept)
    return Renewal(_held(lines, one).with_body(one.prepared.body).text, told or (ONLY_SET,), tuple(bound.lost),
                   visibility_of(lines))


def _held(lines: Lines, one: Incoming) -> Lines:
    """Front matter with the notes on reading that the new text needs and the old did not."""
    node = lines.get(["reading"])
    there = value(node) if node is not None else []
    if not one.prepared.notes or not isinstance(there, list):
        return lines
    known = [each.get("at") for each in there if isinstance(each, dict)]
    return lines.set(["reading"], [*there, *(new for new in as_values(one.prepared.notes) if new["at"] not in known)])


def says_the_same(one: Incoming, path: str, shelf: Shelf) -> bool:
    """Whether the material at `path` is the text of `one`, only set otherwise: headings as plain lines, bold, lists.

    Such a text was written by hand, and a Word file of it, which has none of Markdown's signs, brings nothing new.
    """
    if one.text.letters != shelf.text(path).letters:
        return False
    old, new = _both(shelf.raw(path) or "", one, path, shelf)
    return _bare(old) == _bare(new)


def _bare(document: Document) -> str:
    return _HASHES.sub("", in_cells(markdown_body(document)))


def told_of(one: Incoming, path: str, shelf: Shelf) -> Iterator[str]:
    """What would change in the text and the pictures of the material at `path`."""
    raw = shelf.raw(path) or ""
    told = (*changes(*_both(raw, one, path, shelf)), *shelf.pictures_changed(path, one.prepared.pictures))
    yield from told or (ONLY_SET,)


def _both(raw: str, one: Incoming, path: str, shelf: Shelf) -> tuple[Document, Document]:
    """The text of the material at `path` and the new one; this is read again only where the old one's notes bind it."""
    old = _read(raw, shelf.body(path) or "", path)
    return old, _read(raw, one.prepared.body, path) if old.notes else one.prepared.again


def _read(raw: str, body: str, path: str) -> Document:
    """A body as the library reads it below the front matter of `raw`, whose notes on reading bind."""
    try:
        return read_below(strict_text(Lines(raw).with_body(body).text.encode(), path), path)
    except Refused:
        return read_document(body, path)


def _renamed(lines: Lines, one: Incoming, old_title: str, shelf: Shelf, settled: bool) -> tuple[Lines, list[str]]:
    """Front matter that says what the new text says of itself: its title, and, once settled, whose it is."""
    guesses, told = one.prepared.guesses, []
    for key in DECIDED if settled else ("title",):
        said = getattr(lines.get([key]), "value", None)
        want = guesses[key].value if guesses[key].sure else None
        if key == "title" and said is not None and said.split() != old_title.split():
            continue  # people gave it another title
        if not want or said in (None, UNDECIDED) or shelf.same(key, said, want):
            continue
        lines = lines.set([key], want)
        told.append(f"{NAMES[key]}：“{said}” → “{want}”")
    return lines, told


def visibility_of(lines: Lines) -> str:
    """Who may see the material of which these are the lines."""
    return getattr(lines.get(["visibility"]), "value", "")
