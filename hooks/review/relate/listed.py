"""The lists that a library has of its entries: of a type, a heading, a theme. Each is made out when it is asked for.

What a material gives to each of them is known without its entries, so that nothing of a list is made that is not
looked at, and whether it shows what it did is known before.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from review.model import (
    ENTRY_DIGEST,
    CanonicalHeading,
    Cause,
    Entry,
    InList,
    Material,
    Measure,
    OwnHeading,
    Problem,
    ProblemSum,
    in_heading,
    in_theme,
    in_type,
)
from review.relate.outline import entry_digests, front_of

ToList = tuple[str, tuple[int, ...], bytes, tuple[OwnHeading, ...]]
"""What a material gives to a list: the list's name, and as of `InList`."""


def lists_of(
    material: Material, canonical: Mapping[str, CanonicalHeading], entries: Sequence[Entry]
) -> list[ToList]:
    """What a material gives to each list that has any of it."""
    numbers: dict[str, list[int]] = defaultdict(list)
    said: dict[str, list[object]] = defaultdict(lambda: [front_of(material)])
    under: dict[str, dict[str, list[int]]] = defaultdict(dict)
    filled = {heading.id: heading.filled for heading in material.headings}
    for id, heading in canonical.items():
        numbers[in_heading(heading.id)] = []
        said[in_heading(heading.id)].append(id)
        under[in_heading(heading.id)][id] = []
    digests = entry_digests(material, entries)
    for number, entry in enumerate(entries):
        for name in _lists(entry):
            numbers[name].append(number)
            said[name].append(digests[entry.item_id])
        if entry.canonical:
            under[in_heading(entry.canonical.id)][entry.heading_id].append(number)
    return [
        (name, tuple(those), _digest(said[name]),
         tuple((id, filled[id], tuple(own)) for id, own in under[name].items()))
        for name, those in numbers.items()
    ]  # fmt: skip


def sums_of(entries: Iterable[Entry]) -> dict[int, ProblemSum]:
    """What is counted of each problem of a material, by its number among the entries."""
    return {number: _sum(entry) for number, entry in enumerate(entries) if entry.sort is Problem}


def _sum(entry: Entry) -> ProblemSum:
    causes, measures = (tuple(one.id if one else "" for one in entry.themes(sort)) for sort in (Cause, Measure))
    theme, type, canonical = (one.id if one else "" for one in (entry.theme, entry.type, entry.canonical))
    return ProblemSum(entry.item_id, entry.opening, entry.inferred, theme, type, canonical, causes, measures)


def _lists(entry: Entry) -> Iterator[str]:
    """The names of the lists in which an entry stands."""
    if entry.theme:
        yield in_theme(entry.theme.id, entry.sort)
    if entry.sort is Problem:
        yield in_type(entry.type.id if entry.type else "")
        if entry.canonical:
            yield in_heading(entry.canonical.id)


def _digest(said: object) -> bytes:
    return hashlib.blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=ENTRY_DIGEST).digest()


def by_list(given: Iterable[tuple[Material, Iterable[ToList]]]) -> dict[str, Sequence[InList]]:
    """What each list has of materials, by its name, in their order."""
    found: dict[str, list[InList]] = defaultdict(list)
    for material, lists in given:
        for name, numbers, digest, under in lists:
            found[name].append(InList(material, numbers, digest, under))
    return {**found}


def list_counts(some: Iterable[InList]) -> Mapping[tuple[str, str], int]:
    """How many entries a list has, by campaign and unit."""
    found = Counter[tuple[str, str]]()
    for given in some:
        if given.numbers:
            found[given.material.campaign, given.material.unit] += len(given.numbers)
    return found
