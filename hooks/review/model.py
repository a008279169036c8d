"""The records: what a material, the vocabulary and the library are made of. Nothing here does any work."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]
SectionKind = Literal["problems", "causes", "measures", "cases", "previous", "other"]
Visibility = Literal["draft", "internal", "restricted"]
Audience = Literal["internal", "staff"]
Judgement = Literal["taken", "asked", "refused"]
AuthorKind = Literal["个人", "班子"]
Status = Literal["未启动", "推进中", "已完成"]
Grade = Literal["必须修改", "建议修改", "提示", "不查"]
TradeLook = Literal["words", "each", "absent", "headings", "bodies", "units", "letters", "share", "length", "unmatched"]
NumberKind = Literal["identity-number", "identity-15", "mobile-number", "bank-card"]
Role = Literal["heading", "problem", "point", "cause", "measure", "text", "section"]
DiffMark = Literal["same", "gone", "new"]
Alteration = Literal["changed", "new", "gone", "type", "ledger", "front"]
Degree = Literal["stated", "sure", "inferred", "theme", "open"]
"""How sure the place of an item is: stated in front matter; sure, and counted; inferred, and marked; for a problem
its theme alone; or open."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """A place in a source file."""

    path: str
    """Path relative to the library's root, with forward slashes."""
    line: int
    """Line number, from 1."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something wrong or doubtful in a source file, printed as `path:line: message [rule]`."""

    rule: str
    """A code of the table in `check/rules.py`."""
    severity: Severity
    message: str
    """What was expected, what was found and, where it helps, an example; in Chinese."""
    at: Position

    def __str__(self) -> str:
        return f"{self.at}: {self.message} [{self.rule}]"


# ---- vocabulary ---------------------------------------------------------------------------------------


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


# ---- a document: a tree whose leaves, in order, are the source character for character ----------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """Text that is no item: preamble, lead, a section's prose, a label, a table."""

    id: str
    """t1, t2, … in document order; an anchor."""
    text: str
    """One logical line, wraps joined; a Markdown table keeps its lines."""
    raw: str
    """The source, with everything up to the next leaf."""
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A problem, cause or measure: an ordinal, a short opening, and what follows up to the next marker.

    Its first paragraph is `marker + opening + stop + rest`.
    """

    id: str
    number: int | None
    marker: str
    """The ordinal as written: 一是, （一）, 1."""
    opening: str
    """The opening sentence without its closing mark."""
    stop: str
    """The mark that closes the opening (。 ， ： ；), or empty."""
    rest: str
    paragraphs: tuple[str, ...]
    """Further paragraphs, each one logical line or a Markdown table."""
    raw: str
    at: Position

    @property
    def text(self) -> str:
        """The item without its ordinal, paragraphs separated by newlines."""
        return "\n".join((self.opening + self.stop + self.rest, *self.paragraphs))


class Problem(Item):
    """One shortcoming (问题). Its id is p<heading>-<number>, or p<number> directly in a section."""

    __slots__ = ()


class Cause(Item):
    """One root cause (根源); id c<number>."""

    __slots__ = ()


class Measure(Item):
    """One remedy (整改措施); id m<number>."""

    __slots__ = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading (方面) inside a problems section; id h<number>."""

    id: str
    number: int | None
    marker: str
    name: str
    """The heading's sentence up to 方面 or its first stop, without marker and without a leading 在."""
    wording: str
    """The heading as written, without its marker; text run in after it is in `content`."""
    raw: str
    at: Position
    content: tuple[Paragraph | Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(x for x in self.content if isinstance(x, Problem))


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A top-level part; id s1, s2, … by position. Without a line of its own it has no marker and no title."""

    id: str
    kind: SectionKind
    number: int | None
    marker: str
    title: str
    raw: str
    at: Position
    content: tuple[Paragraph | Heading | Problem | Cause | Measure, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a document is a review material."""

    outcome: Judgement
    """Asked: the evidence speaks both ways, a person has to say."""
    reason: str
    """What spoke most for the outcome, in Chinese words that are true of this document."""
    score: float
    """The sum of the evidence."""
    evidence: tuple[tuple[float, str], ...] = ()
    """All of it: how much each speaks for (above 0) or against, and what it says."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """A passage that might as well be read otherwise."""

    text: str
    """How it begins."""
    read: str
    """The label that it was read with: H, I:problems, T … (grammar.py)."""
    other: str
    """The label of the best other reading."""
    margin: float
    """By how much the reading beats the other, in log-odds."""
    speaks: tuple[str, str]
    """What speaks for the reading and for the other, in Chinese."""
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """What an editor says a passage is (reading: in front matter)."""

    begins: str
    """The passage's first characters."""
    role: Role
    kind: SectionKind | None = None
    """Of a section."""
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What was read from one text, whatever the verdict.

    Where a number comes twice, the second id gets x2: h1x2, p1x2-1, m1x2.
    """

    title: str | None
    title_raw: str
    title_at: Position | None
    front: tuple[Paragraph, ...]
    """What stands before the title: outline, document number, site furniture. No content."""
    preamble: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tail: tuple[Paragraph, ...]
    """Signature, date, attachments: what belongs to no section."""
    verdict: Verdict = Verdict(outcome="taken", reason="", score=0.0)
    doubts: tuple[Doubt, ...] = ()
    """Where the reading is not sure."""
    faults: tuple[Finding, ...] = ()
    """Editor's notes that apply nowhere or to several passages; text beyond what is read."""
    notes: tuple[Note, ...] = ()
    """What an editor says of its passages."""
    first_line: int = 1
    """The line of the file that its source starts at."""

    @property
    def refusal(self) -> str | None:
        """Why the document is no review material; None where it is one, or may be."""
        return self.verdict.reason if self.verdict.outcome == "refused" else None

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(x for s in self.sections for x in s.content if isinstance(x, Heading))

    @property
    def problems(self) -> tuple[Problem, ...]:
        within = (y for s in self.sections for x in s.content for y in getattr(x, "content", (x,)))
        return tuple(x for x in within if isinstance(x, Problem))

    @property
    def causes(self) -> tuple[Cause, ...]:
        return tuple(x for s in self.sections for x in s.content if isinstance(x, Cause))

    @property
    def measures(self) -> tuple[Measure, ...]:
        return tuple(x for s in self.sections for x in s.content if isinstance(x, Measure))


# ---- a material: a document and its front matter ------------------------------------------------------


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


# ---- the library: where ids become objects and every link exists in both directions -------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A link to another entry."""

    key: str
    """The other entry's key."""
    inferred: bool
    """False where front matter or the text itself states it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """A place that an item may have."""

    place: ProblemType | Theme
    share: float
    """0..1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A problem, cause or measure in its context."""

    key: str
    """<material id>#<item id>, unique in the library."""
    material: Material
    item: Problem | Cause | Measure
    heading: Heading | None
    canonical: CanonicalHeading | None
    """The campaign's heading that `heading` is; None for a free heading, a cause or a measure."""
    theme: Theme | None
    """None: not classified."""
    type: ProblemType | None
    """For a problem; None: not classified."""
    degree: Degree
    suggestions: tuple[Suggestion, ...] = ()
    """For an editor: the likeliest places of an item without one, the best first."""
    problems: tuple[Reference, ...] = ()
    causes: tuple[Reference, ...] = ()
    measures: tuple[Reference, ...] = ()
    earlier: tuple[str, ...] = ()
    """Recurrence (屡改屡犯): keys of the same unit's and author's problems of this type in earlier campaign years,
    oldest first, several of one year among them. A team is one author, each post another. Only among those whose
    types are sure."""

    @property
    def inferred(self) -> bool:
        """Whether a reader is told that theme or type may be wrong."""
        return self.degree not in ("stated", "sure")


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
    """The commit's subject; empty where it may not be told."""
    counts: tuple[int, int, int] = (0, 0, 0)
    """Problems, causes and measures of one that came in."""
    altered: tuple[Altered, ...] = ()
    withheld: bool = False
    """It took out what should not be public: only items and counts are told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What git tells of a library to one audience."""

    changes: tuple[Change, ...] = ()
    """Newest first."""
    said: tuple[str, ...] = ()
    """What of it is not known and why, each a sentence in Chinese."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A warning, as staff's site shows it."""

    rule: str
    title: str
    """What its rule is called."""
    message: str
    at: Position


@dataclass(frozen=True, kw_only=True, slots=True)
class Library:
    """All materials of one audience, related."""

    audience: Audience
    as_of: datetime.date
    """The day that 逾期 is counted from and that the footer names."""
    vocabulary: Vocabulary
    materials: tuple[Material, ...]
    """By campaign year, then the roster's order, then post."""
    entries: dict[str, Entry]
    """By key, in the order of `materials` and of each document."""
    canonical: dict[str, CanonicalHeading]
    """By <material id>#<heading id>: the campaign's heading that a material's heading is."""
    by_type: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Problem entries by type id, newest first; the unclassified under the empty string."""
    by_heading: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Problem entries by canonical heading id, in the roster's order."""
    by_unit: dict[str, tuple[Material, ...]] = field(default_factory=dict)
    by_campaign: dict[str, tuple[Material, ...]] = field(default_factory=dict)
    drafts: frozenset[tuple[str, str]] = frozenset()
    """Unit id and campaign id of every draft that is kept back; only staff's library knows of any."""
    history: History = History()
    """Empty where nobody asked for it."""
    remarks: tuple[Remark, ...] = ()
    """What is to be looked at; only staff's library has any, where somebody asked for its history."""
    digests: dict[str, bytes] = field(default_factory=dict)
    """By material id: a digest of all that its file gives by itself. Empty where nobody keeps what is made of it."""
    outlines: dict[str, bytes] = field(default_factory=dict)
    """The same without its words: who and when, and how many items of which kind, where and of what."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of the site, as Markdown."""

    src_uri: str
    """Where the generator finds it: problems/innovation.md."""
    write: Callable[[], str]
    """Gives its Markdown, as often as it is asked."""
    edit_path: str | None = None
    """The file in git that it shows, relative to the library's root; with #L12 the line of an entry of it."""
    shows: str = ""
    """A digest of all that it shows, where that is known without writing it: equal digests, equal pages."""

    @property
    def text(self) -> str:
        """Its Markdown."""
        return self.write()


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Some pages."""

    name: str
    """Unique in a library."""
    shows: str
    """A digest of all that any of its pages shows, where that is known before they are worked out: equal digests, equal
    pages. Else empty."""
    pages: Callable[[], Iterable[Page]]
    """Works them out, as often as it is asked."""

    def made(self) -> Iterable[Page]:
        """They, worked out."""
        return self.pages()
