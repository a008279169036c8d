"""A file of a site, ready to be served: with its compressed copy, and the facts that the gates ask for."""

from __future__ import annotations

from dataclasses import dataclass

from review.keep.records import kept, packed
from review.publish.compress import gzipped
from review.publish.facts import Facts, Reader
from review.publish.leaks import Leak

kept(Facts)
kept(Leak)


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """A file."""

    path: str
    data: bytes
    facts: bytes
    """Its Facts as they are kept, which are small, and travel fast from process to process."""
    packed: bytes | None
    """Compressed, where that is worth it."""
    packed_facts: bytes | None


def output(path: str, data: bytes, reader: Reader | None) -> Output:
    """The file at `path` of a site; without a reader, of a site that no gate asks about and no server sends."""
    if reader is None:
        return Output(path=path, data=data, facts=packed(Facts()), packed=None, packed_facts=None)
    small = gzipped(path, data)
    facts = facts_of(f"{path}.gz", small, reader) if small is not None else None
    return Output(path=path, data=data, facts=facts_of(path, data, reader), packed=small, packed_facts=facts)


def facts_of(path: str, data: bytes, reader: Reader) -> bytes:
    """The facts of a file as they are kept."""
    return packed(reader.facts(path, data))
