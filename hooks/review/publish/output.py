"""A file of a site, ready to be served: with its compressed copy, and the facts that the gates ask for."""

from __future__ import annotations

from dataclasses import dataclass

from review.publish.compress import gzipped
from review.publish.facts import Facts, Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """A file."""

    path: str
    data: bytes
    facts: Facts
    packed: bytes | None
    """Compressed, where that is worth it."""
    packed_facts: Facts | None


def output(path: str, data: bytes, reader: Reader | None) -> Output:
    """The file at `path` of a site; without a reader, of a site that no gate asks about and no server sends."""
    if reader is None:
        return Output(path=path, data=data, facts=Facts(), packed=None, packed_facts=None)
    small = gzipped(path, data)
    facts = reader.facts(f"{path}.gz", small) if small is not None else None
    return Output(path=path, data=data, facts=reader.facts(path, data), packed=small, packed_facts=facts)
