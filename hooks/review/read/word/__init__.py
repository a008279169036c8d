"""Word files (.docx, and .doc or .wps through LibreOffice): their text with its structure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from review.model import Finding, Position
from review.read.word.document import Body, read_body
from review.read.word.legacy import as_docx
from review.read.word.package import Package, WordError
from review.read.word.pictures import Picture
from review.read.word.proof import missing, say
from review.read.word.render import render
from review.read.word.report import Report
from review.read.word.visible import Shown

__all__ = ["Picture", "Shown", "WordError", "WordText", "read_word"]

OLD = (".doc", ".wps", ".rtf")
MAX_TEXT = 1_000_000
"""Characters; the longest material known has 30,000."""
READ = ("正文", "文本框", "脚注", "尾注")
"""Stories that belong to the text; the others are left out, and said."""
PAGE = re.compile(r"[\W\d_]*(?:第[\W\d_]*页)?[\W\d_]*(?:共[\W\d_]*页)?[\W\d_]*")
"""A running head with a page number only."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordText:
    """What was read from a Word file."""

    text: str
    """One logical line a paragraph, blank lines between; ordinals written out; tables as Markdown.

    A picture, 图1.png, stands as 〔图1〕 in a paragraph of its own.
    """
    pictures: tuple[Picture, ...]
    findings: tuple[Finding, ...]
    """What was left out or changed; the line of a finding is the number of its paragraph."""
    stories: tuple[Shown, ...] = ()
    """Every text of the file, that of headers, text boxes, comments and properties included, read or not."""


def read_word(path: Path) -> WordText:
    """Read a Word file. Raises WordError, with the reason in Chinese, for what is none or is dangerous."""
    if path.suffix.lower() in OLD:
        with as_docx(path) as made:
            return _read(made, str(path))
    return _read(path, str(path))


def _read(path: Path, name: str) -> WordText:
    report = Report(paragraph=0)
    with Package(path) as package:
        body = read_body(package, report)
    return _made(body, name, report)


def _made(body: Body, name: str, report: Report) -> WordText:
    """The text of a body; what is shown in the file and not found in it is an error among the findings."""
    text = render(body.blocks, report)
    if len(text) > MAX_TEXT:
        raise WordError(f"正文 {len(text)} 字，超过 {MAX_TEXT} 字的上限")
    _stories(body.stories, report)
    proven = [t for story in body.stories if story.kind in READ for t in story.paragraphs]
    places = missing(proven, text, report.left)
    found = report.findings(name)
    if places:
        lost = Finding(rule="word-missing", severity="error", message=say(places), at=Position(path=name, line=1))
        found = (lost, *found)
    return WordText(text=text, pictures=body.pictures, findings=found, stories=body.stories)


def _stories(stories: tuple[Shown, ...], report: Report) -> None:
    """Say what stands outside the body: running heads that are more than page numbers, drawings, damaged parts."""
    for story in stories:
        report.paragraph = 1
        for text in dict.fromkeys(story.paragraphs):
            if story.kind in ("页眉", "页脚") and not PAGE.fullmatch(text):
                report.add("word-header", text)
            elif story.kind in ("图示", "读不出"):
                report.add("word-object", f"{story.kind} {text}")
