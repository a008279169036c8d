"""What can be said of what is published beside the materials' text: terms, names, pictures, moves, exceptions."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from review.check.document import check_private
from review.check.private import masked, private
from review.check.private.screen import is_suspicious
from review.check.rules import RULES, finding
from review.model import Finding, Library, Material, Position, Signed
from review.read.beside import named_pictures
from review.read.moved import NAME as MOVED
from review.read.moved import Moved
from review.read.text.files import Refused, read_bytes, strict_text


def check_names(paths: Iterable[str]) -> Iterator[Finding]:
    """A file's name is part of an address, so it may not hold a number either."""
    for path in paths:
        for found in private(path):
            yield finding(found.kind, f"文件名里有{RULES[found.kind].title} {found.masked}；请改名。", path, 1)


def check_terms(root: Path, signed: Iterable[Signed]) -> Iterator[Finding]:
    """What must never be published in the library's own vocabulary/*.yml and moved.yml, which become text of pages."""
    for path in (*sorted((root / "vocabulary").glob("*.yml")), root / MOVED):
        name = path.relative_to(root).as_posix()
        try:
            yield from check_private(strict_text(read_bytes(path, name), name), name, signed=signed)
        except Refused:
            continue  # reported by its reader


def check_hidden(library: Library, root: Path, about: Callable[[str], bool] | None = None) -> Iterator[Finding]:
    """Classified marks in materials that this audience does not see: they stop every audience's site. `about` tells the
    paths to look at.
    """
    shown = {m.path for m in library.materials}
    for folder, _, names in os.walk(root / "materials"):
        below = Path(folder).relative_to(root).as_posix()
        for name in (f"{below}/{name}" for name in sorted(names) if name.endswith(".md")):
            if name in shown or about and not about(name):
                continue
            try:
                found = check_private(strict_text(read_bytes(root / name, name), name), name)
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
    """Moves of materials: nothing is at the old address, and the new one is there for this audience.

    A material that not everybody may see any more can be said to be gone, since for others it is.
    """
    shown = {m.path: m.visibility for m in library.materials}
    for one in moved:
        at = (one.at.path, one.at.line)
        old = f"{one.old}.md"
        withdrawn = one.new is None and shown.get(old) != "internal"
        if one.old.startswith("materials/") and not withdrawn and (root / old).is_file():
            yield finding("moved", f"旧地址 {one.old} 还有材料，不能指到别处；请删去这一条。", *at)
        if one.new is None or not one.new.startswith("materials/"):
            continue
        if not (root / f"{one.new}.md").is_file():
            yield finding("moved", f"新地址 {one.new} 没有材料；请改正，或写 无。", *at)
        elif f"{one.new}.md" not in shown:
            message = f"{one.new} 不在 {library.audience} 范围里，旧地址 {one.old} 在这一版不留指路页。"
            yield finding("moved-hidden", message, *at)


def mask_numbers(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings with the numbers masked that stand in a file's name or are quoted."""
    for found in findings:
        if is_suspicious(f"{found.at.path}。{found.message}"):
            at = Position(path=masked(found.at.path), line=found.at.line)
            found = replace(found, at=at, message=masked(found.message))
        yield found
