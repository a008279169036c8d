"""Hard wraps: whether a line goes on in the middle of what the line before says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from review.read.structure.form import is_whole_title
from review.read.structure.kinds import label_kind
from review.read.structure.words import words
from review.read.text.folding import fold
from review.read.text.ordinals import CUT_BEFORE_ONE, leading

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
_TITLE_LINES = 3
_CONTENTS = words("contents-lines")
_REMARK = re.compile(r"[(（〔【][^\d]")
"""What may go on with a title on a further line: (含案例); no date."""
_NUMBER_ENDS = re.compile(r"[一二三四五六七八九十]{1,3}[,，]")
"""四成⏎四，… is a number in a sentence; a section is rarely written so."""
_WORDS = {"said", "each", "turn"}
"""Ordinals that are words, and may stand at a line's beginning by chance."""
_SLACK = 3
"""How many characters short of the width a full line may be: a mark that may not begin a line, Latin words."""


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
    tabbed: str = ""
    """The line with the tabs at its ends, where it has any within."""
    table: str = ""
    """Of a table's row what parts its cells: a bar or a tab."""
    underlined: int = 0


Width = Callable[[str], int]


def _columns(text: str) -> int:
    """How wide `text` is in a fixed font: a Chinese character takes two columns."""
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2


def full_lines(texts: list[str]) -> list[tuple[Width, int]]:
    """What tells the full lines of hard-wrapped text: a measure and the least it gives for them."""
    found = ((measure, _wrap_width(list(map(measure, texts)), texts)) for measure in (len, _columns))
    return [(measure, width) for measure, width in found if width]


def _wrap_width(widths: list[int], texts: list[str]) -> int | None:
    """The least width of a full line in hard-wrapped text; None where the text is not wrapped.

    Wrapped text is known by its ceiling: many lines end there within a sentence, and few pass it (a title).
    """
    count = Counter(widths)
    longer = 0
    for ceiling in sorted(count, reverse=True):
        if longer > max(1, len(texts) * 0.05) or ceiling < _NARROWEST:
            return None
        least = ceiling - _SLACK
        full = [text for text, width in zip(texts, widths, strict=True) if least <= width <= ceiling]
        broken = sum(text[-1] not in CLOSED for text in full)
        if broken >= 3 and len(full) >= len(texts) * 0.15:
            return least
        longer += count[ceiling]
    return None


def wrapped(before: Physical, this: Physical, full: list[tuple[Width, int]]) -> bool:
    """Whether `this` goes on in the middle of what `before` says."""
    cut = before.text[-1] in CUT_BEFORE_ONE and len(before.text) > 10
    may = this.indent <= before.indent and any(measure(before.text) >= least for measure, least in full)
    if not (cut or may):
        return False
    marker = leading(fold(this.text[:_ORDINAL_WITHIN]))
    if cut and marker and marker.kind == "said":
        return True
    if not may or (before.text[-1].isdigit() and _CONTENTS.search(fold(before.text))):
        return False
    if marker is None:
        if NAME_ENDS.fullmatch(fold(before.text)) and not _NAME_GOES_ON.match(this.text):
            return False
        if before.text[-1] == "。" and label_kind(this.text):
            return False
        return not this.text.startswith(("#", "|", "```"))
    in_sentence = marker.kind in _WORDS or (marker.kind == "section" and _NUMBER_ENDS.match(this.text))
    if before.text.endswith("方面") or NAME_ENDS.fullmatch(fold(before.text)):
        return False
    return bool(in_sentence) and before.text[-1] not in CLOSED


def titled(run: list[Physical], this: Physical) -> bool:
    """Whether a title ends or begins between the lines of `run` and `this`, though they are full."""
    if len(run) > _TITLE_LINES:
        return False
    above = "".join(physical.text for physical in run)
    if is_whole_title(above):
        return not _REMARK.match(this.text)
    return is_whole_title(this.text) and not is_whole_title(above + this.text)
