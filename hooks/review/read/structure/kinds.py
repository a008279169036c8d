"""What a section is, told from its name; and what a label or an announcement inside a section opens."""

from __future__ import annotations

import re

from review.model import SectionKind
from review.read.text.folding import squeeze

_PREVIOUS = re.compile(
    r"(上年度|上一?年|上一?次|去年|前次|以往).*(整改|措施|问题|承诺)"
    r"|整改(措施|任务|问题|事项|工作|清单|承诺)?的?(落实|完成|进展|推进|成效|情况|结果)"
)
_PLAN = re.compile(r"(措施|打算|方向|思路|对策|举措)$|^(今后|下一?步|下阶段)|^整改落实(工作)?$")
_CASES = re.compile(r"案例|以案|案件警示|警示教育|反面典型")
_HELD_AGAINST = re.compile(r"^(对照|结合|联系).*(问题|不足|差距)$")
"""对照典型案例查摆的问题: what stands there is one's own."""
_PROBLEMS_AND = re.compile(
    r"(问题|不足|差距|短板).{0,2}(及|和|与|、)(其|主要|产生的?|存在的?|形成的?)*(原因|根源|整改|措施)"
)
_WORDS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("causes", re.compile(r"原因|根源|成因|症结|(根子|思想|深层次)剖析")),
    (
        "measures",
        re.compile(
            r"整改(方向|打算|思路|方案|清单|计划|目标|承诺|举措|工作|落实|安排|任务|$)|措施|努力的?方向|下一?步|下阶段|对策|今后|改进|打算|解决.{0,6}办法"
        ),
    ),
    (
        "problems",
        re.compile(r"问题|不足|查摆|检视|检查|剖析|党性分析|差距|短板|弱项|偏差|毛病|薄弱|具体表现|突出表现|缺点"),
    ),
)
_NONE = re.compile(
    r"成效|成绩|做法|亮点|经验|收获|体会|会前准备|征求意见|谈心谈话|相互批评|批评意见|基本情况|认识$"
    r"|需要说明|有关事项|的说明$"
)

_LABELS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("causes", re.compile(r"(主要|问题|存在|产生|形成|思想|深层次?|的)*(原因|根源|成因)(的)?(分析|剖析|查找)?")),
    (
        "measures",
        re.compile(r"(下一?步|今后|主要|具体|拟采取)?的?(整改|改进|努力)?的?(措施|方向|打算|举措|对策)([及和与]?努力方向)?|努力方向"),
    ),
    ("problems", re.compile(r"(存在|查摆|检视|主要|突出|具体|的|个人)*(问题|不足|表现)(和不足|与不足|及表现|清单)?")),
)
_LABEL_AT_MOST = 14
_ANNOUNCE = (
    ("causes", re.compile(r"原因|根源|成因|症结|因素")),
    ("measures", re.compile(r"整改|措施|努力方向|改进")),
)


def section_kind(title: str) -> SectionKind:
    """The kind of a section with this name."""
    name = squeeze(title)
    if _CASES.search(name) and "整改措施" not in name and not _HELD_AGAINST.search(name):
        return "cases"
    if _PREVIOUS.search(name) and (name.startswith("上") or not _PLAN.search(name)):
        return "previous"
    if _PROBLEMS_AND.search(name):
        return "problems"
    if _NONE.search(name):
        return "other"
    return next((kind for kind, words in _WORDS if words.search(name)), "other")


def label_kind(text: str) -> SectionKind | None:
    """The kind that a bare label names (整改措施：, 原因分析); None for anything longer or other."""
    if len(text) > _LABEL_AT_MOST * 4:
        return None
    name = squeeze(text).strip("#*:。【】[]()_ ")
    if len(name) > _LABEL_AT_MOST:
        return None
    return next((kind for kind, words in _LABELS if words.fullmatch(name)), None)


def announced_kind(sentence: str) -> SectionKind | None:
    """The kind of the items that a sentence announces: 产生上述问题的原因有以下几点："""
    last = re.split(r"[。!?]", squeeze(sentence).rstrip("。:;,"))[-1]
    return next((kind for kind, words in _ANNOUNCE if words.search(last)), None)
