"""The ledger's rows for the browser: a list of what can be chosen, and a file of rows for each campaign."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from review.model import Entry, Library
from review.show import addresses
from review.show.views.ledger import DUES, SECTIONS, Case, LedgerRow, cases
from review.show.views.names import LISTED, NO_THEME, excerpt, ordinal, short
from review.show.views.state import STATES

FOLDER = "ledger/data"
NONE = "none"
"""Stands for a theme or a leader that is not there."""


def ledger_files(library: Library) -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of each file; nothing of an empty ledger."""
    found = cases(library)
    if not found:
        return
    by_campaign: dict[str, list[tuple[int, Case]]] = {}
    for n, case in enumerate(found):
        by_campaign.setdefault(case.material.campaign, []).append((n, case))
    campaigns = [c for c in reversed(library.vocabulary.campaigns) if c.id in by_campaign]
    for campaign in campaigns:
        yield f"{FOLDER}/{campaign.id}.json", _json([_case(n, case) for n, case in by_campaign[campaign.id]])
    yield f"{FOLDER}/index.json", _json({
        "asOf": str(library.as_of),
        "sections": SECTIONS,
        "segments": [campaign.id for campaign in campaigns],
        "facets": {
            "status": _facet({css: state for state, css in reversed(STATES.items())}, found, "status"),
            "due": _facet(DUES, found, "due", asked=("late", "month")),
            "campaign": _facet({c.id: f"{c.year} {c.label or short(c)}" for c in campaigns}, found, "campaign"),
            "unit": _facet({u.id: u.name for u in library.vocabulary.units}, found, "unit"),
            "theme": _facet({t.id: t.name for t in library.vocabulary.themes} | {NONE: NO_THEME}, found, "theme"),
            "leader": _facet(_leaders(found), found, "leader"),
        },
    })  # fmt: skip


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _leaders(found: Sequence[Case]) -> dict[str, str]:
    counts = Counter(row.ledger.leader for case in found for row in case.rows if row.ledger.leader)
    return {leader: leader for leader, _ in counts.most_common()} | {NONE: "未写"}


def _facet(
    names: dict[str, str], found: Sequence[Case], facet: str, asked: Sequence[str] = ()
) -> list[tuple[str, str, int]]:
    """Value, name and rows of each value that the ledger has, and of those that are asked for though there are none."""
    counts = Counter(value for case in found for row in case.rows for value in _values(case, row)[facet])
    return [(value, name, counts[value]) for value, name in names.items() if counts[value] or value in asked]


def _values(case: Case, row: LedgerRow) -> dict[str, Sequence[str]]:
    theme = (case.problem or row.measure).theme
    return {
        "status": [STATES[row.state]],
        "due": row.dues,
        "campaign": [case.material.campaign],
        "unit": [case.unit.id],
        "theme": [theme.id if theme else NONE],
        "leader": [row.ledger.leader or NONE],
    }


def _case(place: int, case: Case) -> dict[str, Any]:
    problem = case.problem
    heading = problem and (problem.canonical.name if problem.canonical else problem.heading_name)
    return {
        "place": place,
        "unit": case.unit.name,
        "post": case.material.author or case.material.kind,
        "year": case.year,
        "heading": heading or "",
        "opening": excerpt(problem.opening, LISTED) if problem else "",
        "page": _page(problem) if problem else "",
        "type": problem.type.name if problem and problem.type else "",
        "typePage": addresses.from_root(addresses.problem(problem.type.id)) if problem and problem.type else "",
        "again": [(year, _page(entry)) for year, entry in case.again],
        "rows": [_row(case, row) for row in case.rows],
    }


def _row(case: Case, row: LedgerRow) -> dict[str, Any]:
    entry = row.ledger
    return {
        "number": ordinal(row.measure),
        "opening": row.measure.opening,
        "page": _page(row.measure),
        "others": row.others,
        "inferred": row.inferred,
        "leader": entry.leader,
        "owner": entry.owner,
        "due": entry.due.text,
        "year": row.year,
        "last": str(entry.due.last or ""),
        "hint": row.hint,
        "state": row.state,
        "progress": entry.progress,
        "signed": row.signed,
        "section": row.section,
        "facets": _values(case, row),
    }


def _page(entry: Entry) -> str:
    """Where an entry is read, from the site's root."""
    page, anchor = addresses.item(entry).split("#")
    return f"{quote(addresses.from_root(page))}#{anchor}"
