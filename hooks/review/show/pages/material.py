"""A material's page: its text exactly as written, and in the margin what each part of it belongs with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from markupsafe import Markup

from review.model import Family, Material, Page
from review.read.beside import named_pictures
from review.show import addresses
from review.show.forms import entries
from review.show.forms.marks import marked
from review.show.forms.templates import render
from review.show.forms.titles import title
from review.show.views.compare import against
from review.show.views.history import foot
from review.show.views.material import (
    Prose,
    SectionTitle,
    ShownHeading,
    ShownItem,
    facts,
    page_blocks,
    prose,
    shown_doubts,
    shown_unusual,
    turns,
)
from review.show.views.names import short
from review.show.views.notes import Index, inferred


def families(index: Index) -> Iterator[Family]:
    """A page for each material."""
    shows = index.told.digest(index.told.materials(index.library.materials), index.told.history)
    yield Family(name="materials", shows=shows, pages=partial(pages, index))


def pages(index: Index) -> Iterator[Page]:
    """A page for each material of the library."""
    neighbours, compared, told = turns(index.library), against(index), index.told
    for material in index.library.materials:
        before, after = neighbours[material.id]
        yield Page(
            src_uri=addresses.material(material),
            write=partial(_text, index, material, before, after, compared.get(material.id)),
            edit_path=material.path,
            shows=told.digest(
                told.materials([material]),
                *map(_turn, (before, after)),
                compared.get(material.id),
                index.changes.get(material.id),
            ),
        )


def texts(index: Index, materials: Iterable[Material]) -> Iterator[tuple[Material, str]]:
    """Each of these materials with the text of its page; what all others say is not looked at for that."""
    neighbours, compared = turns(index.library), against(index)
    for material in materials:
        yield material, _text(index, material, *neighbours[material.id], compared.get(material.id))


def _turn(material: Material | None) -> tuple[str, str] | None:
    return (material.id, material.title) if material else None


def _text(
    index: Index,
    material: Material,
    before: Material | None,
    after: Material | None,
    compared: tuple[int, str] | None,
) -> str:
    unit, campaign = index.units[material.unit], index.campaigns[material.campaign]
    pictures, staff = named_pictures(material), index.library.audience == "staff"
    shown = tuple(page_blocks(index, material, pictures))
    notes = [block.notes for block in shown if isinstance(block, ShownItem)]
    text = render(
        "material.html.jinja",
        addresses.material(material),
        a=addresses,
        material=material,
        title=title(material, unit),
        unit=unit,
        steps=(
            (f"{campaign.year} {short(campaign)}", addresses.campaign(campaign.id)),
            (unit.name, addresses.unit(unit.id)),
        ),
        facts=facts(index, material, shown),
        inferred=any(inferred(margin) for margin in notes),
        unusual=shown_unusual(material) if staff else (),
        doubts=tuple(shown_doubts(material.document)) if staff else (),
        staff=staff,
        preamble=tuple(prose(p, pictures) for p in material.document.preamble),
        blocks=shown,
        tail=tuple(prose(p, pictures) for p in material.document.tail),
        contents=[block for block in shown if isinstance(block, SectionTitle | ShownHeading)],
        against=compared,
        before=before,
        after=after,
        foot=foot(material, changes, index.library.vocabulary) if (changes := index.changes.get(material.id)) else None,
        marked=marked,
        address=addresses.material,
        item=entries.item,
        prose=_written,
    ).text
    return entries.numbered(text)


def _written(found: Prose, url: entries.Url) -> Markup:
    return Markup(entries.paragraph(found.text, found.id, found.pictures, url, goes_on=found.goes_on))
