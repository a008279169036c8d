"""Whether the Markdown written for a document is the text that it was read from."""

from __future__ import annotations

from collections.abc import Iterator

from review.intake.clean import first_difference, without_space
from review.model import Document, Heading
from review.read.structure.document import assemble
from review.read.structure.markdown import HASHES, SIGN


def difference(cleaned: str, document: Document, written: str) -> str:
    """Where the body `written` for a document is not the text it was read from; empty where it is.

    What stands before the title, the title itself and Markdown's signs are not compared.
    """
    if assemble(document) != cleaned:
        return first_difference(cleaned, assemble(document))
    lines = written.split("\n")[1 if document.title else 0 :]
    got = "\n".join(SIGN.sub("", line, count=1) if line.startswith("#") else line for line in lines)
    return first_difference(without_space("".join(_raws(document))), without_space(got))


def _raws(document: Document) -> Iterator[str]:
    """The source of every leaf after the title."""
    yield from (p.raw for p in document.preamble)
    for section in document.sections:
        yield SIGN.sub("", section.raw.lstrip(), count=1)
        for entry in section.content:
            signed = isinstance(entry, Heading) or HASHES.match(entry.raw)
            yield SIGN.sub("", entry.raw.lstrip(), count=1) if signed else entry.raw
            yield from (inner.raw for inner in getattr(entry, "content", ()))
    yield from (p.raw for p in document.tail)
