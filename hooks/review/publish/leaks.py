"""What a built file shows to readers, and the private things in it. The check that decides: it sees no source.

Checks of the sources name file and line early, but a source can hide from them what stands plain on the page.
"""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections import Counter
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
PLACES = 20
"""Where the same stands in one text so often, no other is named."""
LARGEST = 50 * 2**20
"""Bytes that a packed download may hold."""
_HASH = re.compile(
    r"(?<![0-9a-zA-Z])(?=\d*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16})(?![0-9a-zA-Z])",
    re.ASCII,
)
_PERCENT = re.compile("%(?:25)+(?=[0-9A-Fa-f]{2})")
_FIGURE = re.compile(r"\s*(?:0|[1-9][\d,.]*)\s*")
_PARTS = re.compile(r"</(?:w:tc|si|c|v|row)>")
"""Ends of table cells in Word and Excel files."""
_PICTURES = (*ENDINGS, "/")
"""What holds no text in a packed file; all else there must be text, so that no archive stands in another."""
_INSTRUCTION = re.compile(r"<\?([^>]*+)>")
_NAMING = re.compile(r"(?:\w+:)?(?:descr|title|name|alt|tooltip|display|prompt\w*|error\w*|Target)")
"""Attributes of Word and Excel files that are read."""
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
    told = Counter[tuple[str, str]]()
    for one in private(text):
        told[one.kind, one.digest] += 1
        if RULES[one.kind].severity == "error" and told[one.kind, one.digest] <= PLACES:
            yield Leak(one.kind, one.digest, _line(one, text, where))


def in_address(value: str, where: str) -> Iterable[Leak]:
    """The same for an address or a file's name: percent signs decoded, hashes passed over."""
    value = unquoted(value)
    return found(_HASH.sub("#", value), where) if is_suspicious(value) else ()


def unquoted(value: str) -> str:
    """An address as people read it: percent signs decoded, however often they are coded."""
    return unquote(_PERCENT.sub("%", value)) if "%" in value else value


def in_strings(text: str) -> tuple[Leak, ...]:
    """The same for the strings of a JSON text. Raises ValueError where it is none, and is to be looked at closely."""
    whole = text.replace("\\n", "\n") if "\\" in text else text
    if "\\u" not in text and not is_suspicious(whole):
        return ()
    told = json.loads(text)
    whole = _HASH.sub("#", "|".join(_strings(told, keys=True)))
    return (*found(whole, "数据里"), *across(_strings(told, keys=False)))


def across(strings: Iterable[str]) -> Iterator[Leak]:
    """The same for what begins in one string and ends in the next, which a page may show below each other.

    Two whole strings that may be figures of a table are none.
    """
    lines = _HASH.sub("#", "\n".join(" ".join(one.split("\n")) for one in strings))
    for one in private(lines):
        if lines.count("\n", one.start, one.end) == 1 and RULES[one.kind].severity == "error":
            start, end = lines.rfind("\n", 0, one.start) + 1, (lines.find("\n", one.end) + 1 or len(lines) + 1) - 1
            if not all(map(_FIGURE.fullmatch, lines[start:end].split("\n"))):
                yield Leak(one.kind, one.digest, _line(one, lines, "数据里"))


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


def _line(one: Private, text: str, where: str) -> str:
    return f"{where}有{RULES[one.kind].title} {one.masked}{_behind(text, one)}，不能发布"


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
        if "<!ENTITY" in text:
            raise ValueError("有自定的实体")
        yield _plain(text)
        if "<" in text:
            yield "\n".join(_INSTRUCTION.findall(text))
            yield "|".join(html.unescape(a or b) for name, a, b in _VALUE.findall(text) if name.lower() not in DRAWN)
    else:
        raise ValueError(f"不认识 {ending} 文件")


def _plain(text: str) -> str:
    return html.unescape(_MARKUP.sub("\n", text)) if "<" in text else text


def _strings(value: object, *, keys: bool) -> Iterator[str]:
    """The strings of a JSON value; numbers of it are no text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from (key,) * keys
            yield from _strings(inside, keys=keys)
    elif isinstance(value, list):
        for inside in value:
            yield from _strings(inside, keys=keys)


def _packed(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(one.file_size for one in archive.infolist()) > LARGEST:
            raise ValueError("解开后过大")
        for name in archive.namelist():
            yield name
            if not name.lower().endswith(_PICTURES):
                text = _PARTS.sub("|", archive.read(name).decode("utf-8-sig"))
                yield _plain(text)
                yield "|".join(html.unescape(a or b) for key, a, b in _VALUE.findall(text) if _NAMING.fullmatch(key))

