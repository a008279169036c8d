"""Pictures in a Word file: kept when they are what the site can show, refused with a reason otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from review.read.word.bare import BrokenPicture, bare_picture
from review.read.word.package import MAX_PICTURE, Package, WordError

MAX_PICTURES = 50
MAX_TOTAL = 40 * 2**20
"""Bytes of all pictures of one document."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A picture to be kept beside the material."""

    name: str
    """图1.png, in the order of the document."""
    data: bytes
    """The file, without the writer's details (EXIF, text chunks)."""


class Pictures:
    """The pictures of the package's main part, asked for by relationship id."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._links = package.related(package.main)
        self._kept: dict[str, Picture] = {}

    @property
    def kept(self) -> tuple[Picture, ...]:
        """The pictures taken so far, each once, in order."""
        return tuple(self._kept.values())

    def take(self, id: str | None) -> tuple[Picture | None, str]:
        """The picture with this relationship id, or None and the reason why it is refused."""
        _, target, external = self._links.get(id or "", ("", "", False))
        if external:
            return None, "在文档以外（链接的图片），不去取"
        if target in self._kept:
            return self._kept[target], ""
        if not target:
            return None, "文档里找不到"
        if len(self._kept) >= MAX_PICTURES:
            return None, f"多于 {MAX_PICTURES} 张"
        try:
            data = self._package.read(target, MAX_PICTURE)
        except WordError as error:
            return None, str(error)
        if sum(len(p.data) for p in self._kept.values()) + len(data) > MAX_TOTAL:
            return None, f"图片总共超过 {MAX_TOTAL // 2**20} MB"
        ending = ending_of(data)
        if ending is None:
            return None, f"{target.rsplit('.', 1)[-1]} 格式不能在网页上显示，请另存为 PNG 或 JPG"
        try:
            shown = without_details(data, ending)
        except BrokenPicture as error:
            return None, str(error)
        self._kept[target] = Picture(name=f"图{len(self._kept) + 1}.{ending}", data=shown)
        return self._kept[target], ""


def ending_of(data: bytes) -> str | None:
    """png, jpg, gif or webp by the first bytes; the name of the file is not believed."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def without_details(data: bytes, ending: str) -> bytes:
    """The picture without what tells of its maker: author, device, place. Raises BrokenPicture."""
    return bare_picture(data, ending)
