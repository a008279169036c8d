"""Which contents each file of materials/ had, through all its names; and these contents, read from git in one go."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from review.examine.history.commits import LONGEST, Commit

FOLDER = "materials/"
Chain = list[tuple[int, str]]
"""Of one file, oldest first: the place of a commit in the log, and the content's blob."""


def is_material(path: str) -> bool:
    """Whether a file of the repository is one of materials/."""
    return path.startswith(FOLDER) and path.endswith(".md")


def chains(commits: Iterable[Commit]) -> dict[str, Chain]:
    """By the path that a file has today. One that was deleted and came again begins anew."""
    found: dict[str, Chain] = {}
    for n, commit in enumerate(commits):
        gone = {one.old: found.pop(one.old, []) for one in commit.touched if one.status in "DR"}
        for one in commit.touched:
            if one.status == "D" or not is_material(one.path):
                continue
            before = gone[one.old] if one.status == "R" else [] if one.status == "A" else found.get(one.path, [])
            found[one.path] = [*before, (n, one.blob)]
    return found


def blobs(root: Path, ids: Iterable[str]) -> Iterator[bytes | None]:
    """The contents of blobs, in their order; None for one that is not there. Raises OSError, SubprocessError."""
    asked = "".join(f"{id}\n" for id in ids).encode()
    if not asked:
        return
    git = ["git", "-C", str(root), "cat-file", "--batch"]
    told = subprocess.run(git, input=asked, capture_output=True, timeout=LONGEST, check=True).stdout
    at = 0
    while at < len(told):
        end = told.index(b"\n", at)
        words = told[at:end].split()
        if len(words) == 3 and words[1] == b"blob":
            size = int(words[2])
            yield told[end + 1 : end + 1 + size]
            at = end + 2 + size
        elif len(words) == 3:  # no file: a folder of another repository, say
            yield None
            at = end + 2 + int(words[2])
        else:
            yield None
            at = end + 1
