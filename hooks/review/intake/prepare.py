"""A source to what would be written of it: documents split, cleaned, read, guessed about and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from review.check.document import check_document
from review.check.private.screen import found_private
from review.check.rules import RULES, finding
from review.check.trade import Subject, check_subject
from review.intake.clean import DeclaredChange, clean
from review.intake.clean import undeclared as cleaning_difference
from review.intake.front import draft_front_matter
from review.intake.guess import Guess, guess, stated
from review.intake.markdown import parts_after_title, signs
from review.intake.own import own_front_matter
from review.intake.posts import may_be_one
from review.intake.source import Source, SourceError
from review.intake.suggest import contradictions, is_another, suggested
from review.intake.written import as_written, not_as_read, told_of_cut
from review.model import Document, Finding, Judgement, Note, Paragraph, Vocabulary
from review.read.front.material import DECIDED
from review.read.structure.document import read_document, split_documents
from review.read.text.digest import fingerprint
from review.read.text.files import MAX_LINES, MAX_MATERIAL, shown
from review.read.text.folding import squeeze
from review.read.text.lines import logical_lines
from review.read.word.origin import Origin
from review.read.yaml.emit import Value
from review.read.yaml.fields import NAMES

MAX_DOCUMENTS = 200
"""In one file; more is a mistake."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What the clerk states for all files."""

    values: dict[str, str] = field(default_factory=dict)
    """Front matter by field: campaign, unit, date …; year with a campaign."""
    by_name: bool = False
    """Whether units and posts that a document does not state are those of its file's and folders' names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prepared:
    """One document of a source, ready to be decided about."""

    part: int
    """Which document of its source, from 1."""
    document: Document
    again: Document
    """What is read of the text as it would be written."""
    source: str
    """The text and the pictures that it was read from: the same for the same source, whatever front matter says."""
    body: str
    """Markdown of the text."""
    guesses: dict[str, Guess]
    given: frozenset[str]
    """The fields that the clerk states, or front matter of the file's own."""
    named: frozenset[str]
    """The fields that the names of file and folders say, adopted because the clerk says so."""
    more: dict[str, Value]
    """Front matter beyond DECIDED that the source brought along: measures, problems …"""
    contradictions: tuple[str, ...]
    """Where what the clerk states is not what the document says for certain."""
    remarks: tuple[str, ...]
    """Where names of files and folders, or a stated date, are not what the document says."""
    changes: tuple[DeclaredChange, ...]
    findings: tuple[Finding, ...]
    """Of the source, and of the text as it would be written, by the lines of the new file."""
    lost: str
    """Where the written text is not the source beyond the declared changes; empty as it should be."""
    pictures: dict[str, str] = field(default_factory=dict)
    """Of each picture in the text the name and the fingerprint."""
    notes: tuple[Note, ...] = ()
    """What passages are that would be read otherwise as they are written."""
    origin: Origin | None = None
    """The material that its file was exported from, as it says; None where the file holds several."""

    @property
    def verdict(self) -> tuple[Judgement, str]:
        """Whether it is a review material, and the reason where it is not taken for one at once."""
        return self.document.verdict.outcome, self.document.verdict.reason

    @property
    def counts(self) -> dict[str, int]:
        """What was read of it, by its Chinese name: 问题 to 12."""
        runs = {"方面": "headings", "问题": "problems", "根源": "causes", "措施": "measures"}
        return {what: len(getattr(self.document, run)) for what, run in runs.items()}


def prepare(source: Source, path: Path, vocabulary: Vocabulary, given: Given) -> Iterator[Prepared]:
    """Every document in a source at `path`.

    Raises SourceError where the source is too large or has front matter that is not sound.
    """
    name = shown(path.as_posix())
    front = own_front_matter(source.text, name, vocabulary)
    _refuse_unmerged(source.text)
    cleaned = clean(front.body)
    _refuse_marked(source.text.removesuffix(front.body), "文件自带的元数据")
    _refuse_marked("\n".join(change.text for change in cleaned.changes), "页码、网站附加的文字一类要去掉的行")
    parts = split_documents(cleaned.text)
    _refuse_large(parts)
    unexplained = cleaning_difference(front.body, cleaned)
    names = suggested(path, vocabulary)
    first = 1
    for number, text in enumerate(parts, 1):
        seen = read_document(text, name, first)
        _refuse_marked(text, "标题之前", sum(len(paragraph.raw) for paragraph in seen.front))
        own = guess(seen, vocabulary) | front.values
        guesses, said = _stated(own, names, given)
        above = draft_front_matter(guesses, front.more)
        written = as_written(seen, name, above.count("\n") + 2, noted="reading" in front.more)
        document, again, body = written.document, written.again, written.body
        pictures = {p.name: fingerprint(p.data) for p in source.pictures if _stands(p.name, body)}
        found = (replace(c, line=cleaned.lines[c.line - 1]) for c in _changes(text, seen, first))
        first += text.count("\n")
        against = _against(own, said)
        yield Prepared(
            part=number,
            document=document,
            again=again,
            source="\0".join((text, *(f"{name} {print}" for name, print in pictures.items()))),
            body=body,
            guesses=guesses,
            given=frozenset(given.values) | frozenset(front.values),
            named=(frozenset(said) - frozenset(given.values)) & frozenset(names),
            more=front.more,
            contradictions=tuple(text for key, text in against if key != "date"),
            remarks=(
                *(text for key, text in against if key == "date"), *contradictions(names, own), *front.remarks,
                *told_of_cut(seen, document),
            ),
            changes=(*(cleaned.changes if number == 1 else ()), *found),
            findings=(
                *_private(f"{above}\n{body}", name),
                *(source.findings if number == 1 else ()),
                *check_document(again, name),
                *check_subject(_subject(again, name, guesses, vocabulary)),
            ),
            lost=unexplained or not_as_read(text, seen, written) or written.apart,
            pictures=pictures,
            notes=written.notes,
            origin=source.origin if len(parts) == 1 else None,
        )


def _stands(picture: str, body: str) -> bool:
    """Whether a picture has its place in a text."""
    return re.search(f"〔{Path(picture).stem}[：〕]", body) is not None


def _stated(own: dict[str, Guess], names: dict[str, Guess], given: Given) -> tuple[dict[str, Guess], dict[str, Guess]]:
    """The guesses with what the clerk states for all files; what the names say fills in where nothing else is known.

    Returns the guesses, and those of them that are stated.
    """
    said = {key: stated(value) for key, value in given.values.items()}
    if said.get("author") and "kind" not in said and not own["kind"].sure:
        said["kind"] = stated("个人")
    for key, found in names.items():
        if key in said or own[key].sure or (key == "unit" and is_another(own[key], found)):
            continue
        if found.value is None:
            own = own | {key: own[key] if own[key].named or own[key].value else found}
        elif given.by_name and key != "year":
            said[key] = Guess(value=found.value, confidence=1, reason=f"{found.reason}，按命令采用")
        elif own[key].confidence < found.confidence:
            own = own | {key: replace(found, named=own[key].named)}
    return own | said, said


def _against(own: dict[str, Guess], said: dict[str, Guess]) -> list[tuple[str, str]]:
    """By field, where a stated value is not what the document says for certain."""
    return [
        (key, _differs(key, one, own[key]))
        for key, one in said.items()
        if key in DECIDED and own[key].sure and own[key].value != one.value
        and not (key == "author" and may_be_one(own[key].value or "", one.value or ""))
    ]


def _differs(key: str, said: Guess, own: Guess) -> str:
    if key == "date":
        return f"{NAMES[key]}照命令写，文件里是 {own.value}（{own.reason}）"
    return f"命令给的{NAMES[key]}“{said.value}”与文件里的“{own.value or '班子'}”不同（{own.reason}）"


def _refuse_unmerged(text: str) -> None:
    if all(re.search(rf"^{sign * 7}( |$)", text, re.MULTILINE) for sign in "<=>"):
        line = next(n for n, one in enumerate(text.split("\n"), 1) if one.startswith("<" * 7))
        raise SourceError(f"第 {line} 行起有没有合并完的冲突标记（<<<<<<<）；请先留下要用的文字，删去标记，再导入")


def _refuse_marked(text: str, where: str, within: int = MAX_MATERIAL) -> None:
    """A mark in what is left out (of a text the first characters) is not written, so nothing later could stop it."""
    found = found_private(text) if within else ()
    if mark := next((one for one in found if one.kind == "classified-mark" and one.start < within), None):
        raise SourceError(f"{where}有密级标志 {mark.value}，没有导入；请按保密规定处理这份文件")


def _refuse_large(parts: list[str]) -> None:
    if len(parts) > MAX_DOCUMENTS:
        raise SourceError(f"一个文件里有 {len(parts)} 份材料，多于 {MAX_DOCUMENTS} 份；请拆开")
    longest = max(parts, key=len)
    if len(longest.encode()) > MAX_MATERIAL or longest.count("\n") > MAX_LINES:
        raise SourceError(f"一份材料应不超过 {MAX_MATERIAL // 1024:,} KB、{MAX_LINES:,} 行，实际更多；是不是放错了文件")


def _subject(document: Document, name: str, guesses: dict[str, Guess], vocabulary: Vocabulary) -> Subject:
    unit = guesses["unit"].value if guesses["unit"].sure else None
    return Subject(document=document, path=name, personal=guesses["kind"].value == "个人",
                   unit=vocabulary.unit(unit or ""), vocabulary=vocabulary)


def _private(text: str, name: str) -> Iterator[Finding]:
    """What must never be published; named by place and kind, never repeated."""
    for found in found_private(text):
        message = f"{RULES[found.kind].title}：{found.masked}，不能发布"
        yield finding(found.kind, message, name, text.count("\n", 0, found.start) + 1)


def _changes(text: str, document: Document, first_line: int) -> Iterator[DeclaredChange]:
    """What reading the structure changed: wraps joined, what stood before the title left out, the title said once.

    Lines are those of the cleaned text, of which `text` begins at `first_line`.
    """
    for paragraph in document.front:
        yield DeclaredChange(kind="front", line=paragraph.at.line, text=paragraph.raw.strip())
    extra = len(squeeze(document.title_raw)) - len(squeeze(document.title or "")) - document.title_raw.count("#")
    if document.title and document.title_at and extra > 0:
        yield DeclaredChange(kind="title", line=document.title_at.line, text=document.title_raw.strip())
    for leaf in parts_after_title(document):
        if not isinstance(leaf, Paragraph) and signs(leaf):
            yield DeclaredChange(kind="sign", line=leaf.at.line, text="")
    for line in logical_lines(text, first_line):
        if not line.table:
            below = sorted({number for _, _, number in line.parts})[1:]
            yield from (DeclaredChange(kind="wrap", line=number, text="") for number in below)
