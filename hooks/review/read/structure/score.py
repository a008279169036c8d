"""The score: how likely each label is for a token in a state, as a sum of named gains (weights.py)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from review.read.structure.features import is_sign
from review.read.structure.form import names_document
from review.read.structure.grammar import (
    ANNOUNCED,
    HEADING,
    ITEM,
    LEVEL,
    NEUTRAL,
    NEVER_HEADING,
    NEVER_LABEL,
    NEVER_POINT,
    NEVER_SECTION,
    PREAMBLE,
    SECTION,
    TAIL,
    State,
    bound,
    to_achievements,
    to_announced,
    to_heading,
    to_item,
    to_label,
    to_listed,
    to_neutral,
    to_point,
    to_section,
)
from review.read.structure.kinds import KINDS, READ, Evidence
from review.read.structure.tokens import ORDINALS, Token
from review.read.structure.words import words

Option = tuple[str, float, State]
Weights = Mapping[str, float]

_OWN_POINTS, _FURNITURE = words("own-points"), words("furniture")
_FURNITURE_AT_MOST = 200
_PLAIN_SECTION_AT_MOST, _LABEL_AT_MOST, _HEADING_LABEL_AT_MOST = 24, 16, 24
_CERTAIN = 4.5
"""More evidence for a kind than this changes nothing in a clause that announces."""
_HOPELESS = 6.0
"""A kind of section this far behind the best kind for the same line is not followed up."""
ITEMS: dict[str, str] = {kind: f"I:{kind}" for kind in KINDS}
SECTIONS: dict[str, str] = {kind: f"S:{kind}" for kind in KINDS}
_NAMES_ALONE = {"heading", "number", "decimal", "th", "bracket", "named", "bullet"}
"""Styles that name a section only where nothing follows on the line."""
_NAMED = {"part", "section", "hash1", "hash2"}
_BELOW_HASH = {f"hash{depth}" for depth in range(2, 7)}
_BELOW_HEADING = {"number", "bracket", "th", "circle"}


@dataclass(slots=True)
class Scene:
    """What holds for the whole document."""

    has_section: bool
    """Whether 一、二、 name its sections."""
    one_section: bool
    """Whether at least one line begins with 一、 and a name."""
    has_heading: bool
    nested: bool
    """Whether headings and items have the same ordinal, 1、学校层面：1、…"""
    bare_run: bool
    """Whether an ordinal 二 stands without a mark too."""
    named: frozenset[str]
    """The kinds that a section's name says."""
    depth: int
    """How many # stand before the deepest 一、 that has any; what has more is below a section. 9 where none has."""


def scene(run: list[Token], w: Weights) -> Scene:
    """What is asked of all tokens of a document together."""
    sections = [t for t in run if t.style in ("section", "part")]
    names = [t.number for t in sections if t.begin == 0 or t.before in "。:;!? " or t.spaced or t.f.label]
    counted = any(b == a + 1 for a, b in pairwise(names) if a is not None and b is not None)
    return Scene(
        has_section=counted and not all(t.f.item_like for t in sections if t.number),
        one_section=any(t.begin == 0 and not t.f.item_like for t in sections),
        has_heading=any(t.style == "heading" and t.begin == 0 for t in run),
        nested=any(t.style == "number" == t.f.next.style and t.f.head_below for t in run if t.f.next),
        bare_run=any(t.style == "bare" and t.number == 2 for t in run),
        named=frozenset(_best(t.f.kinds, w) for t in run if t.style in _NAMED and t.f.kinds and not t.f.item_like),
        depth=max((depth for t in sections if t.leads and (depth := _depth(t))), default=9),
    )


def _depth(token: Token) -> int:
    """How many # a line begins with."""
    return len(token.line.folded) - len(token.line.folded.lstrip("#"))


def _best(evidence: Evidence, w: Weights) -> str:
    sums = _summed(evidence, w)
    return max(sums, key=sums.__getitem__)


class Scored:
    """A token with all that its gains have apart from the state."""

    __slots__ = ("token", "w", "scene", "style", "number", "leads", "real", "kinds", "announced", "head", "counts",
                 "text", "section", "heading", "labels", "item", "shapes", "point", "tail", "end", "quiet")  # fmt: skip

    def __init__(self, token: Token, scene: Scene, w: Weights) -> None:
        self.token, self.scene, self.w = token, scene, w
        f = token.f
        self.style, self.number, self.leads = token.style, token.number, token.begin == 0
        self.counts = self.style in ORDINALS or self.style == "bare"
        self.real = self._real() if self.counts else 0.0
        self.kinds = _summed(f.kinds, w) if f.kinds else None
        self.announced = _summed(f.announced, w) if f.announced else None
        self.head = (w["head.aspect"] * f.aspect + w["head.theme"] * f.theme + w["head.items-below"] * f.head_below)
        self.text = self._text()
        self.section = self._section()
        self.heading = self._heading()
        self.labels = self._may_label()
        self.shapes: dict[str, float] = {}
        self.item: dict[tuple[str, bool], float] = {}
        self.tail = self._tail()
        self.end = f.end
        self.quiet = (self.style in (None, "clause", "table") and self.section is None and self.heading is None
                      and not self.labels and not f.end and not f.turns and not f.criticism and not f.vice
                      and not f.done_before and token.bound is None)
        """Whether it can only be text."""

    # ---- what does not depend on the state

    def _real(self) -> float:
        """Whether an ordinal is one at all, by what stands before it."""
        w, token = self.w, self.token
        if self.style == "bare":
            lonely = w["real.bare-alone"] if self.number == 1 and not self.scene.bare_run else 0.0
            return w["real.line"] + w["real.bare"] + lonely
        if self.leads:
            return w["real.line"]
        if token.before in "。:;!?…":
            return w["real.stop"]
        if token.before in "”’)】":
            return w["real.close"]
        if token.before == ",":
            return w["real.comma-said" if self.style == "said" else "real.comma"]
        if token.spaced:
            return 0.0 if self.number == 1 or token.f.goes_on else w["real.space"]
        return w["real.word-sign" if self.style in ("heading", "circle", "bracket") else "real.word"]

    def _text(self) -> float:
        w, f, style = self.w, self.token.f, self.style
        if self.counts and style != "bare":
            top = style in ("section", "part")
            cost = w["text.real"] * self.real + w["text.line"] * self.leads + w["text.goes-on"] * f.goes_on
            cost += w["text.section"] * (top and self.leads)
            if style == "said" and self.number == 1 and not self.leads and not f.goes_on:
                return w["text.lonely"]
            return min(cost, w["text.lonely"])
        if style and style.startswith("hash"):
            return w["text.hash"]
        if style is None and f.label and f.alone:
            return w["text.label-colon" if f.colon else "text.label"]
        return 0.0

    def _tail(self) -> float:
        """Inside the tail."""
        w, f = self.w, self.token.f
        if f.label and f.alone and self.style in (None, "section", "heading"):
            return w["tail.label"]
        if f.end and self.style == "section":
            return w["tail.signed-numeral"]
        if f.end == 2:
            return w["tail.sure"]
        if self.style == "section":
            return w["tail.section"]
        return w["tail.ordinal"] if self.style in ORDINALS else 0.0

    def _section(self) -> float | None:
        """None where it can be no section's name."""
        w, f, style = self.w, self.token.f, self.style
        if style in ("clause", "table") or (style is None and not self._names_plainly()):
            return None
        if style in NEVER_SECTION and not (style == "bare" and f.label and f.alone):
            return None
        if style in _NAMES_ALONE and not f.label and not f.alone:
            return None
        if style in _BELOW_HASH and int(style[-1]) > self.scene.depth:
            return None
        gain = w.get(f"section.style-{style or 'none'}", w["section.style-else"])
        if style is None:
            gain += w["section.colon" if f.colon else "section.alone"]
            below = f.next is not None and f.next.number in (1, None)
            gain += w["section.items-below" if below else "section.no-items-below"]
        numbered = self.scene.has_section or (style == "heading" and self.scene.one_section)
        if numbered and style not in ("section", "part") and not (style or "").startswith("hash"):
            gain += w["section.none-numbered" if style is None else "section.others-numbered"]
        gain += w["section.line"] if self.leads else self.real + w["section.inline"] * (not f.label)
        gain += w["section.in-run"] * f.in_run
        if style == "section" and f.size > 60 and f.want_all > 1 and len(f.first) > 24:
            gain += w["section.long"]
        return gain

    def _names_plainly(self) -> bool:
        """Whether a line without an ordinal may be a section's name."""
        f = self.token.f
        if f.size > 40:
            return False
        if f.label:
            return True
        short = f.alone and 0 < f.size <= _PLAIN_SECTION_AT_MOST and "," not in f.first and "如下" not in f.first
        if not short or self._ends_with("。") or self.kinds is None or self.kinds["other"] >= 1:
            return False
        around = _FURNITURE.search(f.first[:_FURNITURE_AT_MOST])
        return not around and (len(f.first) <= 8 or not names_document(f.first))

    def _heading(self) -> float | None:
        """None where it can be no heading."""
        w, f, style = self.w, self.token.f, self.style
        if not is_sign(self.token):
            if not (style is None and f.aspect and f.alone and self.leads):
                return None
        elif style in NEVER_HEADING and style != "section":
            return None
        gain = w.get(f"heading.style-{style or 'none'}", w["heading.style-else"]) + self.head
        if style == "section":
            gain = w["heading.below-part"] + self.head
        if not f.aspect:
            if f.alone and f.size <= 26 and style in ("number", "bracket"):
                gain += w["heading.short-colon"] * f.colon
            if style != "heading":
                gain += w["heading.colon"] * f.colon + w["heading.lack"] * bool(f.want)
            gain += w["heading.reason"] * f.reason
        if style in ("number", "decimal", "bracket", "th", "named") and not f.alone and not f.head_below:
            gain += w["heading.run-in-th" if style == "th" else "heading.run-in"]
        if self.counts:
            gain += self.real
        if f.label in ("causes", "measures"):
            gain += w["heading.other-label"]
        return gain

    def _may_label(self) -> bool:
        f, style = self.token.f, self.style
        if style in NEVER_LABEL or style in ("clause", "table"):
            return False
        named = style in ("heading", "decimal") and f.alone and f.size <= _HEADING_LABEL_AT_MOST
        named = named and self.kinds is not None
        return bool(f.label or (f.colon and f.size <= _LABEL_AT_MOST) or named)

    def shape(self, kind: str) -> float:
        """How far it looks like an item of a kind."""
        if kind in self.shapes:
            return self.shapes[kind]
        w, f = self.w, self.token.f
        if kind == "problems":
            gain = w["shape.lack"] * f.want + w["shape.lack-all"] * f.want_all + w["shape.reason"] * f.reason
            gain += w["shape.do-lacking" if f.want_all > 1 else "shape.do"] * f.do
            if not f.want_all:
                gain += w["shape.done"] * f.done
        elif kind == "causes":
            gain = w["shape.cause-lack"] * f.want + w["shape.lack-all"] * f.want_all
            gain += w["shape.cause-reason"] * f.reason + w["shape.cause-do"] * f.do
        elif kind == "measures":
            gain = w["shape.measure-do"] * f.do + w["shape.measure-lack"] * f.want
            gain += w["shape.measure-lack-all"] * f.want_all
        else:
            gain = w["shape.other-done"] * f.done + w["shape.other-lack"] * f.want
        self.shapes[kind] = gain
        return gain

    def _item(self, kind: str, in_problems: bool) -> float:
        """An item of `kind`; `in_problems`: in a problems section, where （一） is a heading."""
        w, f, style = self.w, self.token.f, self.style
        problem = kind == "problems"
        if style == "heading":
            gain = w["item.style-heading-problem" if problem and in_problems else "item.style-heading"]
        elif style == "bullet" or (style and style.startswith("hash")):
            gain = w[f"item.style-{'bullet' if style == 'bullet' else 'hash'}{'-problem' if problem else ''}"]
        else:
            gain = w.get(f"item.style-{style}", w["item.style-else"])
        gain += self.real + self.shape(kind)
        if style == "said" and self.number == 1 and not f.goes_on and not self.leads:
            gain += w["number.lonely-comma" if self.token.before == "," else "number.lonely"]
        if style == "turn":
            gain += w["item.turn-goes-on" if f.goes_on or (self.number or 9) > 1 else "item.turn-alone"]
        if f.label:
            gain += w["item.label"]
        elif f.colon and f.size <= 12 and style == "heading":
            gain += w["item.whose"]
        if style == "heading" and not problem:
            gain += self.head
        return gain

    # ---- what does

    def run(self, last: int) -> float:
        """How well the number goes on from `last`."""
        number, w = self.number, self.w
        if number is None or (last == 0 and number > 1 and self.token.f.first_mark):
            return 0.0
        if number == last + 1:
            return w["number.next"] if number > 1 else w["number.first"]
        if last == 0:
            return w["number.gap"] * min(2.0, 0.6 + 0.4 * (number - 2))
        if number > last:
            return w["number.gap"] * min(2.0, 0.8 + 0.3 * (number - last - 1))
        return w["number.same"] if number == last else w["number.back"]

    def options(self, s: State) -> list[Option]:
        """Every label that may follow in a state, its gain, and the state that it leads to."""
        token, w, place = self.token, self.w, s.place
        if token.bound:
            return [(token.bound, 0.0, bound(s, token.bound, self.style, self.number))]
        if place == TAIL:
            return [("Z", self.tail, s)]
        out = [("T", self.text_in(s), s)]
        if self.quiet:
            return out
        if self.end and place != PREAMBLE and place != SECTION:
            weight = "tail.signed-numeral" if self.style == "section" else "tail.sure" if self.end == 2 else "tail.text"
            out.append(("Z", w[weight], s._replace(place=TAIL)))
        if self.style == "table":
            return out
        if self.section is not None:
            self._sections(s, out, self.section)
        if self.heading is not None and (place == PREAMBLE or s.section == "problems"):
            self._headings(s, out, self.heading)
        if self.labels and s.section in READ:
            self._labels(s, out)
        if self.style in (None, "clause"):
            self._announcements(s, out)
        elif self.style != "part":
            self._items(s, out)
            if place == ITEM and self.style not in NEVER_POINT:
                out.append(("P", self._point(s), to_point(s, self.style, self.number)))
        if place == ANNOUNCED:
            nothing = w["announce.nothing"]
            out = [(label, gain + nothing if label[0] in "SHAL" else gain, then) for label, gain, then in out]
        return out

    def text_in(self, s: State) -> float:
        w, f, cost = self.w, self.token.f, self.text
        if self.counts:
            if s.place == PREAMBLE and cost < 0:
                cost *= w["text.preamble"]
            elif s.place == NEUTRAL and not self.leads:
                cost = max(cost, w["text.neutral"])
        elif self.style == "bullet":
            cost = w["text.bullet" if s.section in READ else "text.bullet-else"]
        elif f.turns and self.announced and s.kind in READ and f.adjacent and self.announced[s.kind] >= 2:
            same = w["text.same-kind"] * min(_CERTAIN, self.announced[s.kind])
            cost += max(0.0, w["text.same-kind-base"] + same + (0.4 if f.announces else -1.0))
        if s.place == ANNOUNCED:
            cost += w["text.after-announcement"]
        return cost + w["text.end"] if f.end == 2 and s.place != PREAMBLE else cost

    def order(self, s: State, kind: str) -> float:
        """The usual order of sections."""
        w, last = self.w, s.last
        if kind not in READ:
            return w["order.other"]
        if last is None:
            return w[f"order.{kind}-first"]
        if last not in READ:
            return w["order.problems-after-other" if kind == "problems" else "order.after-other"]
        if last == kind:
            return 0.0 if kind == "problems" else w[f"order.{kind}-again"]
        at, to = READ.index(last), READ.index(kind)
        return w["order.back"] if to < at else w["order.forward"] if to == at + 1 else w["order.skip"]

    def _sections(self, s: State, out: list[Option], gain: float) -> None:
        w, style = self.w, self.style
        if style is None and s.place == ITEM and _OWN_POINTS.match(self.token.f.first):
            gain += w["section.own-points"]
        if s.section_style is not None and style != s.section_style:
            gain += w["section.other-style"]
            if style is None and s.heading_style is not None:
                gain += w["section.below-heading"]
        number = self.run(s.section_number if style == s.section_style else 0)
        gain += max(number, w["number.section-least"]) if style in ("section", "part") and self.leads else number
        if s.place == SECTION and s.section in READ and s.item_style is None and s.heading_style is None:
            gain += w["section.empty-before"]
        least, options = -_HOPELESS, []
        for kind, said in (self.kinds or _UNNAMED).items():
            if style is None and kind not in READ and (kind == "other" or said <= -0.1):
                continue
            whole = gain + said + self.order(s, kind)
            least = max(least, whole - _HOPELESS)
            options.append((kind, whole))
        for kind, whole in options:
            if whole >= least:
                out.append((SECTIONS[kind], whole, to_section(s, kind, style, self.number)))

    def _headings(self, s: State, out: list[Option], gain: float) -> None:
        w, style, f = self.w, self.style, self.token.f
        above = s.heading_style
        if style == "section" and s.section_style != "part":
            return
        if above in LEVEL and style in LEVEL and LEVEL[style] > LEVEL[above]:
            return
        if self.counts:
            gain += self.run(s.heading_number if style == above else 0)
        if above is not None:
            gain += w["heading.same-style" if style == above else "heading.other-style"]
        if style is not None and s.item_style == style and not self.scene.nested:
            gain += w["heading.style-of-items"]
        if s.place == PREAMBLE:
            gain += w["heading.before-section-part" if f.first_mark else "heading.before-section"]
            gain += w["heading.problems-named"] * ("problems" in self.scene.named)
        elif s.kind != "problems":
            gain += w["heading.after-other-kind"]
        out.append(("H", gain, to_heading(s, style, self.number)))

    def _labels(self, s: State, out: list[Option]) -> None:
        w, f, style, own = self.w, self.token.f, self.style, s.section
        base = 0.0
        if style is None:
            base = w["label.plain"] + w["label.colon"] * f.colon
            if s.place == ITEM and not (f.next is not None and f.next.number == 1):
                base += w["label.in-item"]
        elif self.counts:
            base = w["label.numbered"] + (self.head if style == "heading" and own != "problems" else 0.0)
            base += w["label.number"] * min(0.0, self.run(s.heading_number if style == s.heading_style else 0))
        for kind in READ:
            if f.label:
                gain = base + w["label.same" if f.label == kind else "label.other"]
            elif kind != own:
                if not self.kinds or self.kinds[kind] <= 0:
                    continue
                gain = base + self.kinds[kind] + w["label.turns"]
            elif own == "problems":
                gain = base + w["label.in-problems"]
            else:
                gain = base + w["label.whose-heading" if style == "heading" and f.colon else "label.whose"]
                if style == "decimal" and f.alone and f.head_below and self.kinds and self.kinds[kind] > 0:
                    gain += w["label.named"]
            if own != "problems":
                gain += w["label.other-section"] * (kind != own)
            elif kind == "problems":
                gain += w["label.problems-heading"] * (style == "heading")
            elif style is None and self.scene.has_section:
                gain += w["label.sections-named"]
            out.append((f"L:{kind}", gain, to_label(s, kind, style, self.number)))

    def _announcements(self, s: State, out: list[Option]) -> None:
        w, f = self.w, self.token.f
        following = f.next
        if following is None:
            return
        first = following.number == 1
        listed = following.style != "section" or following.f.in_run
        label = f.label and f.alone
        if first and listed and not label and f.turns and self.announced and s.section not in ("cases", "previous"):
            for kind in READ:
                said = self.announced[kind]
                if said >= 1 and not (kind == s.section and s.place == SECTION):
                    out.append((f"A:{kind}", self._announcement(s, kind, said), to_announced(s, kind)))
        lead = s.section == "problems" and s.place in (HEADING, SECTION) and first and f.adjacent
        if lead and f.done_before and self._ends_with(":。"):
            gain = w["announce.done" if self._ends_with(":") else "announce.done-stop"]
            out.append(("A:other", gain, to_achievements(s)))
        if f.vice and f.adjacent and s.section == "problems":
            out.append(("N", w["neutral.vice"], to_neutral(s, criticism=False)))
        if f.criticism and s.section in READ:
            out.append(("N", w["neutral.criticism"], to_neutral(s, criticism=True)))

    def _ends_with(self, signs: str) -> bool:
        token = self.token
        return token.line.folded[token.begin : token.end].rstrip(" *_")[-1:] in tuple(signs)

    def _announcement(self, s: State, kind: str, said: float) -> float:
        w, f = self.w, self.token.f
        gain = w["announce.base"] + w["announce.kind"] * min(_CERTAIN, said)
        gain += w["announce.opens" if f.announces else "announce.no-colon"]
        gain += w["announce.order"] * self.order(s, kind)
        gain += w["announce.apart"] * (not f.adjacent)
        if kind == s.kind:
            gain += w["announce.current"]
        if kind == "problems" and s.place == ITEM and s.kind == "problems" and f.own_points:
            gain += w["announce.own-points"]
        if self.style is None and f.size > 120:
            gain += w["announce.long"]
        if s.place == PREAMBLE and kind == "problems" and "problems" in self.scene.named:
            gain += w["announce.problems-named"]
        if s.place == SECTION and s.section != kind:
            gain += w["announce.below-name"]
        if s.place == HEADING and s.kind == "problems" != kind and s.item_number == 0:
            gain += w["announce.below-heading"]
        if kind == "problems" and s.section in ("causes", "measures") and s.section_style is not None and not f.opens:
            gain += w["announce.back"]
        return gain

    def _items(self, s: State, out: list[Option]) -> None:
        style, f = self.style, self.token.f
        if s.place == NEUTRAL or f.no_item or (style == "turn" and self.number is None and s.item_style != "turn"):
            return
        if style == "section" and not (f.in_run and (s.item_style == "section" or s.place == ANNOUNCED)):
            return
        if s.place == PREAMBLE:
            for kind in READ:
                out.append((ITEMS[kind], self.item_in(s, kind) + self._first(kind), self._to_item(s, kind)))
            out.append(("I:pre", self._listed(s), to_listed(s, style, self.number)))
        elif s.kind:
            out.append((ITEMS[s.kind], self.item_in(s, s.kind), self._to_item(s, s.kind)))

    def _to_item(self, s: State, kind: str) -> State:
        return to_item(s, kind, self.style, self.number)

    def item_in(self, s: State, kind: str) -> float:
        w, f, style = self.w, self.token.f, self.style
        in_problems = s.kind == s.section and s.place != PREAMBLE
        gain = self.item.get((kind, in_problems))
        if gain is None:
            gain = self.item[kind, in_problems] = self._item(kind, in_problems)
        if self.counts:
            gain += self.run(s.item_number if style == s.item_style or s.item_number == 0 else 0)
        if s.item_style is not None and style != s.item_style:
            gain += w["item.new-style" if s.item_number == 0 else "item.other-style"]
        if s.heading_style == style and s.place != PREAMBLE and not self.scene.nested:
            gain += w["item.style-of-headings"]
        if kind != "problems":
            return gain
        if style == "bullet" and s.heading_style == "heading":
            gain += w["item.style-bullet-below"] - w["item.style-bullet-problem"]
        if s.place == SECTION and s.section == "problems" and self.scene.has_heading and style != "heading":
            gain += w["item.headings-named"]
        if s.heading_style == "heading" and style in _BELOW_HEADING:
            gain += self.head
        elif f.aspect and f.alone:
            gain += w["item.aspect"]
        return gain

    def _first(self, kind: str) -> float:
        """An item before any section."""
        w = self.w
        gain = w["item.before-section"] + w["item.kind-named"] * (kind in self.scene.named)
        if kind == "causes":
            gain += w["item.causes-say" if self.token.f.reason else "item.causes-else"]
        elif kind == "measures":
            gain += w["item.measures-first"]
        return gain

    def _listed(self, s: State) -> float:
        w = self.w
        gain = self.item_in(s, "other") + w["preamble.line" if self.leads else "preamble.inline"]
        return gain + w["preamble.sign"] * (self.style in ("heading", "number") and self.leads)

    def _point(self, s: State) -> float:
        w, f, style = self.w, self.token.f, self.style
        gain = w["point.base"] + w["point.real"] * self.real + w["point.shape"] * self.shape(s.kind or "other")
        if style == s.item_style:
            gain += w["point.style-of-item-line" if self.leads else "point.style-of-item"]
        if style == s.point_style:
            gain += w["point.number"] * self.run(s.point_number)
        else:
            gain += w["point.first" if self.number == 1 else "point.not-first"]
            gain += w["point.goes-on" if f.goes_on else "point.alone"]
        if style == s.heading_style:
            gain += w["point.style-of-headings"]
        if style == "heading" and s.item_style != "heading":
            gain += w["point.heading"]
        return gain


_UNNAMED = {"problems": 0.0, "causes": 0.0, "measures": 0.0, "cases": -2.0, "previous": -3.0, "other": 0.0}
"""What a section's line says of its kind where it is too long to be a name."""


def _summed(evidence: Evidence, w: Weights) -> dict[str, float]:
    found = {"problems": 0.0, "causes": 0.0, "measures": 0.0, "cases": w["kind.cases-rare"],
             "previous": w["kind.previous-rare"], "other": 0.0}  # fmt: skip
    for kind, name, times in evidence:
        found[kind] += w[name] * times
    return found


def finish(s: State, w: Weights) -> float:
    """The gain of ending in a state."""
    return w["end.empty"] if s.place == SECTION and s.section in READ else 0.0
