"""Word files, and what stands for them: their text with its structure, and the proof that nothing of it was lost."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from review.model import Finding, Position
from review.read.word.doc import doc_shown, streams
from review.read.word.document import WordDocument, read_body
from review.read.word.flat import flat_shown, unflattened
from review.read.word.guard import is_large, limited
from review.read.word.html import html_blocks, html_shown
from review.read.word.kinds import kind_of, refuse
from review.read.word.legacy import ENDINGS, as_docx
from review.read.word.odt import odt_body, read_odt
from review.read.word.odt_names import OFFICE
from review.read.word.origin import Origin
from review.read.word.package import MAX_FILE, MAX_XML, Package, WordError, parse_xml
from review.read.word.pictures import Picture
from review.read.word.proof import missing, say
from review.read.word.render import as_markdown
from review.read.word.report import Report
from review.read.word.rtf import rtf_shown
from review.read.word.visible import VisibleStory

__all__ = ["Picture", "VisibleStory", "WordError", "WordText", "read_word"]

MAX_TEXT = 1_000_000
"""Characters; the longest material known has 30,000."""
READ = ("正文", "文本框", "脚注", "尾注")
"""Stories that belong to the text; the others are left out, and said."""
CONVERTED: dict[str, tuple[str, Callable[[bytes], list[tuple[str, list[str]]]]]] = {
    "ole": ("DOC", doc_shown), "rtf": ("RTF", lambda data: [("正文", rtf_shown(data))]), "xml": ("XML", flat_shown),
}  # fmt: skip
"""By kind, what the part is called whose stories were counted before the file was converted, and how."""
LED_PAGE = re.compile(r"\t\d{1,4}\s*$")
"""The page number of a line of contents, which LibreOffice counts anew."""
PAGE = re.compile(r"[\W\d_]*(?:第[\W\d_]*页)?[\W\d_]*(?:共[\W\d_]*页)?[\W\d_]*")
"""A running head with a page number only."""
_BROKEN = re.compile(r"错误[!！]\s*(?:未找到引用源|未定义书签|未指定书签)"
                     r"|Error[!:] (?:Reference source not found|Bookmark not defined)")
"""What Word and LibreOffice show where a reference leads nowhere any more."""


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
    stories: tuple[VisibleStory, ...] = ()
    """Every text of the file, that of headers, text boxes, comments and properties included, read or not."""
    origin: Origin | None = None
    """The material that it was exported from, as it says."""


def read_word(path: Path) -> WordText:
    """Read a Word file, or what stands for one. Raises WordError, with the reason in Chinese and the next step.

    What the file is, is seen from its bytes: its name may say anything.
    """
    size = path.stat().st_size
    if size > MAX_FILE:
        raise WordError(f"文件 {size / 2**20:.0f} MB，超过 {MAX_FILE // 2**20} MB 的上限")
    kind = kind_of(path)
    refuse(kind)
    if kind == "text" and path.suffix.lower() not in (".doc", ".wps", ".rtf"):
        raise WordError("不是 Word 文档；内容若是文字，请把扩展名改为 .txt 再导入，否则请重新取一份")
    if kind == "ole":
        streams(path.read_bytes())  # LibreOffice asks what to do with a damaged file, and nobody answers
    if kind in ENDINGS:
        began = time.monotonic()
        with as_docx(path, kind) as made:
            spent, large = time.monotonic() - began, is_large(path)
            return _read(made, "docx", str(path), lambda: _before(path.read_bytes(), kind), spent, large)
    return _read(path, kind, str(path), tuple)


def _read(path: Path, kind: str, name: str, before: Callable[[], tuple[VisibleStory, ...]], spent: float = 0,
          large: bool = False) -> WordText:
    """Read at once, or where it is large in a process with limits.

    `before` counts what was there before a conversion, which has `spent` seconds and may have been of a `large` file.
    """

    def read() -> WordText:
        report = Report(paragraph=0)
        if kind in ("html", "text"):
            data = part_bytes(path)
            stories = (VisibleStory("正文", path.name, tuple(html_shown(data))),)
            body = WordDocument(blocks=html_blocks(data, report), stories=stories)
        elif kind == "fodt":
            root = parse_xml(part_bytes(path), "文件")
            body = odt_body([root], [*root.iter(OFFICE + "meta")], report)
        else:
            with Package(unflattened(part_bytes(path)) if kind == "flat" else path) as package:
                body = read_odt(package, report) if kind == "odt" else read_body(package, report)
        body.stories += before()
        return _made(body, name, report)

    return limited(read, spent) if large or is_large(path) else read()


def part_bytes(path: Path) -> bytes:
    """The content of a file of one part. Raises WordError where it is larger than a part may be."""
    with path.open("rb") as file:
        data = file.read(MAX_XML + 1)
    if len(data) > MAX_XML:
        raise WordError(f"文件超过 {MAX_XML // 2**20} MB 的上限")
    return data


def _before(data: bytes, kind: str) -> tuple[VisibleStory, ...]:
    """What a file shows that LibreOffice converted, counted in the file itself: what the conversion lost is seen."""
    part, count = CONVERTED[kind]
    return tuple(VisibleStory(name, part, tuple(LED_PAGE.sub("", t) for t in texts)) for name, texts in count(data))


def _made(body: WordDocument, name: str, report: Report) -> WordText:
    """The text of a body; what is shown in the file and not found in it is an error among the findings."""
    text = as_markdown(body.blocks, report)
    if len(text) > MAX_TEXT:
        raise WordError(f"正文 {len(text)} 字，超过 {MAX_TEXT} 字的上限")
    _stories(body.stories, report)
    for broken in _BROKEN.finditer(text):
        report.add("word-broken", text[max(0, broken.start() - 8) : broken.end() + 4].strip())
    places: list[str] = []
    for counted in _counts(body.stories):
        places += [place for place in missing(counted, text, report.left) if place not in places]
    found = report.findings(name)
    if places:
        lost = Finding(rule="word-missing", severity="error", message=say(places), at=Position(path=name, line=1))
        found = (lost, *found)
    return WordText(text=text, pictures=body.pictures, findings=found, stories=body.stories, origin=body.origin)


def _counts(stories: tuple[VisibleStory, ...]) -> list[list[str]]:
    """The texts that have to be found, once as the package holds them, once as the file did before its conversion."""
    read = [story for story in stories if story.kind in READ]
    before = [part for part, _ in CONVERTED.values()]
    return [[text for story in read if (story.part in before) == converted for text in story.paragraphs]
            for converted in (False, True)]


def _stories(stories: tuple[VisibleStory, ...], report: Report) -> None:
    """Say what stands outside the body: running heads that are more than page numbers, drawings, damaged parts."""
    said: set[tuple[str, str]] = set()
    for story in stories:
        report.paragraph = 1
        for text in dict.fromkeys(story.paragraphs):
            if (story.kind, text) in said:
                continue
            said.add((story.kind, text))
            if story.kind in ("页眉", "页脚") and not PAGE.fullmatch(text):
                report.add("word-header", text)
            elif story.kind in ("图示", "读不出"):
                report.add("word-object", f"{story.kind} {text}")
