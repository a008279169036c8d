"""The styles of an OpenDocument text: what is centred, hidden, or in a font of signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from review.read.word.odt_names import FO, STYLE, TEXT
from review.read.word.symbols import is_symbol_font

_DEEPEST = 50
"""Styles of which one is based on the next."""


class OdtStyles:
    """All styles of a document, found by family and name; those of the text come before those of the page."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles = {(e.get(STYLE + "family"), e.get(STYLE + "name")): e
                        for root in reversed([*roots]) for e in root.iter(STYLE + "style")}

    def is_centred(self, paragraph: etree._Element) -> bool:
        """Whether a paragraph stands in the middle of its line."""
        return self._said(paragraph, "paragraph-properties", FO + "text-align") == "center"

    def hides(self, element: etree._Element) -> bool:
        """Whether a section, paragraph or run is not shown."""
        if element.get(TEXT + "is-hidden", "") == "true" or element.get(TEXT + "display") == "none":
            return True
        return self._said(element, "text-properties", TEXT + "display") == "none"

    def font(self, element: etree._Element) -> str | None:
        """The font of signs that an element is set in."""
        name = self._said(element, "text-properties", STYLE + "font-name")
        return name if is_symbol_font(name) else None

    def _said(self, element: etree._Element, properties: str, name: str) -> str | None:
        """What the style of an element, or one that it is based on, says of a property."""
        for style in self._based(element):
            found = style.find(STYLE + properties)
            if found is not None and (value := found.get(name)) is not None:
                return str(value)
        return None

    def _based(self, element: etree._Element) -> Iterator[etree._Element]:
        family = "text" if element.tag == TEXT + "span" else "paragraph"
        name = element.get(TEXT + "style-name")
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(STYLE + "parent-style-name")
