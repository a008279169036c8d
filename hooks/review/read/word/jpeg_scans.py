"""Where the coded pixels of a JPEG end: the bits that its blocks take are counted, as a browser reads them.

Sequential and progressive pictures with Huffman codes, which are all that browsers show (ITU-T T.81, F.2 and G.2).
No pixel is worked out: nothing of a picture changes but for what stands behind its last block, or between the last
block of an interval and the mark that begins the next.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Callable
from math import ceil

from review.read.word.exact import jpeg_tables
from review.read.word.jpeg_blocks import Blocks, Codes, looked_up

SHOWN = {0xC0, 0xC1, 0xC2}
"""Frames that browsers show."""
_PROGRESSIVE = 0xC2
_STUFFED = re.compile(rb"\xff+\x00")
_RESTART = re.compile(rb"\xff+([\xd0-\xd7])")


class Scans:
    """The scans of one picture, in their order; what stands before them is told as it comes."""

    def __init__(self) -> None:
        self._tables: dict[int, bytes] = {}
        self._interval = 0
        self._kind = 0
        self._size = (0, 0)
        self._sampled: dict[int, tuple[int, int]] = {}
        self._known: dict[int, defaultdict[int, int]] = {}
        """By component and block, a bit for each coefficient that is not 0."""

    def learn(self, kind: int, body: bytes) -> None:
        """Take in a segment that scans are read by. Raises IndexError, struct.error."""
        if kind in SHOWN:
            self._frame(kind, body)
        elif kind == 0xC4:
            self._tables |= {table[0]: table for table in jpeg_tables(kind, body)}
        elif kind == 0xDD:
            self._interval = struct.unpack_from(">H", body)[0]

    def _frame(self, kind: int, body: bytes) -> None:
        height, width = struct.unpack_from(">HH", body, 1)
        self._kind, self._size = kind, (width, height)
        parts = [body[at : at + 3] for at in range(6, 6 + 3 * body[5], 3)]
        self._sampled = {part[0]: (part[1] >> 4, part[1] & 15) for part in parts}
        self._known = {part[0]: defaultdict(int) for part in parts}

    def scan(self, head: bytes, data: bytes) -> bytes:
        """The coded pixels of a scan without what belongs to no block. Raises NoCode, IndexError, KeyError."""
        names = head[1 : 1 + 2 * head[0] : 2]
        asked = zip(names, head[2::2], strict=False)
        blocks = [(name, tables) for name, tables in asked for _ in self._each(names, name)]
        units, kept = self._units(names), list[bytes]()
        pieces = _RESTART.split(data)
        every = self._interval or units
        for start, bits in zip(range(0, units, every), pieces[::2], strict=False):
            bits = _STUFFED.sub(b"\xff", bits)
            read = Blocks(bits, head[1 + 2 * head[0] :])
            used = read.used([self._block(read, *block) for block in blocks], range(start, min(units, start + every)))
            kept.append(bits[:used].replace(b"\xff", b"\xff\0"))
        marks = [b"", *(b"\xff" + mark for mark in pieces[1::2])]
        return b"".join(mark + bits for mark, bits in zip(marks, kept, strict=False))

    def _each(self, names: bytes, name: int) -> range:
        """The blocks of a component in each unit of a scan."""
        across, down = self._sampled[name]
        return range(across * down if len(names) > 1 else 1)

    def _units(self, names: bytes) -> int:
        """How many a scan has: blocks of one component, or squares of all."""
        units = 1
        for side, size in enumerate(self._size):
            most = max(sampled[side] for sampled in self._sampled.values())
            own = self._sampled[names[0]][side]
            units *= ceil(size / (8 * most)) if len(names) > 1 else ceil(ceil(size * own / most) / 8)
        return units

    def _block(self, read: Blocks, name: int, tables: int) -> Callable[[int], None]:
        """What reads a block of a component."""
        direct, other = tables >> 4, 0x10 | tables & 15
        if self._kind != _PROGRESSIVE:
            return read.whole(self._looked_up(direct), self._looked_up(other))
        if not read.first:
            return read.one_bit if read.refines else read.direct(self._looked_up(direct))
        return (read.refined if read.refines else read.coded)(self._looked_up(other), self._known[name])

    def _looked_up(self, name: int) -> Codes:
        return looked_up(self._tables[name])
