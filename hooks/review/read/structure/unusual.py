"""Whether a whole reading may be wrong: a third score, by what readings that came out wrong have in common.

The margin (doubts.py) knows how near the best other reading is; of a shape that no reading fits all are far off, and
the best of them may be well ahead. Such a document shows it otherwise: little speaks for what was read, a part that
the text speaks of was not found, or its items say something else than their kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from review.model import Document, Heading, Item
from review.read.structure.build import ITEMS
from review.read.structure.decode import BestReading
from review.read.structure.doubts import KIND_NAMES, label_name
from review.read.structure.kinds import READ
from review.read.structure.token import Token
from review.read.structure.words import words

UNUSUAL = 2.5
"""From this sum on it is said. Of 56 texts read for the first time 21 were wrong: this flagged 16, 14 of them rightly;
a margin below 1 flagged 8, 7 of them rightly; one or the other 20, 17 of them rightly.
"""
_SHOWN = 3
"""How many of the things that speak against a reading are named."""
_BEGINS = 12
_LITTLE, _VERY_LITTLE, _USUAL = 3.0, 2.0, 4.5
"""What a token gains on average: half of all labelled texts are above the last."""
_LEAST, _WORST = 0.5, -1.0
"""What the part, heading or item gains for which least speaks."""
_SAYS = {"causes": words("says-causes"), "measures": words("says-measures")}
Against = Iterator[tuple[float, str]]
"""How much each thing speaks against the reading, and how it is said."""


def unusual(document: Document, run: list[Token], decoded: BestReading) -> tuple[str, ...]:
    """What says that the reading of a document may be wrong, the gravest first, in words that are true of it; empty
    where it is not grave enough.
    """
    against = sorted(_against(document, run, decoded), reverse=True)
    return tuple(says for _, says in against[:_SHOWN]) if sum(much for much, _ in against) >= UNUSUAL else ()


def _against(document: Document, run: list[Token], decoded: BestReading) -> Against:
    yield from _little_for_it(run, decoded)
    yield from _not_found(document, run)
    yield from _says_otherwise(run, decoded.labels)
    yield from _out_of_order(document)


def _little_for_it(run: list[Token], decoded: BestReading) -> Against:
    """How little speaks for it, on average and at the worst place."""
    average = sum(decoded.gains) / max(1, len(run))
    if average < _LITTLE:
        says = f"凭据少，平均每段 {_signed(average)} 分，多数材料在 {_USUAL} 分上下"
        yield 2.0 if average < _VERY_LITTLE else 1.0, says
    steps = zip(decoded.gains, run, decoded.labels, strict=True)
    parts = [(gain, token.text, label) for gain, token, label in steps if label[0] in "SHLAI"]
    gain, text, label = min(parts, default=(_LEAST, "", ""))
    if gain < _LEAST:
        much = 3.0 if gain < _WORST else 1.5
        yield much, f"“{text[:_BEGINS]}”读作{label_name(label)}，凭据只有 {_signed(gain)} 分"


def _signed(gain: float) -> str:
    return f"{round(gain, 1) + 0.0:.1f}".replace("-", "−")


def _not_found(document: Document, run: list[Token]) -> Against:
    """What the text speaks of and nothing was read as."""
    if not document.problems and not document.headings:
        yield 2.0, "没有读出一个问题"
    for kind, much in (("causes", 1.0), ("measures", 1.5)):
        said = None if getattr(document, kind) else _first(kind, run)
        if said:
            yield much, f"说到“{said}”，却没有读出一条{KIND_NAMES[kind]}"
    empty = [s for s in document.sections if s.kind in ITEMS and not _counts(s.content)]
    if empty:
        yield 1.0, f"“{(empty[0].marker + empty[0].title).strip()[:_BEGINS]}”里没有读出条目"


def _first(kind: str, run: list[Token]) -> str | None:
    """The first word in which a text speaks of causes or measures."""
    found = (_SAYS[kind].search(token.line.folded, token.begin, token.end) for token in run)
    return next((match[0] for match in found if match), None)


def _counts(content: tuple[object, ...]) -> bool:
    return any(isinstance(part, Heading | Item) for part in content)


def _says_otherwise(run: list[Token], labels: list[str]) -> Against:
    """Problems that say no lack, problems that are called as themes are, and text that begins and ends like a theme."""
    problems = [token.f for token, label in zip(run, labels, strict=True) if label == "I:problems"]
    other = sum(not f.want_all for f in problems)
    if other * 10 > len(problems) * 3:
        yield 2.0 if other * 2 > len(problems) else 0.5, f"{len(problems)} 个问题里 {other} 个看不出说的是不足"
    themes = [f.first for f in problems if f.aspect and not f.want]
    if len(themes) > 1:
        yield 2.0, f"“{themes[0][:_BEGINS]}”等 {len(themes)} 条像是方面，读作问题"
    alike = {_shape(token) for token, label in zip(run, labels, strict=True) if label == "H" and token.style is None}
    texts = (t for t, label in zip(run, labels, strict=True) if label == "T" and t.leads and t.style is None)
    like = next((token for token in texts if _shape(token) in alike), None)
    if like is not None:
        yield 3.0, f"“{like.f.first[:_BEGINS]}”与一个方面写法相同，读作正文"


def _shape(token: Token) -> tuple[str, str]:
    """How a line without an ordinal begins and ends its first clause."""
    return token.f.first[:1], token.f.first[-1:]


def _out_of_order(document: Document) -> Against:
    """Parts in an order that hardly any material has."""
    kinds = [section.kind for section in document.sections]
    ranks = [READ.index(kind) for kind in kinds if kind in READ]
    pairs = enumerate(pairwise(kinds))
    parted = any(pair == ("problems", "other") and "problems" in kinds[at + 2 :] for at, pair in pairs)
    if parted or any(second < first for first, second in pairwise(ranks)):
        yield 3.0, "各部分的顺序少见：" + "、".join(KIND_NAMES[kind] for kind in kinds)
