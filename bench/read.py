#!/usr/bin/env python3
"""What reading costs: CPU time a document, by kind of text. Prints a table.

    bench/read.py FILE-OR-FOLDER...      .md and .txt; budget: 6 ms for 5,000 characters
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hooks"))

from review.read.front.material import FENCE
from review.read.structure.document import read_document, source_of

BUDGET = 6.0


def main(paths: list[Path]) -> int:
    files = [file for path in paths for file in (sorted(path.rglob("*.*")) if path.is_dir() else [path])]
    texts = [file.read_text("utf-8") for file in files if file.suffix in (".md", ".txt")]
    if not texts:
        print(__doc__, file=sys.stderr)
        return 2
    bodies = [body(text) for text in texts]
    costs = [cost(text) for text in bodies]
    per_5000 = [c * 5000 / max(len(text), 500) for c, text in zip(costs, bodies, strict=True)]
    print(f"{'documents':>10}{'characters':>12}{'median ms':>11}{'p95 ms':>9}{'ms/5000':>9}{'budget':>8}")
    p95 = sorted(costs)[int(len(costs) * 0.95)]
    size = sum(map(len, bodies))
    print(f"{len(texts):>10}{size:>12,}{median(costs):>11.2f}{p95:>9.2f}{median(per_5000):>9.2f}{BUDGET:>8}")
    return 0


def body(text: str) -> str:
    """The text below its front matter."""
    return text.split("\n---\n", 1)[-1] if FENCE.match(text) else text


def cost(text: str) -> float:
    """CPU milliseconds, the best of three, so that what else the machine does counts little."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time_ns()
        document = read_document(text, "bench.md")
        best = min(best, (time.process_time_ns() - begin) / 1e6)
    if source_of(document) != text:
        raise SystemExit("a document was not read without loss")
    return best


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
