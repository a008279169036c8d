"""The text of an old Word file (.doc), counted without LibreOffice: MS-CFB streams and MS-DOC pieces.

Only for the proof: it knows neither numbering nor what was deleted or hidden.
"""

from __future__ import annotations

import re
import struct

from review.read.word.equations import drawn
from review.read.word.package import WordError

MAIN, TABLES = "WordDocument", ("0Table", "1Table")
"""The streams that hold the text."""
DAMAGED = "文件不完整或已损坏，打不开；请在 Word 或 WPS 里打开试试，能打开就另存为 .docx"
END = 0xFFFFFFF0
"""Sector numbers from here on mean something else than a sector (MS-CFB 2.1)."""
MARKS = re.compile("[\x13\x14\x15]")
STORIES = (("正文", 0x4C), ("脚注", 0x50), ("页眉", 0x54), ("", 0x58), ("批注", 0x5C), ("尾注", 0x60), ("文本框", 0x64))
"""Stories in their order, with where the header says how long each is (MS-DOC 2.5.4)."""


def streams(data: bytes) -> dict[str, bytes]:
    """The streams of a compound file that hold the text, by name. Raises WordError where it is damaged."""
    try:
        found = _streams(data)
    except (struct.error, IndexError, ValueError) as error:
        raise WordError(DAMAGED) from error
    if MAIN not in found:
        raise WordError(DAMAGED)
    return found


def _streams(data: bytes) -> dict[str, bytes]:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    first_directory, cutoff, first_mini, _, first_more, _ = struct.unpack_from("<I4xIIIII", data, 48)
    tables = list(struct.unpack_from("<109I", data, 76))
    while first_more < END and len(tables) < len(data) // size + 200:
        more = struct.unpack_from(f"<{size // 4}I", data, (first_more + 1) * size)
        tables += more[:-1]
        first_more = more[-1]
    fat = [n for t in tables if t < END for n in struct.unpack_from(f"<{size // 4}I", data, (t + 1) * size)]

    def chain(first: int, links: list[int]) -> list[int]:
        found: list[int] = []
        while first < END and len(found) <= len(links):
            found.append(first)
            first = links[first]
        return found

    def big(first: int) -> bytes:
        return b"".join(data[(n + 1) * size : (n + 2) * size] for n in chain(first, fat))

    directory = big(first_directory)
    entries = []
    for at in range(0, len(directory) - 127, 128):
        named, kind, first, length = struct.unpack_from("<HB49xII", directory, at + 64)
        name = directory[at : at + max(0, min(named, 64) - 2)].decode("utf-16-le", "replace")
        entries.append((name, kind, first, length))
    root = next((big(first)[:length] for _, kind, first, length in entries if kind == 5), b"")
    mini_links = [n for (n,) in struct.iter_unpack("<I", big(first_mini))] if first_mini < END else []
    found: dict[str, bytes] = {}
    for name, kind, first, length in entries:
        if name in found or name not in (MAIN, *TABLES):
            continue
        if kind == 2 and length >= cutoff:
            found[name] = big(first)[:length]
        elif kind == 2:
            found[name] = b"".join(root[n * 64 : n * 64 + 64] for n in chain(first, mini_links))[:length]
    return found


def doc_shown(data: bytes) -> list[tuple[str, list[str]]]:
    """The paragraphs of each story of a .doc: (正文, [...]), (脚注, [...]) … Raises WordError."""
    found = streams(data)
    main = found[MAIN]
    try:
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        table = found.get(TABLES[bool(flags & 0x0200)], b"")
        text = _pieces(main, table)
        lengths = [(name, struct.unpack_from("<i", main, at)[0]) for name, at in STORIES]
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise WordError(DAMAGED) from error
    stories, at = [], 0
    for name, length in lengths:
        if name and length > 0:
            stories.append((name, _paragraphs(text[at : at + length])))
        at += max(0, length)
    return stories


def _pieces(main: bytes, table: bytes) -> str:
    """The text in its order, from the piece table (MS-DOC 2.9.38)."""
    begin, length = struct.unpack_from("<II", main, 0x1A2)
    clx = table[begin : begin + length]
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    count = (struct.unpack_from("<I", clx, at + 1)[0] - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    texts = []
    for n in range(count):
        place = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * n + 2)[0]
        size = ends[n + 1] - ends[n]
        if place & 0x40000000:
            begin = (place & 0x3FFFFFFF) // 2
            texts.append(main[begin : begin + size].decode("cp1252", "replace"))
        else:
            texts.append(main[place : place + 2 * size].decode("utf-16-le", "replace"))
    return "".join(texts)


def _paragraphs(text: str) -> list[str]:
    """Paragraphs without marks for pictures, notes, comments, and without fields' instructions; a formula is drawn."""
    shown: list[str] = []
    fields: list[tuple[int, int | None]] = []
    """Where the instruction of each open field begins, and where it ends, if a result follows."""
    hiding = at = 0
    for mark in MARKS.finditer(text):
        if not hiding:
            shown.append(text[at : mark.start()])
        at = mark.end()
        if mark[0] == "\x13":
            fields.append((mark.end(), None))
            hiding += 1
        elif fields:
            begins, ends = fields.pop()
            hiding -= ends is None
            if mark[0] == "\x14":
                fields.append((begins, mark.start()))
            elif not hiding and (ends is None or ends + 1 == mark.start()):
                shown.append(drawn("".join(_paragraphs(text[begins : ends or mark.start()]))))
    if not hiding:
        shown.append(text[at:])
    clean = re.sub("[\x01-\x06\x08\x1f]", "", "".join(shown)).replace("\x1e", "-")
    return [line for line in re.split("[\r\x07\x0b\x0c\x0e\n]", clean) if line.strip()]
