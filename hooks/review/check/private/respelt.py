"""Numbers that are spelt with what is no figure: letters for 0 and 1, signs between, a power of ten."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.check.private.characters import DIGITS, ENUMERATING, X, characters

NOUGHTS, ONES = "OoОоΟοＯｏΘθØøѲѳϴ", "lIＩｌІіⅠⅰⅼ"
"""Letters that are read as 0 and 1, of any alphabet. 〇 and ○ are none: they mask figures, and stand in words."""
ALIKE = {"B": "8", "S": "5", "Z": "2"}
"""Capitals that look like other figures. Serials have them too, so all of a figure must be written as its letter."""
SIGNS = "%％‰℃$＄¥￥€£￡"
"""Signs that make an amount of a number, and between figures with nothing around part them."""
POWER = "eEｅＥ"
"""The letter before a power of ten, as spreadsheets show long numbers."""
_D = characters(DIGITS)
_ENUMERATING = characters(ENUMERATING)
_ENUMERATED = re.compile(rf"(?<=[0-9０-９]){_ENUMERATING}++|(?<!{_ENUMERATING}){_ENUMERATING}++(?=[0-9０-９])")
"""①13800138000, 13800138000¹."""
_SIGNED = re.compile(rf"(?<={_D}){characters(SIGNS)}(?= ?{_D})")
_LETTER = characters(NOUGHTS + ONES)
_LETTERS = re.compile(
    rf"(?<![a-zA-Z])(?<!{_LETTER}){_LETTER}++(?=[ -]?{_D})"
    rf"|(?<={_D}){_LETTER}++(?![a-zA-Z])|(?<={_D}[ -]){_LETTER}++(?![a-zA-Z])"
)
"""Behind or before a figure, and within no word."""
_MASK = re.compile(
    rf"(?<![0-9a-zA-Z])(?=\w{{11}}(?![0-9a-zA-Z])){_D}{{1,9}}+"
    rf"(?:{characters(NOUGHTS)}{{2,9}}+{_D}++|{characters(NOUGHTS)}{{4,9}}+)(?!{_LETTER}|[a-zA-Z])"
)
"""A number to call of which some figures are masked: 138OOOO8000."""
_SERIAL = re.compile(
    rf"(?<![0-9a-zA-Z])(?:(?:{_D}|{characters((*NOUGHTS, *ONES, *ALIKE))})[ .-]?+){{11,18}}+X?(?![0-9a-zA-Z])"
)
"""Figures and letters that look like them, as many as a number has."""
_FIGURES = str.maketrans(dict.fromkeys(NOUGHTS, "0") | dict.fromkeys(ONES, "1"))
_POWERS = re.compile(
    rf"(?<![0-9a-zA-Z.．])({_D})(?:[.．]({_D}{{1,20}}))?"
    rf"(?:{characters(POWER)}[+＋]?|(?P<times>[ ]?(?:{characters(X)}|[*＊·⋅])[ ]?(?:10|１０)[ ]?\^?[ ]?))"
    rf"({_D}{{2}})(?![0-9a-zA-Z])"
)
_TOLD = 8
"""So many figures of a number are written before × 10¹⁰ at least, as sums are written like that too."""
_PLAIN = str.maketrans(DIGITS)
_ALIKE = str.maketrans(ALIKE)


def respelt(text: str) -> Iterator[str]:
    """The other ways to read a text's figures, each as long as the text; none where there is none."""
    if _ENUMERATED.search(text):
        yield _ENUMERATED.sub(lambda found: "、" * len(found[0]), text)
    if _SIGNED.search(text):
        yield _SIGNED.sub("、", text)
    if _LETTERS.search(text):
        shown = _MASK.sub(lambda found: "、" * len(found[0]), text)
        yield _LETTERS.sub(lambda found: found[0].translate(_FIGURES), shown)
    if (shown := _SERIAL.sub(_disguised, text)) != text:
        yield shown


def _disguised(serial: re.Match[str]) -> str:
    """A serial with figures for letters that look like them, if it has none of these figures itself."""
    written = serial[0].translate(_PLAIN)
    letters = [letter for letter in ALIKE if letter in written]
    if not letters or any(ALIKE[letter] in written for letter in letters):
        return serial[0]
    return serial[0].translate(_FIGURES).translate(_ALIKE)


def powers(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Start, end and digits of numbers like 1.3800138E+10, and how many of the digits are written."""
    for found in _POWERS.finditer(text):
        first, rest, power = ((found[group] or "").translate(_PLAIN) for group in (1, 2, 4))
        if len(rest) <= int(power) <= 18 and (not found["times"] or len(rest) >= _TOLD - 1):
            yield *found.span(), first + rest.ljust(int(power), "0"), 1 + len(rest)
