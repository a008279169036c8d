"""Precompress a built site, so that a small server need not."""

from __future__ import annotations

import gzip
from pathlib import Path

from review.publish.far import files_below

TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
SMALLEST = 1024
"""Bytes: below this a file fits one packet either way."""


def compress(site: Path) -> int:
    """Write NAME.gz beside every text file that gains by it; equal bytes give equal bytes. Returns their number."""
    written = 0
    for path in sorted(files_below(site)):
        source = site / path
        if not path.endswith(TEXT) or source.stat().st_size < SMALLEST:
            continue
        plain = source.read_bytes()
        packed = gzip.compress(plain, 6, mtime=0)
        if len(packed) < 0.9 * len(plain):
            source.with_name(source.name + ".gz").write_bytes(packed)
            written += 1
    return written
