"""Whose unit a title, a signature or a folder names: one of the roster, or one that the roster lacks.

A name that no roster has ends where what follows tells that it does: a post, the team, a year, the end. 农业农村局
holds 村, 村镇建设中心 holds 镇; so an ending counts only where a name may end behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from review.intake.posts import POST, TEAM
from review.model import Unit
from review.read.text.folding import squeeze

_LONGEST = 24
"""Characters of a unit's name."""
_KINDS = (
    r"局|委员会|(?<!党)委|办公室|(?<!主)办|厅|政府|(?:组织|宣传|统战|统一战线工作|社会工作|武装|政治|保障|项目|事业|工程|运营)部"
    r"|街道|办事处|[镇乡村]|苏木|社区|开发区|园区|管理区|景区|管委会|机关|中心|(?:管理|服务|工程|养护|监督|监测|办)[处站]"
    r"|[大支中总]队|(?:执法|测绘|勘探|勘察|施工|工作|消防|救援)队|(?:公路|工务|养护|电务)段|学校|党校|[小中大]学|[初高职]中"
    r"|附[中小]|幼儿园|(?:产业|工业|科技|公|陵)园|院|(?<![场之无])所|法庭|馆|公司|集团|银行|(?<!公)社|[农林牧市机]场|车站"
    r"|[气电水救火]\w{0,4}[站台厂]|总会|工会|妇联|残联|侨联|工商联|文联|科协|红十字会|协会|商会|学会|联合会|政协|人大|常委会"
    r"|团委|海关|监狱|支部|总支"
)
"""How units end."""
_END = re.compile(rf"(?:{_KINDS})$")
_WEAK = re.compile("(?:[村镇乡]|社区|支部|总支)$")
_INSTITUTION = re.compile("(?:[学院园所站馆队村社校]|中心|公司|集团|社区)$")
_SHARED = re.compile("[局镇乡院校馆所站队厂台处]长")
"""A post that shares its first character with its unit: 农业农村局长."""
_OFFICES = re.compile("办公室|政法委|(?:组织|宣传|统战)部")
"""What belongs to a committee, and is a unit of its own."""
_BEHIND = re.compile(
    rf"$|[\d〇(_\-—\s、,]|二[〇零]|关于|全体|个人|本人|机关|领导|主要|民主|组织|专题|对照|检视|巡[视察]|主题|学习|党(?!校)"
    rf"|{TEAM.pattern}|{POST.pattern}"
)
"""What stands behind a unit's name."""
_ABOVE = re.compile(r"(?:中共|关于|\d{4}年?度?|[*×Xx〇]+)+")
"""What stands before it."""
_BARE = re.compile(
    r"[省市区县州旗党纪团]?委|党组|(?:直属)?机关|办公室|党?支部|党?总支|社区|工会|妇联|[本我该]\w{1,2}|人大|政协|政府|班子\w*"
    r"|.*(?:党员|同志|干部)\w*"
)
"""What names no unit by itself."""
_OWN = re.compile(rf"(工会|团委|妇联)(?={TEAM.pattern}|\d{{4}}年|二[〇零])")
"""Of what names no unit by itself, what is one where its team or a year follows: a post there is one of some unit."""
_WORDS = re.compile(r"[\u3400-\u9fffA-Za-z0-9×*〇()·]+")


def roster(text: str, units: Iterable[Unit]) -> tuple[Unit, str, int] | None:
    """The unit named first in `text`, its name there, and where; of names within each other the longest counts."""
    named = [(n, u) for u in units for n in map(_squeezed, (u.name, *u.aliases)) if len(n) > 1 and n in text]
    outer = [(n, u) for n, u in named if not any(n != other and n in other for other, _ in named)]
    if not outer:
        return None
    name, unit = min(outer, key=lambda found: text.find(found[0]))
    return unit, name, text.find(name)


@lru_cache(maxsize=1 << 14)
def _squeezed(name: str) -> str:
    """A unit's name as squeezed texts have it: every document of a batch is looked through for all of them."""
    return squeeze(name)


def unlisted(text: str) -> tuple[str, int]:
    """The unit whose name begins the squeezed `text`, though no roster has it, and where what follows it begins.

    An empty name where none is seen.
    """
    above = _ABOVE.match(text)
    begin = above.end() if above else 0
    if TEAM.match(text, begin) or POST.match(text, begin):
        return "", 0
    if own := _OWN.match(text, begin):
        return own[1], own.end()
    for end in range(begin + 2, min(len(text), begin + _LONGEST) + 1):
        name = text[begin:end]
        if not _END.search(name) or not _WORDS.fullmatch(name) or _BARE.fullmatch(name):
            continue
        if _is_whole(name, text[end:]):
            return name, end
        if _SHARED.match(text, end - 1):
            return name, end - 1
    return "", 0


def institution_within(text: str, name: str) -> str:
    """The institution that belongs to a unit of the roster and is none of its offices: 石桥镇中心小学; else empty.

    `text` begins with the unit's `name`.
    """
    whole, _ = unlisted(text)
    return whole if len(whole) > len(name) and _INSTITUTION.search(whole[len(name) :]) else ""


def _is_whole(name: str, behind: str) -> bool:
    """Whether a name may end where `behind` begins."""
    if _WEAK.search(name) and _SHARED.match(behind) and behind[0] != name[-1]:
        return False
    if _OFFICES.match(behind) and re.search("(?:[省市区县州旗]委|委员会|政府|常委会|政协)$", name):
        return False
    return bool(_BEHIND.match(behind))
