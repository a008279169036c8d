"""Tokens: a logical line cut at every possible ordinal, and before a clause that may announce items.

Cut permissively; the decoder decides which cuts mean anything. The tokens of a line put together are the line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from review.read.structure.kinds import label_kind
from review.read.structure.token import Token
from review.read.structure.words import words
from review.read.text.lines import Line
from review.read.text.ordinals import CUT_BEFORE_ONE, Marker, inside, leading, numeral, unmarked

TOKENS_AT_MOST = 5_000
"""Of one document; what follows is text, and a finding says so. A long material has some 200 tokens, the longest list
that 200 KB can hold some 3,000.
"""
_CLAUSE_AT_MOST = 120
"""Characters of a clause that may announce what follows it."""
_STOPS = "。!?;"
_SPACE = " *　_"
_THEME = re.compile("[^,。:;]{2,16}方面[:。]$")
"""A theme without an ordinal, in a line that runs on."""
_GLUED = re.compile("([^,。:;]{0,8}(?:问题|不足)) *(?=[^,。:;及和与的]{3,16}方面[:。]? *$)")
"""A section's name with the first theme behind it on its line: 一、存在的问题 理论学习方面."""
_NAME_ENDS = re.compile("[。:]")
_NAMED = re.compile(rf"(?:{words('named-entries').pattern}): *(?=\w)")
_AGAIN = re.compile("([一二三四五六七八九十]{1,3})是(?!否)")
_BOXED = re.compile(r"【[^】]{2,12}】 *(?=\w)")
_NAME_AT_MOST = 40
"""Characters of a sentence that names a part."""
_ANNOUNCERS, _SAID_NAMES = words("announcers"), words("said-names")
_ORDINAL_AFTER = words("ordinal-after")
_AFTER_NAME = {"number", "decimal", "bracket", "heading", "circle", "letter", "each", "th", "named"}
"""Ordinals that may follow the name they stand below without any mark between."""
_CHAPTER = re.compile(r"\D*(\d{1,2})\.(\d{1,2}月)?")
"""What stands before the dot of 2.4 at the beginning of a line; and the month behind it, if it is one."""
_LETTER = {9: "i", 22: "v", 24: "x"}
"""The letters that are Roman numerals too, by their place in the alphabet."""
Noted = Mapping[int, Mapping[int, str]]
"""By a line's start in the source: the offsets at which an editor's note binds a token, and to what label."""
_NO_NOTES: Noted = MappingProxyType({})


def tokens(lines: Iterable[Line], begin: int = 0, plain: Collection[int] = (), notes: Noted = _NO_NOTES) -> list[Token]:
    """The tokens of `lines`, in order; `begin` is where the first line's text begins (behind a title).

    `plain` holds the starts of lines in which nothing is an ordinal: an outline, a table of contents.
    """
    found: list[Token] = []
    for line in lines:
        left = TOKENS_AT_MOST - len(found)
        bound = notes.get(line.start)
        run = _text(line, begin) if line.start in plain or left < 0 else list(islice(_line(line, begin), left + 1))
        found += _bind(run, bound) if bound else run
        if found[-1].end < len(line.text):
            found += _text(line, found[-1].end)
        begin = 0
    _letters_go_on(found)
    _romans_above(found)
    _amounts_behind(found)
    _counted_twice(found)
    _signs_above(found)
    _named_without_number(found)
    return found


def _letters_go_on(run: Iterable[Token]) -> None:
    """i) behind h) is the ninth letter and no Roman one; so are v) behind u) and x) behind w)."""
    last: dict[str | None, int] = {}
    for token in run:
        mark = token.marker.strip("()（）.．、, ") if token.style == "roman" else ""
        style = "letter" if mark.isupper() else "small"
        if mark and mark.lower() == _LETTER.get(last.get(style, 0) + 1):
            token.style, token.number = style, last[style] + 1
        if token.style in ("part", "section"):
            last.clear()
        last[token.style] = token.number or 0


def _romans_above(run: list[Token]) -> None:
    """Roman numerals before names alone on their lines, with 一、 or （一） counted below one of them and not above the
    first, say parts: Ⅰ 存在的问题."""
    romans = [at for at, token in enumerate(run) if token.leads and token.style == "roman"]
    if len(romans) < 2 or _counts_sections(run[: romans[0]]):
        return
    alone = all(run[at].end == len(text := run[at].line.text) <= _NAME_AT_MOST and "。" not in text for at in romans)
    if alone and any(_counts_sections(run[at + 1 : at + 2]) for at in romans):
        for at in romans:
            run[at].style = "part"


def _counts_sections(below: list[Token]) -> bool:
    return any(token.style in ("section", "heading") for token in below)


def _amounts_behind(run: Iterable[Token]) -> None:
    """2.4 behind 1. and 1.6 before 2. are an ordinal and an amount: 2.4件积案由我包案, 1.6月底前办完."""
    leads = [token for token in run if token.begin == 0 and token.style in ("number", "decimal")]
    for before, token, behind in zip([None, *leads], leads, [*leads[1:], None], strict=False):
        chapter = _CHAPTER.match(token.line.folded) if token.style == "decimal" else None
        if chapter and (behind or chapter[2]) and _counts_numbers(before, int(chapter[1]), behind):
            token.style, token.number, token.body = "number", int(chapter[1]), chapter.end(1) + 1


def _counts_numbers(before: Token | None, number: int, behind: Token | None) -> bool:
    """Whether `number` goes on with the ordinals before and behind, which are plain numbers where there are any."""
    if any(token and token.style != "number" for token in (before, behind)):
        return False
    if number > 1:
        return before is not None and before.number == number - 1
    return behind is not None and behind.number == 2 and (before is None or before.number != 1)


def _counted_twice(run: Iterable[Token]) -> None:
    """Where lines begin with an ordinal and say it again, 1、一是…, 2、二是…, both are the ordinal."""
    lead = [token for token in run if token.leads and token.style in _AFTER_NAME]
    again = [(token, found) for token in lead if (found := _AGAIN.match(token.line.folded, token.body))]
    twice = [(token, found.end()) for token, found in again if numeral(found[1]) == token.number]
    if len({token.number for token, _ in twice}) > 1:
        for token, body in twice:
            token.body = body


def _signs_above(run: Iterable[Token]) -> None:
    """Where lines begin with several signs (◆ ■ ●), the one that most begin with counts; the others name."""
    bullets = [token for token in run if token.style == "bullet"]
    times = Counter(token.marker for token in bullets)
    if len(times) > 1:
        most = max(times, key=times.__getitem__)
        for token in bullets:
            token.style = "bullet" if token.marker == most else "sign"


def _named_without_number(run: Iterable[Token]) -> None:
    """Where several lines begin with 问题： and go on, each is a problem."""
    named = [(token, found) for token in run if token.style is None and token.begin == 0
             and (found := _NAMED.match(token.line.folded, 0, token.end))]  # fmt: skip
    if len(named) > 1:
        for token, found in named:
            token.style, token.body = "named", found.end()


def whole(lines: Iterable[Line]) -> list[Token]:
    """One token for every line."""
    return [Token(line, 0, 0, len(line.text), None) for line in lines]


def _text(line: Line, begin: int) -> list[Token]:
    """A line that is nothing but text."""
    token = Token(line, begin, begin, len(line.text), None)
    token.bound = "T"
    return [token]


def _line(line: Line, begin: int) -> Iterator[Token]:
    folded, end = line.folded, len(line.text)
    if line.table:
        yield Token(line, begin, begin, end, "table")
        return
    mark = _lead(line, begin)
    at = mark.end if mark else begin
    for following in inside(folded, at):
        if _may_begin(folded, at, following):
            yield from _cut(line, mark, begin, following.start, following.number)
            mark, begin = following, following.start
    yield from _cut(line, mark, begin, end, 1)


def _lead(line: Line, begin: int) -> Marker | None:
    """What the line begins with: an ordinal, a bullet or a sign; an ordinal without a mark last."""
    folded = line.folded
    found = leading(folded[begin:]) if begin else line.lead
    if found and begin:
        found = Marker(found.kind, found.number, found.start + begin, found.end + begin, found.level)
    if found is None or found.number is None:
        signs = found.end if found else begin
        under = Marker("hash", None, begin, begin, line.underlined) if line.underlined else None
        return unmarked(folded, signs) or found or under
    return found


def _may_begin(folded: str, at: int, mark: Marker) -> bool:
    """Whether a mark inside a line may be one at all: 统 一是 and 2 .5 are words and numbers divided by a space."""
    if mark.kind == "th" and folded[mark.start + 1] in "问查看" and _in_brackets_open(folded, mark.start):
        return False
    return not (mark.kind == "said" and mark.spaced and mark.before in CUT_BEFORE_ONE and mark.start > at)


def _in_brackets_open(folded: str, at: int) -> bool:
    """Whether a bracket is open: what is asked there, (一问责任心强不强,二问…), is a quotation."""
    return folded.rfind("(", 0, at) > folded.rfind(")", 0, at)


def _style(mark: Marker) -> str:
    """A numbered line below a heading sign keeps its ordinal's style where that says a level by itself."""
    if mark.kind == "hash" or (mark.level and mark.kind not in ("part", "section", "heading")):
        return f"hash{mark.level}"
    return mark.kind


def _cut(line: Line, mark: Marker | None, start: int, stop: int, following: int | None) -> Iterator[Token]:
    """The token of one mark, and the clause at its end that may announce what follows (`following`: its number)."""
    folded = line.folded
    named = _in_brackets(folded, mark.end if mark else start, stop)
    if named:
        yield from _cut(line, mark, start, named, None)
        yield Token(line, named, named, stop, None)
        return
    body = mark.end if mark else start
    if mark and mark.kind == "section" and (glued := _GLUED.match(folded[:stop], body)) and label_kind(glued[1]):
        yield from _cut(line, mark, start, glued.end(), None)
        yield Token(line, glued.end(), glued.end(), stop, "clause", None, "。")
        return
    divided = _clause(folded, body, stop) if following == 1 else None
    if mark is None:
        name = _said_name(folded, start, divided or stop)
        if name:
            yield Token(line, start, start, name, None)
            start = name
        yield Token(line, start, start, divided or stop, None)
    else:
        before = ";" if _follows_name(folded, mark) else mark.before
        style = _style(mark)
        yield Token(line, start, body, divided or stop, style, mark.number, before, mark.spaced)
    if divided:
        yield Token(line, divided, divided, stop, "clause", None, "。")


def _in_brackets(folded: str, body: int, stop: int) -> int | None:
    """Where a name in brackets (【整改措施】) begins at the end of a mark's text, in a line that runs on."""
    at = folded.rfind("【", body + 1, stop) if folded[stop - 1 : stop] == "】" else -1
    return at if at > body and label_kind(folded[at + 1 : stop - 1]) else None


def _said_name(folded: str, start: int, stop: int) -> int:
    """Where a name ends at the beginning of a line that goes on: 先说整改情况。去年…… or 【学习上】常常……"""
    if not start and (boxed := _BOXED.match(folded)) and not label_kind(boxed[0]):
        return boxed.end()
    found = _NAME_ENDS.search(folded, 0, min(stop - 1, _NAME_AT_MOST)) if not start else None
    return found.end() if found and _SAID_NAMES.match(folded[: found.start()]) else 0


def _follows_name(folded: str, mark: Marker) -> bool:
    name = folded[max(0, mark.start - 4) : mark.start].rstrip()
    return mark.kind in _AFTER_NAME and mark.before not in "。:;!?," and bool(_ORDINAL_AFTER.search(name))


def _clause(folded: str, body: int, stop: int) -> int | None:
    """Where the last sentence before `stop` begins, if it may announce; None where it is all there is."""
    last = max(folded.rfind(sign, body, stop - 1) for sign in _STOPS) + 1
    if last <= body or stop - last >= _CLAUSE_AT_MOST:
        return None
    return last if _ANNOUNCERS.search(folded, last, stop) or _THEME.match(folded, last, stop) else None


def _bind(run: list[Token], bound: Mapping[int, str]) -> list[Token]:
    """The tokens of a line with those that an editor's notes name; cut anew where a note begins inside one."""
    found: list[Token] = []
    for token in run:
        for at in sorted(bound):
            if token.begin < at < token.end:
                token, rest = token.cut(at)
                found.append(token)
                token = rest
            if token.begin == at:
                token.bound = bound[at]
        found.append(token)
    return found
