"""The versions of one material: what each says by itself, and what each changed. No audience yet.

It depends on nothing but their contents and the code, which is what its key is made of; so it is worked out once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from review.check.private.screen import found_private
from review.keep.records import kept
from review.model import Altered, DiffMark, Document, Note
from review.read.front.past import PLAIN, Past, read_past
from review.read.structure.document import read_document
from review.read.structure.pieces import Piece, bare, pieces_of, words_digest
from review.read.text.files import MAX_MATERIAL, Refused, strict_text
from review.show.views.difference import count_letters, difference, woven

MOST = 40
"""Parts of one change that are told by themselves."""
WORDS = 300
"""Characters of one part that are told."""
ABOUT = 24
"""Characters of the same words beside those that changed."""
ELLIPSIS = "……"
_NO_LETTER = re.compile(r"[\W_]+")


@kept
@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """What one version is, and what it changed of the sound one before it."""

    sound: bool
    """A site could be built of it; of one that is not there is nothing else."""
    visibility: str = "draft"
    private: frozenset[str] = frozenset()
    """What in it stops a gate, named without telling it."""
    counts: tuple[int, int, int] = (0, 0, 0)
    altered: tuple[Altered, ...] = ()
    takes: bool = False
    """It took out words or values."""
    fewer: frozenset[str] = frozenset()
    """The pairs of letters, of the whole file, that stand in it less often than before."""
    lost: frozenset[str] = frozenset()
    """Those of them that stand in it no more."""


LOST = Version(sound=True)
"""A version that git does not have any more: nobody can say that it might be seen."""


def read_versions(contents: Iterable[bytes | None], path: str) -> Iterator[Version]:
    """The versions of a material, oldest first; None for content that is not there."""
    documents: dict[object, Document] = {}

    def read(body: str, name: str, line: int, notes: tuple[Note, ...]) -> Document:
        key = body, tuple((note.begins, note.role, note.kind) for note in notes)
        if key not in documents:
            documents[key] = read_document(body, name, line, notes)
        return documents[key]

    before, last = None, Counter[str]()
    for content in contents:
        if content is None:
            before = None
            yield LOST
            continue
        try:
            text = strict_text(content, path) if len(content) <= MAX_MATERIAL else ""
            past = read_past(text, path, read) if text else None
        except Refused:
            past = None
        if past is None:
            yield Version(sound=False)
            continue
        pairs = pairs_of(text)
        yield _version(text, before, past, frozenset(last - pairs), frozenset(last.keys() - pairs.keys()))
        before, last = past, pairs


def pairs_of(text: str) -> Counter[str]:
    """How often each pair of letters that follow one another stands in a text; what is no letter is passed over."""
    letters = _NO_LETTER.sub("", text)
    return Counter(map(str.__add__, letters, letters[1:]))


def _version(text: str, before: Past | None, past: Past, fewer: frozenset[str], lost: frozenset[str]) -> Version:
    document = past.document
    altered = tuple(_altered(before, past)) if before else ()
    return Version(
        sound=True,
        visibility=past.visibility,
        private=frozenset(f"{f.kind}{f.digest}" for f in found_private(text)),
        counts=(len(document.problems), len(document.causes), len(document.measures)),
        altered=altered[:MOST],
        takes=any(one.gone or one.what == "front" or any(old for _, old, _ in one.values) for one in altered),
        fewer=fewer,
        lost=lost,
    )


def _altered(old: Past, new: Past) -> Iterator[Altered]:
    before, after = pieces_of(old.document), pieces_of(new.document)
    texts = {piece.id: piece.text for piece in after}
    yield from _pieces(before, after)
    for id in sorted({*old.types, *new.types}, key=_place):
        if old.types.get(id) != new.types.get(id):
            name, stated = f"问题 {id[1:].replace('-', '.')}", ("type", old.types.get(id, ""), new.types.get(id, ""))
            yield Altered(name=name, what="type", at=words_digest(texts.get(id, "")), values=(stated,))
    for id in sorted({*old.ledger, *new.ledger}, key=_place):
        ours, theirs = old.ledger.get(id, {}), new.ledger.get(id, {})
        both = [(key, ours.get(key, ""), theirs.get(key, "")) for key in dict.fromkeys((*theirs, *ours))]
        if values := tuple(value for value in both if value[1] != value[2]):
            yield Altered(name=f"措施 {id[1:]}", what="ledger", at=words_digest(texts.get(id, "")), values=values)
    for key in PLAIN:
        if old.fields.get(key) != new.fields.get(key):
            yield Altered(name=key, what="front", at="", values=((key, "", ""),))


def _place(id: str) -> tuple[int, str]:
    return len(id), id


def _pieces(before: Sequence[Piece], after: Sequence[Piece]) -> Iterator[Altered]:
    """What became of each part whose words are not the same, wherever they are set and whatever their number."""
    ours, theirs = ([bare(piece.text) for piece in these] for these in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        rest = list(after[c:d])
        for old in before[a:b]:
            new = next((piece for piece in rest if piece.name == old.name), None)
            if new:
                rest.remove(new)
            if new is None or bare(old.text) != bare(new.text):
                yield _changed(old, new)
        yield from (_whole(piece, "new") for piece in rest)


def _changed(old: Piece, new: Piece | None) -> Altered:
    if new is None:
        return _whole(old, "gone")
    found = difference((old.text,), (new.text,))
    words = () if found.rewritten else _shown(woven(old.text, new.text))
    at = words_digest(new.text)
    return Altered(name=new.name, what="changed", at=at, new=found.new, gone=found.gone, words=words)


def _whole(piece: Piece, what: Literal["gone", "new"]) -> Altered:
    count, words = count_letters(piece.text), _shown(((what, piece.text),))
    if what == "new":
        return Altered(name=piece.name, what="new", at=words_digest(piece.text), new=count, words=words)
    return Altered(name=piece.name, what="gone", at="", gone=count, words=words)


def _shown(parts: tuple[tuple[DiffMark, str], ...]) -> tuple[tuple[DiffMark, str], ...]:
    """Words to be told: as much of what stayed the same as says where, and not too many in all."""
    left = WORDS
    shown = []
    for n, (what, text) in enumerate(parts):
        if what == "same":
            text = _around(" ".join(text.split()), first=n == 0, last=n == len(parts) - 1)
        else:
            text = " ".join(text.split())
        if len(text) > left:
            text = text[:left] + ELLIPSIS
        shown.append((what, text))
        left -= len(text)
        if left <= 0:
            break
    return tuple(shown)


def _around(text: str, *, first: bool, last: bool) -> str:
    if first or last or len(text) <= 2 * ABOUT:
        cut = text if len(text) <= ABOUT else (ELLIPSIS + text[-ABOUT:] if first else text[:ABOUT] + ELLIPSIS)
        return cut if first or last else text
    return f"{text[:ABOUT]}{ELLIPSIS}{text[-ABOUT:]}"
