"""What is new, by day: a page for the newest month, and one for each before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from review.model import Family, Library, Page
from review.show import addresses
from review.show.data.feeds import feed_files
from review.show.forms.templates import render
from review.show.views.changes import KINDS, UNIT_WORDS, UNITS, WORDS, DayNews, Month, News, months, news
from review.show.views.listing import ListPart, pager, parts
from review.show.views.names import short
from review.show.views.notes import Index
from review.show.views.rewordings import rewordings

RECENT = 12
"""Months that are named at once."""


def families(index: Index) -> Iterator[Family]:
    """The pages of all months; one that says why, where git tells nothing."""
    told, materials = index.told, index.library.materials
    words = [row for _, row in rewordings(index.library)]
    shows = told.digest(told.history, told.materials(materials), told.states, index.library.as_of, words)
    yield Family(name="changes", shows=shows, pages=partial(_pages, index),
                 files=partial(feed_files, index.library))  # fmt: skip


def _pages(index: Index) -> Iterator[Page]:
    found = months(index.library, news(index.library))
    words = index.library.vocabulary
    names = [(one.id, one.name) for one in words.units] + [(one.id, short(one)) for one in words.campaigns]
    listed = [(month.label, month.count, _address(found, month)) for month in found]
    for month in found or (None,):
        yield Page(
            src_uri=_address(found, month),
            write=partial(_text, index.library, found, month, listed),
            shows=index.told.digest(index.library.history.said, listed, month, names),
        )
    for of in found:
        for block in (block for day in of.days for block in day.blocks if block.by_unit and not block.listed):
            yield from _day_pages(index, block, names, (of.label, _address(found, of)))


def _day_pages(index: Index, block: DayNews, names: list[tuple[str, str]], above: tuple[str, str]) -> Iterator[Page]:
    """What was too much for its month, by unit; `above` is that month: its words and page."""
    at = partial(_day, block)
    for part in (split := parts(block.by_unit)):
        yield Page(
            src_uri=at(part.slug),
            write=partial(_day_text, index.library, block, part, pager(split, part, at), above),
            shows=index.told.digest(block, names, above),
        )


def _address(found: Sequence[Month], month: Month | None) -> str:
    return addresses.changes(month.slug if month and month is not found[0] else "")


def _day(block: DayNews, part: str = "") -> str:
    return addresses.changes(f"{block.slug}/{part}" if part else block.slug)


def _day_text(
    library: Library, block: DayNews, part: ListPart[News], listed: list[tuple[str, int, str, bool]],
    above: tuple[str, str],
) -> str:  # fmt: skip
    return render(
        "changes-day.html.jinja", _day(block, part.slug), a=addresses, above=above, block=block, part=part,
        parts=listed, unit_words=UNIT_WORDS, words=WORDS, years=_years(library),
    ).text  # fmt: skip


def _years(library: Library) -> dict[str, int]:
    return {one.id: one.year for one in library.vocabulary.campaigns}


def _places(block: DayNews) -> dict[str, str]:
    """By unit id: where its rows begin on the block's own pages."""
    held = [(group.key, part.slug) for part in parts(block.by_unit) for group in part.groups if group.total]
    return {unit: f"{_day(block, slug)}#{unit}" for unit, slug in held}


def _text(
    library: Library, found: Sequence[Month], month: Month | None, listed: list[tuple[str, int, str]]
) -> str:
    units = {unit.id: unit.name for unit in library.vocabulary.units}
    campaigns = {one.id: f"{one.year} {short(one)}" for one in library.vocabulary.campaigns}
    every = [one for day in month.days for block in day.blocks for one in block.news] if month else []
    facets = (
        ("kind", "种类", [(kind, WORDS[kind]) for kind in KINDS if any(one.kind == kind for one in every)]),
        ("unit", "单位", _most(Counter(one.unit for one in every), units)),
        ("campaign", "活动", _most(Counter(one.campaign for one in every), campaigns)),
    )
    return render(
        "changes.html.jinja",
        _address(found, month),
        a=addresses,
        facets=[facet for facet in facets if every],
        first=bool(found) and month is found[0],
        listed=listed,
        month=month,
        named=UNITS,
        of=_of,
        places=_places,
        recent=RECENT,
        said=library.history.said,
        unit_words=UNIT_WORDS,
        units=units,
        words=WORDS,
        years=_years(library),
    ).text


def _most(counts: Counter[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Ids with their names, the most frequent first."""
    return [(id, names[id]) for id, _ in counts.most_common() if id]


def _of(news: Sequence[News]) -> str:
    """What a row counts, by the facets of the page, as `reader/narrow.js` reads it."""
    found = Counter((one.kind, one.unit or "-", one.campaign or "-") for one in news)
    return "; ".join(f"{kind} {unit} {campaign} {count}" for (kind, unit, campaign), count in found.items())
