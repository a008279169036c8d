"""What stands between the lines of a text and is none of it: page numbers, and the anti-copy noise of forums.

The noise: runs of short Latin scraps at the ends of a line (`7 K2 m# W9 { q, T5`).
"""

from __future__ import annotations

import re

_HEAD = re.compile(r"[ -~\t\u3000]*")
_SCRAPS = 4
_SCRAP_AT_MOST = 4
_KINDS = 3
_PAGE = re.compile(r"[-—–－─·]{1,2} *[\d０-９]{1,3} *[-—–－─·]{1,2}|第 *\d{1,3} *页([,，/ ]*共 *\d{1,3} *页)?")
_PAGE_AT_MOST = 20


def is_noise(run: str) -> bool:
    """Whether a run of ASCII is noise: four or more short scraps of letters, digits and various signs."""
    scraps = run.split()
    if len(scraps) < _SCRAPS or max(map(len, scraps)) > _SCRAP_AT_MOST:
        return False
    signs = {sign for scrap in scraps for sign in scrap if not sign.isalnum()}
    kinds = len(signs) + any(map(str.isdigit, run))
    return kinds >= _KINDS and any(map(str.isalpha, run)) and "|" not in (scraps[0], scraps[-1])


def is_page_number(line: str) -> bool:
    """Whether a line is the number of a page: - 1 -, — 1 —, 第 1 页 共 9 页."""
    return len(line) <= _PAGE_AT_MOST and bool(_PAGE.fullmatch(line))


def without_noise(line: str) -> tuple[int, int]:
    """Begin and end of what stands between the noise at both ends of `line`."""
    begin, end = 0, len(line)
    if line[:1].isascii():
        head = _HEAD.match(line)
        if head and is_noise(head[0]):
            begin = head.end()
    tail = end
    while tail > begin and (" " <= line[tail - 1] <= "~" or line[tail - 1] in "\t\u3000"):
        tail -= 1
    return begin, tail if is_noise(line[tail:]) else end
