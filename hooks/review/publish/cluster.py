"""Past one machine: work on the workers of a Dask cluster, which see the site and the library under the same paths."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from review.keep.code import code
from review.project import install
from review.spread import Given, Result, Spread

SECONDS = 20
"""How long to wait for the scheduler, and for a worker where the last one is gone."""
EXAMPLE = "tcp://10.0.0.5:8786"
_NOT_INSTALLED = "有的机器上没有装 review-materials；请在每台机器上装同一版本。"
_ALONE = threading.Lock()
"""A worker may have several threads; making pages takes the process's folder and environment for itself."""


class NoCluster(Exception):
    """There is no cluster to work on; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a worker takes over of the process that asks: its folder, and the settings in its environment."""

    folder: str
    code: bytes
    settings: tuple[tuple[str, str], ...]

    def fault(self) -> str:
        """Why this process can't do what is asked, in Chinese; empty where it can."""
        if code() != self.code:
            return "程序与本机的不同；请在每台机器上装同一版本，连同 Python 和依赖的软件包。"
        if not (Path(self.folder) / "mkdocs.yml").is_file():
            return f"没有文件夹 {self.folder}；各台机器要在同一路径下看到资料库（共享文件夹）。"
        return ""

    def taken_over(self) -> None:
        """Work in the folder and with the settings of the process that asks. Raises NoCluster where that can't be."""
        if fault := self.fault():  # a worker may have come since all were looked at
            raise NoCluster(f"后来的一个工作进程上，{fault}")
        os.chdir(self.folder)
        for name in [name for name in os.environ if _is_setting(name)]:
            del os.environ[name]
        os.environ.update(self.settings)


@contextmanager
def cluster(address: str) -> Iterator[Spread]:
    """Work on the workers of the scheduler at `address` (tcp://10.0.0.5:8786).

    A worker that is lost does no harm, as what it had is done again by another. Raises NoCluster where there is no
    scheduler or worker, a worker has other code or does not see the current folder, or all are lost.
    """
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(f"没有安装 dask；请在每台机器上运行 {install('cluster')}。") from None
    try:
        client: Any = Client(address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, AssertionError):  # the last where what answers there is no scheduler
        said = f"连不上调度程序 {address}；请看 dask scheduler 是否在运行。例：--scheduler {EXAMPLE}。"
        raise NoCluster(said) from None
    with client:
        settings = tuple((name, value) for name, value in os.environ.items() if _is_setting(name))
        around = Surroundings(str(Path.cwd()), code(), settings)
        _look_at(client, around)
        yield partial(_spread, client, around)


def _is_setting(name: str) -> bool:
    return name.startswith("REVIEW_") or name == "SOURCE_DATE_EPOCH"


def _look_at(client: Any, around: Surroundings) -> None:
    """Raises NoCluster unless there are workers, and all can do the work as this process would."""
    try:
        found: dict[str, str] = client.run(around.fault)
    except ImportError:
        raise NoCluster(_NOT_INSTALLED) from None
    if not found:
        raise NoCluster("调度程序下没有工作进程；请在各台机器上运行 dask worker 加调度程序的地址。")
    for worker, fault in found.items():
        if fault:
            raise NoCluster(f"工作进程 {worker} 上，{fault}")


def _spread(
    client: Any, around: Surroundings, work: Callable[[Given], Result], given: Sequence[Given]
) -> Iterator[Result]:
    """As `review.spread.Spread`; no more is sent than is soon done."""
    most, waiting = 2 * max(1, sum(client.nthreads().values())), deque[Any]()
    for one in given:
        waiting.append(client.submit(_done, around, work, one, pure=False))
        if len(waiting) > most:
            yield _result(client, waiting.popleft())
    while waiting:
        yield _result(client, waiting.popleft())


def _done(around: Surroundings, work: Callable[[Given], Result], one: Given) -> Result:
    with _ALONE:
        around.taken_over()
        return work(one)


def _result(client: Any, future: Any) -> Any:
    from distributed import CancelledError, KilledWorker

    idle = False
    while True:
        try:
            return future.result(timeout=SECONDS)
        except KilledWorker:
            raise NoCluster("几个工作进程都在同一处中断了，多半是内存不够；请看它们的记录。") from None
        except CancelledError:
            raise NoCluster("生成到一半，调度程序不在了。") from None
        except ImportError:
            raise NoCluster(_NOT_INSTALLED) from None
        except TimeoutError:
            if idle and not client.nthreads():
                raise NoCluster(f"工作进程都不在了，等了 {2 * SECONDS} 秒也没有新的。") from None
            idle = not client.nthreads()
