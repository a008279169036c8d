"""What characters tell of a text: each, each pair, and how its clauses begin and end."""

from __future__ import annotations

import re
from operator import add

BETWEEN = "…"
"""Stands for what a gram leaves out: 下…少 of 下村少 and 下车间少, 学… of a beginning, …不少 of an end."""
_CHINESE = re.compile("[\u3400-\u9fff]+")


def length(text: str) -> int:
    """The Chinese characters of a text."""
    return sum(map(len, _CHINESE.findall(text)))


def grams(text: str) -> list[str]:
    """Characters and pairs, as often as they stand there; no pair over what is no Chinese character."""
    return [gram for run in _CHINESE.findall(text) for gram in (*run, *map(add, run, run[1:]))]


def grams_and_ends(text: str) -> list[str]:
    """And of each run of Chinese characters how it begins, how it ends, and its first and last character together."""
    found: list[str] = []
    for run in _CHINESE.findall(text):
        first, last = run[0], run[-1]
        found += run
        found += map(add, run, run[1:])
        found += (f"{first}…", f"…{last}")
        if len(run) > 2:
            found += (f"{run[:2]}…", f"…{run[-2:]}", f"{first}…{last}")
    return found


def is_edge(gram: str) -> bool:
    """Whether it is a beginning or an end alone."""
    return gram[0] == BETWEEN or gram[-1] == BETWEEN
