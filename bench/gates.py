"""What the gates cost on built sites.

    bench/gates.py SITE…

A site is a folder that `review build --out` wrote. Prints CPU milliseconds a material, the median of five runs: of
reading the files, of the facts of pages, of other files and of packed copies, of holding them against each other, and
of packing, which the gates look at but do not do.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import time
from pathlib import Path

from review.publish.compress import LEVEL, SMALLEST, TEXT
from review.publish.csp import found_hashes
from review.publish.facts import Facts, Reader
from review.publish.far import files_below
from review.publish.gates import judged

RUNS = 5
PARTS = ("read", "pages", "others", "packed", "judged", "gates", "packing")


def run(site: Path, hashes: set[str]) -> dict[str, float]:
    """Seconds of each part in one run."""
    used = dict.fromkeys(PARTS, 0.0)
    reader, facts = Reader(), dict[str, Facts]()
    for path in sorted(files_below(site)):
        began = time.process_time()
        data = (site / path).read_bytes()
        used["read"] += time.process_time() - began
        part = "packed" if path.endswith(".gz") else "pages" if path.endswith(".html") else "others"
        began = time.process_time()
        facts[path] = reader.facts(path, data)
        used[part] += time.process_time() - began
        began = time.process_time()
        if path.endswith(TEXT) and len(data) >= SMALLEST:
            gzip.compress(data, LEVEL, mtime=0)
        used["packing"] += time.process_time() - began
    began = time.process_time()
    faults = list(judged(facts, hashes))
    used["judged"] = time.process_time() - began
    assert not faults, faults[:3]
    used["gates"] = sum(used[part] for part in PARTS[:5])
    return used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="+", type=Path)
    print(f"{'site':20}  materials  {'  '.join(f'{part:>7}' for part in PARTS)}")
    for site in parser.parse_args().site:
        hashes = set(found_hashes(site))
        materials = sum(1 for _ in (site / "materials").rglob("index.html"))
        runs = [run(site, hashes) for _ in range(RUNS)]
        row = (1000 * statistics.median(one[part] for one in runs) / materials for part in PARTS)
        print(f"{site.name:20}  {materials:9}  {'  '.join(f'{value:7.2f}' for value in row)}")


if __name__ == "__main__":
    main()
