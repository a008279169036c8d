"""Folding for matching only: what is folded is compared, never shown and never stored."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

_LINES = (Path(__file__).parent / "look_alikes.txt").read_text("utf-8").splitlines()
LOOK_ALIKES = {pair[0]: pair[1] for line in _LINES if not line.startswith("#") for pair in line.split()}
"""Characters that mean the same, each with the one it folds to: Traditional ones, radicals, a circle for 〇."""

_FOLD = {ord(a): b for a, b in LOOK_ALIKES.items() if a.isalpha()}
_FOLD |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_FOLD |= {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}  # 一 as a radical
_FOLD |= {first + n: chr(0x2460 + n) for first in (0x2776, 0x2780, 0x278A, 0x24F5) for n in range(10)}  # ❶ ➀ ➊ ⓵ to ①
_FOLD |= {0x3000: " ", 0xA0: " ", 0xFEFF: " ", 0x200B: " ", 0x9: " "}

_COMMON = tuple(zip("，：；（）", ",:;()", strict=True))
_RARE = re.compile("[" + "".join(chr(code) for code in _FOLD if chr(code) not in "，：；（）") + "]")

_ENTITY = re.compile("&(?:nb|em|en)sp;")
_ONE = re.compile("(?<=[(（])[—–](?=[)）])|^[—–](?=[、是])", re.MULTILINE)
"""A dash where only 一 makes sense, as a scanned page is read: （—）, —、, —是."""
_PINYIN = re.compile(r"\((?<=[\u3400-\u9fff]\()[a-zü\u00e0-\u01dc]{1,7}\)")


def fold(text: str) -> str:
    """`text` in half width and Simplified characters, as long as before: positions stay true. &nbsp; is blank."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: " " * len(found[0]), text)
    if "—" in text or "–" in text:
        text = _ONE.sub("一", text)
    if _RARE.search(text):
        return text.translate(_FOLD)
    for full, half in _COMMON:  # many times faster than `translate`, and all that most lines need
        text = text.replace(full, half)
    return text


def squeeze(text: str) -> str:
    """`text` folded, without white space and without pinyin in brackets after a character."""
    return unspaced(fold(text))


def unspaced(folded: str) -> str:
    """As `squeeze`, of a text that is folded already."""
    whole = "".join(folded.split())
    return _PINYIN.sub("", whole) if "(" in whole else whole


def letters(text: str) -> str:
    """The letters and digits of `text`, folded: what headings and phrases are compared in."""
    return "".join(filter(str.isalnum, fold(text).casefold()))
