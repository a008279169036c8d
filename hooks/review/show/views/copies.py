"""What the page of copies (雷同) shows: pairs of materials that agree, the largest share first. For staff only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from review.model import Campaign, Library, Material, Unit
from review.relate.copies.counted import KINDS, Counting, Uncounted
from review.relate.copies.library import Copy, copies, looked
from review.relate.copies.marks import Excerpt, Mark, excerpts
from review.relate.copies.passages import WORTH, CopiedPassage
from review.show import addresses
from review.show.views.listing import ListPart, grouped, parts
from review.show.views.names import ordinal, short

BANDS = ((0.6, "60 % 以上", 5), (0.45, "45—60 %", 4), (0.3, "30—45 %", 3), (0.0, "不到 30 %", 1))
"""No share is officially too much, so none is left out: lowest share, words, wash step."""
OPENED = 2
"""Passages that are shown of a pair, the longest."""
EXCERPT = 240
"""Characters of a passage that are shown; a whole material may be copied, and by many."""
PAIRS = 40
"""On a page: some 5 KB each."""
PHRASES = 40
"""Set phrases that are listed, the most frequent."""
LONG = 6
"""Characters of a set phrase that is worth listing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """One of the two materials of a pair."""

    unit: Unit
    material: Material
    campaign: str
    year: int
    target: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPassage:
    """A passage as both materials have it."""

    common: int
    sides: tuple[ShownPlace, ShownPlace]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPlace:
    """A passage as one material has it."""

    ordinal: str
    """Of the problem, cause or measure that it begins in; may be empty."""
    target: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two materials that agree."""

    id: str
    """Of its place on the page."""
    share: int
    """Percent of the letters that count in the shorter one."""
    step: int
    common: int
    relation: str
    sides: tuple[Side, Side]
    """The earlier one first."""
    passages: tuple[ShownPassage, ...]
    more: int
    """Passages that are not shown."""
    looked: tuple[str, ...]
    """Why it is as it should be, in the words of who looked at it."""
    remarked: bool
    """Whether it is long enough for a remark (check/copies.py), and so for a note of who looked at it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncounting:
    """What does not count, and how many letters it is."""

    kind: Uncounted
    letters: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Copies:
    """All pairs, on one page or several."""

    parts: tuple[ListPart[Pair], ...]
    pairs: int
    materials: int
    units: int
    uncounted: tuple[Uncounting, ...]
    phrases: tuple[str, ...]


def copies_view(library: Library) -> Copies:
    """All pairs of the library."""
    counting = Counting(library.materials, library.vocabulary)
    found = copies(library, counting)
    both = [material for copy in found for material in (copy.earlier, copy.later)]
    names = _Names(library)
    bands = grouped([_pair(f"c{n}", copy, counting, names) for n, copy in enumerate(found, 1)], _band)
    phrases = sorted(counting.phrases, key=lambda phrase: (-counting.seen[phrase], phrase))
    return Copies(
        parts=parts(bands, PAIRS),
        pairs=len(found),
        materials=len({material.id for material in both}),
        units=len({material.unit for material in both}),
        uncounted=tuple(Uncounting(kind=kind, letters=counting.uncounted[kind]) for kind in KINDS),
        phrases=tuple(phrase for phrase in phrases if len(phrase) >= LONG)[:PHRASES],
    )


class _Names:
    def __init__(self, library: Library) -> None:
        self._units = {unit.id: unit for unit in library.vocabulary.units}
        self._entries = library.entries
        self._campaigns: dict[str, Campaign] = {campaign.id: campaign for campaign in library.vocabulary.campaigns}

    def side(self, material: Material) -> Side:
        campaign = self._campaigns[material.campaign]
        return Side(
            unit=self._units[material.unit],
            material=material,
            campaign=short(campaign),
            year=campaign.year,
            target=addresses.material(material),
        )

    def place(self, material: Material, found: tuple[Excerpt, ...]) -> ShownPlace:
        id = found[0].leaf.id
        entry = self._entries.get(f"{material.id}#{id}")
        target = f"{addresses.material(material)}#{id}"
        return ShownPlace(ordinal=ordinal(entry) if entry else "", target=target, excerpts=found)


def _pair(id: str, copy: Copy, counting: Counting, names: _Names) -> Pair:
    longest = sorted(copy.passages, key=lambda passage: -passage.common)[:OPENED]
    return Pair(
        id=id,
        share=int(100 * copy.share),
        step=next(step for least, _, step in BANDS if copy.share >= least),
        common=copy.common,
        relation=copy.relation,
        sides=(names.side(copy.earlier), names.side(copy.later)),
        passages=tuple(_passage(copy, counting, passage, names) for passage in longest),
        more=len(copy.passages) - len(longest),
        looked=looked(copy),
        remarked=longest[0].common >= WORTH,
    )


def _passage(copy: Copy, counting: Counting, passage: CopiedPassage, names: _Names) -> ShownPassage:
    one = names.place(copy.earlier, _begun(excerpts(copy.earlier, counting, passage, 0)))
    other = names.place(copy.later, _begun(excerpts(copy.later, counting, passage, 1)))
    return ShownPassage(common=passage.common, sides=(one, other))


def _begun(found: tuple[Excerpt, ...]) -> tuple[Excerpt, ...]:
    """The beginning of a passage, and that it goes on."""
    left, kept = EXCERPT, list[Excerpt]()
    for excerpt in found:
        shown = list[tuple[Mark, str]]()
        for mark, text in excerpt.parts:
            shown.append((mark, text[:left]))
            left -= len(text)
            if left < 0:
                return (*kept, replace(excerpt, parts=(*shown, ("uncounted", "……"))))
        kept.append(replace(excerpt, parts=tuple(shown)))
    return tuple(kept)


def _band(pair: Pair) -> str:
    return next(words for least, words, _ in BANDS if pair.share >= 100 * least)
