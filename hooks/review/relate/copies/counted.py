"""What of a material's text counts when copies (雷同) are looked for, and what does not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal, Protocol

from review.model import Cause, Document, Heading, Item, Measure, Paragraph, Position, Problem, Vocabulary
from review.read.text.folding import fold

Uncounted = Literal["quote", "prescribed", "name", "phrase", "heading"]
KINDS: tuple[Uncounted, ...] = ("quote", "prescribed", "name", "phrase", "heading")

QUOTED = 8
"""Characters from which words in quotation marks are a quotation."""
PRESCRIBED = 6
"""Characters of the shortest wording of a campaign's heading that is left out wherever it stands."""
EVERYONE = 10
"""A clause that one material in so many has is everyone's."""
FEW = 5
"""But never one that fewer materials have."""

_CLAUSE = re.compile(r"[，。；：！？,.;:!?\n]+")
_SILENT = re.compile(r"[\W_]+")
_SILENT_IN_CLAUSES = re.compile(r"[^\w，。；：！？,.;:!?\n]+|_+")
"""All that is silent but what ends a clause."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a material that has an address of its own."""

    id: str
    """Its anchor."""
    text: str
    """For an item with its ordinal, paragraphs separated by newlines."""
    at: Position
    begins: int = 0
    """Where its own words begin, behind the ordinal."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a leaf's text: a clause without its marks, or what does not count."""

    leaf: Leaf
    begin: int
    end: int
    letters: str
    """Its letters and digits, folded."""
    uncounted: Uncounted | None


class Held(Protocol):
    """What has a document: a material, or a file that is to become one."""

    @property
    def id(self) -> str: ...

    @property
    def document(self) -> Document: ...


class Counting:
    """What counts in each material of a library; everyone's clauses are known once all materials are.

    `total`: how many materials the library has, where these are only some of them.
    """

    def __init__(self, materials: Iterable[Held], vocabulary: Vocabulary, total: int = 0) -> None:
        self._apart = _apart(vocabulary)
        self.seen: Counter[str] = Counter()
        """In how many materials a clause stands."""
        self.uncounted: Counter[Uncounted] = Counter()
        """How many letters of the materials do not count, by why."""
        self._clauses: dict[str, list[str]] = {}
        for material in materials:
            clauses = self._clauses[material.id] = self._told(material)
            self.seen.update(set(clauses))
        least = max(FEW, max(total, len(self._clauses)) / EVERYONE)
        self.phrases = frozenset(letters for letters, count in self.seen.items() if count >= least)
        """The clauses that are everyone's."""
        said = chain.from_iterable(self._clauses.values())
        self.uncounted["phrase"] = sum(map(len, filter(self.phrases.__contains__, said)))

    def pieces(self, material: Held) -> Iterator[Stretch]:
        """The whole text of a material in order, each piece with the reason why it does not count, if any."""
        for piece in self._pieces(material):
            if piece.uncounted is None and piece.letters in self.phrases:
                yield Stretch(piece.leaf, piece.begin, piece.end, piece.letters, "phrase")
            else:
                yield piece

    def text(self, material: Held) -> str:
        """The letters that count, one after the other."""
        return "".join(letters for letters in self._clauses[material.id] if letters not in self.phrases)

    def _told(self, material: Held) -> list[str]:
        """The letters of its clauses, as `_pieces` has them, but of the whole material in a few steps."""
        parts = [(leaf.text, _begins(leaf)) for leaf in leaves(material)]
        own = fold("\n".join(text[begins:] for text, begins in parts))
        self.uncounted["heading"] += _length(fold("".join(text[:begins] for text, begins in parts)))
        for apart in self._apart.findall(own):
            self.uncounted[_kind(apart)] += _length(apart)
        clauses = _CLAUSE.split(_SILENT_IN_CLAUSES.sub("", self._apart.sub("\n", own)))
        return [*filter(None, clauses)]

    def _pieces(self, material: Held) -> Iterator[Stretch]:
        for leaf in leaves(material):
            text, at = fold(leaf.text), _begins(leaf)
            if at:
                yield Stretch(leaf, 0, at, _SILENT.sub("", text[:at]), "heading")
            for apart in self._apart.finditer(text, at):
                yield from _clauses(leaf, text, at, apart.start())
                yield Stretch(leaf, apart.start(), apart.end(), _SILENT.sub("", apart[0]), _kind(apart[0]))
                at = apart.end()
            yield from _clauses(leaf, text, at, len(text))


def leaves(material: Held) -> Iterator[Leaf]:
    """The parts of a material's document that stand on its page with an anchor, in order."""
    document = material.document
    for paragraph in document.preamble:
        yield Leaf(paragraph.id, paragraph.text, paragraph.at)
    for section in document.sections:
        yield Leaf(section.id, section.title, section.at)
        for part in section.content:
            if isinstance(part, Heading):
                yield Leaf(part.id, part.wording, part.at)
            for leaf in part.content if isinstance(part, Heading) else (part,):
                yield _leaf(leaf)


def _begins(leaf: Leaf) -> int:
    """Where what may count begins in a leaf; of a heading nothing may."""
    return len(leaf.text) if leaf.id[0] in "sh" else leaf.begins


def _length(text: str) -> int:
    return len(_SILENT.sub("", text))


def _leaf(leaf: Paragraph | Problem | Cause | Measure) -> Leaf:
    if isinstance(leaf, Item):
        return Leaf(leaf.id, leaf.marker + leaf.text, leaf.at, len(leaf.marker))
    return Leaf(leaf.id, leaf.text, leaf.at)


def _clauses(leaf: Leaf, text: str, begin: int, end: int) -> Iterator[Stretch]:
    at = begin
    for mark in _CLAUSE.finditer(text, begin, end):
        yield Stretch(leaf, at, mark.start(), _SILENT.sub("", text[at : mark.start()]), None)
        at = mark.end()
    if at < end:
        yield Stretch(leaf, at, end, _SILENT.sub("", text[at:end]), None)


def _apart(vocabulary: Vocabulary) -> re.Pattern[str]:
    """What is no one's own wording: quotations, names of documents, what a campaign prescribes.

    Alternatives that begin with a character each, and nothing around them: so only places with one of those
    characters are looked at, which makes it four times as fast.
    """
    headings = [heading for campaign in vocabulary.campaigns for heading in campaign.headings]
    wordings = {fold(text) for heading in headings for text in (heading.wording, *heading.phrases)}
    prescribed = sorted((text for text in wordings if len(text) >= PRESCRIBED), key=lambda text: (-len(text), text))
    quoted = f"“[^“”\n]{{{QUOTED},}}”"
    return re.compile("|".join((quoted, "《[^《》\n]+》", *map(re.escape, prescribed))))


def _kind(apart: str) -> Uncounted:
    return "quote" if apart[0] == "“" else "name" if apart[0] == "《" else "prescribed"
