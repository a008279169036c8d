"""The gates behind a build: what a built site must be before anybody may see it. Independent of the generator."""

from __future__ import annotations

import posixpath
import re
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from review.check.private.characters import DIGITS, characters
from review.model import Signed
from review.publish.far import files_below
from review.publish.html import (
    TAG,
    attributes,
    bare,
    data_scripts,
    inline_scripts,
    joined,
    pieces,
    rows,
    script_hash,
    shown,
    whole_pieces,
)
from review.publish.leaks import Leaks, names

PAGE_LIMIT = 300_000
"""Bytes: no page over 300 KB (the budget of the design)."""
KNOWN = 200_000
"""Rows, and pieces, of pages that are remembered: most stand on many pages, and say nothing but a class."""
FORBIDDEN_TAGS = {"base", "iframe", "frame", "object", "embed", "applet"}
FETCHED = {"src", "poster", "data"}
DRAWN = {"class", "d", "points", "viewbox", "transform", "integrity", "sizes"}
"""Attributes that nobody reads: looks, and the strokes of drawings."""
URL_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_LONG, _EDGE = 64, 20
_PLAIN = re.compile(r"[^\W\d_]")
_FOUND = re.compile(characters((*DIGITS, "密")))


@dataclass(slots=True)
class Page:
    """What one page points to and what can be pointed to in it."""

    path: str
    links: set[str] = field(default_factory=set)
    fetched: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def check_site(site: Path, hashes: Iterable[str], prefix: str = "", signed: Iterable[Signed] = ()) -> Iterator[str]:
    """Pass a built site through every gate; yields a line for each fault, the file's path first.

    `hashes` are the script-src hashes that the server will send; `prefix` is the path the site is served under,
    as in /library/, which only its 404 page uses; `signed` are the numbers that may be published.
    """
    files = sorted(files_below(site))
    there, leaks = set(files), Leaks(signed)
    if "index.html" not in there:
        yield "index.html: 没有首页，构建不完整"
    yield from names(files, leaks)
    reader, pages = Reader(set(hashes), leaks), {}
    for path in files:
        data = (site / path).read_bytes()
        if f"{path}.gz" in there and not is_packed(site / f"{path}.gz", data):
            yield f"{path}.gz: 压缩文件与原文件不一致"
        if not path.endswith(".html"):
            yield from (f"{path}: {fault}" for fault in leaks.file(path, data))
            continue
        if len(data) > PAGE_LIMIT:
            yield f"{path}: {len(data) // 1000} KB，超过 300 KB"
        pages[path] = page = reader.read(path, data.decode())
        yield from (f"{path}: {fault}" for fault in page.wrong)
    yield from broken(pages, there, prefix)
    yield from stylesheets(site, there)


class Memory:
    """What was made of parts of pages."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        """What is shown of each; of one without a digit or a mark in it only as much as its neighbours need."""
        self.said: dict[str, tuple[tuple[str, str], ...]] = {}
        """Pairs of a field of `Page` and what goes into it, of parts that have any."""

    def bound(self) -> None:
        """Forget all when it has become too much."""
        if len(self.texts) > KNOWN:
            self.texts.clear()
            self.said.clear()


class Reader:
    """Reads pages by their rows and pieces, each once."""

    def __init__(self, hashes: set[str], leaks: Leaks) -> None:
        self.hashes, self.leaks = hashes, leaks
        self.pieces, self.rows, self.wholes = Memory(), Memory(), Memory()
        """`wholes` is for pages with a `<` within a quoted value: there a piece may be more than what `<` cuts."""

    def read(self, path: str, text: str) -> Page:
        """What a page points to, what can be pointed to in it, and what is wrong with it."""
        page, inside = Page(path), bare(text)
        parts, known = rows(inside), self.rows
        if not all(self._take_row(row) for row in set(parts) if row not in known.texts):
            parts, known = whole_pieces(inside), self.wholes
            for piece in set(parts).difference(known.texts):
                self._take(piece, known)
        for said in filter(None, map(known.said.get, parts)):
            for what, value in said:
                if what == "wrong":
                    page.wrong.append(value)
                elif what == "ids" and value in page.ids:
                    page.wrong.append(f"两处用了同一个 id：{value}")
                else:
                    getattr(page, what).add(value)
        page.wrong += self.leaks.found(joined(map(known.texts.__getitem__, parts)), "页面上")
        if "<script" in text:
            self._scripts(page, text)
        for memory in (self.pieces, self.rows, self.wholes):
            memory.bound()
        return page

    def _scripts(self, page: Page, text: str) -> None:
        for script in inline_scripts(text):
            if script_hash(script) not in self.hashes:
                page.wrong.append(f"内联脚本的哈希不在 CSP 中：{script.strip()[:40]}…（{script_hash(script)}）")
        for script in data_scripts(text):
            page.wrong += self.leaks.strings(script)

    def _take_row(self, row: str) -> bool:
        """Remember a row; False for one that was cut within a quoted value."""
        parts, known = pieces(row), self.pieces
        for piece in parts:
            if piece not in known.texts:
                if piece.lstrip("/")[:1].isalpha() and not TAG.match(piece):
                    return False
                self._take(piece, known)
        self.rows.texts[row] = "".join(map(known.texts.__getitem__, parts))
        if said := tuple(chain.from_iterable(filter(None, map(known.said.get, parts)))):
            self.rows.said[row] = said
        return True

    def _take(self, piece: str, known: Memory) -> None:
        """Remember a piece; one without a whole tag is text."""
        tag = TAG.match(piece)
        if tag is None:
            known.texts[piece] = _short(shown("", piece))
            return
        end, name, inside = tag[1], tag[2].lower(), tag[3]
        known.texts[piece] = _short(shown(end + name, piece[tag.end() :]))
        said = () if end else tuple(self._tag(name, attributes(inside) if inside else {}))
        if said:
            known.said[piece] = said

    def _tag(self, name: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
        if name in FORBIDDEN_TAGS or name == "meta" and given.get("http-equiv", "").lower() == "refresh":
            yield "wrong", f"不允许的元素 <{name}>"
        for key, value in given.items():
            if key not in DRAWN and (len(value) > 10 or "密" in value):
                yield from (("wrong", fault) for fault in self.leaks.address(value, f"属性 {key}= 里"))
            if key == "id" or key == "name" and name == "a":
                yield "ids", value
            elif key.startswith("on") or key == "style":
                yield "wrong", f"不允许的属性 {key}=（在 <{name}> 中）"
            elif key in ("href", "action", "formaction"):
                yield "fetched" if name == "link" else "links", value
            elif key == "srcset":
                yield from (("fetched", part.split()[0]) for part in value.split(",") if part.strip())
            elif key in FETCHED:
                yield "fetched", value


def _short(text: str) -> str:
    """A text without its middle, where the middle is words alone: nothing private begins, ends or goes on in it."""
    middle = text[_EDGE:-_EDGE] if len(text) > _LONG else ""
    if middle and not _FOUND.search(text) and max(text) <= "\uffff" and _PLAIN.search(middle):
        return f"{text[:_EDGE]}字{text[-_EDGE:]}"
    return text


def broken(pages: dict[str, Page], files: set[str], prefix: str) -> Iterator[str]:
    """Links, anchors and assets that lead nowhere, and requests to another host."""
    find = resolver(files, prefix)
    for page in pages.values():
        folder = posixpath.dirname(page.path)
        for link in sorted(page.links | page.fetched):
            address, _, anchor = link.partition("#")
            scheme, target = find(folder, address) if address else ("", page.path)
            if scheme:
                if link in page.fetched or scheme not in ("http", "https", "mailto"):
                    yield f"{page.path}: 不允许指向站外或脚本：{link}"
            elif target is None:
                yield f"{page.path}: 链接失效：{link}"
            elif anchor and target in pages and unquote(anchor) not in pages[target].ids:
                yield f"{page.path}: 锚点失效：{link}"


def resolver(files: set[str], prefix: str) -> Callable[[str, str], tuple[str, str | None]]:
    """A function from a page's folder and a link without its anchor to its scheme (// without one) and its file.

    The scheme is empty for a link into the site, the file None for one that leads nowhere here.
    """
    known: dict[tuple[str, str], tuple[str, str | None]] = {}

    def find(folder: str, link: str) -> tuple[str, str | None]:
        while folder and link.startswith("../"):  # so that links to one file are one key, from wherever
            folder, link = folder.rpartition("/")[0], link[3:]
        found = known.get((folder, link))
        if found is None:
            found = known[folder, link] = _resolve(folder, link)
        return found

    def _resolve(folder: str, link: str) -> tuple[str, str | None]:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return parts.scheme or "//", None
        path = unquote(parts.path)
        if path.startswith("/"):
            path = path.removeprefix(prefix or "/").lstrip("/")
        else:
            path = posixpath.normpath(posixpath.join(folder, path)) + "/" * (path.endswith("/") or not path)
        path = "" if path in (".", "./") else path
        candidates = (path, posixpath.join(path, "index.html"))
        return "", next((candidate for candidate in candidates if candidate in files), None)

    return find


def stylesheets(site: Path, files: set[str]) -> Iterator[str]:
    for path in sorted(files):
        if not path.endswith(".css"):
            continue
        for link in URL_IN_CSS.findall((site / path).read_text("utf-8")):
            if link.startswith(("http:", "https:", "//")):
                yield f"{path}: 样式表引用站外资源：{link}"
            elif not link.startswith(("data:", "#")):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), urlsplit(link).path))
                if unquote(target) not in files:
                    yield f"{path}: 引用的文件不存在：{link}"


def is_packed(packed: Path, plain: bytes) -> bool:
    """Whether a gzip file says that it holds `plain`: by length and CRC-32 at its end (RFC 1952)."""
    with packed.open("rb") as file:
        start = file.read(2)
        file.seek(max(0, packed.stat().st_size - 8))
        return start == b"\x1f\x8b" and file.read() == struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)
