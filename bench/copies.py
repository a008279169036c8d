"""How many planted copies are found, and CPU time a material: `python bench/copies.py LIBRARY…`; budget 3 ms.

A library is a folder with materials/, vocabulary/ and truth.json, as the corpus writes it with --copies. What counts as
found: a pair of materials with a planted passage. `unplanted` are reported pairs without one, nor with one in common.
"""

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from review.read.library import read_library
from review.relate.as_of import as_of
from review.relate.copies.counted import Counting
from review.relate.copies.library import copies
from review.relate.library import relate


def measure(root: Path) -> str:
    reading = read_library(root)
    library = relate(reading.materials, reading.vocabulary, audience="staff", as_of=as_of(root, reading.materials))
    begun = time.process_time()
    counting = Counting(library.materials, library.vocabulary)
    counted = time.process_time()
    found = copies(library, counting)
    ended = time.process_time()
    pairs = {frozenset((copy.earlier.id, copy.later.id)) for copy in found}
    planted = json.loads((root / "truth.json").read_text("utf-8"))["copies"]
    truth = {frozenset((copy["from"], copy["to"])): copy["changed"] for copy in planted}
    every, hit = Counter(truth.values()), Counter(share for pair, share in truth.items() if pair in pairs)
    shares = "  ".join(f"{hit[share]}/{every[share]} of {share:.0%}" for share in sorted(every))
    each = [1000 * seconds / max(1, len(library.materials)) for seconds in (counted - begun, ended - counted)]
    return (f"{len(library.materials):9} {len(pairs):6} {len(pairs - set(truth) - _cousins(truth)):10} "
            f"{each[0]:13.2f} {each[1]:11.2f}  {shares}")


def _cousins(truth: dict[frozenset[str], float]) -> set[frozenset[str]]:
    """Pairs that were given copies by the same material."""
    near = defaultdict(set)
    for pair in truth:
        for id in pair:
            near[id] |= pair - {id}
    return {frozenset((one, other)) for ids in near.values() for one in ids for other in ids if one != other}


def main() -> None:
    print("materials  pairs  unplanted  counting ms/m  finding ms/m  found, by share of characters changed")
    for root in sys.argv[1:]:
        print(measure(Path(root)), flush=True)


if __name__ == "__main__":
    main()
