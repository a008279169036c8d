"""All pairs of materials of a library that agree somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from review.keep.folder import Folder
from review.model import Library, Material
from review.relate.copies.counted import Counting
from review.relate.copies.kept import kept_grams
from review.relate.copies.near import Nearby
from review.relate.copies.passages import CopiedPassage, copied_passages
from review.relate.copies.seeds import seeds
from review.relate.office import speaker

CopyRelation = Literal["不同单位", "同单位不同职务", "同一职务前后两年", "同一职务不同人"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Copy:
    """Two materials that agree in at least one passage."""

    earlier: Material
    later: Material
    """By date; of one day, in the library's order."""
    passages: tuple[CopiedPassage, ...]
    """Places are numbers of the letters that count (counted.py), the earlier material's first."""
    of: int
    """Letters that count in the shorter of the two."""

    @property
    def common(self) -> int:
        """Letters that are the same."""
        return sum(passage.common for passage in self.passages)

    @property
    def relation(self) -> CopyRelation:
        """What the two are to each other; nobody writes twice for one campaign."""
        if self.earlier.unit != self.later.unit:
            return "不同单位"
        if speaker(self.earlier) != speaker(self.later):
            return "同单位不同职务"
        return "同一职务不同人" if self.earlier.campaign == self.later.campaign else "同一职务前后两年"

    @property
    def share(self) -> float:
        """`common` of `of`, 0..1."""
        return self.common / self.of


def looked(copy: Copy) -> tuple[str, ...]:
    """Why it is as it should be, in the words of who looked at it and noted it as seen."""
    return tuple(s.why for m in (copy.later, copy.earlier) for s in m.seen if s.rule == "copied-passage")


def copies(library: Library, counting: Counting | None = None) -> tuple[Copy, ...]:
    """All pairs of materials that agree somewhere, the largest share first. `counting` where it is at hand."""
    return among(library.materials, counting or Counting(library.materials, library.vocabulary))


def copies_of(asked: Sequence[Material], library: Library, kept: Folder | None) -> dict[str, tuple[Copy, ...]]:
    """The pairs that each of these materials of the library makes with others, by its id; for a few told quickly.

    What is everyone's is known of the materials that are near it alone. The others' grams are taken from `kept`.
    """
    grams = kept_grams(library, kept)
    numbers = {material.id: n for n, material in enumerate(library.materials)}
    nearby = Nearby(grams, [numbers[material.id] for material in asked])
    return {one.id: _copies_with(one, nearby.of(numbers[one.id]), library) for one in asked}


def _copies_with(material: Material, near: Iterable[int], library: Library) -> tuple[Copy, ...]:
    held = [material, *(library.materials[n] for n in sorted(near))]
    found = among(held, Counting(held, library.vocabulary, total=len(library.materials)))
    return tuple(copy for copy in found if material.id in (copy.earlier.id, copy.later.id))


def among(materials: Iterable[Material], counting: Counting) -> tuple[Copy, ...]:
    """All pairs of these materials that agree somewhere, the largest share first."""
    ordered = sorted(materials, key=lambda material: material.date)
    texts = [counting.text(material) for material in ordered]
    found = []
    for pair in seeds(texts):
        first, second = texts[pair.first], texts[pair.second]
        if agree := copied_passages(first, second, pair.places):
            earlier, later = ordered[pair.first], ordered[pair.second]
            found.append(Copy(earlier=earlier, later=later, passages=agree, of=min(len(first), len(second))))
    return tuple(sorted(found, key=lambda copy: (-copy.share, copy.earlier.id, copy.later.id)))
