"""Lines whose ordinals number nothing: an outline or a table of contents, what a web page puts around a document."""

from __future__ import annotations

import re

from review.read.structure.words import words, words_apart
from review.read.text.folding import unspaced
from review.read.text.lines import Line

_CONTENTS, _SAYS = words("contents-lines"), words("outline-says")
_PAGE_BEGINS, _PAGE = words_apart("page-lines")
_PAGE_AT_MOST = 200
_PARTS = re.compile(r"[。;]?(?=[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]\))")
_PART_AT_LEAST, _PART_AT_MOST = 4, 60
_LINE_AT_MOST = 600
"""Characters of an outline in one line; what is longer holds the document itself."""
_FIRST_LINES = 40
_BARE_AT_MOST = 44
_RUN = 4
"""So many bare names in sequence are an outline, where the first and most others come again below."""
_EDGE = "。:;"
_STOPS = re.compile("[。;!?]")


def outline_lines(lines: list[Line]) -> set[int]:
    """The starts of the lines that belong to an outline, a table of contents or a page around the document."""
    numbered = (x for x in lines if x.folded[-1:].isdigit() and len(x.folded) <= _PAGE_AT_MOST)
    contents = {line.start for line in numbered if _CONTENTS.search(line.folded)}
    contents |= {line.start for line in lines[:_FIRST_LINES] if is_page(line)}
    rest = [line for line in lines if line.start not in contents]
    inline = {line.start for line in rest if _in_one_line(line, rest)}
    rest = [line for line in rest if line.start not in inline]
    return contents | inline | _over_lines(rest)


def is_page(line: Line) -> bool:
    """Whether a line is what a web page puts around a document."""
    return len(line.text) < _PAGE_AT_MOST and bool(_PAGE_BEGINS.match(line.folded) or _PAGE.search(line.folded))


def _in_one_line(line: Line, lines: list[Line]) -> bool:
    """An outline in one line: it says so, or most of its names are lines of their own."""
    if len(line.text) > _LINE_AT_MOST or line.folded.count("、") + line.folded.count("(") < 3:
        return False
    parts = [part for part in _PARTS.split(line.folded) if len(part) >= _PART_AT_LEAST]
    if len(parts) < 3:
        return False
    if max(map(len, parts[1:])) >= _PART_AT_MOST:
        return False
    if _SAYS.match(line.folded):
        return True
    names = {unspaced(line.folded).strip(_EDGE) for line in lines if len(line.text) < _PART_AT_MOST}
    return sum(unspaced(part).strip(_EDGE) in names for part in parts) * 2 > len(parts)


def _over_lines(lines: list[Line]) -> set[int]:
    i = 0
    while i < min(len(lines), _FIRST_LINES):
        j = i
        while j < len(lines) and _is_bare(lines[j]):
            j += 1
        if j - i >= _RUN and _come_again(lines[i:j], lines[j:]):
            return {line.start for line in lines[i:j]}
        i = max(j, i + 1)
    return set()


def _come_again(names: list[Line], below: list[Line]) -> bool:
    """Whether the first and most of the others do: one label alone may stand below each theme (（三）整改措施)."""
    text = "\n".join(["", *(unspaced(line.folded) for line in below)])
    if "\n" + unspaced(names[0].folded).strip(_EDGE) not in text:
        return False
    parts = [unspaced(part).strip(_EDGE) for line in names for part in _PARTS.split(line.folded) if part]
    return sum("\n" + part in text for part in parts) * 2 > len(parts)


def _is_bare(line: Line) -> bool:
    """Whether a line is a name with its ordinal and nothing else, or several such run together."""
    if line.lead is None or line.lead.kind == "said" or len(line.text) > _LINE_AT_MOST:
        return False
    names = _PARTS.split(line.folded)
    return max(map(len, names)) <= _BARE_AT_MOST and not any(_STOPS.search(name.rstrip("。;")) for name in names)
