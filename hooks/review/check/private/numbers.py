"""Identity, mobile and card numbers, however they are written: grouped, wrapped, in any figures.

A run is all digits with nothing but gaps between them. A number is one or several whole groups of a run: the digits
inside a longer number are none. Two of the three kinds have a check digit; a mobile number has none, so how its groups
are written must speak for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import lt

from review.check.private.around import is_amount, is_called
from review.check.private.cells import boxed, without_bars
from review.check.private.characters import DIGITS, GAPS, X, characters
from review.check.private.digits import CARDED, REGIONS, is_card, is_identity, is_mobile, looks_like_identity
from review.check.private.parted import without_fillers
from review.check.private.respelt import powers, respelt

_D, _G = characters(DIGITS), characters(GAPS)
_RUN = re.compile(rf"{_D}(?:{_G}*+{_D}){{10,}}+(?:{characters(set(GAPS) - set(X))}*+[{X}])?")
_GLUED = re.compile(r"(?<!\d)\d{22,200}(?!\d)", re.ASCII)
"""As many digits as two numbers have and more, glued together by a paste from cells."""
_LONG = re.compile(r"(?<!\d)\d{18,200}X?", re.ASCII)
_CALLING = re.compile(r"(?<!\d)(?=(\d{11})\d{1,4}(?![\dX]))(?=\d{1,4}(\d{11})(?!\d))", re.ASCII)
"""A number to call with something glued to it, where a word before says that it is one."""
_DATED = re.compile(
    r"(?<!\d)(?:19|20)\d\d[-./]?(?:0[1-9]|1[0-2])[-./]?(?:0[1-9]|[12]\d|3[01])(1[3-9]\d{9})(?!\d)", re.ASCII
)
"""A day and a mobile number."""
_PLAIN = {ord(char): plain for char, plain in (GAPS | DIGITS | dict.fromkeys(X, "X")).items()}
_WIDE = re.compile(r"[^\dX]{2,}")
_PARTED = re.compile(r"[^\dX]")
_BETWEEN = rf"[^{_D[1:-1]}\n]{{1,6}}?"
_SPREAD = re.compile(
    rf"(?<![0-9]){_D}{{6}}(?:{_BETWEEN})?{_D}{{4}}(?:{_BETWEEN})?{_D}{{2}}(?:{_BETWEEN})?{_D}{{2}}(?:{_BETWEEN})?{_D}{{3}}"
    rf"(?:{_D}|[{X}])(?![0-9])"
)
"""An identity number with anything between where, when and who: in cells, or told as a day."""
_NO_FIGURE = re.compile(rf"[^{_D[1:-1]}]+")


def _spread(form: str) -> str:
    """A form of digits as a regular expression: ` d5` is any five, a space is where a gap may be."""
    return re.sub(r" d(\d+)", lambda many: r" \d" * int(many[1]), form).replace(" ", "[^0-9X]?")


def _whole(form: str, prefix: str = "") -> re.Pattern[str]:
    """Finds whole groups of this form in a plain run, as group 1; they may overlap.

    The X of an identity number may be glued on behind any.
    """
    return re.compile(rf"(?<!\d)(?={_spread(prefix)}({_spread(form)})(?!\d))", re.ASCII)


_DAY = r"(?:0 [1-9]|1 [0-2]) (?:0 [1-9]|[12] \d|3 [01])"
_IDENTITY = _whole(rf"[1-8] d5 (?:1 9|2 0) d2 {_DAY} d3 [\dX]")
_IDENTITY_15 = _whole(rf"[1-8] d7 {_DAY} d3")
_CARDS = (
    _whole(r"(?:6 2 \d \d|9 5 5 [89]|[45] d3) d12"),
    *(_whole(rf"(?:6 2 \d \d|9 5 5 [89]) d{more}") for more in (13, 14, 15)),
)
"""Of 16 to 19 digits: UnionPay's 62, older ones' 9558 and 9559; international ones' 4 and 5."""
_WITHIN = re.compile(rf"(?=([1-8]\d{{5}}(?:19|20)\d\d{_DAY.replace(' ', '')}\d{{3}}[\dX]))", re.ASCII)
_MOBILE = _whole("1 [3-9] d9", prefix="(?:(?:1 7 9 [0135] [019]|1 2 5 9 3) )?(?:(?:0 ){0,2}8 6 )?(?:0 )?")
"""Behind the numbers of cheaper lines (17951), of the country, and of another town."""


Shape = tuple[int, ...]
_MOBILES = {(3, 4, 4), (3, 8), (7, 4), (4, 3, 4), (4, 4, 3), (3, 3, 5), (5, 6), (6, 5), (4, 7)}
"""How mobile numbers are grouped. These are taken for one anywhere, others where nothing like them stands beside."""
_SINGLY = (1,) * 11
"""Where a word before says what it is, whatever parts them."""
_THOUSANDS = (2, 3, 3, 3)
"""As amounts are written, 13,800,138,000: a number to call only where a word before says so."""
_SPELLED = {(3, 4, 4), (3, 8), (7, 4)}
"""Also where commas or brackets part the groups."""
_MOST = 5
"""Gaps of a usual shape."""
_STEPS = 5
"""Groups that by chance all rise, in one identity number of 120 that is written in so many."""


def numbers(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Kind, start, end and digits of every number in a text without invisible characters; some twice."""
    yield from _numbers(text)
    for other in (*respelt(text), *without_fillers(text), *without_bars(text)):
        yield from _numbers(other)
    for start, end, digits, written in powers(text):
        if (kind := _shortened(digits, written)) and not is_amount(text, start, end):
            yield kind, start, end, digits
    yield from boxed(text)
    for spread in _SPREAD.finditer(text):
        if is_identity(digits := (_NO_FIGURE.sub("", spread[0][:-1]) + spread[0][-1]).translate(_PLAIN)):
            yield "identity-number", *spread.span(), digits


def _numbers(text: str) -> Iterator[tuple[str, int, int, str]]:
    for found in _RUN.finditer(text):
        run, taken = DigitRun(found[0], called=is_called(text, found.start())), 0
        for start, end, kind, digits in sorted(run.numbers(), key=lambda number: (number[0], -number[1])):
            first, last = found.start() + run.place(start), found.start() + run.place(end - 1)
            if start >= taken and not (kind == "mobile-number" and is_amount(text, first, last + 1)):
                taken = end
                yield kind, first, last + 1, digits


class DigitRun:
    """Digits with nothing but gaps between them."""

    def __init__(self, written: str, *, called: bool) -> None:
        self.called = called
        """Whether a word before them says that they are a number to call."""
        self.plain = plain = written.translate(_PLAIN)
        """Digits as 0 to 9, every gap as one character, its kind."""
        wide = [gap.span() for gap in _WIDE.finditer(plain)]
        self.ends, self.shifts, shift = [], [0], 0
        for start, end in wide:
            self.ends.append(start - shift)
            shift += end - start - 1
            self.shifts.append(shift)
        if wide:
            self.plain = _WIDE.sub(lambda gap: _kind(gap[0]), plain)

    def place(self, at: int) -> int:
        """Where a digit of `plain` stands in the run as it is written."""
        return at + self.shifts[bisect_left(self.ends, at)]

    def numbers(self) -> Iterator[tuple[int, int, str, str]]:
        """Start and end in `plain`, kind and digits of every number; some overlap."""
        for found in _IDENTITY.finditer(self.plain):
            if is_identity(digits := _digits(found[1])) and not _rises(found[1]):
                yield *found.span(1), "identity-number", digits
        for found in self.forms(_IDENTITY_15, 15):
            if int((digits := _digits(found[1]))[:2]) in REGIONS and self.written(found, 15, _is_old):
                yield *found.span(1), "identity-15", digits
        for length, form in enumerate(_CARDS, 16):
            for found in self.forms(form, length):
                if is_card(digits := _digits(found[1])) and self.written(found, length, _in_fours):
                    yield *found.span(1), "bank-card", digits
        for found in _GLUED.finditer(self.plain):
            for start, kind, digits in _parted(found[0]):
                yield found.start() + start, found.start() + start + len(digits), kind, digits
        for start, digits in self.within():
            yield start, start + len(digits), "identity-number", digits
        for start, digits in self.glued():
            yield start, start + 11, "mobile-number", digits
        for found in self.forms(_MOBILE, 11):
            if self.written(found, 11, _MOBILES.__contains__) or self.called and _shape(found[1]) == _SINGLY:
                yield found.start(), found.end(1), "mobile-number", _digits(found[1])

    def within(self) -> Iterator[tuple[int, str]]:
        """Start and digits of identity numbers with other digits glued to them: one row of 40,000 looks like that."""
        for found in _LONG.finditer(self.plain):
            for inner in _WITHIN.finditer(found[0]):
                if is_identity(inner[1]):
                    yield found.start() + inner.start(), inner[1]

    def glued(self) -> Iterator[tuple[int, str]]:
        """Start and digits of mobile numbers behind a day, and to call with other digits glued to them."""
        for found in _DATED.finditer(self.plain):
            yield found.start(1), found[1]
        for found in _CALLING.finditer(self.plain) if self.called else ():
            for side in (1, 2):
                if found[side] and is_mobile(found[side]):
                    yield found.start(side), found[side]

    def forms(self, form: re.Pattern[str], length: int) -> Iterator[re.Match[str]]:
        """Where the form is, but for what is more likely a row of numbers, with more of their kind before them.

        Too many groups are; so are four amounts, which are an international card's number one time in ten.
        """
        for found in form.finditer(self.plain):
            groups = found[1]
            if self._before(found) not in groups or len(groups) <= length + _MOST and groups[0] not in "45":
                yield found

    def written(self, found: re.Match[str], length: int, usual: Callable[[Shape], bool]) -> bool:
        """Whether groups look like one number: in a usual shape, wrapped once, or alone in any shape."""
        groups, before = found[1], self._before(found)
        if len(groups) == length:
            return True
        shape = _shape(groups)
        if "," in groups:
            told = shape in _SPELLED or self.called and shape == _THOUSANDS
            return told or len(shape) > 3 and usual is _in_fours and usual(shape)
        if self.plain[found.start() : found.start(1)] == "0" and self._behind(found) == groups[shape[0]]:
            return False
        if usual(shape) or groups.count("\n") == 1 and usual(_shape(groups.replace("\n", ""))):
            return True
        return before not in groups and self._behind(found) not in groups and _is_alike(groups, shape)

    def _before(self, found: re.Match[str]) -> str:
        return self.plain[found.start() - 1] if found.start() else "$"

    def _behind(self, found: re.Match[str]) -> str:
        return self.plain[found.end(1) : found.end(1) + 1] or "$"


def _shortened(digits: str, written: int) -> str:
    """The kind of a number of which only the first digits are written, and noughts for others; empty for none."""
    if is_mobile(digits):
        return "mobile-number"
    if written >= 14 and looks_like_identity(digits):
        return "identity-number"
    return "bank-card" if written >= 12 and len(digits) >= 16 and digits.startswith(CARDED) else ""


def _parted(digits: str) -> list[tuple[int, str, str]]:
    """Start, kind and digits of identity, mobile and card numbers, where digits are nothing but such."""
    ways: dict[int, list[tuple[int, str, str]]] = {len(digits): []}
    for at in range(len(digits) - 11, -1, -1):
        for kind, size in _beginning(digits[at : at + 19]):
            if at not in ways and at + size in ways:
                ways[at] = [(at, kind, digits[at : at + size]), *ways[at + size]]
    return ways.get(0, [])


def _beginning(digits: str) -> Iterator[tuple[str, int]]:
    """Kind and length of each number that digits may begin with."""
    if is_identity(digits[:18]):
        yield "identity-number", 18
    if is_mobile(digits[:11]):
        yield "mobile-number", 11
    if digits.startswith(CARDED):
        yield from (("bank-card", size) for size in range(16, len(digits) + 1) if is_card(digits[:size]))


@lru_cache(1 << 10)
def _kind(gap: str) -> str:
    """The kind of a gap of several characters: that which parts most."""
    return next((kind for kind in ",-./\n" if kind in gap), " ")


def _digits(groups: str) -> str:
    return _PARTED.sub("", groups)


def _shape(groups: str) -> Shape:
    return tuple(map(len, _PARTED.split(groups)))


def _in_fours(shape: Shape) -> bool:
    return set(shape[:-1]) <= {4} or shape[0] == 6 and len(shape) == 2 or len(shape) == 1


def _is_old(shape: Shape) -> bool:
    return shape in {(15,), (6, 6, 3), (6, 9)}


def _is_alike(written: str, shape: Shape) -> bool:
    """Whether groups are parted in one way, or are few; and are no dates: 1949.10.1 or 1978–2018."""
    if len(set(written) - set("0123456789\n")) > 1 and len(shape) > 4:
        return False
    groups = _PARTED.split(written)
    years = [len(group) == 4 and 1900 <= int(group) <= 2100 for group in groups]
    days = [len(group) <= 2 for group in groups]
    return sum(years) < 2 and not any(map(all, zip(years, days[1:], days[2:], strict=False)))


def _rises(written: str) -> bool:
    """Whether groups are many and each is more than the one before: the steps of a list, 110—197 198—209 210—233."""
    groups = [int(group.rstrip("X") or 0) for group in _PARTED.split(written)]
    return len(groups) >= _STEPS and all(map(lt, groups, groups[1:]))
