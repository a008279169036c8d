"""What a style says, with what it inherits (ECMA-376 part 1, 17.7)."""

from __future__ import annotations

from lxml import etree

from review.read.word.names import W, number, switch, value


class Styles:
    """The styles of a document; `root` is the styles part, or None where it has none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles = {} if root is None else {s.get(W + "styleId"): s for s in root.iter(W + "style")}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = {name: switch(defaults, name) for name in ("b", "vanish")}
        self._usual = next(
            (id for id, s in self._styles.items()
             if s.get(W + "type") == "paragraph" and s.get(W + "default") in ("1", "true")), None)
        self._switches: dict[tuple[str | None, str], bool] = {}

    def chain(self, id: str | None) -> list[etree._Element]:
        """The style with this id (None: the default paragraph style), then those it is based on."""
        found: list[etree._Element] = []
        id = id or self._usual
        while id in self._styles and self._styles[id] not in found:
            found.append(self._styles[id])
            id = value(found[-1], "basedOn")
        return found

    def name(self, id: str | None) -> str:
        """The style's name in lower case: `heading 1`, `toc 2`, `title`; empty when there is no such style."""
        chain = self.chain(id)
        return (value(chain[0], "name") or "").lower() if chain else ""

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
            stated = value(style.find(W + "pPr"), "jc")
            if stated is not None:
                return stated == "center"
        return False

    def is_on(self, name: str, paragraph: str | None, run: etree._Element | None) -> bool:
        """Whether a run with properties `run` in a paragraph of style `paragraph` is bold (b) or hidden (vanish)."""
        stated = switch(run, name)
        if stated is not None:
            return stated
        if self._defaults[name]:
            return True
        character = value(run, "rStyle")
        return self._switch(paragraph or self._usual, name) != (bool(character) and self._switch(character, name))

    def _switch(self, id: str | None, name: str) -> bool:
        key = (id, name)
        if key not in self._switches:
            stated = (switch(style.find(W + "rPr"), name) for style in self.chain(id))
            self._switches[key] = next((s for s in stated if s is not None), False)
        return self._switches[key]
