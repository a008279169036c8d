"""The blocks of a JPEG's coded pixels: their bits are counted, no pixel is worked out (ITU-T T.81, F.2 and G.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

_LONGEST = 512
"""Bytes that no block exceeds: 64 codes of 16 bits, each with 16 more."""
_TOP = 15
"""Zeros that a code tells of, of which none is the end of a block."""
Codes = Sequence[int]
"""By the next 16 bits: the symbol that they begin with, times 32, and its length in bits; 0 for none."""


class NoCode(ValueError):
    """Bits that are no code."""


@lru_cache(32)
def looked_up(table: bytes) -> Codes:
    """A table of codes, as a segment has it behind its marker. Raises IndexError."""
    codes, at, code = [0] * (1 << 16), 17, 0
    for length, count in enumerate(table[1:17], 1):
        room = 1 << 16 - length
        for symbol in table[at : at + count]:
            codes[code * room : (code + 1) * room] = [symbol << 5 | length] * room
            code += 1
        at += count
        code <<= 1
    return codes[: 1 << 16]


class Blocks:
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
