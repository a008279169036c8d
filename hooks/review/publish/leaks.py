"""What a built file shows to readers, and the private things in it. The check that decides: it sees no source.

Checks of the sources name file and line early, but a source can hide from them what stands plain on the page.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from review.check.private import Private, masked, private
from review.check.private.screen import is_suspicious
from review.check.rules import RULES
from review.publish.folder import mark
from review.read.beside import ENDINGS
from review.read.word.bare import BrokenPicture
from review.read.word.pictures import ending_of, without_details

PLAIN = (".css", ".txt", ".xml", ".md", ".svg", ".webmanifest", ".ics", ".tsv")
PACKED = (".docx", ".xlsx", ".zip")
OWN = ("assets/", "search/data/")
"""Folders whose file names we make, hashes among them."""
CODE = (".css", ".js", ".map", ".bin", ".woff", ".woff2", ".ico")
"""Scripts and looks in these folders, and pairs of characters of the search index: no texts."""
LARGEST = 50 * 2**20
"""Bytes that a packed download may hold."""
_HASH = re.compile(
    r"(?<![0-9a-zA-Z])(?=\d*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-zA-Z])"
)
_PARTS = re.compile(r"</(?:w:tc|si|c|v|row)>")
"""Ends of table cells in Word and Excel files."""
_VALUE = re.compile(r"""(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
_MARKUP = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|<[^<>]*>")


DRAWN = {"class", "d", "points", "viewbox", "transform", "integrity", "sizes"}
"""Attributes that nobody reads: looks, and the strokes of drawings."""


class Leak(NamedTuple):
    """One thing that must never be published, unless it is signed."""

    kind: str
    digest: str
    line: str
    """What is said of it: where it is, its kind, masked, and what stands before it."""


def found(text: str, where: str) -> Iterator[Leak]:
    """What must not stand in a text."""
    for one in private(text):
        if RULES[one.kind].severity == "error":
            line = f"{where}有{RULES[one.kind].title} {one.masked}{_behind(text, one)}，不能发布"
            yield Leak(one.kind, one.digest, line)


def in_address(value: str, where: str) -> Iterable[Leak]:
    """The same for an address or a file's name: percent signs decoded, hashes passed over."""
    value = unquote(value) if "%" in value else value
    return found(_HASH.sub("#", value), where) if is_suspicious(value) else ()


def in_strings(text: str) -> Iterable[Leak]:
    """The same for the strings of a JSON text."""
    whole = text.replace("\\n", "\n") if "\\" in text else text
    return found(_HASH.sub("#", _strings(text)), "数据里") if "\\u" in text or is_suspicious(whole) else ()


def in_name(path: str) -> Iterable[Leak]:
    """The same for the path of a file, but where we make the names."""
    return () if path.startswith(OWN) else in_address(path, "文件名里")


def in_file(path: str, data: bytes) -> tuple[tuple[str, ...], tuple[Leak, ...]]:
    """What keeps a file that is no page from being published, and what must not stand in it or its name."""
    leaks, wrong = [*in_name(path)], []
    ending = ".txt" if path == mark("site") else "." + path.rpartition(".")[2].lower()
    if ending in ENDINGS:
        if not _is_bare(data, ENDINGS[ending]):
            wrong.append("图片里还有拍摄、作者一类的信息，或不是它名字说的格式")
    elif not (path.startswith(OWN) and path.endswith(CODE)):
        try:
            if ending == ".json":
                leaks += in_strings(data.decode("utf-8-sig"))
            else:
                for text in _texts(ending, data):
                    leaks += found(_HASH.sub("#", text), "文字里")
        except _UNREADABLE as error:
            wrong.append(f"读不出来，不能检查，所以不能发布（{error}）")
    return tuple(wrong), tuple(leaks)


_UNREADABLE = (ValueError, zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError)


def _is_bare(data: bytes, ending: str) -> bool:
    try:
        return ending_of(data) == ending and without_details(data, ending) == data
    except BrokenPicture:
        return False


def _behind(text: str, found: Private) -> str:
    if "\u202e" in text:
        return ""  # part of it is turned round
    before = masked(" ".join(text[max(0, found.start - 30) : found.start].split()))[-12:].lstrip("|- ")
    return f"（在“{before}”之后）" if before else ""


def _texts(ending: str, data: bytes) -> Iterator[str]:
    """The texts of a file, each by itself. Raises ValueError for a kind that is not known, or not what it is called."""
    if ending in PACKED:
        yield from _packed(data)
    elif ending == ".csv":
        yield data.decode("utf-8-sig").replace(",", "|")
    elif ending in PLAIN:
        text = data.decode("utf-8-sig")
        yield _plain(text)
        if "<" in text:
            yield "|".join(html.unescape(a or b) for name, a, b in _VALUE.findall(text) if name.lower() not in DRAWN)
    else:
        raise ValueError(f"不认识 {ending} 文件")


def _plain(text: str) -> str:
    return html.unescape(_MARKUP.sub("\n", text)) if "<" in text else text


def _strings(text: str) -> str:
    """The strings of a JSON text, parted; numbers of it are no text."""
    if "\\u" in text or "\\\\" in text or "\\/" in text:
        return "|".join(_walk(json.loads(text)))
    return "|".join(text.replace('\\"', "'").replace("\\n", "\n").split('"')[1::2])


def _walk(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in _walk(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _walk(part))


def _packed(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > LARGEST:
            raise ValueError("解开后过大")
        for name in archive.namelist():
            yield name
            if name.endswith((".xml", ".rels", *PLAIN)):
                yield _plain(_PARTS.sub("|", archive.read(name).decode("utf-8-sig")))

