"""A source to what would be written of it: documents split, cleaned, read, guessed about and checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from review.check.document import check_document
from review.check.private import private
from review.check.rules import RULES, finding
from review.check.trade import Subject, check_subject
from review.intake.clean import Change, clean
from review.intake.clean import difference as cleaning_difference
from review.intake.front import front_matter
from review.intake.guess import Guess, brought, guess, stated
from review.intake.markdown import body as markdown_body
from review.intake.markdown import difference as writing_difference
from review.intake.source import Source, SourceError
from review.model import Document, Finding, Vocabulary
from review.read.front.material import FENCE, parse_material, split
from review.read.structure.document import read_document, split_documents
from review.read.text.files import MAX_BYTES, MAX_LINES, Refused
from review.read.text.folding import squeeze
from review.read.text.lines import logical_lines

MAX_DOCUMENTS = 200
"""In one file; more is a mistake."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """One document of a source, ready to be written."""

    part: int
    """Which document of its source, from 1."""
    document: Document
    body: str
    """Markdown of the text."""
    guesses: dict[str, Guess]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    """Of the source, and of the text as it would be written, by the lines of the new file."""
    lost: str
    """Where the written text is not the source beyond the declared changes; empty as it should be."""
    front: str
    """Front matter, fences included: what the source brought along, or what was guessed."""
    digest: str
    """Of the source's text: the same for the same source, whatever the front matter says."""

    @property
    def counts(self) -> dict[str, int]:
        """What was read of it, by its Chinese name: 问题 to 12."""
        runs = {"方面": "headings", "问题": "problems", "根源": "causes", "措施": "measures"}
        return {what: len(getattr(self.document, run)) for what, run in runs.items()}


def prepare(source: Source, name: str, vocabulary: Vocabulary, given: dict[str, str]) -> Iterator[Prepared]:
    """Every document in a source called `name`; `given` are values of front matter that the clerk states.

    Raises SourceError where the source is too large or has front matter that is not sound.
    """
    front, values, raw = _brought(source.text, name, vocabulary)
    cleaned = clean(raw)
    parts = split_documents(cleaned.text)
    _refuse_large(parts)
    unexplained = cleaning_difference(raw, cleaned)
    first = 1
    for number, text in enumerate(parts, 1):
        document = read_document(text, name, first)
        body = markdown_body(document)
        guesses = guess(document, vocabulary) | values | {key: stated(value) for key, value in given.items()}
        above = front or front_matter(guesses)
        again = read_document(body, name, above.count("\n") + 2)
        found = (replace(c, line=cleaned.lines[c.line - 1]) for c in _changes(text, document, first))
        first += text.count("\n")
        changes = (*(cleaned.changes if number == 1 else ()), *found)
        yield Prepared(
            part=number,
            document=document,
            body=body,
            guesses=guesses,
            changes=changes,
            findings=(
                *_private(f"{above}\n{body}", name),
                *(source.findings if number == 1 else ()),
                *check_document(again, name),
                *check_subject(_subject(again, name, guesses, vocabulary)),
            ),
            lost=unexplained or writing_difference(text, document, body) or _shape_difference(document, again),
            front=above,
            digest=hashlib.sha256(text.encode()).hexdigest()[:24],
        )


def _refuse_large(parts: list[str]) -> None:
    if len(parts) > MAX_DOCUMENTS:
        raise SourceError(f"一个文件里有 {len(parts)} 份材料，多于 {MAX_DOCUMENTS} 份；请拆开")
    longest = max(parts, key=len)
    if len(longest.encode()) > MAX_BYTES or longest.count("\n") > MAX_LINES:
        raise SourceError(f"一份材料应不超过 {MAX_BYTES // 1024:,} KB、{MAX_LINES:,} 行，实际更多；是不是放错了文件")


def _brought(text: str, name: str, vocabulary: Vocabulary) -> tuple[str | None, dict[str, Guess], str]:
    """Front matter in the source itself: as text (made a draft), as values, and the source without it."""
    if not FENCE.match(text):
        return None, {}, text
    try:
        material, findings = parse_material(text, name, vocabulary)
        front, body, _ = split(text, name)
    except Refused as error:
        raise SourceError(f"文件自带的元数据有误：{error}") from error
    if material is None:
        raise SourceError(f"文件自带的元数据有误：{findings[0].message}")
    unit = next(u.name for u in vocabulary.units if u.id == material.unit)
    campaign = vocabulary.campaign(material.campaign)
    values = {"title": material.title, "campaign": material.campaign, "unit": unit, "author": material.author,
              "kind": material.kind, "date": str(material.date), "year": str(campaign.year if campaign else "")}
    draft = re.sub(r"^visibility:.*$", "visibility: draft", front, flags=re.MULTILINE)
    return f"---\n{draft}---\n", {key: brought(value) for key, value in values.items()}, body


def _subject(document: Document, name: str, guesses: dict[str, Guess], vocabulary: Vocabulary) -> Subject:
    unit = guesses["unit"].value if guesses["unit"].sure else None
    return Subject(document=document, path=name, personal=guesses["kind"].value == "个人",
                   unit=vocabulary.unit(unit or ""), vocabulary=vocabulary)


def _private(text: str, name: str) -> Iterator[Finding]:
    """What must never be published; named by place and kind, never repeated."""
    for found in private(text):
        message = f"{RULES[found.kind].title}：{found.masked}，不能发布"
        yield finding(found.kind, message, name, text.count("\n", 0, found.start) + 1)


def _changes(text: str, document: Document, first_line: int) -> Iterator[Change]:
    """What reading the structure changed: wraps joined, what stood before the title left out, the title said once.

    Lines are those of the cleaned text, of which `text` begins at `first_line`.
    """
    for paragraph in document.front:
        yield Change(kind="front", line=paragraph.at.line, text=paragraph.raw.strip())
    extra = len(squeeze(document.title_raw)) - len(squeeze(document.title or "")) - document.title_raw.count("#")
    if document.title and document.title_at and extra > 0:
        yield Change(kind="title", line=document.title_at.line, text=document.title_raw.strip())
    for heading in document.headings:
        if heading.raw.lstrip().startswith(("- ", "* ", "+ ", "• ")):
            yield Change(kind="sign", line=heading.at.line, text="")
    for line in logical_lines(text, first_line):
        if not line.table:
            yield from (Change(kind="wrap", line=number, text="") for _, _, number in line.parts[1:])


def _shape_difference(one: Document, other: Document) -> str:
    """Where the structure read from the written text is not that of the source."""
    for what, a, b in zip(("方面", "问题", "根源", "措施", "部分"), _shape(one), _shape(other), strict=True):
        if a != b:
            return f"{what}读回来不同（{len(a)} → {len(b)}）"
    return ""


def _shape(document: Document) -> tuple[list, ...]:
    items = [[(i.id, squeeze(i.text)) for i in run] for run in (document.problems, document.causes, document.measures)]
    headings = [(h.id, squeeze(h.name)) for h in document.headings]
    return headings, *items, [(s.id, s.kind, squeeze(s.title)) for s in document.sections]
