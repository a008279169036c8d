"""A document as it is read: a tree whose leaves, in order, are the source character for character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from review.model.findings import Finding, Position

SectionKind = Literal["problems", "causes", "measures", "cases", "previous", "other"]
Judgement = Literal["taken", "asked", "refused"]
Role = Literal["heading", "problem", "point", "cause", "measure", "text", "section", "material"]


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
    nth: int | None = None
    """Which of several passages that begin so; None where there is only one."""
    whole_list: bool = False
    """Whether the entries that count on from it are the same."""
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
    unusual: tuple[str, ...] = ()
    """What about the whole reading says that it may be wrong, the gravest first; empty where it is as most are,
    and where an editor has said how to read some of it.
    """
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
