"""What was changed of the vocabulary, in words: of which records, and how much of the library is placed by them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from review.model import Library, VocabularyChange
from review.show import addresses
from review.show.views.names import short

FILES = {
    "problems": ("问题类型", addresses.PROBLEMS),
    "units": ("单位名录", addresses.UNITS),
    "campaigns": ("活动和方面", addresses.CAMPAIGNS),
    "glossary": ("词语", addresses.GLOSSARY),
}
NAMED = 3
"""Records that a title names."""


class Reworded(NamedTuple):
    """A change of the vocabulary as a row of what is new."""

    title: str
    target: str
    said: str
    amount: str


def rewordings(library: Library) -> list[tuple[VocabularyChange, Reworded]]:
    """Each change of the vocabulary with its row; named are only records that the vocabulary still has."""
    changes = library.history.words
    placed: Counter[tuple[str, str]] = Counter()
    if any(one.file == "problems" for one in changes):
        entries = library.entries.values()
        placed.update((e.theme.id if e.theme else "", e.type.id if e.type else "") for e in entries)
    return [(one, _row(library, one, placed)) for one in changes]


def _row(library: Library, one: VocabularyChange, placed: Mapping[tuple[str, str], int]) -> Reworded:
    what, target = FILES[one.file]
    known = _names(library, one.file)
    touched = [id for id in (*one.new, *one.changed) if id in known]
    total = len(one.new) + len(one.changed) + one.gone
    names = "、".join(known[id] for id in touched[:NAMED])
    more = f"等 {total} 项" if total > len(touched[:NAMED]) else ""
    counts = ((len(one.new), "新加"), (len(one.changed), "改"), (one.gone, "撤去"))
    done = "，".join(f"{word} {count} 项" for count, word in counts if count)
    said = "；".join((*one.reasons, done + _under(library, one.file, frozenset(touched), placed)))
    return Reworded(f"{what}：{names}{more}" if names else what, target, said, f"{total} 项")


def _names(library: Library, file: str) -> Mapping[str, str]:
    words = library.vocabulary
    if file == "problems":
        types = {type.id: type.name for theme in words.themes for type in theme.types}
        return {theme.id: theme.name for theme in words.themes} | types
    if file == "units":
        return {unit.id: unit.name for unit in words.units}
    if file == "campaigns":
        return {one.id: f"{one.year} {short(one)}" for one in words.campaigns}
    return {term.written: term.written for term in words.terms}


def _under(library: Library, file: str, ids: frozenset[str], placed: Mapping[tuple[str, str], int]) -> str:
    """How much stands under the records today; `placed` counts entries by theme and type."""
    if file == "problems":
        count = sum(found for place, found in placed.items() if not ids.isdisjoint(place))
        return f"，现有 {count} 条归在其下" if count else ""
    held = library.by_unit if file == "units" else library.by_campaign if file == "campaigns" else {}
    count = sum(len(held.get(id, ())) for id in ids)
    return f"，现有 {count} 份材料" if count else ""
