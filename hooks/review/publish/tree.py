"""The tree of pages a generator builds the site from: a folder of materials to a folder of Markdown."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from review.check.library import check
from review.check.rules import rules_page
from review.model import Audience, Finding, Library, Page
from review.publish.folder import replaced
from review.read.library import read_library
from review.relate.as_of import as_of
from review.relate.library import relate
from review.show.pages import pages

PROJECT = Path(__file__).parents[3]
"""Where mkdocs.yml, docs/ and overrides/ are, next to hooks/."""
MARK = "problems"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """A library with everything found in it."""

    library: Library
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def read(root: Path, audience: Audience, *, drafts: bool = False) -> Tree:
    """Read, relate and check the library at `root` for `audience`. Bad input is in `errors`; nothing is raised."""
    reading = read_library(root, audience, drafts)
    day = as_of(root, reading.materials)
    library = relate(reading.materials, reading.vocabulary, audience=audience, as_of=day)
    found = dict.fromkeys((*reading.findings, *check(library)))
    return Tree(
        library=library,
        errors=tuple(f for f in found if f.severity == "error"),
        warnings=tuple(f for f in found if f.severity == "warning"),
    )


def name(root: Path, audience: Audience) -> str:
    """A folder name that no other library and no other audience shares."""
    return f"{audience}-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]}"


def write(tree: Tree, folder: Path, *, clean: bool = True) -> Iterator[tuple[Page, Path]]:
    """Write every page below `folder`, only where its text changed; `clean` removes what is no page any more.

    Yields each page and its file, in order; two pages with one source raise ValueError.
    """
    stale = {path for path in folder.rglob("*") if path.is_file()} if clean else set()
    seen: set[str] = set()
    for page in (*pages(tree.library), rules_page()):
        if page.src_uri in seen:
            raise ValueError(f"two pages are named {page.src_uri}")
        seen.add(page.src_uri)
        path = folder / page.src_uri
        _write(path, page.text, known=path in stale)
        stale.discard(path)
        yield page, path
    for path in stale:
        path.unlink()


def copy(root: Path, audience: Audience, out: Path) -> tuple[tuple[Finding, ...], int]:
    """Write the pages of the library at `root`, and docs/, to the folder `out` for another generator.

    Returns the errors that kept it from being written, and the number of pages. Raises folder.NotOurs.
    """
    tree = read(root, audience)
    if tree.errors:
        return tree.errors, 0
    with replaced(out, MARK) as folder:
        shutil.copytree(PROJECT / "docs", folder, dirs_exist_ok=True)
        return (), sum(1 for _ in write(tree, folder, clean=False))


def _write(path: Path, text: str, *, known: bool) -> None:
    data = text.encode()
    if known and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
