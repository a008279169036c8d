"""Reading the structure: text in, `Document` out, and back again character for character."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from review.model import (
    Cause,
    Document,
    Heading,
    Item,
    Measure,
    Paragraph,
    Position,
    Problem,
    Section,
    SectionKind,
)
from review.read.structure.build import Draft, Freezer, cut, draft, item, marker_text, paragraphs
from review.read.structure.ending import tail_start
from review.read.structure.groups import Group, groups, items
from review.read.structure.names import heading_name, section_title
from review.read.structure.pieces import Piece, pieces
from review.read.structure.refuse import refusal
from review.read.structure.sections import Part, split_sections
from review.read.structure.several import split_documents
from review.read.structure.title import Title, find_title
from review.read.text.lines import Line, logical_lines

__all__ = ["assemble", "read_document", "split_documents"]

_ITEMS: dict[SectionKind, type[Item]] = {"problems": Problem, "causes": Cause, "measures": Measure}


def read_document(source: str, path: str, first_line: int = 1) -> Document:
    """The structure of `source`. Positions name `path` and count lines from `first_line`."""
    lines = logical_lines(source, first_line)
    title = find_title(lines)
    first = title.last + 1 if title else 0
    end = tail_start(lines, first)
    preamble, parts = split_sections(list(pieces(lines[first:end])))
    sections = [section for part in parts for section in _sections(part)]
    front = _whole(lines[: title.first] if title else [])
    document = _document(source, path, front, title, lines, paragraphs(preamble), sections, _whole(lines[end:]))
    reason = refusal(document)
    if reason is None:
        return document
    return _document(source, path, _whole(lines), None, lines, [], [], [], reason)


def assemble(document: Document) -> str:
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


def _whole(lines: list[Line]) -> list[Draft]:
    return paragraphs([Piece(line, 0, len(line.text)) for line in lines])


def _document(
    source: str,
    path: str,
    front: list[Draft],
    title: Title | None,
    lines: list[Line],
    preamble: list[Draft],
    sections: list[Draft],
    tail: list[Draft],
    reason: str | None = None,
) -> Document:
    if not lines and source:
        front = [Draft(Paragraph, 0, 1, {"text": ""})]
    named = [draft(str, Piece(lines[title.first], 0, 0))] if title else []
    cut(source, [*front, *named, *preamble, *sections, *tail])
    freezer = Freezer(path)
    return Document(
        front=tuple(map(freezer.freeze, front)),
        title=title.text if title else None,
        title_raw=named[0].raw if title else "",
        title_at=Position(path=path, line=named[0].line) if title else None,
        preamble=tuple(map(freezer.freeze, preamble)),
        sections=tuple(map(freezer.freeze, sections)),
        tail=tuple(map(freezer.freeze, tail)),
        refusal=reason,
    )


def _sections(part: Part) -> list[Draft]:
    """A part as one section, or as two where its items announce those of another kind."""
    section = _section(part)
    if part.kind not in _ITEMS:
        section.children = paragraphs(part.run)
        return [section]
    queue = deque(groups(part.kind, part.run))
    within = False
    while queue:
        group = queue.popleft()
        rest = _fill(section, group)
        within = within or (rest is not None and (rest.labelled or any(g.role == "heading" for g in queue)))
        if rest and within:
            queue.appendleft(rest)
        elif rest:
            below = [p for later in queue for p in (*([later.head] if later.head else []), *later.run)]
            return [section, *_sections(Part(rest.kind, None, rest.run + below))]
    return [section]


def _section(part: Part) -> Draft:
    fields = {"kind": part.kind, "number": None, "marker": "", "title": ""}
    if part.head is None:
        section = draft(Section, part.run[0], **fields)
        section.start = None
        return section
    title = section_title(part.head.body).name
    fields |= {"number": part.head.number, "marker": marker_text(part.head), "title": title}
    return draft(Section, part.head, **fields)


def _fill(section: Draft, group: Group) -> Group | None:
    """Put a group into its section; returns the rest where items of another kind are announced."""
    place = section
    if group.role == "lead":
        section.children += paragraphs(group.run)
        return None
    if group.role == "label":
        section.children += paragraphs([group.head])
    elif group.role == "heading":
        place, run_in = _heading(group.head)
        section.children.append(place)
        group.run[:0] = run_in
    for found in items(group.kind, group.run):
        if isinstance(found, Group):
            return found
        if found.head is None:
            place.children += paragraphs(found.run)
        else:
            place.children.append(item(_ITEMS[group.kind], found.run))
    return None


def _heading(head: Piece) -> tuple[Draft, list[Piece]]:
    """A heading and what is run in after its sentence."""
    text = head.line.text[head.body_begin : head.end]
    name = heading_name(text)
    run_in: list[Piece] = []
    if text[name.end :].strip():
        head, rest = head.cut(head.body_begin + name.end)
        run_in = [rest]
    fields = {"number": head.number, "marker": marker_text(head), "name": name.name, "wording": head.body}
    return draft(Heading, head, **fields), run_in
