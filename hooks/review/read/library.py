"""The folders materials/ and vocabulary/ to all materials that one audience may see."""

from __future__ import annotations

import os
import re
import stat
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from review.model import Audience, Finding, Material, Visibility, Vocabulary
from review.read.front.material import read_material
from review.read.text.files import fault, shown
from review.read.text.names import copied_from, is_invisible, is_leaving, taken
from review.read.vocabulary.load import read_vocabulary

MAX_NAME = 80
"""Characters of a name: 240 bytes in Chinese, with .md still below the 255 that file systems hold."""
MAX_FOLDERS = 4
FORBIDDEN = re.compile(r'[<>"|\\:*?#%&]')
VOCABULARY_OF = {
    "unknown-unit": "vocabulary/units.yml",
    "unknown-campaign": "vocabulary/campaigns.yml",
    "unknown-type": "vocabulary/problems.yml",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LibraryReading:
    """What was read of a library for one audience."""

    vocabulary: Vocabulary
    materials: tuple[Material, ...]
    """Only those the audience may see, by path."""
    findings: tuple[Finding, ...]
    """Of every file, also of those the audience may not see."""
    drafts: frozenset[tuple[str, str]]
    """Unit id and campaign id of the drafts that are kept back from staff, who may know that there are some."""


Each = Callable[[Sequence[Path], Vocabulary], Iterable[tuple[Material | None, Iterable[Finding]]]]
"""Reads files below materials/: the material of each, None where it may not be used, and what is wrong with it."""


def read_library(
    root: Path,
    audience: Audience = "internal",
    drafts: bool = False,
    each: Each | None = None,
    terms: Callable[[Path], tuple[Vocabulary, list[Finding]]] = read_vocabulary,
) -> LibraryReading:
    """Read the library at `root`. Bad input is reported, every bad file of it; nothing is raised.

    `each` reads the files; unless given they are read here, one after the other. `terms` reads the vocabulary.
    """
    vocabulary, findings = terms(root)
    findings += _other_locale()
    paths = list(_walk(root, findings))
    materials, kept = [], set()
    read = each(paths, vocabulary) if each else (read_material(path, root, vocabulary) for path in paths)
    for material, found in read:
        findings += found
        if material is not None and is_visible(material.visibility, audience, drafts):
            materials.append(material)
        elif material is not None and audience == "staff":
            kept.add((material.unit, material.campaign))
    findings += _same_address([shown(p.relative_to(root).as_posix()) for p in paths])
    return LibraryReading(
        vocabulary=vocabulary,
        materials=tuple(materials),
        findings=tuple(_sorted(_without_echoes(findings))),
        drafts=frozenset(kept),
    )


def _other_locale() -> Iterator[Finding]:
    """Under another locale every name of a file would be another one; `review` itself sets UTF-8, MkDocs does not."""
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        message = f"系统的字符集（locale）是 {encoding.upper()}，文件名要按 UTF-8 读"
        yield fault("file-name", f"{message}；请先运行 export PYTHONUTF8=1 再试。", "materials")


def is_visible(visibility: Visibility, audience: Audience, drafts: bool) -> bool:
    """Nothing after this function ever sees what it keeps back; staff learn whose drafts there are, and no more."""
    if visibility == "draft":
        return drafts
    return visibility == "internal" or (visibility == "restricted" and audience == "staff")


def _without_echoes(findings: list[Finding]) -> Iterator[Finding]:
    """Leave out unknown names that are only unknown because their vocabulary file has a fault itself."""
    broken = {f.at.path for f in findings if f.rule == "vocabulary" or f.at.path.startswith("vocabulary/")}
    return (f for f in findings if VOCABULARY_OF.get(f.rule) not in broken)


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda f: (f.at.path, f.at.line, f.rule, f.message))


# ---- files --------------------------------------------------------------------------------------------


def _walk(root: Path, findings: list[Finding]) -> Iterator[Path]:
    """The material files below materials/, in order; everything that does not belong there is a finding."""
    if missing := without_materials(root):
        findings.append(missing)
    else:
        yield from _walk_folder(root / "materials", root, findings, 0)


def without_materials(root: Path) -> Finding | None:
    """What is to be said where the library at `root` has no folder materials/."""
    folder = root / "materials"
    if folder.is_dir() and not folder.is_symlink():
        return None
    return fault("not-a-file", "应为文件夹，放各份材料，没有找到。", "materials")


def _walk_folder(folder: Path, root: Path, findings: list[Finding], depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        name = shown(folder.relative_to(root).as_posix())
        findings.append(fault("not-a-file", f"文件夹打不开：{error.strerror}。", name))
        return
    entries = [entry for entry in entries if not is_leaving(entry.name)]
    stems = {entry.name.removesuffix(".md") for entry in entries}
    for entry in entries:
        path = Path(entry.path)
        wrong = _wrong(entry, depth) or _copied(entry.name, stems)
        if wrong:
            findings.append(fault(*wrong, shown(path.relative_to(root).as_posix())))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk_folder(path, root, findings, depth + 1)
        else:
            yield path


def _wrong(entry: os.DirEntry[str], depth: int) -> tuple[str, str] | None:
    """Why an entry may not be in materials/: rule and message."""
    try:
        mode = entry.stat(follow_symlinks=False).st_mode
    except OSError as error:
        return "not-a-file", f"读不出来：{error.strerror}。"
    if stat.S_ISLNK(mode):
        return "not-a-file", "不能是符号链接；请放入文件或文件夹本身。"
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        return "not-a-file", "应为普通文件，实为管道、套接字或设备；请移走。"
    if stat.S_ISDIR(mode):
        stem = entry.name
        if depth >= MAX_FOLDERS:
            return "file-name", f"文件夹最多套 {MAX_FOLDERS} 层；请移到上层。"
    elif entry.name.endswith(".md"):
        stem = entry.name.removesuffix(".md")
    else:
        return "stray-file", "materials/ 里只放 .md 材料；Word 和文本请用 review import 导入，其他文件请移走。"
    reason = name_fault(stem)
    return ("file-name", f"{reason}；例：materials/2021/投资促进局-局长.md") if reason else None


def _copied(name: str, stems: set[str]) -> tuple[str, str] | None:
    """The finding for a name that copying or synchronising made; such a file would be a second material."""
    of = copied_from(name.removesuffix(".md"), stems)
    if of is None:
        return None
    ending = ".md" if name.endswith(".md") else ""
    message = f"像是 {shown(of)}{ending} 的副本或同步冲突留下的文件，没有收入；请比较两份，留一份"
    return "copied-file", f"{message}，确是另一份材料的请改名。"


def name_fault(stem: str) -> str | None:
    """Why a name, without .md, cannot be part of an address on every system; None where it can."""
    if found := FORBIDDEN.search(stem):
        return f"文件名不能有 {found[0]}，它在地址里另有用处"
    if any("\ud800" <= c <= "\udfff" for c in stem):
        return "文件名的字节不是 UTF-8，请改名"
    if any(map(is_invisible, stem)):
        return "文件名有看不见的字符"
    if own := next((c for c in stem if unicodedata.category(c) == "Co"), None):
        return f"文件名有自造字 U+{ord(own):04X}，别的电脑上显示不出；请换成通用的字"
    if stem != stem.strip() or stem.startswith(".") or stem.endswith(".") or not stem:
        return "文件名不能以空格或点开头、结尾"
    if len(stem) > MAX_NAME:
        return f"文件名应不超过 {MAX_NAME} 字，实有 {len(stem)} 字"
    return taken(stem)


def _same_address(paths: Iterable[str]) -> Iterator[Finding]:
    """Two names that differ only in case or in how Unicode composes them are one file on many systems."""
    first: dict[str, str] = {}
    for path in paths:
        key = unicodedata.normalize("NFC", path).casefold()
        if key in first:
            yield fault("same-address", f"与 {first[key]} 的地址相同（只差大小写或编码形式）；请改名。", path)
        first.setdefault(key, path)
