"""Any one text file, in the library or not: what `review inspect` and an importer look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from review.model import Document, Finding, Material, Position, Vocabulary
from review.read.front.material import FENCE, parse_material, read_below, split
from review.read.structure.document import read_document, split_documents
from review.read.text.encodings import CONTROL, Undecodable, decode_bytes
from review.read.text.files import MAX_LINES, Refused, read_bytes

OUTCOMES = ("taken", "asked", "refused")
WORD = {".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Loose:
    """What one file holds."""

    document: Document | None
    """None where the file is no text."""
    material: Material | None
    """Only with sound front matter."""
    findings: tuple[Finding, ...]
    """Of the file and its front matter."""


def read_loose(path: Path, name: str, vocabulary: Vocabulary) -> Loose:
    """Read a Word file, or a text in any usual encoding, with front matter or without.

    `name` is its path in messages; lines of a Word file are those of its text.

    Never raises on bad input.
    """
    try:
        text, left_out = _text(path, name)
    except Refused as error:
        return Loose(document=None, material=None, findings=(error.finding,))
    material, found = _front_matter(text, name, vocabulary)
    document = material.document if material else _below(text, name)
    if document is None:
        document, more = _first_document(*_body(text, name))
        found += more
    return Loose(document=document, material=material, findings=(*left_out, *found))


def _text(path: Path, name: str) -> tuple[str, tuple[Finding, ...]]:
    """The text, and what reading it left out."""
    if path.suffix.lower() in WORD:
        return _word(path, name)
    try:
        text = decode_bytes(read_bytes(path.resolve(), name)).text
    except Undecodable as error:
        message = f"应为文本（UTF-8、UTF-16、GB18030 或 Big5），读不出来：{error.reason}。"
        raise Refused("encoding", message, name, error.line) from error
    if not text.strip():
        raise Refused("empty-file", "文件是空的。", name)
    if text.count("\n") > MAX_LINES:
        raise Refused("too-large", f"文件应不超过 {MAX_LINES:,} 行。", name)
    return CONTROL.sub(" ", text), ()


def _word(path: Path, name: str) -> tuple[str, tuple[Finding, ...]]:
    from review.read.word import WordError, read_word  # lxml takes as long to load as all the rest

    try:
        word = read_word(path)
    except WordError as error:
        raise Refused("word-broken", f"{str(error).rstrip('。')}。", name) from error
    return word.text, word.findings


def _front_matter(text: str, name: str, vocabulary: Vocabulary) -> tuple[Material | None, list[Finding]]:
    if not FENCE.match(text):
        return None, []
    try:
        return parse_material(text, name, vocabulary)
    except Refused as error:
        return None, [error.finding]


def _below(text: str, name: str) -> Document | None:
    """The document below front matter that is not sound, a draft's: its notes on reading bind all the same."""
    try:
        return read_below(text, name) if FENCE.match(text) else None
    except Refused:
        return None


def _first_document(source: str, path: str, first_line: int) -> tuple[Document, list[Finding]]:
    """The first whole document in `source`; where there are more, a finding says so."""
    documents = []
    for part in split_documents(source):
        documents.append(read_document(part, path, first_line))
        first_line += part.count("\n")
    best = min(documents, key=lambda d: (OUTCOMES.index(d.verdict.outcome), d.title is None))
    if len(documents) == 1:
        return best, []
    message = f"文件里有 {len(documents)} 篇，这里读的是第 {documents.index(best) + 1} 篇；导入时各成一份。"
    at = Position(path=path, line=1)
    return best, [Finding(rule="several-documents", severity="warning", message=message, at=at)]


def _body(text: str, name: str) -> tuple[str, str, int]:
    """The document's source, its path and its first line: all of the text where front matter has no bounds."""
    try:
        _, body, first_line = split(text, name)
    except Refused:
        body, first_line = text, 1
    return body, name, first_line
