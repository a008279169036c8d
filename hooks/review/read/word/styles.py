"""What a style says, with what it inherits (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from lxml import etree

from review.read.word.names import W, number, switch, val

WORDS = "图注"
SIGNS = {"材料部分": "##", "材料小标题": "###", WORDS: WORDS}
"""Styles of the Word files that the library writes, and the Markdown that a paragraph of them stands for; WORDS are
those of the picture above."""
DEEPEST = 50
"""Styles in one chain of inheritance; Word stops at 11."""


class Styles:
    """The styles of a document; `root` is the styles part, or None where it has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {} if root is None else {s.get(W + "styleId"): s for s in root.iterfind(W + "style")}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = {name: switch(defaults, name) for name in ("b", "vanish")}
        self._usual = next(
            (id for id, s in self._styles.items()
             if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true")), None)
        self._switches: dict[tuple[str | None, str], bool] = {}
        self._fonts: dict[tuple[str | None, str | None], str | None] = {}
        self._chains: dict[str | None, list[etree._Element]] = {}

    def chain(self, id: str | None) -> list[etree._Element]:
        """The style with this id (None: the default paragraph style), then those it is based on."""
        id = id or self._usual
        if id not in self._chains:
            found: dict[str, etree._Element] = {}
            at = id
            while at is not None and at in self._styles and at not in found and len(found) < DEEPEST:
                found[at] = self._styles[at]
                at = val(found[at], "basedOn")
            self._chains[id] = list(found.values())
        return self._chains[id]

    def name(self, id: str | None) -> str:
        """The style's name in lower case: `heading 1`, `toc 2`, `title`; empty when there is no such style."""
        chain = self.chain(id)
        return (val(chain[0], "name") or "").lower() if chain else ""

    def outline(self, id: str | None) -> int | None:
        """Outline level from 0; None for body text."""
        for style in self.chain(id):
            level = number(style.find(W + "pPr"), "outlineLvl")
            if level is not None:
                return level if level < 9 else None
        return None

    def numbering(self, id: str | None) -> tuple[int | None, int | None, str | None]:
        """(numId, level, id of the style that states either first); None where nothing is stated.

        The two are inherited apart: a style based on a numbered one may state its level only.
        """
        num = level = owner = None
        for style in self.chain(id):
            stated = style.find(f"{W}pPr/{W}numPr")
            if stated is not None:
                owner = owner or style.get(W + "styleId")
                num = number(stated, "numId") if num is None else num
                level = number(stated, "ilvl") if level is None else level
        return num, level, owner

    def centred(self, id: str | None) -> bool:
        """Whether the style of this id, or one it is based on, centres paragraphs."""
        for style in self.chain(id):
            stated = val(style.find(W + "pPr"), "jc")
            if stated is not None:
                return stated == "center"
        return False

    def font(self, paragraph: str | None, run: etree._Element | None) -> str | None:
        """The font of a run's Latin characters and signs, stated by it, its character style or its paragraph's."""
        return _font(run) or self._style_font(val(run, "rStyle"), paragraph)

    def _style_font(self, character: str | None, paragraph: str | None) -> str | None:
        key = character, paragraph
        if key not in self._fonts:
            styles = (*(self.chain(character) if character else ()), *self.chain(paragraph))
            self._fonts[key] = next(filter(None, (_font(style.find(W + "rPr")) for style in styles)), None)
        return self._fonts[key]

    def is_on(self, name: str, paragraph: str | None, run: etree._Element | None) -> bool:
        """Whether a run with properties `run` in a paragraph of style `paragraph` is bold (b) or hidden (vanish)."""
        stated = switch(run, name)
        if stated is not None:
            return stated
        if self._defaults[name]:
            return True
        character = val(run, "rStyle")
        return self._switch(paragraph or self._usual, name) != (bool(character) and self._switch(character, name))

    def _switch(self, id: str | None, name: str) -> bool:
        key = (id, name)
        if key not in self._switches:
            stated = (switch(style.find(W + "rPr"), name) for style in self.chain(id))
            self._switches[key] = next((s for s in stated if s is not None), False)
        return self._switches[key]


def _font(properties: etree._Element | None) -> str | None:
    fonts = None if properties is None else properties.find(W + "rFonts")
    if fonts is None or fonts.get(W + "asciiTheme"):
        return None
    return fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
