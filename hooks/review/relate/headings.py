"""Which heading of a campaign a material's heading is, and which campaign a document belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from review.model import Campaign, CanonicalHeading, Document, Vocabulary
from review.read.folding import fold

CONTAINED = 6
"""A phrase of so many characters may stand anywhere in a heading; a shorter one must be the whole heading."""
DOUBT = 0.3
"""A campaign that fits worse than this (0..1) is no guess at all."""

_BEFORE = re.compile("^(?:在|对照|关于|带头|坚决|班子|个人|自己)+")
_AFTER = re.compile("(?:的?情况|上|中|存在的?(?:主要|突出)?问题)$")


def match(document: Document, campaign: Campaign) -> dict[str, CanonicalHeading]:
    """The campaign's heading that each heading of `document` is, by heading id; free headings are left out."""
    found = ((heading.id, _best(heading.wording, campaign)) for heading in document.headings)
    return {id: best[0] for id, best in found if best}


def guess_campaign(document: Document, vocabulary: Vocabulary) -> tuple[Campaign | None, float]:
    """The campaign whose headings the document has, and how sure that is, 0..1.

    The set of headings decides, for the name and the year are often missing, masked or shared.
    """
    wordings = [heading.wording for heading in document.headings]
    fits = sorted(((_fit(wordings, c), c) for c in vocabulary.campaigns), key=lambda fit: -fit[0])
    if not fits or fits[0][0] < DOUBT:
        return None, 0.0
    (best, campaign), second = fits[0], fits[1][0] if len(fits) > 1 else 0.0
    if second == best:
        return None, 0.0
    return campaign, round(min(1.0, best) * (1 - max(0.0, second / best - 0.5)), 2)


def _fit(wordings: list[str], campaign: Campaign) -> float:
    """How well these headings are the campaign's: found of both, and a little for longer phrases."""
    found = [best for best in (_best(wording, campaign) for wording in wordings) if best]
    if not found:
        return 0.0
    share = len(found) / len(wordings)
    covered = len({heading.number for heading, _ in found}) / len(campaign.headings)
    closeness = sum(closeness for _, closeness in found) / len(found)
    return 2 * share * covered / (share + covered) * (0.9 + 0.1 * closeness)


@lru_cache(maxsize=4096)
def _best(wording: str, campaign: Campaign) -> tuple[CanonicalHeading, float] | None:
    """The heading with the longest phrase found in `wording`, and the phrase's share of the wording."""
    whole = _letters(wording)
    core = _core(whole)
    best, longest = None, 0
    for heading, phrases in _phrases(campaign):
        for phrase in phrases:
            fits = phrase in whole if len(phrase) >= CONTAINED else phrase == core
            if fits and len(phrase) > longest:
                best, longest = heading, len(phrase)
    return (best, min(1.0, longest / len(core))) if best else None


@lru_cache(maxsize=256)
def _phrases(campaign: Campaign) -> tuple[tuple[CanonicalHeading, tuple[str, ...]], ...]:
    """The phrases of each heading, its name and its wording among them, ready to compare."""
    return tuple(
        (h, tuple({p for text in (*h.phrases, h.name, h.wording) if (p := _core(_letters(text)))}))
        for h in campaign.headings
    )


def _letters(text: str) -> str:
    """The folded text without punctuation and white space."""
    return "".join(c for c in fold(text).casefold() if c.isalnum())


def _core(letters: str) -> str:
    """A heading without what stands around its name: 在带头…方面存在的问题."""
    name = _BEFORE.sub("", letters)
    end = name.find("方面")
    return _AFTER.sub("", name[:end] if end > 1 else name)
