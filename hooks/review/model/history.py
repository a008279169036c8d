"""What became of the materials over time."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

DiffMark = Literal["same", "gone", "new"]
Alteration = Literal["changed", "new", "gone", "type", "ledger", "front"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Altered:
    """A part of a material that a change altered."""

    name: str
    """问题 2.1, 措施 3, 标题; 台账 of a measure: 措施 3."""
    what: Alteration
    at: str
    """A digest of the words that it, or the measure of the ledger, has afterwards."""
    new: int = 0
    """Letters that came, 0 where no words did."""
    gone: int = 0
    words: tuple[tuple[DiffMark, str], ...] = ()
    """The words, marked; none where they may not be told, or all of them changed."""
    values: tuple[tuple[str, str, str], ...] = ()
    """Of front matter and the ledger: key, old and new value; both empty where they may not be told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A change of one material, as this audience may know of it."""

    material: str
    """Its id."""
    date: datetime.date
    time: int
    """Seconds since 1970."""
    key: str
    """Names it, the same in every build."""
    first: bool
    """It came in, or could be seen from then on."""
    reason: str
    """The commit's subject; empty where it may not be told or is no Chinese."""
    counts: tuple[int, int, int] = (0, 0, 0)
    """Problems, causes and measures of one that came in."""
    altered: tuple[Altered, ...] = ()
    withheld: bool = False
    """It took out what should not be public: only items and counts are told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VocabularyChange:
    """What was changed on a day in a file of the vocabulary."""

    file: str
    """problems, units, campaigns, glossary."""
    date: datetime.date
    time: int
    """Seconds since 1970, of the last of these changes."""
    key: str
    """Names it, the same in every build."""
    reasons: tuple[str, ...]
    """The commits' subjects, those that may be told."""
    new: tuple[str, ...]
    changed: tuple[str, ...]
    """Ids, of the glossary words."""
    gone: int
    """How many were taken out; what they were called is not told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What git tells of a library to one audience."""

    changes: tuple[Change, ...] = ()
    """Newest first."""
    words: tuple[VocabularyChange, ...] = ()
    """Of the vocabulary, newest first."""
    said: tuple[str, ...] = ()
    """What of it is not known and why, each a sentence in Chinese."""
