"""Readings kept by what they depend on: a document that is unchanged is not read again.

The key is a hash of the text, its place, the editor's notes, the reader's code and its words, so that a reading is
never trusted across versions. What is kept may be thrown away at any time.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import tempfile
from functools import cache
from pathlib import Path

from review.model import Document, Note
from review.read.structure.document import read_document
from review.read.structure.words import word_lists

_READ = Path(__file__).parents[1]
_CODE = (*sorted((_READ / "structure").glob("*.py")), *sorted((_READ / "text").glob("*")), _READ.parent / "model.py")


class _Records(pickle.Unpickler):
    """Reads records of model.py and nothing else: what lies in a folder may be anything."""

    def find_class(self, module: str, name: str) -> type:
        if module != "review.model":
            raise pickle.UnpicklingError(f"{module}.{name}")
        found: type = super().find_class(module, name)
        return found


@cache
def version() -> bytes:
    """A hash of all that decides how a text is read: the code of the reader and its words."""
    found = hashlib.sha256()
    for path in _CODE:
        if path.is_file():
            found.update(path.read_bytes())
    for words in word_lists().values():
        found.update(repr((words.name, words.words)).encode())
    return found.digest()


def key(source: str, path: str, first_line: int = 1, notes: tuple[Note, ...] = ()) -> str:
    """What a reading is kept under."""
    asked = repr((path, first_line, notes)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(version() + asked + b"\0" + source.encode("utf-8", "surrogatepass")).hexdigest()


def read_kept(
    folder: Path, source: str, path: str, first_line: int = 1, notes: tuple[Note, ...] = ()
) -> Document:
    """As `read_document`, from `folder` where the very same was read before. Never fails for what is kept there."""
    place = folder / key(source, path, first_line, notes)
    try:
        with place.open("rb") as file:
            kept = _Records(file).load()
        if isinstance(kept, Document):
            return kept
    except Exception:  # absent, cut off or of another version: read it again
        pass
    document = read_document(source, path, first_line, notes)
    _keep(place, document)
    return document


def _keep(place: Path, document: Document) -> None:
    """Write whole or not at all; a full disk only means that the document is read again."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(pickle.dumps(document, protocol=pickle.HIGHEST_PROTOCOL))
        os.replace(name, place)
    except OSError:
        pass
