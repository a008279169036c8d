"""What the digits of a number say by themselves: where and when an identity number is of, and check digits."""

from __future__ import annotations

import datetime
import re

REGIONS = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46}
REGIONS |= {50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83}
"""Province codes of GB/T 2260, with 83 for residents from Taiwan (2018 rules on residence permits)."""
CARDED = ("62", "9558", "9559")
"""How the numbers of bank cards begin that are 16 to 19 digits long: UnionPay's, and older ones."""
_DOUBLED = str.maketrans("0123456789", "0246813579")
"""Each digit's double, its digits added up."""


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


def is_mobile(digits: str) -> bool:
    """Are these the eleven digits of a mobile number?"""
    return len(digits) == 11 and digits.isdigit() and digits[0] == "1" and digits[1] >= "3"


def is_card(digits: str) -> bool:
    """Has a bank card's number the right check digit (ISO/IEC 7812: Luhn)?"""
    if not digits.isdigit() or looks_like_identity(digits):
        return False
    return sum(map(int, digits[::-2] + digits[-2::-2].translate(_DOUBLED))) % 10 == 0
