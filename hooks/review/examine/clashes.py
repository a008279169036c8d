"""Pages that want one address: found by check, so that nothing of it is left to the build."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property

from review.check import rules_page, words_page
from review.check.rules import finding
from review.model import Finding, Library
from review.read.beside import Doc
from review.read.moved import Moved
from review.read.text.names import taken
from review.show import addresses
from review.show.addresses import shown_at


def clashes(library: Library, docs: Iterable[Doc]) -> Iterator[Finding]:
    """Pages of docs/ at or below an address of the library's own pages, and two of docs/ at one address."""
    own = {_key(uri) for uri in _sources(library)}
    first: dict[str, str] = {}
    for doc in docs:
        uri = doc.path.removeprefix("docs/")
        key = _key(uri)
        reason = next(filter(None, map(taken, posixpath.dirname(uri).split("/"))), None)
        if reason:
            yield finding("file-name", f"文件夹名不可用：{reason}；请改名。", doc.path, 1)
        elif key in own or posixpath.dirname(key) in own and key.count("/") > 1:
            yield finding("same-address", f"占了资料库页面的地址 /{shown_at(uri)}/；请给这一页改名。", doc.path, 1)
        elif key in first:
            yield finding("same-address", f"与 {first[key]} 的地址相同；请改名。", doc.path, 1)
        first.setdefault(key, doc.path)


def check_moves(library: Library, docs: Iterable[Doc], moved: Iterable[Moved]) -> Iterator[Finding]:
    """Moves from an address that is a page of the library's own or of docs/, and to one that is none.

    Materials are looked at by check/beside.py; what lies below a page may be a further part of a long list.
    """
    there = {_key(uri) for uri in (*_sources(library), *(doc.path.removeprefix("docs/") for doc in docs))}
    for one in moved:
        at = (one.at.path, one.at.line)
        if not one.old.startswith("materials/") and _key(one.old) in there:
            yield finding("moved", f"旧地址 {one.old} 还有一页，不能指到别处；请删去这一条。", *at)
        elif one.new and not one.new.startswith("materials/") and not there & {*map(_key, _with_parent(one.new))}:
            yield finding("moved", f"新地址 {one.new} 没有这一页；请改正，或写 无。", *at)


class OwnPages:
    """The pages of a library's own, worked out once somebody asks."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def __contains__(self, uri: str) -> bool:
        """Whether a source is one of them, or may be a further part of a long list."""
        return not self._keys.isdisjoint(map(_key, _with_parent(uri)))

    @cached_property
    def _keys(self) -> set[str]:
        return {_key(one) for one in _sources(self.library)}


def _with_parent(place: str) -> tuple[str, str]:
    """An address and the one above it; itself again at the top, which is no list."""
    return place, posixpath.dirname(place) or place


def _key(uri: str) -> str:
    return unicodedata.normalize("NFC", shown_at(uri)).casefold()


def _sources(library: Library) -> Iterator[str]:
    """The sources of the library's pages, without the further parts of long lists, which lie below them."""
    vocabulary = library.vocabulary
    yield from (addresses.HOME, addresses.CAMPAIGNS, addresses.HEADINGS, addresses.PROBLEMS, addresses.UNITS)
    yield from (addresses.LEDGER, addresses.RECURRENCES, addresses.SEARCH, addresses.COPIES, addresses.COMPARISONS)
    yield from (addresses.CHANGES, addresses.STATISTICS, addresses.QUALITY, addresses.GLOSSARY)
    yield addresses.problem(None)
    yield from (rules_page.SOURCE, words_page.SOURCE)
    yield from map(addresses.material, library.materials)
    yield from (addresses.unit(unit.id) for unit in vocabulary.units)
    yield from (addresses.theme(theme.id) for theme in vocabulary.themes)
    yield from (addresses.problem(type.id) for theme in vocabulary.themes for type in theme.types)
    for campaign in vocabulary.campaigns:
        yield addresses.campaign(campaign.id)
        yield from (addresses.heading(heading.id) for heading in campaign.headings)
