"""What one material gives by itself: itself, its place among the headings of its campaign, and its entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from review.keep.records import kept
from review.model import Answers, CanonicalHeading, Entry, Material, Problem, ProblemSum, SureProblem
from review.relate.listed import ToList, lists_of, sums_of


@kept
@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """What one material gives by itself: it depends on nothing but the material and the vocabulary."""

    material: Material
    year: int
    canonical: dict[str, CanonicalHeading]
    """By heading id."""
    entries: tuple[Entry, ...]
    """Its problems, causes and measures without what earlier materials say of them."""

    @property
    def sure(self) -> tuple[SureProblem, ...]:
        """Each problem whose type is sure."""
        return tuple((e.item_id, e.type.id, e.canonical.id if e.canonical else "")
                     for e in self.entries if e.type and not e.inferred)  # fmt: skip

    @property
    def answered(self) -> Answers:
        """How many of its problems have neither causes nor measures, measures alone, causes alone, both."""
        found = Counter(entry.answered for entry in self.entries if entry.sort is Problem)
        return found[False, False], found[False, True], found[True, False], found[True, True]

    @property
    def problems(self) -> Mapping[int, ProblemSum]:
        """What is counted of each of its problems, by its number among the entries."""
        return sums_of(self.entries)

    @property
    def listed(self) -> list[ToList]:
        """What it gives to the lists of the library."""
        return lists_of(self.material, self.canonical, self.entries)

    def entry(self, number: int, earlier: Mapping[str, tuple[str, ...]]) -> Entry:
        """One of its entries with the keys of the earlier ones, which are `earlier` by its own."""
        found = self.entries[number]
        return found.since(earlier[found.key]) if found.key in earlier else found

    def of(self, material: Material) -> Related:
        """The same of a material that says the same, but has its pictures."""
        return replace(self, material=material, entries=tuple(entry.of(material) for entry in self.entries))
