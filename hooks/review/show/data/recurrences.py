"""Everything that recurs, for the browser, which narrows it by year, unit and type: one small file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from review.show import addresses
from review.show.views import tally
from review.show.views.notes import Index

FILE = "recurrences/data/all.json"


def recurrence_files(index: Index) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content: names of units and types by id, and rows in the page's order.

    A row is [unit, type, posts], a post [name, years, years in which it named it again];
    nothing of a library where nothing recurs.
    """
    order = {id: number for number, id in enumerate(index.units)}
    found = sorted(index.recurrences, key=lambda one: order[one.unit.id])
    if not found:
        return
    units = {one.unit.id: one.unit.name for one in found}
    types = {one.type.id: (one.type.name, addresses.from_root(addresses.problem(one.type.id))) for one in found}
    rows = [(one.unit.id, one.type.id, [(p.said, p.years, p.back) for p in one.posts]) for one in found]
    data = {"years": tally.years(index.library), "units": units, "types": types, "rows": rows}
    yield FILE, json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
