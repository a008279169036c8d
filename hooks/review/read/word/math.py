"""A formula of Word (OMML, ECMA-376 part 1, 22.1) on one line: 3/5, √2, x². Raised and lowered characters of a text."""

from __future__ import annotations

from lxml import etree

from review.read.word.names import M, W

_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))


def raised(text: str) -> str:
    """A text as it is written above the line, where there are characters for all of it: 10² is not 102."""
    return "".join(_RAISED[char] for char in text) if all(char in _RAISED for char in text) else text


def lowered(text: str) -> str:
    """A text as it is written below the line, where there are characters for all of it."""
    return "".join(_LOWERED[char] for char in text) if all(char in _LOWERED for char in text) else text


def on_one_line(formula: etree._Element) -> str:
    """What a formula, or a part of one, shows."""
    if formula.tag in (M + "t", W + "t"):
        return formula.text or ""
    if formula.tag in (W + "del", W + "moveFrom"):
        return ""
    draw = _FORMS.get(formula.tag)
    return draw(formula) if draw else _all(formula)


def _all(element: etree._Element | None) -> str:
    return "" if element is None else "".join(map(on_one_line, element))


def _of(element: etree._Element, name: str) -> str:
    return _all(element.find(M + name))


def _sign(element: etree._Element, name: str, usual: str) -> str:
    """A sign that the formula's properties may state; an empty one is none."""
    stated = element.find(f"{M}{element.tag[len(M):]}Pr/{M}{name}")
    return usual if stated is None else stated.get(M + "val", "")


def _apart(text: str) -> str:
    return text if text.isalnum() else f"({text})"


def _above(text: str) -> str:
    return made if (made := raised(text)) != text or not text else f"^{_apart(text)}"


def _below(text: str) -> str:
    return made if (made := lowered(text)) != text or not text else f"_{_apart(text)}"


def _fraction(element: etree._Element) -> str:
    return f"{_apart(_of(element, 'num'))}/{_apart(_of(element, 'den'))}"


def _scripts(element: etree._Element) -> str:
    return _of(element, "e") + _below(_of(element, "sub")) + _above(_of(element, "sup"))


def _root(element: etree._Element) -> str:
    return f"{raised(_of(element, 'deg'))}√{_apart(_of(element, 'e'))}"


def _bracketed(element: etree._Element) -> str:
    parts = _sign(element, "sepChr", "|").join(map(_all, element.findall(M + "e")))
    return f"{_sign(element, 'begChr', '(')}{parts}{_sign(element, 'endChr', ')')}"


def _sum(element: etree._Element) -> str:
    return _sign(element, "chr", "∫") + _below(_of(element, "sub")) + _above(_of(element, "sup")) + _of(element, "e")


def _rows(element: etree._Element) -> str:
    return "; ".join(" ".join(map(_all, row.findall(M + "e"))) for row in element.findall(M + "mr"))


_FORMS = {M + "f": _fraction, M + "sSup": _scripts, M + "sSub": _scripts, M + "sSubSup": _scripts, M + "rad": _root,
          M + "d": _bracketed, M + "nary": _sum, M + "m": _rows}  # fmt: skip
