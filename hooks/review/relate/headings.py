"""Which heading of a campaign a material's heading is, and how well all of them fit one."""

from __future__ import annotations

import re
from functools import lru_cache

from review.model import Campaign, CanonicalHeading, Document
from review.read.text.folding import letters

CONTAINED = 6
"""A phrase of so many characters may stand anywhere in a heading; a shorter one must be the whole heading."""
_BEFORE = re.compile("^(?:在|对照|关于|带头|坚决|班子|个人|自己)+")
_ASPECT = re.compile("(?<=..)(?<![两各几多个])方面")
"""Where a heading's name ends; 正反两方面经验 counts."""
_AFTER = re.compile("(?:的?情况|上|中|查?找差距|存在的?(?:主要|突出)?问题)$")


def match(document: Document, campaign: Campaign) -> dict[str, CanonicalHeading]:
    """The campaign's heading that each heading of `document` is, by heading id; free headings are left out."""
    matcher = _matcher(campaign)
    found = ((heading.id, matcher.best(heading.wording)) for heading in document.headings)
    return {id: best[0] for id, best in found if best}


def fit(wordings: list[str], campaign: Campaign) -> float:
    """How well a document's headings are the campaign's, 0..1."""
    return _matcher(campaign).fit(wordings)


class _Matcher:
    """A campaign's phrases, ready to compare."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.phrases = [
            (phrase, heading)
            for heading in campaign.headings
            for text in (*heading.phrases, heading.name, heading.wording)
            if (phrase := _core(letters(text)))
        ]
        self.phrases.sort(key=lambda one: -len(one[0]))
        places = range(len(self.phrases))
        self.anywhere = [(self.phrases[n][0], n) for n in places if len(self.phrases[n][0]) >= CONTAINED]
        self.whole = {self.phrases[n][0]: n for n in reversed(places)}

    def best(self, wording: str) -> tuple[CanonicalHeading, float] | None:
        """The heading with the longest phrase found in `wording`, and the phrase's share of the wording."""
        whole, core = _compared(wording)
        none = len(self.phrases)
        within = next((n for phrase, n in self.anywhere if phrase in whole), none)
        if (first := min(within, self.whole.get(core, none))) == none:
            return None
        phrase, heading = self.phrases[first]
        return heading, min(1.0, len(phrase) / len(core))

    def fit(self, wordings: list[str]) -> float:
        """How well these headings are the campaign's, 0..1: how many of both, and a little for longer phrases."""
        found = [best for best in map(self.best, wordings) if best]
        if not found:
            return 0.0
        share = len(found) / len(wordings)
        covered = len({heading.number for heading, _ in found}) / len(self.campaign.headings)
        closeness = sum(closeness for _, closeness in found) / len(found)
        return 2 * share * covered / (share + covered) * (0.9 + 0.1 * closeness)


@lru_cache(maxsize=64)
def _matcher(campaign: Campaign) -> _Matcher:
    return _Matcher(campaign)


@lru_cache(maxsize=1 << 10)
def _compared(wording: str) -> tuple[str, str]:
    """A wording's letters, and its core: every campaign of a vocabulary is held against the same few."""
    whole = letters(wording)
    return whole, _core(whole)


def _core(whole: str) -> str:
    """A heading without what stands around its name: 在带头…方面存在的问题."""
    name = _BEFORE.sub("", whole)
    end = _ASPECT.search(name)
    return _AFTER.sub("", name[: end.start()] if end else name)
