"""Whose a material is, as titles and names of files say it: the team (班子), or the posts (职务) of a person."""

from __future__ import annotations

import re

TEAM = re.compile(
    r"(?:领导)?班子(?!成员)|党委会?班子|(?:党组|党委|党工委|工委|支部委员会|党支部|党总支|支委会)(?=(?:领导)?班子(?!成员)|20|\d|年度|民主|组织|专题|对照|检视|$)"
)
POST = re.compile(
    r"(?:党(?:工)?委|党组|工委|纪委|人大(?:常委会|主席团)?|政协|(?:派驻)?纪检(?:监察)?组?|机关党委|党总支|总支|党支部|支部|社区|办公室|政法委|团委|妇联|工会)?"
    r"(?:第一|常务|一级|二级|三级|四级)?(?:副?(?:书记|局长|主任|主席|部长|校长|院长|所长|处长|科长|股长|镇长|乡长|区长|县长|市长|州长|站长|队长"
    r"|会长|社长|行长|馆长|园长|场长|厂长|矿长|台长|庭长|检察长|秘书长|总经理|经理|董事长|组长|大队长|支队长|中队长|巡视员|调研员|教导员|指导员|政委|护士长|总编辑|主编|总监|负责人|主任科员)"
    r"|(?:宣传|组织|纪检|统战|青年|生活|学习)?委员(?!会)|(?:党组|党委|班子|支委)成员|总工程师|总会计师|总经济师|党员(?:领导)?干部|党员(?!队伍))"
)
_OFFICE = r"(?:(?<![\u3400-\u9fff])[\u3400-\u9fff]{2,6}[科股])?"
POSTS = re.compile(rf"{_OFFICE}{POST.pattern}(?:(?:[、,]|兼任?)?{POST.pattern})*")
"""All posts that are said of one person (党委副书记、镇长), with the office that the first is in (综合科科长)."""
PERSONAL = re.compile(r"个人|本人|党员(?!队伍)")


def may_be_one(post: str, other: str) -> bool:
    """Whether two texts may name one person's posts: 镇长 is 党委副书记、镇长, as far as it goes."""
    some, more = sorted(({found[0] for found in POST.finditer(text)} or {text} for text in (post, other)), key=len)
    return some <= more
