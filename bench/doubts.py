#!/usr/bin/env python3
"""How well the reader's margin warns: by threshold, which wrongly read documents it names, and how often it is right.

    bench/doubts.py FOLDER...      folders with cases NN.txt and NN.json (bench/weights.py), as they are or changed

A document is wrong where any opening, heading or kind of section is. It is flagged where the best other reading of any
token that counts is less than the threshold behind, as doubts.py measures it. Prints precision and recall, and how many
documents are flagged.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "hooks"))

from weights import cases, right

from review.read.structure.decode import BEAM, decode
from review.read.structure.doubts import least_margin
from review.read.structure.weights import WEIGHTS

THRESHOLDS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


def main(arguments: list[str]) -> int:
    found = cases([Path(a) for a in arguments if Path(a).is_dir()])
    if not found:
        print(__doc__, file=sys.stderr)
        return 2
    judged = []
    for case in found:
        hits, of = right(case, WEIGHTS, BEAM)
        judged.append((least_margin(decode(case.run)), hits < of))
    wrong = sum(bad for _, bad in judged)
    print(f"{len(judged)} documents, {wrong} wrong\n{'below':>6}{'flagged':>9}{'precision':>11}{'recall':>8}")
    for threshold in THRESHOLDS:
        flagged = [bad for margin, bad in judged if margin < threshold]
        precision = sum(flagged) / max(1, len(flagged))
        print(f"{threshold:>6}{len(flagged):>9}{precision:>11.2f}{sum(flagged) / max(1, wrong):>8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
