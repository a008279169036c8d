"""Classified marks, however they are written: 秘密★1年, 【机密】, 密级：绝密, 内部★, and the word alone on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.check.private.characters import GAPS, ORNAMENTS, SHAPES, STARS, characters

LEVELS = {"秘": "秘", "祕": "秘", "机": "机", "機": "机", "绝": "绝", "絕": "绝"}
"""What stands before 密, and its plain form."""
_JOINS = characters([char for char, kind in GAPS.items() if kind in " \n-" and char not in "一丨"] + list("·•‧∙⋅・･●"))
_INLINE = characters([char for char, kind in GAPS.items() if kind in " -" and char not in "一丨"] + list("·•‧∙⋅・･●"))
_HAN = r"[\u3400-\u9fff]"
_LEVEL = f"[{''.join(LEVELS)}]"
_STAR = characters(STARS)
_OPEN, _CLOSE = r"【〔\[［(（〖{｛<＜〈", r"】〔〕\]］)）〗}｝>＞〉”’\"'」』》:：︰﹕∶"
_SHAPES = characters(SHAPES)[1:-1]
"""Which are bullets and boxes as well, so the line says what they are."""
_ORNAMENT = characters(ORNAMENTS)
_DRAWN = characters(STARS + ORNAMENTS)[1:-1]
_WORD = re.compile(rf"({_LEVEL}){_JOINS}*+密|㊙")
_SPLIT = re.compile(rf"(?<!{_HAN})({_LEVEL}){_JOINS}*+[{_DRAWN}](?:{_JOINS}|[{_DRAWN}])*+密(?!(?![级級件]){_HAN})")
"""With an ornament in its middle, where that is no end and beginning of two words."""
_QUOTES, _QUOTED = "《「『‖“‘\"'", "》」』‖”’\"'"
_LINE = r"(?:\A|\n)[ \t\u3000]*+(?:#++[ \t]*+)?[*_]{0,3}"
_PERIOD = r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s{0,3}(?:年|个?月)|长期|長期|永久)"
_LIST = r"\s{0,3}[、，,/或和及与]\s{0,3}[秘祕机機绝絕]"
_LABEL = r"(?:密\s{0,3}[级級别別]|(?:保密|涉密|秘密|定密)[等级級][级級别別]|定密)"
_FORMS = tuple(
    (re.compile(rf"{before}\Z"), re.compile(rf"[级級件]?+{after}", re.MULTILINE))
    for before, after in (
        # a star behind it, or a bracket and a star; the plain star is Markdown's emphasis where it stands on both sides
        ("", rf"(?:文件|资料|材料)?+(?:{_INLINE}|[{_CLOSE}])*+{_STAR}"),
        (rf"{_STAR}{_INLINE}*", rf"(?!{_INLINE}*+{_HAN})"),
        (r"(?<!\*)", rf"(?:{_INLINE}|[{_CLOSE}])*+\*(?!\*)"),
        (rf"(?<!{_HAN})", rf"{_JOINS}*+{_STAR}"),
        # an ornament, but for one that leads the next word
        ("", rf"(?:{_INLINE}|[{_CLOSE}])*+{_ORNAMENT}{{1,9}}+(?!{_INLINE}*+{_HAN})"),
        (rf"(?<!{_HAN})", rf"(?:{_INLINE}|[{_CLOSE}])*+{_ORNAMENT}{{1,9}}+(?!{_INLINE}*+{_LEVEL}{_JOINS}*+密)"),
        (rf"{_ORNAMENT}{_INLINE}*", rf"(?!{_INLINE}*+{_HAN})"),
        # in brackets
        (rf"[{_OPEN}]{_JOINS}*", rf"{_INLINE}*+{_PERIOD}?{_JOINS}*+[】〕\]］)）〗}}｝>＞〉](?![(\[])"),
        # behind its label
        (rf"{_LABEL}(?:{_INLINE}|[{_OPEN}{_CLOSE}=＝|｜│→“‘「『为是属])+", rf"(?!(?!长期|永久){_HAN}|{_LIST})"),
        # with a period
        (rf"(?<!{_HAN})", rf"(?:{_INLINE}|[{_OPEN}{_CLOSE},，{_SHAPES}])*+{_PERIOD}(?!{_HAN})"),
        # alone on its line
        (rf"{_LINE}[:：{_QUOTES}]{{0,2}}[ \t\u3000]*+", rf"(?:{_INLINE}|[:：。!！*{_QUOTED}])*+$"),
        # alone on its line with another shape
        (rf"{_LINE}[{_OPEN}{_QUOTES}{_SHAPES}]{{0,3}}[ \t\u3000]*+", rf"(?:{_INLINE}|[{_CLOSE}{_SHAPES}*])*+$"),
    )
)
"""What stands before the word and what behind it."""
_NEAR = 60
"""Characters before the word that are looked at."""


_INTERNAL = re.compile(
    rf"(?<!{_HAN})内部(?:资料|文件|材料)?+{_INLINE}*+{_STAR}++(?:{_INLINE}*+{_PERIOD})?+(?!{_INLINE}*+{_HAN})"
)
"""A mark only with its star: 内部 is a word of every page."""
_ENGLISH = re.compile(
    rf"^[ \t\u3000#*_\[【(（“\"]*+((?:TOP[ -]?)?SECRET|CONFIDENTIAL)(?:[ \t\u3000*_\]】)）”\".:：。!！/]|{_STAR})*+$",
    re.MULTILINE,
)
"""Alone on its line, in capitals."""


def marks(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Kind, start, end and plain form of every classified mark in a text without invisible characters."""
    if "密" in text or "㊙" in text:
        yield from _levels(text)
        yield from (("classified-mark", *found.span(), _named(found[1])) for found in _SPLIT.finditer(text))
    if "内部" in text:
        yield from (("classified-mark", *found.span(), "内部★") for found in _INTERNAL.finditer(text))
    if "SECRET" in text or "CONFIDENTIAL" in text:
        yield from (("classified-mark", *found.span(1), found[1]) for found in _ENGLISH.finditer(text))


def _levels(text: str) -> Iterator[tuple[str, int, int, str]]:
    for word in _WORD.finditer(text):
        start, near = word.start(), text[max(0, word.start() - _NEAR) : word.start()]
        near = near if start <= _NEAR else f"字{near}"
        for before, after in _FORMS:
            if (behind := after.match(text, word.end())) and before.search(near):
                yield "classified-mark", start, behind.end(), _named(word[1])
                break


def _named(level: str | None) -> str:
    return f"{LEVELS.get(level or '', '秘')}密★"
