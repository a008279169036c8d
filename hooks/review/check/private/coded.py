"""Characters that stand in a text as codes: `&#49;`, `\\u0031`, `_x0031_`, and codes of such codes.

Scripts, feed readers and spreadsheets show what they stand for, where a page shows them as they are.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache, partial

_AMPERSAND = r"&(?:amp;?|AMP;?|#0*+38;|#[xX]0*+26;)*+"
_CODE = re.compile(
    rf"{_AMPERSAND}(?:#0*+(?P<number>\d{{1,7}});?|#[xX]0*+(?P<hex>[0-9a-fA-F]{{1,6}});?|(?P<name>[a-zA-Z]\w{{1,31}});)"
    r"|(?<!\\)\\++(?:u\{0*+(?P<braced>[0-9a-fA-F]{1,6})\}|u(?P<four>[0-9a-fA-F]{4})|U(?P<eight>[0-9a-fA-F]{8})"
    r"|x(?P<two>[0-9a-fA-F]{2}))"
    r"|_x(?P<cell>[0-9a-fA-F]{4})_",
    re.ASCII,
)
"""Of HTML and XML; of JSON, JavaScript and YAML; of Excel's cells (ECMA-376 part 1, 22.9.2.19)."""
LAYERS = 6
"""Codes of codes that are followed; of ampersands alone, any number."""


def has_codes(text: str) -> bool:
    """Whether a text holds characters as codes."""
    return ("&" in text or "\\" in text or "_x" in text) and bool(_CODE.search(text))


def without_codes(text: str, instead: str) -> str:
    """A text with something else in the place of each code."""
    return _CODE.sub(lambda _: instead, text)


def decoded(text: str) -> tuple[str, Callable[[int], int]]:
    """A text with the characters that its codes stand for; what tells where a place in it is in `text`."""
    layers = list[tuple[list[int], list[int]]]()
    for _ in range(LAYERS):
        pieces, new, old, at, end = list[str](), [0], [0], 0, 0
        for code in _CODE.finditer(text):
            start = code.start()
            char = _character(code[0])
            pieces += (text[end:start], char)
            at += start - end
            new += (at, at := at + len(char))
            old += (start, end := code.end())
        if not pieces:
            break
        text = "".join((*pieces, text[end:]))
        layers.append((new, old))
    return text, partial(_place, layers)


def _place(layers: list[tuple[list[int], list[int]]], place: int) -> int:
    for new, old in reversed(layers):
        piece = bisect_right(new, place) - 1
        place += old[piece] - new[piece]
    return place


@lru_cache(1 << 10)
def _character(code: str) -> str:
    """What a code stands for; one of nothing stands for itself."""
    found = _CODE.fullmatch(code)
    if found is None:
        return code
    if found["name"]:
        return html.unescape(f"&{found['name']};")
    number = int(found["number"]) if found["number"] else int(next(filter(None, found.groups())), 16)
    return chr(number) if number < 0x110000 else code
