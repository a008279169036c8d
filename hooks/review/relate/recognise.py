"""Which campaign a document belongs to: by the set of its headings, and by what its title says of year and meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass

from review.model import Campaign, Document, Vocabulary
from review.read.text.dates import dates
from review.read.text.folding import squeeze
from review.relate.headings import fit

DOUBT = 0.3
"""A campaign whose headings fit worse than this (0..1) is no guess at all."""
YEAR, OTHER_YEAR = 1.2, 0.7
"""How much better or worse a campaign fits a document whose title names its year, or 2024年度 of another year."""
MEETING, OTHER_MEETING = 1.1, 0.85
"""The same for 民主生活会 and 组织生活会, whose headings may be alike."""
SURER = 0.25
"""How much surer a campaign is when the title names its year."""
AGAINST = 0.5
"""The most that a campaign is sure when the title names another year."""
BY_TITLE = 0.5
"""How sure it is where the title alone tells, as no campaign fits by its headings."""
_MEETING = re.compile("民主生活会|组织生活会")
_REVIEWED = re.compile(r"年度")
_NAMES = re.compile("生活会|对照检查|检视剖析|党性分析")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recognised:
    """The campaign of a document, as far as it can be told."""

    campaign: Campaign | None
    confidence: float
    """0..1."""
    reason: str
    """In Chinese."""


UNKNOWN = Recognised(campaign=None, confidence=0.0, reason="各个方面对不上任何一次活动")


def recognise(document: Document, vocabulary: Vocabulary) -> Recognised:
    """The campaign that a document belongs to.

    The set of headings decides, for the name and the year are often missing, masked or shared; the title's year and
    meeting, behind a slogan or a colon too and in figures of either kind, tell between those that fit.
    """
    title = _title(document)
    wordings = [heading.wording for heading in document.headings]
    fits = [fit(wordings, campaign) * _by_title(title, campaign) for campaign in vocabulary.campaigns]
    second, best = sorted([0.0, 0.0, *fits])[-2:]
    if best < DOUBT:
        return _by_title_alone(title, vocabulary)
    if second == best:
        return UNKNOWN
    confidence = round(min(1.0, best) * (1 - max(0.0, second / best - 0.5)), 2)
    return _checked(vocabulary.campaigns[fits.index(best)], confidence, title, len(wordings))


def _title(document: Document) -> str:
    """The title, or the first short line that names a review."""
    if document.title:
        return squeeze(document.title)
    lines = (squeeze(p.text) for p in (*document.front, *document.preamble)[:5] if len(p.text) < 60)
    return next((line for line in lines if _NAMES.search(line)), "")


def _checked(campaign: Campaign, confidence: float, title: str, headings: int) -> Recognised:
    """What the headings say, held against the year in the title."""
    reason = f"{headings} 个方面对应{campaign.year}年“{campaign.label}”"
    years = {date.year for date in dates(title)}
    if years and not years & {campaign.year, campaign.year + 1}:
        reason = f"{reason}，但标题写的是 {min(years)} 年"
        return Recognised(campaign=campaign, confidence=min(AGAINST, confidence), reason=reason)
    if campaign.year in years:
        confidence, reason = round(min(1.0, confidence + SURER), 2), f"{reason}，标题的年份也相符"
    return Recognised(campaign=campaign, confidence=confidence, reason=reason)


def _by_title(title: str, campaign: Campaign) -> float:
    """How much better or worse a campaign fits for what the title says."""
    factor = 1.0
    years = {date.year for date in dates(title)}
    if campaign.year in years:
        factor *= YEAR
    elif years and _REVIEWED.search(title):
        factor *= OTHER_YEAR
    said, held = _MEETING.search(title), _MEETING.search(campaign.name)
    if said and held:
        factor *= MEETING if said[0] == held[0] else OTHER_MEETING
    return factor


def _by_title_alone(title: str, vocabulary: Vocabulary) -> Recognised:
    """The one campaign of the year and meeting that the title names; a proposal only."""
    years, said = {date.year for date in dates(title)}, _MEETING.search(title)
    if not said or not _REVIEWED.search(title):
        return UNKNOWN
    found = [c for c in vocabulary.campaigns if c.year in years and said[0] in c.name]
    if len(found) != 1:
        return UNKNOWN
    reason = f"标题写的是{found[0].year}年度{said[0]}，各个方面对不上"
    return Recognised(campaign=found[0], confidence=BY_TITLE, reason=reason)
