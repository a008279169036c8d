"""What the clerk states on the command line, held against the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.intake.outcome import ANSWERS
from review.intake.prepare import Given
from review.intake.run import Options
from review.model import Campaign, Unit, Vocabulary
from review.read.yaml.fields import nearest


class UnknownValue(ValueError):
    """A campaign or unit that the vocabulary does not have; the message names what it has, in Chinese."""


def campaign_of(id: str, vocabulary: Vocabulary) -> Campaign:
    """The campaign with this id. Raises UnknownValue."""
    found = vocabulary.campaign(id)
    if found is None:
        raise UnknownValue(f"没有活动“{id}”；可用的有 {'、'.join(c.id for c in vocabulary.campaigns)}")
    return found


def unit_of(name: str, vocabulary: Vocabulary) -> Unit:
    """The unit with this name, alias or id. Raises UnknownValue."""
    found = vocabulary.unit(name)
    if found is None:
        hint = nearest(name, (n for u in vocabulary.units for n in (u.name, *u.aliases)))
        raise UnknownValue(f"名册里没有单位“{name}”{hint}；新的单位请先加到 vocabulary/units.yml")
    return found


def options_from(words: Mapping[str, Any], vocabulary: Vocabulary) -> Options:
    """The options of `review import` as its command line gives them. Raises UnknownValue."""
    given = {key: words[key] for key in ("author", "kind") if words[key]}
    if words["campaign"]:
        campaign = campaign_of(words["campaign"], vocabulary)
        given |= {"campaign": campaign.id, "year": str(campaign.year)}
    if words["unit"]:
        given["unit"] = unit_of(words["unit"], vocabulary).name
    if words["date"]:
        given["date"] = str(words["date"].date())
    answers = frozenset(answer for answer in ANSWERS if words[answer])
    return Options(answers=answers, given=Given(values=given, by_name=words["by_name"]))
