"""Which remarks are only counted: guesses of the program and matters of style that few would act on one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from review.check.rules import DOUBTS, RULES
from review.model import Finding, Vocabulary

MINOR = {"problem-without-cause", "problem-without-measure", "problem-open"}
"""Links and types are inferred; that none was found says little of the material."""
FIRST = {"undecided": 1} | dict.fromkeys(DOUBTS, 2)
"""A material with the first is on no site; the others say where the reading may be wrong."""
_TOGETHER = {*FIRST, "placeholder"}
"""Of these a file has one remark, as they are settled together: doubts follow from one another."""
MINOR_GRADES = {"建议修改", "提示"}


def is_minor(finding: Finding, vocabulary: Vocabulary) -> bool:
    """Whether a remark is counted, not listed, unless it is asked for."""
    grade = next((rule.grade for rule in vocabulary.trade if rule.id == finding.rule), "")
    return finding.rule in MINOR or grade in MINOR_GRADES


def first_to_do(finding: Finding, vocabulary: Vocabulary) -> int:
    """The order in which findings are shown: what stops the site, what is to be decided, what must be changed, rest."""
    if finding.severity == "error":
        return 0
    grade = next((rule.grade for rule in vocabulary.trade if rule.id == finding.rule), "")
    return FIRST.get(finding.rule, 3 if grade == "必须修改" else 4)


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with one for each file of those that are settled together."""
    found: list[Finding] = []
    first: dict[tuple[str, str], int] = {}
    more: dict[int, list[int]] = {}
    for one in findings:
        at = first.setdefault((one.at.path, one.rule), len(found)) if one.rule in _TOGETHER else len(found)
        if at < len(found):
            more.setdefault(at, []).append(one.at.line)
        else:
            found.append(one)
    for at, lines in more.items():
        told = f"{found[at].message.rstrip('。')}；同类的还有第 {'、'.join(map(str, lines))} 行。"
        found[at] = replace(found[at], message=told)
    return found


def counted(findings: Iterable[Finding], vocabulary: Vocabulary) -> str:
    """All of them in one line."""
    own = {rule.id: rule.name for rule in vocabulary.trade}
    counts = Counter(own.get(f.rule) or RULES[f.rule].title for f in findings)
    named = "、".join(f"{title} {n}" for title, n in counts.most_common())
    return f"另有 {counts.total()} 处只计数（推断和行规初查）：{named}；逐条看加 --all。"
