"""A token with all that its labels gain whatever the state: what it says by itself, worked out once."""

from __future__ import annotations

import re

from review.read.structure.features import is_sign
from review.read.structure.form import names_document
from review.read.structure.grammar import NEVER_HEADING, NEVER_LABEL, NEVER_SECTION, Option
from review.read.structure.kinds import summed
from review.read.structure.scene import Scene
from review.read.structure.shape import shape_worth
from review.read.structure.token import ORDINALS, Token
from review.read.structure.weights import Weights
from review.read.structure.words import words

_FURNITURE, _SAID_NAMES, _SAID_ASPECTS = words("furniture"), words("said-names"), words("said-aspects")
_RUN_IN = words("run-in-aspects")
_TURN_NAMES = words("turn-names")
_ANNOUNCED = re.compile(",|[以如]下")
_FURNITURE_AT_MOST = 200
_ASPECT_AT_MOST = 16
_THEME_AT_MOST = 6
_PLAIN_SECTION_AT_MOST, _LABEL_AT_MOST, _HEADING_LABEL_AT_MOST = 24, 16, 24
_NAMES_ALONE = {"heading", "number", "decimal", "deeper", "th", "bracket", "named", "bullet", "sign"}
"""Styles that name a section only where nothing follows on the line."""
_BELOW_HASH = {f"hash{depth}" for depth in range(2, 7)}
_PLAIN = (None, "clause", "table")
"""Styles of tokens without an ordinal or a sign."""
_NOUNS = ("kind.noun", "kind.act")
"""Evidence from a noun or a verb that says a kind."""
_COUNT = ORDINALS | {"bare"}
_SELDOM = ("letter", "each")
"""Styles of ordinals that seldom name a heading."""
_SAID = ("said", "each", "turn", "th")
"""Styles of ordinals that are words, and may follow a comma: 分析起来，首先是…，其次是…."""
_LIKE = {None: "none", "roman": "number", "small": "number", "sign": "bullet"}
"""Styles that weigh like another."""


class Scored:
    """A token with all that its gains have apart from the state."""

    __slots__ = ("token", "w", "scene", "style", "like", "number", "leads", "real", "kinds", "names_kind", "announced",
                 "head", "counts", "text", "section", "heading", "labels", "items", "shapes", "sections", "end",
                 "quiet", "names_theme")  # fmt: skip

    def __init__(self, token: Token, scene: Scene, w: Weights) -> None:
        self.token, self.scene, self.w = token, scene, w
        f = token.f
        self.style, self.number, self.leads = token.style, token.number, token.begin == 0
        self.like = _LIKE.get(self.style, self.style)
        self.counts = self.style in _COUNT
        """Whether it may be an ordinal; `real` is how far it is one."""
        self.real = self._real() if self.counts else 0.0
        self.kinds = summed(f.kinds, w) if f.kinds else None
        if self.kinds and _holds_parts(token):
            self.kinds["other"] += w["kind.parts-below"]
        self.names_kind = self.style == "section" and _names_kind(token)
        """Whether the name behind 一、 says its kind with a noun of its own, not as a theme or a statement."""
        self.announced = summed(f.announced, w) if f.announced else None
        self.head = w["head.aspect"] * f.aspect + w["head.theme"] * f.theme + w["head.items-below"] * f.head_below
        self.text = self._text()
        self.section = self._section()
        """None where it can be no section's name, nor a heading below."""
        self.names_theme = f.themed and self._only_names()
        """Whether it is a theme above causes and measures too, and none itself."""
        self.heading = self._heading()
        self.labels = self._may_label()
        self.shapes, self.items = dict[str, float](), dict[tuple[str, bool], float]()
        self.sections: dict[tuple[float, str | None], list[Option]] = {}
        """What options.py has worked out, by what it depends on."""
        self.end = f.end
        self.quiet = (self.style in _PLAIN and self.section is None and self.heading is None
                      and not self.labels and not f.end and not f.turns and not f.criticism and not f.criticised
                      and not f.vice and not f.done_before and token.bound is None)
        """Whether it can only be text."""

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
            return w["real.comma-said" if self.style in _SAID and self._counts_on() else "real.comma"]
        if token.spaced:
            return 0.0 if self.number == 1 or token.f.goes_on else w["real.space"]
        return w["real.word-sign" if self.style in ("heading", "circle", "bracket") else "real.word"]

    def _counts_on(self) -> bool:
        """Whether words of any sentence count there: 一是 does by itself, 首先 only where 其次 follows."""
        return self.style == "said" or self.token.f.goes_on or (self.number or 9) > 1

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

    def _section(self) -> float | None:
        w, f, style = self.w, self.token.f, self.style
        if style in ("clause", "table") or (style is None and not self._names_plainly()):
            return None
        if style in NEVER_SECTION and not (f.alone and (f.label if style == "bare" else self._says_part())):
            return None
        if style in _NAMES_ALONE and not f.label and not f.alone:
            return None
        if style in _BELOW_HASH and int(style[-1]) > self.scene.depth:
            return None
        gain = w.get(f"section.style-{self.like}", w["section.style-else"])
        if style == "heading":
            gain += w["section.bracketed"] * self.scene.bracketed
        if style is None:
            gain += w["section.colon" if f.colon else "section.alone"]
            below = f.next is not None and f.next.number in (1, None) and not _holds_parts(self.token)
            gain += w["section.items-below" if below else "section.no-items-below"]
            gain += w["section.theme-below"] * (self.scene.themes_below and f.aspect and not f.label)
        numbered = self.scene.has_section or (style == "heading" and self.scene.one_section)
        if numbered and style not in ("section", "part") and not (style or "").startswith("hash"):
            gain += w["section.none-numbered" if style is None else "section.others-numbered"]
        gain += w["section.line"] if self.leads else self.real + w["section.inline"] * (not f.label)
        gain += w["section.in-run"] * f.in_run + w["section.series"] * (f.themed and style == "section")
        if style == "section" and f.size > 60 and f.want_all > 1 and len(f.first) > 24:
            gain += w["section.long"]
        return gain

    def _says_part(self) -> bool:
        """Whether a sentence behind 首先， says what part follows: 首先，我谈谈自身存在的问题。"""
        return self.style == "turn" and self.leads and bool(_TURN_NAMES.match(self.token.f.first))

    def _names_plainly(self) -> bool:
        """Whether a line without an ordinal may be a section's name."""
        f = self.token.f
        if f.size > 40:
            return False
        if f.label or (f.alone and _SAID_NAMES.match(f.first)):
            return True
        short = f.alone and 0 < f.size <= _PLAIN_SECTION_AT_MOST and not _ANNOUNCED.search(f.first)
        if not short or self.kinds is None or self.ends_with("。"):
            return False
        if self.kinds["other"] >= max(1.0, self.kinds["previous"]) and not self._names_other():
            return False
        around = _FURNITURE.search(f.first[:_FURNITURE_AT_MOST])
        return not around and (len(f.first) <= 8 or not names_document(f.first))

    def _names_other(self) -> bool:
        """Whether a line without an ordinal names a section of another kind: where sections have no ordinals."""
        assert self.kinds is not None
        return self.scene.plain and self.kinds["other"] >= self.w["kind.other"]

    def _heading(self) -> float | None:
        w, f, style = self.w, self.token.f, self.style
        if not is_sign(self.token):
            named = style is None and self.leads and (f.alone or self._names_aspect())
            if not (f.aspect and (named or style == "clause" and f.alone)):
                return None
        elif not f.themed and (
            (style in NEVER_HEADING and style != "section")
            or (style in _SELDOM and not self._names_theme())
            or (style == "th" and self.number is None)
        ):
            return None
        gain = w.get(f"heading.style-{self.like}", w["heading.style-else"]) + self.head
        if style == "section":
            gain = w["heading.below-part"] + self.head
        gain += w["heading.series"] * f.themed
        if not f.aspect:
            if f.alone and f.size <= 26 and style in ("number", "bracket"):
                gain += w["heading.short-colon"] * f.colon
            if style != "heading":
                gain += w["heading.colon"] * f.colon + w["heading.lack"] * bool(f.want)
            gain += w["heading.reason"] * f.reason
        if style in ("number", "decimal", "deeper", "bracket", "th", "named") and not f.alone and not f.head_below:
            gain += w["heading.run-in-th" if style == "th" else "heading.run-in"]
        elif style is None and not f.alone:
            gain += w["heading.run-in-th"]
        elif style == "heading" and self.scene.flat:
            gain += w["heading.flat"]
        if self.counts:
            gain += self.real
        if f.label in ("causes", "measures"):
            gain += w["heading.other-label"]
        return gain

    def _names_theme(self) -> bool:
        """Whether what an ordinal of items begins is a theme: 其一，……方面, or 甲、思想建设 with items below."""
        f = self.token.f
        return f.aspect or (self.style == "letter" and f.alone and f.theme and f.head_below)

    def _names_aspect(self) -> bool:
        """Whether a line begins with a short name that says so and a stop: 讲规矩、有纪律方面。 对照先进找差距：…"""
        token, first = self.token, self.token.f.first
        said = bool(_SAID_ASPECTS.match(token.line.folded, token.body))
        return said or (len(first) <= _ASPECT_AT_MOST and bool(_RUN_IN.search(first)))

    def _only_names(self) -> bool:
        f = self.token.f
        return f.aspect or f.colon or f.echoes or (f.theme and f.size <= _THEME_AT_MOST and not (f.do or f.reason))

    def _may_label(self) -> bool:
        f, style = self.token.f, self.style
        if self.names_theme:
            return True
        if style in NEVER_LABEL or style == "table":
            return False
        if style == "clause":
            return bool(f.label and f.colon)
        named = style in ("heading", "decimal") and f.alone and f.size <= _HEADING_LABEL_AT_MOST
        named = named and self.kinds is not None
        return bool(f.label or (f.colon and f.size <= _LABEL_AT_MOST) or named)

    def ends_with(self, signs: str) -> bool:
        """Whether the token's last character, signs of bold aside, is one of `signs`."""
        token = self.token
        return token.line.folded[token.begin : token.end].rstrip(" *_")[-1:] in tuple(signs)

    def tail(self) -> float:
        """The gain of standing inside the tail."""
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

    def shape(self, kind: str) -> float:
        """How far it looks like an item of a kind."""
        known = self.shapes.get(kind)
        if known is None:
            known = self.shapes[kind] = shape_worth(self.token.f, self.w, kind)
        return known

    def item(self, kind: str, in_section: bool) -> float:
        """The gain of an item of `kind`; `in_section`: in a section of that kind."""
        known = self.items.get((kind, in_section))
        if known is None:
            known = self.items[kind, in_section] = self._item(kind, in_section)
        return known

    def _item(self, kind: str, in_section: bool) -> float:
        w, f, style = self.w, self.token.f, self.style
        problem = kind == "problems"
        if style == "heading":
            flat = "flat" if self.scene.flat else "problem"
            gain = w[f"item.style-heading-{flat}" if problem and in_section else "item.style-heading"]
        elif style == "bullet" or (style and style.startswith("hash")):
            gain = w[f"item.style-{'bullet' if style == 'bullet' else 'hash'}{'-problem' if problem else ''}"]
        else:
            gain = w.get(f"item.style-{self.like}", w["item.style-else"])
        gain += self.real + self.shape(kind)
        if f.themed:
            gain += w["heading.series" if in_section and not problem and not self.names_theme else "item.series"]
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


def _names_kind(token: Token) -> bool:
    """Whether a name says its kind with a noun or a verb of its own, not as a theme or a statement."""
    return any(name in _NOUNS for _, name, _ in token.f.kinds or ())


def _holds_parts(token: Token) -> bool:
    """Whether nothing but 一、问题 stands below a name: all parts of a self-review stand below 自我批评."""
    f, below = token.f, token.f.next
    if below is None or not (f.alone and f.adjacent and below.style == "section" and below.leads):
        return False
    return below.number == 1 and below.f.alone and not below.f.in_run and _names_kind(below)
