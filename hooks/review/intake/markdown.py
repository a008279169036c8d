"""Whether the Markdown written for a document is the text that it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.intake.clean import first_difference, without_space
from review.model import Document, Heading, Item, Paragraph, Section
from review.read.structure.document import source_of
from review.read.structure.markdown import SIGN, UNDERLINE

_SIGNS = re.compile(r"(?:[#\-+*•●◆■▪·_ \t\u3000]|\[[ xX]\])*")
_RULE = re.compile(r"\s*(?:={3,}|-{3,})\s*")


def miswritten(cleaned: str, document: Document, written: str) -> str:
    """Where the body `written` for a document is not the text it was read from; empty where it is.

    What stands before the title, the title itself and Markdown's signs are not compared.
    """
    if source_of(document) != cleaned:
        return first_difference(cleaned, source_of(document))
    lines = written.split("\n")[1 if document.title else 0 :]
    got = "\n".join(map(_bare, lines))
    return first_difference(without_space("".join(_raws(document))), without_space(got))


def _bare(line: str) -> str:
    """A line without the sign that makes it a heading of Markdown, whatever part it is of; nothing of a mere rule."""
    line = "" if _RULE.fullmatch(line) else line.lstrip()
    return SIGN.sub("", line, count=1) if line.startswith("#") else line


def signs(node: Section | Heading | Item) -> str:
    """Markdown's signs before an ordinal and below its line: a material writes its own, or none."""
    raw = node.raw.lstrip()
    below = "".join(line.strip() for line in raw.split("\n") if _RULE.fullmatch(line))
    return _before(node, raw).strip("# \t\u3000") + below


def _before(node: Section | Heading | Item, raw: str) -> str:
    """The signs at the beginning; a dash that stands for an item's ordinal is none, for a heading's it is one."""
    head, ordinal, _ = raw.partition(node.marker) if node.marker else ("", "", "")
    found = None if isinstance(node, Item) else SIGN.match(raw)
    return max(head if ordinal and _SIGNS.fullmatch(head) else "", found[0] if found else "", key=len)


def _raws(document: Document) -> Iterator[str]:
    """The source of every leaf after the title, without Markdown's signs."""
    for leaf in parts_after_title(document):
        raw = UNDERLINE.sub(r"\1", leaf.raw.strip())
        own = raw if isinstance(leaf, Paragraph) else raw[len(_before(leaf, raw)) :]
        yield "\n".join(map(_bare, own.split("\n")))


def parts_after_title(document: Document) -> Iterator[Paragraph | Section | Heading | Item]:
    """All that a document is made of behind its title, in order."""
    yield from document.preamble
    for section in document.sections:
        yield section
        for entry in section.content:
            yield entry
            yield from getattr(entry, "content", ())
    yield from document.tail
