"""Where the sections end: signature, date, attachments and what a site appends."""

from __future__ import annotations

import re

from review.read.structure.kinds import section_kind
from review.read.text.folding import squeeze
from review.read.text.lines import Line

_DATE = re.compile(r"\(?[\dxX*×_〇○零一二三四五六七八九]{2,4}年.{1,3}月(.{1,3}日)?\)?")
_ATTACHED = re.compile(r"附件?\d{0,2}[::]|附件\d{0,2}$|附[表件]?$")
_SITE = re.compile(
    r"以上(就是|便是|内容)|本文(来源|来自|地址)|相关(文章|推荐|阅读)|推荐阅读|上一篇|下一篇|责任编辑|免责声明|版权"
)
_CLOSING = re.compile(
    r"((最后[,:]?)?(以上|上述|不妥|不当|不足|恳请|敬请|请)|我的(发言|汇报|对照检查)).{0,40}"
    r"(批评|指正|帮助|提出.{0,6}意见|谢谢大家|完毕|完了)[。!]?"
    r"|以上(是|为).{0,8}(对照检查|检视|剖析|发言|汇报)(材料|情况|内容)?[。!]?"
)
_SIGNED_AT_MOST = 24
_LOOK_AT = 80
_SENTENCE = re.compile(r"[。;!?,]")
_OFFICE = re.compile(
    r"[〔(\[]\d{4}[〕)\]]\d{1,4}号$|"
    r"(局|委|会|办|办公室|党组|支部|总支|政府|公司|集团|中心|院|校|所|站|队|镇|乡|街道|班子)$"
)


def tail_start(lines: list[Line], first: int) -> int:
    """Index of the line from which on nothing belongs to a section; `len(lines)` where there is none.

    `first`: index of the first line after the title.
    """
    marked = [(i, m.kind) for i in range(first, len(lines)) if (m := lines[i].lead) and m.kind != "bullet"]
    named = (i for i, kind in marked if kind in ("section", "hash"))
    sections = [i for i in named if section_kind(lines[i].text[:_LOOK_AT]) != "other" and not _ends(lines, i)]
    if not marked:
        return len(lines)
    begin = sections[-1] if sections else marked[0][0]
    for i in range(begin + 1, len(lines)):
        if _ends(lines, i):
            return _signature(lines, i, begin)
    if begin + 1 < len(lines) and lines[-1].lead and lines[-1].lead.kind == "section" and _signs(lines[-1]):
        return len(lines) - 1
    return len(lines)


def _ends(lines: list[Line], i: int) -> bool:
    text = _unnumbered(lines[i])
    return bool(_DATE.fullmatch(text) or _ATTACHED.match(text) or _SITE.match(text) or _CLOSING.fullmatch(text))


def _unnumbered(line: Line) -> str:
    """How a line begins, without an ordinal of a section: 六、 may stand before an office or a date."""
    if line.lead is None or line.lead.kind != "section":
        return squeeze(line.text[:_LOOK_AT])
    return squeeze(line.text[line.lead.end :][:_LOOK_AT]).rstrip("。:")


def _signature(lines: list[Line], i: int, begin: int) -> int:
    """The first line of the signature that stands above line `i`."""
    while i - 1 > begin and _signs(lines[i - 1]):
        i -= 1
    return i


def _signs(line: Line) -> bool:
    """Whether a line may be a signature: short, no sentence, no ordinal but 一、 before an office."""
    marker, text = line.lead, _unnumbered(line)
    if len(text) > _SIGNED_AT_MOST or _SENTENCE.search(text):
        return False
    return marker is None or (marker.kind == "section" and bool(_OFFICE.search(text)))
