"""The text of a Word document in one XML file, counted without LibreOffice; only for the proof.

Word 2003 XML (w:wordDocument) and a package in one file (pkg:package) name what shows text alike.
"""

from __future__ import annotations

import re

from lxml import etree

from review.read.word.package import parse_xml

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
