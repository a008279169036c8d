"""Where the coded pixels of a JPEG end: the bits that its blocks take are counted, as a browser reads them.

Sequential and progressive pictures with Huffman codes, which are all that browsers show (ITU-T T.81, F.2 and G.2).
No pixel is worked out: nothing of a picture changes but for what stands behind its last block, or between the last
block of an interval and the mark that begins the next.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from math import ceil

import numpy as np

from review.read.word.exact import jpeg_tables

SHOWN = {0xC0, 0xC1, 0xC2}
"""Frames that browsers show."""
_PROGRESSIVE = 0xC2
_STUFFED = re.compile(rb"\xff+\x00")
_RESTART = re.compile(rb"\xff+([\xd0-\xd7])")
_LONGEST = 512
"""Bytes that no block exceeds: 64 codes of 16 bits, each with 16 more."""
_TOP = 15
"""Zeros that a code tells of, of which none is the end of a block."""
Codes = Sequence[int]
"""By the next 16 bits: the symbol that they begin with, times 32, and its length in bits; 0 for none."""


class NoCode(ValueError):
    """Bits that are no code."""


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
            read = _Blocks(bits, head[1 + 2 * head[0] :])
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

    def _block(self, read: _Blocks, name: int, tables: int) -> Callable[[int], None]:
        """What reads a block of a component."""
        direct, other = tables >> 4, 0x10 | tables & 15
        if self._kind != _PROGRESSIVE:
            return read.whole(self._looked_up(direct), self._looked_up(other))
        if not read.first:
            return read.one_bit if read.refines else read.direct(self._looked_up(direct))
        return (read.refined if read.refines else read.coded)(self._looked_up(other), self._known[name])

    def _looked_up(self, name: int) -> Codes:
        return _codes(self._tables[name])


@lru_cache(32)
def _codes(table: bytes) -> Codes:
    codes, at, code = [0] * (1 << 16), 17, 0
    for length, count in enumerate(table[1:17], 1):
        room = 1 << 16 - length
        for symbol in table[at : at + count]:
            codes[code * room : (code + 1) * room] = [symbol << 5 | length] * room
            code += 1
        at += count
        code <<= 1
    return codes[: 1 << 16]


class _Blocks:
    """The blocks of one interval, of a scan whose head ends in these three bytes."""

    def __init__(self, bits: bytes, spectrum: bytes) -> None:
        self.first, self.last, refines = spectrum[:3]
        self.refines = bool(refines >> 4)
        self.end = 8 * len(bits)
        self.at = 0
        self.left = 0
        """Blocks to come without codes of their own."""
        padded, count = bits + bytes(_LONGEST + 8), (len(bits) + _LONGEST) // 4
        words = np.empty(4 * count, np.uint32)
        for shift in range(4):
            words[shift::4] = np.frombuffer(padded, ">u4", count, shift)
        self.words = memoryview(words.data)
        """The 32 bits from each byte on."""

    def used(self, blocks: Sequence[Callable[[int], None]], units: range) -> int:
        """The bytes that so many units take; all where there are fewer."""
        for unit in units:
            for block in blocks:
                block(unit)
            if self.at > self.end:
                break
        return (min(self.at, self.end) + 7) // 8

    def _next(self, codes: Codes) -> int:
        """The next symbol."""
        if code := codes[self.words[self.at >> 3] >> 16 - (self.at & 7) & 0xFFFF]:
            self.at += code & 31
            return code >> 5
        if self.at + 16 > self.end:
            self.at = self.end + 1
            return 0
        raise NoCode

    def _number(self, many: int) -> int:
        """The number of the next bits, at most 14."""
        value = self.words[self.at >> 3] >> 32 - (self.at & 7) - many & (1 << many) - 1
        self.at += many
        return value

    def whole(self, direct: Codes, codes: Codes) -> Callable[[int], None]:
        """All coefficients at once."""
        words = self.words

        def block(_: int) -> None:
            size = self._next(direct)
            at, done = self.at + size, 1
            while done < 64:
                code = codes[words[at >> 3] >> 16 - (at & 7) & 0xFFFF]
                at += (code & 31) + (code >> 5 & 15)
                if not code >> 5 & 15 and code >> 5 != 0xF0:
                    if not code:
                        if at + 16 <= self.end:
                            raise NoCode
                        at = self.end + 1
                    break
                done += (code >> 9) + 1
            self.at = at

        return block

    def one_bit(self, _: int) -> None:
        """One bit more of the first coefficient."""
        self.at += 1

    def direct(self, codes: Codes) -> Callable[[int], None]:
        """The first coefficient."""

        def block(_: int) -> None:
            size = self._next(codes)  # moves on by itself
            self.at += size

        return block

    def coded(self, codes: Codes, known: defaultdict[int, int]) -> Callable[[int], None]:
        """The first bits of other coefficients."""

        def block(unit: int) -> None:
            if self.left:
                self.left -= 1
                return
            at = self.first
            while at <= self.last and self.at <= self.end:
                zeros, size = divmod(self._next(codes), 16)
                if not size and zeros < _TOP:
                    self.left = (1 << zeros) - 1 + self._number(zeros)
                    return
                at += zeros
                if size:
                    known[unit] |= 1 << at
                    self.at += size
                at += 1

        return block

    def refined(self, codes: Codes, known: defaultdict[int, int]) -> Callable[[int], None]:
        """One bit more of other coefficients."""

        def block(unit: int) -> None:
            at, there = self.first, known[unit]
            while not self.left and at <= self.last and self.at <= self.end:
                zeros, size = divmod(self._next(codes), 16)
                if not size and zeros < _TOP:
                    self.left = (1 << zeros) + self._number(zeros)
                    break
                self.at += size
                while at <= self.last and (zeros or there >> at & 1):
                    if there >> at & 1:
                        self.at += 1
                    else:
                        zeros -= 1
                    at += 1
                if size:
                    known[unit] |= 1 << at
                at += 1
            if self.left:
                self.left -= 1
                self.at += ((there >> at) & (1 << max(self.last - at + 1, 0)) - 1).bit_count()

        return block
