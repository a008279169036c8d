"""The ledger's pages (整改台账): the most urgent measures, which a script narrows; all by unit; and empty ones."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family, Library, Page, Unit
from review.show import addresses
from review.show.data.ledger import ledger_files
from review.show.forms.templates import render
from review.show.views.blank import blank, has_ledger, to_fill, unregistered
from review.show.views.ledger import FIRST, LIMIT, Case, cases, show, split_cases
from review.show.views.listing import Group, pager, parts
from review.show.views.names import LISTED, NO_MEASURE, excerpt, ordinal
from review.show.views.notes import Index


def families(index: Index) -> Iterator[Family]:
    """The ledger's pages."""
    told, library = index.told, index.library
    held = told.materials(material for material in library.materials if material.ledger)
    waiting = [(unit.id, unit.name, count) for unit, count in _waiting(library)]
    rests = [(unit.id, _unregistered(library, unit)) for unit in library.vocabulary.units]
    shows = told.digest(held, library.as_of, waiting, waiting and _measures_of(library), rests)
    yield Family(name="ledger", shows=shows, pages=partial(pages, library), files=partial(ledger_files, library))
    for unit in library.vocabulary.units:
        given = library.by_unit.get(unit.id, ())
        if materials := to_fill(library, given):
            shows = told.digest(unit.id, unit.name, has_ledger(given), told.materials(materials))
            yield Family(name=f"ledger:{unit.id}", shows=shows, pages=partial(_blank, library, unit))


def pages(library: Library) -> Iterator[Page]:
    """The ledger's pages."""
    found = cases(library)
    by_unit: dict[str, list[Case]] = {}
    for case in found:
        by_unit.setdefault(case.unit.id, []).append(case)
    units = [(unit, sum(len(case.rows) for case in by_unit[unit.id])) for unit in library.vocabulary.units
             if unit.id in by_unit]  # fmt: skip
    first = split_cases(found, FIRST)[0] if found else []
    yield _page(library, addresses.ledger(), found, first, units=units)
    for unit, _ in units:
        of_unit = by_unit[unit.id]
        pieces = split_cases(of_unit, LIMIT)
        names = [unit.id if not n else f"{unit.id}-{n + 1}" for n in range(len(pieces))]
        for name, part in zip(names, pieces, strict=True):
            lead = [(f"第 {n} 部分", _measures(p), addresses.ledger(a), a == name)
                    for n, (a, p) in enumerate(zip(names, pieces, strict=True), 1)]  # fmt: skip
            yield _page(library, addresses.ledger(name), of_unit, part, unit=unit, parts=lead)


def _blank(library: Library, unit: Unit) -> Iterator[Page]:
    """The empty ledger of a unit."""
    view = blank(library, library.by_unit[unit.id])
    assert view
    at = partial(_blank_address, addresses.empty_ledger(unit, view.rest))
    listed = parts(
        Group(key=f"g{n}", label=f"{of.author or of.kind}　{of.title}", rows=cases, total=unregistered(of))
        for n, (of, cases) in enumerate(view.materials, 1)
    )
    for part in listed:
        yield render(
            "ledger-blank.html.jinja",
            at(part.slug),
            a=addresses,
            excerpt=partial(excerpt, length=LISTED),
            lack=NO_MEASURE,
            part=part,
            parts=pager(listed, part, at),
            unit=unit,
            view=view,
        )


def _blank_address(part: str, slug: str) -> str:
    return addresses.ledger(f"{part}/{slug}" if slug else part)


def _waiting(library: Library) -> list[tuple[Unit, int]]:
    """How many measures each unit's empty ledger has, in a library that has no ledger yet."""
    if any(material.ledger for material in library.materials):
        return []
    lacks = ((unit, _unregistered(library, unit)) for unit in library.vocabulary.units)
    return [(unit, count) for unit, count in lacks if count]


def _unregistered(library: Library, unit: Unit) -> int:
    """How many measures of its newest year a unit lacks in the ledger."""
    return sum(map(unregistered, to_fill(library, library.by_unit.get(unit.id, ()))))


def _measures_of(library: Library) -> int:
    """How many measures could stand in the ledger."""
    return sum(material.counts[2] for material in library.materials)


def _measures(part: list[Case]) -> int:
    return sum(len(case.rows) for case in part)


def _page(
    library: Library,
    address: str,
    found: list[Case] | tuple[Case, ...],
    shown: list[Case],
    *,
    units: list[tuple[Unit, int]] | None = None,
    unit: Unit | None = None,
    parts: list[tuple[str, int, str, bool]] | None = None,
) -> Page:
    return render(
        "ledger.html.jinja",
        address,
        a=addresses,
        as_of=library.as_of,
        excerpt=partial(excerpt, length=LISTED),
        ordinal=ordinal,
        parts=parts or [],
        unit=unit,
        units=units or [],
        view=show(found, shown),
        missing=_unregistered(library, unit) if unit else 0,
        waiting=_waiting(library),
        measures=_measures_of(library),
    )
