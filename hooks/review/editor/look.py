"""What is read from a text while it is written: its parts at their lines, and what is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from review.check.library import check_material
from review.check.minor import is_minor
from review.editor.form import NoForm, form
from review.model import (
    Cause,
    Entry,
    Finding,
    Heading,
    Item,
    Material,
    Measure,
    Paragraph,
    Problem,
    Section,
    Vocabulary,
)
from review.model import Document as Read
from review.read.front.material import parse_material, split
from review.read.structure.document import read_document
from review.read.structure.doubts import KIND_NAMES
from review.read.text.files import Refused, strict_text
from review.read.vocabulary.load import read_vocabulary
from review.relate.library import relating
from review.relate.related import Related

WHAT = ((Problem, "问题"), (Cause, "根源"), (Measure, "措施"))
_MARGIN = {"problems": "问题", "causes": "根源", "measures": "措施"}
_SHORT = 24


class TextReader:
    """Reads texts against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._relate = relating(vocabulary)

    def look(self, text: str, name: str) -> dict[str, Any]:
        """What is read of the file `name` with this text. Never raises on bad input."""
        material, document, found = self._read(text, name)
        related = self._relate(material) if material else None
        if material and related:
            found += check_material(material, self.vocabulary, related.canonical, related.entries)
        try:
            filled: dict[str, Any] | None = form(text, document, self.vocabulary)
        except NoForm:
            filled = None
        return {
            "form": filled,
            "reading": list(_entries(document, related)) if document else [],
            "counts": _counts(document),
            "findings": _findings(found, self.vocabulary),
            "body": _body_line(text, name),
        }  # fmt: skip

    def _read(self, text: str, name: str) -> tuple[Material | None, Read | None, list[Finding]]:
        """The material; where there is none, the document that the text holds all the same."""
        try:
            sound = strict_text(text.encode(), name)
            material, found = parse_material(sound, name, self.vocabulary)
        except Refused as refused:
            material, found = None, [refused.finding]
        if material:
            return material, material.document, list(found)
        try:
            _, body, first = split(text, name)
        except Refused:
            body, first = text, 1
        return None, read_document(body, name, first), list(found)


def look_at_terms(root: Path, name: str, text: str) -> dict[str, Any]:
    """What is found in the vocabulary file `name` of the library at `root` with this text, among its other files."""
    vocabulary, found = read_vocabulary(root, {name: text})
    path = f"vocabulary/{name}"
    said = {"campaigns": (vocabulary.campaigns, "次活动"), "problems": (vocabulary.themes, "个主题"),
            "units": (vocabulary.units, "个单位"), "glossary": (vocabulary.terms, "个词"),
            "rules": (vocabulary.trade, "条行规"), "exceptions": (vocabulary.exceptions, "个例外")}  # fmt: skip
    records, word = said[Path(name).stem]
    return {
        "terms": True, "form": None, "reading": [], "counts": [[len(records), word]], "body": 1,
        "findings": _findings((one for one in found if one.at.path == path), vocabulary),
    }  # fmt: skip


def _findings(found: Iterable[Finding], vocabulary: Vocabulary) -> list[dict[str, Any]]:
    return [{"line": f.at.line, "must": f.severity == "error", "minor": is_minor(f, vocabulary), "message": f.message,
             "rule": f.rule}
            for f in sorted(set(found), key=lambda f: (f.severity, f.at.line, f.rule))]  # fmt: skip


def _body_line(text: str, name: str) -> int:
    """The line that the body begins at; 1 where the front matter has no bounds."""
    try:
        return split(text, name)[2]
    except Refused:
        return 1


def _counts(document: Read | None) -> list[list[Any]]:
    runs = (("headings", "个方面"), ("problems", "个问题"), ("causes", "条根源"), ("measures", "项措施"))
    return [[len(getattr(document, run)), word] for run, word in runs] if document else []


def _entries(document: Read, related: Related | None) -> Iterator[dict[str, Any]]:
    """One entry a part of the text, at its line."""
    entries = {entry.item.id: entry for entry in related.entries} if related else {}
    if document.title_at:
        yield {"line": document.title_at.line, "what": "标题", "text": document.title or "", "notes": []}
    if document.preamble:
        yield {"line": document.preamble[0].at.line, "what": "开头", "text": "", "notes": []}
    for section in document.sections:
        if section.title or section.marker:
            yield {"line": section.at.line, "what": "部分", "text": KIND_NAMES[section.kind], "notes": []}
        for part in _parts(section):
            if isinstance(part, Heading):
                canonical = related.canonical.get(part.id) if related else None
                short = canonical.name if canonical else part.name[:_SHORT]
                yield {"line": part.at.line, "what": f"方面{part.marker.strip()}", "text": short, "notes": []}
            elif isinstance(part, Item):
                yield _item(part, entries.get(part.id))


def _parts(section: Section) -> Iterator[Heading | Item | Paragraph]:
    for part in section.content:
        yield part
        yield from getattr(part, "content", ())


def _item(item: Item, entry: Entry | None) -> dict[str, Any]:
    what = next(name for kind, name in WHAT if isinstance(item, kind))
    place = entry and (entry.type or entry.theme)
    return {
        "line": item.at.line, "what": f"{what} {item.id[1:].replace('-', '.')}", "id": item.id,
        "opening": item.marker + item.opening + item.stop, "text": place.name if place else "未归类" if entry else "",
        "inferred": bool(entry and entry.inferred), "notes": list(_links(entry)) if entry else [],
    }  # fmt: skip


def _links(entry: Entry) -> Iterable[list[Any]]:
    for run, name in _MARGIN.items():
        for reference in getattr(entry, run):
            yield [f"{name} {reference.key.rpartition('#')[2][1:].replace('-', '.')}", reference.inferred]
