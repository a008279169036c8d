"""Dates as documents write them: 2021年12月31日, 二〇二一年, 2021.12, 2025年十月15日."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.read.text.folding import fold
from review.read.text.numerals import number_said
from review.read.text.ordinals import numeral

_YEAR = r"(?P<y>(?:19|20)\d\d|[二一][〇○零0九][〇○零一二三四五六七八九]{2})"
_MONTH = r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3}|元)"
_DAY = r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})"
_GAP = r"[ \t]*"
_DATE = re.compile(
    rf"(?<!\d){_YEAR}{_GAP}(?:年度?{_GAP}(?:{_MONTH}{_GAP}月份?(?:{_GAP}{_DAY}{_GAP}[日号])?)?"
    rf"|(?P<s>[.\-/])(?P<m2>\d{{1,2}})(?:(?P=s)(?P<d2>\d{{1,2}}))?(?![\d.]))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """A date found in a text, as far as it is stated."""

    year: int
    month: int | None
    day: int | None
    start: int
    end: int

    @property
    def date(self) -> datetime.date | None:
        """The day; None where the text states no day, or one that does not exist."""
        try:
            return datetime.date(self.year, self.month, self.day) if self.month and self.day else None
        except ValueError:
            return None


def dates(text: str) -> Iterator[Dated]:
    """Every date in `text`, in order; years alone only with 年 behind them."""
    for found in _DATE.finditer(fold(text)):
        year = number_said(found["y"])
        month, day = found["m"] or found["m2"], found["d"] or found["d2"]
        if 1949 <= year <= 2100:
            yield Dated(year=year, month=_number(month), day=_number(day), start=found.start(), end=found.end())


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    return 1 if text == "元" else numeral(text)
