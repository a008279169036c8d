"""The terms that materials are indexed by, and the rules and exceptions that a library has of its own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from review.model.document import SectionKind
from review.model.findings import Position
from review.model.material import AuthorKind

Grade = Literal["必须修改", "建议修改", "提示", "不查"]
TradeLook = Literal["words", "each", "absent", "headings", "bodies", "units", "letters", "share", "length", "unmatched"]
TermMark = Literal["全文", "本站", "不标"]
NumberKind = Literal["identity-number", "identity-15", "mobile-number", "bank-card"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CanonicalHeading:
    """One of the headings (方面) a campaign prescribes."""

    campaign: str
    number: int
    name: str
    """Short name, ours: 履职尽责、担当作为."""
    wording: str
    """The full official wording."""
    phrases: tuple[str, ...]
    """Distinctive phrases: a material's heading that contains one of them (shorter than six characters: that is
    one of them) is this heading."""
    themes: tuple[str, ...] = ()
    """Ids of the themes that its problems are mostly of, the main one first."""
    at: Position

    @property
    def id(self) -> str:
        """2021-dangshi-2; also names its page."""
        return f"{self.campaign}-{self.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Campaign:
    """A campaign (活动): one round of reviews with its prescribed headings."""

    id: str
    year: int
    name: str
    """党史学习教育专题民主生活会."""
    label: str
    """What its headings are called together: 五个带头, 六个方面."""
    headings: tuple[CanonicalHeading, ...]
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemType:
    """A kind of problem (问题类型) that recurs between units and years."""

    id: str
    """ASCII, part of an address."""
    theme: str
    name: str
    gloss: str
    """One sentence that says what belongs here."""
    words: tuple[str, ...]
    """Words that point to it."""
    examples: tuple[str, ...]
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """A theme (主题) that groups problem types, and places causes and measures."""

    id: str
    name: str
    words: tuple[str, ...]
    """Words that point to the theme in a cause or a measure, beyond those of its types."""
    measures: tuple[str, ...] = ()
    """Openings of measures of it, in the wording of remedies."""
    types: tuple[ProblemType, ...]
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A unit (单位) of the roster."""

    id: str
    name: str
    group: str
    aliases: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """An entry of the glossary: `written` stands for `meaning` (dangshi for 党史)."""

    written: str
    meaning: str
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    mark: TermMark = "全文"
    """Where a page marks it, to explain it: anywhere, only in what the site itself says, nowhere."""
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Body:
    """A kind of office (局, 街道, 学校) and how only such an office speaks of itself."""

    name: str
    ends: tuple[str, ...]
    """Ends of its units' names."""
    words: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TradeRule:
    """A rule of the trade of writing materials (行规), as vocabulary/rules.yml sets it."""

    id: str
    """The code of its findings."""
    name: str
    why: str
    grade: Grade
    look: TradeLook
    """What it looks at; check/trade.py has a function for each."""
    within: tuple[SectionKind, ...] = ()
    """Only in sections of these kinds; empty: everywhere."""
    kind: AuthorKind | None = None
    """Only in materials of this kind."""
    words: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    bodies: tuple[Body, ...] = ()
    says: str
    """Its message, with blanks like {count}."""
    examples: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    """What looks like it and is no fault."""
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Signed:
    """A signed-off exception (例外): one number in one file that may be published."""

    path: str
    """As findings name the file."""
    kind: NumberKind
    digest: str
    """What the finding gave in place of the number."""
    reason: str
    by: str
    """The post that answers for it."""
    date: datetime.date
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The terms that materials are indexed by; every tuple is in the order of its file."""

    campaigns: tuple[Campaign, ...]
    themes: tuple[Theme, ...]
    units: tuple[Unit, ...]
    terms: tuple[Term, ...]
    trade: tuple[TradeRule, ...] = ()
    exceptions: tuple[Signed, ...] = ()

    def campaign(self, id: str) -> Campaign | None:
        """The campaign with this id."""
        return next((c for c in self.campaigns if c.id == id), None)

    def unit(self, name: str) -> Unit | None:
        """The unit with this id, name or alias."""
        return next((u for u in self.units if name in (u.id, u.name, *u.aliases)), None)

    def theme(self, id: str) -> Theme | None:
        """The theme with this id."""
        return next((t for t in self.themes if t.id == id), None)

    def type(self, id: str) -> ProblemType | None:
        """The problem type with this id, of whatever theme."""
        return next((p for t in self.themes for p in t.types if p.id == id), None)
