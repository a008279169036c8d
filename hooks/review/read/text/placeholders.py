"""Placeholders (占位符): what stands where a name or a number was masked, or a passage is still to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CJK = r"\u3400-\u9fff"
_UNIT = "年月日市县区镇村乡局街同志书省届"
_UNIT_WORD = "(?:[年月市县区镇村乡局省届]|日(?!常)|同志|书记|街道)"
_ASK = "待补|待填|待定|此处|填写|请填|请补|补充|插入|结合实际"
_PATTERNS = (
    r"<!--(?:[^-\n]|-(?!->)){0,400}(?:-->)?",  # a prompt for the writer
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|\$\{[^{}\n]{0,80}\}",
    r"(?<!\d)(?:19|20)(?:\d[XxＸｘ×*＊_?？]|[XxＸｘ×*＊_]{2})(?![A-Za-z0-9])",  # 202X, 20XX
    rf"[【〔\[［（(](?=[^【】〔〕\[\]［］（）()\n]{{0,20}}(?:{_ASK}))[^【】〔〕\[\]［］（）()\n]{{0,40}}[】〕\]］）)]",
    r"[〔【\[《“（(][*＊×_ＸXx]{1,6}[〕】\]》”）)]|【\s{0,9}】|〔\s{0,9}〕|（\s{1,9}）",
    rf"<[{_CJK}、]{{1,16}}>",  # <单位名称>
    rf"(?<![*＊\w\\])[*＊]{{2,9}}(?=[{_CJK}“《（])(?![*＊]*(?:[一二三四五六七八九十]{{1,3}}[是、]|[（(]))",
    rf"(?<=[{_CJK}])[*＊]{{2,9}}(?=[{_CJK}])",
    rf"(?<![\w*＊])[*＊](?=[{_UNIT}])|(?<=[{_CJK}])[*＊](?=[{_CJK}])",
    rf"×{{2,}}|×(?=[{_UNIT}])",
    rf"(?<![A-Za-z0-9])(?:[XxＸｘ]{{2,}}|[XxＸｘ](?=[{_UNIT}]))(?![A-Za-z0-9])",
    r"(?<![A-Za-z0-9_/\\])_{2,}(?![A-Za-z0-9/])" + rf"|(?<=[{_CJK}，。、；：“])_+|(?<![\w/\\])_+(?=[{_CJK}])",
    r"[□■]{2,}|(?<![一二三四五六七八九十])○{2,}(?![一二三四五六七八九十])",
    r"某某",
)
_PLACEHOLDER = re.compile("|".join(_PATTERNS))
_SIGN = re.compile(r"[<{XxＸｘ×*＊_?？□■○某【〔\[［（(]")
"""Every placeholder has one of these; most lines have none, and looking for them takes a tenth of the time."""

_BOLD = re.compile(
    rf"(?<![*＊\w])(\*\*)(?![*\s{_UNIT}])[^*\n]{{1,120}}(\*\*)(?![{_UNIT}])(?:(?<=[。:：.]\*\*)|(?=[。,;:，；：—（(\s]|$))"
)
"""Markdown's bold: both signs stand at the edge of what they make bold, and no 镇 follows them."""

_BOLD_WORD = re.compile(
    r"(?:^|[。；;！？!?])[\s#]*(?:[-+•] +)?"
    r"(?:(?:[一二三四五六七八九十]{1,3}(?:是|、)|第[一二三四五六七八九十]{1,3}[，、,]|其[一二三四五六七八九十][，、,是]?"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)][、.．]?|\d{1,2} ?[.．、）)]|[①-⑳⑴-⒇⒈-⒛]) *)?"
    rf"(\*\*)(?!{_UNIT_WORD})(?P<first>\w)[^*\n。；;，,：:]{{0,20}}(\*\*)(?!{_UNIT_WORD}|(?P=first))",
    re.MULTILINE,
)
"""A word in bold that an item or paragraph begins with; **公司与**公司 are two masked names."""


def placeholders(text: str) -> list[tuple[int, str]]:
    """The placeholders in `text` with their offsets, in order; Markdown rules, bullets, bold and tables are none."""
    if not _SIGN.search(text):
        return []
    bold = set(_bold(text)) if "**" in text else ()
    return [(found.start(), found.group()) for found in _PLACEHOLDER.finditer(text) if found.start() not in bold]


def _bold(text: str) -> Iterator[int]:
    """Where the signs of Markdown's bold stand."""
    for found in _BOLD.finditer(text):
        yield from (found.start(1), found.start(2))
    for found in _BOLD_WORD.finditer(text):
        yield from (found.start(1), found.start(3))
