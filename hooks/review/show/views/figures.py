"""Figures as view data: wash steps, year strips, bars, stacked bars, and lists in parts. No style, only classes.

Widths are whole steps of twenty, shades whole steps of five, because style attributes are forbidden.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Generic, TypeVar

from review.show.pieces import Cut

WIDTHS = 20
SHADES = 5
FEW = 12
"""Pages of a list that all lead to each other."""
LIMIT = 200
"""No list on one page is longer; LOOKS: over 200 entries it is split."""

Row = TypeVar("Row", covariant=True)
Shown = TypeVar("Shown")


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """Five wash steps, each given by its lowest count."""

    lows: tuple[int, int, int, int, int]
    per: int = 1
    """What a count is divided by where it is printed: 10 where counts are tenths of an average."""

    @property
    def cut(self) -> bool:
        """Whether it is cut for one page."""
        return self != FIXED

    def step(self, count: int) -> int:
        """0 for nothing, else 1 to 5."""
        return sum(count >= low for low in self.lows)

    @property
    def samples(self) -> tuple[str, ...]:
        """A count of each step, the highest of it: 1, 3, 5, 8, 9."""
        return (*(self.said(after - 1) for after in self.lows[1:]), self.said(self.lows[-1]))

    @property
    def ranges(self) -> tuple[str, ...]:
        """The steps as the key prints them: 1, 2—3, 4—5, 6—8, 9 以上."""
        ends = ((low, after - 1) for low, after in pairwise(self.lows))
        closed = ("—".join(map(self.said, dict.fromkeys(pair))) for pair in ends)
        return (*closed, f"{self.said(self.lows[-1])} 以上")

    def said(self, count: int) -> str:
        """A count as it is printed."""
        return f"{count / self.per:.1f}" if self.per > 1 else f"{count}"


FIXED = Scale(lows=(1, 2, 4, 6, 9))
"""The scale of every page whose counts it can tell apart."""
MEDIAN, HIGHEST = 3, 9
"""It can up to these."""
BELOW = (0.30, 0.60, 0.80, 0.95)
"""The share of a page's counts that lies below each further step."""
DARKEST = 0.1
"""At most that share has the darkest step, unless more counts are alike."""


def scale(counts: Iterable[int]) -> Scale:
    """The scale of a page with these counts: cut so that its steps tell them apart, whatever their size."""
    found = sorted(count for count in counts if count)
    if not found or (median(found) <= MEDIAN and found[-1] <= HIGHEST):
        return FIXED
    lows = [1]
    for below in BELOW[:-1]:
        lows.append(_low(found, [count for count in found if count > lows[-1]], below) or lows[-1] + 1)
    above = [count for count in found if count > lows[-1]]
    rare = [count for count in above if len(found) - bisect_left(found, count) <= DARKEST * len(found)]
    lows.append(_low(found, rare or above[-1:], BELOW[-1]) or lows[-1] + 1)
    return Scale(lows=(lows[0], lows[1], lows[2], lows[3], lows[4]))


def _low(found: Sequence[int], candidates: Sequence[int], below: float) -> int:
    """Of the candidates the one below which the share of all that are found is the likest; 0 if there is none."""
    off = {count: abs(bisect_left(found, count) / len(found) - below) for count in candidates}
    return min(off, key=lambda count: (off[count], -count), default=0)


def even_scale(highest: int) -> Scale:
    """Five equal round steps up to `highest`, for drawings whose shade says what their height says."""
    if highest < 15:
        return FIXED
    width = next(
        digit * 10**power
        for power in range(12)
        for digit in (1, 2, 3, 4, 5, 6, 8)
        if digit * 10**power * SHADES >= highest
    )
    lows = [step * width + 1 for step in range(SHADES)]
    return Scale(lows=(lows[0], lows[1], lows[2], lows[3], lows[4]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Strip:
    """A row of small cells, one a year."""

    steps: tuple[int, ...]
    label: str
    """What it shows, in words: 2017、2019 年."""


def strip(counts: Mapping[int, int], years: Sequence[int], by: Scale | None = None) -> Strip:
    """The strip of `counts` over `years`; with no scale every year that counts has the middle step."""
    met = [year for year in years if counts.get(year)]
    steps = tuple((by.step(counts[year]) if by else 3) if counts.get(year) else 0 for year in years)
    return Strip(steps=steps, label="、".join(map(str, met)) + " 年" if met else "无")


def halves(rows: Sequence[Row]) -> tuple[Sequence[Row], ...]:
    """The rows of two columns, read downwards; one column for a single row."""
    half = (len(rows) + 1) // 2
    return tuple(column for column in (rows[:half], rows[half:]) if column)


def bar_width(count: int, most: int) -> int:
    """Length of a bar in twentieths of the longest; anything at all is at least one."""
    return max(1, round(WIDTHS * count / most)) if count else 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One of several counts of a kind."""

    label: str
    target: str
    """Where it leads; empty for nowhere."""
    count: int
    width: int
    lack: bool
    """It counts what is not there, and is hollow."""
    types: tuple[str, ...] = ()
    """Their ids, where it sums up types."""


def bars(counts: Sequence[tuple[str, str, int]], lack: str = "") -> tuple[Bar, ...]:
    """A bar for each label, target and count; `lack` is the label of the one that counts what is not there."""
    most = max((count for _, _, count in counts), default=0)
    return tuple(Bar(label=n, target=t, count=c, width=bar_width(c, most), lack=n == lack) for n, t, c in counts)


def stack(counts: Sequence[int]) -> tuple[int, ...]:
    """Shares in twentieths that add up to twenty (or to nothing); a part that counts has at least one."""
    total = sum(counts)
    if not total:
        return tuple(0 for _ in counts)
    exact = [WIDTHS * count / total for count in counts]
    shares = [max(1, int(share)) if count else 0 for share, count in zip(exact, counts, strict=True)]
    while sum(shares) != WIDTHS:
        by = 1 if sum(shares) < WIDTHS else -1
        able = [i for i, share in enumerate(shares) if share > 1 or (by > 0 and counts[i])]
        worst = max(able, key=lambda i: by * (exact[i] - shares[i]))
        shares[worst] += by
    return tuple(shares)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group(Generic[Row]):
    """Rows under one head."""

    key: str
    """ASCII, part of an address."""
    label: str
    rows: tuple[Row, ...]
    total: int
    """Rows under this head in the whole list, however it is split; 0 where it goes on from the page before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPart(Generic[Row]):
    """One page of a list that may be too long for one."""

    slug: str
    """Part of its address; empty for the first, which stands at the list's own."""
    label: str
    groups: tuple[Group[Row], ...]
    continues: bool = False
    """Whether its first rows go on from the page before, though they belong together."""
    goes_on: bool = False
    """Whether its last ones go on on the next page."""

    @property
    def count(self) -> int:
        """Rows of all its groups."""
        return sum(len(group.rows) for group in self.groups)

    def shown(self, row: Callable[[Row], Shown]) -> ListPart[Shown]:
        """The same with what `row` makes of each row."""
        groups = (Group(key=one.key, label=one.label, rows=tuple(map(row, one.rows)), total=one.total)
                  for one in self.groups)  # fmt: skip
        return ListPart(slug=self.slug, label=self.label, groups=tuple(groups), continues=self.continues,
                        goes_on=self.goes_on)  # fmt: skip


def grouped(
    rows: Iterable[Row], label: Callable[[Row], str], key: Callable[[Row], str] | None = None
) -> tuple[Group[Row], ...]:
    """Groups in the order in which their labels first come; keys are g1, g2, … unless `key` gives them."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(label(row), []).append(row)
    return tuple(
        Group(key=key(rows[0]) if key else f"g{number}", label=label, rows=tuple(rows), total=len(rows))
        for number, (label, rows) in enumerate(found.items(), 1)
    )


def parts(
    groups: Iterable[Group[Row]],
    limit: int = LIMIT,
    name: Callable[[Row], str] | None = None,
    material: Callable[[Row], str] | None = None,
    whole: Callable[[Row], str] | None = None,
) -> tuple[ListPart[Row], ...]:
    """Split a list into pages of at most `limit` rows: between groups where that is enough, else inside them.

    `name` says of a row what a page of a part of a group is named by; `material` the id of that which it is of, where
    pages end by these; `whole` the id of that whose rows are to stay on one page where they fit on one. An empty
    list is one empty page.
    """
    pages: list[list[Group[Row]]] = []
    for group in groups:
        pieces = list(_pieces(group.rows, limit, material, whole))
        for rows in pieces:
            piece = replace(group, rows=rows, total=group.total if rows is pieces[0] else 0)
            room = limit - sum(len(other.rows) for other in pages[-1]) if pages else 0
            if len(pieces) == 1 and len(rows) <= room:
                pages[-1].append(piece)
            else:
                pages.append([piece])
    often = Counter(page[0].key for page in pages)
    seen: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    found = [_part(page, often, seen, labels, name) for page in pages]
    for n in range(1, len(found) if whole else 0):
        if whole and whole(pages[n - 1][-1].rows[-1]) == whole(pages[n][0].rows[0]):
            found[n - 1 : n + 1] = replace(found[n - 1], goes_on=True), replace(found[n], continues=True)
    return tuple(found) or (ListPart(slug="", label="", groups=()),)


def _pieces(
    rows: tuple[Row, ...],
    limit: int,
    material: Callable[[Row], str] | None,
    whole: Callable[[Row], str] | None,
) -> Iterable[tuple[Row, ...]]:
    """Rows of one group in pieces of at most `limit`."""
    least = limit * 2 // 3
    if whole and len(rows) > limit:
        return Cut(least=least, most=limit, ends=2).whole_pieces(rows, whole, material or whole)
    if material and len(rows) > limit:
        return Cut(least=least, most=limit, ends=6).pieces(rows, material)
    return (rows[i : i + limit] for i in range(0, len(rows), limit))


def _part(
    page: list[Group[Row]],
    often: Counter[str],
    seen: Counter[str],
    labels: Counter[str],
    name: Callable[[Row], str] | None,
) -> ListPart[Row]:
    """党群部门—政府部门; if a group fills several pages, 镇（云台镇—青山镇）, or numbered: 2025 年（第 1 页）."""
    first, last = page[0], page[-1]
    label = first.label if first is last else f"{first.label}—{last.label}"
    slug = first.key if seen else ""
    seen[first.key] += 1
    turn = seen[first.key]
    if often[first.key] > 1:
        held = _span(name(first.rows[0]), name(last.rows[-1])) if name else f"第 {turn} 页"
        label = f"{label}（{held}"
        labels[label] += 1
        label += f"，第 {labels[label]} 页）" if labels[label] > 1 else "）"
        slug = f"{first.key}-{turn}" if turn > 1 else slug
    return ListPart(slug=slug, label=label, groups=tuple(page))


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first}—{last}"


def pager(
    listed: Sequence[ListPart[Row]], here: ListPart[Row], at: Callable[[str], str]
) -> list[tuple[str, int, str, bool]]:
    """The line that leads to the pages of a list: label, rows, address (`at` gives it), whether it is `here`.

    Rows are counted on the first page alone, else 0: an edit then makes that anew, and not all of them. Of many pages
    only the first leads to all; another to those beside it, and to where each group begins by the group's name: an
    edit that moves where a page ends then makes those beside it anew.
    """
    if here is listed[0] or len(listed) <= FEW:
        return [(part.label, part.count if here is listed[0] else 0, at(part.slug), part is here) for part in listed]
    place = next(n for n, part in enumerate(listed) if part is here)
    labels: dict[int, str] = {}
    for n, part in enumerate(listed):
        if abs(n - place) <= 1:
            labels[n] = part.label
        elif not n or part.groups[0].key != listed[n - 1].groups[0].key:
            own = part.groups[0].key == here.groups[0].key
            labels[n] = part.groups[0].label + "（开头）" * own
    return [(label, 0, at(listed[n].slug), n == place) for n, label in labels.items()]
