"""What the page of comparisons offers to choose from: every material, as it is called there, and its address."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from review.show import addresses
from review.show.views.notes import Index

FILE = "compare/materials.json"


def comparison_files(index: Index) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of the file: a list of [what a material is called, its address]."""
    library = index.library
    labels = [f"{index.units[m.unit].name} {index.post(m)} {index.year(m)}" for m in library.materials]
    often = Counter(labels)
    rows = [
        (f"{label} {m.title}" if often[label] > 1 else label, addresses.from_root(addresses.material(m)))
        for label, m in zip(labels, library.materials, strict=True)
    ]
    yield FILE, json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
