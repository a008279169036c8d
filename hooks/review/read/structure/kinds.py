"""What a name, a label or an announcement says of the kind of what stands below it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from review.model import SectionKind
from review.read.structure.weights import Weights
from review.read.structure.words import word_lists, words
from review.read.text.folding import squeeze

KindEvidence = tuple[tuple[SectionKind, str, float], ...]
"""What speaks for each kind: the kind, the name of a weight, and how many times it counts."""
READ: tuple[SectionKind, ...] = ("problems", "causes", "measures")
KINDS: tuple[SectionKind, ...] = (*READ, "cases", "previous", "other")

_LABEL_AT_MOST = 14
_LABELED: tuple[SectionKind, ...] = ("causes", "measures", "problems")
_LABELS = tuple((kind, words(f"{kind[:-1]}-labels")) for kind in _LABELED)


def _grouped(what: str) -> re.Pattern[str]:
    """The words of all three kinds in one pattern; the group that matched names the kind."""
    lists = word_lists()
    return re.compile("|".join(f"(?P<{kind}>{lists[f'{kind[:-1]}-{what}'].pattern})" for kind in READ))


_NOUNS, _ACTS = _grouped("nouns"), _grouped("acts")
_PROBLEMS_AND, _PREVIOUS, _PLAN_ENDS = words("problems-and"), words("previous-names"), words("plan-ends")
_BEFORE = words("times-before")
_CASES, _OWN_SIDE, _OTHER = words("case-names"), words("own-side"), words("other-names")
_THEME_ENDS, _THEME_BEGINS, _THEME_NAMES = words("theme-ends"), words("theme-begins"), words("theme-names")
_LACK, _WANT, _DOING = words("lack"), words("wanting"), words("doing-names")
_CONDUCTED = words("conducted-names")
_STATEMENT_AT_LEAST = 6

_ACCORDING = words("according-to")
_CAUSES, _FROM_CAUSES = words("announce-causes"), words("announce-from-causes")
_PLANS, _MEASURES, _TASKS = words("announce-plans"), words("announce-measures"), words("announce-tasks")
_AS_FOLLOWS = words("announce-as-follows")
_PROBLEMS_AFTER = words("announce-problems-after")


@lru_cache(maxsize=4096)
def name_evidence(text: str, *, clause: bool = False) -> KindEvidence:
    """What speaks for each kind in a section's name: the last kind noun says most, without one the last act.

    In a clause that announces (`clause`) an act says little.
    """
    name = squeeze(text)
    found: list[tuple[SectionKind, str, float]] = [("other", "kind.prior", 0.0)]
    last = _last(_NOUNS, name, "kind.noun", found)
    told = not last and _CONDUCTED.search(name)
    act = None if last or told else _last(_ACTS, name, "kind.act-announced" if clause else "kind.act", found)
    aspect = _THEME_ENDS.search(name) or (None if last or act else _THEME_NAMES.search(name))
    if not last and not act and not aspect:
        found += _statement(name)
    if _PROBLEMS_AND.search(name):
        found.append(("problems", "kind.problems-and", 1))
    if _CASES.search(name) and not _OWN_SIDE.search(name):
        found.append(("cases", "kind.cases", 1))
    if _PREVIOUS.search(name) and not _PLAN_ENDS.search(name):
        found.append(("previous", "kind.previous" if _BEFORE.search(name) else "kind.remedied", 1))
    if told or not last and _OTHER.search(name):
        found.append(("other", "kind.other", 1))
    if aspect or _THEME_BEGINS.search(name):
        found.append(("problems", "kind.theme", 1))
    if aspect and not last and not act:
        found.append(("problems", "kind.aspect", 1))
        found += (("causes", "kind.aspect-else", 1), ("measures", "kind.aspect-else", 1))
    return tuple(found)


def _last(
    pattern: re.Pattern[str], name: str, weight: str, found: list[tuple[SectionKind, str, float]]
) -> SectionKind | None:
    """The kind of the last word in `name`; every word adds a little for its own."""
    kind: SectionKind | None = None
    for match in pattern.finditer(name):
        kind = cast(SectionKind, match.lastgroup)  # its groups are named after kinds
        found.append((kind, "kind.each", 1))
    if kind:
        found.append((kind, weight, 1))
    return kind


def ordinal_kind(mark: str) -> SectionKind | None:
    """The kind of the items that a named ordinal counts: 原因一：, 针对问题1的措施：; None where it names none."""
    kinds = [match.lastgroup for match in _NOUNS.finditer(squeeze(mark))]
    return cast(SectionKind, kinds[-1]) if kinds else None


def _statement(name: str) -> KindEvidence:
    """A name without any such word: a statement that says a lack names problems."""
    lacks = len(name) >= _STATEMENT_AT_LEAST and (_LACK.search(name) or len(_WANT.findall(name)) > 1)
    if lacks and not _DOING.match(name):
        return ("problems", "kind.statement", 1), ("other", "kind.statement-else", 1)
    return ("other", "kind.no-noun", 1), ("causes", "kind.no-noun-else", 1), ("measures", "kind.no-noun-else", 1)


@lru_cache(maxsize=1024)
def announced_evidence(clause: str) -> KindEvidence:
    """What speaks for each kind of the items that a clause announces; behind 问题如下 it announces no more."""
    stop = _AS_FOLLOWS.search(clause)
    clause = _ACCORDING.sub("", clause[: stop.end()] if stop else clause)
    found = list(name_evidence(clause, clause=True))
    if _CAUSES.search(clause):
        found.append(("causes", "announce.causes", 1))
    if _MEASURES.search(clause):
        found.append(("measures", "announce.measures", 1))
    if _PLANS.search(clause):
        found.append(("measures", "announce.plans", 1))
    if _TASKS.search(clause):
        found.append(("measures", "announce.tasks", 1))
    said = _FROM_CAUSES.search(clause)
    if said and (said.group() == "所致" or not _PROBLEMS_AFTER.search(clause, said.end())):
        found += (("causes", "announce.from-causes", 1), ("problems", "announce.from-causes-else", 1))
    return tuple(found)


@lru_cache(maxsize=4096)
def label_kind(text: str) -> SectionKind | None:
    """The kind that a bare label names (整改措施：, 原因分析); None for anything longer or other."""
    if len(text) > _LABEL_AT_MOST * 4:
        return None
    name = squeeze(text).strip("#*:。【】[]()_ ")
    if len(name) > _LABEL_AT_MOST:
        return None
    return next((kind for kind, pattern in _LABELS if pattern.search(name)), None)


def summed(evidence: KindEvidence, w: Weights) -> dict[str, float]:
    """How much speaks for each kind."""
    found = {"problems": 0.0, "causes": 0.0, "measures": 0.0, "cases": w["kind.cases-rare"],
             "previous": w["kind.previous-rare"], "other": 0.0}  # fmt: skip
    for kind, name, times in evidence:
        found[kind] += w[name] * times
    return found
