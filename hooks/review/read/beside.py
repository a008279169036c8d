"""What is published beside the materials: pages that people write (docs/) and pictures; plain files of few kinds."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from review.model import Finding, Material
from review.read.library import name_fault
from review.read.structure.document import source_of
from review.read.text.files import Refused, fault, read_bytes, shown, strict_text
from review.read.text.names import is_leaving
from review.read.word.bare import BrokenPicture
from review.read.word.package import MAX_PICTURE
from review.read.word.pictures import ending_of, without_details

PICTURES = "pictures"
STANDS = re.compile(r"[ \t\u3000]*〔(?P<name>图\d{1,3})(?:[：:](?P<words>[^〔〕\n]{1,100}))?〕[ \t\u3000]*")
"""A paragraph that stands for a picture, as the import writes it; people may add words to it: 〔图1：整改后的大厅〕."""
ENDINGS = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".gif": "gif", ".webp": "webp"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Doc:
    """A page that people write."""

    path: str
    """docs/guide/index.md"""
    text: str


def read_docs(folder: Path) -> tuple[list[Doc], set[str], list[Finding]]:
    """The Markdown files below the folder docs/, the paths of its pictures, and what may not stand there."""
    docs: list[Doc] = []
    pictures: set[str] = set()
    findings: list[Finding] = []
    for path, name in _files(folder, folder.name, findings):
        try:
            if path.suffix == ".md":
                docs.append(Doc(path=name, text=strict_text(read_bytes(path, name), name)))
            else:
                picture_bytes(path, name)
                pictures.add(name)
        except Refused as refused:
            findings.append(refused.finding)
    return docs, pictures, findings


def read_pictures(root: Path) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """The pictures of the library at `root` by material id, as paths relative to it; pictures/<id>/图1.png."""
    found: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    folder = root / PICTURES
    if not os.path.lexists(folder):
        return found, findings
    for path, name in _files(folder, PICTURES, findings):
        try:
            if reason := name_fault(path.stem):
                raise Refused("file-name", f"{reason}；例：{PICTURES}/2021/投资促进局-局长/图1.png", name)
            picture_bytes(path, name)
        except Refused as refused:
            findings.append(refused.finding)
        else:
            id = os.path.dirname(name).removeprefix(PICTURES).lstrip("/")
            found[id] = (*found.get(id, ()), name)
    return found, findings


def pictures_of(root: Path, id: str) -> tuple[str, ...]:
    """What lies where the pictures of the material `id` belong, as paths relative to `root`, good or not."""
    return tuple(name for _, name in _files(root / PICTURES / id, f"{PICTURES}/{id}", []))


def named_pictures(material: Material) -> dict[str, str]:
    """The pictures that a material's text shows, by name: 图1 to its path in the library."""
    stems = {Path(path).stem: path for path in reversed(material.pictures)}
    stands = map(STANDS.fullmatch, source_of(material.document).split("\n") if stems else ())
    return {found["name"]: stems[found["name"]] for found in stands if found and found["name"] in stems}


def picture_bytes(path: Path, name: str) -> bytes:
    """A picture without what tells of its maker. Raises Refused for anything that is not what its name says."""
    if path.suffix.lower() not in ENDINGS:
        raise Refused("picture", f"只能是 {' '.join(ENDINGS)}，实为 {path.suffix or '无扩展名'}；请移走或转换。", name)
    data = read_bytes(path, name, MAX_PICTURE)
    kind = ending_of(data)
    if kind != ENDINGS[path.suffix.lower()]:
        raise Refused("picture", f"名为 {path.suffix}，内容却{f'是 {kind}' if kind else '不是图片'}；请另存。", name)
    try:
        return without_details(data, kind)
    except BrokenPicture as error:
        raise Refused("picture", f"{error}；请用看图软件打开，另存一份。", name) from error


def _files(folder: Path, name: str, findings: list[Finding]) -> Iterator[tuple[Path, str]]:
    """Every plain file below `folder` with its path in messages, in order; anything else is a finding."""
    if folder.is_symlink() or not folder.is_dir():
        findings.append(fault("not-a-file", "应为文件夹，实为符号链接或别的东西。", name))
        return
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if is_leaving(entry.name):
            continue
        below = shown(f"{name}/{entry.name}")
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _files(Path(entry.path), below, findings)
        elif stat.S_ISREG(mode):
            yield Path(entry.path), below
        else:
            findings.append(fault("not-a-file", "不能是符号链接、管道、套接字或设备；请放入文件或文件夹本身。", below))
