"""A Word package as blocks: its body, and the documents that it takes in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from review.read.word.blocks import Block
from review.read.word.bound import unlike
from review.read.word.compat import resolve
from review.read.word.contents import without_contents
from review.read.word.fields import FieldStack
from review.read.word.flat import unflattened
from review.read.word.html import html_blocks
from review.read.word.names import W
from review.read.word.numbering import Numbering
from review.read.word.origin import Origin, origin_of
from review.read.word.package import MAX_XML, Package, WordError, container
from review.read.word.pictures import Picture, Pictures
from review.read.word.report import Report
from review.read.word.runs import Runs, text_of
from review.read.word.story import Story
from review.read.word.styles import Styles
from review.read.word.visible import VisibleStory, visible_stories

NOT_TAKEN_IN = {kind: f"是{name}，请在 Word 里打开整个文件，另存一次" for kind, name in
                (("rtf", " RTF"), ("ole", "旧版 Word 文件"), ("encrypted", "加密的文件"))}  # fmt: skip
"""What is said of a document that is taken in and cannot be read where it lies, by what it is."""
DEEPEST = 3
"""Documents that take in one another."""


@dataclass(kw_only=True, slots=True)
class WordDocument:
    """What a document holds."""

    blocks: list[Block]
    stories: tuple[VisibleStory, ...]
    """Every text of the package, counted apart from the blocks."""
    pictures: tuple[Picture, ...] = field(default=())
    origin: Origin | None = None


def read_body(package: Package, report: Report, depth: int = 0) -> WordDocument:
    """The blocks of a package's bodies in order, without contents. Raises WordError."""
    bodies = resolve(package.xml(package.main)).findall(W + "body")
    if not bodies:
        raise WordError("里面没有 Word 正文，不是 Word 文档")
    taken: list[VisibleStory] = []
    story, pictures = _story(package, report, taken, depth)
    blocks = [block for body in bodies for block in story(body)]
    _comments(package, report)
    for shown, data in (pair for body in bodies for pair in unlike(package, body)):
        report.add("word-bound", f"“{shown[:10]}”，数据是“{data[:10]}”")
    stories = (*visible_stories(package), *taken)
    return WordDocument(blocks=without_contents(blocks, report), stories=stories, pictures=pictures.kept,
                        origin=origin_of(package))


def _story(package: Package, report: Report, taken: list[VisibleStory], depth: int
) -> tuple[Callable[[etree._Element], Iterable[Block]], Pictures]:
    def part(name: str) -> etree._Element | None:
        root = package.optional(name)
        return root if root is None else resolve(root)

    styles, pictures = Styles(part("styles")), Pictures(package)
    numbering = Numbering(part("numbering"), styles)
    fields = FieldStack(numbering, report)
    notes = {"footnote": part("footnotes"), "endnote": part("endnotes")}
    for root in notes.values():
        if root is not None:
            fields.look_ahead(root)
    runs = Runs(styles, fields, pictures, package.related(package.main), report)

    def chunk(id: str) -> Iterable[Block]:
        _, target, _ = package.related(package.main).get(id, ("", "", False))
        return _taken_in(package, target, report, taken, depth)

    made = Story(styles, numbering, fields, runs, notes, chunk, report)

    def blocks(body: etree._Element) -> Iterable[Block]:
        fields.look_ahead(body)
        return made.blocks(body)

    return blocks, pictures


def _taken_in(package: Package, part: str, report: Report, taken: list[VisibleStory], depth: int) -> list[Block]:
    """The blocks of a document in the package that its body takes in whole (w:altChunk): Word, HTML or text."""
    try:
        data = package.read(part, MAX_XML)
        if depth >= DEEPEST:
            raise WordError("并入的层数太多")
        if step := NOT_TAKEN_IN.get(container(data)):
            raise WordError(step)
        if data.startswith(b"PK") or b"<pkg:package" in data[:4096]:
            with Package(data if data.startswith(b"PK") else unflattened(data)) as inner:
                body = read_body(inner, report, depth + 1)
            taken += body.stories
            blocks = [block for block in body.blocks if block.kind != "picture"]
            for picture in body.pictures:
                report.add("word-refused", f"并入的文档里的 {picture.name}")
        else:
            blocks = html_blocks(data, report)
    except WordError as error:
        report.add("word-elsewhere", f"并入的 {part.rpartition('/')[2]}（{error}）")
        return []
    report.add("word-chunk", part.rpartition("/")[2])
    return blocks


def _comments(package: Package, report: Report) -> None:
    root = package.optional("comments")
    for comment in [] if root is None else root.iter(W + "comment"):
        report.paragraph = 1
        report.add("word-comment", text_of(comment))
