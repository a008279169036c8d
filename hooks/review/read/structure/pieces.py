"""The parts of a document that can change by themselves, each under the name that people give it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from review.model import Cause, Document, Heading, Item, Measure, Paragraph, Problem

_KINDS = {Problem: "问题", Cause: "根源", Measure: "措施"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document that can change by itself."""

    name: str
    """问题 2.1, 方面 3, 标题, 正文."""
    text: str
    id: str = ""
    """Its anchor; empty for the title."""
    line: int = 0
    """Where it begins in its file; 0 for the title."""


def label(item: Item) -> str:
    """An item as people name it: 问题 2.1, 措施 3."""
    return f"{_KINDS[type(item)]} {item.id[1:].replace('-', '.')}"


def pieces_of(document: Document) -> list[Piece]:
    """The document's parts in order."""
    found = [Piece("标题", document.title or "")]
    found += [Piece("正文", p.text, p.id, p.at.line) for p in (*document.front, *document.preamble)]
    for section in document.sections:
        found += [Piece("部分", section.title, section.id, section.at.line)] if section.title else []
        for entry in section.content:
            if isinstance(entry, Heading):
                found.append(Piece(f"方面 {entry.number}", entry.wording, entry.id, entry.at.line))
                found += map(_piece, entry.content)
            else:
                found.append(_piece(entry))
    return found + [Piece("落款", p.text, p.id, p.at.line) for p in document.tail]


def _piece(entry: Paragraph | Item) -> Piece:
    return Piece(label(entry) if isinstance(entry, Item) else "正文", entry.text, entry.id, entry.at.line)


def bare(text: str) -> str:
    """Words without the white space that only lays them out."""
    return "".join(text.split())


def words_digest(text: str) -> str:
    """A digest of words, however they are laid out; empty for none."""
    return hashlib.blake2b(bare(text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() if text else ""
