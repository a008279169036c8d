"""A document as the body of a material's file: `# title`, `## 一、…`, `### （一）…`, one line a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.model import Document, Heading, Item, Paragraph, Section
from review.read.text.bold import without_bold

_JOIN = re.compile(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0]*")
UNDERLINE = re.compile(r"^([^\n]{1,60})\n[ \t]*(?:={3,}|-{3,})[ \t]*$", re.MULTILINE)
"""A line with the line of === or --- below it that makes it a heading."""
SIGN = re.compile(r"(#{1,6} +)?([-+*•] +)?")
HASHES = re.compile(r"\s*(#{1,6}) ")


def body(document: Document) -> str:
    """The Markdown of a document without what stands before its title; read again it has the same structure."""
    out = blocks(document)
    return "\n\n".join(out) + "\n" if out else ""


def blocks(document: Document) -> list[str]:
    """The same in blocks: the title, a line of a section or heading with its signs, a paragraph, a whole table."""
    out: list[str] = [f"# {document.title}"] if document.title else []
    out += paragraphs(document.preamble)
    for section in document.sections:
        out += _section(section)
    out += paragraphs(document.tail)
    return out


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
    return without_bold(SIGN.sub("", _JOIN.sub("", UNDERLINE.sub(r"\1", node.raw.strip())), count=1))


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
        open_line = open_ended(entry)
    if line:
        yield line


def open_ended(node: Section | Heading | Paragraph | Item) -> bool:
    """Whether what comes after `node` goes on in its paragraph: the source has no end of line between them."""
    return bool(node.raw) and not node.raw.endswith(("\n", "\r"))


def _texts(entry: Paragraph | Item) -> tuple[str, ...]:
    if isinstance(entry, Paragraph):
        return (entry.text,)
    sign = HASHES.match(entry.raw)
    gap = " " if entry.marker and entry.raw.partition(entry.marker)[2][:1] in (" ", "\t", "\u3000") else ""
    first = (entry.marker + gap + entry.opening + entry.stop + entry.rest).strip()
    return (f"{sign[1]} {first}" if sign else first, *entry.paragraphs)
