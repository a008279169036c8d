"""Reading the structure: text in, `Document` out, and back again character for character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from review.model import Document, Finding, Note, Paragraph, Position, Verdict
from review.read.structure.build import Tree, build_tree
from review.read.structure.decode import BestReading, decode
from review.read.structure.doubts import doubts
from review.read.structure.drafts import Draft, Freezer, cut, draft, paragraph_drafts
from review.read.structure.features import describe
from review.read.structure.notes import place_notes, said_to_be_a_material
from review.read.structure.outline import outline_lines
from review.read.structure.several import split_documents
from review.read.structure.title import Title, find_title
from review.read.structure.token import Token
from review.read.structure.tokens import TOKENS_AT_MOST, tokens, whole
from review.read.structure.unusual import unusual
from review.read.structure.verdict import verdict
from review.read.text.lines import Line, logical_lines

__all__ = ["Reading", "read_document", "read_with_tokens", "source_of", "split_documents"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, and how it came to be read so."""

    document: Document
    tokens: list[Token]
    decoded: BestReading


def read_document(
    source: str, path: str, first_line: int = 1, notes: tuple[Note, ...] = (), judged: Verdict | None = None
) -> Document:
    """The structure of `source`. Positions name `path` and count lines from `first_line`.

    `notes` are an editor's last word on what passages are. `judged` is the verdict on the text of which `source` is
    another setting, and then that on it.
    """
    return read_with_tokens(source, path, first_line, notes, judged).document


def read_with_tokens(
    source: str, path: str, first_line: int = 1, notes: tuple[Note, ...] = (), judged: Verdict | None = None
) -> Reading:
    """As `read_document`, with the tokens, their labels and what decided them."""
    lines = logical_lines(source, first_line)
    plain = outline_lines(lines)
    title = _title(lines, plain)
    front, named, body, begin = _above(lines, title)
    bound, faults = place_notes(notes, body, begin, path)
    sure, astray = said_to_be_a_material(notes, lines, path)
    run = tokens(body, begin, plain, bound)
    describe(run)
    decoded = decode(run)
    tree = build_tree(run, decoded.labels)
    document = _document(source, path, title, front, named, tree)
    document = replace(
        document,
        verdict=judged or verdict(document, run, decoded.labels, source, settled=sure),
        doubts=doubts(run, decoded, path),
        unusual=() if notes else unusual(document, run, decoded),
        faults=(*faults, *astray, *_too_many(run, path)),
        notes=notes,
        first_line=first_line,
    )
    return Reading(document, run, decoded)


def _too_many(run: list[Token], path: str) -> Iterator[Finding]:
    if len(run) > TOKENS_AT_MOST:
        cut = run[TOKENS_AT_MOST]
        at = Position(path=path, line=cut.line.at(cut.begin)[1])
        message = f"段落和序号多于 {TOKENS_AT_MOST:,} 个，从这里起当作正文，不再分条；请看是不是放错了文件，或拆开。"
        yield Finding(rule="too-many-ordinals", severity="warning", message=message, at=at)


def source_of(document: Document) -> str:
    """The source that `document` was read from."""
    return "".join(_raws(document))


def _raws(document: Document) -> Iterator[str]:
    yield from (p.raw for p in document.front)
    yield document.title_raw
    yield from (p.raw for p in document.preamble)
    for section in document.sections:
        yield section.raw
        for entry in section.content:
            yield entry.raw
            yield from (inner.raw for inner in getattr(entry, "content", ()))
    yield from (p.raw for p in document.tail)


def _title(lines: list[Line], plain: set[int]) -> Title | None:
    """The title, found among the lines that are no outline; its indices are those of all lines."""
    if not plain:
        return find_title(lines)
    kept = [i for i, line in enumerate(lines) if line.start not in plain]
    found = find_title([lines[i] for i in kept])
    return found and found._replace(first=kept[found.first], last=kept[found.last])


def _above(lines: list[Line], title: Title | None) -> tuple[list[Token], list[Token], list[Line], int]:
    """What stands before the title, the title, the lines below it, and where the text in the first of them begins."""
    if title is None:
        return [], [], lines, 0
    line = lines[title.first]
    front = whole(lines[: title.first])
    if title.begin:
        front.append(Token(line, 0, 0, title.begin, None))
    named = [Token(line, title.begin, title.begin, len(line.text), None)]
    if title.end is not None and title.end < len(text := lines[title.last].text):
        return front, named, lines[title.last :], len(text) - len(text[title.end :].lstrip())
    return front, named, lines[title.last + 1 :], 0


def _document(
    source: str, path: str, title: Title | None, front: list[Token], named: list[Token], tree: Tree
) -> Document:
    above, titled = paragraph_drafts(front), [draft(str, token) for token in named]
    every = [*above, *titled, *tree.preamble, *tree.sections, *tree.tail]
    if not every and source:
        every = above = [Draft(Paragraph, 0, 1, {"text": ""})]
    cut(source, every)
    freezer = Freezer(path)
    return Document(
        front=tuple(map(freezer.freeze, above)),
        title=title.text if title else None,
        title_raw=titled[0].raw if title else "",
        title_at=Position(path=path, line=titled[0].line) if title else None,
        preamble=tuple(map(freezer.freeze, tree.preamble)),
        sections=tuple(map(freezer.freeze, tree.sections)),
        tail=tuple(map(freezer.freeze, tree.tail)),
        verdict=Verdict(outcome="asked", reason="", score=0.0),
    )
