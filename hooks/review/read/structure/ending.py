"""Where a document ends: signature, date, attachments and what a site appends."""

from __future__ import annotations

import re

from review.read.structure.words import words
from review.read.text.folding import unspaced

_DATE = re.compile(r"\(?[\dxX*×_〇○零一二三四五六七八九]{2,4}年.{1,3}月(.{1,3}日)?\)?")
_SURE = words("attachments", "site-ends", "closings")
_SIGNATURES = words("signatures")
_OFFICES = words("offices")
_SIGNED_AT_MOST = 24
_LOOK_AT = 90
_SENTENCE = re.compile(r"[。;!?,:]")


def is_date(text: str) -> bool:
    """Whether a line says nothing but a day or a month."""
    return bool(_DATE.fullmatch(unspaced(text[:_LOOK_AT])))


def grade(text: str, *, last: bool) -> int:
    """How surely the end begins with a line (without its ordinal): 2 surely, 1 perhaps, 0 not.

    `last`: whether it is one of the last lines, where a short one may be a signature whatever it says.
    """
    begin = unspaced(text[:_LOOK_AT])
    plain = begin.rstrip("。:")
    if _DATE.fullmatch(plain) or _SURE.search(begin) or (len(begin) <= _SIGNED_AT_MOST and _SIGNATURES.match(begin)):
        return 2
    signs = bool(plain) and len(plain) <= _SIGNED_AT_MOST and not _SENTENCE.search(text.rstrip("。:"))
    return int(signs and (last or bool(_OFFICES.search(plain))))
