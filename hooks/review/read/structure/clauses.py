"""How many clauses an opening needs to say what is wanting: those that only lead up to it do not close it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LACK = re.compile(
    "[不没无未少缺欠差弱怕懒松浮虚慢迟滞拖推躲绕避畏乱漏错偏浅窄疏粗僵薄淡轻只惰]|流于|停留|局限|满足|应付|敷衍|照搬|习惯|热衷|走过场"
)
"""Signs that a clause says what is wanting."""
_NO_LACK = re.compile(
    "不断|不[仅但光少同管论只]|无论|没少|[毫无]不|少数|少年|差异|推[进动行广荐]|轻重|只要|只有|避免|未来|薄弱环节|粗浅体会|习惯性"
)
"""Words that have such a sign and say no lack."""
_TIMES = re.compile(
    "有的?时候?|平[时日]里?|日常|近(?:[几些]?年|期)来?|[今去]年(?:以来)?|.{0,6}以来|总[体的]?(?:来[看说]|上|看)?|客观(?:上|地[说讲])|主观上"
    "|坦率地[说讲]|具体(?:来[说讲看]|地说)|实际上|事实上|说实话|在?一定程度上|特别是|尤其是|比如|例如|如|相比之下|(?:很多|多数|大多|某些|个别)时候"
    "|往往|同时|另外|此外|其中|对此"
)
_FRAMED = re.compile(
    "(?:在|对|面对|从|由于|因|随着|围绕|针对|关于|作为|当|每|自|经过|通过|按|根据|为了?|除了?|较|就|于|与|同|和|比起|相对|结合).{2,28}"
)
"""Where, when, of what, compared with what: 面对新形势新任务; what is longer says something of its own."""
_PLACED = re.compile(
    ".+(?:时候?|中|方面|层面|期间|以来|来[说讲看]|而言|之[际余下后前]|以[后前]|(?:背景|情况|条件|形势)下)|[^在于]{2,6}上"
)
"""平时工作中, 学习上; not 停留在表面上."""
_YIELDS = re.compile("[^虽尽固即]{0,6}(?:虽|尽管|固然|即[便使])")
"""虽能按时参加, 班子虽然…"""
_TURNS = re.compile("但|然而|.{0,8}却|可是?|不过|而(?!且)")


def needed(clauses: Sequence[str]) -> int:
    """How many of a sentence's clauses its opening takes, at least one; clauses are folded and have no comma.

    It goes on past an adverbial, a concession, and praise that 但 takes back (STRUCTURE.md, rule 11).
    """
    at = 0
    while at < len(clauses) - 1:
        if _leads_up(clauses[at]):
            at += 1
        elif turn := _taken_back(clauses, at):
            at = turn
        else:
            break
    return at + 1


def _leads_up(clause: str) -> bool:
    """Whether a clause is an adverbial, behind 但 too, or a concession."""
    clause = clause.removeprefix("但是").removeprefix("但")
    if _YIELDS.match(clause):
        return True
    return not _lacks(clause) and any(form.fullmatch(clause) for form in (_TIMES, _FRAMED, _PLACED))


def _taken_back(clauses: Sequence[str], at: int) -> int | None:
    """The clause with 但 that takes back the praise from `at` on; None: what stands there is no praise."""
    for n in range(at, len(clauses)):
        if n > at and _TURNS.match(clauses[n]):
            return n
        if _lacks(clauses[n]):
            return None
    return None


def _lacks(clause: str) -> bool:
    return bool(_LACK.search(_NO_LACK.sub("", clause)))
