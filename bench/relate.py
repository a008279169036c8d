"""CPU time of relating, a material: `python bench/relate.py LIBRARY…`; budget 2.7 ms, the same at any size.

A library is a folder with materials/ and vocabulary/, as the corpus writes it; reading it is not counted.
"""

import sys
import time
from pathlib import Path

from review.model import Library, Problem
from review.read.library import read_library
from review.relate.as_of import as_of
from review.relate.classify import Classifier
from review.relate.library import relate

RUNS = 3


def measure(root: Path) -> str:
    reading = read_library(root)
    day = as_of(root, reading.materials)
    times = []
    for _ in range(RUNS):
        begun = time.process_time()
        library = relate(reading.materials, reading.vocabulary, audience="internal", as_of=day)
        times.append(time.process_time() - begun)
    problems = [entry for entry in library.entries.values() if isinstance(entry.item, Problem)]
    linked = sum(bool(entry.causes or entry.measures) for entry in problems)
    placed = sum(entry.type is not None for entry in problems)
    each = min(times) * 1000 / max(1, len(reading.materials))
    return (f"{len(reading.materials):9} {len(library.entries):8} {each:12.2f} {_placing(library):12.3f} "
            f"{placed / max(1, len(problems)):7.0%} {linked / max(1, len(problems)):7.0%}")


def _placing(library: Library) -> float:
    """CPU ms to place an item; budget .15."""
    classifier = Classifier(library.vocabulary)
    begun = time.process_time()
    placed = sum(len(classifier.place(material.document).placements) for material in library.materials)
    return (time.process_time() - begun) * 1000 / max(1, placed)


def main() -> None:
    print("materials  entries  ms/material  placing/item  placed  linked")
    for root in sys.argv[1:]:
        print(measure(Path(root)), flush=True)


if __name__ == "__main__":
    main()
