"""Passages that a material has in common with another one (雷同): to be looked at by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from review.check.rules import finding
from review.check.settled import settled
from review.keep.folder import Folder
from review.model import Finding, Library, Material
from review.relate.copies.counted import Counting
from review.relate.copies.library import Copy, copies, copies_of
from review.relate.copies.marks import excerpts
from review.relate.copies.passages import WORTH

MANY = 8
"""From so many materials on it is quicker to compare the whole library once."""
BEGINS = 12


def check_copies(library: Library, chosen: Callable[[str], bool], kept: Folder | None = None) -> list[Finding]:
    """What the chosen materials (by path) have in common with any of the library, by file and line.

    `kept` has what is needed of materials that are as they were (relate/copies/kept.py).
    """
    asked = [material for material in library.materials if chosen(material.path)]
    if not asked:
        return []
    found = _by_id(copies(library)) if len(asked) > MANY else copies_of(asked, library, kept)
    findings = [
        remark
        for material in asked
        for copy in found.get(material.id, ())
        for remark in copy_remark(copy, material, library)
    ]
    return settled(findings, asked, of="copied-passage")


def _by_id(found: Iterable[Copy]) -> dict[str, list[Copy]]:
    """The pairs of each material."""
    pairs: dict[str, list[Copy]] = defaultdict(list)
    for copy in found:
        pairs[copy.earlier.id].append(copy)
        pairs[copy.later.id].append(copy)
    return pairs


def copy_remark(copy: Copy, material: Material, library: Library) -> Iterator[Finding]:
    """The remark at the longest passage of `material`, one of the two, where the passage is long enough."""
    side, other = (0, copy.later) if material.id == copy.earlier.id else (1, copy.earlier)
    longest = max(copy.passages, key=lambda passage: passage.common)
    if longest.common < WORTH:
        return
    counting = Counting((copy.earlier, copy.later), library.vocabulary, total=len(library.materials))
    first = excerpts(material, counting, longest, side)[0]
    begins = "".join(text for _, text in first.parts)[:BEGINS]
    message = (f"从“{begins}”起，与《{other.title}》（{other.path}）有 {copy.common} 字相同"
               f"（较短一份的 {copy.share:.0%}，{copy.relation}）；请核对。该一样的，用 review seen 记下理由。")
    yield finding("copied-passage", message, material.path, first.leaf.at.line)
