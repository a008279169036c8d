"""What a megabyte of each hostile text costs that looks for numbers and marks.

    bench/private.py [BYTES]

The texts are those of tests/test_linear.py, grown out of the package's own patterns. Prints CPU seconds a megabyte of
the slowest twenty, each the better of two runs.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from review.check.private import private

sys.path.append(str(Path(__file__).parents[1] / "tests"))
import test_linear


def texts() -> dict[str, str]:
    """What is repeated, by its name."""
    chosen = random.Random(12)
    found = {repr(again): again for again in (*test_linear.TEXTS, *test_linear.ITEMS)}
    for pattern, name in test_linear.patterns().items():
        if name.startswith("review.check.private."):
            found |= {f"{name} {again!r}": again for _, again in test_linear.hostile(pattern, chosen)}
    return found


def cost(text: str) -> float:
    """CPU seconds that one look takes."""
    began = time.process_time()
    for _ in private(text):
        pass
    return time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bytes", nargs="?", type=int, default=100_000)
    size = parser.parse_args().bytes
    used = {}
    for name, again in texts().items():
        text = again * (size // len(again.encode()) + 1)
        used[name] = min(cost(text), cost(text)) * 1e6 / size
    for name in sorted(used, key=lambda name: -used[name])[:20]:
        print(f"{used[name]:6.2f}  {name}")


if __name__ == "__main__":
    main()
