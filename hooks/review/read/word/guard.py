"""Reading what is unusually large in a process of its own, with an end: 20 s of computing and 1 GiB, whatever it holds.

An ordinary file is read at once: a process costs three times what reading it does, and what its size allows is bounded
by the limits of package.py. A file whose parts unpack to more than LARGE is not trusted so far.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from review.read.word.package import WordError, look_before_opening

LARGE = 2**20
"""Bytes of XML; 5,000 characters have some 300,000."""
CPU_SECONDS = 20
CLOCK_SECONDS = 60
MEMORY = 2**30
TOO_LONG = "读了 {} 秒还没有读完，太大或太复杂，拒收；请在 Word 里新建文档，把正文粘贴进去（只保留文本）后再导入"
TOO_MUCH = "要用的内存超过 1 GB，太大或太复杂，拒收；请在 Word 里新建文档，把正文粘贴进去（只保留文本）后再导入"

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class _Failed:
    """What the child says instead of what it made."""

    reason: str


def is_large(path: Path) -> bool:
    """Whether a file is more than an ordinary one: its XML, or all of it where it is no package."""
    try:
        with path.open("rb") as file:
            if file.read(2) == b"PK":
                file.seek(0)
                look_before_opening(file, path.stat().st_size)
        with zipfile.ZipFile(path) as package:
            return sum(i.file_size for i in package.infolist() if i.filename.endswith((".xml", ".rels"))) > LARGE
    except WordError:
        return False  # refused when it is opened
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        return path.stat().st_size > LARGE


def limited(read: Callable[[], Made], spent: float = 0) -> Made:
    """What `read` returns, computed in a child process with limits. Raises WordError where it fails or has no end.

    `spent`: seconds of what the file may take that are gone already.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _answer(read, theirs, max(1, CPU_SECONDS - int(spent)))
    os.close(theirs)
    try:
        data = _all_of(ours)
    finally:
        os.close(ours)
        os.kill(child, signal.SIGKILL)  # it may have been too slow; else it is over already
        _, status = os.waitpid(child, 0)
    if data is None or not data:
        raise WordError(TOO_LONG.format(CPU_SECONDS) if data is None or os.WIFSIGNALED(status) else TOO_MUCH)
    answer: Made | _Failed = pickle.loads(data)  # from our own child
    if isinstance(answer, _Failed):
        raise WordError(answer.reason)
    return answer


def _answer(read: Callable[[], Made], pipe: int, seconds: int) -> None:
    """In the child: compute and write the result, never return."""
    try:
        _limit(resource.RLIMIT_CPU, seconds)
        _limit(resource.RLIMIT_AS, _may_have())
        answer: Made | _Failed
        try:
            answer = read()
        except WordError as error:
            answer = _Failed(str(error))
        except (MemoryError, RecursionError):
            answer = _Failed(TOO_MUCH)
        with os.fdopen(pipe, "wb") as out:
            pickle.dump(answer, out, pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


def _limit(what: int, to: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (to if hard == resource.RLIM_INFINITY else min(to, hard), hard))


def _may_have() -> int:
    """Bytes of address space with which this process stays below MEMORY, what it holds of its parent's counted in."""
    try:
        pages = [int(count) for count in Path("/proc/self/statm").read_text().split()[:2]]
    except OSError:
        return MEMORY
    reserved, held = (count * resource.getpagesize() for count in pages)
    return reserved + max(MEMORY // 4, MEMORY - held)


def _all_of(pipe: int) -> bytes | None:
    """All that the child writes; None where it takes too long."""
    end = time.monotonic() + CLOCK_SECONDS
    parts: list[bytes] = []
    while select.select([pipe], [], [], max(0, end - time.monotonic()))[0]:
        part = os.read(pipe, 2**20)
        if not part:
            return b"".join(parts)
        parts.append(part)
    return None
