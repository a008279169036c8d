"""What campaigns, entries and openings are called where there is little room."""

from __future__ import annotations

import re

from review.model import Campaign, Entry
from review.read.text.numerals import counting

NO_CAUSE, NO_MEASURE = "未剖析根源", "无对应措施"
"""What is said of a problem that has none."""
INFERRED = "（推定）"
"""Behind what nothing but a likeness says."""
NO_TYPE, NO_THEME = "未归类", "主题未定"
"""A problem without a type may still have a theme: two counts, and two words for them."""
ANSWERED = ("有根源，有措施", "只有措施", "只有根源", "都没有")
"""What the library says of a problem, in the order in which it is drawn."""
LISTED = 80
"""Characters of an opening that is listed among others; who wants all of it follows the link."""
_ID = re.compile(r"p(\d+)(?:x\d+)?-(\d+)")
_CLAUSE = re.compile(r"[，；：]")


def short(campaign: Campaign) -> str:
    """A campaign's name without what all campaigns share: 党史学习教育专题民主生活会 is 党史学习教育."""
    return campaign.name.removesuffix("民主生活会").removesuffix("专题") or campaign.name


def ordinal(entry: Entry) -> str:
    """How an entry is called within its document: 一 for c1 or m1, 2.1 for p2-1; empty without a number."""
    if match := _ID.fullmatch(entry.item_id):
        return f"{match[1]}.{match[2]}"
    number = entry.words.number
    return counting(number) if number and number < 100 else ""


def answered(entry: Entry) -> str:
    """Whether a problem is linked to causes and to measures: one of ANSWERED."""
    causes, measures = entry.answered
    return ANSWERED[2 * (not measures) + (not causes)]


def clause(opening: str) -> str:
    """The first clause of an opening, cut where it is very long."""
    return excerpt(_CLAUSE.split(opening, maxsplit=1)[0], LISTED)


def excerpt(text: str, length: int) -> str:
    """The beginning of `text`, at most about `length` characters, cut with …… where it goes on."""
    return text if len(text) <= length else text[: max(length - 2, 0)] + "……"
