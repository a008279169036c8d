"""A quick look, which says of most texts that nothing private stands in them, so that few are looked at closely.

Every character is put into one of a few classes by a table of Unicode's first plane: some fifty times as fast as to
search for all ways to write a number. What is left of a text without its gaps, and without what nobody sees, holds
eleven figures in a row wherever the text does, however they are grouped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import numpy as np

from review.check.private import Private, masked, private
from review.check.private.characters import DIGITS, GAPS, STARS, UNSEEN
from review.check.private.coded import has_codes, without_codes
from review.check.private.marks import LEVELS, SECRET, TRADE
from review.check.private.parted import NUMERALS, ONE
from review.check.private.respelt import ALIKE, NOUGHTS, ONES, POWER, SIGNS

ROW = "\0"
"""Stands between rows of which each is asked for by itself."""
APART = "z" * 7
"""Parts texts so far that no number is taken to go on behind it."""
_GAP, _LEVEL, _SECRET, _CELL, _ENGLISH, _CLOSE, _OTHER = b" lm|eh."
_NOUGHT, _ONE, _SIGN, _POWER, _LABEL, _DASH = b"oipswy"
_NUMERALS = b"ABCDEFGHJK"
"""Classes; a digit's is its figure. Capital letters that are read as figures are of English words as well. The last is
一, a gap as well; each numeral has its own."""
_LABELS = "话码号证"
"""How words end that say of figures in cells what they are; 机 is one of the levels."""
_ALIKE = {"B": ord("b"), "S": _ENGLISH, "Z": ord("z")}
_READ = bytes.maketrans(b"oi", b"01")
_READ_ALIKE = bytes.maketrans(b"oibez", b"01852")
_SPOKEN = bytes.maketrans(_NUMERALS + b"yoi", b"0123456789101")
_POWERS = re.compile(rb"1[3-9]\d{0,9}[es]10|\d{12,}[es]1[5-8]|\d{8,}\.10\d\d")
"""1.3800138E+10, of mobile numbers, and of such as are longer; 1.3800138x10^10."""
_CODED = "\ud800"
"""Stands for a code, and is looked up closely."""
MAYBE_CODED = b"&"
_FIGURES = bytes.maketrans(b"123456789", b"0" * 9)
_LOOSE_FIGURES = bytes.maketrans(b"123456789oibez", b"0" * 14)
_NOTHING_ELSE = bytes(48 if 48 <= one < 58 else 46 for one in range(256))
"""Figures as 0, all else as a dot."""
_ROW_OF_FIGURES = b"0" * 11
_RUN = re.compile(rb"0++")
_DAY = rb"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
_FORMS = re.compile(
    rb"1[3-9]\d{9}|[1-8]\d{5}(?:19|20)\d\d%b|[1-8]\d{7}%b|(?:62|955[89])\d{12}|[45]\d{15}" % (_DAY, _DAY)
)
"""What every number of numbers.py holds, whatever stood between its digits."""
_LONGEST = 6
"""So many characters may stand between the figures of a number that are parted by what is no gap."""
_FAR = b"." * (_LONGEST + 1)
_SPREAD = re.compile(
    rb"[1-8]\d{5}B(?:19|20)\d\dB(?:0[1-9]|1[0-2])B(?:0[1-9]|[12]\d|3[01])B\d{3}".replace(b"B", rb"[^0-9]{0,6}")
)
"""Where, when and who, and anything between."""
_FILLED = re.compile(
    rb"1[3-9]\d([^0-9]{1,2})\d{4}\1\d{4}|(?!19|20)\d{4}([^0-9]{1,2})\d{4}\2\d{4}\2\d{4}"
    rb"|\d([^0-9|]{1,2})\d(?:\3\d){8}"
)
"""The same between all figures."""
_BOXED = re.compile(rb"1B[3-9](?:B\d){9}|[1-8](?:B\d){16}|[69]B[25](?:B\d){14}".replace(b"B", rb"\|{1,6}"))
_HEADED = re.compile(rb"[lw][^|]{0,4}\|(?:\||[^|]{0,6}[lw])")
"""Words over several cells."""
_FIGURE_CELLS = re.compile(rb"\d\|\d")
_LABELLED = re.compile(rb"[lw]\|?\d{3,8}(?:\|\d{1,8}){1,4}")
"""In cells: a figure in each; behind a word."""
_HINTS = (
    (_SPREAD, (b"000000.",)),
    (_FILLED, (b"000.0000.0000", b"000..0000..0000", b"0." * 9 + b"0", b"0.." * 9 + b"0")),
)
"""One of these is in what holds one of those, when all but figures is a dot."""


def _classes() -> np.ndarray:
    table = np.full(0x10000, _OTHER, np.uint8)
    table[0xD800:0xE000] = _CLOSE  # halves of characters above U+FFFF: all that they may be is looked up closely
    kinds: list[tuple[Iterable[str], int]] = [((*GAPS, *UNSEEN), _GAP), ((*LEVELS, *TRADE), _LEVEL), (SECRET, _SECRET)]
    kinds += [("|｜│┃¦", _CELL), ("SECRTNFDAL", _ENGLISH), (NOUGHTS, _NOUGHT), (ONES, _ONE), (SIGNS, _SIGN)]
    kinds += [(set(POWER) - {"E"}, _POWER), (_LABELS, _LABEL), (ONE, _DASH)]
    kinds += [(letter, _ALIKE[letter]) for letter in ALIKE]
    kinds += [(char, _NUMERALS[int(figure)]) for char, figure in NUMERALS.items()]
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
    """The same of rows of HTML without its tags, with `ROW` between them; in brief.

    `MAYBE_CODED` is in those that may hold characters as codes.
    """
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return brief(_CLASSES_OF_ROWS.take(codes).tobytes().translate(None, b" ")).split(b"\n")


def brief(classes: bytes) -> bytes:
    """Classes with the same answer, though long stretches of what is of no class are short."""
    return classes.replace(_FAR * 6, _FAR).replace(_FAR * 2, _FAR)


def may_be_private(classes: bytes) -> bool:
    """Whether there may be anything private in a text of these classes."""
    if b"lm" in classes or b"h" in classes or b"eeeeee" in classes or b"eieeeeiee" in classes:
        return True  # the last two of SECRET and CONFIDENTIAL
    if (spoken := classes.translate(_SPOKEN)) != classes:
        if _has_form(spoken):
            return True
        classes = classes.translate(None, b"y")
    if (b"e1" in classes or b"s1" in classes or b".10" in classes) and _POWERS.search(classes):
        return True
    loose = _ROW_OF_FIGURES in classes.translate(_LOOSE_FIGURES, b"p")
    if loose and any(_has_form(classes.translate(read, b"p")) for read in (None, _READ, _READ_ALIKE)):
        return True
    figures = classes.translate(_NOTHING_ELSE)
    if any(any(map(figures.__contains__, hints)) and form.search(classes) for form, hints in _HINTS):
        return True
    if b"|" not in classes:
        return False
    if _LABELLED.search(classes) or _BOXED.search(classes):
        return True
    return bool(_FIGURE_CELLS.search(classes) and _HEADED.search(classes))


def _has_form(classes: bytes) -> bool:
    """Whether a row of figures, eleven at least, holds a number's."""
    figures = classes.translate(_FIGURES)
    return any(map(_FORMS.search, _rows_of_figures(classes, figures))) if _ROW_OF_FIGURES in figures else False


def _rows_of_figures(classes: bytes, figures: bytes) -> Iterator[bytes]:
    """Figures in a row, eleven at least."""
    end = 0
    while (start := figures.find(_ROW_OF_FIGURES, end)) >= 0:
        run = _RUN.match(figures, start)
        end = run.end() if run else start + 1
        yield classes[start:end]


def is_suspicious(text: str) -> bool:
    """Whether `private` may find anything in a text."""
    return may_be_private(brief(screened(text)))


def mask(text: str) -> str:
    """A text that may be passed on: every number in it masked; most texts have none, which is soon seen."""
    return masked(text) if is_suspicious(text) else text


def found_private(text: str) -> Iterator[Private]:
    """What `private` finds in a text; most texts are only looked at quickly."""
    return private(text) if is_suspicious(text) else iter(())


def _screened(text: str, table: np.ndarray) -> bytes:
    if has_codes(text):
        text = without_codes(text, _CODED)
    if text.isascii() and ROW not in text:
        return text.encode().translate(_ASCII).translate(None, b" ")
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    return bytes(table[codes].tobytes().translate(None, b" "))
