"""What an OpenDocument text shows, counted without the reader of its blocks; only for the proof."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from review.read.word.odt_names import OFFICE, STYLE, TEXT, UNREAD
from review.read.word.visible import VisibleStory


def odt_shown(
    text: etree._Element | None, roots: list[etree._Element], meta: list[etree._Element]
) -> tuple[VisibleStory, ...]:
    """The stories of the file, by kind: all their characters but deleted ones, comments and citations."""
    apart = UNREAD | {OFFICE + "annotation", TEXT + "note-citation", TEXT + "ruby-text"}

    def walk(element: etree._Element) -> Iterator[str]:
        if element.tag not in apart:
            yield element.text or ""
            for child in element:
                if child.tag in (TEXT + "p", TEXT + "h"):
                    yield "\n"
                yield from walk(child)
                if child.tag in (TEXT + "p", TEXT + "h"):
                    yield "\n"
                yield child.tail or ""

    def lines(element: etree._Element) -> tuple[str, ...]:
        return tuple(line for line in "".join(walk(element)).split("\n") if line.strip())

    found = [] if text is None else [VisibleStory("正文", "content.xml", lines(text))]
    for kind, name in (("页眉", "header"), ("页脚", "footer")):
        for element in (e for root in roots for e in root.iter(STYLE + name)):
            found.append(VisibleStory(kind, "styles.xml", lines(element)))
    for root in meta:
        said = tuple(e.text for e in root.iter() if not len(e) and e.text and e.text.strip())
        found.append(VisibleStory("属性", "meta.xml", said))
    return tuple(story for story in found if story.paragraphs)
