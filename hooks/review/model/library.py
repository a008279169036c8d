"""The library: where ids become objects, and every link exists in both directions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern
from typing import Literal, NamedTuple

from review.model.document import Cause, Heading, Item, Measure, Problem
from review.model.findings import Position
from review.model.history import History
from review.model.material import Material
from review.model.vocabulary import CanonicalHeading, ProblemType, Theme, Vocabulary

Audience = Literal["internal", "staff"]
ENTRY_DIGEST = 12
"""Bytes of the digest of what an entry says."""
BEGINNING = 120
"""Characters: more than lists show of what follows an opening."""
ItemSort = type[Item]
Answers = tuple[int, int, int, int]
SureProblem = tuple[str, str, str]
"""Its id in its material, its type's id, and that of the campaign's heading that it stands under; empty for another."""
Degree = Literal["stated", "sure", "inferred", "theme", "open"]
"""How sure the place of an item is: stated in front matter; sure, and counted; inferred, and marked; for a problem
its theme alone; or open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A link to another entry."""

    key: str
    """The other entry's key."""
    inferred: bool
    """False where front matter or the text itself states it."""


class ListedWords(NamedTuple):
    """What lists show of an item besides its opening."""

    number: int | None
    marker: str
    stop: str
    rest: str
    """Its first BEGINNING characters."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A place that an item may have."""

    place: ProblemType | Theme
    share: float
    """0..1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A problem, cause or measure in its context."""

    key: str
    """<material id>#<item id>, unique in the library."""
    material: Material
    item: Problem | Cause | Measure
    heading: Heading | None
    canonical: CanonicalHeading | None
    """The campaign's heading that `heading` is; None for a free heading, a cause or a measure."""
    theme: Theme | None
    """None: not classified."""
    type: ProblemType | None
    """For a problem; None: not classified."""
    degree: Degree
    suggestions: tuple[Suggestion, ...] = ()
    """For an editor: the likeliest places of an item without one, the best first."""
    problems: tuple[Reference, ...] = ()
    causes: tuple[Reference, ...] = ()
    measures: tuple[Reference, ...] = ()
    linked_themes: tuple[tuple[Theme | None, ...], ...] = ((), (), ())
    """Those of the problems, the causes and the measures that it is linked to."""
    earlier: tuple[str, ...] = ()
    """Recurrence (屡改屡犯): keys of the same unit's and author's problems of this type in earlier campaign years,
    oldest first, several of one year among them. A team is one author, each post another. Only among those whose
    types are sure."""

    @property
    def inferred(self) -> bool:
        """Whether a reader is told that theme or type may be wrong."""
        return self.degree not in ("stated", "sure")

    @property
    def sort(self) -> ItemSort:
        """Problem, Cause or Measure."""
        return type(self.item)

    @property
    def item_id(self) -> str:
        return self.item.id

    @property
    def opening(self) -> str:
        return self.item.opening

    @property
    def words(self) -> ListedWords:
        item = self.item
        return ListedWords(item.number, item.marker, item.stop, item.rest[:BEGINNING])

    @property
    def heading_id(self) -> str:
        """Empty without a heading."""
        return self.heading.id if self.heading else ""

    @property
    def heading_name(self) -> str:
        return self.heading.name if self.heading else ""

    @property
    def foremost(self) -> Reference | None:
        """Where lists name one problem of a cause or measure: the first that is stated, else the first inferred."""
        return min(self.problems, key=lambda reference: reference.inferred, default=None)

    @property
    def answered(self) -> tuple[bool, bool]:
        """Whether it is linked to causes, and to measures."""
        return bool(self.causes), bool(self.measures)

    def linked(self, sort: ItemSort) -> tuple[str, ...]:
        """The keys of the problems, causes or measures that it is linked to."""
        references = {Problem: self.problems, Cause: self.causes, Measure: self.measures}
        return tuple(reference.key for reference in references[sort])

    def themes(self, sort: ItemSort) -> tuple[Theme | None, ...]:
        """The themes of the problems, causes or measures that it is linked to."""
        return self.linked_themes[(Problem, Cause, Measure).index(sort)]

    def since(self, earlier: tuple[str, ...]) -> Entry:
        """The same with what was there in earlier years."""
        return replace(self, earlier=earlier)

    def of(self, material: Material) -> Entry:
        """The same in a material that says the same."""
        return replace(self, material=material)


def in_type(id: str) -> str:
    """The name of the list of all problems of a type; of those without one, whose id is empty."""
    return intern(f"type:{id}")


def in_heading(id: str) -> str:
    """The name of the list of all problems under a heading of a campaign."""
    return intern(f"heading:{id}")


def in_theme(id: str, sort: ItemSort) -> str:
    """The name of the list of all problems, causes or measures of a theme."""
    return intern(f"theme:{id}:{sort.__name__}")


class InList(NamedTuple):
    """What a list has of a material."""

    material: Material
    numbers: tuple[int, ...]
    """Of its entries, in the order of its document; a heading's list also has a material with none."""
    digest: bytes
    """Of all that the list shows of it."""
    under: tuple[OwnHeading, ...]
    """In a heading's list: its own headings that are that one."""


OwnHeading = tuple[str, bool, tuple[int, ...]]
"""A material's heading: its id, whether anything stands under it, and the numbers of its problems in the material."""


class ProblemSum(NamedTuple):
    """What is counted of a problem; its entry is not made out for that."""

    id: str
    """In its material."""
    opening: str
    inferred: bool
    theme: str
    """An id; empty for none, as the others are."""
    type: str
    canonical: str
    """The campaign's heading that it stands under."""
    causes: tuple[str, ...]
    """The theme of each of its causes."""
    measures: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A warning, as staff's site shows it."""

    rule: str
    title: str
    """What its rule is called."""
    message: str
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """All materials of one audience, related. What is of its entries may be worked out when it is first asked for."""

    audience: Audience
    as_of: datetime.date
    """The day that 逾期 is counted from and that the footer names."""
    vocabulary: Vocabulary
    materials: tuple[Material, ...]
    """By campaign year, then the roster's order, then post."""
    entries: Mapping[str, Entry]
    """By key, in the order of `materials` and of each document."""
    canonical: Mapping[str, CanonicalHeading]
    """By <material id>#<heading id>: the campaign's heading that a material's heading is."""
    listed: Mapping[str, Sequence[InList]] = field(default_factory=dict)
    """By the name of a list (`in_type`, `in_heading`, `in_theme`), in the library's order."""
    by_material: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    """All entries by material id, in the order of its document."""
    sure: Mapping[str, tuple[SureProblem, ...]] = field(default_factory=dict)
    """By material id: each problem whose type is sure."""
    problems: Mapping[str, Mapping[int, ProblemSum]] = field(default_factory=dict)
    """By material id, and by the number of each problem among its entries."""
    answered: Mapping[str, Answers] = field(default_factory=dict)
    """By material id: how many of its problems have neither causes nor measures, measures alone, causes alone, both."""
    counts: Mapping[str, Mapping[tuple[str, str], int]] = field(default_factory=dict)
    """By the name of a list, and by campaign and unit, how many entries it has; none where it has none."""
    by_unit: dict[str, tuple[Material, ...]] = field(default_factory=dict)
    by_campaign: dict[str, tuple[Material, ...]] = field(default_factory=dict)
    drafts: frozenset[tuple[str, str]] = frozenset()
    """Unit id and campaign id of every draft that is kept back; only staff's library knows of any."""
    history: History = History()
    """Empty where nobody asked for it."""
    remarks: tuple[Remark, ...] = ()
    """What is to be looked at; only staff's library has any, where somebody asked for its history."""
    digests: dict[str, bytes] = field(default_factory=dict)
    """By material id: a digest of all that its file gives by itself. Empty where nobody keeps what is made of it."""
    rooms: dict[str, int] = field(default_factory=dict)
    """By material id: bytes that its page may take, at most. What is not known is worked out."""
    outlines: dict[str, bytes] = field(default_factory=dict)
    """The same without its words: who and when, and how many items of which kind, where and of what."""

    def count(self, name: str) -> int:
        """How many entries a list has."""
        return sum(self.counts.get(name, {}).values())
