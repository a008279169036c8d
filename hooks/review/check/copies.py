"""Passages that a material has in common with another one (雷同): to be looked at by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from review.check.rules import finding
from review.check.settled import settled
from review.model import Finding, Library, Material
from review.relate.copies.counted import Counting
from review.relate.copies.library import Copy, copies, copies_of
from review.relate.copies.marks import excerpts
from review.relate.copies.passages import WORTH

MANY = 8
"""From so many materials on it is quicker to compare the whole library once."""
BEGINS = 12


def check_copies(library: Library, chosen: Callable[[str], bool]) -> list[Finding]:
    """What the chosen materials (by path) have in common with any of the library, by file and line."""
    asked = [material for material in library.materials if chosen(material.path)]
    whole = copies(library) if len(asked) > MANY else None
    findings = [
        remark
        for material in asked
        for copy in (copies_of(material, library) if whole is None else whole)
        for remark in copy_remark(copy, material, library)
    ]
    return settled(findings, asked, of="copied-passage")


def copy_remark(copy: Copy, material: Material, library: Library) -> Iterator[Finding]:
    """The remark at the longest passage of `material`, where it is one of the two and the passage is long enough."""
    if material.id not in (copy.earlier.id, copy.later.id):
        return
    side, other = (0, copy.later) if material.id == copy.earlier.id else (1, copy.earlier)
    longest = max(copy.passages, key=lambda passage: passage.common)
    if longest.common < WORTH:
        return
    counting = Counting((copy.earlier, copy.later), library.vocabulary, total=len(library.materials))
    first = excerpts(material, counting, longest, side)[0]
    begins = "".join(text for _, text in first.parts)[:BEGINS]
    message = (f"从“{begins}”起，与 {other.path} 有 {copy.common} 字相同（较短一份的 {copy.share:.0%}，"
               f"{copy.relation}）；请核对。该一样的，用 review seen 记下理由。")
    yield finding("copied-passage", message, material.path, first.leaf.at.line)
