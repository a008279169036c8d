"""Anti-copy noise of forums: runs of short Latin scraps at the ends of a line (`7 K2 m# W9 { q, T5`)."""

from __future__ import annotations

import re

_LEADING = re.compile(r"[ -~\t\u3000]*")
_TRAILING = re.compile(r"[ -~\t\u3000\r\n]*\Z")
_SYMBOL = re.compile(r"[#$%^&*{}\[\]|~`+=<>'\"!?@\\;]")
_ORDINAL = re.compile(r"\d{1,2}[.)]$")
_SCRAPS = 4


def is_noise(run: str) -> bool:
    """Whether a run of ASCII is noise: at least four scraps of up to four characters, symbols among them."""
    if len(run) < _SCRAPS * 2 - 1:
        return False
    scraps = run.split()
    if len(scraps) < _SCRAPS or max(map(len, scraps)) > 4 or not any(c.isalnum() for c in run):
        return False
    return len({c for scrap in scraps for c in _SYMBOL.findall(scrap)}) >= 1 and "|" not in (run.strip()[0], run.strip()[-1])


def without_noise(line: str) -> tuple[int, int]:
    """Begin and end of what stands between the noise at both ends of `line`."""
    begin, end = 0, len(line)
    head = _LEADING.match(line).end()
    if is_noise(line[:head]):
        begin = head
    tail = end
    while tail > begin and (" " <= line[tail - 1] <= "~" or line[tail - 1] in "\t\u3000\r\n"):
        tail -= 1
    if is_noise(line[tail:]):
        end = tail
    return begin, end
