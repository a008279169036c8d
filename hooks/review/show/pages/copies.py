"""The page of copies (雷同); only staff's site has it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from review.model import Family, Library, Page
from review.relate.copies.counted import QUOTED
from review.relate.copies.marks import Excerpt
from review.show import addresses
from review.show.forms.markdown import escaped, render
from review.show.views.copies import copies_view
from review.show.views.figures import pager
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
    shows = index.told.digest(index.told.materials(index.library.materials))
    yield Family(name="copies", shows=shows, pages=partial(pages, index.library))


def pages(library: Library) -> Iterator[Page]:
    """Nothing for readers: what was copied from whom is for those who answer for it."""
    if library.audience != "staff":
        return
    view = copies_view(library)
    for part in view.parts:
        at = addresses.copies(part.slug)
        listed = pager(view.parts, part, addresses.copies)
        yield render("copies.md.jinja", at, view=view, part=part, parts=listed, uncounted=UNCOUNTED,
                     a=addresses, marked=marked)  # fmt: skip


def marked(excerpt: Excerpt) -> Markup:
    """An excerpt with its marks: what agrees, what differs, what does not count."""
    return Markup("").join(
        Markup(f'<span class="{mark}">{escaped(text)}</span>').replace("\n", " ") for mark, text in excerpt.parts
    )
