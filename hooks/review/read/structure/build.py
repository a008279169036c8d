"""From labelled tokens to a document's tree."""

from __future__ import annotations

from dataclasses import dataclass, field

from review.model import Cause, Heading, Item, Measure, Problem, Section
from review.read.structure.drafts import Draft, draft, item_draft, paragraph_drafts
from review.read.structure.names import heading_name, section_title
from review.read.structure.token import Token
from review.read.text.folding import fold

ITEMS: dict[str, type[Item]] = {"problems": Problem, "causes": Cause, "measures": Measure}


@dataclass(slots=True)
class Tree:
    """The drafts of a document's parts below its title."""

    preamble: list[Draft] = field(default_factory=list)
    sections: list[Draft] = field(default_factory=list)
    tail: list[Draft] = field(default_factory=list)


def build_tree(run: list[Token], labels: list[str]) -> Tree:
    """The tree that the labels make of the tokens, every token in it once and in order."""
    builder = _Builder()
    for token, label, stays in zip(run, labels, _stays(labels), strict=True):
        name, _, kind = label.partition(":")
        if name == "L" and not stays and builder.turns(token, kind):
            name = "A"
        builder.add(token, name, kind, stays)
    return builder.finish()


def _stays(labels: list[str]) -> list[bool]:
    """For every label, whether the next section, heading or announcement below it is a heading, or one of problems."""
    found, heading = [], False
    for label in reversed(labels):
        found.append(heading)
        if label[0] in "HSA" or label == "L:problems":
            heading = label in ("H", "L:problems")
    return found[::-1]


class _Builder:
    def __init__(self) -> None:
        self._tree = Tree()
        self._section: Draft | None = None
        self._heading: Draft | None = None
        self._item: type[Item] | None = None
        """The record of the item that is open."""
        self._run: list[Token] = []
        """Its tokens, or those of the paragraphs that are open."""
        self._ended = False
        """Whether the tail has begun."""
        self._local: Draft | None = None
        """The section of problems in which causes and measures stand below their headings."""

    def add(self, token: Token, name: str, kind: str, stays: bool) -> None:
        match name:
            case "S":
                self._close()
                title = section_title(token.body_text).name
                if len(token.f.first) < len(title) and fold(title).startswith(token.f.first):
                    title = title[: len(token.f.first)]
                self._open(token, kind, title)
            case "H":
                self._close()
                section = self._section if self._section is not None else self._open(token, "problems")
                self._open_heading(token, section)
            case "A" if kind in ITEMS:
                self._close()
                self._announce(token, kind, stays)
                self._run = [token]
            case "I" if kind in ITEMS:
                self._close()
                if self._section is None or self._counts_another(token, kind):
                    self._open(token, kind)
                if kind != "problems":
                    self._heading = None
                self._item, self._run = ITEMS[kind], [token]
            case "L":
                self._close()
                if kind != "problems" and stays:
                    self._local = self._section
                if kind != "problems":
                    self._heading = None
                self._run = [token]
            case "Z":
                if not self._ended:
                    self._close()
                    self._ended = True
                self._run.append(token)
            case "A" | "I" | "N":
                self._close()
                self._run = [token]
            case _:
                self._run.append(token)

    def turns(self, token: Token, kind: str) -> bool:
        """Whether a label without an ordinal turns to another part: below items that no section's line stands above."""
        section = self._section
        named = section is not None and section.fields["title"]
        if section is None or named or section is self._local:
            return False
        return token.style in (None, "clause") and section.fields["kind"] != kind

    def _counts_another(self, token: Token, kind: str) -> bool:
        """Whether an item's ordinal says another kind than that of a section without a name: 措施一：."""
        section = self._section
        assert section is not None
        own = section.fields
        return token.f.says == kind != own["kind"] and token.number == 1 and not own["title"]

    def finish(self) -> Tree:
        self._close()
        return self._tree

    def _close(self) -> None:
        """Put what is open into its place."""
        if not self._run:
            return
        place = self._heading or self._section
        if self._ended:
            self._tree.tail += paragraph_drafts(self._run)
            return
        made = [item_draft(self._item, self._run)] if self._item else paragraph_drafts(self._run)
        (place.children if place else self._tree.preamble).extend(made)
        self._item, self._run = None, []

    def _open(self, token: Token, kind: str, title: str | None = None) -> Draft:
        """A section, with its title's line; without one (None) it begins with what it holds."""
        if title is None:
            section = draft(Section, token, kind=kind, number=None, marker="", title="")
            section.start = None
        else:
            section = draft(Section, token, kind=kind, number=token.number, marker=token.marker, title=title)
        self._tree.sections.append(section)
        self._section, self._heading = section, None
        return section

    def _open_heading(self, token: Token, section: Draft) -> None:
        """A heading; what is run in after its sentence is a paragraph below it."""
        text = token.line.text[token.body : token.end]
        name = heading_name(text)
        if text[name.end :].strip():
            token, rest = token.cut(token.body + name.end)
            self._run = [rest]
        fields = {"number": token.number, "marker": token.marker, "name": name.name, "wording": token.body_text}
        self._heading = draft(Heading, token, **fields)
        section.children.append(self._heading)

    def _announce(self, token: Token, kind: str, stays: bool) -> None:
        """Items of another kind open a section, unless a heading of this one follows."""
        section = self._section
        own = section.fields["kind"] if section else None
        within = own == "problems" and (stays or self._local is section)
        if own == "problems" and stays:
            self._local = section
        if kind != own and not within:
            self._open(token, kind)
        elif kind != "problems":
            self._heading = None
