"""CPU time of relating, a material: `python bench/relate.py LIBRARY…`; budget 2.7 ms, the same at any size.

A library is a folder with materials/ and vocabulary/, as the corpus writes it; reading it is not counted. Where it has
a truth.json, the last column says how many items have their true theme.
"""

import json
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
            f"{placed / max(1, len(problems)):7.0%} {linked / max(1, len(problems)):7.0%} {_right(root, library)}")


def _right(root: Path, library: Library) -> str:
    path = root / "truth.json"
    if not path.exists():
        return f"{'-':>7}"
    right = wanted = 0
    for name, material in json.loads(path.read_text("utf-8"))["materials"].items():
        items = {f"p{h['n']}-{n}": item for h in material["headings"] for n, item in enumerate(h["problems"], 1)}
        items |= {f"{part[0]}{n}": item for part in ("causes", "measures") for n, item in enumerate(material[part], 1)}
        for id, item in items.items():
            entry = library.entries.get(f"{name}#{id}")
            right += bool(entry and entry.theme and entry.theme.id == item["theme"])
            wanted += 1
    return f"{right / max(1, wanted):7.1%}"


def _placing(library: Library) -> float:
    """CPU ms to place an item; budget .15."""
    classifier = Classifier(library.vocabulary)
    begun = time.process_time()
    placed = sum(len(classifier.place(material.document).placements) for material in library.materials)
    return (time.process_time() - begun) * 1000 / max(1, placed)


def main() -> None:
    print("materials  entries  ms/material  placing/item  placed  linked   right")
    for root in sys.argv[1:]:
        print(measure(Path(root)), flush=True)


if __name__ == "__main__":
    main()
