"""What one file of a built site says by itself: what it shows that must not be shown, and where its links lead.

A function of the file's path and bytes alone, so that facts may be made in any process, and be kept as long as the
file is the same. gates.py holds those of all files against each other.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from dataclasses import dataclass, field
from struct import pack
from urllib.parse import unquote

from review.publish.leaks import Leak, in_file, in_name
from review.publish.page import Pages
from review.publish.targets import AWAY, target

PAGE_LIMIT = 300_000
"""Bytes: no page over 300 KB (the budget of the design)."""
_OTHERS = f"#{AWAY}"
"""How links begin that lead into their own page, or depend on its folder."""
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
    targets: frozenset[str] = field(default_factory=frozenset)
    """Where it points to, as `target` has it."""
    seal: bytes = b""
    """CRC-32 and length, as a packed copy of it has them at its end; of a packed copy these (RFC 1952)."""


class Reader:
    """Makes facts. It remembers what it has read of pages for those that follow; what it says does not depend on that.

    Not for threads; each process has its own.
    """

    def __init__(self) -> None:
        self.pages = Pages()

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
        folder = posixpath.dirname(path)
        inside = frozenset(target(folder, link) for link in links if not _OUT.match(link))
        wrong += tuple(f"样式表引用站外资源：{link}" for link in links if _OUT.match(link))
        return Facts(wrong=wrong, leaks=leaks, targets=inside, seal=seal)

    def _page(self, path: str, data: bytes, seal: bytes) -> Facts:
        try:
            links, said = self.pages.read(path, data)
        except UnicodeDecodeError:
            return Facts(wrong=("不是 UTF-8 文字，不能检查，所以不能发布",), seal=seal)
        names = [id for one in said for id in one.ids]
        wrong, ids = [line for one in said for line in one.wrong], frozenset(names)
        if len(data) > PAGE_LIMIT:
            wrong.append(f"{len(data) // 1000} KB，超过 300 KB")
        if len(ids) < len(names):
            wrong += (f"两处用了同一个 id：{id}" for id in sorted(ids) if names.count(id) > 1)
        others = {link for link in links if link[0] in _OTHERS}
        own = (link for link in sorted(others) if link[0] == "#" != link)
        wrong += (f"锚点失效：{link}" for link in own if unquote(link[1:]) not in ids)
        leaks = (*in_name(path), *(leak for one in said for leak in one.leaks))
        ran = tuple([script for one in said for script in one.scripts])
        folder = posixpath.dirname(path)
        away = [target(folder, link[1:]) for link in others if link[0] == AWAY]
        return Facts(tuple(wrong), leaks, ran, ids, frozenset(links - others).union(away), seal)
