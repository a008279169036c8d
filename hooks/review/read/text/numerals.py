"""Numbers in Chinese characters, both ways: 十二 and 12, 一百零三 and 103, 二〇二一 and 2021."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
UNITS = "十百千"
ONE_TO_TEN = DIGITS[1:] + "十"
"""What an ordinal is made of, but for 百."""
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_POWERS = {unit: 10**power for power, unit in enumerate(UNITS, 1)}


def counting(n: int, digits: str = DIGITS, units: str = UNITS, zero: str = "零") -> str:
    """A number from 0 to 9999 as it is said: 十, 十一, 二十, 一百零一; larger ones digit by digit."""
    if not 0 < n < 10_000:
        return digit_by_digit(n, digits)
    said, gap = "", False
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if not digit:
            gap = bool(said)
            continue
        said += (zero if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return said[1:] if 10 <= n < 20 and digits is DIGITS else said


def digit_by_digit(n: int, digits: str = DIGITS) -> str:
    """二〇二一 for 2021."""
    return "".join(digits[int(d)] for d in str(n))


def number_said(text: str) -> int:
    """The number that these characters say, as it is counted or digit by digit; 0 for none.

    All are digits (〇, ○ and 零 too) or units up to 千.
    """
    total, last = 0, ""
    for sign in text:
        if power := _POWERS.get(sign):
            total += (int(last) if last else 1) * power
            last = ""
        else:
            last += sign.translate(_FIGURES)
    return total + int(last or 0)
