"""What stands between the lines of a text and is none of it: page numbers, HTML's blanks, the noise of forums.

The noise, against copying: runs of short Latin scraps at the ends of a line (`7 K2 m# W9 { q, T5`).
"""

from __future__ import annotations

import re

_HEAD = re.compile(r"[ -~\t\u3000]*")
_SCRAPS = 4
_SCRAP_AT_MOST = 4
_KINDS = 3
_PAGE = re.compile(r"[-—–－─·]{1,2} *[\d０-９]{1,3} *[-—–－─·]{1,2}|第 *\d{1,3} *页([,，/ ]*共 *\d{1,3} *页)?")
_PAGE_AT_MOST = 20
_BLANK = r"(?:&(?:nb|em|en)sp;|<br ?/?>|</?p>)"
_BLANK_BEGINS, _BLANK_ENDS = re.compile(rf"(?:{_BLANK}\s*)+"), re.compile(rf"\s?{_BLANK}$")
_BLANK_AT_MOST = 7
"""What HTML writes for a space or a line's end, and its characters with a space before."""


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
    """Begin and end of what stands between the noise, or HTML's blanks, at both ends of `line`."""
    begin, end = _without_blanks(line)
    if line[:1].isascii() and not begin:
        head = _HEAD.match(line)
        if head and is_noise(head[0]):
            begin = head.end()
    tail = end
    while tail > begin and (" " <= line[tail - 1] <= "~" or line[tail - 1] in "\t\u3000"):
        tail -= 1
    return begin, tail if is_noise(line[tail:end]) else end


def _without_blanks(line: str) -> tuple[int, int]:
    """The same for HTML's blanks alone."""
    begin, end = 0, len(line)
    if line.startswith(("&", "<")) and (blank := _BLANK_BEGINS.match(line)):
        begin = blank.end()
    if line.endswith((";", ">")):
        while last := _BLANK_ENDS.search(line, max(begin, end - _BLANK_AT_MOST), end):
            end = last.start()
    return begin, end
