"""The grammar: where a reading stands, and what may come next. These are hard rules; options.py says how likely.

Labels: `S:kind` a section · `H` a heading · `L:kind` a label that says the kind of what stands below it · `A:kind` a
clause that announces items of a kind · `N` criticism of others, a vice in general: no items follow · `I:kind` an item
(`I:pre`: of a list in the preamble) · `P` a point of an item · `T` text · `Z` the tail, which nothing leaves.
"""

from __future__ import annotations

from typing import NamedTuple

from review.read.structure.kinds import READ

PREAMBLE, SECTION, HEADING, ITEM, ANNOUNCED, NEUTRAL, TAIL = "pre", "sec", "head", "item", "ann", "none", "end"
NEVER_SECTION = frozenset(("said", "circle", "letter", "small", "each", "turn", "bare", "decimal", "deeper"))
NEVER_HEADING = frozenset(("said", "circle", "small", "turn", "bare", "section", "part"))
NEVER_POINT = frozenset(("section", "part"))
NEVER_LABEL = frozenset(("said", "section", "part"))
LEVEL = {"heading": 1.0, "th": 1.5, "number": 2.0, "decimal": 2.5, "deeper": 2.7, "bracket": 3.0, "circle": 4.0,
         "letter": 4.0, "named": 5.0}  # fmt: skip
"""Of ordinals: below an open heading of one, another of a lower level is no heading."""


class State(NamedTuple):
    """Where a reading stands. Readings in equal states are one from here on; the best is kept."""

    place: str = PREAMBLE
    section: str | None = None
    """The kind of the section."""
    kind: str | None = None
    """The kind of its items."""
    section_style: str | None = None
    section_number: int = 0
    heading_style: str | None = None
    heading_number: int = 0
    item_style: str | None = None
    item_number: int = 0
    point_style: str | None = None
    point_number: int = 0
    last: str | None = None
    """The last kind of problems, causes and measures; "other" where only other sections came."""


Option = tuple[str, float, State]
"""A label, what it gains, and the state that it leads to."""
START = State()
_new = tuple.__new__
"""Makes a state without the call of a function, of which there are hundreds for a page."""


def after(last: str | None, kind: str) -> str:
    """The last kind that counts for the order of sections, after one of `kind`."""
    return kind if kind in READ else last or "other"


def to_section(s: State, kind: str, style: str | None, number: int | None) -> State:
    """Everything below begins anew."""
    return _new(State, (SECTION, kind, kind, style, number or 0, None, 0, None, 0, None, 0, after(s.last, kind)))


def to_heading(s: State, style: str | None, number: int | None) -> State:
    """Its items are problems, whatever stood before. In the preamble it opens a section of problems."""
    section, last = ("problems", "problems") if s.place == PREAMBLE else (s.section, s.last)
    return _new(State, (HEADING, section, "problems", s.section_style, s.section_number, style, number or 0,
                        s.item_style, 0, None, 0, last))  # fmt: skip


def to_label(s: State, kind: str, style: str | None, number: int | None) -> State:
    """The items count anew, as the label says; a numbered label counts with the headings."""
    heading_number = number if number and style == s.heading_style else s.heading_number
    item_style = s.item_style if kind == s.kind else None
    return _new(State, (HEADING, s.section, kind, s.section_style, s.section_number, s.heading_style, heading_number,
                        item_style, 0, None, 0, s.last))  # fmt: skip


def to_theme(s: State, kind: str, style: str | None, number: int | None) -> State:
    """A theme of causes or measures is a label that counts like the headings of problems."""
    return to_label(s, kind, style, number)._replace(heading_style=style, heading_number=number or 0)


def to_announced(s: State, kind: str, style: str | None) -> State:
    """Items of `kind` and of `style` follow; below a heading of problems the section stays what it is.

    Items that count like the headings stand beside these and not below the last of them.
    """
    if kind != s.kind and style == s.heading_style is not None:
        s = s._replace(heading_style=None, heading_number=0)
    section, item_style, last = s.section, None, s.last
    if kind != s.section and not (s.section == "problems" and s.heading_style is not None):
        section, last = kind, after(s.last, kind)
    elif kind == s.kind and kind == s.section:
        item_style = s.item_style
    return _new(State, (ANNOUNCED, section, kind, s.section_style, s.section_number, s.heading_style, s.heading_number,
                        item_style, 0, None, 0, last))  # fmt: skip


def to_achievements(s: State) -> State:
    """What was done is counted before what is wanting; it is no problem."""
    return s._replace(place=HEADING, kind="other", item_style=None, item_number=0, point_style=None, point_number=0)


def to_neutral(s: State, *, criticism: bool) -> State:
    """No items until the next section, heading or label."""
    if criticism:
        return s._replace(place=NEUTRAL, kind=None, item_style=None, item_number=0, point_style=None)
    return s._replace(place=NEUTRAL)


def to_tail(s: State) -> State:
    return s._replace(place=TAIL)


def to_item(s: State, kind: str, style: str | None, number: int | None) -> State:
    """In the preamble it opens a section of its kind that has no name."""
    section, last = (kind, kind) if s.place == PREAMBLE else (s.section, s.last)
    return _new(State, (ITEM, section, kind, s.section_style, s.section_number, s.heading_style, s.heading_number,
                        style, number or s.item_number + 1, None, 0, last))  # fmt: skip


def to_said(s: State, kind: str) -> State:
    """A list of another kind follows one that no section's line stands above: 措施一： behind 问题三：."""
    return s._replace(place=SECTION, section=kind, kind=kind, item_style=None, item_number=0, point_style=None,
                      last=after(s.last, kind))  # fmt: skip


def to_listed(s: State, style: str | None, number: int | None) -> State:
    """A list in the preamble."""
    return s._replace(item_style=style, item_number=number or 0)


def to_point(s: State, style: str | None, number: int | None) -> State:
    return _new(State, (*s[:9], style, number or 0, s.last))


def bound(s: State, label: str, style: str | None, number: int | None) -> State:
    """Where an editor's note leads to, from wherever the reading stands."""
    name, _, kind = label.partition(":")
    match name:
        case "S":
            return to_section(s, kind, style, number)
        case "H":
            return to_heading(s if s.section in (None, "problems") else s._replace(section="problems"), style, number)
        case "I":
            return to_item(s, kind, style, number)
        case "P":
            return to_point(s, style, number)
    return s
