"""Where the links of a site lead.

A target is a path from the site's root, with `/` at its end for a folder, and behind `ANCHOR` what it points to there,
if anything.
"""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

ROOT = "\3"
"""Stands in a page's attributes for the way up to the root, so that a link is the same in every folder."""
AWAY = ">"
"""Before a link whose target depends on the folder that it stands in."""
ANCHOR = "\n"
"""Not `#`, which may be of a file's name."""
HOME = "index.html"


def rooted(page: bytes, path: str) -> bytes:
    """The page at a path of the site with `ROOT` for the way up in its attributes."""
    up = b"../" * path.count("/")
    return page.replace(b'="' + up, b'="' + ROOT.encode()) if up else page


class Targets:
    """Tells where links lead. It remembers the paths of addresses."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}

    def told(self, link: str) -> str:
        """The target of a link from the root; a link that begins with `#` as it is, any other with `AWAY` before it."""
        if link[:1] != ROOT:
            return link if link[:1] == "#" else AWAY + link
        address, _, anchor = link[1:].partition("#")
        address = address.partition("?")[0]
        path = self.paths.get(address)
        if path is None:
            path = self.paths[address] = _path("", address)
        return _whole(path, anchor)


def target(folder: str, link: str) -> str:
    """Where a link in a folder of the site leads.

    A link from the root of its host, whose path on it the site does not know, keeps its `/` at the beginning.
    """
    address, _, anchor = link.partition("#")
    return _whole(_path(folder, address), anchor)


def _whole(path: str, anchor: str) -> str:
    return f"{path}{ANCHOR}{unquote(anchor)}" if anchor else path


def _path(folder: str, address: str) -> str:
    path = unquote(address.partition("?")[0])
    whole = posixpath.normpath(posixpath.join(folder, path)) + "/" * (path.endswith("/") or not path)
    return HOME if whole in (".", "./") else whole
