"""From what was found to frozen records: ids, positions, and the source each leaf stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from review.model import Cause, Heading, Item, Measure, Paragraph, Position, Problem, Section
from review.read.structure.names import opening
from review.read.structure.token import Token


@dataclass(slots=True)
class Draft:
    """A record in the making; `start` is where its own text begins in the source (None: it has none)."""

    record: type
    start: int | None
    line: int
    fields: dict[str, Any] = field(default_factory=dict)
    children: list[Draft] = field(default_factory=list)
    raw: str = ""


def draft(record: type, token: Token, **fields: Any) -> Draft:
    """A draft whose text begins with `token`; at a line's beginning its indent and signs belong to it."""
    source_at, number = token.line.at(token.begin)
    return Draft(record, token.line.start if token.leads else source_at, number, fields)


def paragraph_drafts(run: list[Token]) -> list[Draft]:
    """One paragraph a line."""
    return [draft(Paragraph, part[0], text=_joined(part)) for part in _by_line(run)]


def item_draft(record: type[Item], run: list[Token]) -> Draft:
    """An item from its tokens; the first begins with its ordinal."""
    first, *more = _by_line(run)
    head = first[0]
    body = head.line.text[head.body : first[-1].end].strip()
    bold = next((at - head.body for at in head.line.bold if at > head.body), -1) if head.line.bold else -1
    fields = {"number": head.number, "marker": head.marker, **opening(body, bold)._asdict()}
    return draft(record, head, **fields, paragraphs=tuple(map(_joined, more)))


def _by_line(run: list[Token]) -> list[list[Token]]:
    """The tokens by the line that they stand on."""
    lines: list[list[Token]] = []
    for token in run:
        if lines and lines[-1][-1].line is token.line:
            lines[-1].append(token)
        else:
            lines.append([token])
    return lines


def _joined(part: list[Token]) -> str:
    """The text of tokens on one line. A tab at the beginning of a table is an empty cell."""
    line = part[0].line
    text = line.text[part[0].begin : part[-1].end]
    return text if line.table else text.strip()


def cut(source: str, drafts: list[Draft]) -> None:
    """Give every draft the source from its beginning to the next one's; the first also what stands before."""
    leaves = [d for top in drafts for d in _walk(top) if d.start is not None]
    starts = [0, *(leaf.start for leaf in leaves[1:])]
    for leaf, begin, end in zip(leaves, starts, [*starts[1:], len(source)], strict=False):
        leaf.raw = source[begin:end]


def _walk(d: Draft) -> Iterator[Draft]:
    yield d
    for child in d.children:
        yield from _walk(child)


_LETTERS = {Paragraph: "t", Section: "s", Heading: "h", Problem: "p", Cause: "c", Measure: "m"}
"""What the ids of a kind begin with."""


class Freezer:
    """Makes the records of one document and numbers them."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._taken: Counter[str] = Counter()
        self._count: Counter[str] = Counter()

    def freeze(self, d: Draft, parent: str = "") -> Any:
        """The record of a draft with all below it. `parent`: the id of the heading that holds it."""
        id = self._id(d, parent)
        at = Position(path=self._path, line=d.line)
        if d.record not in (Section, Heading):
            return d.record(id=id, raw=d.raw, at=at, **d.fields)
        if d.record is Section:
            self._count.clear()
        within = id if d.record is Heading else ""
        content = tuple(self.freeze(child, within) for child in d.children)
        return d.record(id=id, raw=d.raw, at=at, content=content, **d.fields)

    def _id(self, d: Draft, parent: str) -> str:
        """Its kind's letter and its ordinal; where it has none, its place among its like."""
        letter = _LETTERS[d.record]
        if letter in "ts":
            self._taken[letter] += 1
            return f"{letter}{self._taken[letter]}"
        self._count[letter + parent] += 1
        number = d.fields["number"] or self._count[letter + parent]
        id = f"{letter}{parent[1:]}-{number}" if parent else f"{letter}{number}"
        self._taken[id] += 1
        return id if self._taken[id] == 1 else f"{id}x{self._taken[id]}"
