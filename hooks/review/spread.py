"""Work that is the same for many things, spread over what is there: this process or its cores.

Whoever has such work asks for a `Spread` and does not know where it is done; the results come back in the order of
what was given, so that nothing depends on it.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from threading import Thread
from typing import Any, Protocol, TypeVar

Given = TypeVar("Given")
Result = TypeVar("Result")


class Spread(Protocol):
    """Calls a function with each of many arguments, and gives what it returns in their order."""

    def __call__(self, work: Callable[[Given], Result], given: Sequence[Given]) -> Iterator[Result]:
        """`work` and everything given and returned may travel to another process. Raises what `work` raises."""
        ...


def here(work: Callable[[Given], Result], given: Sequence[Given]) -> Iterator[Result]:
    """In this process, one after the other."""
    return map(work, given)


def cores(work: Callable[[Given], Result], given: Sequence[Given]) -> Iterator[Result]:
    """On all cores, where there is more than one thing to do; the processes are copies of this one.

    Of `work` and all that is `given` they have copies as well, so that only results travel. No more is done than is
    soon asked for.
    """
    count = min(_cores(), len(given))
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, given)
        return
    with ProcessPoolExecutor(count, multiprocessing.get_context("fork"), _begin, (work, given)) as pool:
        waiting: deque[Future[Result]] = deque()
        for number in range(len(given)):
            waiting.append(pool.submit(_do, number))
            if len(waiting) > 2 * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_task: tuple[Callable[[Any], Any], Sequence[Any]]
"""What this worker does, and of what: it is there since the worker was copied."""


def _begin(work: Callable[[Given], Result], given: Sequence[Given]) -> None:
    global _task
    _task = work, given
    _end_with_parent()


def _do(number: int) -> Any:
    work, given = _task
    return work(given[number])


def _end_with_parent() -> None:
    """See to it that this worker ends when the process that made it does, however: killed, its terminal closed."""

    def wait() -> None:
        if parent := multiprocessing.parent_process():
            parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
