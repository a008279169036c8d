"""A .docx file as a set of named parts, opened as if its sender were hostile.

Nothing is extracted to disk, nothing outside the file is read, no part is read beyond its limit, and XML with a
document type (the door for entities) is refused.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from review.read.word.names import STRICT

MAX_FILE = 50 * 2**20
"""Bytes of a .docx; a long material with pictures has some 5 MB."""
MAX_ENTRIES = 4096
MAX_DIRECTORY = 2 * 2**20
MAX_XML = 8 * 2**20
"""Bytes of one unpacked XML part; 100,000 characters with heavy formatting have some 4 MB."""
MAX_TAGS = 600_000
"""Tags in one XML part: what is full of empty elements takes far more memory than its bytes."""
MAX_PICTURE = 10 * 2**20

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "/officeDocument"


class WordError(ValueError):
    """A file that cannot be read as a Word document; the message says why, in Chinese."""


def kind_of(head: bytes, whole: bytes = b"") -> str:
    """What a file is by its first bytes: zip, encrypted, ole (old .doc, .wps), rtf or other."""
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(OLE):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in whole else "ole"
    return "rtf" if head.startswith(b"{\\rtf") else "other"


class Package:
    """The parts of the .docx at `path`. Raises WordError for whatever is no readable Word document."""

    def __init__(self, path: Path) -> None:
        size = path.stat().st_size
        if size > MAX_FILE:
            raise WordError(f"文件 {size / 2**20:.0f} MB，超过 {MAX_FILE // 2**20} MB 的上限")
        if size == 0:
            raise WordError("文件是空的")
        _look_before_opening(path, size)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error) as error:
            raise WordError("文件不完整或已损坏，打不开") from error
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._links: dict[str, dict[str, tuple[str, str, bool]]] = {}
        for info in self._zip.infolist():
            name = info.filename
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                self.close()
                raise WordError(f"压缩包里有越界的文件名：{name[:60]!r}")
            self._infos[name] = info
        self.main = self._main()

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._infos)

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a part, at most `limit`; WordError when it is missing, damaged, encrypted or larger."""
        info = self._infos.get(name)
        if info is None:
            raise WordError(f"缺少 {name}，不是完整的 Word 文档")
        if info.flag_bits & 1:
            raise WordError("文件已加密，请去掉打开密码后再导入")
        try:
            with self._zip.open(info) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise WordError(f"{name} 已损坏，打不开") from error
        if len(data) > limit:
            raise WordError(f"{name} 解压后超过 {limit // 2**20} MB 的上限，拒收")
        return data

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML part."""
        data = self.read(name, MAX_XML)
        for strict, transitional in STRICT.items():
            data = data.replace(strict, transitional)
        if any("<!DOCTYPE".encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be")):
            raise WordError(f"{name} 里有文档类型声明（DTD），有安全隐患，拒收")
        if data.count(b"<") > MAX_TAGS:
            raise WordError(f"{name} 的标记多于 {MAX_TAGS:,} 个，拒收")
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
                                 remove_pis=True, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise WordError(f"{name} 不是完好的 XML：{str(error)[:80]}") from error

    def related(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """The relationships of a part by id: (type, target, external). Internal targets are part names."""
        if part not in self._links:
            self._links[part] = self._relationships(part)
        return self._links[part]

    def _relationships(self, part: str) -> dict[str, tuple[str, str, bool]]:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", base + ".rels")
        if name not in self._infos:
            return {}
        found = {}
        for link in self.xml(name):
            target, external = link.get("Target", ""), link.get("TargetMode") == "External"
            if not external:
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(joined).lstrip("/")
            found[link.get("Id", "")] = (link.get("Type", ""), target, external)
        return found

    def optional(self, suffix: str) -> etree._Element | None:
        """The XML part that the main part calls its `suffix` (styles, numbering, footnotes …), if it has one."""
        for kind, target, external in self.related(self.main).values():
            if kind.endswith("/" + suffix) and not external and target in self._infos:
                return self.xml(target)
        return None

    def _main(self) -> str:
        found = self.related("")
        for kind, target, external in found.values():
            if kind.endswith(MAIN) and not external and target in self._infos:
                return target
        self.close()
        raise WordError("里面没有 Word 正文，不是 Word 文档")


def _look_before_opening(path: Path, size: int) -> None:
    """Refuse by the last bytes of the file, before zipfile builds a record for every entry."""
    with path.open("rb") as file:
        head = file.read(8)
        kind = kind_of(head, path.read_bytes() if head == OLE else b"")
        if kind == "encrypted":
            raise WordError("文件已加密，请去掉打开密码后再导入")
        if kind == "ole":
            raise WordError("其实是旧版 .doc 文件，请改名为 .doc 再导入，或在 Word 里另存为 .docx")
        if kind != "zip":
            raise WordError("不是 Word 文档")
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        raise WordError("文件不完整或已损坏，打不开")
    entries, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    if entries > MAX_ENTRIES or directory > MAX_DIRECTORY:
        raise WordError(f"压缩包里的文件多于 {MAX_ENTRIES} 个，拒收")
