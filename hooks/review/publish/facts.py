"""What one file of a built site says by itself: what it shows that must not be shown, and where its links lead.

A function of the file's path and bytes alone, so that facts may be made in any process, and be kept as long as the
file is the same. gates.py holds those of all files against each other.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from struct import pack
from urllib.parse import unquote

from review.publish.leaks import Leak, in_file, in_name
from review.publish.page import KNOWN, Pages

Target = tuple[str, str]
"""A path and an anchor, which may be empty."""
PAGE_LIMIT = 300_000
"""Bytes: no page over 300 KB (the budget of the design)."""
URL_IN_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_OUT = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one file says. Of text in it that may not be published only masked pieces."""

    wrong: tuple[str, ...] = ()
    """What is wrong with it, whatever else is on the site."""
    leaks: tuple[Leak, ...] = ()
    """What it shows that must not be published, but for what is signed."""
    scripts: tuple[tuple[str, str], ...] = ()
    """The hash and the beginning of each inline script."""
    ids: frozenset[str] = field(default_factory=frozenset)
    """What can be pointed to in it."""
    targets: frozenset[Target] = field(default_factory=frozenset)
    """Where it points to, as `resolved` has it."""
    seal: bytes = b""
    """CRC-32 and length, as a packed copy of it has them at its end; of a packed copy these (RFC 1952)."""


class Reader:
    """Makes facts. It remembers what it has read of pages for those that follow; what it says does not depend on that.

    Not for threads; each process has its own.
    """

    def __init__(self) -> None:
        self.pages = Pages()
        self.targets: dict[str, dict[str, Target]] = {}
        """Of links from folders of each depth."""
        self.paths: dict[str, str] = {}
        """Of their addresses."""

    def facts(self, path: str, data: bytes) -> Facts:
        """The facts of the file at `path` of a site."""
        seal = pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)
        if path.endswith(".gz"):
            return Facts(seal=data[-8:] if data.startswith(b"\x1f\x8b") else b"")
        if path.endswith(".html"):
            return self._page(path, data, seal)
        wrong, leaks = in_file(path, data)
        if not path.endswith(".css"):
            return Facts(wrong=wrong, leaks=leaks, seal=seal)
        links = [link for link in URL_IN_CSS.findall(data.decode()) if not link.startswith(("data:", "#"))]
        inside = {link for link in links if not _OUT.match(link)}
        wrong += tuple(f"样式表引用站外资源：{link}" for link in links if _OUT.match(link))
        return Facts(wrong=wrong, leaks=leaks, targets=self._targets(posixpath.dirname(path), inside), seal=seal)

    def _page(self, path: str, data: bytes, seal: bytes) -> Facts:
        try:
            links, said = self.pages.read(data)
        except UnicodeDecodeError:
            return Facts(wrong=("不是 UTF-8 文字，不能检查，所以不能发布",), seal=seal)
        names = [id for one in said for id in one.ids]
        wrong, ids = [line for one in said for line in one.wrong], frozenset(names)
        if len(data) > PAGE_LIMIT:
            wrong.append(f"{len(data) // 1000} KB，超过 300 KB")
        if len(ids) < len(names):
            wrong += (f"两处用了同一个 id：{id}" for id in sorted(ids) if names.count(id) > 1)
        own = {link for link in links if link[:1] == "#"}
        wrong += (f"锚点失效：{link}" for link in sorted(own - {"#"}) if unquote(link[1:]) not in ids)
        leaks = (*in_name(path), *(leak for one in said for leak in one.leaks))
        ran = tuple([script for one in said for script in one.scripts])
        return Facts(tuple(wrong), leaks, ran, ids, self._targets(posixpath.dirname(path), links - own), seal)

    def _targets(self, folder: str, links: Iterable[str]) -> frozenset[Target]:
        """Where links in a folder lead. What those say that begin at the root is the same in all folders as deep."""
        up = "../" * (folder.count("/") + 1) if folder else ""
        known = self.targets.setdefault(up, {})
        if len(known) > KNOWN:
            known.clear()
        own = dict[str, Target]()
        for link in set(links).difference(known):
            if link.startswith(up):
                known[link] = self._target(link[len(up) :])
            else:
                own[link] = self._target(_rooted(folder, link))
        if not own:
            return frozenset(map(known.__getitem__, links))
        return frozenset([own.get(link) or known[link] for link in links])

    def _target(self, link: str) -> Target:
        address, _, anchor = link.partition("#")
        path = self.paths.get(address)
        if path is None:
            path = self.paths[address] = resolved("", address)[0]
        return path, unquote(anchor) if "%" in anchor else anchor


def _rooted(folder: str, link: str) -> str:
    """A link in a folder of the site as it would be written at the root."""
    if link.startswith("/"):
        return link
    while folder and link.startswith("../"):
        folder, link = folder.rpartition("/")[0], link[3:]
    return f"{folder}/{link}" if folder else link


def resolved(folder: str, link: str) -> Target:
    """Where a link in a folder of the site leads: path, with `/` at its end for a folder, and anchor.

    A link from the root of its host, whose path on it the site does not know, keeps its `/` at the beginning.
    """
    address, _, anchor = link.partition("#")
    path = unquote(address.partition("?")[0])
    whole = posixpath.normpath(posixpath.join(folder, path)) + "/" * (path.endswith("/") or not path)
    return "" if whole in (".", "./") else whole, unquote(anchor)
