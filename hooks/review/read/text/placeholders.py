"""Placeholders (占位符): what stands for a masked name, for lost characters or for words that are still to come."""

from __future__ import annotations

import re

from review.read.text.bold import UNIT, bold_signs

_CJK = r"\u3400-\u9fff"
_ASK = "待补|待填|待定|此处|填写|请填|请补|补充|插入|结合实际|[可请](?:从|围绕|结合)"
_PATTERNS = (
    r"<!--(?:[^-\n]|-(?!->)){0,400}(?:-->)?",  # a prompt for the writer
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^%\n]{0,80}%\}|\$\{[^{}\n]{0,80}\}",
    r"(?<!\d)(?:19|20)(?:\d[XxＸｘ×*＊_?？]|[XxＸｘ×*＊_]{2})(?![A-Za-z0-9])",  # 202X, 20XX
    rf"[【〔\[［（(](?=[^【】〔〕\[\]［］（）()\n]{{0,20}}(?:{_ASK}))[^【】〔〕\[\]［］（）()\n]{{0,40}}[】〕\]］）)]",
    r"[〔【\[《“（(][*＊×_ＸXx]{1,6}[〕】\]》”）)]|【\s{0,9}】|〔\s{0,9}〕|（\s{1,9}）",
    rf"<[{_CJK}、]{{1,16}}>",  # <单位名称>
    rf"(?<![*＊\w\\])[*＊]{{2,9}}(?=[{_CJK}“《（])(?![*＊]*(?:[一二三四五六七八九十]{{1,3}}[是、]|[（(]))",
    rf"(?<=[{_CJK}])[*＊]{{2,9}}(?=[{_CJK}])",
    rf"(?<=[{_CJK}）)])[ \u3000]{{1,20}}[*＊]{{2,9}}(?=\s*$)",  # 党支部书记   ***
    rf"(?<![\w*＊])[*＊](?=[{UNIT}])|(?<=[{_CJK}])[*＊](?=[{_CJK}])",
    rf"×{{2,}}|×(?=[{UNIT}])",
    rf"(?<![A-Za-z0-9])(?:[XxＸｘ]{{2,}}|[XxＸｘ](?=[{UNIT}]))(?![A-Za-z0-9])",
    r"(?<![A-Za-z0-9_/\\])_{2,}(?![A-Za-z0-9/])" + rf"|(?<=[{_CJK}，。、；：“])_+|(?<![\w/\\])_+(?=[{_CJK}])",
    r"[□■]{2,}|(?<![一二三四五六七八九十])○{2,}(?![一二三四五六七八九十])",
    r"某某",
    rf"\?{{3,}}(?=[{_CJK}，。、；：“])|\ufffd+|(?:锟斤拷)+",  # what an encoding could not hold
)
_PLACEHOLDER = re.compile("|".join(_PATTERNS))
_SIGN = re.compile(r"[<{XxＸｘ×*＊_?？□■○某【〔\[［（(\ufffd锟]")
"""Every placeholder has one of these; most lines have none, and looking for them takes a tenth of the time."""


def placeholders(text: str) -> list[tuple[int, str]]:
    """The placeholders in `text` with their offsets, in order; Markdown rules, bullets, bold and tables are none."""
    if not _SIGN.search(text):
        return []
    bold = bold_signs(text)
    found = ((each.end() - len(sign := each.group().lstrip(" \u3000")), sign) for each in _PLACEHOLDER.finditer(text))
    return [(at, sign) for at, sign in found if at not in bold]

