"""Build libraries of made-up materials and print what it costs.

    bench/build.py [--library DIR]… [N…]

A number N makes a library with `corpus.py OUT N` (the path of that tool is in CORPUS); a library that exists is
built as it is. Each build is full and strict, with its caches emptied first, in a process of its own; its CPU time
is that of the process and its children.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from review.publish.tree import name

PROJECT = Path(__file__).parents[1]
CORPUS = os.environ.get("CORPUS", "../shared/tools/corpus.py")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one build took."""

    materials: int
    seconds: float
    cpu: float
    """Milliseconds a material."""
    peak: int
    """Megabytes."""
    largest: int
    """The largest page, in KB."""
    material: int
    """The largest material's page, in KB."""


def measure(library: Path, work: Path) -> Cost:
    """Build `library` in full below `work`. Raises CalledProcessError if the build does not pass."""
    out = work / "site"
    for kind in ("pages", "search"):
        shutil.rmtree(PROJECT / ".cache" / kind / name(library, "internal"), ignore_errors=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [Path(sys.executable).parent / "review", "build", "--library", library, "--out", out]
    subprocess.run(command, check=True, cwd=PROJECT, stdout=subprocess.DEVNULL)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    pages = {path: path.stat().st_size for path in out.rglob("index.html")}
    count = sum(1 for _ in (library / "materials").rglob("*.md"))
    return Cost(
        materials=count,
        seconds=seconds,
        cpu=1000 * used / count,
        peak=after.ru_maxrss // 1024,
        largest=max(pages.values()) // 1024,
        material=max(size for path, size in pages.items() if "materials" in path.parts) // 1024,
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sizes", nargs="*", type=int)
    arguments.add_argument("--library", action="append", type=Path, default=[])
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as work:
        print("materials  seconds  CPU ms/material  peak MB  largest page KB  largest material KB")
        for asked in (*options.library, *(options.sizes or ([1000] if not options.library else []))):
            library = Path(asked) if isinstance(asked, Path) else Path(work) / f"library-{asked}"
            if isinstance(asked, int):
                subprocess.run([sys.executable, PROJECT / CORPUS, library, str(asked)], check=True)
            cost = measure(library.resolve(), Path(work))
            print(
                f"{cost.materials:9}  {cost.seconds:7.1f}  {cost.cpu:15.1f}  {cost.peak:7}"
                f"  {cost.largest:15}  {cost.material:19}"
            )


if __name__ == "__main__":
    main()
