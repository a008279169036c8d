"""A quick look, which says of most texts that nothing private stands in them, so that few are looked at closely.

Every character is put into one of a few classes by a table of Unicode's first plane: some fifty times as fast as to
search for all ways to write a number. What is left of a text without its gaps, and without what nobody sees, holds
eleven figures in a row wherever the text does, however they are grouped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from review.check.private.characters import DIGITS, GAPS, STARS, UNSEEN
from review.check.private.coded import has_codes, without_codes
from review.check.private.marks import LEVELS, SECRET
from review.check.private.respelt import NOUGHTS, ONES, POWER, SIGNS

ROW = "\0"
"""Stands between rows of which each is asked for by itself."""
_GAP, _LEVEL, _SECRET, _CELL, _ENGLISH, _CLOSE, _OTHER = b" lm|eh."
_NOUGHT, _ONE, _SIGN, _POWER = b"oips"
"""Classes; a digit's is its figure. Capital letters that are read as figures are of English words as well."""
_READ = bytes.maketrans(b"oi", b"01")
_POWERS = re.compile(rb"1[3-9]\d{0,9}[es]10|\d{12,}[es]1[5-8]")
"""1.3800138E+10, of mobile numbers, and of such as are longer."""
_CODED = "\ud800"
"""Stands for a code, and is looked up closely."""
MAYBE_CODED = b"&"
_FIGURES = bytes.maketrans(b"123456789", b"000000000")
_LOOSE_FIGURES = bytes.maketrans(b"123456789oi", b"0" * 11)
_ROW_OF_FIGURES = b"0" * 11
_FEW = 4
"""So often at least a figure stands between bars, where a number stands in boxes."""
_RUN = re.compile(rb"0++")
_DAY = rb"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
_FORMS = re.compile(
    rb"1[3-9]\d{9}|[1-8]\d{5}(?:19|20)\d\d%b|[1-8]\d{7}%b|(?:62|955[89])\d{12}|[45]\d{15}" % (_DAY, _DAY)
)
"""What every number of numbers.py holds, whatever stood between its digits."""
_BOXES = re.compile(rb"[1-8](?:\|+\d){16}|1\|+[3-9](?:\|+\d){9}|[69]\|+[25](?:\|+\d){14}")
"""Figures in boxes: of an identity number all but its last, which may be an X; of a mobile number; of a card's."""
_CELLS = re.compile(rb"[1-8]\d{5}\|+(?:19|20)\d\d\|*(?:0[1-9]|1[0-2])\|*(?:0[1-9]|[12]\d|3[01])\|*\d{3}")
"""An identity number of which the parts stand in cells: where, when, who."""


def _classes() -> np.ndarray:
    table = np.full(0x10000, _OTHER, np.uint8)
    table[0xD800:0xE000] = _CLOSE  # halves of characters above U+FFFF: all that they may be is looked up closely
    kinds: list[tuple[Iterable[str], int]] = [((*GAPS, *UNSEEN), _GAP), (LEVELS, _LEVEL), (SECRET, _SECRET)]
    kinds += [("|｜│┃¦", _CELL), ("SECRTNFDAL", _ENGLISH), (NOUGHTS, _NOUGHT), (ONES, _ONE), (SIGNS, _SIGN)]
    kinds += [(set(POWER) - {"E"}, _POWER)]
    for chars, one in kinds:
        table[[ord(char) for char in chars if char < "\U00010000"]] = one
    for char, figure in DIGITS.items():
        if char < "\U00010000":
            table[ord(char)] = ord(figure)
    for char in (*STARS, "㊙", "\u202e"):  # rare; the last turns round what stands behind it
        if char < "\U00010000":
            table[ord(char)] = _CLOSE
    return table


_CLASSES = _classes()
_ASCII = bytes(_CLASSES[:256])
_CLASSES_OF_ROWS = _CLASSES.copy()
_CLASSES_OF_ROWS[ord(ROW)] = ord("\n")
_CLASSES_OF_ROWS[[ord(char) for char in "&\\_"]] = MAYBE_CODED[0]


def screened(text: str) -> bytes:
    """The classes of a text's characters, but for gaps; of texts behind each other they may be joined.

    All but codes that begin in one and end in the next.
    """
    return _screened(text, _CLASSES)


def screened_rows(text: str) -> list[bytes]:
    """The same of rows of HTML without its tags, with `ROW` between them.

    `MAYBE_CODED` is in those that may hold characters as codes.
    """
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return _CLASSES_OF_ROWS.take(codes).tobytes().translate(None, b" ").split(b"\n")


def may_be_private(classes: bytes) -> bool:
    """Whether there may be anything private in a text of these classes."""
    if b"lm" in classes or b"h" in classes or b"eeeeee" in classes or b"eieeeeiee" in classes:
        return True  # the last two of SECRET and CONFIDENTIAL
    if (b"e1" in classes or b"s1" in classes) and _POWERS.search(classes):
        return True
    figures = classes.translate(_LOOSE_FIGURES, b"p")
    if _ROW_OF_FIGURES not in figures and b"000000|" not in figures and figures.count(b"|0|") < _FEW:
        return False
    return _has_figures(classes) or _has_figures(classes.translate(_READ, b"p"))


def _has_figures(classes: bytes) -> bool:
    figures = classes.translate(_FIGURES)
    if any(map(_FORMS.search, _rows_of_figures(classes, figures))):
        return True
    if figures.count(b"|0|") >= _FEW and _BOXES.search(classes):
        return True
    return b"000000|" in figures and bool(_CELLS.search(classes))


def _rows_of_figures(classes: bytes, figures: bytes) -> Iterator[bytes]:
    """Figures in a row, eleven at least."""
    end = 0
    while (start := figures.find(_ROW_OF_FIGURES, end)) >= 0:
        run = _RUN.match(figures, start)
        end = run.end() if run else start + 1
        yield classes[start:end]


def is_suspicious(text: str) -> bool:
    """Whether `private` may find anything in a text."""
    return may_be_private(screened(text))


def _screened(text: str, table: np.ndarray) -> bytes:
    if has_codes(text):
        text = without_codes(text, _CODED)
    if text.isascii() and ROW not in text:
        return text.encode().translate(_ASCII).translate(None, b" ")
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return bytes(table[codes].tobytes().translate(None, b" "))
