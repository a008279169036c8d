"""Ordinals: the words and signs that begin a section, a heading or an item, and nothing else that looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "section", "heading", "th", "number", "bracket", "circle", "said", "each", "named", "turn", "bullet", "hash"
]
"""一、 · （一） · 第一， · 1. · (1) · ① · 一是 · 其一， · 问题1： · 首先， · - · #"""
ITEM_KINDS: tuple[Kind, ...] = ("number", "bracket", "circle", "said", "th", "each", "named")
"""Those that begin an item. 首先 does only where 其次 follows, for it is also a word of any text."""

_CN = "一二三四五六七八九十"
_MARKER = (
    rf"(?P<said>(?:[{_CN}]{{1,3}}) ?是)(?!(?:[{_CN}]|不是)[,。、;])(?:[:,] *(?=\w))?"
    rf"|第(?P<th>[{_CN}]{{1,3}})[,、:](?!第) *"
    rf"|(?P<each>其[{_CN}](?=[是,、:]))是?[,、:]? *"
    r"|(?P<turn>(?:首先|其次|再次|最后)(?=[,:]))[,:] *"
    rf"|(?P<named>(?:问题|原因|措施) ?(?:\d{{1,2}}|[{_CN}]{{1,3}}))[:.、] *"
    rf"|(?P<heading>\( ?[{_CN}]{{1,3}} ?\)|[㈠-㈩])[、,.]?"
    rf"|(?P<bracket>\( ?\d{{1,2}} ?\)|[⑴-⒇]|\d{{1,2}}\)(?![\d)]))[、,.]?"
    r"|(?P<circle>[①-⑳])[、,.]?"
    r"|(?P<number>\d{1,2} ?[.、,](?!\d)|[⒈-⒛])"
)
_SECTION = rf"(?P<section>[{_CN}]{{1,3}}(?= ?[、,.])|第[{_CN}]部分) ?[、,.:]?(?![{_CN}]{{1,2}}[、,])"
_BOLD_NAME = r"(?:\*\*(?=[^*]{1,80}(?:\*\*(?:[:。,;— ]|$)|[。:.]\*\*)))?"
"""Bold that a name stands in; `**` before 镇 is a placeholder."""
_LEADING = re.compile(
    r"(?P<hashes>#{1,6} +)?(?P<dash>[-+*•] +(?:\[[ xX]\] +)?|[●◆■▪·] *)?"
    rf"(?:(?:\*\*|__)?(?:{_SECTION}|{_MARKER})(?:\*\*)?)? *{_BOLD_NAME}"
)
_CLOSED = "。;:!?,…—”’)】」』>*"
"""What may stand before an ordinal inside a line (folded)."""
_INLINE = re.compile(rf"(?:[{_CLOSED} ]|(?<=方)面) *(?:{_MARKER})")
_IN_SECTION_LINE = re.compile(_MARKER)
_BEFORE = 8
CUT_BEFORE_ONE = "统唯惟划专"
"""Characters that make a word with 一: 统一, 唯一, 划一, 专一; a line wrap or a stray space may divide it."""
_TURNS = {"首先": 1, "其次": 2, "再次": 3, "最后": None}
_FULL_STOP = "。;:!?…"
_OFFICIAL = {"heading", "bracket", "circle", "number", "th", "each", "named", "turn"}


@dataclass(frozen=True, slots=True)
class Marker:
    """An ordinal (or a bullet, or a Markdown heading sign without an ordinal) at a place in a line."""

    kind: Kind
    number: int | None
    start: int
    end: int
    level: int = 0
    """Of a Markdown heading: how many #."""
    inline: bool = False
    before: str = ""
    """The character before an inline one, folded."""


def numeral(text: str) -> int | None:
    """The number that an ordinal says; 一 … 九十九 or digits, in whatever it is wrapped. 最后 says none."""
    if text in _TURNS:
        return _TURNS[text]
    digits = re.sub(r"\D", "", text)
    if text and "①" <= text[0] <= "⒛":
        sign = ord(text[0])
        return sign - next(first for first in (0x2488, 0x2474, 0x2460) if sign >= first) + 1
    if text and "㈠" <= text[0] <= "㈩":
        return ord(text[0]) - ord("㈠") + 1
    if digits:
        return int(digits)
    signs = [c for c in text if c in _CN]
    if "十" not in signs:
        return int("".join(str(_CN.index(c) + 1) for c in signs) or 0)
    ten = signs.index("十")
    tens = _CN.index(signs[0]) + 1 if ten else 1
    ones = _CN.index(signs[ten + 1]) + 1 if len(signs) > ten + 1 else 0
    return tens * 10 + ones


def leading(folded: str) -> Marker | None:
    """The marker that a folded line begins with."""
    found = _LEADING.match(folded)
    level = len((found["hashes"] or "").strip())
    kind = found.lastgroup
    if kind in (None, "hashes", "dash"):
        if found["dash"] and found.end() < len(folded) and not folded[found.end() :].startswith(("-", "* *")):
            return Marker("bullet", None, found.start("dash"), found.end(), level)
        return Marker("hash", None, 0, found.end(), level) if level else None
    start = found.start(kind) - (kind == "th")
    return Marker(kind, numeral(found[kind]), start, found.end(), level)


def inline(folded: str, begin: int, loose_until: int = 0) -> Iterator[Marker]:
    """The markers inside a folded line after `begin`: those that follow a mark which may end a thought.

    Before `loose_until` (in a section's own line) they may also follow its name directly.
    """
    for found in (_IN_SECTION_LINE if loose_until else _INLINE).finditer(folded, begin):
        kind = found.lastgroup
        start = found.start(kind) - (kind == "th")
        before = folded[max(begin, start - _BEFORE) : start].rstrip()
        number = numeral(found[kind])
        if before and found.end() < len(folded) and _begins(
            before, kind, number, start <= loose_until, folded[start - 1] == " "
        ):
            yield Marker(kind, number, start, found.end(), inline=True, before=before[-1])


def _begins(before: str, kind: Kind, number: int | None, loose: bool, spaced: bool) -> bool:
    """Whether an ordinal after `before` begins an item; written signs (1. （一）) need a full stop."""
    last = before[-1]
    if number == 1 and (loose or before.endswith("方面") or (spaced and kind == "said" and last not in CUT_BEFORE_ONE)):
        return True
    if last in "”’)】" and before[-2:-1] in _FULL_STOP:
        return True
    return last in (_FULL_STOP if kind in _OFFICIAL else _CLOSED)
