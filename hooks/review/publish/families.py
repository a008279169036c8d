"""The families of a site's pages as they were when it was built last: what shows the same need not be worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, partial

from review.keep.code import digest
from review.model import Family, Library, Page
from review.show.pages import families

Known = tuple[str, tuple[tuple[str, str | None, str], ...]]
"""What a family shows; and of each of its pages the source, what is edited, and what it shows."""
_FILES = " files"
"""Ends the name of a family where its files are meant."""
MadeFile = tuple[str, str, Callable[[], bytes]]
"""A file beside pages: its path in the site, a digest of its content, and what makes it."""


class Families:
    """Gives the pages and files of families; of those that show what they did, without working them out."""

    def __init__(self, last: Mapping[str, Known]) -> None:
        self.last = last
        self.now: dict[str, Known] = {}

    def pages(self, family: Family) -> Iterator[Page]:
        """The pages of a family, each with a digest of what it shows."""
        shown, known = self.last.get(family.name, ("", ()))
        if family.shows and shown == family.shows:
            again = _Again(family)
            self.now[family.name] = shown, known
            for uri, edit_path, shows in known:
                yield Page(src_uri=uri, edit_path=edit_path, shows=shows, write=partial(again.text, uri))
            return
        told = []
        for page in _told(family.made()):
            told.append((page.src_uri, page.edit_path, page.shows))
            yield page
        self.now[family.name] = family.shows, tuple(told)

    def files(self, family: Family) -> Iterator[MadeFile]:
        """The files of a family."""
        name = family.name + _FILES
        shown, known = self.last.get(name, ("", ()))
        if family.shows and shown == family.shows:
            again = _Again(family)
            self.now[name] = shown, known
            yield from ((path, key, partial(again.data, path)) for path, _, key in known)
            return
        told = []
        for path, data in family.files():
            told.append((path, None, digest(data)))
            yield path, told[-1][2], partial(bytes, data)
        self.now[name] = family.shows, tuple(told)


def families_again(library: Library, last: Mapping[str, Known]) -> Iterator[Family]:
    """The families of a library that is what it was. They are worked out once a file of one is not there any more."""
    real = cache(lambda: {family.name: family for family in families(library)})
    for name in [name for name in last if not name.endswith(_FILES)]:
        made = partial(lambda name: real()[name].pages(), name)
        files = partial(lambda name: real()[name].files(), name)
        yield Family(name=name, shows=last[name][0], pages=made, files=files)


class _Again:
    """A family that is worked out after all, when one of its files is not there any more."""

    def __init__(self, family: Family) -> None:
        self.family = family

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.src_uri: page for page in self.family.made()}

    @cached_property
    def _files(self) -> dict[str, bytes]:
        return dict(self.family.files())

    def text(self, uri: str) -> str:
        """The text of one of its pages."""
        return self._pages[uri].text

    def data(self, path: str) -> bytes:
        """One of its files."""
        return self._files[path]


def _told(pages: Iterable[Page]) -> Iterator[Page]:
    for page in pages:
        shows = page.shows or digest(page.text)
        yield Page(src_uri=page.src_uri, write=page.write, edit_path=page.edit_path, shows=shows)
