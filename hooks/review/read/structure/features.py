"""Features: what the decoder asks of every token, worked out once."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from review.read.structure import ending
from review.read.structure.kinds import announced_evidence, label_kind, name_evidence, ordinal_kind
from review.read.structure.series import count_on, mark_announced, mark_themes
from review.read.structure.token import ORDINALS, Features, Token
from review.read.structure.words import words, words_apart
from review.read.text.folding import unspaced

_FIRST_STOP = re.compile(r"[。:;!?]|<!--")
_SENTENCE = re.compile(r"[。!?;]")
_EDGE = " *_"
_MARK_BEGIN, _MARK_END = "0123456789.、, ", ":,、. 是就"
"""What stands around the words of an ordinal that has some: 第一个方面，, 第一个方面是, 1.问题：."""
_NAME_AT_MOST = 60
_LABEL_AT_MOST = 16
_HEAD, _ACTS, _BODY, _SEEN = 40, 80, 120, 200
"""Characters of an item that are looked at for its opening, what is to be done, what it lacks, what was achieved."""
_CLAUSE = 120
_MAY_END = {None, "section", "turn"}
_NUMBERED_NAMES = {"section", "part"}
_NAME_GOES_ON = "及和与的、,清分剖查"
"""What may stand behind a label that is only the beginning of a name: 问题及原因, 问题清单."""
_NAMING = {"section", "part", "hash1", "hash2", "hash3", "hash4", "hash5", "hash6"}
"""Styles of lines that begin with a name, whatever follows it."""

_ASPECT, _COUNTED, _THEMES = words("aspect"), words("counted-aspects"), words("themes")
_SAID_ASPECTS, _RUN_IN = words("said-aspects"), words("run-in-aspects")
_WANT = words("wanting")
_DO_BEGINS, _DO = words_apart("doing-begins", "doing")
_REASON, _ACHIEVED = words("reason-words"), words("achieved")
_CRITICISM, _CRITICISED, _VICES = words("criticism"), words("criticised"), words("vices")
_ANNOUNCERS, _OPEN, _PROBLEMS = words("announcers"), words("announce-open"), words("announce-problems")
_LOOKS_BACK = words("looks-back")
_COUNTS = words("counting-sentences")
_OWN_POINTS, _DONE_SO_FAR = words("own-points"), words("achievements-announced")
_NAME_ENDS, _AGAINST = words("name-ends"), words("against")


def describe(run: list[Token]) -> None:
    """Give every token of a document its features."""
    for token in run:
        token.f = Features()
    _ahead(run)
    count_on(run)
    below = ""
    for i in range(len(run) - 1, -1, -1):
        below = _one(run[i], below, len(run) - i)
        _signed(run, i)
    _after_vices(run)
    _themes_in_brackets(run)
    mark_themes(run)
    mark_announced(run)
    _labels_again(run)


def is_sign(token: Token) -> bool:
    """Whether a token begins with anything that may be an ordinal, a bullet or a heading sign."""
    return token.style not in (None, "clause", "table")


def opens_list(f: Features) -> bool:
    """Whether a list begins right behind: the next mark says 1, or is the bullet that follows."""
    return f.next is not None and (f.next.number == 1 or (f.next.style == "bullet" and f.adjacent))


def _ahead(run: list[Token]) -> None:
    """What follows each token: the next mark, and whether its own count goes on before a section begins."""
    following: dict[str, int | None] = {}
    after: Token | None = None
    for i in range(len(run) - 1, -1, -1):
        token, f = run[i], run[i].f
        f.next = after
        f.adjacent = after is not None and run[i + 1] is after
        style = token.style
        if style is not None and style not in ("clause", "table"):
            if style in ORDINALS and token.number:
                f.goes_on = following.get(style) == token.number + 1
            if after is not None and after.number == 1 and after.style != "section":
                f.head_below = after.style != style or _is_level_above(token, after)
            elif after is not None and (style, after.style) == ("sign", "bullet"):
                f.head_below = f.adjacent
            if style == "section" and token.begin == 0:
                following = {}
            following[style] = token.number
            after = token
    first = next((t for t in run if t.style in ORDINALS and t.begin == 0), None)
    if first is not None and (first.number or 1) > 1:
        first.f.first_mark = True


def _is_level_above(token: Token, below: Token) -> bool:
    """Whether a token that only says whose the items are (1、学校层面：) stands above items of its own style."""
    text = token.line.folded[token.body : token.end].strip()
    return token.style == "number" and text[-1:] == ":" and bool(_ASPECT.search(text[:-1]))


def _one(token: Token, below: str, left: int) -> str:
    """The features of one token; `below` is the text that goes on with it, `left` how many tokens are left.

    Returns the text that goes on with the token before.
    """
    f, folded, style = token.f, token.line.folded, token.style
    if style == "table":
        return ""
    text = folded[token.body : token.end].strip(_EDGE)
    boxed = text[:1] == "【" and text.find("】") == len(text) - 1
    if boxed:
        text = text[1:-1]
    stop = _FIRST_STOP.search(text)
    first = text[: stop.start()].strip() if stop else text
    if style in _NUMBERED_NAMES:
        if " " in first:
            first = _name_before_space(first)
        if token.begin and not label_kind(first):
            first = _name_before_text(first)
    f.first, f.size = first, len(text)
    f.alone = len(text) - len(first) <= 2
    f.colon = f.alone and text[len(first) : len(first) + 1] == ":"
    if len(first) <= _LABEL_AT_MOST:
        f.label = label_kind(first)
    if style in (None, "clause"):
        _text(token, text, first)
        if boxed and _names_theme(f):
            f.aspect, f.kinds = True, None
    else:
        _sign(token, text, first, below)
    if token.begin == 0 and style in _MAY_END:
        f.end = ending.grade(text, last=style is None and left <= 4)
    if style in (None, "clause"):
        return "" if f.label and f.alone else (text + below)[:160]
    return ""


def _signed(run: list[Token], i: int) -> None:
    """Who signs a document stands right above its date, whatever he is called."""
    f, below = run[i].f, run[i + 1] if i + 1 < len(run) else None
    if f.end == 1 and below and below.f.end == 2 and run[i].style is None and ending.is_date(below.line.folded):
        f.end = 2


def _name_before_space(first: str) -> str:
    """In a text without line ends a space ends a section's name, where what stands before it is one."""
    name = first[: first.index(" ")]
    return name if 1 < len(name) <= 40 and _NAME_ENDS.search(name) else first


def _name_before_text(first: str) -> str:
    """In a text without line ends a section's name that is a bare label, run in with what follows: 整改措施针对……"""
    for end in range(min(_LABEL_AT_MOST, len(first) - 1), 1, -1):
        if first[end] not in _NAME_GOES_ON and label_kind(first[:end]):
            return first[:end]
    return first


def _text(token: Token, text: str, first: str) -> None:
    """Of a text or a clause: whether it may be a bare section's or heading's line, or announce what follows."""
    f = token.f
    if f.alone and f.size <= _NAME_AT_MOST:
        f.kinds = name_evidence(first)
        f.theme = bool(_THEMES.search(first[:12]))
    if (f.alone and f.size <= _NAME_AT_MOST) or _RUN_IN.search(first):
        f.aspect = _is_aspect(first)
    f.aspect = f.aspect or (token.begin == 0 and bool(_SAID_ASPECTS.match(text)))
    f.criticised = bool(_CRITICISED.search(text[-60:]))
    f.criticism = bool(_CRITICISM.search(text[-60:]))
    if not opens_list(f):
        return
    f.reason = bool(_REASON.search(text[:40]))
    last = _last_sentence(text)
    f.turns = bool(_ANNOUNCERS.search(last))
    f.announced = announced_evidence(last) if len(last) < _CLAUSE else None
    f.announces = text[-1:] in (":", ",") or bool(_OPEN.search(last))
    f.opens = bool(_PROBLEMS.search(last))
    f.looks_back = bool(_LOOKS_BACK.search(last))
    f.own_points = bool(_OWN_POINTS.match(last))
    f.vice = bool(_VICES.search(text[-30:]))
    f.done_before = bool(_ACHIEVED.search(text[:_SEEN]) or _DONE_SO_FAR.search(text[-40:]))


def _names_theme(f: Features) -> bool:
    """Whether a name in brackets, alone on its line above a list, says no kind: 【理论学习】."""
    return f.adjacent and (opens_list(f) or f.carries) and not f.says_kind


def _themes_in_brackets(run: list[Token]) -> None:
    """Where several lines begin with a name in brackets and go on, 【学习上】常常……, each names a theme."""
    named = [a for a, b in pairwise(run) if a.leads and a.style is b.style is None and a.line is b.line
             and a.text[:1] == "【" and not a.f.says_kind]  # fmt: skip
    if len(named) > 1:
        for token in named:
            token.f.aspect, token.f.kinds = True, None


def _last_sentence(text: str) -> str:
    """The sentence before a list, with what it answers or counts: 根子在哪?我想了几宿: 根子在心里。主要有三条:"""
    whole = text.rstrip("。:;,?")
    begin = before = 0
    for found in _SENTENCE.finditer(whole):
        begin, before = found.end(), begin
    counts = whole[before:begin].endswith("?") or _COUNTS.fullmatch(whole, begin)
    return whole[before:] if counts and not _ANNOUNCERS.search(whole, begin) else whole[begin:]


def _is_aspect(first: str) -> bool:
    name = first.rstrip(",")
    return bool(_ASPECT.search(name)) and not _COUNTED.search(name)


def _sign(token: Token, text: str, first: str, below: str) -> None:
    """Of what begins with an ordinal or a sign: how far it looks like a name, and what it says."""
    f, mark = token.f, token.line.folded[token.begin : token.body].rstrip(_MARK_END)
    f.aspect = _is_aspect(first) or (token.style == "named" and bool(_ASPECT.search(mark)))
    if f.aspect and f.alone and f.adjacent and f.next and f.next.style == "bullet" != token.style:
        f.head_below = True
    if token.style == "named":
        f.says = ordinal_kind(mark)
    f.theme = bool(_THEMES.search(first[:12]))
    f.criticised = f.alone and bool(_CRITICISED.match(first + ":"))
    said, opening = text, first
    if against := _AGAINST.match(text):
        said = text[against.end() :]
        opening = _FIRST_STOP.split(said, maxsplit=1)[0]
    f.want = min(2, len(_WANT.findall(opening[:_HEAD])))
    whole = said if len(said) >= _BODY else said + below
    f.want_all = min(3, len(_WANT.findall(whole[:_BODY])))
    f.do = _does(opening[:_HEAD]) + _does(said[:_ACTS])
    f.reason = bool(_REASON.search(text[:40])) and "problems" not in (f.says, label_kind(mark.lstrip(_MARK_BEGIN)))
    f.done = min(3, len(_ACHIEVED.findall(text[:_SEEN])))
    if len(first) <= _NAME_AT_MOST and (f.alone or f.label or token.style in _NAMING):
        f.kinds = name_evidence(first)
    f.item_like = token.style == "section" and _like_item(f, text, first)


def _does(text: str) -> bool:
    return bool(_DO_BEGINS.match(text) or _DO.search(text))


def _like_item(f: Features, text: str, first: str) -> bool:
    ends = text[-1:] in ("。", ";")
    says = ends and (len(first) > 7 or f.want > 0 or f.do > 0)
    if f.label or (f.alone and not says):
        return False
    if ends and text[len(first) : len(first) + 1] == ":":
        return True  # 一、思想上的差距：把入党当成终点。
    return bool("," in first or len(first) > 24 or not _NAME_ENDS.search(unspaced(first)))


def _after_vices(run: list[Token]) -> None:
    """What a vice does, or why it arises in general: what is counted in that line are no items of the writer."""
    for i, token in enumerate(run):
        if token.f.vice:
            for other in run[i + 1 : i + 6]:
                if other.line is not token.line:
                    break
                other.f.no_item = True


def _labels_again(run: list[Token]) -> None:
    """Which labels stand there more than once, below no 一、 of their own."""
    labels = [t for t in run if t.f.label and t.f.alone and t.style not in _NAMING]
    times = Counter(t.f.first for t in labels)
    for token in labels:
        token.f.again = times[token.f.first] > 1
