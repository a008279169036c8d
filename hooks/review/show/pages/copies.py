"""The page of copies (雷同); only staff's site has it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache, partial

from markupsafe import Markup, escape

from review.model import Family, Library, Page
from review.relate.copies.counted import QUOTED
from review.relate.copies.marks import Excerpt
from review.show import addresses
from review.show.forms.templates import render
from review.show.views.copies import BANDS, Copies, Pair, copies_view
from review.show.views.listing import pager
from review.show.views.notes import Index

UNCOUNTED = {
    "quote": ("引文", f"引号里连续 {QUOTED} 字以上"),
    "prescribed": ("方面的规定措辞", "活动用语表里的措辞"),
    "name": ("书名和文件名", "书名号里"),
    "phrase": ("惯用套语", "十分之一以上（至少五份）材料都有的分句"),
    "heading": ("题目、标题和序号", "各级标题，条目前的序号"),
}
"""What each kind is called and how it is recognised, by the keys of `counted.KINDS`."""


def families(index: Index) -> Iterator[Family]:
    """The pages of copies."""
    if index.library.audience == "staff":
        shows = index.told.digest(index.told.materials(index.library.materials))
        view = cache(partial(copies_view, index.library))
        yield Family(name="copies", shows=shows, pages=partial(pages, view), files=partial(_files, index.library, view))


def pages(made: Callable[[], Copies]) -> Iterator[Page]:
    """Only staff has them: what was copied from whom is for those who answer for it."""
    view = made()
    facets = _facets(view)
    for part in view.parts:
        at = addresses.copies(part.slug)
        listed = pager(view.parts, part, addresses.copies)
        yield render("copies.html.jinja", at, view=view, part=part, parts=listed, uncounted=UNCOUNTED,
                     a=addresses, facets=facets, marked=marked, of=_of)  # fmt: skip


def _facets(view: Copies) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """By what the list is narrowed: name, label, values with their words."""
    pairs = [pair for part in view.parts for group in part.groups for pair in group.rows]
    relations = Counter(pair.relation for pair in pairs)
    sides = [side for pair in pairs for side in pair.sides]
    units = Counter((side.unit.id, side.unit.name) for side in sides)
    return [
        ("relation", "两份的关系", [(relation, relation) for relation, _ in relations.most_common()]),
        ("share", "雷同", [(str(step), words) for _, words, step in BANDS if any(pair.step == step for pair in pairs)]),
        ("unit", "单位", [unit for unit, _ in units.most_common()]),
        ("year", "年度", [(str(year), str(year)) for year in sorted({side.year for side in sides}, reverse=True)]),
        ("looked", "核对", [(word, word) for word in ("未核", "已核") if any(_looked(pair) == word for pair in pairs)]),
    ]


def _of(pair: Pair) -> str:
    """What a row counts, by all facets that are shown, as `reader/narrow.js` reads it."""
    both = ["+".join(dict.fromkeys(told)) for told in ([side.unit.id for side in pair.sides],
                                                      [str(side.year) for side in pair.sides])]  # fmt: skip
    return f"{pair.relation} {pair.step} {' '.join(both)} {_looked(pair)} 1"


def _files(library: Library, made: Callable[[], Copies]) -> Iterator[tuple[str, bytes]]:
    """What the page says of a material that it is asked about: by address its title, and the others, each with percent,
    letters and the place."""
    found = defaultdict[str, list[tuple[str, int, int, str]]](list)
    link = addresses.linker(addresses.COPIES)
    for part in made().parts:
        for pair in (pair for group in part.groups for pair in group.rows):
            for side, other in (pair.sides, pair.sides[::-1]):
                name = f"{other.unit.name} {other.material.author or '班子'} {other.year}"
                place = link(f"{addresses.copies(part.slug)}#{pair.id}")
                found[addresses.from_root(side.target)].append((name, pair.share, pair.common, place))
    pages = ((addresses.from_root(addresses.material(one)), one.title) for one in library.materials)
    told = {page: [title, found[page]] for page, title in pages}
    yield addresses.COPIES_OF, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _looked(pair: Pair) -> str:
    return "已核" if pair.looked else "未核"


def marked(excerpt: Excerpt) -> Markup:
    """An excerpt with its marks: what agrees, what differs, what does not count."""
    return Markup("").join(
        Markup(f'<span class="{mark}">{escape(text)}</span>').replace("\n", " ") for mark, text in excerpt.parts
    )
