"""The ledger's pages (整改台账): the most urgent measures, which a script narrows and lengthens; and all by unit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family, Library, Page, Unit
from review.show import addresses
from review.show.data.ledger import ledger_files
from review.show.forms.templates import render
from review.show.views.ledger import FIRST, LIMIT, Case, cases, show, split_cases
from review.show.views.names import LISTED, excerpt, ordinal
from review.show.views.notes import Index


def families(index: Index) -> Iterator[Family]:
    """The ledger's pages."""
    told, library = index.told, index.library
    held = told.materials(material for material in library.materials if material.ledger)
    shows = told.digest(held, library.as_of, _waiting(library))
    yield Family(name="ledger", shows=shows, pages=partial(pages, library), files=partial(ledger_files, library))


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
        parts = split_cases(of_unit, LIMIT)
        names = [unit.id if not n else f"{unit.id}-{n + 1}" for n in range(len(parts))]
        for name, part in zip(names, parts, strict=True):
            lead = [(f"第 {n} 部分", _measures(p), addresses.ledger(a), a == name)
                    for n, (a, p) in enumerate(zip(names, parts, strict=True), 1)]  # fmt: skip
            yield _page(library, addresses.ledger(name), of_unit, part, unit=unit, parts=lead)


def _waiting(library: Library) -> int:
    """How many measures could stand in a ledger that has none yet."""
    empty = not any(material.ledger for material in library.materials)
    return sum(material.counts[2] for material in library.materials) if empty else 0


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
        waiting=_waiting(library),
    )
