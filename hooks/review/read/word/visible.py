"""What a Word file shows, counted without our reader: every text of every part, whatever it is used for.

This is the other side of the proof that nothing was lost (proof.py), so it shares no rule with the reader: it knows no
fields, no numbering, no styles. It only leaves out what was deleted, and one of two branches that say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from review.read.word.names import CHART, CHART_EX, MC, A, M, V, W
from review.read.word.package import MAX_XML, Package, WordError

KINDS = {"document": "正文", "footnotes": "脚注", "endnotes": "尾注",
         "comments": "批注", "hdr": "页眉", "ftr": "页脚"}
"""What the root element of a part says it is; any other part that has words draws something."""
BOX, ART, DRAWING, UNREADABLE = "文本框", "艺术字", "图示", "读不出"
OWN = ("批注", "页眉", "页脚")
"""Stories whose boxes and word art belong to them: what is not read of a story is not read of its boxes either."""
PROPERTIES = "属性"
DELETED = {W + "del", W + "moveFrom"}
TEXTLESS = {"styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme", "customXml"}
"""Kinds of parts that hold no text; most of what a program's template brings along."""
HAS_TEXT = re.compile(rb"<(?:\w+:)?(?:[tv]|pt|textpath)[\s>]")
_NUMBER = re.compile(r"[\d.eE+-]*")
"""A value of a chart."""
TEXT = {W + "t", A + "t", M + "t"}
DRAWN = (A + "t", CHART + "v", CHART_EX + "v", CHART_EX + "pt")
KNOWN = re.compile(r"http://schemas\.(microsoft\.com/office|openxmlformats\.org)/|urn:schemas-microsoft-com:")
"""Namespaces that Word understands."""


@dataclass(frozen=True, slots=True)
class VisibleStory:
    """One story of a Word file: the body, a header, the text boxes of one of them …"""

    kind: str
    """正文, 页眉, 页脚, 脚注, 尾注, 批注, 文本框, 艺术字, 图示, 属性; 读不出 with the reason."""
    part: str
    """The part that holds it: word/header1.xml."""
    paragraphs: tuple[str, ...]
    """Each paragraph's text, without what was deleted and without automatic ordinals; none is empty."""


def visible_stories(package: Package) -> tuple[VisibleStory, ...]:
    """Every story of a package, the body first, properties last; a damaged part is a story 读不出 with the reason.

    Properties hold the names of people: they are there to be checked, never to be shown.
    """
    found: dict[tuple[str, str], list[str]] = {}
    links = package.related(package.main).values()
    without = {package.main, *(target for kind, target, _ in links if kind.rpartition("/")[2] in TEXTLESS)}
    for part in [package.main, *(name for name in package.names if name not in without)]:
        if part != package.main and (not part.lower().endswith(".xml") or "/glossary/" in part):
            continue
        try:
            for kind, text in _texts(package, part):
                if text.strip():
                    found.setdefault((kind, part), []).append(text)
        except WordError as error:
            found[(UNREADABLE, part)] = [str(error)]
    rows = [VisibleStory(kind, part, tuple(texts)) for (kind, part), texts in found.items()]
    return tuple(sorted(rows, key=lambda row: row.kind == PROPERTIES))


def _texts(package: Package, part: str) -> Iterator[tuple[str, str]]:
    if part.startswith("docProps/"):
        yield from ((PROPERTIES, element.text or "") for element in package.xml(part).iter() if not len(element))
        return
    data = package.read(part, MAX_XML)
    if not HAS_TEXT.search(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    root = package.xml(part)
    kind = KINDS.get(root.tag.rpartition("}")[2])
    if kind is None:  # words of a drawing stand in DrawingML, not in paragraphs of Word
        texts = (element.text or "" for element in root.iter(*DRAWN))
        yield from ((DRAWING, text) for text in texts if not _NUMBER.fullmatch(text))
        return
    paragraphs: list[tuple[str, list[str]]] = [(kind, [])]  # the first is what stands in no paragraph
    _walk(root, kind, paragraphs[0][1], paragraphs)
    yield from ((kind, "".join(texts)) for kind, texts in paragraphs)


def _walk(element: etree._Element, kind: str, texts: list[str], paragraphs: list[tuple[str, list[str]]]) -> None:
    for child in element:
        tag = child.tag
        if tag in TEXT:
            texts.append(child.text or "")
        elif tag == W + "noBreakHyphen":
            texts.append("-")
        elif tag == W + "p":
            inside: list[str] = []
            paragraphs.append((kind, inside))
            _walk(child, kind, inside, paragraphs)
        elif tag in DELETED:
            continue
        elif tag == MC + "AlternateContent":
            branch = _branch(child)
            if branch is not None:
                _walk(branch, kind, texts, paragraphs)
        elif tag == W + "txbxContent":
            _walk(child, kind if kind in OWN else BOX, texts, paragraphs)
        elif tag == V + "textpath":
            paragraphs.append((kind if kind in OWN else ART, [child.get("string", "")]))
        elif len(child):
            _walk(child, kind, texts, paragraphs)


def _branch(alternate: etree._Element) -> etree._Element | None:
    """The first choice that Word can show, else the fallback."""
    for child in alternate:
        needs = child.get("Requires", "").split()
        if child.tag == MC + "Fallback" or all(KNOWN.match(child.nsmap.get(prefix) or "") for prefix in needs):
            return child
    return None
