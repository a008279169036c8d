"""Fields: followed through the document, so that what is shown of them is read (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from review.read.word.drawn import PAGES, Drawn, OpenField
from review.read.word.names import W
from review.read.word.numbering import Numbering
from review.read.word.report import Report

PAGE_NUMBER = re.compile(r"[\W\d_ivxlcIVXLC一二三四五六七八九十百]*")
LONGEST = 4096
"""Characters of an instruction; Word's own have some 100."""


@dataclass(slots=True)
class Stack:
    """The fields of one story that are open, and what is known of all of them: depth may be anything."""

    open: list[OpenField] = field(default_factory=list)
    hiding: int = 0
    """How many of them hide what comes now."""
    contents: int = 0
    endless: int = 0
    left: list[str] = field(default_factory=list)
    """Text that is hidden."""


class FieldStack:
    """The fields of a document, followed in its order; a story within the story has a stack of its own."""

    def __init__(self, numbering: Numbering, report: Report) -> None:
        self._drawn, self._report = Drawn(numbering, report), report
        self._endless: set[etree._Element] = set()
        self._now = Stack()
        self.names_page = False
        """Whether the paragraph names the page of a heading, as a line of the contents does."""

    def look_ahead(self, root: etree._Element) -> None:
        """Learn which fields of a part have no end."""
        begun: dict[etree._Element, list[etree._Element]] = {}
        for mark in root.iter(W + "fldChar"):
            story = _story(mark)
            if story is None:
                continue
            marks = begun.setdefault(story, [])
            if mark.get(W + "fldCharType") == "begin":
                marks.append(mark)
            elif mark.get(W + "fldCharType") == "end" and marks:
                marks.pop()
        self._endless |= {mark for marks in begun.values() for mark in marks}

    def apart(self) -> Stack:
        """Begin a story within the story; give what this returns to `back`."""
        kept, self._now = self._now, Stack()
        return kept

    def back(self, kept: Stack) -> None:
        """Go on with the story around."""
        self._now = kept

    def paragraph(self, levels: Callable[[], tuple[int | None, int | None]]) -> None:
        """A paragraph begins; `levels` gives its outline level and that of its automatic number, from 0, or None."""
        self._drawn.paragraph(levels)
        self.names_page = False

    def end_of_paragraph(self) -> None:
        """A field without an end is over with its paragraph."""
        if self._now.endless:
            self._now.open = [one for one in self._now.open if not one.endless]
            self._now.endless = 0

    def text(self, text: str) -> str:
        """What is shown of a text at this place: all or nothing of it."""
        now = self._now
        last = now.open[-1] if now.open else None
        if last is None:
            return text
        if now.hiding:
            now.left.append(text)
            return ""
        if last.endless and last.separated and last.kind in PAGES and text.strip().isdecimal():
            self._report.leave(text)
            return ""
        last.shown = True
        return text

    @property
    def in_contents(self) -> bool:
        """Whether this place belongs to a table of contents."""
        return self._now.contents > 0

    def instruct(self, text: str) -> None:
        """A piece of a field's instruction."""
        one = self._now.open[-1] if self._now.open else None
        if one and not one.separated and len(one.instruction) < LONGEST:
            one.instruction += text[:LONGEST]

    def mark(self, mark: etree._Element) -> str:
        """Follow a w:fldChar; the text that a field shows without storing it."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self._push(OpenField(data=mark.find(W + "ffData"), endless=mark in self._endless))
        elif kind == "separate" and self._now.open:
            self._separate(self._now.open[-1])
        elif kind == "end":
            return self.end()
        return ""

    def begin(self, instruction: str) -> None:
        """A field whose instruction is known and whose result follows (w:fldSimple)."""
        self._push(OpenField(instruction=instruction, separated=True))

    def end(self) -> str:
        """The innermost field ends; the text that it shows without storing it."""
        now = self._now
        at = next((i for i in range(len(now.open) - 1, -1, -1) if not now.open[i].endless), None)
        if at is None:
            return ""
        one = now.open.pop(at)
        now.contents -= one.is_contents
        self._uncover(one)
        if at:
            now.open[at - 1].shown |= one.shown
        shown = "" if one.shown else self._drawn.text(one)
        return self.text(shown) if shown else ""

    def _push(self, one: OpenField) -> None:
        self._now.open.append(one)
        self._now.endless += one.endless
        self._now.contents += one.is_contents
        self._now.hiding += one.hides

    def _separate(self, one: OpenField) -> None:
        if one.separated:
            return
        self._uncover(one)
        one.separated = True
        self._now.hiding += one.hides
        self._now.contents += one.is_contents
        self.names_page |= one.kind == "PAGEREF" and "_Toc" in one.instruction
        if one.kind == "HYPERLINK":
            self._report.add("word-link")

    def _uncover(self, one: OpenField) -> None:
        """What a field hid comes to an end; what was hidden is said."""
        now = self._now
        now.hiding -= one.hides
        if now.hiding or not now.left:
            return
        text, now.left = "".join(now.left), []
        if one.separated and PAGE_NUMBER.fullmatch(text):
            self._report.leave(text)
        elif text.strip():
            self._report.add("word-field", text)


def _story(mark: etree._Element) -> etree._Element | None:
    """The text box, note or part that a mark stands in; None where it was deleted."""
    for above in mark.iterancestors():
        if above.tag in (W + "del", W + "moveFrom"):
            return None
        if above.tag == W + "tr" and above.find(f"{W}trPr/{W}del") is not None:
            return None
        if above.tag == W + "tc" and above.find(f"{W}tcPr/{W}cellDel") is not None:
            return None
        if above.tag in (W + "txbxContent", W + "footnote", W + "endnote", W + "comment", W + "body"):
            return above
    return mark.getroottree().getroot()
