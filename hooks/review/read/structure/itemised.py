"""The options of items and their points: what they gain in a state, beside what each says by itself."""

from __future__ import annotations

from review.read.structure.grammar import (
    ANNOUNCED,
    HEADING,
    NEUTRAL,
    PREAMBLE,
    SECTION,
    Option,
    State,
    to_item,
    to_listed,
    to_said,
)
from review.read.structure.kinds import KINDS, READ
from review.read.structure.scored import Scored
from review.read.structure.token import BULLETS, Features

_ITEMS: dict[str, str] = {kind: f"I:{kind}" for kind in KINDS}
_OF_ONE_LEVEL = {"number", "said", "each"}
"""Styles that a list may change between without a change of level."""
_ONE_MORE = ("turn", "th", "each")
"""Styles that may say one more without a number (还有，, 再一条，): they go on a list and begin none."""
_OPEN = (ANNOUNCED, PREAMBLE, HEADING)
"""Where 一、 that a sentence announced may begin a list."""
_ABOVE_BULLETS = frozenset(("heading", "sign", "number", "hash3", "hash4", "hash5", "hash6"))
"""Styles of headings below which bullets are problems."""
_BELOW_HEADING = {"number", "decimal", "deeper", "bracket", "th", "circle", "letter", "small", "roman"}
"""Styles that say a level below （一）."""


def add_items(t: Scored, s: State, out: list[Option]) -> None:
    """Add what a token may be as an item, in a list of the preamble too."""
    style, number, f = t.style, t.number, t.token.f
    if s.place == NEUTRAL or f.no_item or (number is None and style in _ONE_MORE and s.item_style != style):
        return
    if style == "section" and not (_in_announced_run(f, s) or _below_part(f, s)):
        return
    if s.place == PREAMBLE:
        for kind in (f.says,) if f.says else READ:
            out.append((_ITEMS[kind], _item(t, s, kind) + _first(t, kind), to_item(s, kind, style, number)))
        out.append(("I:pre", _listed(t, s), to_listed(s, style, number)))
    elif s.kind:
        out.append((_ITEMS[s.kind], _item(t, s, s.kind), to_item(s, s.kind, style, number)))
        if f.says and number == 1 < s.item_number and f.says != s.kind == s.section and s.section_style is None:
            then = to_said(s, f.says)
            out.append((_ITEMS[f.says], _item(t, then, f.says) + t.w["label.same"], to_item(then, f.says, style, 1)))


def _in_announced_run(f: Features, s: State) -> bool:
    return f.in_run and (s.item_style == "section" or s.place in _OPEN or s.section_style is None)


def _below_part(f: Features, s: State) -> bool:
    """Whether 一、 counts below 第二部分 原因分析, where no headings are; among problems a lack with no list below."""
    return s.section_style == "part" and (s.section != "problems" or (f.want > 0 and not f.head_below and not f.aspect))


def _item(t: Scored, s: State, kind: str) -> float:
    w, f, style = t.w, t.token.f, t.style
    gain = t.item(kind, s.kind == s.section and s.place != PREAMBLE)
    goes_on = _goes_on_otherwise(t, s)
    if t.counts:
        last = s.item_number if style == s.item_style or s.item_number == 0 or goes_on else 0
        gain += w["number.next"] if last == 0 and f.carried else t.run(last)
    if s.item_style is not None and style != s.item_style:
        name = "new-style" if s.item_number == 0 else "other-style-goes-on" if goes_on else "other-style"
        gain += w[f"item.{name}"]
    if s.heading_style == style and s.place != PREAMBLE and not t.scene.nested:
        gain += w["item.style-of-headings"]
    if kind != "problems":
        return gain
    if style == "bullet" and (s.heading_style in _ABOVE_BULLETS or t.scene.above_bullets or _lists_lacks(t, s)):
        gain += w["item.style-bullet-below"] - w["item.style-bullet-problem"]
    if s.place == SECTION and s.section == "problems" and t.scene.has_heading and style != "heading":
        gain += w["item.headings-named"]
    if s.heading_style == "heading" and style in _BELOW_HEADING:
        gain += t.head
    elif f.aspect and f.alone:
        gain += w["item.aspect"]
    return gain


def _goes_on_otherwise(t: Scored, s: State) -> bool:
    """Whether it counts on from an item of another style that has no points it could go on with: 1. 二是 三是.

    Styles that say a level by themselves do not: 二、 and （二） behind 1. are a section and a heading.
    """
    alike = t.style in _OF_ONE_LEVEL and s.item_style in _OF_ONE_LEVEL and t.style != s.item_style
    alike = alike or (t.style, s.item_style) == ("th", "turn")
    next_one = t.leads and t.number is not None and t.number == s.item_number + 1 > 1
    return alike and next_one and s.point_style != t.style


def _lists_lacks(t: Scored, s: State) -> bool:
    """Whether a bullet without a heading above is a sentence of a list of lacks; a theme would end with no stop."""
    f = t.token.f
    lacking = f.want > 0 or s.item_style == "bullet"
    return lacking and s.heading_style is None and not f.aspect and t.ends_with(";。")


def _first(t: Scored, kind: str) -> float:
    """An item before any section."""
    w = t.w
    gain = w["item.before-section"] + w["item.kind-named"] * (kind in t.scene.named)
    if kind == "causes":
        gain += w["item.causes-say" if t.token.f.reason else "item.causes-else"]
    elif kind == "measures":
        gain += w["item.measures-first"]
    return gain


def _listed(t: Scored, s: State) -> float:
    w = t.w
    gain = _item(t, s, "other") + w["preamble.line" if t.leads else "preamble.inline"]
    return gain + w["preamble.sign"] * (t.style in ("heading", "number") and t.leads)


def point(t: Scored, s: State) -> float:
    """The gain of a point of the item that is open."""
    w, style = t.w, t.style
    if style in BULLETS:
        return w["point.bullet"]
    gain = w["point.base"] + w["point.real"] * t.real + w["point.shape"] * t.shape(s.kind or "other")
    if style == s.item_style:
        gain += w["point.style-of-item-line" if t.leads else "point.style-of-item"]
    if style == s.point_style:
        gain += w["point.number"] * t.run(s.point_number)
    else:
        gain += w["point.first" if t.number == 1 else "point.not-first"]
        gain += w["point.goes-on" if t.token.f.goes_on else "point.alone"]
    if style == s.heading_style:
        gain += w["point.style-of-headings"]
    if style == "heading" and s.item_style != "heading":
        gain += w["point.heading"]
    return gain
