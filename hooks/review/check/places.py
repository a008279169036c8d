"""Problems whose type stays open: for the editor, with the likeliest types."""

from __future__ import annotations

from collections.abc import Iterator

from review.check.rules import finding
from review.model import Entry, Finding, Library, Problem

SHOWN = 60
"""Characters of an opening that a message names."""


def check_places(library: Library) -> Iterator[Finding]:
    """A finding for each problem of the library that got no type."""
    for entry in (entry for material in library.materials for entry in library.by_material[material.id]):
        if entry.sort is Problem and entry.type is None:
            yield finding("problem-open", _message(entry), entry.item.at.path, entry.item.at.line)


def _message(entry: Entry) -> str:
    opening = entry.item.opening
    said = f"“{opening[:SHOWN]}{'……' if len(opening) > SHOWN else ''}”归不到哪一类"
    if not entry.suggestions:
        return f"{said}，也没有相近的；可把它的词加进 vocabulary/problems.yml，或在 problems: 里写明类型。"
    number = entry.item.id.removeprefix("p").replace("-", ".")
    likely = "、".join(f"{s.place.name}（{s.place.id}，{s.share:.0%}）" for s in entry.suggestions)
    stated = f'"{number}": {{type: {entry.suggestions[0].place.id}}}'
    return f"{said}，最像：{likely}；可在 problems: 里写明，例：{stated}。"
