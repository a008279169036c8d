"""A break within a sentence, in a text that is not wrapped throughout: somebody pressed Enter, or a web page did.

Two real paragraphs are never joined, so a line goes on only where it shows that its sentence does, or where it would
be unlike all others of its kind: names, titles, labels and signatures end without a stop as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from review.read.structure.form import names_document
from review.read.structure.kinds import label_kind
from review.read.structure.words import words
from review.read.text.folding import fold
from review.read.text.ordinals import Marker, leading
from review.read.text.wraps import CLOSED, Physical, is_name, within_brackets

_SENTENCE_ENDS = re.compile(r"[。；！？!?]|(?<=[^\x00-\x7f]);")
_PROSE = re.compile(r"[，。；：！？,;:!?]")
_COMMA = re.compile(r"[，,]")
_GOES_ON = re.compile(r"[，、,和与及或的被把]$")
"""How no name ends."""
_SENTENCE = re.compile(r"[，,].{2,}[，,].*[^，,\d]|[，,](?:我(?![市县区局委办院校])|本人|他|她|大家)")
"""A name has two clauses at most, and nobody acts in them."""
_STOP = re.compile(r"[，。；：！？）」』”’,;!?)]")
_WITHIN = re.compile(r"[了着的们及或、]")
"""How no paragraph begins."""
_BEGINS = words("sentence-begins")
_SIGNS = re.compile(r"[#|>`<]|[—－-]{2}|[-*+•·] |[-=*_]{3,}")
_ADDRESS = re.compile("(?:尊敬的)?(?:各位|同志们)")
"""How a speech begins."""
_TOO_SHORT = 8
"""A line with a comma at its end that is no longer is an address: 各位领导，"""
_TOO_LONG = 60
"""Characters; no name is longer, and none of two clauses half as long, unless it is a numbered heading."""
_NEAR = 3
"""Characters around a break that stand together elsewhere in the text: 革创⏎新 where 改革创新 is written."""
_ORDINAL_WITHIN = 20
_FAR = 200
"""Characters within which an opening ends."""
_BESIDE, _FEW = 3, 4
"""Lines: those that bear neighbouring ordinals, and those that are put together to look at what they say."""
_NEARLY_ALL = 0.7
_MOTTO = 20
"""Characters of a name of two clauses: 把调研做实，把旧账还清"""
_OPENING = 2
"""Characters behind an ordinal that does not stand alone on its line."""
_REST = 5
"""Characters of what is left of an opening, with its stop: 不深。 A sentence is longer."""


class Breaks:
    """The breaks of one text that is read as the lines `physical`."""

    def __init__(self, source: str, physical: Sequence[Physical | None]) -> None:
        self._source, self._physical = source, physical

    def within(self, run: Sequence[Physical], this: Physical) -> bool:
        """Whether a sentence of the lines `run` goes on in `this`, the line below them."""
        before = run[-1]
        if before.text[-1] in CLOSED or before.underlined or this.underlined or self._begins(before, this):
            return False
        if before.text.startswith("#") or self._first is before:
            return False
        if _STOP.match(this.text) or not is_name(run) and is_name([*run, this]):
            return True
        if not _PROSE.search(this.text) and not (self._markdown and _PROSE.search(before.text)):
            return False
        if this.text.startswith("、") and _marker(run[0].text) is None:  # an ordinal may be missing there
            return False
        return self._says_so(run, this)

    def _begins(self, before: Physical, this: Physical) -> bool:
        """Whether a line begins something by its own form: an indent, a sign, an ordinal, a title or label."""
        if this.indent and this.indent >= before.indent:
            return True
        if _SIGNS.match(this.text) or _ADDRESS.match(this.text) or _marker(this.text):
            return True
        return label_kind(this.text) is not None or names_document(this.text)

    def _says_so(self, run: Sequence[Physical], this: Physical) -> bool:
        before, above, below = run[-1], run[-1].text, this.text
        ends = list(_SENTENCE_ENDS.finditer(above))
        said = above[ends[-1].end() :] if ends else above
        if label_kind(said) or names_document(above) or is_name(run):
            return False
        if self._indented and before.indent and not this.indent:
            return True
        if within_brackets(run, this) or _WITHIN.match(below) or _goes_on(above):
            return True
        numbered = _marker(above) is not None
        at_most = _TOO_LONG if numbered or not _COMMA.search(above) else _TOO_LONG // 2
        if ends or len(above) > at_most or _SENTENCE.search(above):
            return True
        if self._parted and 0 < self._begun < before.number and (self._markdown or not numbered):
            return True
        if not self._together.isdisjoint(_pieces(above[-_NEAR + 1 :] + below[: _NEAR - 1])):
            return True
        return self._unlike(run, this)

    def _unlike(self, run: Sequence[Physical], this: Physical) -> bool:
        """Whether the lines `run` are unlike the others of their kind, and with `this` below them they are not."""
        whole = "".join(line.text for line in (run if len(run) < _FEW else (*run[:2], run[-1])))
        if (marker := _marker(whole)) is None:
            return self._plain(whole, this)
        if len(whole) - marker.end < _OPENING:
            return False
        rest = _opening(this.text)
        if 1 < len(rest) <= _REST < len(_opening(this.text[len(rest) :])) and rest[-1] == "。":
            return True
        near = self._beside(run[0], marker)
        closed = [text for text in near if text[-1] in CLOSED]
        if len(closed) * 2 > len(near):
            stop = _opening(whole + this.text)[-1:]
            return bool(_COMMA.search(whole, marker.end)) or stop in (_opening(text)[-1:] for text in closed)
        [(ending, times)] = Counter(text[-2:] for text in near).most_common(1) or [("", 0)]
        return times * 2 > len(near) and not whole.endswith(ending) and this.text.endswith(ending)

    def _beside(self, line: Physical, marker: Marker) -> list[str]:
        """The lines that bear the ordinals next to that of `line`, up to three on either side."""
        of_kind, places = self._numbered.get(marker.kind, []), self._places
        if line.number not in places or marker.number is None:
            return []
        at = places[line.number]
        near = ((to - at, *of_kind[to]) for to in range(max(0, at - _BESIDE), at + _BESIDE + 1) if to < len(of_kind))
        return [other.text for by, number, other in near if by and number == marker.number + by]

    def _plain(self, whole: str, this: Physical) -> bool:
        """Whether lines without an ordinal are a sentence begun, whose end stands in `this`."""
        if this.text[-1] not in CLOSED or len(whole) < _TOO_SHORT or _SIGNS.match(whole):
            return False
        return bool(_BEGINS.match(fold(whole)) or (len(whole) > _MOTTO and _COMMA.search(whole[:-1])))

    @cached_property
    def _numbered(self) -> dict[str, list[tuple[int | None, Physical]]]:
        """The lines that begin with an ordinal, by its kind."""
        found: dict[str, list[tuple[int | None, Physical]]] = {}
        for line in self._physical:
            if line and not line.table and (marker := _marker(line.text)):
                found.setdefault(marker.kind, []).append((marker.number, line))
        return found

    @cached_property
    def _places(self) -> dict[int, int]:
        """Of each line that begins with an ordinal, by its number, which of its kind it is."""
        return {line.number: at for lines in self._numbered.values() for at, (_, line) in enumerate(lines)}

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
    def _indented(self) -> bool:
        """Whether nearly all lines are indented, so that one which is not begins no paragraph."""
        lines = [line for line in self._physical if line]
        return sum(line.indent > 0 for line in lines) >= len(lines) * _NEARLY_ALL

    @cached_property
    def _begun(self) -> int:
        """The number of the first line that says a sentence: above it stand a title and what belongs to it."""
        return next((line.number for line in self._physical if line and _SENTENCE_ENDS.search(line.text)), 0)

    @cached_property
    def _together(self) -> set[str]:
        """What stands together in the text."""
        return _pieces(self._source)


def _goes_on(text: str) -> bool:
    """Whether a line ends as no name does; a short one with a comma is an address."""
    return bool(_GOES_ON.search(text)) and (len(text) > _TOO_SHORT or text[-1] not in "，,")


def _marker(text: str) -> Marker | None:
    """The ordinal or sign that a line begins with."""
    return leading(fold(text[:_ORDINAL_WITHIN]))


def _opening(text: str) -> str:
    """The first words of a line with the stop behind them."""
    folded = fold(text[:_FAR])
    found = _PROSE.search(folded)
    return folded[: found.end()] if found else ""


def _pieces(text: str) -> set[str]:
    return {text[i : i + _NEAR] for i in range(len(text) - _NEAR + 1)}
