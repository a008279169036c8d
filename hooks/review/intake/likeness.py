"""How much two texts have in common, and what two documents are to each other by that and by whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from review.intake.clean import without_space
from review.intake.posts import may_be_one

PASSAGE = 8
"""Characters."""
CLAUSE = 8
"""Characters of the shortest clause by which texts are first brought together."""
_NO_LETTER = re.compile(r"[\W_]+")
_BREAK = re.compile(r"[，。；：！？、,.;:!?\s#]+")

ALIKE = 0.5
"""Share of the shorter text's passages in the longer one from which on both may be one document."""
WHOLE = 0.4
"""Share of the longer text's passages in the shorter one; below it they are alike in part only."""
PARTLY = 0.2
CORRECTED = 0.7
"""Share of the longer text's passages: from here on a file of the same name is that document, corrected."""
KEPT = 0.9
"""Or the shorter text is there as good as whole, and the longer one is no more than half as long again."""
NEARLY = 0.9
"""From here on it is asked of a file of the same name, whoever it is said to be from, whether a title was corrected."""
ALL = 0.97
"""And of a file of another name from here on."""
ENDING = 20
"""Letters by which the end of a text is found in another."""

Relation = Literal["corrected", "question", "other"]


@dataclass(frozen=True, slots=True)
class Whose:
    """What identifies a material; an empty text is not known."""

    title: str
    campaign: str = ""
    unit: str = ""
    author: str = ""
    """A post, or 班子."""

    def differs(self, other: Whose) -> tuple[str, ...]:
        """The fields that both know and that are not the same."""
        return tuple(f for f in ("campaign", "unit", "author") if _both(self, other, f) not in (None, True))

    def is_like(self, other: Whose) -> bool:
        """Whether all that identifies a material is known of both, and the same."""
        return all(_both(self, other, field) for field in ("campaign", "unit", "author"))


def _both(one: Whose, other: Whose, field: str) -> bool | None:
    a, b = getattr(one, field), getattr(other, field)
    if not a or not b:
        return None
    same_title = without_space(one.title) == without_space(other.title)  # else a post was corrected: that is asked
    return a == b or (field == "author" and same_title and may_be_one(a, b))


@dataclass(frozen=True)
class Text:
    """A text with whose it is, to be compared with others."""

    body: str
    whose: Whose

    @cached_property
    def passages(self) -> set[str]:
        """Every run of PASSAGE characters of what the writer wrote."""
        text = without_space(_own(self.body))
        return {text[i : i + PASSAGE] for i in range(max(1, len(text) - PASSAGE + 1))}

    @cached_property
    def clauses(self) -> set[str]:
        """Its clauses that are long enough to tell it from others."""
        return clauses(self.body)

    @cached_property
    def letters(self) -> str:
        """The text without all that is no letter: the same however it is set in Markdown."""
        return _NO_LETTER.sub("", self.body)


def clauses(body: str) -> set[str]:
    """The clauses of a text that are long enough to tell it from others."""
    return {clause for clause in _BREAK.split(_own(body)) if len(clause) >= CLAUSE}


def _own(body: str) -> str:
    """A body without title, section lines and headings: their words are prescribed, and everybody's."""
    return "\n".join(line for line in body.split("\n") if not line.startswith("#"))


def share(one: Text, other: Text) -> tuple[float, float]:
    """Share of common passages in the shorter and in the longer text, 0..1 each."""
    a, b = one.passages, other.passages
    common = len(a & b)
    return common / max(1, min(len(a), len(b))), common / max(1, max(len(a), len(b)))


def relation(new: Text, there: Text, *, same_name: bool) -> Relation:
    """What a new text is to one that is there.

    corrected: certainly the same document, put right; question: only a person can say whether it is the same or
    another; other: another document, whatever they have in common.
    """
    short, whole = share(new, there)
    differs = new.whose.differs(there.whose)
    if differs:
        if whole >= (NEARLY if same_name else ALL):
            return "question"
        return "other" if {"unit", "campaign"} & set(differs) or not _alike(short, whole) else "question"
    titled = same_title(new, there)
    certain = (new.whose.is_like(there.whose) and titled is not False) or (titled and whole >= NEARLY)
    if same_name and certain and (whole >= CORRECTED or (short >= KEPT and whole >= 0.66)):
        return "corrected"
    if _alike(short, whole) or (same_name and short >= PARTLY):
        return "question"
    known = new.whose.is_like(there.whose)
    return "question" if known and (same_name or short >= PARTLY) else "other"


def missing_behind(new: Text, there: Text) -> int:
    """How many letters stand in a text behind those that a new one ends with: some, where the new one was cut off."""
    end = new.letters[-ENDING:]
    at = there.letters.rfind(end)
    return len(there.letters) - at - len(end) if at >= 0 else 0


def _alike(short: float, whole: float) -> bool:
    return short >= ALIKE and whole >= WHOLE


def same_title(one: Text, other: Text) -> bool | None:
    """Whether both have the same title, spaces aside; None where one has none."""
    if not (one.whose.title and other.whose.title):
        return None
    return without_space(one.whose.title) == without_space(other.whose.title)
