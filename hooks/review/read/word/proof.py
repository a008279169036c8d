"""The proof that nothing was lost: what the file shows, counted apart from our reader, is found again in what was read.

A loss can be wrong, it cannot be silent: a text that is neither written nor reported as left out is named here with
the words around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

FEW, SMALL = 2, 4
"""Characters that are looked for together; texts that are found by chance, and gaps that are looked for one by one."""
ORDINAL = "0123456789一二三四五六七八九十"
"""Characters of the ordinals that Word does not store: alone, they would be found by chance."""
AHEAD = 4_000
"""How far ahead of the paragraph before a paragraph is looked for in its order."""
EFFORT = 500_000_000
"""Characters that are looked through in all for what is not in its order; beyond it paragraphs are named whole."""
AROUND = 8


def missing(shown: Iterable[str], written: str, left: Iterable[str]) -> list[str]:
    """What of the paragraphs `shown` is neither in `written` nor among the texts that were `left` out.

    Each is one place: its missing characters in 【】 with up to 8 before and after. White space is not compared, and
    what is shown twice has to be written twice.
    """
    texts = [text for text in map(_squeeze, shown) if text]
    rest, unfound = _in_order(texts, _squeeze(written.replace("\n\n", "\0").replace("\\|", "|")))
    rest, unfound = _whole([*rest, *map(_squeeze, left)], unfound)
    pool, effort = "\0".join(rest), 0
    places: list[str] = []
    for text in sorted(unfound, key=len, reverse=True):  # the longest first: short ones are found inside others
        effort += len(pool)
        at = pool.find(text) if effort < EFFORT else -1
        if at >= 0:
            pool = pool[:at] + "\0" + pool[at + len(text) :]
            continue
        effort += len(pool) * len(text)
        found, pool = _piecemeal(text, pool) if effort < EFFORT else ([_place(text, 0, len(text))], pool)
        places += found
    return places


def _whole(rest: list[str], texts: list[str]) -> tuple[list[str], list[str]]:
    """Take out of both what is the same as a whole."""
    same = Counter(rest) & Counter(texts)
    return list((Counter(rest) - same).elements()), list((Counter(texts) - same).elements())


def _squeeze(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text)


def _in_order(texts: list[str], written: str) -> tuple[list[str], list[str]]:
    """Take the texts out of `written` in their order: the pieces left of it, and the texts that were not found."""
    kept: list[str] = []
    unfound: list[str] = []
    at, lost = 0, False
    for text in texts:
        short = len(text) <= SMALL
        found = written.find(text, at, at + len(text) + (AROUND if short else AHEAD))
        if found < 0 or (short and lost):  # a short one is easily found inside what was not found
            unfound.append(text)
            lost = True
            continue
        lost = False
        kept.append(written[at:found])
        at = found + len(text)
    return [piece for piece in (*kept, written[at:]) if piece], unfound


def _piecemeal(text: str, pool: str) -> tuple[list[str], str]:
    """Look for a text in pieces, each as long as can be: the places that are missing, and the rest of `pool`."""
    gaps: list[tuple[int, int]] = []
    before, at = pool, 0
    while at < len(text):
        length = _longest(text, at, pool)
        if length >= FEW:
            pool = pool.replace(text[at : at + length], "\0", 1)
        elif gaps and gaps[-1][1] == at:
            gaps[-1] = (gaps[-1][0], at + 1)
        else:
            gaps.append((at, at + 1))
        at += max(1, length if length >= FEW else 1)
    gaps, pool = _singly(text, gaps, pool)
    if sum(end - begin for begin, end in gaps) * 2 > len(text):  # what was found of it was found by chance
        return [_place(text, 0, len(text))], before
    return [_place(text, begin, end) for begin, end in gaps], pool


def _singly(text: str, gaps: list[tuple[int, int]], pool: str) -> tuple[list[tuple[int, int]], str]:
    """Look for the characters of small gaps one by one: between some of them something was put."""
    left: list[tuple[int, int]] = []
    pool = f"\0{pool}\0"
    for begin, end in gaps:
        if end - begin > SMALL:
            left.append((begin, end))
            continue
        for at in range(begin, end):
            wanted = text[at] if text[at] not in ORDINAL else f"\0{text[at]}\0"
            if wanted in pool:
                pool = pool.replace(wanted, "\0", 1)
            elif left and left[-1][1] == at:
                left[-1] = (left[-1][0], at + 1)
            else:
                left.append((at, at + 1))
    return left, pool


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


