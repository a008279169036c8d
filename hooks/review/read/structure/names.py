"""Where a name ends: the opening of an item, the name of a heading, the title of a section."""

from __future__ import annotations

import re
from typing import NamedTuple

from review.read.structure.clauses import needed
from review.read.structure.words import words
from review.read.text.folding import fold

OPENING_AT_MOST = 24
"""Characters; a longer first sentence is cut at the comma behind its shortcoming, so an opening stays a headline."""
_LOOK_AT = 160
_STOPS = "。;:!?"
_OPENS, _CLOSES = "“‘《([【「『〔", "”’》)]】」』〕"
_STOP = re.compile(r"<!--|(?<=[^\x00-\x7f])\.(?!\w)|(?<=.)\*\*(?:[。;:!?,—( -]|$)")
"""Other things that close an opening: a prompt, a half-width full stop, the end of bold."""
_SENTENCE = re.compile(r"[。;:!?]|<!--")
_BOLD_CLOSES = re.compile(r"[。;:!?,—( -]|$")
_CLOSING = re.compile(r"\**[。;:!?,.]?")
_ASPECT, _SAID_ASPECTS = words("aspects"), words("said-aspects")
_ASPECT_ENDS = re.compile(rf"[,、 *_]|{words('behind-aspects').pattern}|$")


class Opening(NamedTuple):
    opening: str
    stop: str
    rest: str


def opening(body: str, bold: int = -1) -> Opening:
    """An item's text as opening sentence, the mark that closes it, and the rest. `bold`: where bold ended, if it did.

    The opening of a long sentence ends at the first comma behind which the shortcoming has been said.
    """
    folded = fold(body[:_LOOK_AT])
    bold = bold if _BOLD_CLOSES.match(folded, max(bold, 0)) else -1
    end, commas = _first_stop(folded, bold, nested=True)
    if end is None and not commas:
        end, commas = _first_stop(folded, bold, nested=False)
    if end is None and not commas:
        end = len(body) if len(body) <= _LOOK_AT else _LOOK_AT
    if end is None or (commas and end > OPENING_AT_MOST):
        end = _said(folded, commas, end)
    name = body[:end].rstrip("* ,，")
    closing = _CLOSING.match(folded, end)
    stop_end = closing.end() if closing else end
    return Opening(name, body[len(name) : stop_end], body[stop_end:])


def _said(folded: str, commas: list[int], end: int | None) -> int:
    """Where the clause ends that says the shortcoming: a comma or the sentence's end."""
    ends = [*commas, end if end is not None else len(folded)]
    starts = [0, *(comma + 1 for comma in commas)]
    return ends[needed([folded[a:b].strip("* ") for a, b in zip(starts, ends, strict=True)]) - 1]


def _first_stop(folded: str, bold: int, *, nested: bool) -> tuple[int | None, list[int]]:
    """Offsets of the first full stop or the end of bold, and of the commas before it; inside quotes none counts."""
    commas: list[int] = []
    depth = 0
    for i, sign in enumerate(folded):
        if i == bold and not depth:
            return i, commas
        if nested and sign in _OPENS:
            depth += 1
        elif nested and sign in _CLOSES:
            depth = max(0, depth - 1)
        elif depth:
            continue
        elif sign in _STOPS or (sign in "<.*" and _STOP.match(folded, i)):
            return i, commas
        elif sign == "," and i > 1:
            commas.append(i)
    return None, commas


_HELD_AGAINST = words("held-against")
"""How a theme goes on to its problems: 对照……，差距在于："""


class Name(NamedTuple):
    name: str
    end: int
    """Offset in the text where the name's own sentence ends and run-in text begins."""


def heading_name(text: str) -> Name:
    """A heading's name: its sentence up to 方面 or its first stop, without a leading 在."""
    folded = fold(text)
    first = _SENTENCE.search(folded)
    sentence = first.start() if first else len(folded)
    end = len(text) if not first else first.start() if first.group() == "<!--" else first.end()
    aspect = _SAID_ASPECTS.match(folded)
    if aspect:
        return Name(text[: aspect.end()].strip().removeprefix("在"), end)
    aspect = _aspect(folded[:sentence])
    if aspect and folded[aspect.end() :][:1] in (",", "、"):
        end = aspect.end() + 1
    turn = _HELD_AGAINST.search(folded[:sentence])
    name_end = aspect.start() if aspect else turn.start() if turn else sentence
    name = text[:name_end].strip(" \u3000*_,，、【】")
    return Name(name.removeprefix("在"), end)


def _aspect(sentence: str) -> re.Match[str] | None:
    """The 方面 that a heading's sentence ends with, else the first one that its name may end with."""
    found = [a for a in _ASPECT.finditer(sentence) if _ASPECT_ENDS.match(sentence, a.end())]
    return next((a for a in found if not sentence[a.end() :].strip(" *_")), found[0] if found else None)


def section_title(text: str) -> Name:
    """A section's title: its sentence up to the first stop."""
    first = _SENTENCE.search(fold(text))
    return Name(text[: first.start() if first else None].strip(" \u3000*_"), first.end() if first else len(text))
