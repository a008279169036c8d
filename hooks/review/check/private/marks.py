"""Classified marks, however they are written: 秘密★1年, 【机密】, 密级：绝密, 内部★, and the word alone on its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from review.check.private.characters import BRACKETS, GAPS, ORNAMENTS, SHAPES, STARS, characters

LEVELS = {"秘": "秘", "祕": "秘", "机": "机", "機": "机", "绝": "绝", "絕": "绝", "絶": "绝"}
"""What stands before 密, and its plain form."""
TRADE = "商涉"
"""The same in marks of firms, 商密★3年, and in marks without a level, 【涉密】."""
SECRET = "密宻"
_SECRET = f"[{SECRET}]"
_JOINS = characters([char for char, kind in GAPS.items() if kind in " \n-" and char not in "一丨"] + list("·•‧∙⋅・･●"))
_INLINE = characters([char for char, kind in GAPS.items() if kind in " -" and char not in "一丨"] + list("·•‧∙⋅・･●"))
_WITHIN = f"{characters(set(GAPS) - set(STARS + ORNAMENTS + '一丨'))}{{0,9}}+"
"""What may part the word, as 密 is none that ends a sentence and begins another."""
_PARTING = characters({char for char, kind in GAPS.items() if kind != "\n"} - set(STARS + ORNAMENTS + SHAPES + "一丨*"))
_HAN = r"[\u3400-\u9fff]"
_LEVEL = f"[{''.join(LEVELS)}]"
_STAR = characters(STARS)
_OPENING = set(BRACKETS[0] + "<＜") - set("《“‘")
_CLOSING = set(BRACKETS[1] + ">＞") - set("》”’")
"""Brackets, without the quotes that stand around any word."""
_OPEN = characters(_OPENING)[1:-1]
_CLOSE = characters(_CLOSING | set("〔”’\"'》:：︰﹕∶"))[1:-1]
_ENDED = characters(_CLOSING)
_SQUARE = r"[【〔［\[〖]"
_SHAPES = characters(SHAPES)[1:-1]
"""Which are bullets and boxes as well, so the line says what they are."""
_ORNAMENT = characters(ORNAMENTS)
_DRAWN = characters(STARS + ORNAMENTS)[1:-1]
_WORD = re.compile(rf"({_LEVEL}){_WITHIN}{_SECRET}|㊙++")
_SPLIT = re.compile(
    rf"(?<!{_HAN})({_LEVEL}){_JOINS}*+[{_DRAWN}](?:{_JOINS}|[{_DRAWN}])*+{_SECRET}(?!(?![级級件]){_HAN})"
)
"""With an ornament in its middle, where that is no end and beginning of two words."""
_QUOTES, _QUOTED = "《「『‖“‘\"'", "》」』‖”’\"'"
_LINE = r"(?:\A|\n)[ \t\u3000>]*+(?:#++[ \t]*+)?[*_~`]{0,3}"
_PERIOD = (
    r"(?:(?:\d{1,3}|[一二三四五六七八九十百半廿壹贰叁肆伍陆柒捌玖拾]{1,4})\s{0,3}(?:年|个?月|天)"
    r"|长期|長期|永久|无限期|(?:考试结束|启用|公布|公开|解密)前)"
)
_NOUN = "(?:文件|资料|材料|事项|公文|文档|档案|载体|信息|刊物|参考|使用|参阅)"
_URGENT = r"(?:(?:特急|加急|特提|平急|急件)[ \t\u3000·]*+)?+"
_LIST = r"\s{0,3}[、，,/或和及与]\s{0,3}[秘祕机機绝絕]"
_LABEL = (
    r"(?:密\s{0,3}[级級别別等](?:标[志识誌識])?|(?:保密|涉密|秘密|定密)(?:[等级級][级級别別]|程度)|[秘绝机]密程度|定密)"
    r"(?:[（(][^（()）\n]{1,6}[)）]|[和及与、/／](?:保密)?期限)?"
)
_FORMS = (
    # a star behind it, or a bracket and a star; the plain star is Markdown's emphasis where it stands on both sides
    ("", rf"{_NOUN}?+(?:{_INLINE}|[{_CLOSE}])*+{_STAR}"),
    (rf"{_STAR}{_INLINE}*(?:{_PERIOD}{_INLINE}*)?", rf"(?!{_INLINE}*+{_HAN})"),
    (r"(?<!\*)", rf"(?:{_INLINE}|[{_CLOSE}])*+\*(?!\*)"),
    (rf"(?<!{_HAN})", rf"(?:{_JOINS}|{_PARTING})*+{_STAR}(?!{_INLINE}*+{_HAN})"),
    (rf"(?<!{_HAN})", rf"{_JOINS}*+{_STAR}"),
    # an ornament, but for one that leads the next word
    ("", rf"(?:{_INLINE}|[{_CLOSE}])*+{_ORNAMENT}{{1,9}}+(?!{_INLINE}*+{_HAN})"),
    (rf"(?<!{_HAN})", rf"(?:{_INLINE}|[{_CLOSE}])*+{_ORNAMENT}{{1,9}}+(?!{_INLINE}*+{_LEVEL}{_WITHIN}{_SECRET})"),
    (rf"{_ORNAMENT}{_INLINE}*", rf"(?!{_INLINE}*+{_HAN})"),
    # in brackets
    (rf"[{_OPEN}]{_JOINS}*", rf"(?:{_JOINS}|{_PARTING}){{0,3}}{_PERIOD}?{_JOINS}*+{_ENDED}(?![(\[])"),
    (rf"{_SQUARE}{_JOINS}*", rf"{_NOUN}{_JOINS}*+{_ENDED}(?![(\[])"),
    # behind its label
    (
        rf"{_LABEL}(?:{_INLINE}|[{_OPEN}{_CLOSE}=＝|｜│→“‘「『.．/／为是属])+",
        rf"(?!(?!长期|永久){_HAN}|{_LIST})|{_NOUN}(?:{_INLINE}|[。.;；])*+$",
    ),
    (r"密[级級]", rf"(?:{_INLINE}|[。.;；])*+$"),
    (r"(?:此|本)(?:文件|材料|资料|件|文|页)[为是属系于]{0,2}", rf"(?!{_INLINE}*+{_HAN})"),
    # with a period
    (rf"(?<!{_HAN})", rf"(?:{_PARTING}|[{_SHAPES}]){{0,4}}{_PERIOD}(?!{_HAN})"),
    # alone on its line
    (
        rf"{_LINE}[:：{_QUOTES}]{{0,2}}[ \t\u3000]*+{_URGENT}",
        rf"(?:{_INLINE}|[:：。.;；!！*~`#/／{_QUOTED}])*+(?:TOP SECRET|SECRET|CONFIDENTIAL)?+(?:{_INLINE}|\*)*+"
        rf"{_URGENT}$",
    ),
    # alone on its line with another shape
    (rf"{_LINE}[{_OPEN}{_QUOTES}{_SHAPES}]{{0,3}}[ \t\u3000]*+", rf"(?:{_INLINE}|[{_CLOSE}{_SHAPES}*])*+$"),
)
"""What stands before the word, if anything must, and what behind it."""
_NEAR = 60
"""Characters before the word that are looked at."""


_INTERNAL = re.compile(
    rf"(?<!{_HAN})[内內]{_INLINE}*+部{_NOUN}?+{_INLINE}*+{_STAR}++(?:{_INLINE}*+{_PERIOD})?+(?!{_INLINE}*+{_HAN})"
    rf"|{_STAR}{_INLINE}*+[内內]{_INLINE}*+部{_NOUN}(?!{_INLINE}*+{_HAN})"
    rf"|(?<!{_HAN})[内內]{_INLINE}*+部{_NOUN}{_INLINE}*+{_STAR}{_INLINE}*+(?:妥善保管|注意保[存密]|请勿外传|不得外传)"
)
"""A mark only with its star: 内部 is a word of every page."""
_TRADE = re.compile(
    rf"(?<!{_HAN})((?:核心|普通)?[{TRADE}]){_INLINE}*+{_SECRET}{_NOUN}?+"
    rf"(?:(?:{_INLINE}|[{_CLOSE}])*+{_STAR}++|(?:{_INLINE}|[{_SHAPES}])*+(?={_PERIOD}))"
    rf"(?:{_INLINE}*+{_PERIOD})?+(?!{_INLINE}*+{_HAN})"
    rf"|{_SQUARE}{_INLINE}*+((?:核心|普通)?[{TRADE}]){_INLINE}*+{_SECRET}{_NOUN}?+{_INLINE}*+"
    rf"{_ENDED}(?![(\[]|{_INLINE}*+{_HAN})"
)
"""A mark only with its star, with a period, or in square brackets: what is 涉密 is written of on many pages."""
_UNLEVELLED = (
    rf"((?:(?:核心|普通)?[{TRADE}]|(?:商业|工作|国家){_INLINE}*+[秘祕]){_INLINE}*+{_SECRET}){_INLINE}*+{_NOUN}?+"
)
_HEAD = re.compile(
    rf"\A(?:---\n(?:[^\n]*+\n)*?---\n)?(?:[^\n]{{0,30}}\n){{0,5}}?[ \t\u3000>]*+[*_~`]{{0,3}}"
    rf"[{_OPEN}{_QUOTES}]{{0,2}}[ \t\u3000]*+{_URGENT}{_UNLEVELLED}"
    rf"(?:{_INLINE}|[:：。.;；!！*~`{_CLOSE}{_QUOTED}])*+{_URGENT}(?=\n\s*+\S)"
)
"""A mark without a level, alone on one of the first lines below front matter; elsewhere it is a word."""
_LIMITED = re.compile(rf"^[ \t\u3000]*+{_UNLEVELLED}(?:{_INLINE}|[{_SHAPES}])*+{_PERIOD}{_INLINE}*+$", re.MULTILINE)
"""The same with a period, alone on any line."""
_ENGLISH = re.compile(
    rf"^[ \t\u3000#*_\[【(（“\"]*+((?:TOP[ -]?)?SECRET|CONFIDENTIAL)(?:[ \t\u3000*_\]】)）”\".:：。!！/]|{_STAR})*+$",
    re.MULTILINE,
)
"""Alone on its line, in capitals."""


def marks(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Kind, start, end and plain form of every classified mark in a text without invisible characters."""
    if "密" in text or "㊙" in text or "宻" in text:
        yield from _levels(text)
        yield from (("classified-mark", *found.span(), _named(found[1])) for found in _SPLIT.finditer(text))
        yield from (("classified-mark", *found.span(), f"{found[1] or found[2]}密★") for found in _TRADE.finditer(text))
        bare = filter(None, (_HEAD.match(text), *_LIMITED.finditer(text)))
        yield from (("classified-mark", *found.span(1), "".join(found[1].split())) for found in bare)
    if "部" in text:
        yield from (("classified-mark", *found.span(), "内部★") for found in _INTERNAL.finditer(text))
    if "SECRET" in text or "CONFIDENTIAL" in text:
        yield from (("classified-mark", *found.span(1), found[1]) for found in _ENGLISH.finditer(text))


@cache
def _behind() -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """Any of what stands behind the word, as most have none of it; and each.

    Made when the word is met, as this and what stands before it take a twentieth of a check of one file.
    """
    each = tuple(re.compile(rf"[级級件]?+{after}", re.MULTILINE) for _, after in _FORMS)
    return re.compile("|".join(f"(?:{one.pattern})" for one in each), re.MULTILINE), each


@cache
def _before(form: int) -> re.Pattern[str] | None:
    before = _FORMS[form][0]
    return re.compile(rf"{before}\Z") if before else None


def _levels(text: str) -> Iterator[tuple[str, int, int, str]]:
    for word in _WORD.finditer(text):
        any_behind, behind_each = _behind()
        if not any_behind.match(text, word.end()):
            continue
        start, near = word.start(), text[max(0, word.start() - _NEAR) : word.start()]
        near = near if start <= _NEAR else f"字{near}"
        for form, after in enumerate(behind_each):
            if (behind := after.match(text, word.end())) and _is_led(form, near):
                yield "classified-mark", start, behind.end(), _named(word[1])
                break


@lru_cache(1 << 12)
def _is_led(form: int, near: str) -> bool:
    """Whether what stands before a word is what a form has there; remembered, as a list of marks repeats itself."""
    before = _before(form)
    return before is None or bool(before.search(near))


def _named(level: str | None) -> str:
    return f"{LEVELS.get(level or '', '秘')}密★"
