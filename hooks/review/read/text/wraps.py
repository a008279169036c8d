"""Hard wraps: whether a line goes on in the middle of what the line before says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from review.read.structure.form import is_whole_title
from review.read.structure.kinds import label_kind
from review.read.structure.words import words
from review.read.text.folding import fold
from review.read.text.ordinals import CUT_BEFORE_ONE, Marker, leading

CLOSED = "。；：！？;:!?…”’】》"
"""How a sentence ends, or what stands for one."""
_NARROWEST = 14
_ORDINAL_WITHIN = 20
NAME_ENDS = re.compile(
    r"(#+ *)?([一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
    rf"([^。；：;:]*方面|[^。；：，;:,]*({words('wrapped-name-ends').pattern}))"
)
"""A section's or heading's own line, which may be as long as a full one by chance."""
_NAME_GOES_ON = re.compile(r"[及和与的、，。；：,;:（(]|存在")
_CLOSING = {"（": "）", "《": "》", "“": "”", "【": "】", "「": "」"}
_BRACKET = re.compile(f"[{''.join(_CLOSING)}{''.join(_CLOSING.values())}]")
_OPENED = re.compile(rf"([{''.join(_CLOSING)}])[^{''.join(_CLOSING.values())}]*$")
_PROSE = re.compile(r"[，。；：！？,;:!?]")
_CLAUSE = re.compile(r"[，。；！？,;!?]")
_SAID = re.compile(r"[，。；,;]")
"""What no title holds; a question or a colon may stand in one."""
_TITLE_LINES = _NAME_LINES = 3
_BESIDE = re.compile(r"\*\*|\s*<!--.*?-->$")
"""What stands around a name and is none of it."""
_CONTENTS = words("contents-lines")
_REMARK = re.compile(r"[(（〔【][^\d*]")
"""What may go on with a title on a further line: (含案例); no date."""
_NUMBER_ENDS = re.compile(r"[一二三四五六七八九十]{1,3}[,，]")
"""四成⏎四，… is a number in a sentence; a section is rarely written so."""
_WORDS = {"said", "each", "turn", "letter", "small", "roman"}
"""Ordinals that are words or letters, and may stand at a line's beginning by chance: (PPP⏎P)建设."""
_AGAIN = 8
"""Characters of a name that the text below it takes up."""
_CRUMBS = re.compile(r"\s[>»›]\s.*\s[>»›](?:\s|$)|^首页\s*[>»›]")
"""Where a page stands on its site: 首页 > 党建 > 自查自纠 >"""
_SLACK = 3
"""How many characters short of the width a full line may be: a mark that may not begin a line, Latin words."""
_STOPPED = re.compile(r"[。！？!?…：:]([”’）)]|（[^（）]*）|\([^()]*\))?$")
"""Behind these a full line may as well end its paragraph: of ten such lines three do."""
_MOST, _MANY = 0.9, 0.6
"""Shares of the lines below full ones, and below short ones, that must agree before indents are believed."""


@dataclass(slots=True)
class Physical:
    """One line of the source that holds text."""

    text: str
    """Without surrounding space and noise."""
    at: int
    """Source offset of `text`."""
    start: int
    """Source offset of the line itself, with its indent."""
    number: int
    indent: int
    """Columns before `text`; a Chinese space takes two."""
    tabbed: str = ""
    """The line with the tabs at its ends, where it has any within."""
    table: str = ""
    """Of a table's row what parts its cells: a bar or a tab."""
    underlined: int = 0


_OWN_LINE = re.compile("【[^】]{1,12}】$|[Ⅰ-Ⅻ] |[一二三四五六七八九十]{1,3} +[^,。;:]{2,14}方面$")
"""A name alone on its line though no mark behind its number says so: in brackets, Ⅰ 问题, 一 理想信念方面; folded."""
Width = Callable[[Physical], int]
"""How wide a line is with its indent."""


def columns(text: str) -> int:
    """How wide `text` is in a fixed font: a Chinese character takes two columns."""
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2


def _characters(line: Physical) -> int:
    return line.indent // 2 + len(line.text)


def _in_columns(line: Physical) -> int:
    return line.indent + columns(line.text)


class Wraps:
    """The hard wraps of one text that is read as the lines `physical`; None is a line without text."""

    def __init__(self, physical: Sequence[Physical | None]) -> None:
        lines = [line for line in physical if line and not line.table]
        self._first = lines[0] if lines else None
        found = ((measure, _wrap_width(list(map(measure, lines)), lines)) for measure in (_characters, _in_columns))
        self._full = [(measure, width) for measure, width in found if width]
        self.found = bool(self._full)
        """Whether the text is wrapped."""
        self._margin = self._margin_of(physical) if self.found else None
        """The indent of the lines that go on, where a deeper one begins each paragraph."""

    def _margin_of(self, physical: Sequence[Physical | None]) -> int | None:
        pairs = [(a, b) for a, b in pairwise(physical) if a and b and not a.table and not b.table]
        below_full = Counter(b.indent for a, b in pairs if self._is_full(a) and a.text[-1] not in CLOSED)
        if not below_full:
            return None
        margin, many = below_full.most_common(1)[0]
        begun = [b.indent > margin for a, b in pairs if not self._is_full(a)]
        told = many >= below_full.total() * _MOST and sum(begun) >= len(begun) * _MANY and sum(begun) > 1
        return margin if told else None

    def _is_full(self, line: Physical) -> bool:
        return any(measure(line) >= least for measure, least in self._full)

    def begins(self, this: Physical) -> bool:
        """Whether the indent of `this` says that a paragraph begins with it."""
        return self._margin is not None and this.indent > self._margin

    def within(self, run: Sequence[Physical], this: Physical) -> bool:
        """Whether `this` goes on in the middle of what the lines `run` say."""
        before = run[-1]
        if self.begins(this) or (self._titled(run) and _PROSE.search(this.text)):
            return False
        cut = before.text[-1] in CUT_BEFORE_ONE and len(before.text) > 10
        may = (self._margin is not None or this.indent <= before.indent) and self._is_full(before)
        if not (cut or may):
            return False
        marker = leading(fold(this.text[:_ORDINAL_WITHIN]))
        if cut and marker and marker.kind == "said":
            return True
        if not may or (before.text[-1].isdigit() and _CONTENTS.search(fold(before.text))):
            return False
        if is_name(run) and (marker or not _NAME_GOES_ON.match(this.text)):
            return False
        if _CRUMBS.search(before.text) or _CRUMBS.search(this.text) or _taken_up(run, this):
            return False
        if marker:
            return self._ordinal_within(before, marker, this)
        return self._plain_within(before, this)

    def _titled(self, run: Sequence[Physical]) -> bool:
        """Whether lines may be the title of the text, which holds no sentence."""
        if run[0] is not self._first or len(run) > _TITLE_LINES or _OPENED.search(run[-1].text):
            return False
        return not any(_SAID.search(line.text) for line in run)

    def _ordinal_within(self, before: Physical, marker: Marker, this: Physical) -> bool:
        """Whether a full line goes on with what may be an ordinal."""
        if before.text.rstrip("*").endswith("方面") or _STOPPED.search(before.text) and self._margin is None:
            return False
        in_sentence = marker.kind in _WORDS or (marker.kind == "section" and _NUMBER_ENDS.match(this.text))
        return bool(in_sentence) and (before.text[-1] not in CLOSED or self._margin is not None)

    def _plain_within(self, before: Physical, this: Physical) -> bool:
        """Whether a full line goes on without an ordinal. Behind a stop only an indent tells that."""
        if _STOPPED.search(before.text) and (self._margin is None or label_kind(this.text)):
            return False
        return not (this.text.startswith(("#", "|", "```")) or _OWN_LINE.match(fold(this.text[:_ORDINAL_WITHIN])))


def _wrap_width(widths: list[int], lines: list[Physical]) -> int | None:
    """The least width of a full line in hard-wrapped text; None where the text is not wrapped.

    Wrapped text is known by its ceiling: many lines end there within a sentence, and few pass it (a title).
    """
    count = Counter(widths)
    longer = 0
    for ceiling in sorted(count, reverse=True):
        if longer > max(1, len(lines) * 0.05) or ceiling < _NARROWEST:
            return None
        least = ceiling - _SLACK
        full = [line.text for line, width in zip(lines, widths, strict=True) if least <= width <= ceiling]
        broken = sum(text[-1] not in CLOSED for text in full)
        if broken >= 3 and len(full) >= len(lines) * 0.15:
            return least
        longer += count[ceiling]
    return None


def within_brackets(run: Sequence[Physical], this: Physical) -> bool:
    """Whether a bracket or quotation that the last of the lines `run` opens is closed in `this`."""
    opened = _OPENED.search(run[-1].text)
    closing = _BRACKET.search(this.text)
    return bool(opened and closing and closing[0] == _CLOSING[opened[1]])


def is_name(run: Sequence[Physical]) -> bool:
    """Whether lines that are one are the name of a section or heading, and nothing more."""
    if len(run) > _NAME_LINES:
        return False
    return bool(NAME_ENDS.fullmatch(fold(_BESIDE.sub("", "".join(line.text for line in run)))))


def _taken_up(run: Sequence[Physical], this: Physical) -> bool:
    """Whether `this` says again what stands in the lines `run`, which hold no sentence: a title, a name."""
    name = "".join(line.text for line in run)
    if _CLAUSE.search(name):
        return False
    return any(name[at : at + _AGAIN] in this.text for at in range(len(name) - _AGAIN + 1))


def titled(run: list[Physical], this: Physical) -> bool:
    """Whether a title ends or begins between the lines of `run` and `this`, though they are full."""
    if len(run) > _TITLE_LINES:
        return False
    above = "".join(physical.text for physical in run)
    if is_whole_title(above):
        return not _REMARK.match(this.text)
    return is_whole_title(this.text) and not is_whole_title(above + this.text)
