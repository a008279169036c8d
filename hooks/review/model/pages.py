"""Pages, before a generator makes a site of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of the site: YAML front matter, and below it HTML that needs no reading, or else Markdown."""

    src_uri: str
    """Where the generator finds it: problems/innovation.md."""
    write: Callable[[], str]
    """Gives its text, as often as it is asked."""
    edit_path: str | None = None
    """The file in git that it shows, relative to the library's root; with #L12 the line of an entry of it."""
    shows: str = ""
    """A digest of all that it shows, where that is known without writing it: equal digests, equal pages."""

    @property
    def text(self) -> str:
        """Its text."""
        return self.write()

    def __reduce__(self) -> tuple[Callable[..., Page], tuple[str, str, str | None, str]]:
        """To another machine it travels written: what writes it has the library at hand."""
        return _written, (self.src_uri, self.text, self.edit_path, self.shows)


def _written(src_uri: str, text: str, edit_path: str | None, shows: str) -> Page:
    return Page(src_uri=src_uri, write=partial(str, text), edit_path=edit_path, shows=shows)


@dataclass(frozen=True, kw_only=True, slots=True)
class Family:
    """Some pages."""

    name: str
    """Unique in a library."""
    shows: str
    """A digest of all that any of its pages shows, where that is known before they are worked out: equal digests, equal
    pages. Else empty."""
    pages: Callable[[], Iterable[Page]]
    """Works them out, as often as it is asked."""
    files: Callable[[], Iterable[tuple[str, bytes]]] = tuple
    """Works out the files that scripts of its pages load or its readers take, which show nothing else: path in the site
    and content."""

    def made(self) -> Iterable[Page]:
        """They, worked out."""
        return self.pages()
