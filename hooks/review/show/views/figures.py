"""Figures as view data: wash steps, year strips, bars and stacked bars. No style, only classes.

Widths are whole steps of twenty, shades whole steps of five, because style attributes are forbidden.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeVar

WIDTHS = 20
SHADES = 5

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
