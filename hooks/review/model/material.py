"""A material: a document with what its front matter says of it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from review.model.document import Document
from review.model.findings import Position

Visibility = Literal["draft", "internal", "restricted"]
AuthorKind = Literal["个人", "班子"]
Status = Literal["未启动", "推进中", "已完成"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """By when a measure is to be done (完成时限)."""

    text: str = ""
    """As written: 2022-06-30, 2025年底前, 立行立改; empty where nothing is."""
    last: datetime.date | None = None
    """The last day that is in time; None where it is never overdue."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerEntry:
    """What the ledger (整改台账) says of one measure."""

    owner: str
    """责任部门."""
    leader: str = ""
    """责任领导: a post, never a person's name."""
    due: Due = Due()
    status: Status
    progress: str = ""
    """May begin with its day: 2022-05-06 已办三期."""
    evidence: str = ""
    """What shows it: a text or an address."""
    closed: datetime.date | None = None
    """The day it was signed off (销号), which is more than 已完成."""
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """What a person states of one problem where the reader got it wrong."""

    type: str | None = None
    causes: tuple[int, ...] | None = None
    measures: tuple[int, ...] | None = None
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A remark that an editor has looked at and leaves as it is."""

    rule: str
    at_text: str
    """How the line begins that the remark is about, or the key of front matter; empty: wherever it is."""
    why: str
    at: Position


class HeadingSum(NamedTuple):
    """A heading without its words."""

    id: str
    name: str
    problems: int
    filled: bool
    """Whether anything stands under it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Material:
    """One review material (对照检查材料) of the library."""

    id: str
    """Path below materials/ without its ending: 2021/投资促进局-局长."""
    path: str
    """Path relative to the library's root: materials/2021/投资促进局-局长.md."""
    title: str
    campaign: str
    unit: str
    """A unit's id."""
    author: str
    """A post; empty for a team's material."""
    kind: AuthorKind
    date: datetime.date
    visibility: Visibility
    ledger: dict[str, LedgerEntry]
    """By measure id: m1."""
    overrides: dict[str, Override]
    """By problem id: p2-1."""
    document: Document
    seen: tuple[Seen, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each front matter key, for findings."""
    pictures: tuple[str, ...] = ()
    """Its picture files, relative to the library's root: pictures/2021/投资促进局-局长/图1.png."""

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many problems, causes and measures it has."""
        document = self.document
        return len(document.problems), len(document.causes), len(document.measures)

    @property
    def headings(self) -> tuple[HeadingSum, ...]:
        """Those of its document, without their words."""
        found = self.document.headings
        return tuple(HeadingSum(h.id, h.name, len(h.problems), bool(h.content)) for h in found)

    def pictured(self, pictures: tuple[str, ...]) -> Material:
        """The same with its pictures."""
        return replace(self, pictures=pictures)
