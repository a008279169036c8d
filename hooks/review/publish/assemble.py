"""A site put together: of what was built last the files that still hold, and the others made anew.

A page is made anew when what it shows has changed, or the frame that all pages share; what it shows is known before
it is written. Whatever is made anew is made exactly as in a build of everything, so that the site is the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from review.examine.library import Examined
from review.keep.code import digest
from review.model import Page
from review.project import project
from review.publish import tree
from review.publish.families import Families
from review.publish.folder import mark
from review.publish.frame import contents, frame
from review.publish.generator import html_path, make
from review.publish.indexed import Indexed
from review.publish.last import Site
from review.publish.output import output
from review.publish.part import FOOTER, Part, Written, day
from review.publish.settings import offers_word
from review.show import addresses
from review.show.data import files as data_files
from review.spread import Spread

CHUNK = 250
"""Pages that one run of the generator makes."""
BESIDE = "docs/"
"""The unit of what is no page of the library: docs/, and what the theme brings."""


class Broken(Exception):
    """The generator complained; `said` is what it printed, a line each."""

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__("\n".join(said))
        self.said = tuple(said)


def assemble(examined: Examined, root: Path, site: Site, spread: Spread) -> None:
    """Put the site of a library together.

    Raises Broken and tree.Clash; OSError where the disk is full.
    """
    library, common = examined.library, _common(examined)
    families = Families(site.last.families if common and common == site.last.common else {})
    pages = list(tree.pages_of(examined, families.pages))
    site.families, site.common = families.now, common
    beside_pages = [*tree.pictures(examined, root), *data_files(library)]
    word_files = [*tree.word_files(examined, root)] if offers_word(project()) else []
    sources = frozenset((*(page.src_uri for page in pages), *(path for path, _ in beside_pages)))
    shared = _shared(common, sources)
    keys = {page.src_uri: _key(shared, page, examined) for page in pages}
    keys[BESIDE] = digest(shared, list(contents(project() / "docs"))) if shared else ""
    todo = [page for page in pages if not site.take(page.src_uri, keys[page.src_uri])]
    asked = site.last.asked
    beside = any(there != (uri in sources) for uri, there in asked.items()) or not site.take(BESIDE, keys[BESIDE])
    site.asked = {} if beside else dict(asked)
    unit = {html_path(uri): uri for uri in sources}
    for part in spread(make, _parts(examined, root, todo, sources, beside)):
        if part.said:
            raise Broken(part.said)
        site.asked |= part.asked
        for one in part.files:
            name = unit.get(one.path, BESIDE)
            site.add(name, keys[name], one)
    for path, data in beside_pages:
        if not site.take(path, digest(data)):
            site.add(path, digest(data), output(path, data, site.reader))
    for path, key, made in word_files:
        if not site.take(path, key):
            site.add(path, key, output(path, made(), site.reader))
    Indexed(library, site).add()
    site.adopt(mark("site"))


def _common(examined: Examined) -> str:
    """What all pages depend on but for each other's addresses; empty where that is not known."""
    return frame(project(), examined.library.audience, examined.library.vocabulary) or ""


def _shared(common: str, sources: frozenset[str]) -> str:
    """What all pages depend on; empty where that is not known."""
    foot = [uri in sources or (project() / "docs" / uri).is_file() for _, uri in FOOTER]
    return digest(common, foot) if common else ""


def _key(shared: str, page: Page, examined: Examined) -> str:
    """All that a page depends on; empty where that is not known, so that it is always made anew."""
    counted = examined.library.as_of if page.src_uri == addresses.HOME else ""
    return digest(shared, page.src_uri, page.edit_path, page.shows or page.text, counted) if shared else ""


def _parts(
    examined: Examined, root: Path, todo: Sequence[Page], sources: frozenset[str], beside: bool
) -> Iterator[Part]:
    """What is to be made, in parts; docs/ is in the first."""
    for start in range(0, len(todo) or beside, CHUNK):
        some = todo[start : start + CHUNK]
        yield Part(
            root=root,
            audience=examined.library.audience,
            pages=tuple(Written(src_uri=page.src_uri, text=page.text, edit_path=page.edit_path) for page in some),
            sources=sources,
            as_of=day(examined.library.as_of),
            beside=beside and start == 0,
        )
