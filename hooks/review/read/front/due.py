"""A measure's due date (完成时限) as offices write it: a day, a period, 立行立改 or 长期坚持."""

from __future__ import annotations

import calendar
import datetime
import re

from review.model import Due
from review.read.text.folding import squeeze
from review.read.text.ordinals import numeral

ALWAYS = ("立行立改", "长期坚持")
"""Words that are never overdue."""
FORMS = "年-月-日、立行立改、长期坚持或一段时间（2025年底前、2025年6月、一季度末）"
DAY = re.compile(r"(20[0-9]{2})-([0-9]{2})-([0-9]{2})")
PERIOD = re.compile(
    r"(?:(?P<year>20[0-9]{2})年度?)?"
    r"(?:(?P<month>1[0-2]|0?[1-9]|十?[一二]|[三四五六七八九十])月份?(?:(?P<day>[12][0-9]|3[01]|0?[1-9])[日号]|(?P<third>[上中下])旬)?"
    r"|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年|(?P<whole>全年|年)?)"
    r"(?:[底末内]|之内|以内)?(?:[之以]?前)?"
)
_QUARTERS = {sign: n for n, pair in enumerate(("一1", "二2", "三3", "四4"), 1) for sign in pair}
_THIRDS = {"上": 10, "中": 20}


def read_due(text: str, written: datetime.date) -> Due | None:
    """The due date that `text` gives in a material of the day `written`; None where it gives none.

    A period counts as its last day; one without a year is the first that ends on or after `written`.
    """
    if text in ALWAYS:
        return Due(text=text)
    if found := DAY.fullmatch(text):
        return _due(text, *map(int, found.groups()))
    found = PERIOD.fullmatch(squeeze(text))
    if not found or not any(found.group("month", "quarter", "half", "whole", "year")):
        return None
    month, day = _end(found)
    if found["year"]:
        return _due(text, int(found["year"]), month, day)
    due = _due(text, written.year, month, day)
    return due if due is None or due.last is None or due.last >= written else _due(text, written.year + 1, month, day)


def _end(found: re.Match[str]) -> tuple[int, int | None]:
    """Month and day that a period ends on; no day where it is the month's last."""
    if found["month"]:
        day = int(found["day"]) if found["day"] else _THIRDS.get(found["third"] or "")
        return numeral(found["month"]) or 0, day
    if found["quarter"]:
        return 3 * _QUARTERS[found["quarter"]], None
    return (6 if found["half"] == "上" else 12), None


def _due(text: str, year: int, month: int, day: int | None) -> Due | None:
    try:
        return Due(text=text, last=datetime.date(year, month, day or calendar.monthrange(year, month)[1]))
    except ValueError:
        return None
