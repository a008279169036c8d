"""Ordinals: the words and signs that may begin a section, a heading or an item. The decoder decides which do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from string import ascii_lowercase
from typing import Literal, NamedTuple, cast

from review.read.text.numerals import ONE_TO_TEN, number_said

OrdinalKind = Literal[
    "part", "section", "heading", "th", "number", "decimal", "deeper", "bracket", "circle", "letter", "small", "roman",
    "said", "each", "named", "turn", "bullet", "hash", "bare",
]  # fmt: skip
"""第一部分 壹、 · 一、 · （一） · 第一， · 1. · 1.1 · 1.1.1 · (1) · ① · A. 甲、 · b) · I. (ii) ·
一是 · 其一， · 问题1： · 首先， · - · # · 一 (no mark)
"""
ITEM_KINDS: tuple[OrdinalKind, ...] = (
    "number", "decimal", "deeper", "bracket", "circle", "letter", "small", "roman", "said", "th",
    "each", "named",
)  # fmt: skip
"""Those that begin an item by themselves. 首先 does only where 其次 follows, for it is also a word of any text."""

_CN = ONE_TO_TEN
_STEMS, _BRANCHES, _FORMAL = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "壹贰叁肆伍陆柒捌玖拾"
_NUMERAL = rf"(?:[{_CN}]百(?:零?[{_CN}]{{1,3}})?|[{_CN}]{{1,3}})"
_NOUNS = "问题|不足|差距|短板|缺点|毛病|表现|原因|根源|成因|病根|措施|举措|对策|承诺|方向|打算|方面|序号|对照|主题"
"""What a numbered name counts: 问题1：, 成因二：, 第一个毛病是, 序号一：, 对照一：."""
_TOLD = "(?:消息|新闻|通知|信息|报道|案例|故事|规定|启事|公告|寓言|笑话)"
"""What is told by the piece: 一则消息."""
CUT_BEFORE_ONE = "统唯惟划专"
"""Characters that make a word with 一: 统一, 唯一, 划一, 专一; a line wrap or a stray space may divide it."""
_MARK = re.compile(
    rf"(?P<heading>[(〔\[] ?{_NUMERAL} ?[)〕\]]|[㈠-㈩])[、,.]?"
    r"|(?P<small>\( ?[a-h] ?\))[、,.]?"
    r"|(?P<bracket>\( ?\d{1,3} ?[、.]?\)|[⑴-⒇]|(?<![\d(])\d{1,2}\)(?![\d)]))[、,.]?"
    r"|(?P<circle>[①-⑳])[、,.]?"
    rf"|(?P<letter>(?<!\w)[A-H{_STEMS}] ?[.、](?=[\u4e00-\u9fff])(?![{_STEMS}]))"
    r"|(?P<deeper>(?<![\d.\-A-Za-z~年月第])\d{1,2}(?:\.\d{1,2}){2}(?![\d.]) *[、,]?) *(?=[\u4e00-\u9fff])"
    r"|(?P<decimal>(?<![\d.\-A-Za-z~年月第])\d{1,2}(?:\.\d{1,2}(?![\d.]) *[、,]? *(?=[\u4e00-\u9fff])"
    r"|-\d{1,2}[ 、,] *(?=(?:19|20)\d\d年|[\u4e00-\u9fff“《])))"
    r"|(?P<number>(?<![\d.\-A-Za-z~年月第])\d{1,3} ?\\?[.、,](?!\d)|[⒈-⒛])"
    r"(?: ?(?:存在的?)?(?:问题|不足)(?:表现)?: ?(?=\w)(?![一1][是.、]))?"
    rf"|(?P<said>(?<![\w.])\d{{1,2}}是"
    rf"|(?<![{_CN}{CUT_BEFORE_ONE}第同万百零]){_NUMERAL}(?: ?[是曰]|、 ?是(?!否)|则(?!.{{0,6}}{_TOLD})))"
    rf"(?!(?:[{_CN}]|不是)[,。、;])(?:[:,] *(?=\w))?"
    rf"|(?P<come>(?<![\w])[{_CN}]来(?![到自源往去回电访信人龙])) *,? *"
    rf"|(?P<one>(?<!\w)(?:头|再|还有|另|[{_CN}])?一[个条]是)"
    rf"|(?P<must>(?<![\w第]){_NUMERAL}(?=要(?![求务素点领件义害紧么不])))"
    rf"|(?P<th>(?:(?<!\w)|(?<=问题|不足|原因|措施))"
    rf"(?:第{_NUMERAL}(?:[,、:](?!第)|个[:、,]|[条点][ :、,])|(?:头|再|还有|另)一[条个件][:、,]"
    rf"|{_NUMERAL}(?=查(?![到出实处一就得无看验究阅收询])|问(?![题到及过候了]|三不知)"
    r"|看(?![到出过了来完就着见]|上去)))) *"
    rf"|(?P<each>(?<![尤与极何])其[{_CN}](?=[是,、:]))是?[,、:]? *"
    rf"|(?P<named>(?:(?<!\w)(?:【?(?:{_NOUNS}) ?\(?(?:\d{{1,2}}|{_NUMERAL})\)?(?:[:.、】]|$|(?= ))"
    rf"|第{_NUMERAL}(?:[种类项]就?是|[个条]?(?:方面)?的?(?:(?:{_NOUNS})(?:就?是|[:,])|不[^,。:]{{2,3}}[:,])))"
    r"|(?<=类)问题\d{1,2}:)) *"
    r"|(?P<turn>(?<!\w)(?:首先|其次|再次|再者|此外|另外|还有|最后)(?=[,:]|(?<=首先|其次|再次|最后|此外|另外)是)"
    rf"|(?<!\w)(?:首要|其次|再次|最后|还有一个)的?(?=(?:{_NOUNS})是))(?:[,:]|是|(?:{_NOUNS})是) *"
    rf"|(?P<part>(?<!\w)第{_NUMERAL}(?:部分|章|编)|(?<!\w)[上中下]篇(?=[ :、.])"
    rf"|(?<!\w)[{_FORMAL}]{{1,3}} ?[、.] *(?=[\u4e00-\u9fff])(?!\w[、,]))[、,.:]? *"
    rf"|(?P<section>(?<![\w第、]){_NUMERAL}(?= ?[、,.])|【 ?{_NUMERAL} ?】) ?[、,.]?(?![{_CN}]{{1,2}}[、,])"
)
_LISTED = re.compile(
    r"(?P<open>\( ?)?(?:(?P<roman>(?i:(?=[ivxⅰ-ⅻ])(?:x{0,3}(?:ix|iv|v?i{0,3})|[ⅰ-ⅻ])))"
    rf"|(?P<letter>[A-Z])|(?P<small>[a-z{_BRANCHES}])) ?(?(open)\)[、,.]?|[.、)]) *(?=[\u4e00-\u9fff“《])(?!\w[、,])"
)
"""What automatic lists number with besides: I. (ii) b) 子、. In the middle of a line these are words and names."""
_FIRST = re.compile(
    rf"[{_CN}](?=[{_CN}百零是曰则来要查问看个条、,. ])|\d(?=[\d .、,)\\是-])"
    rf"|[(〔\[](?= ?[{_CN}\da-h])|【(?= ?[{_CN}]|{_NOUNS})|[{_FORMAL}㈠-㈩⑴-⒇①-⑳⒈-⒛]|[A-H{_STEMS}](?= ?[.、])"
    rf"|第(?=[{_CN}])|其(?=[{_CN}次])|首(?=[先要])|再(?=[次者一])|此(?=外)|另(?=[外一])|还(?=有)|最(?=后)|[上中下](?=篇)|头(?=一)"
    rf"|(?:{_NOUNS})(?= ?\(?[{_CN}\d])"
)
"""How a mark may begin; looking for these first makes finding marks many times faster."""
_ONE = re.compile("一[个条]是")
_DECIMAL = re.compile(
    r"(?<![\d.\-A-Za-z~年月第约占达为])(\d{1,2})\.(\d{1,2})(?![\d.]) *[、,]? *(?=[\u4e00-\u9fff])"
    r"(?![万亿元个倍米公千百吨人分厘毫平立度升折岁次小天年亩秒以至和与到、])"
)
"""1.1 in the middle of a line that may be an ordinal, and no amount."""
_BOLD_NAME = r"(?:\*\*(?=[^*]{1,80}(?:\*\*(?:[:。,;— ]|$)|[。:.]\*\*)))?"
"""Bold that a name stands in; `**` before 镇 is a placeholder."""
_BULLETS = "·※⁃‣\u2190-\u21ff\u25a0\u25a2-\u25ca\u25cc-\u25ee\u25f0-\u2775\u2794-\u27bf\u2b00-\u2bff"
"""Signs that begin an entry: Unicode's arrows, geometric shapes and dingbats, but for the blanks □ ○ ◯ and ❶."""
SIGNS = re.compile(
    r"(?P<hashes>#{1,6}(?: +|(?=[^#\s\d])))?"
    rf"(?P<dash>[-+*•] +(?:\[[ xX]\] +)?|[{_BULLETS}] *|——(?!.{{0,60}}(?:材料|提纲|发言|报告|汇报)$) *)?"
    r"(?P<bold>\*\*|__)?"
)
_AFTER = re.compile(rf" *{_BOLD_NAME}")
_AFTER_BOLD = re.compile(rf"(?:\*\*)? *{_BOLD_NAME}")
_BARE = re.compile(
    rf"[{_CN}](?![{_CN}、,.是方个次批系定切些直般旦致年月日期季天周半路边面线段度时起同共样名位条项种家人把手身百千万])(?=\w)"
)
_SPACED = re.compile(
    rf"(?:(?P<section>{_NUMERAL})|(?P<number>\d{{1,3}})|(?P<roman>[Ⅰ-Ⅻ])) +"
    r"(?=[\u4e00-\u9fff])(?![年月日个次名条项人家元])"
)
_BARE_AT_MOST, _SPACED_AT_MOST = 400, 200
"""Characters of a line that may begin with an ordinal without a mark; in long prose 一 is a word."""
_BEFORE = 8
_AS = {"must": "said", "come": "said", "one": "each"}
"""一要 and 一来 count like 一是, and 要 is of what it says; 一个是 …… 再一个是 count by their places."""
_TURNS = {"首先": 1, "首要": 1, "其次": 2, "再次": 3}
_NO_NUMBER = {"再者", "此外", "另外", "还有", "还有一个", "最后"}
_MORE = ("再", "还", "另")
"""How an ordinal begins that only says one more: 再一个是, 还有一条，."""
_SIMPLE = str.maketrans(_FORMAL, ONE_TO_TEN)
_ROMAN = {"i": 1, "v": 5, "x": 10}
_VOLUMES = {"上": 1, "中": 2, "下": 3}


class Marker(NamedTuple):
    """An ordinal (or a bullet, or a Markdown heading sign without an ordinal) at a place in a line."""

    kind: OrdinalKind
    number: int | None
    start: int
    end: int
    level: int = 0
    """Of a Markdown heading: how many #."""
    before: str = ""
    """The character before one inside a line, folded; empty at the line's beginning."""
    spaced: bool = False
    """Whether a space stands right before it."""


@lru_cache(maxsize=4096)
def numeral(text: str) -> int | None:
    """The number that an ordinal says, in characters or digits, in whatever it is wrapped. 最后 says none."""
    text = text.removesuffix("的")
    if text[:1] in _MORE:
        return None
    if text in _NO_NUMBER:
        return None
    if text in _TURNS:
        return _TURNS[text]
    if text and "①" <= text[0] <= "⒛":
        sign = ord(text[0])
        return sign - next(first for first in (0x2488, 0x2474, 0x2460) if sign >= first) + 1
    text = text.translate(_SIMPLE)
    if lettered := _lettered(unicodedata.normalize("NFKC", text).lower().strip("() ")):
        return lettered
    if text and "㈠" <= text[0] <= "㈩":
        return ord(text[0]) - ord("㈠") + 1
    if digits := re.findall(r"\d+", text):
        return int(digits[-1])
    return _VOLUMES.get(text[:1]) or number_said("".join(c for c in text if c in _CN or c in "百零"))


def _lettered(text: str) -> int | None:
    """The number that a Roman numeral, a letter or a sign of a cycle (甲, 子) says: iv is 4, d is 4."""
    if text and not text.strip("ivx"):
        values = [_ROMAN[sign] for sign in text]
        return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    row = next((row for row in (_STEMS, _BRANCHES, ascii_lowercase) if text[:1] in row), "")
    return row.index(text[0]) + 1 if text and row else None


def signs_at(text: str, begin: int) -> re.Match[str]:
    """What signs (#, a bullet, bold) stand at `begin`; the match is empty where there are none."""
    found = SIGNS.match(text, begin)
    assert found is not None, "every part of it may be missing"
    return found


def _kind(found: re.Match[str]) -> OrdinalKind:
    name = str(found.lastgroup)
    return cast(OrdinalKind, _AS.get(name, name))  # every alternative is a named group


def _behind(folded: str, end: int, bold: bool) -> int:
    """Where the text begins behind an ordinal that ends at `end`; a `bold` one may close there."""
    found = (_AFTER_BOLD if bold else _AFTER).match(folded, end)
    return found.end() if found else end


def leading(folded: str) -> Marker | None:
    """The marker that a folded line surely begins with: an ordinal with its mark, a bullet, a heading sign."""
    signs = signs_at(folded, 0)
    level = len((signs["hashes"] or "").strip())
    found = _MARK.match(folded, signs.end()) or _LISTED.match(folded, signs.end())
    if found:
        kind = _kind(found)
        end = _behind(folded, found.end(), bool(signs["bold"]))
        return Marker(kind, numeral(found[str(found.lastgroup)]), found.start(), end, level)
    end = _behind(folded, signs.end("dash") if signs["dash"] else signs.end("hashes") if level else 0, bold=False)
    if signs["dash"] and end < len(folded) and not folded[end:].startswith(("-", "* *")):
        return Marker("bullet", None, signs.start("dash"), end, level)
    return Marker("hash", None, 0, end, level) if level else None


def unmarked(folded: str, begin: int) -> Marker | None:
    """An ordinal without a mark at `begin` of a line: 二整改措施, `二 整改措施`, `2 走访不多`."""
    spaced = _SPACED.match(folded, begin) if len(folded) < _SPACED_AT_MOST else None
    if spaced:
        kind = _kind(spaced)
        return Marker(kind, numeral(spaced[kind]), begin, spaced.end())
    if len(folded) < _BARE_AT_MOST and _BARE.match(folded, begin):
        return Marker("bare", numeral(folded[begin]), begin, begin + 1)
    return None


def _decimals(folded: str) -> frozenset[int]:
    """Where the ordinals 1.1 1.2 2.1 of a line stand: each goes on with the one before, from x.1 on."""
    found: list[tuple[int, int, int]] = []
    for each in _DECIMAL.finditer(folded):
        chapter, number = int(each[1]), int(each[2])
        last = found[-1] if found else None
        if (number == 1 and (last is None or chapter == last[1] + 1)) or (
            last is not None and (chapter, number) == (last[1], last[2] + 1)
        ):
            found.append((each.start(), chapter, number))
    return frozenset(at for at, _, _ in found) if len(found) > 1 else frozenset()


def inside(folded: str, begin: int) -> Iterator[Marker]:
    """Everything inside a folded line, from `begin` on, that may be an ordinal; text follows each.

    2.1 is one only where 2.2 follows or 1.1 came before, as in a page without line ends: else it is an amount.
    """
    at = begin
    counted = _decimals(folded) if "." in folded else frozenset()
    ones = count(1) if len(_ONE.findall(folded, begin)) > 1 else None
    for candidate in _FIRST.finditer(folded, begin):
        start = candidate.start()
        if start < at:
            continue
        found = _MARK.match(folded, start)
        if found is None or found.end() >= len(folded) or found.lastgroup == "deeper":
            continue
        if found.lastgroup == "decimal" and start not in counted or found.lastgroup == "one" and not ones:
            continue
        at = found.end()
        kind = _kind(found)
        number = next(ones) if ones and found.lastgroup == "one" else numeral(found[str(found.lastgroup)])
        before = folded[max(begin, start - _BEFORE) : start].rstrip(" *")
        if before:
            yield Marker(kind, number, start, at, 0, before[-1], folded[start - 1] == " ")
