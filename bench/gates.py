"""What the gates cost on built sites.

    bench/gates.py SITE…

A site is a folder that `review build --out` wrote. Prints the CPU time of five runs a material (the median), and the
share of each part: reading, compressed copies, pages, other files, and links.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import statistics
import time
from pathlib import Path

from review.publish.csp import found_hashes
from review.publish.gates import check_site

PARTS = {"is_packed": "compressed", "read": "pages", "file": "other files", "broken": "links", "stylesheets": "styles"}
RUNS = 5


def seconds(site: Path, hashes: set[str]) -> float:
    """CPU time of one run."""
    began = time.process_time()
    found = list(check_site(site, hashes))
    assert not found, found[:3]
    return time.process_time() - began


def shares(site: Path, hashes: set[str]) -> dict[str, float]:
    """The share of each part in one run under the profiler, which makes calls dearer than they are."""
    with cProfile.Profile() as profile:
        list(check_site(site, hashes))
    stats = pstats.Stats(profile)
    rows = {(Path(file).name, name): row[3] for (file, _, name), row in stats.stats.items()}  # type: ignore[attr-defined]
    return {part: rows.get((home, name), 0) / stats.total_tt for name, part in PARTS.items()  # type: ignore[attr-defined]
            for home in ("gates.py", "leaks.py") if (home, name) in rows}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="+", type=Path)
    print("site, materials, ms a material, MB a second, shares")
    for site in parser.parse_args().site:
        hashes = set(found_hashes(site))
        materials = sum(1 for _ in (site / "materials").rglob("index.html"))
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
        cost = statistics.median(seconds(site, hashes) for _ in range(RUNS))
        parts = ", ".join(f"{part} {share:.0%}" for part, share in shares(site, hashes).items())
        print(f"{site.name}, {materials}, {1000 * cost / materials:.2f}, {size / cost:.0f}, {parts}")


if __name__ == "__main__":
    main()
