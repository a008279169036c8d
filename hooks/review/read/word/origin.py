"""Which material a Word file was made from, in a property that Word, WPS and LibreOffice keep when they save it.

A custom property (ECMA-376 part 1, 22.3; in OpenDocument meta:user-defined) holds the material's path and the digest
of its body. Whoever writes a material of his own into a colleague's file hands it on: it proves nothing by itself.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from review.read.text.digest import text_digest
from review.read.word.package import Package, WordError

NAME = "review.origin"
_TO_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""A digest without figures, so that no run of them looks like somebody's number."""
_TO_DIGITS = str.maketrans("ghijklmnop", "0123456789")


@dataclass(frozen=True, slots=True)
class Origin:
    """A material as it was when a file was made from it."""

    path: str
    """Relative to the library's root; whatever a stranger wrote there."""
    body: str
    """The digest of its body."""

    @classmethod
    def of(cls, path: str, body: str) -> Origin:
        """The material at `path` with this body."""
        return cls(path, text_digest(body.lstrip("\n")))

    def __str__(self) -> str:
        return f"{self.path} {self.body.translate(_TO_LETTERS)}"


def origin_of(package: Package) -> Origin | None:
    """What the custom properties of a .docx say; None where they say nothing or are not sound."""
    for kind, target, external in package.related("").values():
        if kind.endswith("/custom-properties") and not external:
            with suppress(WordError):
                return origin_in(package.xml(target), "name")
    return None


def origin_in(properties: etree._Element, key: str) -> Origin | None:
    """The same of a file's properties, each an element with its name in the attribute `key`."""
    for one in properties.iter(etree.Element):
        if one.get(key) == NAME:
            path, _, body = str(one.xpath("string()")).strip().rpartition(" ")
            return Origin(path, body.translate(_TO_DIGITS)) if path else None
    return None
