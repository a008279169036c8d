"""Word documents in one XML file: a package in one (pkg:package), and the text of Word 2003 XML (w:wordDocument).

The text is counted without LibreOffice, only for the proof.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile

from lxml import etree

from review.read.word.package import WordError, parse_xml

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"

_STORIES = {"footnote": "脚注", "endnote": "尾注", "txbxContent": "文本框", "hdr": "页眉", "ftr": "页脚",
            "comment": "批注"}  # fmt: skip
_WORD = ("http://schemas.microsoft.com/office/word/2003/wordml",
         "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
         "http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
_GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DELETED = {"del", "moveFrom", "Fallback"}
"""A fallback says again what its choice says."""
_HINTS = "http://schemas.microsoft.com/office/word/2003/auxHint"
_ORDINAL = re.compile(r"\w")
"""What an automatic ordinal holds; a bullet holds none."""
_ANNOTATIONS = {"Word.Deletion", "Word.Comment", "Word.Insertion.Deletion"}


def unflattened(data: bytes) -> bytes:
    """A package in one XML file (Flat OPC) as the archive that it stands for. Raises WordError."""
    parts: dict[str, bytes] = {}
    for part in parse_xml(data, "文件").iterfind(_PKG + "part"):
        name, content = part.get(_PKG + "name", "").lstrip("/"), part.find(f"{_PKG}xmlData/*")
        try:
            bare = base64.b64decode(part.findtext(_PKG + "binaryData", ""))
        except ValueError as error:
            raise WordError(f"{name} 已损坏，打不开") from error
        parts[name] = bare if content is None else etree.tostring(content, encoding="UTF-8")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, written in parts.items():
            package.writestr(name, written)
    return made.getvalue()


def flat_shown(data: bytes) -> list[tuple[str, list[str]]]:
    """The paragraphs that the file shows, by the kind of their story: 正文, 脚注, 文本框 …

    Raises WordError where it is no sound XML.
    """
    found: list[tuple[str, list[str]]] = []
    _walk(parse_xml(data, "文件"), "正文", [], found)
    stories: dict[str, list[str]] = {}
    for kind, pieces in found:
        if (text := "".join(pieces)).strip():
            stories.setdefault(kind, []).append(text)
    return list(stories.items())


def _walk(element: etree._Element, kind: str, text: list[str], found: list[tuple[str, list[str]]]) -> None:
    for child in element:
        space, _, name = child.tag[1:].rpartition("}")
        if name == "annotation" and _type(child) in _ANNOTATIONS or name in _DELETED:
            continue
        if space == _HINTS and name == "t":  # the automatic ordinal, as Word 2003 showed it
            text += [said for said in map(str, child.attrib.values()) if _ORDINAL.search(said)][:1]
        elif space not in _WORD:
            _walk(child, kind, text, found)
        elif name == "t":
            text.append(child.text or "")
        elif name in _GAPS:
            text.append(_GAPS[name])
        elif name == "p":
            own: list[str] = []
            found.append((kind, own))
            _walk(child, kind, own, found)
        elif name != "tabs":
            _walk(child, _STORIES.get(name, kind), text, found)


def _type(annotation: etree._Element) -> str:
    return next((str(value) for name, value in annotation.attrib.items() if str(name).endswith("}type")), "")
