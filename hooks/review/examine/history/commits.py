"""The commits of a library, read from git in one pass; the second time only those that are new."""

from __future__ import annotations

import subprocess
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from review.keep.code import digest
from review.keep.folder import Folder
from review.keep.records import kept, packed, unpacked

FORMAT = "%x01%H%x02%P%x02%ct%x02%B%x02"
LOG = ("log", "-z", "--raw", "--no-abbrev", "-M", "-l3000", "--diff-merges=first-parent", "--relative", "--topo-order",
       "--no-color", "--no-ext-diff", "--no-show-signature", "--no-notes", "--encoding=UTF-8",
       f"--format={FORMAT}")  # fmt: skip
"""Renames followed, merges against their first parent, names as bytes (`git help log`)."""
LONGEST = 600
"""Seconds that git may take."""


class NoHistory(Exception):
    """Git does not know the library; the message says why, in Chinese."""


@kept
@dataclass(frozen=True, slots=True)
class Touched:
    """A file that a commit changed."""

    status: str
    """A, M, D, R or T, as git says it."""
    old: str
    """Its path before, relative to the library's root."""
    path: str
    blob: str
    """Of its content after; of zeros where it is gone."""


@kept
@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the line that HEAD stands on; of a merge, all that it brought in."""

    id: str
    parents: tuple[str, ...]
    time: int
    """Seconds since 1970, as the machine's clock was."""
    messages: tuple[str, ...]
    """Its own, then those of the commits that it merged."""
    touched: tuple[Touched, ...]


@kept
@dataclass(frozen=True, slots=True)
class Log:
    """All commits, oldest first."""

    commits: tuple[Commit, ...]
    cut: bool
    """The clone is shallow: what was before the first commit is not known."""


def read_log(root: Path, folder: Folder | None) -> Log:
    """The commits of the repository that the library at `root` is in. Raises NoHistory."""
    try:
        head = _git(root, "rev-parse", "--verify", "HEAD").decode().strip()
        cut = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except FileNotFoundError:
        raise NoHistory("这台机器没有 git") from None
    except (OSError, subprocess.SubprocessError):
        raise NoHistory("资料库不在 git 里，或者还没有提交过") from None
    key = digest("log", str(root))
    known = _known(folder, key)
    if known and known.commits and known.commits[-1].id == head and known.cut == cut:
        return known
    log = Log(tuple(_more(root, known, head) or _all(root, head)), cut)
    if folder:
        folder.put(key, packed(log))
    return log


def _known(folder: Folder | None, key: str) -> Log | None:
    try:
        found = unpacked(folder.get(key) or b"", {}) if folder else None
    except Exception:  # what lies in a folder may be anything
        return None
    return found if isinstance(found, Log) else None


def _more(root: Path, known: Log | None, head: str) -> list[Commit]:
    """What is known, and what came on top of it; nothing where HEAD does not stand on that."""
    if not known or not known.commits:
        return []
    last = known.commits[-1].id
    try:
        found = list(_parsed(_git(root, *LOG, f"{last}..{head}")))
    except (OSError, subprocess.SubprocessError):
        return []
    line = _line(found, head)
    return [*known.commits, *line] if line and line[0].parents[:1] == (last,) else []


def _all(root: Path, head: str) -> list[Commit]:
    try:
        return _line(list(_parsed(_git(root, *LOG, head))), head)
    except (OSError, subprocess.SubprocessError):
        raise NoHistory("git 读不出提交的记录（要 2.31 以上）") from None


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", "-C", str(root), *words], capture_output=True, timeout=LONGEST, check=True).stdout


def _parsed(told: bytes) -> Iterator[Commit]:
    """The commits that git printed, newest first; a message or a name may hold anything but NUL."""
    head: Commit | None = None
    touched: list[Touched] = []
    words = iter(told.decode("utf-8", "surrogateescape").split("\0"))
    for word in words:
        if word.startswith("\x01"):
            if head:
                yield replace(head, touched=tuple(touched))
            id, parents, time, rest = word[1:].split("\x02", 3)
            head, touched = Commit(id, tuple(parents.split()), int(time), (rest.rpartition("\x02")[0],), ()), []
        elif word.lstrip("\n").startswith(":"):
            *_, blob, status = word.split()
            old = next(words)
            touched.append(Touched(status[0], old, next(words) if status[0] in "RC" else old, blob))
    if head:
        yield replace(head, touched=tuple(touched))


def _line(found: list[Commit], head: str) -> list[Commit]:
    """The commits that HEAD stands on by first parents, oldest first, each with the messages of what it merged."""
    by_id = {commit.id: commit for commit in found}
    line: list[Commit] = []
    at = head
    while at in by_id:
        line.append(by_id[at])
        at = (*by_id[at].parents, "")[0]
    seen = {commit.id for commit in line}
    whole = []
    for commit in reversed(line):
        messages, waiting = [*commit.messages], list(commit.parents[1:])
        while waiting:
            id = waiting.pop()
            if id in by_id and id not in seen:
                seen.add(id)
                messages += by_id[id].messages
                waiting += by_id[id].parents
        whole.append(replace(commit, messages=tuple(messages)))
    return whole


def steady(days: list[int]) -> tuple[list[int], list[int]]:
    """Days that never go back, and the places of those that were set right, which were of a clock that was wrong.

    What fits the most others is taken as right (the longest row that does not go back); any other day is that of the
    right one before it, or of the first. A day's difference is left unsaid.
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, day in enumerate(days):
        at = bisect_right(ends, day)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1], last[at : at + 1] = [day], [n]
    right: set[int] = set()
    n = last[-1] if last else -1
    while n >= 0:
        right.add(n)
        n = before[n]
    now = days[min(right)] if right else 0
    told = []
    for n, day in enumerate(days):
        now = day if n in right else now
        told.append(now)
    return told, [n for n, day in enumerate(days) if abs(day - told[n]) > 1]
