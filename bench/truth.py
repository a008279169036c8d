"""What plain substring search finds in a library of any size: all its passages as one text, their facets as numbers."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from review.model import Library, Material
from review.show.search.fold import Folding
from review.show.search.passages import PARTS, passages
from review.spread import cores

ASK = 'async question => (await import("/assets/search/client.js")).ask(question)'
Passage = tuple[str, str, str, str, dict[str, str]]
"""Its page, its anchor, its paragraphs and cells folded and parted by NUL, its source, and its facets' values."""


def folded_passages(library: Library) -> list[Passage]:
    """All passages of `library`, folded on all cores: that takes as long as indexing them."""
    folding = Folding(library.vocabulary.terms)
    found = cores(partial(_of_material, library, folding), range(len(library.materials)))
    return [passage for of_one in found for passage in of_one]


def _of_material(library: Library, folding: Folding, number: int) -> list[Passage]:
    return list(_passages(library, folding, library.materials[number]))


def _passages(library: Library, folding: Folding, material: Material) -> Iterator[Passage]:
    year = next(one.year for one in library.vocabulary.campaigns if one.id == material.campaign)
    for p in passages(material, library):
        values = {"part": PARTS[p.part], "year": str(year), "campaign": material.campaign, "heading": p.heading,
                  "unit": material.unit, "post": material.author, "kind": material.kind}  # fmt: skip
        folded = "\0".join(folding.fold(part) for part in re.split("[\n\t]", p.text))
        yield f"materials/{material.id}/", p.anchor, folded, p.text, values


class Truth:
    """The passages of a library, to be searched."""

    def __init__(self, folding: Folding, found: list[Passage]) -> None:
        self.folding, self.found = folding, found
        self.text = "\1".join(passage[2] for passage in found)
        lengths = [len(passage[2]) + 1 for passage in found]
        self.starts = np.cumsum([0, *lengths[:-1]])
        self.facets: dict[str, tuple[list[str], np.ndarray]] = {}
        for facet in found[0][4]:
            names = sorted({passage[4][facet] for passage in found})
            number = {name: n for n, name in enumerate(names)}
            self.facets[facet] = names, np.array([number[passage[4][facet]] for passage in found])

    def terms(self, query: str) -> list[str]:
        """The parts of a query, folded, each once."""
        return list(dict.fromkeys(filter(None, map(self.folding.fold, query.split()))))

    def find(self, query: str, filters: dict[str, list[str]]) -> tuple[dict[int, int], dict[tuple[str, str], int]]:
        """Passages with their number of occurrences, and the count of every facet value that is not 0.

        A value's count is what choosing it gives: the filters of all facets but its own apply.
        """
        each = [self._count(term) for term in self.terms(query)]
        sums = np.where(np.all(np.array(each) > 0, axis=0), np.sum(each, axis=0), 0)
        fits = {f: np.isin(codes, [n for n, name in enumerate(names) if name in filters[f]])
                for f, (names, codes) in self.facets.items() if f in filters}  # fmt: skip
        counts = {}
        for facet, (names, codes) in self.facets.items():
            others = [fit for f, fit in fits.items() if f != facet]
            held = np.bincount(codes, weights=np.where(np.all(others, axis=0), sums, 0), minlength=len(names))
            counts |= {(facet, names[n]): int(held[n]) for n in np.flatnonzero(held) if names[n]}
        kept = np.where(np.all(list(fits.values()), axis=0), sums, 0)
        return {int(n): int(kept[n]) for n in np.flatnonzero(kept)}, counts

    def _count(self, term: str) -> np.ndarray:
        """How often each passage has it; no occurrence runs from one into the next, which a mark parts."""
        at = np.fromiter((found.start() for found in re.finditer(re.escape(term), self.text)), np.int64)
        return np.bincount(np.searchsorted(self.starts, at, "right") - 1, minlength=len(self.found))


def exact(page: Any, truth: Truth, query: str, answer: dict[str, Any]) -> bool:
    """Whether totals, facet counts and the set of passages are those of plain substring search."""
    filters: dict[str, list[str]] = {}
    if not truth.terms(query):
        return answer["terms"] == 0
    if "instead" in answer:  # what the query names, as its words stand nowhere
        if truth.find(query, {})[0]:
            print("wrong:", query, answer["instead"], file=sys.stderr)
            return False
        query, filters = answer["instead"]["query"], answer["instead"]["filters"]
        if not truth.terms(query):
            return True
    expected, counts = truth.find(query, filters)
    places = [truth.found[number][:2] for number in expected]
    shown = {(f, line["value"]): line["count"] for f, lines in answer["facets"].items() for line in lines}
    totals = (answer["occurrences"], answer["materials"], answer["passages"])
    wanted = (sum(expected.values()), len({page for page, _ in places}), len(expected))
    same = totals == wanted and {key: n for key, n in shown.items() if n} == counts
    if same and len(expected) <= 400:
        question = {"query": query, "filters": filters, "sort": "year", "from": 0, "count": 400}
        hits = page.evaluate(ASK, question)["hits"]
        same = {(h["page"], h["anchor"]) for h in hits} == set(places)
    if not same:
        print("wrong:", query, totals, len(expected), file=sys.stderr)
    return same
