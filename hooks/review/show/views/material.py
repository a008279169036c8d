"""What a material's page shows: every block of its text, and in the margin what each part of it belongs with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from review.model import (
    CanonicalHeading,
    Cause,
    Document,
    Entry,
    Heading,
    Item,
    Library,
    Material,
    Measure,
    Paragraph,
    Problem,
    Section,
)
from review.read.structure.doubts import label_name
from review.read.structure.markdown import open_ended
from review.show import addresses
from review.show.views.notes import Index, Margin

AUDIENCES = {"draft": "草稿", "internal": "内部", "restricted": "限制"}
PictureSources = dict[str, str]
_LABEL = 16
"""A heading that no campaign prescribes is cut to this many characters in the contents."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """A paragraph, or a table, that is no item."""

    id: str
    text: str
    pictures: PictureSources
    """Of its material: 图1 to its source."""
    goes_on: bool = False
    """In the paragraph before it, as the source has it."""
    kind: str = "prose"


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionTitle:
    """The title of a section."""

    id: str
    title: str
    kind: str = "section"


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownHeading:
    """A heading (方面) with its place in the library."""

    id: str
    wording: str
    label: str
    """As the contents show it: （一）感悟“两个确立”."""
    canonical: CanonicalHeading | None
    address: str
    """Its page; empty for a heading that no campaign prescribes."""
    marked: bool
    """False: its shortcomings are plain prose."""
    kind: str = "heading"


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownItem:
    """A problem, cause or measure with its margin."""

    id: str
    line: int
    """Of its file, where it begins."""
    name: str
    """第 2.1 个问题: what its `#` is called."""
    bold: str
    rest: str
    paragraphs: tuple[str, ...]
    notes: Margin
    pictures: PictureSources
    """Of its material: 图1 to its source."""
    goes_on: bool = False
    """In the paragraph before it, as the source has it."""
    kind: str = "item"


PageBlock = Prose | SectionTitle | ShownHeading | ShownItem


@dataclass(frozen=True, kw_only=True, slots=True)
class MaterialFacts:
    """The line below the title."""

    plain: tuple[str, ...]
    counts: tuple[tuple[int, str, str], ...]
    """Figure, unit word, id of the first: 5, 个方面, h1."""
    unmarked: tuple[ShownHeading, ...]


def facts(index: Index, material: Material, blocks: tuple[PageBlock, ...]) -> MaterialFacts:
    """The line below the title of `material`, whose blocks are `blocks`."""
    document, date = material.document, material.date
    counts = (
        (document.headings, "个方面"),
        (document.problems, "个问题"),
        (document.causes, "条根源"),
        (document.measures, "项措施"),
    )
    return MaterialFacts(
        plain=(
            index.post(material),
            f"{date.year} 年 {date.month} 月 {date.day} 日",
            AUDIENCES[material.visibility],
        ),
        counts=tuple((len(found), word, found[0].id if found else "") for found, word in counts),
        unmarked=tuple(b for b in blocks if isinstance(b, ShownHeading) and not b.marked),
    )


def shown_doubts(document: Document) -> Iterator[tuple[str, str]]:
    """What the reader is not sure of, as the page names it, with the id of the block that holds it."""
    entries: list[Section | Heading | Paragraph | Item] = [*document.preamble]
    for section in document.sections:
        entries.append(section)
        entries += _in_order(section)
    for doubt in document.doubts:
        said = f"{doubt.text[:_LABEL]}（读作{label_name(doubt.read)}，也可能是{label_name(doubt.other)}）"
        above = [e for e in entries if e.at.line <= doubt.at.line]
        own = [e for e in above if e.at.line == doubt.at.line and doubt.text in e.raw]
        yield said, (own or above or entries)[-1].id if entries else ""


def shown_unusual(material: Material) -> tuple[str, ...]:
    """What says that the whole reading of `material` may be wrong; nothing where an editor has noted it as seen."""
    return () if any(seen.rule == "unusual" for seen in material.seen) else material.document.unusual


def page_blocks(index: Index, material: Material, pictures: PictureSources) -> Iterator[PageBlock]:
    """What stands between the preamble and the tail of `material`, in order."""
    for section in material.document.sections:
        if section.title or section.marker:
            yield SectionTitle(id=section.id, title=section.marker + section.title)
        goes_on = False
        for found in _in_order(section):
            if isinstance(found, Heading):
                yield _shown_heading(index, material, found)
            else:
                yield replace(_block(index, material, found, pictures), goes_on=goes_on)
            goes_on = open_ended(found)


def _block(index: Index, material: Material, found: Paragraph | Item, pictures: PictureSources) -> Prose | ShownItem:
    return prose(found, pictures) if isinstance(found, Paragraph) else _shown(index, material, found, pictures)


def _in_order(section: Section) -> Iterator[Heading | Paragraph | Item]:
    for found in section.content:
        yield found
        yield from getattr(found, "content", ())


def prose(paragraph: Paragraph, pictures: PictureSources) -> Prose:
    """`paragraph` with the pictures of its material."""
    return Prose(id=paragraph.id, text=paragraph.text, pictures=pictures)


def _shown_heading(index: Index, material: Material, heading: Heading) -> ShownHeading:
    canonical = index.library.canonical.get(f"{material.id}#{heading.id}")
    name = canonical.name if canonical else heading.name
    return ShownHeading(
        id=heading.id,
        wording=heading.marker + heading.wording,
        label=heading.marker + (name if canonical or len(name) <= _LABEL else name[:_LABEL] + "…"),
        canonical=canonical,
        address=addresses.heading(canonical.id) if canonical else "",
        marked=bool(heading.problems),
    )


def _shown(index: Index, material: Material, item: Item, pictures: PictureSources) -> ShownItem:
    entry = index.library.entries[f"{material.id}#{item.id}"]
    return ShownItem(
        id=item.id,
        line=item.at.line,
        name=_name(entry),
        bold=item.marker + item.opening + item.stop,
        rest=item.rest,
        paragraphs=item.paragraphs,
        notes=index.notes(entry),
        pictures=pictures,
    )


def _name(entry: Entry) -> str:
    kinds = ((Problem, "问题"), (Cause, "根源"), (Measure, "措施"))
    return next(name for kind, name in kinds if isinstance(entry.item, kind)) + f" {entry.item.id[1:]} 的地址"


def turns(library: Library) -> dict[str, tuple[Material | None, Material | None]]:
    """By material id: the one before it and the one after it within its campaign."""
    turns: dict[str, tuple[Material | None, Material | None]] = {}
    for materials in library.by_campaign.values():
        before: dict[str, Material] = {b.id: a for a, b in pairwise(materials)}
        after: dict[str, Material] = {a.id: b for a, b in pairwise(materials)}
        turns |= {m.id: (before.get(m.id), after.get(m.id)) for m in materials}
    return turns
