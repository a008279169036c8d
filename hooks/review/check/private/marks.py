"""Classified marks, however they are written: 秘密★1年, 【机密】, 密级：绝密, and the word alone on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.check.private.characters import GAPS, STARS, characters

_LEVELS = {"祕": "秘", "機": "机", "絕": "绝"}
_JOINS = characters([char for char, kind in GAPS.items() if kind in " \n-" and char not in "一丨"] + list("·•‧∙⋅・･●"))
_INLINE = characters([char for char, kind in GAPS.items() if kind in " -" and char not in "一丨"] + list("·•‧∙⋅・･●"))
_HAN = r"[\u3400-\u9fff]"
_WORD = rf"(?P<level>[秘祕机機绝絕]){_JOINS}*+密"
_CLOSE = r"】〔〕\]］)）〗}｝>＞〉”’\"'」』》:：︰﹕∶"
_PERIOD = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,3}(?:年|个?月)|长期|長期|永久)"
_LIST = r"\s{0,3}[、，,/或和及与]\s{0,3}[秘祕机機绝絕]"
_LABEL = r"(?:密\s{0,3}[级級别別]|(?:保密|涉密|秘密|定密)[等级級][级級别別])"
_FORMS = (
    # a star behind it, or a bracket and a star; the plain star is Markdown's emphasis where it stands on both sides
    rf"{_WORD}[级級件]?(?:{_INLINE}|[{_CLOSE}])*+[{characters(STARS)[1:-1]}]",
    rf"(?<!\*){_WORD}[级級件]?(?:{_INLINE}|[{_CLOSE}])*+\*(?!\*)",
    rf"(?<!{_HAN}){_WORD}{_JOINS}*+[{characters(STARS)[1:-1]}]",
    # in brackets
    rf"[【〔\[［(（〖{{｛<＜〈]{_INLINE}*+{_WORD}[级級件]?{_INLINE}*+{_PERIOD}?{_INLINE}*+[】〕\]］)）〗}}｝>＞〉](?![(\[])",
    # behind its label
    rf"{_LABEL}(?:{_INLINE}|[{_CLOSE}=＝|｜│【〔\[［(（→“‘「『])++{_WORD}(?![级級件]?+(?!长期|永久){_HAN}|{_LIST})",
    # with a period
    rf"(?<!{_HAN}){_WORD}[级級件]?(?:{_INLINE}|[{_CLOSE}(（【\[〔,，])*+{_PERIOD}(?!{_HAN})",
    # alone on its line
    rf"^[ \t\u3000]*+(?:#++[ \t]*+)?{_WORD}[级級件]?(?:{_INLINE}|[:：。!！])*+$",
)
_MARKS = tuple(re.compile(form, re.MULTILINE) for form in _FORMS)


def marks(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Kind, start, end and plain form of every classified mark in a text without invisible characters, in order."""
    if "密" not in text:
        return
    found = sorted((mark.start(), -mark.end(), mark["level"]) for form in _MARKS for mark in form.finditer(text))
    taken = 0
    for start, end, level in found:
        if start >= taken:
            taken = -end
            yield "classified-mark", start, -end, f"{_LEVELS.get(level, level)}密★"
