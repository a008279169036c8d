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
from review.publish.html import inline_scripts, script_hash, tags

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
    for name, given in tags(text):
        if name in FORBIDDEN_TAGS or name == "meta" and given.get("http-equiv", "").lower() == "refresh":
            page.wrong.append(f"不允许的元素 <{name}>")
        for key, value in given.items():
            if key == "id" or key == "name" and name == "a":
                if value in page.ids:
                    page.wrong.append(f"两处用了同一个 id：{value}")
                page.ids.add(value)
            elif key.startswith("on") or key == "style":
                page.wrong.append(f"不允许的属性 {key}=（在 <{name}> 中）")
            elif key in ("href", "action", "formaction"):
                (page.fetched if name == "link" else page.links).add(value)
            elif key == "srcset":
                page.fetched.update(part.split()[0] for part in value.split(",") if part.strip())
            elif key in FETCHED:
                page.fetched.add(value)
    for script in inline_scripts(text):
        if script_hash(script) not in hashes:
            page.wrong.append(f"内联脚本的哈希不在 CSP 中：{script.strip()[:40]}…（{script_hash(script)}）")
    return page


def broken(pages: dict[str, Page], files: set[str], prefix: str) -> Iterator[str]:
    """Links, anchors and assets that lead nowhere, and requests to another host."""
    find = resolver(files, prefix)
    for page in pages.values():
        for link in sorted(page.links | page.fetched):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                if link in page.fetched or parts.scheme not in ("http", "https", "mailto"):
                    yield f"{page.path}: 不允许指向站外或脚本：{link}"
                continue
            target = find(posixpath.dirname(page.path), parts.path) if parts.path else page.path
            if target is None:
                yield f"{page.path}: 链接失效：{link}"
            elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
                yield f"{page.path}: 锚点失效：{link}"


def resolver(files: set[str], prefix: str) -> Callable[[str, str], str | None]:
    """A function from a page's folder and a link's path to the file it leads to."""

    @lru_cache(maxsize=1 << 16)
    def find(folder: str, link: str) -> str | None:
        path = unquote(link)
        if path.startswith("/"):
            path = path.removeprefix(prefix or "/").lstrip("/")
        else:
            path = posixpath.normpath(posixpath.join(folder, path)) + "/" * path.endswith("/")
        path = "" if path in (".", "./") else path
        for candidate in (path, posixpath.join(path, "index.html")):
            if candidate in files:
                return candidate
        return None

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
