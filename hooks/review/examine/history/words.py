"""What became of the vocabulary: the records of its files that each commit brought, changed or took away."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from review.examine.history.chains import blobs
from review.examine.history.commits import Commit

FILES = {f"vocabulary/{name}.yml": name for name in ("campaigns", "units", "problems", "glossary")}
"""Those whose records have a place on the site."""
KINDS = ("new", "changed", "gone")
_RECORD = re.compile(r"""^ *- *(?:\{ *)?(['"]?)(?:id|written)\1: *['"]?([^'",}\s]+)""", re.MULTILINE)


class Reworking(NamedTuple):
    """What a commit did to a file of the vocabulary: ids of records, or words of the glossary."""

    place: int
    """Of the commit, in the log."""
    file: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def reworkings(root: Path, commits: Iterable[Commit]) -> Iterator[Reworking]:
    """Each change of a file that the library had before, oldest first. Raises OSError and SubprocessError."""
    chains: dict[str, list[tuple[int, str]]] = {}
    for n, commit in enumerate(commits):
        for one in commit.touched:
            if name := FILES.get(one.path):
                chains.setdefault(name, []).append((n, one.blob))
    for name, chain in chains.items():
        held = _records(root, tuple(blob for _, blob in chain))
        for (before, after), (place, _) in zip(pairwise(held), chain[1:], strict=True):
            new, gone = (tuple(a.keys() - b.keys()) for a, b in ((after, before), (before, after)))
            changed = tuple(id for id in after if id in before and after[id] != before[id])
            if before and after and (new or changed or gone):
                yield Reworking(place, name, tuple(sorted(new)), changed, tuple(sorted(gone)))


def net(found: Iterable[Reworking]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What several changes of one file came to, oldest first: new, changed and gone."""
    state: dict[str, str] = {}
    for one in found:
        for id in one.new:
            state[id] = "changed" if state.get(id) == "gone" else "new"
        for id in one.changed:
            state.setdefault(id, "changed")
        for id in one.gone:
            if state.pop(id, "") != "new":
                state[id] = "gone"
    new, changed, gone = (tuple(sorted(id for id, was in state.items() if was == kind)) for kind in KINDS)
    return new, changed, gone


@lru_cache(maxsize=8)
def _records(root: Path, contents: tuple[str, ...]) -> list[dict[str, str]]:
    """Of each content the records: id, and what its lines say, comments left out."""
    return [_parted((data or b"").decode("utf-8", "replace")) for data in blobs(root, contents)]


def _parted(text: str) -> dict[str, str]:
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    plain = "\n".join(line.rstrip() for line in lines)
    starts = [(found.start(), found[2]) for found in _RECORD.finditer(plain)]
    return {id: plain[at:end].strip() for (at, id), (end, _) in pairwise([*starts, (len(plain), "")])}
