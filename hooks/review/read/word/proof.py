"""The proof that nothing was lost: what the file shows, counted apart from our reader, is found again in what was read.

A loss can be wrong, it cannot be silent: a text that is neither written nor reported as left out is named here with
the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FEW = 2
ORDINAL = "0123456789一二三四五六七八九十"
"""Characters of the ordinals that Word does not store: alone, they would be found by chance."""
AHEAD = 4_000
"""How far ahead of the paragraph before a paragraph is looked for in its order."""
EFFORT = 20_000_000
"""Characters times characters that are compared to find what of a paragraph is missing; else all of it is named."""
AROUND = 8


def missing(shown: Iterable[str], written: str, left: Iterable[str]) -> list[str]:
    """What of the paragraphs `shown` is neither in `written` nor among the texts that were `left` out.

    Each is one place: its missing characters in 【】 with up to 8 before and after. White space is not compared, and
    what is shown twice has to be written twice.
    """
    rest, unfound = _in_order([text for text in map(_squeeze, shown) if text], _squeeze(written.replace("\\|", "|")))
    pool = "\0".join([rest, *map(_squeeze, left)])
    places: list[str] = []
    for text in sorted(unfound, key=len, reverse=True):  # the longest first: short ones are found inside others
        at = pool.find(text)
        if at >= 0:
            pool = pool[:at] + "\0" + pool[at + len(text) :]
            continue
        found, pool = _piecemeal(text, pool)
        places += found
    return places


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def _in_order(texts: list[str], written: str) -> tuple[str, list[str]]:
    """Take the texts out of `written` in their order: what is left of it, and the texts that were not found."""
    kept: list[str] = []
    unfound: list[str] = []
    at = 0
    for text in texts:
        found = written.find(text, at, at + len(text) + (AHEAD if len(text) > FEW * 2 else AROUND))
        if found < 0:
            unfound.append(text)
            continue
        kept.append(written[at:found])
        at = found + len(text)
    return "\0".join([*kept, written[at:]]), unfound


def _piecemeal(text: str, pool: str) -> tuple[list[str], str]:
    """Look for a text in pieces, each as long as can be: the places that are missing, and the rest of `pool`."""
    if len(text) * len(pool) > EFFORT:
        return [_place(text, 0, len(text))], pool
    before, gaps, at = pool, [], 0
    while at < len(text):
        length = _longest(text, at, pool)
        if length >= FEW or (length and (text[at] not in ORDINAL or f"\0{text[at]}\0" in f"\0{pool}\0")):
            pool = pool.replace(text[at : at + length], "\0", 1)
            at += length
            continue
        if gaps and gaps[-1][1] == at:
            gaps[-1] = (gaps[-1][0], at + 1)
        else:
            gaps.append((at, at + 1))
        at += 1
    if sum(end - begin for begin, end in gaps) * 2 > len(text):  # what was found of it was found by chance
        return [_place(text, 0, len(text))], before
    return [_place(text, begin, end) for begin, end in gaps], pool


def _longest(text: str, at: int, pool: str) -> int:
    low, high = 0, len(text) - at
    while low < high:
        middle = (low + high + 1) // 2
        if text[at : at + middle] in pool:
            low = middle
        else:
            high = middle - 1
    return low


def _place(text: str, begin: int, end: int) -> str:
    lost = text[begin:end]
    shown = lost if len(lost) <= 40 else f"{lost[:24]}…共{len(lost)}字…{lost[-8:]}"
    return f"{text[max(0, begin - AROUND) : begin]}【{shown}】{text[end : end + AROUND]}"


def say(places: list[str]) -> str:
    """The message about missing places: how many, and the first five."""
    more = "；等" if places[5:] else ""
    return f"原件里有 {len(places)} 处文字没有读到，请对照原件补上：{'；'.join(places[:5])}{more}"


