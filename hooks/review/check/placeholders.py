"""Placeholders (占位符): the holes of a template or of a masked text that nobody has filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNIT = "年月日市县区镇乡村局街同志书省届"
PATTERNS = (
    r"<!--.*?(?:-->|$)",  # a prompt for the writer
    r"\{\{.*?\}\}|\{%.*?%\}|\$\{.*?\}",
    r"(?<!\d)(?:19|20)(?:\d[XxＸｘ×*＊_?？]|[XxＸｘ×*＊_]{2})",  # 202X, 20XX
    r"[【〔\[［][^【】〔〕\[\]［］]{0,20}(?:待补|待填|待定|此处|填写|补充|插入)[^【】〔〕\[\]［］]{0,20}[】〕\]］]",
    r"[（(](?:待补|待填|待定|此处|请填|请补)[^（）()]{0,30}[）)]",
    r"[〔【《“][*＊×_ＸX\s]+[〕】》”]",  # 〔*〕, 【】 is matched below
    r"【\s*】|〔\s*〕|（\s*）|(?<!\w)\(\s*\)",
    r"<[\u3400-\u9fff、]{1,16}>",  # <单位名称>
    r"(?<!\\)[*＊]{2,}(?=[\u3400-\u9fff“《（])|(?<=[\u3400-\u9fff])[*＊]{2,}",
    r"(?<![\w*＊])[*＊](?=[年月日市县区镇乡村局级])|(?<=[年月的在])[*＊](?=[\u3400-\u9fff])",
    rf"×{{2,}}|×(?=[{_UNIT}])",
    rf"(?<![A-Za-z])(?:[Xx]{{2,}}|[ＸｘＸ]{{2,}}|[XxＸ](?=[{_UNIT}]))(?![A-Za-z])",
    r"(?<![A-Za-z0-9_/\\])_+(?![A-Za-z0-9_/])|(?<![A-Za-z0-9_/])_{2,}|(?<=[\u3400-\u9fff])_+",
    r"[□■]{2,}|(?<![一二三四五六七八九十])[○]{2,}(?![一二三四五六七八九十])",
    r"某某",
)
HINT = re.compile(r"[*＊×XxＸｘ_□■○<{]|【\s*】|〔\s*〕|[（(]\s*[）)]|待|填|此处|请补|补充|插入|某某")
"""Stands in every placeholder; most lines have none, and the long pattern is slow."""
SHORT, CONTEXT = 4, 4
"""A placeholder up to so many characters is named with so many about it."""
PLACEHOLDER = re.compile("|".join(f"(?:{pattern})" for pattern in PATTERNS))


def placeholders(line: str) -> Iterator[str]:
    """The placeholders in one line of text, as written; a short one with the characters about it."""
    if not HINT.search(line):
        return
    for found in PLACEHOLDER.finditer(line):
        about = CONTEXT if len(found[0]) <= SHORT else 0
        yield line[max(0, found.start() - about) : found.end() + about].strip()
