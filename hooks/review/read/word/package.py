"""A .docx file as a set of named parts, opened as if its sender were hostile.

Nothing is extracted to disk, nothing outside the file is read, no part is read beyond its limit, and XML with a
document type (the door for entities) is refused.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

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

NO_DTD = "{} 里有文档类型声明（DTD），有安全隐患，拒收"
ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"']{1,40})|)")
LIKE_ASCII = {b"utf-8", b"utf8", b"us-ascii", b"ascii", b"gb2312", b"gbk", b"gb18030", b"iso-8859-1", b"windows-1252"}
"""Encodings in which a tag is the bytes that it is in ASCII, so that what is looked for is found."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "/officeDocument"
DEPTH = 256
"""Elements within each other that libxml2 reads of a stranger's text (its xmlParserMaxDepth)."""


class WordError(ValueError):
    """A file that cannot be read as a Word document; the message says why, in Chinese."""


def container(head: bytes, whole: bytes = b"") -> str:
    """What a file is by its first bytes: zip, encrypted, ole (old .doc, .wps), rtf or other."""
    if head.startswith(b"PK"):
        return "zip"
    if head.startswith(OLE):
        return "encrypted" if "EncryptedPackage".encode("utf-16-le") in whole else "ole"
    return "rtf" if head.startswith(b"{\\rtf") else "other"

Relationships = dict[str, tuple[str, str, bool]]
"""Relationships by id: (type, target, external)."""


class Package:
    """The parts of the .docx at `path`. Raises WordError for whatever is no readable Word document."""

    def __init__(self, path: Path | bytes) -> None:
        """`path` may also be the content of a file: a document that another one takes in."""
        size = len(path) if isinstance(path, bytes) else path.stat().st_size
        if size > MAX_FILE:
            raise WordError(f"文件 {size / 2**20:.0f} MB，超过 {MAX_FILE // 2**20} MB 的上限")
        if size == 0:
            raise WordError("文件是空的")
        self._file = file = io.BytesIO(path) if isinstance(path, bytes) else path.open("rb")
        try:
            look_before_opening(file, size)
            self._zip = zipfile.ZipFile(file)
        except WordError:
            file.close()
            raise
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error) as error:
            file.close()
            raise WordError("文件不完整或已损坏，打不开") from error
        self._infos: dict[str, zipfile.ZipInfo] = {}
        self._links: dict[str, Relationships] = {}
        self._by_name: dict[str, str] = {}
        for info in self._zip.infolist():
            name = part_name(info.filename)
            if ".." in name.split("/"):
                self.close()
                raise WordError(f"压缩包里有越界的文件名：{name[:60]!r}")
            self._infos[self._by_name.setdefault(name.lower(), name)] = info

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()
        self._file.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts."""
        return tuple(self._infos)

    def _own(self, name: str) -> str:
        """A part's name as the package writes it: capitals tell no parts apart (ECMA-376 part 2, 6.2.2.3)."""
        return self._by_name.get(name.lower(), name)

    def read(self, name: str, limit: int) -> bytes:
        """The bytes of a part, at most `limit`; WordError when it is missing, damaged, encrypted or larger."""
        info = self._infos.get(self._own(name))
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
        return parse_xml(self.read(name, MAX_XML), name)

    def related(self, part: str) -> Relationships:
        """The relationships of a part by id: (type, target, external). Internal targets are part names."""
        if part not in self._links:
            self._links[part] = self._relationships(part)
        return self._links[part]

    def _relationships(self, part: str) -> Relationships:
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", base + ".rels")
        if self._own(name) not in self._infos:
            return {}
        found = {}
        for link in self.xml(name):
            target, external = link.get("Target", ""), link.get("TargetMode") == "External"
            if not external:
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                target = self._own(posixpath.normpath(joined.replace("\\", "/")).lstrip("/"))
            found[link.get("Id", "")] = (link.get("Type", ""), target, external)
        return found

    def optional(self, suffix: str) -> etree._Element | None:
        """The XML part that the main part calls its `suffix` (styles, numbering, footnotes …), if it has one."""
        for kind, target, external in self.related(self.main).values():
            if kind.endswith("/" + suffix) and not external and target in self._infos:
                return self.xml(target)
        return None

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        found = self.related("")
        for kind, target, external in found.values():
            if kind.endswith(MAIN) and not external and target in self._infos:
                return target
        raise WordError("里面没有 Word 正文，不是 Word 文档")


def part_name(name: str) -> str:
    """A part's name as others write it: some programs begin it with / or ./ or part it with \\."""
    return name.replace("\\", "/").removeprefix("./").lstrip("/")


def _refuse(data: bytes, name: str) -> None:
    """Refuse XML that is dangerous before it is parsed: a document type, an unusual encoding, too many tags."""
    if any("<!DOCTYPE".encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be")):
        raise WordError(NO_DTD.format(name))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")) and b"\0\0" not in data[:5]
    stated = ENCODING.match(data)
    if not wide and (stated is None or (stated[1] or b"utf-8").lower() not in LIKE_ASCII):
        raise WordError(f"{name} 的文字编码不合规定（应为 UTF-8），拒收；请在 Word 里打开后另存为 .docx")
    if data.count(b"<") > MAX_TAGS:
        raise WordError(f"{name} 的标记多于 {MAX_TAGS:,} 个，拒收")


def look_before_opening(file: BinaryIO, size: int) -> None:
    """Refuse by the last bytes of a file of `size` bytes, before zipfile builds a record for every entry.

    Raises WordError for what is no package, is damaged, or has too many entries.
    """
    head = file.read(8)
    kind = container(head, head + file.read() if head == OLE else b"")
    if kind == "encrypted":
        raise WordError("文件已加密，请去掉打开密码后再导入")
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
    file.seek(0)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root element of XML from a stranger; `name` is how messages call it. Raises WordError."""
    _refuse(data, name)
    for strict, transitional in STRICT.items():
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
                             remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "Excessive depth" in str(error):
            raise WordError(f"{name} 里的标记一层套一层，多于 {DEPTH} 层，拒收") from error
        line, column = getattr(error, "position", (0, 0))
        where = f"，在第 {line} 行第 {column} 列断开" if line else ""
        raise WordError(f"{name} 不是完好的 XML{where}；请在 Word 或 WPS 里打开、另存为 .docx 再导入") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise WordError(NO_DTD.format(name))
    return root
