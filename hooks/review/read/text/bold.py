"""Markdown's bold, which is no part of a text; and `**` that stands for a masked name, which is."""

from __future__ import annotations

import re
from collections.abc import Iterator

UNIT = "年月日市县区镇村乡局街同志书省届"
"""What a masked name is often followed by: **镇, **同志."""
_UNIT_WORD = "(?:[年月市县区镇村乡局省届]|日(?!常)|同志|书记|街道)"
_BEGINS = r"(?:^|[。；;！？!?])[\s#]*(?:[-+•] +)?"
_ORDINAL = (
    r"(?:[一二三四五六七八九十]{1,3}(?:是|、)|第[一二三四五六七八九十]{1,3}[，、,]|其[一二三四五六七八九十][，、,是]?"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)][、.．]?|\d{1,2} ?[.．、）)]|[①-⑳⑴-⒇⒈-⒛])"
)
_BOLD = re.compile(
    rf"(?<![*＊\w])(\*\*)(?![*\s{UNIT}])[^*\n]{{1,120}}(\*\*)(?![{UNIT}])(?:(?<=[。:：.]\*\*)|(?=[。,;:，；：—（(\s]|$))"
)
"""Both signs stand at the edge of what they make bold, and no 镇 follows them."""
_WORD = re.compile(
    rf"(?:{_BEGINS}(?:{_ORDINAL} *)?|[，,、：:])(\*\*)(?!{_UNIT_WORD})(?P<first>\w)[^*\n。；;，,：:]{{0,20}}(\*\*)"
    rf"(?!{_UNIT_WORD}|(?P=first))",
    re.MULTILINE,
)
"""A word that an item, a paragraph or a clause begins with; **公司与**公司 are two masked names."""
_NUMBERED = re.compile(rf"{_BEGINS}(\*\*){_ORDINAL} *[^*\n。；;]{{0,40}}(\*\*)", re.MULTILINE)
"""**二是作风**不实: bold that begins before an ordinal."""


_UNDERSCORED = re.compile(
    rf"(?:(?<![_\w])|(?<=[一二三四五六七八九十]是))(__)(?![_\s，、,]|{_UNIT_WORD}|[项次条人户个件名])"
    r"[^_\n]{1,120}(?<![\s，、,])(__)(?:(?<=[。:：.]__)(?!_)|(?!\w))"
)
"""__作风不实__: the same with underscores, of which two may also stand for a blank to be filled in: 收到意见__条."""


def bold_signs(text: str) -> list[int]:
    """Where the signs of bold stand in `text`; each is two characters long."""
    return sorted(set(_signs(text))) if "**" in text or "__" in text else []


def _signs(text: str) -> Iterator[int]:
    for pattern in (_BOLD, _WORD, _NUMBERED, _UNDERSCORED):
        for found in pattern.finditer(text):
            yield from (found.start(1), found.end() - 2)


def pieces(text: str) -> list[tuple[int, str, bool]]:
    """`text` without the signs of bold: what stands between them, each with its offset and whether it is bold."""
    if not (signs := bold_signs(text)):
        return [(0, text, False)] if text else []
    begins, ends = [0, *(at + 2 for at in signs)], [*signs, len(text)]
    closing = set(signs[1::2])
    return [(a, text[a:b], b in closing) for a, b in zip(begins, ends, strict=True) if a < b]


def without_bold(text: str) -> str:
    """`text` without the signs of bold."""
    return "".join(piece for _, piece, _ in pieces(text))
