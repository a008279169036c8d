"""What belongs together in two materials: headings by wording, theme and types, problems by type and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from review.model import CanonicalHeading, Entry, Heading, Material, Problem
from review.show.views.difference import Difference, all_clauses, difference
from review.show.views.notes import Index

LIKE = 0.4
"""Share of the letters from which two problems of no common type are the same one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class HeadingSide:
    """A heading on one side."""

    heading: Heading
    canonical: CanonicalHeading | None
    problems: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """Its short name, where it is one of the campaign's."""
        return self.canonical.name if self.canonical else self.heading.name

    @property
    def themes(self) -> frozenset[str]:
        """What it is about."""
        own = self.canonical.themes[:1] if self.canonical else ()
        return frozenset((*own, *(entry.theme.id for entry in self.problems if entry.theme)))


def heading_sides(index: Index, material: Material) -> Iterator[HeadingSide]:
    """The headings of a material, in its order."""
    problems: dict[str, list[Entry]] = defaultdict(list)
    for entry in index.entries.get(material.id, ()):
        if entry.sort is Problem and entry.heading:
            problems[entry.heading.id].append(entry)
    for heading in material.document.headings:
        canonical = index.library.canonical.get(f"{material.id}#{heading.id}")
        yield HeadingSide(heading=heading, canonical=canonical, problems=tuple(problems[heading.id]))


def paired_headings(left: Sequence[HeadingSide], right: Sequence[HeadingSide]) -> dict[int, HeadingSide]:
    """For each heading of the left by number the one of the right that it belongs with; the surest first."""
    scores = [(_score(one, other), -n, -k) for n, one in enumerate(left) for k, other in enumerate(right)]
    matched: dict[int, HeadingSide] = {}
    taken: set[int] = set()
    for score, n, k in sorted(scores, reverse=True):
        if score and -n not in matched and -k not in taken:
            matched[-n] = right[-k]
            taken.add(-k)
    return matched


def _score(one: HeadingSide, other: HeadingSide) -> int:
    """How well two headings go together: the same or like wording, types and themes that both have."""
    same = bool(one.canonical and other.canonical and one.canonical.wording == other.canonical.wording)
    types = [{entry.type.id for entry in side.problems if entry.type} for side in (one, other)]
    main = [side.canonical.themes[:1] if side.canonical else () for side in (one, other)]
    themes = 2 * (main[0] == main[1] != ()) + bool(one.themes & other.themes)
    return 100 * same + 3 * len(types[0] & types[1]) + themes + round(10 * alike(one.name, other.name))


def alike(one: str, other: str) -> float:
    """Share of the pairs of letters that two short names have in common, 0..1: 从严治党 and 管党治党 have 治党."""
    ours, theirs = ({a + b for a, b in pairwise(name) if (a + b).isalnum()} for name in (one, other))
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


Pairs = dict[str, tuple[Entry, Difference]]
"""For each problem of the left by key the one of the right that it is now, and what changed."""


def paired_problems(left: Sequence[HeadingSide], right: Sequence[HeadingSide], same: dict[int, HeadingSide]) -> Pairs:
    """The pairs of two materials: the same text before the same type before nearly the same words, and of each
    first what stands under headings that belong together, then whatever heading it moved to; the likest first."""
    ours, theirs = ([(n, entry) for n, side in enumerate(sides) for entry in side.problems] for sides in (left, right))
    number = {n: right.index(other) for n, other in same.items()}
    said = [[frozenset(all_clauses(problem_words(entry))) for _, entry in entries] for entries in (ours, theirs)]
    found = []
    for n, (heading, one) in enumerate(ours):
        for k, (under, other) in enumerate(theirs):
            of_type = one.type is not None and one.type is other.type
            if not of_type and said[0][n].isdisjoint(said[1][k]):
                continue
            changed = difference(problem_words(one), problem_words(other))
            if of_type or changed.likeness >= LIKE:
                fit = (changed.likeness == 1, of_type, number.get(heading) == under, changed.likeness, -n, -k)
                found.append((fit, one, other, changed))
    matched: Pairs = {}
    taken: set[str] = set()
    for _, one, other, changed in sorted(found, key=lambda f: f[0], reverse=True):
        if one.key not in matched and other.key not in taken:
            matched[one.key] = (other, changed)
            taken.add(other.key)
    return matched


def problem_words(entry: Entry) -> tuple[str, str]:
    """A problem's opening, and the rest of its text."""
    return entry.item.opening + entry.item.stop, "\n".join((entry.item.rest, *entry.item.paragraphs))
