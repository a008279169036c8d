"""Where links of the pages that people write lead: to pages, pictures and places that are there, said with their line.

What is not told of here, as links to folders and of raw HTML, MkDocs or the gates tell when the site is built.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from review.check.docs import links, material_of
from review.check.document import check_private
from review.check.rules import finding
from review.examine.clashes import OwnPages
from review.model import Finding, Library
from review.read.beside import Doc

_NAMED = re.compile(r"\{[^{}\n]{0,200}#([\w:.-]+)[^{}\n]{0,200}\}|\b(?:id|name)=[\"']([^\"'\s]+)[\"']")
"""Places that a page names itself."""


def check_doc_links(docs: Iterable[Doc], library: Library, files: Iterable[str], root: Path) -> Iterator[Finding]:
    """Links of docs/ that lead nowhere, or hold what must not be published; `files` are paths of pictures, docs/….

    Materials of the library at `root` that are not shown are told of by check_docs.
    """
    pages = {doc.path.removeprefix("docs/"): doc.text for doc in docs}
    there, made = {path.removeprefix("docs/") for path in files}, OwnPages(library)
    for own, text in pages.items():
        for line, kind, url in links(text):
            if "%" in url:
                yield from check_private(unquote(url), f"docs/{own}", line, library.vocabulary.exceptions)
            if kind == "asset" or not url or ":" in url.partition("/")[0] or url.startswith("/"):
                continue
            place, _, anchor = url.partition("#")
            target = _target(own, place)
            material = material_of(f"docs/{own}", url)
            known = material and (root / material).is_file()
            if not known and (lost := _lost(target, pages, there, made)):
                yield finding("broken-link", f"链接 {url[:60]} 落空：{lost}。", f"docs/{own}", line)
            elif target in pages and anchor and not _has(pages[target], unquote(anchor)):
                message = f"链接 {url[:60]} 落空：docs/{target} 里没有 {unquote(anchor)[:40]} 这个位置。"
                yield finding("broken-link", message, f"docs/{own}", line)


def _target(own: str, place: str) -> str:
    """The source, below docs/ or of the library's own, that a link on this page leads to."""
    folder, path = posixpath.dirname(own), unquote(place.partition("?")[0])
    return posixpath.normpath(posixpath.join(folder, path)) if place else own


def _lost(target: str, pages: dict[str, str], files: set[str], made: OwnPages) -> str:
    if target.startswith("../"):
        return "它在 docs/ 以外"
    ending = posixpath.splitext(target)[1]
    if target in pages or target in files or not ending or ending == ".md" and target in made:
        return ""
    return f"没有 {target} 这个文件" if ending == ".md" or ending.lower() in (".png", ".jpg", ".jpeg", ".gif") else ""


def _has(text: str, anchor: str) -> bool:
    """Whether a link may lead to this place of a page.

    Python-Markdown names with numbers the places of headings without Latin letters, and of two of one name.
    """
    named = {place for found in _NAMED.findall(text) for place in found}
    made = anchor.rpartition("_")[2].isdigit() or anchor.startswith(("fn:", "fnref"))
    return made or anchor in named or anchor in map(_slug, _headings(text.split("\n")))


def _headings(lines: list[str]) -> Iterator[str]:
    for line, below in pairwise([*lines, ""]):
        if line.startswith("#") or below[:1] in ("=", "-") and not below.strip("=- "):
            yield line.partition("{")[0]


def _slug(heading: str) -> str:
    """How Python-Markdown names the place of a heading: its ASCII letters and figures."""
    plain = re.sub(r"[^\w\s-]", "", heading.encode("ascii", "ignore").decode()).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)
