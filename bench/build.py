"""Build libraries of made-up materials and print what it costs, beside what MkDocs alone needs for as many empty pages.

    bench/build.py [--library DIR]… [--runs cold,full,edit,new,deleted] [N…]

A number N makes a library with `corpus.py OUT N` (the path of that tool is in CORPUS); a library that exists is
copied first. Every run is a process of its own; its CPU time is that of the process and its children, its memory that
of the largest of them. `floor` builds as many empty pages as the site has with Material for MkDocs and no plugin: on a
machine that others use, only what a run costs in terms of it can be compared. `growth` is the exponent e of N ** e by
which the CPU time of a run grew since the size before.
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.publish.tree import name

PROJECT = Path(__file__).parents[1]
CORPUS = os.environ.get("CORPUS", "../shared/tools/corpus.py")
REVIEW = Path(sys.executable).parent / "review"
EDITED = "一是贯彻不够深入。对新的部署学得不细，落得不实。"


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one run took."""

    run: str
    materials: int
    seconds: float
    cpu: float
    """Seconds."""
    peak: int
    """Megabytes."""


def cost(run: str, materials: int, command: Sequence[str | Path], cwd: Path) -> Cost:
    """Run a command. Raises CalledProcessError if it fails."""
    timed = [sys.executable, __file__, "--child", *map(str, command)]
    told = subprocess.run(timed, check=True, cwd=cwd, stdout=subprocess.PIPE, text=True).stdout
    seconds, cpu, peak = map(float, told.split()[-3:])
    return Cost(run=run, materials=materials, seconds=seconds, cpu=cpu, peak=round(peak))


def child(command: Sequence[str]) -> None:
    """Run a command in a process that has no other child, and print seconds, CPU seconds and megabytes."""
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    raise SystemExit(done.returncode)


def floor(materials: int, pages: int, work: Path) -> Cost:
    """What MkDocs and its theme need for as many pages without a word."""
    home = work / "floor"
    shutil.rmtree(home, ignore_errors=True)
    for number in range(pages):
        page = home / "docs" / f"p{number // 500}" / f"{number}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("# 空页\n")
    (home / "docs/index.md").write_text("# 首页\n")
    (home / "mkdocs.yml").write_text(
        "site_name: x\ntheme: material\nplugins: []\nnav: [index.md]\nvalidation: {nav: {omitted_files: ignore}}\n"
    )
    made = cost("floor", materials, [sys.executable, "-m", "mkdocs", "build", "--quiet"], home)
    shutil.rmtree(home)
    return made


def edit(library: Path) -> None:
    """One more problem in the body of the first material."""
    path = _materials(library)[0]
    before, mark, after = path.read_text("utf-8").partition("一是")
    path.write_text(f"{before}{EDITED}{mark}{after}", "utf-8")


def new(library: Path) -> None:
    """A copy of the second material, of the day after."""
    path = _materials(library)[1]
    path.with_name("新材料.md").write_bytes(path.read_bytes())


def deleted(library: Path) -> None:
    """One material less."""
    _materials(library)[-1].unlink()


CHANGES: dict[str, Callable[[Path], None]] = {"edit": edit, "new": new, "deleted": deleted}


def _materials(library: Path) -> list[Path]:
    return sorted((library / "materials").rglob("*.md"))


def runs(library: Path, asked: Sequence[str], work: Path) -> list[Cost]:
    """The runs of one library, the floor last."""
    out, count, done = work / "site", len(_materials(library)), []
    shutil.rmtree(out, ignore_errors=True)
    for kind in (PROJECT / ".cache").glob("*"):
        shutil.rmtree(kind / name(library, "internal"), ignore_errors=True)
    for run in asked:
        if run in CHANGES:
            CHANGES[run](library)
        options = [f"--{run}"] * (run in ("cold", "full"))
        command = [REVIEW, "build", "--library", library, "--out", out, *options]
        done.append(cost(run, count, command, PROJECT))
    pages = [path.stat().st_size for path in out.rglob("*.html")]
    print(f"{count} materials: {len(pages)} pages, {sum(pages) / 1e6:.0f} MB, the largest {max(pages) // 1000} KB")
    return [*done, floor(count, len(pages), work)]


def table(costs: Sequence[Cost]) -> None:
    """One line a run."""
    floors = {one.materials: one.cpu for one in costs if one.run == "floor"}
    before: dict[str, Cost] = {}
    print("materials  run       wall s    CPU s  CPU ms/material  × floor  peak MB  growth")
    for one in costs:
        last = before.get(one.run)
        grown = math.log(one.cpu / last.cpu) / math.log(one.materials / last.materials) if last else None
        each, times = 1000 * one.cpu / one.materials, one.cpu / floors[one.materials]
        said = f"{one.materials:9}  {one.run:8}  {one.seconds:6.1f}  {one.cpu:7.1f}  {each:15.2f}  {times:7.2f}"
        print(f"{said}  {one.peak:7}  {'' if grown is None else f'{grown:6.2f}'}".rstrip())
        before[one.run] = one


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2:])
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sizes", nargs="*", type=int)
    arguments.add_argument("--library", action="append", type=Path, default=[])
    arguments.add_argument("--runs", default="cold,full,edit,new,deleted")
    options = arguments.parse_args()
    found: list[Cost] = []
    with tempfile.TemporaryDirectory() as work:
        for asked in (*options.library, *(options.sizes or ([1000, 3000, 10000] if not options.library else []))):
            library = Path(work).resolve() / f"library-{asked if isinstance(asked, int) else asked.name}"
            if isinstance(asked, int):
                subprocess.run([sys.executable, PROJECT / CORPUS, library, str(asked)], check=True)
            else:
                shutil.copytree(asked, library)
            found += runs(library, options.runs.split(","), Path(work))
            shutil.rmtree(library)
        table(found)


if __name__ == "__main__":
    main()
