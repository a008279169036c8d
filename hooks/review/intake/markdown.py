"""A document as the body of a material's file: `# title`, `## 一、…`, `### （一）…`, one line a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.intake.clean import first_difference, squeeze
from review.model import Document, Heading, Item, Paragraph, Section
from review.read.structure.document import assemble

_JOIN = re.compile(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0]*")
SIGN = re.compile(r"(#{1,6} +)?([-+*•] +)?")
_HASHES = re.compile(r"\s*(#{1,6}) ")


def body(document: Document) -> str:
    """The Markdown of a document without what stands before its title; read again it has the same structure."""
    out: list[str] = [f"# {document.title}"] if document.title else []
    out += paragraphs(document.preamble)
    for section in document.sections:
        out += _section(section)
    out += paragraphs(document.tail)
    return "\n\n".join(out) + "\n" if out else ""


def _section(section: Section) -> list[str]:
    out = [f"## {line}"] if (line := own_line(section)) else []
    run: list[Paragraph | Item] = []
    for entry in section.content:
        if isinstance(entry, Heading):
            out += [*paragraphs(run), f"### {own_line(entry)}", *paragraphs(entry.content)]
            run = []
        else:
            run.append(entry)
    return out + list(paragraphs(run))


def own_line(node: Section | Heading) -> str:
    """The line of a section or heading, without Markdown's own signs; empty for a section that has none."""
    return SIGN.sub("", _JOIN.sub("", node.raw.strip()), count=1)


def paragraphs(run: list[Paragraph | Item] | tuple[Paragraph | Item, ...]) -> Iterator[str]:
    """The paragraphs of texts and items; items that share a line in the source share it still."""
    line, open_line = "", False
    for entry in run:
        first, *more = _texts(entry)
        if open_line:
            line += first
        else:
            if line:
                yield line
            line = first
        if more:
            yield line
            yield from more[:-1]
            line = more[-1]
        open_line = not entry.raw.endswith(("\n", "\r"))
    if line:
        yield line


def _texts(entry: Paragraph | Item) -> tuple[str, ...]:
    if isinstance(entry, Paragraph):
        return (entry.text,)
    sign = _HASHES.match(entry.raw)
    gap = " " if entry.raw.partition(entry.marker)[2][:1] in (" ", "\t", "\u3000") else ""
    first = (entry.marker + gap + entry.opening + entry.stop + entry.rest).strip()
    return (f"{sign[1]} {first}" if sign else first, *entry.paragraphs)


def difference(cleaned: str, document: Document, written: str) -> str:
    """Where the body `written` for a document is not the text it was read from; empty where it is.

    What stands before the title, the title itself and Markdown's signs are not compared.
    """
    if assemble(document) != cleaned:
        return first_difference(cleaned, assemble(document))
    lines = written.split("\n")[1 if document.title else 0 :]
    got = "\n".join(SIGN.sub("", line, count=1) if line.startswith("#") else line for line in lines)
    return first_difference(squeeze("".join(_raws(document))), squeeze(got))


def _raws(document: Document) -> Iterator[str]:
    """The source of every leaf after the title."""
    yield from (p.raw for p in document.preamble)
    for section in document.sections:
        yield SIGN.sub("", section.raw.lstrip(), count=1)
        for entry in section.content:
            signed = isinstance(entry, Heading) or _HASHES.match(entry.raw)
            yield SIGN.sub("", entry.raw.lstrip(), count=1) if signed else entry.raw
            yield from (inner.raw for inner in getattr(entry, "content", ()))
    yield from (p.raw for p in document.tail)
