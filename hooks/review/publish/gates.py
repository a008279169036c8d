"""The gates behind a build: what a built site must be before anybody may see it. Independent of the generator."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from review.publish.far import files_below
from review.publish.html import attributes, inline_scripts, script_hash, tags

PAGE_LIMIT = 300_000
"""Bytes: no page over 300 KB (the budget of the design)."""
FORBIDDEN_TAGS = {"base", "iframe", "frame", "object", "embed", "applet"}
FETCHED = {"src", "poster", "data"}
URL_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")


@dataclass(slots=True)
class Page:
    """What one page points to and what can be pointed to in it."""

    path: str
    links: set[str] = field(default_factory=set)
    fetched: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def check_site(site: Path, hashes: Iterable[str], prefix: str = "") -> Iterator[str]:
    """Pass a built site through every gate; yields a line for each fault, the file's path first.

    `hashes` are the script-src hashes that the server will send; `prefix` is the path the site is served under,
    as in /library/, which only its 404 page uses.
    """
    files = set(files_below(site))
    paths = sorted(path for path in files if path.endswith(".html"))
    if "index.html" not in paths:
        yield "index.html: 没有首页，构建不完整"
    pages, allowed = {}, set(hashes)
    for path in paths:
        text = (site / path).read_text("utf-8")
        if len(text.encode()) > PAGE_LIMIT:
            yield f"{path}: {len(text.encode()) // 1000} KB，超过 300 KB"
        pages[path] = page = read_page(path, text, allowed)
        yield from (f"{path}: {fault}" for fault in page.wrong)
    yield from broken(pages, files, prefix)
    yield from stylesheets(site, files)
    yield from stale(site, files)


def read_page(path: str, text: str, hashes: set[str]) -> Page:
    page = Page(path)
    for name, inside in tags(text):
        for what, value in read_tag(name, inside):
            if what == "wrong":
                page.wrong.append(value)
            elif what == "ids" and value in page.ids:
                page.wrong.append(f"两处用了同一个 id：{value}")
            else:
                getattr(page, what).add(value)
    for script in inline_scripts(text):
        if script_hash(script) not in hashes:
            page.wrong.append(f"内联脚本的哈希不在 CSP 中：{script.strip()[:40]}…（{script_hash(script)}）")
    return page


@lru_cache(maxsize=1 << 16)
def read_tag(name: str, inside: str) -> tuple[tuple[str, str], ...]:
    """What the gates look at in one tag: pairs of a field of `Page` and what goes into it.

    Remembered, because most tags of a site stand on every page and say nothing but a class.
    """
    return tuple(_read_tag(name.lower(), attributes(inside)))


def _read_tag(name: str, given: dict[str, str]) -> Iterator[tuple[str, str]]:
    if name in FORBIDDEN_TAGS or name == "meta" and given.get("http-equiv", "").lower() == "refresh":
        yield "wrong", f"不允许的元素 <{name}>"
    for key, value in given.items():
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


def broken(pages: dict[str, Page], files: set[str], prefix: str) -> Iterator[str]:
    """Links, anchors and assets that lead nowhere, and requests to another host."""
    find = resolver(files, prefix)
    for page in pages.values():
        for link in sorted(page.links | page.fetched):
            address, _, anchor = link.partition("#")
            scheme, target = find(page.path, address) if address else ("", page.path)
            if scheme:
                if link in page.fetched or scheme not in ("http", "https", "mailto"):
                    yield f"{page.path}: 不允许指向站外或脚本：{link}"
            elif target is None:
                yield f"{page.path}: 链接失效：{link}"
            elif anchor and target in pages and unquote(anchor) not in pages[target].ids:
                yield f"{page.path}: 锚点失效：{link}"


def resolver(files: set[str], prefix: str) -> Callable[[str, str], tuple[str, str | None]]:
    """A function from a page and a link without its anchor to its scheme (// without one) and the file it leads to.

    The scheme is empty for a link into the site, the file None for one that leads nowhere here.
    """

    @lru_cache(maxsize=1 << 10)
    def find(page: str, link: str) -> tuple[str, str | None]:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return parts.scheme or "//", None
        path = unquote(parts.path)
        if not path:
            return "", page
        if path.startswith("/"):
            path = path.removeprefix(prefix or "/").lstrip("/")
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) + "/" * path.endswith("/")
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


def stale(site: Path, files: set[str]) -> Iterator[str]:
    """Precompressed files that are not their neighbour."""
    for path in sorted(path for path in files if path.endswith(".gz") and path[:-3] in files):
        if gzip.decompress((site / path).read_bytes()) != (site / path[:-3]).read_bytes():
            yield f"{path}: 压缩文件与原文件不一致"
