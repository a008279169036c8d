"""What scripts of pages load: files of rows beside the pages, each a pure function of the library."""

from __future__ import annotations

from collections.abc import Iterator

from review.model import Library
from review.show.data import comparisons, feeds, glossary, ledger, statistics


def files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of each file."""
    yield from ledger.ledger_files(library)
    yield from feeds.feed_files(library)
    yield from statistics.statistics_files(library)
    yield from comparisons.comparison_files(library)
    yield from glossary.glossary_files(library)
