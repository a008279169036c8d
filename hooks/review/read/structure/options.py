"""The options: every label that may follow in a state, what it gains there, and the state that it leads to."""

from __future__ import annotations

from review.model import SectionKind
from review.read.structure.features import opens_list
from review.read.structure.grammar import (
    ANNOUNCED,
    HEADING,
    ITEM,
    LEVEL,
    NEUTRAL,
    NEVER_POINT,
    PREAMBLE,
    SECTION,
    TAIL,
    Option,
    State,
    bound,
    to_achievements,
    to_announced,
    to_heading,
    to_label,
    to_neutral,
    to_point,
    to_section,
    to_tail,
    to_theme,
)
from review.read.structure.itemised import add_items, point
from review.read.structure.kinds import KINDS, READ
from review.read.structure.scored import Scored
from review.read.structure.token import BULLETS, ORDINALS
from review.read.structure.weights import Weights
from review.read.structure.words import words

_OWN_POINTS = words("own-points")
_CERTAIN = 4.5
"""More evidence for a kind than this changes nothing in a clause that announces."""
_HOPELESS = 6.0
"""A kind of section this far behind the best kind for the same line is not followed up."""
_SECTIONS: dict[str, str] = {kind: f"S:{kind}" for kind in KINDS}
_LABELS: dict[str, str] = {kind: f"L:{kind}" for kind in KINDS}
_ANNOUNCE: dict[str, str] = {kind: f"A:{kind}" for kind in KINDS}
_TOLD = ("cases", "previous")
_UNNAMED = {"problems": 0.0, "causes": 0.0, "measures": 0.0, "cases": -2.0, "previous": -3.0, "other": 0.0}
"""What a section's line says of its kind where it is too long to be a name."""


def _order_weight(last: SectionKind | None, kind: SectionKind) -> str:
    if kind not in READ:
        return "order.other"
    if last is None:
        return f"order.{kind}-first"
    if last not in READ:
        return "order.problems-after-other" if kind == "problems" else "order.after-other"
    if last == kind:
        return f"order.{kind}-again"
    at, to = READ.index(last), READ.index(kind)
    return "order.back" if to < at else "order.forward" if to == at + 1 else "order.skip"


_ORDER: dict[str | None, dict[str, str]] = {
    last: {kind: _order_weight(last, kind) for kind in KINDS} for last in (None, *KINDS)
}
"""The usual order of sections: by the last kind and the next, the weight of their sequence."""


def options(t: Scored, s: State) -> list[Option]:
    """Every label of a token that may follow in a state."""
    token, place, style = t.token, s.place, t.style
    if token.bound == "T":
        return [("T", 0.0, s)]
    if token.bound:
        return [(token.bound, 0.0, bound(s, token.bound, style, t.number))]
    if place == TAIL:
        return [("Z", t.tail(), s)]
    out = [("T", _text(t, s), s)]
    if t.quiet:
        return out
    if t.end and place != PREAMBLE and place != SECTION:
        weight = "tail.signed-numeral" if style == "section" else "tail.sure" if t.end == 2 else "tail.text"
        out.append(("Z", t.w[weight], to_tail(s)))
    if style == "table":
        return out
    if t.section is not None and not (style == "section" and s.section_style == "part" and not t.names_kind):
        out += _sections(t, s, t.section)
    if t.heading is not None and (place == PREAMBLE or s.section == "problems"):
        _heading(t, s, out, t.heading)
    if t.labels and s.section in READ:
        _labels(t, s, out)
    if style is None or style == "clause":
        _announcements(t, s, out)
    elif style != "part":
        if token.f.criticised and s.section:
            out.append(("N", t.w["neutral.criticised"], to_neutral(s, criticism=True)))
        add_items(t, s, out)
        if place == ITEM and style not in NEVER_POINT and not (style in BULLETS and s.item_style not in ORDINALS):
            out.append(("P", point(t, s), to_point(s, style, t.number)))
    if place == ANNOUNCED:
        nothing = t.w["announce.nothing"]
        out = [(label, gain + nothing if label[0] in "SHAL" else gain, then) for label, gain, then in out]
    return out


def _text(t: Scored, s: State) -> float:
    w, f, cost, place = t.w, t.token.f, t.text, s.place
    if t.counts:
        if place == PREAMBLE and cost < 0:
            cost *= w["text.preamble"]
        elif place == NEUTRAL and (not t.leads or (s.kind is None and t.style != "section")):
            cost = max(cost, w["text.neutral"])
    elif t.style in ("bullet", "sign"):
        cost = w["text.bullet" if s.section in READ else "text.bullet-else"]
    elif f.turns and t.announced and s.kind in READ and f.adjacent and t.announced[s.kind] >= 2:
        same = w["text.same-kind"] * min(_CERTAIN, t.announced[s.kind])
        cost += max(0.0, w["text.same-kind-base"] + same + (0.4 if f.announces else -1.0))
    if place == ANNOUNCED:
        cost += w["text.after-announcement"]
    return cost + w["text.end"] if f.end == 2 and place != PREAMBLE else cost


def _sections(t: Scored, s: State, gain: float) -> list[Option]:
    w, style = t.w, t.style
    if style is None and s.place == ITEM and _OWN_POINTS.match(t.token.f.first):
        gain += w["section.own-points"]
    if s.section_style is not None and style != s.section_style:
        gain += w["section.other-style"]
        if style is None and s.heading_style is not None:
            gain += w["section.below-heading"]
    elif style is None and s.heading_style is not None and s.section == "problems":
        gain += w["section.below-heading"] * (t.token.f.label == "problems")
    gain += w["section.again"] * t.token.f.again
    number = t.run(s.section_number if style == s.section_style else 0)
    gain += max(number, w["number.section-least"]) if style in ("section", "part") and t.leads else number
    if s.place == SECTION and s.section in READ and s.item_style is None and s.heading_style is None:
        gain += w["section.empty-before"]
    known = t.sections.get((gain, s.last))
    if known is None:
        known = t.sections[gain, s.last] = _section_kinds(t, s, gain)
    return known


def _section_kinds(t: Scored, s: State, gain: float) -> list[Option]:
    """The kinds that a section may be of; of the state only the kind before matters."""
    w, style, order = t.w, t.style, _ORDER[s.last]
    here = s.last in ("problems", "causes") and any(name == "kind.remedied" for _, name, _ in t.token.f.kinds or ())
    least, found = -_HOPELESS, []
    for kind, said in (t.kinds or _UNNAMED).items():
        if style is None and kind not in READ and (said < w["kind.other"] if kind == "other" else said <= -0.1):
            continue
        whole = gain + said + w[order[kind]]
        if here and kind in ("previous", "measures"):
            whole += w["kind.remedied-here" if kind == "measures" else "kind.remedied-before"]
        least = max(least, whole - _HOPELESS)
        found.append((kind, whole))
    return [(_SECTIONS[k], whole, to_section(s, k, style, t.number)) for k, whole in found if whole >= least]


def _heading(t: Scored, s: State, out: list[Option], gain: float) -> None:
    w, style, f = t.w, t.style, t.token.f
    above = s.heading_style
    if (style == "section" and s.section_style != "part" and not f.themed) or (
        style == "bullet" and t.scene.above_bullets
    ):
        return
    if above in LEVEL and style in LEVEL and LEVEL[style] > LEVEL[above]:
        return
    gain = _counted_heading(t, s, gain)
    if style is not None and s.item_style == style and not t.scene.nested:
        gain += w["heading.style-of-items"]
    if s.place == PREAMBLE:
        signed = style is None or (f.aspect and style.startswith("hash"))
        gain += w["heading.before-section" + ("-part" if f.first_mark else "-aspect" if signed else "")]
        gain += w["heading.problems-named"] * ("problems" in t.scene.named)
    elif s.kind != "problems":
        gain += w["heading.after-other-kind"]
    out.append(("H", gain, to_heading(s, style, t.number)))


def _counted_heading(t: Scored, s: State, gain: float) -> float:
    """What a heading gains with how it goes on from the one before."""
    above = s.heading_style
    if t.counts:
        gain += t.run(s.heading_number if t.style == above else 0)
    return gain if above is None else gain + t.w["heading.same-style" if t.style == above else "heading.other-style"]


def _labels(t: Scored, s: State, out: list[Option]) -> None:
    w, f, style, own = t.w, t.token.f, t.style, s.section
    if t.names_theme and t.heading is not None and own in ("causes", "measures"):
        out.append((_LABELS[own], _counted_heading(t, s, t.heading), to_theme(s, own, style, t.number)))
        return
    base, plain = 0.0, style in (None, "clause")
    if plain:
        base = w["label.plain"] + w["label.colon"] * f.colon
        if s.place == ITEM and not (f.next is not None and f.next.number == 1):
            base += w["label.in-item"]
    elif t.counts:
        base = w["label.numbered"] + (t.head if style == "heading" and own != "problems" else 0.0)
        base += w["label.number"] * min(0.0, t.run(s.heading_number if style == s.heading_style else 0))
    for kind in READ:
        if f.label:
            gain = base + w["label.same" if f.label == kind else "label.other"] + w["label.again"] * f.again
        elif kind != own:
            if not t.kinds or t.kinds[kind] <= 0:
                continue
            gain = base + t.kinds[kind] + w["label.turns"]
        elif own == "problems":
            gain = base + w["label.in-problems"]
        else:
            gain = base + w["label.whose-heading" if style == "heading" and f.colon else "label.whose"]
            if style == "decimal" and f.alone and f.head_below and t.kinds and t.kinds[kind] > 0:
                gain += w["label.named"]
        if own != "problems":
            gain += w["label.other-section"] * (kind != own)
        elif kind == "problems":
            gain += w["label.problems-heading"] * (style == "heading")
        elif plain and t.scene.has_section:
            gain += w["label.sections-named"]
        out.append((_LABELS[kind], gain, to_label(s, kind, style, t.number)))


def _announcements(t: Scored, s: State, out: list[Option]) -> None:
    w, f = t.w, t.token.f
    following, first = f.next, opens_list(f)
    if following is None:
        return
    listed = following.style != "section" or following.f.in_run
    if f.turns and first and t.announced and listed and not (f.label and f.alone) and s.section not in _TOLD:
        for kind in READ:
            said = t.announced[kind]
            if said >= 1 and not (kind == s.section and s.place == SECTION):
                then = to_announced(s, kind, following.style)
                out.append((_ANNOUNCE[kind], _announcement(t, s, kind, said), then))
    lead = s.section == "problems" and s.place in (HEADING, SECTION) and first and f.adjacent
    if lead and f.done_before and t.ends_with(":。"):
        gain = w["announce.done" if t.ends_with(":") else "announce.done-stop"]
        out.append(("A:other", gain, to_achievements(s)))
    if f.vice and f.adjacent and s.section == "problems":
        out.append(("N", w["neutral.vice"], to_neutral(s, criticism=False)))
    if f.criticised and s.section:
        out.append(("N", w["neutral.criticised"], to_neutral(s, criticism=True)))
    elif f.criticism and s.section in READ:
        out.append(("N", w["neutral.criticism"], to_neutral(s, criticism=True)))


def _announcement(t: Scored, s: State, kind: str, said: float) -> float:
    w, f = t.w, t.token.f
    gain = w["announce.base"] + w["announce.kind"] * min(_CERTAIN, said)
    gain += w["announce.opens" if f.announces else "announce.no-colon"]
    gain += w["announce.order"] * w[_ORDER[s.last][kind]]
    gain += w["announce.apart"] * (not f.adjacent)
    if kind == s.kind:
        gain += w["announce.current"]
    if kind == "problems" and s.place == ITEM and s.kind == "problems" and f.own_points:
        gain += w["announce.own-points"]
    if t.style is None and f.size > 120:
        gain += w["announce.long"]
    if s.place == PREAMBLE and kind == "problems" and "problems" in t.scene.named:
        gain += w["announce.problems-named"]
    if s.place == SECTION and s.section != kind:
        gain += w["announce.below-name"]
    if s.place == HEADING and s.kind == "problems" != kind and s.item_number == 0:
        gain += w["announce.looks-back" if f.looks_back else "announce.below-heading"]
    if kind == "problems" and s.section in ("causes", "measures") and s.section_style is not None and not f.opens:
        gain += w["announce.back"]
    return gain


def finish(s: State, w: Weights) -> float:
    """The gain of ending in a state."""
    return w["end.empty"] if s.place == SECTION and s.section in READ else 0.0
