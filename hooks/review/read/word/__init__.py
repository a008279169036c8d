"""Word files (.docx, and .doc or .wps through LibreOffice): their text with its structure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from review.model import Finding
from review.read.word.legacy import as_docx
from review.read.word.names import W
from review.read.word.numbering import Numbering
from review.read.word.package import Package, WordError
from review.read.word.pictures import Picture, Pictures
from review.read.word.render import render
from review.read.word.report import Report
from review.read.word.runs import Runs, text_of
from review.read.word.story import Story
from review.read.word.styles import Styles
from review.read.word.visible import Shown, shown

__all__ = ["Picture", "Shown", "WordError", "WordText", "read_word"]

OLD = (".doc", ".wps", ".rtf")
MAX_TEXT = 1_000_000
"""Characters; the longest material known has 30,000."""


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
        body = package.xml(package.main).find(W + "body")
        if body is None:
            raise WordError("里面没有 Word 正文，不是 Word 文档")
        styles, pictures = Styles(package.optional("styles")), Pictures(package)
        notes = {"footnote": package.optional("footnotes"), "endnote": package.optional("endnotes")}
        runs = Runs(styles, pictures, report)
        story = Story(styles, Numbering(package.optional("numbering"), styles), runs, notes, report)
        text = render(story.blocks(body), report)
        _comments(package, report)
        stories = shown(package)
    if len(text) > MAX_TEXT:
        raise WordError(f"正文 {len(text)} 字，超过 {MAX_TEXT} 字的上限")
    return WordText(text=text, pictures=pictures.kept, findings=report.findings(name),
                    stories=stories)


def _comments(package: Package, report: Report) -> None:
    root = package.optional("comments")
    for comment in [] if root is None else root.iter(W + "comment"):
        report.paragraph = 1
        report.add("word-comment", text_of(comment))
