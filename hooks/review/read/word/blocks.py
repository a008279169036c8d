"""What a Word file is a row of."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A paragraph, a table (its Markdown) or a picture (its name) of the document."""

    text: str
    """A tab is a tab still, the lines of a paragraph are parted by line feeds."""
    kind: str = "text"
    """text, table, picture, or contents for a line of a table of contents."""
    marker: str = ""
    """The automatic ordinal, or "- " for a bullet."""
    outline: int | None = None
    """Outline level from 0, by the paragraph or its style."""
    sign: str = ""
    """In a Word file that the library itself wrote, by its style: ## or ### for a heading, or words of a picture."""
    centred: bool = False
    lead: int = 0
    """Length of the bold beginning of the text; 0 where all of it or none of it is bold."""
    at: int = 0
    """The number of its paragraph, from 1."""


def one_line(block: Block) -> str:
    """A block's text without line ends and the lines of a table; empty for a picture."""
    if block.kind == "picture":
        return ""
    text = re.sub(r"[\s|]*\|(?: --- \|)*[\s|]*", " ", block.text) if block.kind == "table" else block.text
    return re.sub(r"[\n\t]+", " ", block.marker + text).strip()
