"""The last two years of a post side by side, a page each; and the list of these pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from review.model import Family, Page
from review.relate.office import speaker
from review.show import addresses
from review.show.data.comparisons import comparison_files
from review.show.forms.entries import reference
from review.show.forms.marks import marked
from review.show.forms.templates import render
from review.show.views.compare import WORDS, TwoYears, comparison, post_pairs
from review.show.views.listing import grouped, pager, parts
from review.show.views.names import NO_MEASURE, short
from review.show.views.notes import Index


def families(index: Index) -> Iterator[Family]:
    """The list, and a page for each post that has materials of two years."""
    told, materials = index.told, index.library.materials
    yield Family(name="comparisons", shows=told.digest(told.outlines(materials)), pages=partial(_list, index),
                 files=partial(comparison_files, index))  # fmt: skip
    yield Family(name="compare", shows=told.digest(told.materials(materials)), pages=partial(_pages, index))


def _pages(index: Index) -> Iterator[Page]:
    for pair in post_pairs(index):
        both = (pair.left, pair.right)
        yield Page(
            src_uri=pair.address,
            write=partial(_text, index, pair),
            shows=index.told.digest(index.told.materials(both), _others(index, pair)),
        )


def _list(index: Index) -> Iterator[Page]:
    order = {id: at for at, id in enumerate(index.units)}
    found = sorted(post_pairs(index), key=lambda pair: order[pair.right.unit])
    split = parts(grouped(found, lambda pair: index.units[pair.right.unit].name))
    for part in split:
        yield render(
            "compare-list.html.jinja", addresses.comparisons(part.slug), index=index, part=part, total=len(found),
            parts=pager(split, part, addresses.comparisons), a=addresses, lack=NO_MEASURE,
        )  # fmt: skip


def _text(index: Index, pair: TwoYears) -> str:
    return render(
        "compare.html.jinja",
        pair.address,
        view=comparison(index, pair),
        unit=index.units[pair.right.unit],
        post=index.post(pair.right),
        campaigns=[index.campaigns[material.campaign] for material in (pair.left, pair.right)],
        others=_others(index, pair),
        words=WORDS,
        short=short,
        marked=marked,
        lack=NO_MEASURE,
        reference=reference,
        a=addresses,
    ).text


def _others(index: Index, pair: TwoYears) -> list[tuple[int, str]]:
    """The other years of the post, and how the page of comparisons is asked for the later material against them."""
    held, both = index.speakers[speaker(pair.right)], (pair.left.id, pair.right.id)
    later = addresses.from_root(addresses.material(pair.right))
    return [(index.year(m), addresses.query(a=addresses.from_root(addresses.material(m)), b=later))
            for m in held if m.id not in both]  # fmt: skip
