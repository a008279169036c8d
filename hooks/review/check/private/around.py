"""What the words around a number say of it: that it is an amount, or a number to call."""

from __future__ import annotations

import re

from review.check.private.characters import DIGITS, GAPS, characters

_D, _G = characters(DIGITS), characters(GAPS)
_COUNTED = "元(?![旦宵月年])|万元|亿元|美元|人民币|平方|立方|亩|吨|公里|千米|毫米|厘米|mm|cm|人次|千瓦|字(?![母号])"
_AMOUNT = re.compile(rf"(?:[.．]{_D}{{1,2}})?{_G}{{0,2}}(?:{_COUNTED})")
"""Behind a number that is an amount: 13.8 billion look like a mobile number."""
_SUM = re.compile(
    r"(?:金额|产值|投资|收入|支出|资金|预算|经费|合计|总额|总计|总量|面积|字数|数量)(?:[:：为是达约共]|\s){0,4}\Z"
)
"""Before one."""
_CALLED = re.compile(
    r"电话|手机|热线|联系(?!群众|服务|企业|基层|职工|党员|干部|单位|村|社区|点|户)|号码|微信|tel|phone|mobile",
    re.IGNORECASE,
)
_BEFORE = 12
"""Characters before a number that may say it is one to call, whatever stands behind it."""
_CURRENCY = ("¥", "￥", "$", "＄", "€", "£", "￡")


def is_amount(text: str, start: int, end: int) -> bool:
    """Whether the number at these places of a text is an amount."""
    if is_called(text, start):
        return False
    before = text[max(0, start - _BEFORE) : start]
    return before.endswith(_CURRENCY) or bool(_AMOUNT.match(text, end) or _SUM.search(before))


def is_called(text: str, start: int) -> bool:
    """Whether a word before a place says that a number to call stands there."""
    return bool(_CALLED.search(text, max(0, start - _BEFORE), start))
