#!/usr/bin/env python3
"""What a large batch costs, step by step: files read, decided about, written, and all of it again. Prints a table.

    bench/batch.py [FILES]      300 unless told otherwise

The files are mixed from the project's own samples: Word with typed and with automatic ordinals, text in UTF-8 and
GB18030, of as many units and posts. Every second one is corrected before the last run. Milliseconds of CPU a file.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hooks"))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import afternoon
from review.intake.outcome import Outcome
from review.intake.run import Import, Options
from review.intake.source import files_at
from review.read.front.material import split
from review.read.vocabulary.load import read_vocabulary

ROOT = Path(__file__).resolve().parent.parent
POSTS = ("局长", "副局长", "班子", "办公室主任", "综合科科长")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        (root / "materials").mkdir()
        write(root / "inbox", count)
        print(f"{'':12}{'read':>8}{'decided':>9}{'written':>9}{'MB':>7}   outcome")
        for label in ("first", "again", "corrected"):
            if label == "corrected":
                correct(root / "inbox")
            print(f"{label:12}{run(root, count)}")


def write(inbox: Path, count: int) -> None:
    """Materials of made-up units, each with headings of several samples and a sentence of its own."""
    samples = [split(f.read_text("utf-8"), "")[1] for f in sorted((ROOT / "materials/2025").glob("*.md"))]
    for number in range(count):
        unit, post = f"第{number // len(POSTS) + 1}测绘队", POSTS[number % len(POSTS)]
        text = afternoon.mixed(unit, post, samples, random.Random(number))
        afternoon._file(inbox, number, unit, post, text, generic=False)


def correct(inbox: Path) -> None:
    for path in sorted(inbox.rglob("*.txt"))[::2]:
        code = "utf-8" if path.read_bytes()[:3] == "　".encode() else "gb18030"
        path.write_bytes(re.sub("。", "，今年又查了一遍。", path.read_bytes().decode(code), count=3).encode(code))


def run(root: Path, count: int) -> str:
    """One import as the command makes it: its row of the table."""
    vocabulary, _ = read_vocabulary(ROOT)
    began = time.process_time()
    made = Import(root, vocabulary, Options())
    made.read(files_at((root / "inbox",)))
    read = time.process_time()
    planned = made.plan()
    decided = time.process_time()
    done = made.take(planned)
    written = time.process_time()
    steps = (read - began, decided - read, written - decided)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return "".join(f"{step * 1000 / count:>9.1f}" for step in steps)[1:] + f"{memory:>7.0f}   {told(done)}"


def told(done: list[Outcome]) -> str:
    counted = {status: sum(one.status == status for one in done) for status in dict.fromkeys(o.status for o in done)}
    return f"{', '.join(f'{n} {status}' for status, n in counted.items())}; {sum(o.written for o in done)} written"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
