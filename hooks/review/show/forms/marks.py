"""How a change is shown, everywhere in one way: what is gone struck through, what is new underlined."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from review.model import DiffMark

ELEMENTS = {"same": "", "gone": "del", "new": "ins"}
HIDDEN = {"gone": "删去：", "new": "添上："}
"""What is read aloud before a mark."""


def marked(parts: Iterable[tuple[DiffMark, str]]) -> Markup:
    """Words with what is gone and what is new, on one line."""
    said: list[str] = []
    for change, text in parts:
        line = " ".join(text.split("\n"))
        words = str(escape(line if said else line.lstrip()))
        if element := ELEMENTS[change]:
            words = f'<{element}><span class="vh">{HIDDEN[change]}</span>{words}</{element}>'
        said.append(words)
    return Markup("".join(said))
