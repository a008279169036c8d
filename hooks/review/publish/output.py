"""A file of a site, ready to be served: with its compressed copy, and the facts that the gates ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
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
    sha256: str
    data: bytes | None
    """What stands in it; None where that is what stood there in the last site, and so are its facts."""
    facts: bytes = b""
    """Its Facts as they are kept, which are small, and travel fast from process to process."""


def outputs(path: str, data: bytes, reader: Reader | None, built: Mapping[str, str]) -> Iterator[Output]:
    """The file at `path` of a site, and its packed copy if it has one.

    Without a reader, of a site that no gate asks about and no server sends. `built` are the SHA-256 of those files of
    the last site that are still as they were made: what a file says, and how it is packed, follows from its content.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if built.get(path) == sha256:
        yield Output(path=path, sha256=sha256, data=None)
        if packed_copy(path) in built:
            yield Output(path=packed_copy(path), sha256=built[packed_copy(path)], data=None)
        return
    facts = reader.facts(path, data) if reader else Facts()
    yield Output(path=path, sha256=sha256, data=data, facts=packed(facts))
    small = gzipped(path, data) if reader else None
    if reader and small is not None:
        yield from outputs(packed_copy(path), small, reader, {})


def packed_copy(path: str) -> str:
    """Where the packed copy of a file stands (what nginx's gzip_static looks for)."""
    return f"{path}.gz"


def packed_from(path: str) -> str:
    """The file that a path is the packed copy of, or the path itself."""
    return path.removesuffix(".gz")
