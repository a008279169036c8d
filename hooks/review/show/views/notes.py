"""What stands in the margin of an entry: its type, the entries it is linked to, its ledger, its recurrence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from review.model import (
    Campaign,
    Cause,
    Change,
    Entry,
    LedgerEntry,
    Library,
    Material,
    Measure,
    Problem,
    ProblemType,
    Reference,
    Unit,
    in_type,
)
from review.relate.ledger import MeasureState, registered
from review.relate.office import speaker
from review.show import addresses
from review.show.views import tally
from review.show.views.names import NO_CAUSE, NO_MEASURE, NO_THEME, clause, ordinal
from review.show.views.state import measure_state
from review.show.views.statistics import Statistics, statistics
from review.show.views.told import Told

SHOWN = 5
"""More references than these stand in a closed list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chip:
    """The type of a problem or the theme of a cause.

    Not with its count in the library, which stands on the page it leads to: here, one problem more would change all
    pages that have the type.
    """

    target: str
    name: str
    inferred: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A reference as the margin shows it."""

    target: str
    ordinal: str
    """一 or 2.1; empty where the entry is in another document than the page's."""
    label: str
    inferred: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MarginLinks:
    """The references of one kind: the first five, and the rest."""

    label: str
    shown: tuple[Link, ...]
    rest: tuple[Link, ...]
    lack: str = ""
    """What is said where there is none, if the gap is the finding."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Margin:
    """The margin of one entry."""

    chip: Chip | None
    links: tuple[MarginLinks, ...]
    ledger: LedgerEntry | None
    state: str
    """已完成, 推进中, 未启动, 逾期; empty without a ledger."""
    again: tuple[tuple[int, str], ...]
    """Year and place of the same author's earlier problems of this type, the last of each year."""


@dataclass(frozen=True)
class Index:
    """Look-ups and counts over a library that every page needs; each is worked out once."""

    library: Library

    @cached_property
    def told(self) -> Told:
        """What materials and entries say, as digests."""
        return Told(self.library)

    @cached_property
    def statistics(self) -> Statistics:
        """The library in figures."""
        return statistics(self.library)

    @cached_property
    def recurrences(self) -> tuple[tally.Recurrence, ...]:
        """All of the library."""
        return tally.recurrences(self.library)

    @cached_property
    def frequent(self) -> Mapping[str, Counter[ProblemType]]:
        """By campaign id: how many problems of each type it has."""
        found: dict[str, Counter[ProblemType]] = defaultdict(Counter)
        for type in (type for theme in self.library.vocabulary.themes for type in theme.types):
            for (campaign, _), count in self.library.counts.get(in_type(type.id), {}).items():
                found[campaign][type] += count
        return found

    @cached_property
    def speakers(self) -> Mapping[tuple[str, str, str], Sequence[Material]]:
        """The materials of each author, in the library's order."""
        found: dict[tuple[str, str, str], list[Material]] = defaultdict(list)
        for material in self.library.materials:
            found[speaker(material)].append(material)
        return found

    @cached_property
    def themes(self) -> Mapping[str, str]:
        """Their names by id; what is said of what has none, under no id."""
        return {theme.id: theme.name for theme in self.library.vocabulary.themes} | {"": NO_THEME}

    @cached_property
    def ledger_states(self) -> Mapping[str, Sequence[MeasureState]]:
        """How far the measures in the ledger are, by the id of the theme under which that lists them."""
        found: dict[str, list[MeasureState]] = defaultdict(list)
        for row in registered(self.library):
            theme = (row.under or row.measure).theme
            if theme and row.state:
                found[theme.id].append(row.state)
        return found

    @cached_property
    def _materials(self) -> dict[str, Material]:
        return {material.id: material for material in self.library.materials}

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.library.vocabulary.units}

    @cached_property
    def campaigns(self) -> dict[str, Campaign]:
        return {campaign.id: campaign for campaign in self.library.vocabulary.campaigns}

    @cached_property
    def entries(self) -> Mapping[str, Sequence[Entry]]:
        """By material id."""
        return self.library.by_material

    @cached_property
    def changes(self) -> Mapping[str, Sequence[Change]]:
        """By material id, newest first."""
        found: dict[str, list[Change]] = defaultdict(list)
        for change in self.library.history.changes:
            found[change.material].append(change)
        return found

    def year(self, material: Material) -> int:
        return self.campaigns[material.campaign].year

    @cached_property
    def last_year(self) -> Mapping[str, int]:
        """By material id: the last year from which its author has a material."""
        last = [(max(map(self.year, those)), those) for those in self.speakers.values()]
        return {m.id: year for year, those in last for m in those}

    def post(self, material: Material) -> str:
        """Who speaks: the post, or 班子."""
        return material.author or material.kind

    def notes(self, entry: Entry, *, chip: bool = True, ordinals: bool = True, lacks: bool = False) -> Margin:
        """The margin of `entry`; with ordinals on its own page, with lacks where a gap is the finding."""
        ledger = entry.material.ledger.get(entry.item_id) if entry.sort is Measure else None
        return Margin(
            chip=self._chip(entry) if chip else None,
            links=tuple(
                self._links(label, references, lack if lacks else "", ordinals)
                for kind, label, references, lack in (
                    (Problem, "问题", entry.problems, ""),
                    (Cause, "根源", entry.causes, NO_CAUSE),
                    (Measure, "措施", entry.measures, NO_MEASURE),
                )
                if entry.sort is not kind and (references or lacks)
            ),
            ledger=ledger,
            state=measure_state(ledger, self.library) if ledger else "",
            again=self.again(entry),
        )

    def again(self, entry: Entry) -> tuple[tuple[int, str], ...]:
        """Year and place of the same author's earlier problems of this type, the last of each year."""
        return tuple(dict(map(self._again, entry.earlier)).items())

    def _chip(self, entry: Entry) -> Chip | None:
        if entry.type:
            target, name = addresses.problem(entry.type.id), entry.type.name
        elif entry.theme and entry.sort is Cause:
            target, name = addresses.theme(entry.theme.id, "causes"), entry.theme.name
        else:
            return None
        return Chip(target=target, name=name, inferred=entry.inferred)

    def _links(self, label: str, references: Sequence[Reference], lack: str, ordinals: bool) -> MarginLinks:
        links = tuple(self._link(reference, ordinals) for reference in references)
        cut = SHOWN if len(links) > SHOWN else len(links)
        return MarginLinks(label=label, shown=links[:cut], rest=links[cut:], lack=lack)

    def _link(self, reference: Reference, ordinals: bool) -> Link:
        entry = self.library.entries[reference.key]
        return Link(
            target=addresses.item(entry),
            ordinal=ordinal(entry) if ordinals else "",
            label=clause(entry.opening),
            inferred=reference.inferred,
        )

    def _again(self, key: str) -> tuple[int, str]:
        """Of a list there are hundreds, each in a material of which nothing else is asked."""
        id, _, item_id = key.rpartition("#")
        material = self._materials[id]
        return self.year(material), addresses.place(material, item_id)


def inferred(notes: Margin) -> bool:
    """Whether any link in a margin is inferred, so that the page needs the key."""
    return bool(notes.chip and notes.chip.inferred) or any(
        link.inferred for links in notes.links for link in (*links.shown, *links.rest)
    )
