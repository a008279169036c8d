"""The scene: what holds for a whole document, and is asked of every token in it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from review.read.structure.kinds import KindEvidence, summed
from review.read.structure.token import Token
from review.read.structure.weights import Weights

_THEME_AT_MOST = 6
_NAMED = {"part", "section", "hash1", "hash2"}


@dataclass(slots=True)
class Scene:
    """What holds for the whole document."""

    has_section: bool
    """Whether 一、二、 name its sections."""
    one_section: bool
    """Whether at least one line begins with 一、 and a name."""
    has_heading: bool
    flat: bool
    """Whether （一）（二） are sentences that say lacks, and nothing is counted below any of them."""
    plain: bool
    """Whether lines without an ordinal name the sections: 存在问题, 原因分析, each alone."""
    themes_below: bool
    """Whether one such line names all problems, so that themes without an ordinal stand below it."""
    bracketed: bool
    """Whether （一）存在问题 （二）原因分析 name the sections, each once and without any 一、 above."""
    nested: bool
    """Whether headings and items have the same ordinal, 1、学校层面：1、…"""
    above_bullets: bool
    """Whether lines without an ordinal name themes right above bullets: 【政治建设】, and below it ● 学得不深."""
    bare_run: bool
    """Whether an ordinal 二 stands without a mark too."""
    named: frozenset[str]
    """The kinds that a section's name says."""
    depth: int
    """How many # stand before the deepest 一、 that has any; what has more is below a section. 9 where none has."""


def scene(run: list[Token], w: Weights) -> Scene:
    """What is asked of all tokens of a document together."""
    sections = [t for t in run if t.style in ("section", "part")]
    headings = [t for t in run if t.style == "heading"]
    names = [t.number for t in sections if t.begin == 0 or t.before in "。:;!? " or t.spaced or t.f.label]
    bracketed = not sections and _name_parts(headings)
    naming = _NAMED | {"heading"} if bracketed else _NAMED
    counted = any(b == a + 1 for a, b in pairwise(names) if a is not None and b is not None)
    return Scene(
        has_section=counted and not all(t.f.item_like for t in sections if t.number),
        one_section=any(t.begin == 0 and not t.f.item_like for t in sections),
        has_heading=any(t.begin == 0 for t in headings),
        flat=sum(map(_says_lack, headings)) > 1 and not any(_holds_more(t) for t in headings),
        plain=not counted and sum(map(_labels, run)) > 1,
        themes_below=not counted and sum(_labels(t) and t.f.label == "problems" for t in run) == 1,
        bracketed=bracketed,
        nested=any(t.style == "number" == t.f.next.style and t.f.head_below for t in run if t.f.next),
        above_bullets=sum(map(_names_above_bullets, run)) > 1,
        bare_run=any(t.style == "bare" and t.number == 2 for t in run),
        named=frozenset(_best(t.f.kinds, w) for t in run if t.style in naming and t.f.kinds and not t.f.item_like),
        depth=max((depth for t in sections if t.leads and (depth := _depth(t))), default=9),
    )


def _name_parts(headings: list[Token]) -> bool:
    """Whether of these ordinals, each a label alone on its line, one says problems and the others something else."""
    said = [t.f.label for t in headings if t.leads and t.f.alone]
    return len(said) == len(headings) > 1 and said.count("problems") == 1 and None not in said


def _labels(token: Token) -> bool:
    """Whether a line without an ordinal is nothing but a label: 存在的问题."""
    return token.style is None and token.f.label is not None and token.f.alone


def _names_above_bullets(token: Token) -> bool:
    f = token.f
    named = f.themed or (token.style is None and token.leads and f.aspect and f.alone)
    return bool(named and f.adjacent and f.next and f.next.style == "bullet")


def _holds_more(token: Token) -> bool:
    """Whether something is counted below a heading; what comes behind a text below the last one is not."""
    return token.f.aspect or (token.f.head_below and (token.f.adjacent or token.f.goes_on))


def _says_lack(token: Token) -> bool:
    """Whether a sentence says one; a name as short as 公务接待 is a theme, whatever the text behind it says."""
    f = token.f
    return f.want > 0 or (f.want_all > 0 and not f.alone and len(f.first) > _THEME_AT_MOST)


def _depth(token: Token) -> int:
    """How many # a line begins with."""
    return len(token.line.folded) - len(token.line.folded.lstrip("#"))


def _best(evidence: KindEvidence, w: Weights) -> str:
    sums = summed(evidence, w)
    return max(sums, key=sums.__getitem__)
