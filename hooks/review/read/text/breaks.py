"""A break within a sentence, in a text that is not wrapped throughout: somebody pressed Enter, or a web page did.

Two real paragraphs are never joined, so a line goes on only where it shows that its sentence does: names, titles,
labels and signatures end without a stop as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from review.read.structure.form import names_document
from review.read.structure.kinds import label_kind
from review.read.text.folding import fold
from review.read.text.ordinals import leading
from review.read.text.wraps import CLOSED, NAME_ENDS, Physical

_SENTENCE_ENDS = re.compile(r"[。；！？!?]|(?<=[^\x00-\x7f]);")
_PROSE = re.compile(r"[，。；：！？,;:!?]")
_COMMA = re.compile(r"[，,]")
_GOES_ON = re.compile(r"[，、,和与及或的被把]$")
"""How no name ends."""
_WITHIN = re.compile(r"[，。；：！？）」』”’,;!?)了着的们和与及或]")
"""How no paragraph begins."""
_SIGNS = re.compile(r"[#|>`<、]|[-*+•·] |[-=*_]{3,}")
_TOO_SHORT = 8
"""A line with a comma at its end that is no longer is an address: 各位领导，"""
_TOO_LONG = 60
"""Characters; no name is longer, and none of two clauses half as long, unless it is a numbered heading."""
_NEAR = 3
"""Characters around a break that stand together elsewhere in the text: 革创⏎新 where 改革创新 is written."""


class Breaks:
    """The breaks of one text that is read as the lines `physical`."""

    def __init__(self, source: str, physical: Sequence[Physical | None]) -> None:
        self._source, self._physical = source, physical

    def within(self, before: Physical, this: Physical) -> bool:
        """Whether a sentence of `before` goes on in `this`, the line below it."""
        if before.text[-1] in CLOSED or before.underlined or this.underlined or self._begins(before, this):
            return False
        if before.text.startswith("#") or self._first is before:
            return False
        if not _PROSE.search(this.text) and not (self._markdown and _PROSE.search(before.text)):
            return False
        return self._says_so(before, this.text)

    def _begins(self, before: Physical, this: Physical) -> bool:
        """Whether a line begins something by its own form: an indent, a sign, an ordinal, a title or label."""
        if this.indent and this.indent >= before.indent:
            return True
        if _SIGNS.match(this.text) or leading(fold(this.text[:20])):
            return True
        return label_kind(this.text) is not None or names_document(this.text)

    def _says_so(self, before: Physical, below: str) -> bool:
        above = before.text
        ends = list(_SENTENCE_ENDS.finditer(above))
        said = above[ends[-1].end() :] if ends else above
        if label_kind(said) or names_document(above) or NAME_ENDS.fullmatch(fold(said)):
            return False
        if _WITHIN.match(below) or (_GOES_ON.search(above) and len(above) > _TOO_SHORT):
            return True
        numbered = leading(fold(above)) is not None
        at_most = _TOO_LONG if numbered or not _COMMA.search(above) else _TOO_LONG // 2
        if ends or len(above) > at_most:
            return True
        if self._parted and 0 < self._begun < before.number and (self._markdown or not numbered):
            return True
        return not self._together.isdisjoint(_pieces(above[-_NEAR + 1 :] + below[: _NEAR - 1]))

    @cached_property
    def _first(self) -> Physical | None:
        """The first line of the text, which names it, whatever it ends with."""
        return next((line for line in self._physical if line), None)

    @cached_property
    def _parted(self) -> bool:
        """Whether blank lines part the paragraphs, as in Markdown: lines that touch are one."""
        touching = sum(a is not None and b is not None for a, b in pairwise(self._physical))
        return touching * 6 < len(self._physical)

    @cached_property
    def _markdown(self) -> bool:
        """Whether headings bear their signs, so that lines which touch are one whatever they begin with."""
        return self._parted and any(line and line.text.startswith("## ") for line in self._physical)

    @cached_property
    def _begun(self) -> int:
        """The number of the first line that says a sentence: above it stand a title and what belongs to it."""
        return next((line.number for line in self._physical if line and _SENTENCE_ENDS.search(line.text)), 0)

    @cached_property
    def _together(self) -> set[str]:
        """What stands together in the text."""
        return _pieces(self._source)


def _pieces(text: str) -> set[str]:
    return {text[i : i + _NEAR] for i in range(len(text) - _NEAR + 1)}

