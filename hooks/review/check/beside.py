"""What can be said of all that is published beside the materials' text: hand-written pages, terms, names, moves."""

from __future__ import annotations

import html
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from review.check.document import check_private
from review.check.private import masked, private
from review.check.rules import RULES, finding
from review.model import Finding, Library, Material, Position, Signed
from review.read.beside import PICTURES, Doc, named_pictures
from review.read.material import split
from review.read.moved import Moved
from review.read.text import Refused, read_bytes, strict_text
from review.read.yaml_strict import Fields, Notes, parse

FENCE = re.compile(r"\s*(```|~~~)")
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
LINKS = (
    re.compile(r"(?:(?P<picture>!)\[[^\[\]]*\]|\])\(\s*<?(?P<url>[^\s)>]+)"),
    re.compile(r"^\s{0,3}\[[^\]]+\]:\s*<?(?P<url>[^\s>]+)"),
    re.compile(r"<(?P<url>[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+)>"),
    re.compile(r"\b(?P<asset>src|srcset|poster)\s*=\s*[\"']?(?P<url>[^\"'\s>]+)", re.IGNORECASE),
    re.compile(r"\b(?:href|action|formaction)\s*=\s*[\"']?(?P<url>[^\"'\s>]+)", re.IGNORECASE),
)
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = {"http", "https", "mailto"}
BLANK = re.compile(r"[\x00-\x20]+")
FRONT = {"title": "title: 怎样用这个资料库", "description": "description: 一句话", "hide": "hide: [toc]"}


def check_docs(docs: Iterable[Doc], library: Library, root: Path, files: set[str]) -> Iterator[Finding]:
    """Hand-written pages: sound front matter, nothing private, no link that runs, fetches or shows what is hidden.

    They are in every audience's site, so they may lead to internal materials only. `files` are the paths of
    pictures, docs/… and pictures/…
    """
    shown = {m.path for m in library.materials if m.visibility == "internal"}
    for doc in docs:
        yield from _check_front(doc)
        yield from check_private(doc.text, doc.path, signed=library.vocabulary.exceptions)
        for line, kind, url in links(doc.text):
            if fault := _unsafe(kind != "link", url):
                yield finding("unsafe-link", f"{fault}：{url[:60]}", doc.path, line)
            elif kind == "asset" and (lost := _lost(doc.path, url, files)):
                yield finding("broken-link", f"HTML 里的 {url} 没有找到：应有 {lost}", doc.path, line)
            elif (hidden := _material(doc.path, url)) and hidden not in shown and (root / hidden).is_file():
                yield finding("hidden-link", f"指向 {hidden}，它不是 internal 材料；请去掉这个链接。", doc.path, line)


def links(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind (link, picture; asset: fetched by raw HTML) and target of every link outside code."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = FENCE.match(line)
        if mark:
            fence = "" if fence == mark[1] else fence or mark[1]
        elif not fence:
            line = CODE.sub("", line)
            for form in LINKS:
                for found in form.finditer(line):
                    groups = found.groupdict()
                    kind = "picture" if groups.get("picture") else "asset" if groups.get("asset") else "link"
                    yield number, kind, BLANK.sub("", html.unescape(found["url"]))


def _unsafe(picture: bool, url: str) -> str:
    scheme = SCHEME.match(url)
    if scheme and scheme[1].lower() not in SCHEMES:
        return f"不允许 {scheme[1]}: 一类的链接"
    if picture and (scheme or url.startswith("//")):
        return "图片不能取自站外，请放进 docs/"
    return ""


def _lost(path: str, url: str, files: set[str]) -> str:
    """The file of docs/ that raw HTML on the page docs/… asks for, if it is not there.

    MkDocs leaves raw HTML alone, so its targets are relative to the page's address: guide/ for guide/index.md,
    guide/publish/ for guide/publish.md.
    """
    stem = path.removesuffix(".md")
    folder = posixpath.dirname(path) if stem.endswith(("/index", "/README")) else stem
    target = posixpath.normpath(posixpath.join(folder, unquote(url.partition("?")[0])))
    return "" if target in files or target.removeprefix("docs/") in files else target


def _material(path: str, url: str) -> str:
    """The material, as its path in the library, that a link on the page docs/… leads to or shows a picture of."""
    target = unquote(url.partition("#")[0].partition("?")[0])
    folder = posixpath.dirname(path).removeprefix("docs").lstrip("/")
    place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    if place.startswith("materials/"):
        return place.removesuffix("/index.html").removesuffix(".md") + ".md"
    return f"materials/{posixpath.dirname(place).removeprefix(PICTURES + '/')}.md" if place.startswith(PICTURES) else ""


def _check_front(doc: Doc) -> Iterator[Finding]:
    """MkDocs drops front matter that it cannot read without a word, and puts a title into the page's head."""
    if not doc.text.startswith("---"):
        return
    notes = Notes(doc.path, "front-matter", [])
    try:
        fields = Fields(parse(split(doc.text, doc.path)[0], doc.path, notes.rule, first_line=2), notes, FRONT)
        for key in ("title", "description"):
            fields.text(key, required=False)
        fields.texts("hide")
    except Refused as refused:
        yield refused.finding
    yield from notes.found


def check_names(paths: Iterable[str]) -> Iterator[Finding]:
    """A file's name is part of an address, so it may not hold a number either."""
    for path in paths:
        for found in private(path):
            yield finding(found.kind, f"文件名里有{RULES[found.kind].title} {found.masked}；请改名。", path, 1)


def check_terms(folder: Path, signed: Iterable[Signed]) -> Iterator[Finding]:
    """What must never be published in the library's own vocabulary/*.yml, which becomes text of pages."""
    for path in sorted(folder.glob("*.yml")):
        name = f"vocabulary/{path.name}"
        try:
            yield from check_private(strict_text(read_bytes(path, name), name), name, signed=signed)
        except Refused:
            continue  # reported by its reader


def check_hidden(library: Library, root: Path) -> Iterator[Finding]:
    """Classified marks in materials that this audience does not see: they stop every audience's site."""
    shown = {m.path for m in library.materials}
    for folder, _, names in os.walk(root / "materials"):
        for path in (Path(folder, name) for name in sorted(names) if name.endswith(".md")):
            name = path.relative_to(root).as_posix()
            if name in shown:
                continue
            try:
                found = check_private(strict_text(read_bytes(path, name), name), name)
            except Refused:
                continue  # reported by its reader
            yield from (one for one in found if one.rule == "classified-mark")


def check_exceptions(signed: Iterable[Signed], root: Path, project: Path) -> Iterator[Finding]:
    """Exceptions that except nothing: of a number that is no longer there, or that never was."""
    for one in signed:
        path = (project if one.path.startswith("docs/") else root) / one.path
        try:
            text = strict_text(read_bytes(path, one.path), one.path)
        except Refused:
            text = ""
        if not any((found.kind, found.digest) == (one.kind, one.digest) for found in private(text)):
            message = f"{one.path} 里没有编码为 {one.digest} 的{RULES[one.kind].title}；这条例外请删去。"
            yield finding("exception-unused", message, one.at.path, one.at.line)


def check_pictures(library: Library, pictures: dict[str, tuple[str, ...]], root: Path) -> Iterator[Finding]:
    """Pictures that no text shows, and those of materials that are not there."""
    for id, paths in pictures.items():
        if not (root / "materials" / f"{id}.md").is_file():
            yield finding("picture-unused", f"没有 materials/{id}.md 这份材料，图片不会显示；请移走。", paths[0], 1)
    for material in library.materials:
        if material.pictures:
            yield from _unnamed(material)


def _unnamed(material: Material) -> Iterator[Finding]:
    named = set(named_pictures(material).values())
    for path in material.pictures:
        if path not in named:
            stem = posixpath.splitext(posixpath.basename(path))[0]
            message = f"{material.path} 里没有单独成段的〔{stem}〕，图片不会显示。"
            yield finding("picture-unused", message, path, 1)


def check_moved(moved: Iterable[Moved], library: Library, root: Path) -> Iterator[Finding]:
    """Moves of materials: nothing is at the old address, and the new one is there for this audience."""
    shown = {m.path for m in library.materials}
    for one in moved:
        at = (one.at.path, one.at.line)
        if one.old.startswith("materials/") and (root / f"{one.old}.md").is_file():
            yield finding("moved", f"旧地址 {one.old} 还有材料，不能指到别处；请删去这一条。", *at)
        if one.new is None or not one.new.startswith("materials/"):
            continue
        if not (root / f"{one.new}.md").is_file():
            yield finding("moved", f"新地址 {one.new} 没有材料；请改正，或写 无。", *at)
        elif f"{one.new}.md" not in shown:
            message = f"{one.new} 不在 {library.audience} 范围里，旧地址 {one.old} 在这一版不留指路页。"
            yield finding("moved-hidden", message, *at)


def mask_paths(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of a file with a number in its name, the number masked."""
    for found in findings:
        path = masked(found.at.path)
        yield found if path == found.at.path else replace(found, at=Position(path=path, line=found.at.line))
