"""Links of docs/ that lead to no page and no picture: found by check, as the build would stop at them."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from review.check.docs import SCHEME, links
from review.check.rules import finding
from review.examine.clashes import page_sources
from review.model import Finding, Library
from review.read.beside import Doc
from review.read.front.moved import Moved

NO_FILE = "指向的文件不存在"
NOT_RELATIVE = "应写成指向 .md 文件的相对路径"


def check_links(
    docs: Iterable[Doc], library: Library, root: Path, files: Iterable[str], moved: Iterable[Moved]
) -> Iterator[Finding]:
    """A finding for each such link. Whether a place within a page is there (#…) only the build knows.

    `files` are the paths of pictures, docs/… and pictures/…
    """
    docs = list(docs)
    written = (path.removeprefix("docs/") for path in (*files, *(doc.path for doc in docs)))
    there = {*page_sources(library), *written, *(f"{one.old}.md" for one in moved)}
    for doc in docs:
        folder = posixpath.dirname(doc.path.removeprefix("docs/"))
        for line, kind, url in links(doc.text):
            if kind != "asset" and (said := _dead(folder, kind, url, there, root)):
                yield finding("broken-link", f"链接 {url} {said}", doc.path, line)


def _dead(folder: str, kind: str, url: str, there: Collection[str], root: Path) -> str:
    """Why a link in a folder of docs/ leads nowhere; empty where it does not, or where that is not known."""
    path = unquote(url.partition("#")[0].partition("?")[0])
    if SCHEME.match(url) or url.startswith("//") or not path:
        return ""
    ending = posixpath.splitext(path)[1]
    if path.startswith("/") or kind == "link" and ending in ("", ".html", ".htm"):
        return NOT_RELATIVE
    target = posixpath.normpath(posixpath.join(folder, path))
    if target.startswith("materials/") and (root / target).is_file():  # it may be hidden, which is said elsewhere
        return ""
    if kind == "link" and ending != ".md":  # a file that a page of the library brings along
        return ""
    above = (f"{parent}.md" for parent in PurePosixPath(target).parents)  # it may be a part of a long list
    return "" if target in there or any(page in there for page in above) else NO_FILE
