"""The text that an EQ field shows, on one line (ECMA-376 part 1, 17.16.5.18): EQ \\f(3,5) shows 3/5."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from review.read.word.formats import circled

DEEP = 12
"""Levels of parentheses; what is nested deeper is no equation of an office."""
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_CIRCLES = ("○", "◯", "〇")
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "〔": "〕", "【": "】"}
_GENERAL = re.compile(r"\\\*\s*\S+")
"""A switch that any field may have: \\* jc2."""
_FORMULA = re.compile(r"\s*eq\b", re.IGNORECASE)
_TOKEN = re.compile(r"\\([A-Za-z]+) *(?:-?\d+)? *(?:\\([^A-Za-z]))? *|\\(.)|([(,)])|([^\\(,)]+)", re.DOTALL)
"""A switch with its number or sign, an escaped sign, a sign that parts, a text."""


class NoEquation(ValueError):
    """An instruction that cannot be followed: a form that is not known, parentheses that do not close."""


def equation(instruction: str) -> str:
    """What an instruction (EQ …) shows. Raises NoEquation."""
    reader = _Reader(_GENERAL.sub("", instruction.strip()[2:]))
    return reader.shown(0).strip()


def drawn(instruction: str) -> str:
    """What a conversion may make of a field's instruction that stores no result: the plain characters of a formula."""
    if not _FORMULA.match(instruction):
        return ""
    try:
        return unicodedata.normalize("NFKC", equation(instruction))
    except NoEquation:
        return ""


class _Reader:
    def __init__(self, text: str) -> None:
        self._tokens = [found.groups("") for found in _TOKEN.finditer(text)]
        self._at = 0

    def _is(self, sign: str) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at][3] == sign

    def shown(self, depth: int) -> str:
        """What is shown up to a sign that parts; outside of all parentheses none does."""
        if depth > DEEP:
            raise NoEquation
        out: list[str] = []
        while self._at < len(self._tokens) and not (depth and (self._is(",") or self._is(")"))):
            switch, _, escaped, sign, text = self._tokens[self._at]
            if switch:
                out.append(self._form(depth))
            elif sign == "(" and depth:
                out.append(f"({','.join(self._elements(depth))})")
            else:
                out.append(escaped or sign or text)
                self._at += 1
        return "".join(out)

    def _form(self, depth: int) -> str:
        """A form: its switches, then its elements in parentheses. Of several switches the last that is known counts."""
        said: list[tuple[str, str]] = []
        while self._at < len(self._tokens) and self._tokens[self._at][0]:
            said.append((self._tokens[self._at][0].lower(), self._tokens[self._at][1]))
            self._at += 1
        names = [name for name, _ in said if name in _FORMS]
        if not names or not self._is("("):
            raise NoEquation
        signs = {name: sign for name, sign in said if sign}
        return _FORMS[names[-1]](self._elements(depth), signs)

    def _elements(self, depth: int) -> list[str]:
        """What stands in the parentheses that begin here, parted by commas."""
        found: list[str] = []
        while not found or self._is(","):
            self._at += 1
            found.append(self.shown(depth + 1).strip())
        if not self._is(")"):
            raise NoEquation
        self._at += 1
        return found


Form = Callable[[list[str], dict[str, str]], str]


def _overstruck(elements: list[str], _: dict[str, str]) -> str:
    """Of characters one above another the last one; a number in a circle as such."""
    last = elements[-1]
    return circled(int(last)) if elements[0] in _CIRCLES and last.isdecimal() and len(last) < 3 else last


def _fraction(elements: list[str], _: dict[str, str]) -> str:
    return "/".join(one if one.isalnum() else f"({one})" for one in elements)


def _root(elements: list[str], _: dict[str, str]) -> str:
    degree = elements[0].translate(_RAISED) if len(elements) > 1 else ""
    return f"{degree}√{elements[-1] if elements[-1].isalnum() else f'({elements[-1]})'}"


def _bracketed(elements: list[str], signs: dict[str, str]) -> str:
    first = signs.get("lc") or signs.get("bc") or ("" if "rc" in signs else "(")
    last = signs.get("rc") or _PAIRS.get(signs.get("bc", ""), signs.get("bc", "")) or ("" if "lc" in signs else ")")
    return f"{first}{','.join(elements)}{last}"


def _integral(elements: list[str], signs: dict[str, str]) -> str:
    low, high, rest = (*elements, "", "", "")[:3]
    sign = signs.get("fc") or signs.get("vc") or "∫"
    return sign + low.translate(_LOWERED) + high.translate(_RAISED) + rest


_FORMS: dict[str, Form] = {
    "a": lambda elements, _: " ".join(elements), "b": _bracketed, "d": lambda elements, _: "".join(elements),
    "f": _fraction, "i": _integral, "l": lambda elements, _: ",".join(elements), "o": _overstruck, "r": _root,
    "s": lambda elements, _: "".join(elements), "x": lambda elements, _: "".join(elements),
    "up": lambda elements, _: "".join(elements).translate(_RAISED),
    "do": lambda elements, _: "".join(elements).translate(_LOWERED),
}  # fmt: skip
"""What each form shows of its elements, given the signs of its switches."""
