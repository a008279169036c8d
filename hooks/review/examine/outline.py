"""What a material gives without its words: what overview pages count. Most edits leave it as it was."""

from __future__ import annotations

from review.model import Cause, Entry, Measure, Problem
from review.relate.library import Related

_KINDS = {Problem: "p", Cause: "c", Measure: "m"}


def outline(related: Related) -> bytes:
    """Who and when, and how many items of which kind, where and of what; equal for materials that are counted alike."""
    m, canonical = related.material, related.canonical
    front = (m.path, m.title, m.campaign, m.unit, m.author, m.kind, m.date.isoformat(), m.visibility)
    ledger = [(id, one.status, str(one.due), str(one.closed)) for id, one in m.ledger.items()]
    headings = [(h.id, bool(h.content), len(h.problems), h.id in canonical and canonical[h.id].id)
                for h in m.document.headings]  # fmt: skip
    return repr((front, ledger, headings, list(map(_place, related.entries)))).encode("utf-8", "surrogatepass")


def _place(entry: Entry) -> tuple[object, ...]:
    links = [[one.key for one in found] for found in (entry.problems, entry.causes, entry.measures)]
    placed = (entry.heading, entry.canonical, entry.theme, entry.type)
    return entry.key, _KINDS[entry.sort], entry.degree, [one and one.id for one in placed], links
