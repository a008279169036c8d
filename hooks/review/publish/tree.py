"""The tree of pages a generator builds the site from: a folder of materials to a folder of pages."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path

from review.check.rules_page import rules_page
from review.check.words_page import words_page
from review.examine.library import Examined, examine
from review.keep.code import digest
from review.model import Audience, Family, Finding, Page, Position
from review.project import project
from review.publish.folder import replaced, require_place
from review.read.beside import named_pictures, picture_bytes, read_docs
from review.read.moved import Moved
from review.show import addresses
from review.show.addresses import shown_at
from review.show.pages import families, signpost

_TITLE = re.compile(r'^(?:title: "(.*)"|# (.*))$', re.MULTILINE)


class Clash(Exception):
    """Two pages want one address, or a move leads to none; `finding` says where."""

    def __init__(self, rule: str, message: str, at: Position) -> None:
        super().__init__(message)
        self.finding = Finding(rule=rule, severity="error", message=message, at=at)


def name(root: Path, audience: Audience) -> str:
    """A folder name that no other library and no other audience shares."""
    return f"{audience}-{hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:12]}"


def write_tree(
    tree: Examined, folder: Path, every: Iterable[Family] | None = None, *, clean: bool = True
) -> Iterator[tuple[Page, Path]]:
    """Write every page below `folder`, only where its text changed; `clean` removes what is no page any more. `every`
    are the library's families where they are known.

    Yields each page and its file, in order. Raises Clash for two pages with one source, and a move that cannot be.
    """
    stale = {path for path in folder.rglob("*") if path.is_file()} if clean else set()
    for page in pages_of(tree, every=every):
        path = folder / page.src_uri
        _write(path, page.text, known=path in stale)
        stale.discard(path)
        yield page, path
    for path in stale:
        path.unlink()


def pages_of(
    tree: Examined, of: Callable[[Family], Iterable[Page]] = Family.made, every: Iterable[Family] | None = None
) -> Iterator[Page]:
    """Every page, in order; `of` gives those of a family, `every` are the library's families where they are known.

    Raises Clash for two pages with one source, and a move that cannot be.
    """
    seen: dict[str, Page] = {}
    written = project() / "docs"
    docs = {shown_at(path.relative_to(written).as_posix()) for path in written.rglob("*.md")}
    made = (rules_page(tree.library.vocabulary.trade), words_page())
    shown = chain.from_iterable(map(of, families(tree.library) if every is None else every))
    for page in chain(shown, made, _moves(tree.moved, seen)):
        if page.src_uri in seen:
            both = "、".join(one.edit_path or _title(one.text) for one in (seen[page.src_uri], page))
            message = f"两页用了同一个地址 /{shown_at(page.src_uri)}/：{both}；请给一个改名。"
            path = (page.edit_path or page.src_uri).partition("#")[0]
            raise Clash("same-address", message, Position(path=path, line=1))
        if shown_at(page.src_uri) in docs:
            at = Position(path=f"docs/{page.src_uri}", line=1)
            raise Clash("same-address", f"占了资料库页面的地址 /{shown_at(page.src_uri)}/；请给这一页改名。", at)
        seen[page.src_uri] = page
        yield page


def _title(text: str) -> str:
    found = _TITLE.search(text)
    return found[1] or found[2] if found else "没有标题的一页"


def _moves(moved: tuple[Moved, ...], pages: dict[str, Page]) -> Iterator[Page]:
    """A page at each old address, when all other pages are in `pages`."""
    docs = project() / "docs"
    there = pages.keys() | {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    for one in moved:
        if here := _source(one.old, there):
            raise Clash("moved", f"旧地址 {one.old} 还有一页（{here}），不能指到别处；请删去这一条。", one.at)
        target = _source(one.new, there) if one.new else None
        if one.new is None or target is None:
            raise Clash("moved", f"新地址 {one.new} 没有这一页；请改正，或写 无。", one.at)
        yield signpost.page(f"{one.old}.md", one.new, target)


def _source(address: str, there: set[str]) -> str | None:
    return next((path for path in (f"{address}.md", f"{address}/index.md") if path in there), None)


def pictures(tree: Examined, root: Path) -> Iterator[tuple[str, bytes]]:
    """The pictures that visible materials show: address in the site and content."""
    for material in tree.library.materials:
        for path in named_pictures(material).values():
            yield path, picture_bytes(root / path, path)


def data_files(every: Iterable[Family]) -> Iterator[tuple[str, bytes]]:
    """The files of all families: address in the site and content."""
    return chain.from_iterable(family.files() for family in every)


def word_files(tree: Examined, root: Path) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """Each material as a Word file: address in the site, a digest of all it shows (empty: unknown), what makes it."""
    from review.show.word.package import word  # which most sites have no use for

    known = tree.library.digests
    for material in tree.library.materials:
        shown = [picture_bytes(root / path, path) for path in named_pictures(material).values()]
        key = digest("word", material.path, known[material.id], shown) if known else ""
        yield addresses.word(material.id), key, partial(word, material, root)


def docs_pictures() -> Iterator[tuple[str, bytes]]:
    """The pictures of docs/, when it has been read without errors: path below it and content."""
    written = project() / "docs"
    for path in read_docs(written)[1]:
        yield path.removeprefix(f"{written.name}/"), picture_bytes(written.parent / path, path)


def copy(root: Path, audience: Audience, out: Path, *, to_sources: bool = False) -> tuple[tuple[Finding, ...], int]:
    """Write the pages of the library at `root`, and docs/, to the folder `out` for another generator.

    Their links lead to addresses, or with `to_sources` to sources, as those of docs/ do.

    Returns the errors that kept it from being written, and the number of pages. Raises folder.NotOurs.
    """
    sources = (project() / "docs", root / "materials")
    require_place(out, "pages", *sources)
    tree = examine(root, audience, told=True)
    if tree.errors:
        return tree.errors, 0
    try:
        every = tuple(families(tree.library))
        with replaced(out, "pages", *sources) as folder:
            shutil.copytree(project() / "docs", folder, dirs_exist_ok=True)
            for path, data in (*pictures(tree, root), *docs_pictures(), *data_files(every)):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)
            made = {page.src_uri: path for page, path in write_tree(tree, folder, every, clean=False)}
            if to_sources:
                written = (path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
                shown = {shown_at(uri): uri for uri in written}
                for uri, file in made.items():
                    file.write_text(addresses.to_sources(file.read_text("utf-8"), uri, shown), "utf-8")
            return (), len(made)
    except Clash as clash:
        return (clash.finding,), 0


def _write(path: Path, text: str, *, known: bool) -> None:
    data = text.encode()
    if known and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
