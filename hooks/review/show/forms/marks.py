"""How a change is shown, everywhere in one way: what is gone struck through, what is new underlined."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from review.model import DiffMark
from review.show.forms.markdown import escaped

ELEMENTS = {"same": "", "gone": "del", "new": "ins"}
HIDDEN = {"gone": "删去：", "new": "添上："}
"""What is read aloud before a mark."""


def marked(parts: Iterable[tuple[DiffMark, str]]) -> Markup:
    """Words with what is gone and what is new, on one line."""
    said = []
    for change, text in parts:
        words = escaped(" ".join(text.split("\n")))
        if element := ELEMENTS[change]:
            words = f'<{element}><span class="vh">{HIDDEN[change]}</span>{words}</{element}>'
        said.append(words)
    return Markup("".join(said))
