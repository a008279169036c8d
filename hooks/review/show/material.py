"""A material's page: its text exactly as written, and in the margin what each part of it belongs with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from review.model import (
    Campaign,
    CanonicalHeading,
    Cause,
    Document,
    Entry,
    Heading,
    Item,
    Library,
    Material,
    Measure,
    Page,
    Paragraph,
    Problem,
    Section,
    Unit,
)
from review.read.beside import named_pictures
from review.read.structure.doubts import label_name
from review.show import addresses, forms
from review.show.markdown import render, text
from review.show.notes import Index, Notes

AUDIENCES = {"draft": "草稿", "internal": "内部", "restricted": "限制"}
_KIND_OF_DOCUMENT = re.compile(r"(?=“)|(?<=”)|(?=(?:个人|班子)?(?:对照检查|检视剖析|对照检视|剖析)(?:材料|发言)?)")
Pictures = dict[str, str]
_LABEL = 16
"""A heading that no campaign prescribes is cut to this many characters in the contents."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """A paragraph, or a table, that is no item."""

    id: str
    text: str
    pictures: Pictures
    """Of its material: 图1 to its source."""
    kind: str = "prose"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
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
    count: int
    """Problems under it in the whole library."""
    address: str
    """Its page; empty for a heading that no campaign prescribes."""
    marked: bool
    """False: its shortcomings are plain prose."""
    kind: str = "heading"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A problem, cause or measure with its margin."""

    id: str
    name: str
    """第 2.1 个问题: what its `#` is called."""
    bold: str
    rest: str
    paragraphs: tuple[str, ...]
    notes: Notes
    pictures: Pictures
    """Of its material: 图1 to its source."""
    kind: str = "item"


Block = Prose | Part | ShownHeading | Shown


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """The line below the title."""

    plain: tuple[str, ...]
    counts: tuple[tuple[int, str, str], ...]
    """Figure, unit word, id of the first: 5, 个方面, h1."""
    unmarked: tuple[ShownHeading, ...]


def pages(index: Index, materials: Iterable[Material] | None = None) -> Iterator[Page]:
    """A page for each material of the library, or for these of them."""
    turns = _turns(index.library)
    for material in index.library.materials if materials is None else materials:
        yield _page(index, material, *turns[material.id])


def _page(index: Index, material: Material, before: Material | None, after: Material | None) -> Page:
    unit, campaign = index.units[material.unit], index.campaigns[material.campaign]
    pictures = named_pictures(material)
    blocks = tuple(_blocks(index, material, pictures))
    notes = [block.notes for block in blocks if isinstance(block, Shown)]
    return render(
        "material.md.jinja",
        addresses.material(material),
        edit_path=material.path,
        material=material,
        title=title(material, unit),
        steps=(
            (f"{campaign.year} {short(campaign)}", addresses.campaign(campaign.id)),
            (unit.name, addresses.unit(unit.id)),
        ),
        facts=_facts(index, material, blocks),
        inferred=any(inferred(margin) for margin in notes),
        doubts=tuple(_doubts(material.document)) if index.library.audience == "staff" else (),
        preamble=tuple(_prose(p, pictures) for p in material.document.preamble),
        blocks=blocks,
        tail=tuple(_prose(p, pictures) for p in material.document.tail),
        contents=[block for block in blocks if isinstance(block, Part | ShownHeading)],
        before=before,
        after=after,
        address=addresses.material,
        item=forms.item,
        prose=_written,
    )


def short(campaign: Campaign) -> str:
    """A campaign's name without what all campaigns share: 党史学习教育专题民主生活会 is 党史学习教育."""
    return campaign.name.removesuffix("民主生活会").removesuffix("专题") or campaign.name


def title(material: Material, unit: Unit) -> Markup:
    """A title that breaks only between unit and post, campaign, “…” and what kind of document it is."""
    heads = (name + material.author for name in (unit.name, *unit.aliases))
    head = next((head for head in heads if material.title.startswith(head)), "")
    parts = [head, *_KIND_OF_DOCUMENT.split(material.title.removeprefix(head))]
    return Markup("<wbr>").join(text(part) for part in parts if part)


def _facts(index: Index, material: Material, blocks: tuple[Block, ...]) -> Facts:
    document, date = material.document, material.date
    counts = (
        (document.headings, "个方面"),
        (document.problems, "个问题"),
        (document.causes, "条根源"),
        (document.measures, "项措施"),
    )
    return Facts(
        plain=(
            index.post(material),
            f"{date.year} 年 {date.month} 月 {date.day} 日",
            AUDIENCES[material.visibility],
        ),
        counts=tuple((len(found), word, found[0].id if found else "") for found, word in counts),
        unmarked=tuple(b for b in blocks if isinstance(b, ShownHeading) and not b.marked),
    )


def _doubts(document: Document) -> Iterator[tuple[str, str]]:
    """What the reader is not sure of, as the page names it, with the id of the block that holds it."""
    entries: list[Section | Heading | Paragraph | Item] = [*document.preamble]
    for section in document.sections:
        entries.append(section)
        for found in section.content:
            entries += [found, *getattr(found, "content", ())]
    for doubt in document.doubts:
        said = f"{doubt.text[:_LABEL]}（读作{label_name(doubt.read)}，也可能是{label_name(doubt.other)}）"
        above = [e for e in entries if e.at.line <= doubt.at.line]
        own = [e for e in above if e.at.line == doubt.at.line and doubt.text in e.raw]
        yield said, (own or above or entries)[-1].id if entries else ""


def _written(prose: Prose, url: forms.Url) -> Markup:
    return Markup(forms.paragraph(prose.text, prose.id, prose.pictures, url))


def _blocks(index: Index, material: Material, pictures: Pictures) -> Iterator[Block]:
    for section in material.document.sections:
        if section.title or section.marker:
            yield Part(id=section.id, title=section.marker + section.title)
        for found in section.content:
            if isinstance(found, Heading):
                yield _shown_heading(index, material, found)
                yield from (_block(index, material, inner, pictures) for inner in found.content)
            else:
                yield _block(index, material, found, pictures)


def _block(index: Index, material: Material, found: Paragraph | Item, pictures: Pictures) -> Block:
    return _prose(found, pictures) if isinstance(found, Paragraph) else _shown(index, material, found, pictures)


def _prose(paragraph: Paragraph, pictures: Pictures) -> Prose:
    return Prose(id=paragraph.id, text=paragraph.text, pictures=pictures)


def _shown_heading(index: Index, material: Material, heading: Heading) -> ShownHeading:
    canonical = index.library.canonical.get(f"{material.id}#{heading.id}")
    name = canonical.name if canonical else heading.name
    return ShownHeading(
        id=heading.id,
        wording=heading.marker + heading.wording,
        label=heading.marker + (name if canonical or len(name) <= _LABEL else name[:_LABEL] + "…"),
        canonical=canonical,
        count=len(index.library.by_heading.get(canonical.id, ())) if canonical else 0,
        address=addresses.heading(canonical.id) if canonical else "",
        marked=bool(heading.problems),
    )


def _shown(index: Index, material: Material, item: Item, pictures: Pictures) -> Shown:
    entry = index.library.entries[f"{material.id}#{item.id}"]
    return Shown(
        id=item.id,
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


def inferred(notes: Notes) -> bool:
    """Whether any link in a margin is inferred, so that the page needs the key."""
    return bool(notes.chip and notes.chip.inferred) or any(
        link.inferred for links in notes.links for link in (*links.shown, *links.rest)
    )


def _turns(library: Library) -> dict[str, tuple[Material | None, Material | None]]:
    """By material id: the one before it and the one after it within its campaign."""
    turns: dict[str, tuple[Material | None, Material | None]] = {}
    for materials in library.by_campaign.values():
        before: dict[str, Material] = {b.id: a for a, b in pairwise(materials)}
        after: dict[str, Material] = {a.id: b for a, b in pairwise(materials)}
        turns |= {m.id: (before.get(m.id), after.get(m.id)) for m in materials}
    return turns
