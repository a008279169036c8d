"""A source as it is written in Markdown, and whether it says the same then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from review.intake.hold import RUNS, held_reading, tells_more
from review.intake.markdown import miswritten
from review.model import Document, Note
from review.read.structure.document import read_document
from review.read.structure.markdown import body as markdown_body
from review.read.text.folding import squeeze


class AsWritten(NamedTuple):
    """A text as it would be written."""

    document: Document
    """What it is written from: the source, or where more of it is read in lines, those."""
    body: str
    again: Document
    """What is read of the body."""
    notes: tuple[Note, ...] = ()
    apart: str = ""
    """Where its lines are not the text that they were cut from, or are read otherwise."""


def as_written(seen: Document, name: str, begins: int, *, noted: bool) -> AsWritten:
    """What was read of a source as it is written, its first line of this number; with notes where it would be read
    otherwise then, unless the source is noted itself."""
    body = markdown_body(seen)
    again = read_document(body, name, begins, judged=seen.verdict)
    apart = _shape_difference(seen, again)
    if noted or not apart:
        return AsWritten(seen, body, again, apart=apart)
    if not tells_more(again, seen):
        held, notes = held_reading(seen, again, body, name)
        return AsWritten(seen, body, held, notes, _shape_difference(seen, held))
    lines = markdown_body(again)
    written = read_document(lines, name, begins)
    apart = miswritten(body, again, lines) or _shape_difference(again, written)
    return AsWritten(replace(again, verdict=written.verdict), lines, written, apart=apart)


def not_as_read(text: str, seen: Document, written: AsWritten) -> str:
    """Where a body is not the text that it was read from; it may have been read once more on its way."""
    return miswritten(text, seen, written.body if seen is written.document else markdown_body(seen))


def told_of_cut(seen: Document, document: Document) -> Iterator[str]:
    """What the clerk is told of a text that was cut into lines and read once more."""
    if seen is not document:
        before, after = (sum(len(getattr(one, run)) for run in RUNS[1:]) for one in (seen, document))
        yield f"挤在一行里的按序号断开了，读出的问题、根源、措施由 {before} 条成为 {after} 条，请核对"


def _shape_difference(one: Document, other: Document) -> str:
    """Where the structure read from the written text is not that of the source."""
    for what, a, b in zip(("方面", "问题", "根源", "措施", "部分"), _shape(one), _shape(other), strict=True):
        if a != b and not (what == "部分" and _same_parts(a, b)):
            return f"{what}读回来不同（{len(a)} → {len(b)}）；请在来源里把方面、问题、措施一条一段分开写，再导入"
    return ""


def _same_parts(one: list[Any], other: list[Any]) -> bool:
    """Whether the parts are the same, however much of a line is taken for a part's name: the line is the same."""
    return len(one) == len(other) and all(
        a[:2] == b[:2] and (a[2].startswith(b[2]) or b[2].startswith(a[2])) for a, b in zip(one, other, strict=True)
    )


def _shape(document: Document) -> tuple[list[Any], ...]:
    items = [[(i.id, squeeze(i.text)) for i in run] for run in (document.problems, document.causes, document.measures)]
    headings = [(h.id, squeeze(h.name)) for h in document.headings]
    return headings, *items, [(s.id, s.kind, squeeze(s.title)) for s in document.sections]
