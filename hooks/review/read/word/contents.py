"""Tables of contents in any form: by their style, field or control, by their links, or typed with page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from review.read.word.blocks import Block
from review.read.word.report import Report

NAME = re.compile(r"[\s　]*(?:目[\s　]*[录錄次]|CONTENTS)[\s　:：]*", re.IGNORECASE)
LINE = re.compile(r"(?P<name>\S.*?)(?P<gap>[\s.…·．_—-]*)[(（]?(?P<page>\d{1,3})[)）]?\s*")
LED = re.compile(r"\t|[.…·．]{3}|[…]")
"""What leads the eye from a name to its page number."""


def without_contents(blocks: Iterable[Block], report: Report) -> list[Block]:
    """The blocks that are no contents; every line that is left out is reported."""
    blocks = list(blocks)
    out = _marked(blocks) | _typed(blocks)
    for at in sorted(out):
        report.paragraph = blocks[at].at or report.paragraph
        report.add("word-contents", blocks[at].text)
    return [block for at, block in enumerate(blocks) if at not in out]


def _marked(blocks: list[Block]) -> set[int]:
    """Lines that Word itself calls contents, with the line 目录 above them."""
    marked = {at for at, block in enumerate(blocks) if block.kind == "contents"}
    return marked | {at - 1 for at in marked if at and NAME.fullmatch(blocks[at - 1].text)}


def _typed(blocks: list[Block]) -> set[int]:
    """Three or more lines that end in ascending page numbers, led there by dots or a tab, or below a line 目录."""
    found: set[int] = set()
    at = 0
    while at < len(blocks):
        named = bool(NAME.fullmatch(blocks[at].text))
        begin = at + named
        end = _run_end(blocks, begin, named)
        if end - begin >= 3:
            found.update(range(at, end))
        at = max(end, begin, at + 1)
    return found


def _run_end(blocks: list[Block], begin: int, named: bool) -> int:
    last, at = 0, begin
    while at < len(blocks):
        line = LINE.fullmatch(blocks[at].text) if blocks[at].kind == "text" and len(blocks[at].text) < 120 else None
        if line is None or int(line["page"]) < last or not (named or LED.search(line["gap"])):
            break
        last, at = int(line["page"]), at + 1
    return at
