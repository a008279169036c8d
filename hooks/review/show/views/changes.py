"""What is new, by day: what came in, what was corrected, how the ledger went on, what became of the vocabulary."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import Literal, get_args

from review.model import Altered, Change, Entry, Library, Material
from review.relate.as_of import CHINA
from review.relate.ledger import registered
from review.show import addresses
from review.show.views.history import WITHHELD, anchors, came, ledger_step, summary
from review.show.views.listing import Group
from review.show.views.names import INFERRED
from review.show.views.rewordings import rewordings

ChangeKind = Literal["新收", "更正", "整改", "词表"]
KINDS: tuple[ChangeKind, ...] = get_args(ChangeKind)
WORDS = {"新收": "新收材料", "更正": "更正", "整改": "整改台账", "词表": "词表"}
SLUGS = {"新收": "new", "更正": "corrected", "整改": "ledger", "词表": "vocabulary"}
UNIT_WORDS = {"新收": "份", "更正": "次", "整改": "项", "词表": "次"}
MOST = 5
"""More of one kind on a day are one row with its units."""
UNITS = 5
"""Units that are named at once."""
LISTED = 60
"""That many stand in their month, each to be opened; more have a page of their own."""
HOME = 6
"""Rows of the home page."""
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """One thing that is new."""

    date: datetime.date
    time: int
    """Seconds since 1970."""
    key: str
    kind: ChangeKind
    unit: str
    campaign: str
    """Ids, of its material; empty of the vocabulary."""
    title: str
    """The material's title, or the measure's opening."""
    target: str
    said: str
    amount: str
    against: str = ""
    """What is said of the problem that a measure answers."""
    late: bool = False
    """A measure that was overdue from that day on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayNews:
    """What is new of one kind on one day: row by row, or too many of them by unit."""

    kind: ChangeKind
    news: tuple[News, ...]
    by_unit: tuple[Group[News], ...] = ()
    """By unit, as the roster has them; only of too many."""

    @property
    def slug(self) -> str:
        """2026-01-09-new; part of an address."""
        return f"{self.news[0].date}-{SLUGS[self.kind]}"

    @property
    def listed(self) -> bool:
        """Whether each can be opened in its month, or only on a page of its own."""
        return len(self.news) <= LISTED

    @property
    def most(self) -> list[Group[News]]:
        """The units, those with the most first."""
        return sorted(self.by_unit, key=lambda group: -group.total)

    @property
    def time(self) -> int:
        return max(one.time for one in self.news)

    @property
    def late(self) -> int:
        """How many are overdue from that day on."""
        return sum(one.late for one in self.news)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day on which something is new."""

    date: datetime.date
    blocks: tuple[DayNews, ...]

    @property
    def count(self) -> int:
        return sum(len(block.news) for block in self.blocks)

    @property
    def weekday(self) -> str:
        """星期三."""
        return f"星期{WEEKDAYS[self.date.weekday()]}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """A month in which something is new."""

    slug: str
    """2026-01; part of an address."""
    days: tuple[Day, ...]

    @property
    def label(self) -> str:
        return f"{int(self.slug[:4])} 年 {int(self.slug[5:])} 月"

    @property
    def counts(self) -> tuple[tuple[ChangeKind, int], ...]:
        """By kind, those that there are."""
        found = Counter(dict.fromkeys(KINDS, 0))
        for day in self.days:
            for block in day.blocks:
                found[block.kind] += len(block.news)
        return tuple((kind, count) for kind, count in found.items() if count)

    @property
    def count(self) -> int:
        return sum(day.count for day in self.days)


def news(library: Library) -> list[News]:
    """All that is new, newest first; nothing where git tells nothing."""
    materials = {material.id: material for material in library.materials}
    places: dict[str, dict[str, str]] = {}
    found: list[News] = []
    for change in library.history.changes:
        material = materials[change.material]
        if any(one.what == "ledger" for one in change.altered) and material.id not in places:
            places[material.id] = anchors(material)
        found += _news(library, change, material, places.get(material.id, {}))
    if library.history.changes:
        begun = min(change.date for change in library.history.changes)
        found += (one for one in _late(library) if one.date >= begun)
    found += _of_vocabulary(library)
    return sorted(found, key=lambda one: (one.date, one.time), reverse=True)


def _news(library: Library, change: Change, material: Material, places: dict[str, str]) -> Iterator[News]:
    page = addresses.material(material)
    ledger = [one for one in change.altered if one.what == "ledger" and not change.withheld]
    rest = [one for one in change.altered if one not in ledger]
    if change.first or rest:
        yield News(
            date=change.date,
            time=change.time,
            key=change.key,
            kind="新收" if change.first else "更正",
            unit=material.unit,
            campaign=material.campaign,
            title=material.title,
            target=page if change.first else f"{page}#history",
            said="" if change.first else "；".join(filter(None, (_reason(change), *summary(rest, library.vocabulary)))),
            amount=came(change) if change.first else f"{len(rest)} 处",
        )
    for n, one in enumerate(ledger):
        yield _of_ledger(library, change, material, one, f"{change.key}{n}", places.get(one.at, ""))


def _reason(change: Change) -> str:
    return WITHHELD if change.withheld else change.reason


def _of_ledger(library: Library, change: Change, material: Material, one: Altered, key: str, id: str) -> News:
    entry = library.entries.get(f"{material.id}#{id}")
    return News(
        date=change.date,
        time=change.time,
        key=key,
        kind="整改",
        unit=material.unit,
        campaign=material.campaign,
        title=entry.opening if entry else f"{material.title}，{one.name}",
        target=addresses.item(entry) if entry else addresses.material(material),
        said=ledger_step(one),
        amount="",
        against=_against(library, entry),
    )


def _against(library: Library, measure: Entry | None) -> str:
    if not measure or not (foremost := measure.foremost):
        return ""
    return f"针对{INFERRED * foremost.inferred}：{library.entries[foremost.key].opening}"


def _of_vocabulary(library: Library) -> Iterator[News]:
    for one, row in rewordings(library):
        yield News(date=one.date, time=one.time, key=one.key, kind="词表", unit="", campaign="", title=row.title,
                   target=row.target, said=row.said, amount=row.amount)  # fmt: skip


def _late(library: Library) -> Iterator[News]:
    """Measures that are overdue, on the day on which that began."""
    for row in registered(library):
        if row.state == "逾期" and row.ledger and row.ledger.due.last:
            date = row.ledger.due.last + datetime.timedelta(days=1)
            yield News(
                date=date,
                time=int(datetime.datetime.combine(date, datetime.time(), CHINA).timestamp()),
                key=f"late {row.measure.key}",
                kind="整改",
                unit=row.measure.material.unit,
                campaign=row.measure.material.campaign,
                title=row.measure.opening,
                target=addresses.item(row.measure),
                said=f"期限 {row.ledger.due.text}",
                amount="",
                against=_against(library, row.measure),
                late=True,
            )


def months(library: Library, found: Iterable[News]) -> tuple[Month, ...]:
    """By month, newest first."""
    return tuple(
        Month(slug=slug, days=tuple(days(library, of_month)))
        for slug, of_month in groupby(found, lambda one: f"{one.date.year:04}-{one.date.month:02}")
    )


def days(library: Library, found: Iterable[News]) -> Iterator[Day]:
    """By day, newest first."""
    for date, of_day in groupby(found, attrgetter("date")):
        held = list(of_day)
        blocks = (_block(library, kind, [one for one in held if one.kind == kind]) for kind in KINDS)
        yield Day(date=date, blocks=tuple(block for block in blocks if block.news))


def _block(library: Library, kind: ChangeKind, found: Sequence[News]) -> DayNews:
    if len(found) <= MOST:
        return DayNews(kind=kind, news=tuple(found))
    names = {unit.id: unit.name for unit in library.vocabulary.units}
    held: dict[str, list[News]] = defaultdict(list)
    for one in found:
        held[one.unit].append(one)
    by_unit = (Group(key=id, label=name, rows=tuple(held[id]), total=len(held[id]))
               for id, name in names.items() if id in held)  # fmt: skip
    return DayNews(kind=kind, news=tuple(found), by_unit=tuple(by_unit))


def changed(library: Library) -> tuple[Material, ...]:
    """The materials of which anything is new: their units and campaigns have feeds."""
    ids = {change.material for change in library.history.changes}
    return tuple(material for material in library.materials if material.id in ids)


def newest(library: Library) -> tuple[tuple[str, Day, DayNews], ...]:
    """What the home page lists: the newest, one row a day and kind, each with where the day stands."""
    found = months(library, news(library))
    rows = (
        (f"{addresses.changes(month.slug if month is not found[0] else '')}#d{day.date}", day, block)
        for month in found
        for day in month.days
        for block in day.blocks
    )
    return tuple(islice(rows, HOME))
