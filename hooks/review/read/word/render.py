"""Blocks as text that the document reader reads: one logical line a paragraph, blank lines between."""

from __future__ import annotations

import re
from collections.abc import Iterable

from review.read.word.blocks import Block
from review.read.word.report import Report
from review.read.word.styles import WORDS

ORDINAL = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百]+[、，．.是章节]|[（(][一二三四五六七八九十百\d]+[）)]|\d+[、．.]|[①-⑳]|- )"
)
TITLE = re.compile(r"(?:材料|提纲|报告|汇报|清单|台账)(?:[（(].*[）)])?\s*$")
STOPS = "。，；：！？、,;:!?.方面"
HEADING = 80
"""Characters; what is longer is text that was given a heading's style by mistake."""


def as_markdown(blocks: Iterable[Block], report: Report) -> str:
    """The text of all blocks. Two centred paragraphs that follow each other are the lines of one title."""
    blocks = list(blocks)
    levels = sorted({b.outline for b in blocks if b.outline is not None and _is_heading(b) and not _is_title(b)})
    out: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        if block.sign == WORDS and before is not None and before.kind == "picture":
            out[-1] = f"{out[-1].removesuffix('〕')}：{block.text}〕"
            continue
        together = before is not None and before.centred and block.centred and block.kind == before.kind == "text"
        if out:
            out.append("\n" if together else "\n\n")
        out.append(_block(block, levels, report))
    return "".join(out) + ("\n" if out else "")


def _block(block: Block, levels: list[int], report: Report) -> str:
    if block.kind == "picture":
        return f"〔{block.text.rpartition('.')[0]}〕"
    if block.kind == "table":
        return block.text
    if block.sign and block.sign != WORDS:
        return f"{block.sign} {block.marker}{block.text}"
    marked = bool(block.marker) or bool(ORDINAL.match(block.text))
    text = _lead(block, marked, report).replace("\t", " ")
    if not marked and block.outline in levels[:2] and _is_heading(block) and not _is_title(block):
        return ("##" if block.outline == levels[0] else "###") + " " + text
    return block.marker + text


def _lead(block: Block, marked: bool, report: Report) -> str:
    """The text; a bold heading run in with its text and not parted from it by a mark gets a paragraph of its own."""
    lead, rest = block.text[: block.lead], block.text[block.lead :]
    if not lead.strip() or lead.rstrip()[-1] in STOPS or rest.lstrip()[:1] in STOPS:
        if lead.strip() and not marked:
            report.add("word-lead", lead.strip())
        return block.text
    if not marked or re.fullmatch(ORDINAL.pattern + r"\s*", lead):
        return block.text
    report.add("word-split", lead.strip())
    return lead.rstrip() + "\n\n" + rest.lstrip()


def _is_heading(block: Block) -> bool:
    return block.kind == "text" and block.outline is not None and len(block.text) <= HEADING


def _is_title(block: Block) -> bool:
    return bool(TITLE.search(block.text)) and not block.marker
