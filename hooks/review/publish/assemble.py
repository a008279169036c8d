"""A site put together: of what was built last the files that still hold, and the others made anew.

A page is made anew when what it shows has changed, or the frame that all pages share; what it shows is known before
it is written. Whatever is made anew is made exactly as in a build of everything, so that the site is the same.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from review.examine.library import Examined
from review.keep.code import digest
from review.keep.folder import of_library
from review.model import Family, Library, Page
from review.project import project
from review.publish import tree
from review.publish.families import Families, Known, MadeFile, families_again
from review.publish.folder import mark
from review.publish.frame import contents, frame
from review.publish.generator import Made, html_path, make
from review.publish.indexed import Indexed, IndexPart, is_index, make_index
from review.publish.last import Site
from review.publish.output import outputs, packed_from
from review.publish.part import FOOTER, Part, day
from review.publish.settings import offers_word
from review.relate.library import uncollected
from review.show import addresses
from review.show.pages import families
from review.spread import Spread

PAGES = 64
"""At most so many pages a part has: what became of several is in memory, on its way."""
WantedPages = Callable[[str, str | None], bool]
"""Tells a page by its source, and by the file that it shows."""
BESIDE = "docs/"
"""The unit of what is no page of the library: docs/, and what the theme brings."""


class Broken(Exception):
    """The generator complained; `said` is what it printed, a line each."""

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__("\n".join(said))
        self.said = tuple(said)


def assemble(
    examined: Examined,
    root: Path,
    site: Site,
    spread: Spread,
    *,
    every: Iterable[Family] | None = None,
    searched: bool = True,
) -> None:
    """Put the site of a library together; unless it is to be `searched`, with the index of the last one.

    `every` are the library's families, where they are known.

    Raises Broken and tree.Clash; OSError where the disk is full.
    """
    library, common = examined.library, _common(examined)
    known, whole = Families(site.last.families if common and common == site.last.common else {}), _whole(library)
    with uncollected(stays=True):
        if every is None:
            same = whole and whole == site.last.whole
            every = families_again(library, known.last) if same and known.last else families(library)
        every = tuple(every)
        pages = list(tree.pages_of(examined, known.pages, every))
    pictures = tree.pictures(examined, root)
    beside_pages: list[MadeFile] = [(path, digest(data), partial(bytes, data)) for path, data in pictures]
    beside_pages += chain.from_iterable(map(known.files, every))
    site.families, site.common, site.whole = known.now, common, whole
    word_files = [*tree.word_files(examined, root)] if offers_word(project()) else []
    sources = frozenset((*(page.src_uri for page in pages), *(path for path, *_ in beside_pages)))
    shared = _shared(common, sources)
    keys = {page.src_uri: _key(shared, page, examined) for page in pages}
    keys[BESIDE] = digest(shared, list(contents(project() / "docs"))) if shared else ""
    todo = [page for page in pages if not site.take(page.src_uri, keys[page.src_uri])]
    before = site.last.asked
    beside = any(there != (uri in sources) for uri, there in before.items()) or not site.take(BESIDE, keys[BESIDE])
    site.asked = {} if beside else dict(before)
    unit = {html_path(uri): uri for uri in sources}
    index = Indexed(library, site, of_library("entrants", root)) if searched else None
    keys |= index.keys if index else {}
    # Pieces of the index take longest, and so begin first.
    wanted = *(index.pieces() if index else ()), *_parts(examined, root, todo, sources, site, beside=beside)
    for made in spread(_made, wanted):
        if made.said:
            raise Broken(made.said)
        site.asked |= made.asked
        for one in made.files:
            name = made.unit or unit.get(packed_from(one.path), BESIDE)
            site.add(name, keys[name], one)
        if index:
            index.entrants.add(made.entered)
    for path, key, written in (*beside_pages, *word_files):
        if not site.take(path, key):
            site.add(path, key, *outputs(path, written(), site.reader, site.built(path)))
    if index:
        index.add()
    else:
        site.take_rest(is_index)
    site.adopt(mark("site"))


def assemble_first(examined: Examined, root: Path, site: Site, every: Iterable[Family], wanted: WantedPages) -> bool:
    """Of a library's site make only those pages anew that are wanted, and take over all others as they are.

    False where none is to be made, or all are. Raises Broken where a page can't be made before others.
    """
    last, common = site.last, _common(examined)
    if not common or common != last.common:
        return False
    shared, todo = _shared(common, frozenset(last.units)), []
    for page in _first(every, last.families, wanted):
        key = _key(shared, page, examined)
        if last.units.get(page.src_uri, ("",))[0] != key:
            todo.append((page, key))
    if not todo:
        return False
    pages, keys = [page for page, _ in todo], {html_path(page.src_uri): (page.src_uri, key) for page, key in todo}
    for part in map(make, _parts(examined, root, pages, frozenset(last.units), site, beside=False)):
        if part.said:
            raise Broken(part.said)
        for one in part.files:
            site.add(*keys[packed_from(one.path)], one)
    site.take_rest(lambda unit: True)
    site.adopt(mark("site"))
    site.asked, site.families, site.common, site.whole = last.asked, last.families, common, last.whole
    return True


def _first(every: Iterable[Family], last: Mapping[str, Known], wanted: WantedPages) -> Iterator[Page]:
    """The wanted pages of families that show something else than they did."""
    for family in every:
        shown, known = last.get(family.name, ("", ()))
        if shown != family.shows and any(wanted(uri, edit_path) for uri, edit_path, _ in known):
            yield from (page for page in family.made() if wanted(page.src_uri, page.edit_path))


def assemble_index(examined: Examined, root: Path, site: Site) -> None:
    """Make the index of a library's site, and take over all else."""
    index, last = Indexed(examined.library, site, of_library("entrants", root)), site.last
    for made in map(_made, index.pieces()):
        for one in made.files:
            site.add(made.unit, index.keys[made.unit], one)
        index.entrants.add(made.entered)
    index.add()
    site.take_rest(lambda unit: not is_index(unit))
    site.adopt(mark("site"))
    site.asked, site.families, site.common, site.whole = last.asked, last.families, last.common, last.whole


def _made(asked: Part | IndexPart) -> Made:
    """A part of the pages, or a segment of their index."""
    # What is read for it and held for others is not looked at again: it would be a sixth of the time, at 10,000.
    with uncollected(stays=True):
        made = make(asked) if isinstance(asked, Part) else make_index(asked)
        gc.collect()
    return made


def _common(examined: Examined) -> str:
    """What all pages depend on but for each other's addresses; empty where that is not known."""
    return frame(project(), examined.library.audience, examined.library.vocabulary) or ""


def _whole(library: Library) -> str:
    """All that a library holds besides its vocabulary; empty where that is not known."""
    held = [(m.id, library.digests[m.id], m.pictures) for m in library.materials] if library.digests else ()
    more = library.as_of, sorted(library.drafts), library.remarks, library.history
    return digest("whole", library.audience, held, more) if library.digests else ""


def _shared(common: str, sources: frozenset[str]) -> str:
    """What all pages depend on; empty where that is not known."""
    foot = [uri in sources or (project() / "docs" / uri).is_file() for _, uri in FOOTER]
    return digest(common, foot) if common else ""


def _key(shared: str, page: Page, examined: Examined) -> str:
    """All that a page depends on; empty where that is not known, so that it is always made anew."""
    counted = examined.library.as_of if page.src_uri == addresses.HOME else ""
    return digest(shared, page.src_uri, page.edit_path, page.shows or page.text, counted) if shared else ""


def _parts(
    examined: Examined, root: Path, todo: Sequence[Page], sources: frozenset[str], site: Site, *, beside: bool
) -> Iterator[Part]:
    """What is to be made, in parts; docs/ is in the first."""
    for first in range(0, len(todo) or beside, PAGES):
        some, with_docs = tuple(todo[first : first + PAGES]), beside and not first
        units = [page.src_uri for page in some] + [BESIDE] * with_docs
        yield Part(
            root=root,
            audience=examined.library.audience,
            pages=some,
            sources=sources,
            as_of=day(examined.library.as_of),
            beside=with_docs,
            judged=site.reader is not None,
            built={path: sha256 for unit in units for path, sha256 in site.built(unit).items()},
        )
