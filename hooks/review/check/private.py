"""What must never be published: identity numbers, phone numbers, bank cards, classified marks."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

REGIONS = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46}
REGIONS |= {50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83}
"""Province codes of GB/T 2260, with 83 for residents from Taiwan (2018 rules on residence permits)."""
GAP = r"[\s.\-–—·•_\u200b\u00ad\ufeff]"
RUN = re.compile(rf"\d(?:{GAP}{{0,3}}[\dXxＸｘ])+")
GAPS = re.compile(rf"{GAP}+")
MARK = re.compile(rf"([秘祕机機绝絕]){GAP}*密{GAP}*[★☆⭐✩✭✮✯✰]")
MOBILE_SHAPES = {(11,), (3, 4, 4), (3, 8), (7, 4)}


@dataclass(frozen=True, slots=True)
class Private:
    """One place in a text that must not be published."""

    kind: str
    """identity-number, mobile-number, bank-card or classified-mark."""
    start: int
    end: int
    value: str
    """Digits only; never shown."""

    @property
    def masked(self) -> str:
        """What a log may show: 110101************."""
        if self.kind == "classified-mark":
            return self.value
        shown = 6 if len(self.value) > 14 else 3
        return self.value[:shown] + "*" * (len(self.value) - shown)

    @property
    def digest(self) -> str:
        """How the exception list names the value without holding it.

        Of 16 bits only, and no last digits in `masked`: a longer digest beside a mask would give the number away
        to anybody who tries the few thousand that fit. Another number of the same file fits by 1 in 65,536.
        """
        return hashlib.sha256(self.value.encode()).hexdigest()[:4]


def private(text: str) -> Iterator[Private]:
    """Everything in a text that must not be published, also full-width, spaced or split over lines."""
    for mark in MARK.finditer(text):
        yield Private("classified-mark", mark.start(), mark.end(), mark[1] + "密★")
    for run in RUN.finditer(text):
        if len(run[0]) >= 11:
            yield from in_run(run[0], run.start())


def masked(text: str) -> str:
    """A text that may be shown: every number in it masked."""
    for found in reversed(list(private(text))):
        text = text[: found.start] + found.masked + text[found.end :]
    return text


def in_run(run: str, start: int) -> Iterator[Private]:
    """Read a run of digits as whole groups: a number is one group or several that follow each other."""
    groups, at = [], 0
    for gap in [*GAPS.finditer(run), None]:
        end = gap.start() if gap else len(run)
        groups.append((at, unicodedata.normalize("NFKC", run[at:end]).upper()))
        at = gap.end() if gap else end
    first = 0
    while first < len(groups):
        for last in range(first + 1, len(groups) + 1):
            kind = kind_of([digits for _, digits in groups[first:last]])
            if kind:
                end = groups[last - 1][0] + len(groups[last - 1][1])
                value = "".join(digits for _, digits in groups[first:last])
                yield Private(kind, start + groups[first][0], start + end, value)
                break
        first = last if kind else first + 1


def kind_of(groups: list[str]) -> str | None:
    """The rule that groups of digits, as written with gaps between them, break together; None: no such number."""
    digits, shape = "".join(groups), tuple(map(len, groups))
    if len(digits) > 21:
        return None
    if is_identity(digits):
        return "identity-number"
    if shape[0] in (2, 3) and digits.startswith(("86", "086")) and len(shape) > 1:
        digits, shape = digits[shape[0] :], shape[1:]
    elif digits.startswith("86") and len(digits) == 13:
        digits, shape = digits[2:], (11,)
    if shape in MOBILE_SHAPES and re.fullmatch(r"1[3-9]\d{9}", digits):
        return "mobile-number"
    if set(shape[:-1]) <= {4} and is_card(digits):
        return "bank-card"
    return None


def looks_like_identity(digits: str) -> bool:
    """Is this shaped as GB 11643: 17 digits and a digit or X, a known province, a day that existed?"""
    if not re.fullmatch(r"\d{17}[\dX]", digits) or int(digits[:2]) not in REGIONS:
        return False
    try:
        born = datetime.date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2100


def is_identity(digits: str) -> bool:
    """A citizen's number with the right check digit (GB 11643-1999: ISO 7064 MOD 11-2)."""
    if not looks_like_identity(digits):
        return False
    total = sum(int(d) * (2 ** (17 - n) % 11) for n, d in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17]


def is_card(digits: str) -> bool:
    """A bank card: UnionPay's 62 or an international 4 or 5, with the right check digit (ISO/IEC 7812: Luhn)."""
    if not digits.isdigit() or looks_like_identity(digits):
        return False
    if not (digits.startswith("62") and 16 <= len(digits) <= 19 or digits[0] in "45" and len(digits) == 16):
        return False
    doubled = (int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits)))
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0
