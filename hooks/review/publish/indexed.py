"""The search index in a site that is put together: a segment is made anew when its materials changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from review.keep.code import digest
from review.keep.folder import Folder
from review.model import Campaign, Library, Material, Term
from review.publish.facts import Reader
from review.publish.last import Site
from review.publish.output import Output, outputs
from review.show import search
from review.show.search.fold import Folding
from review.show.search.kept import KeptEntrants
from review.show.search.passages import Entrant


def is_index(unit: str) -> bool:
    """Whether a unit of a site is part of its search index."""
    return unit.startswith("search:")


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexPart:
    """A segment that is to be made; may travel to another process."""

    unit: str
    """What its files are in the site."""
    campaign: Campaign
    entrants: tuple[Entrant, ...]
    terms: tuple[Term, ...]
    judged: bool
    built: dict[str, str]
    """As of a Part."""


def indexed_files(piece: IndexPart) -> tuple[Output, ...]:
    """The files of a segment."""
    folding, reader = Folding(piece.terms), Reader() if piece.judged else None
    files = search.campaign_segment(piece.campaign, piece.entrants, folding).files(folding)
    made = (outputs(_path(piece.campaign, name), content, reader, piece.built) for name, content in files.items())
    return tuple(chain.from_iterable(made))


class Indexed:
    """The search index of a library in a site, as `search.index_files` has it."""

    def __init__(self, library: Library, site: Site, entrants: Folder) -> None:
        self.library, self.site = library, site
        self._entrants = KeptEntrants(entrants, library)
        self.shared = digest("search", library.vocabulary, library.audience)
        """What all segments depend on."""
        searched = search.searched_campaigns(library)
        self._held = {self._unit(campaign, some): (campaign, some) for campaign, some in searched}

    @cached_property
    def keys(self) -> dict[str, str]:
        """What each segment depends on, by its unit."""
        return {unit: unit.partition(":")[2] for unit in self._held}

    def pieces(self) -> Iterator[IndexPart]:
        """Takes over the segments that still hold; the others, which are to be made."""
        terms, judged = self.library.vocabulary.terms, self.site.reader is not None
        for unit, (campaign, some) in self._held.items():
            if not self.site.take(unit, self.keys[unit]):
                yield IndexPart(
                    unit=unit,
                    campaign=campaign,
                    entrants=tuple(map(self._entrants, some)),
                    terms=terms,
                    judged=judged,
                    built=self.site.built(unit),
                )

    def add(self) -> None:
        """Add what names the segments, when all are there."""
        self._entrants.keep()
        vocabulary = self.library.vocabulary
        fold = self._named("search:fold", lambda: search.fold_file(Folding(vocabulary.terms)))
        words = self._named("search:words", lambda: search.words_file(vocabulary))
        lines = [search.line(campaign, self._stem(unit)) for unit, (campaign, _) in self._held.items()]
        counted = [self.library.outlines.get(material.id) for material in self.library.materials]
        key = digest("entry", self.shared, lines, counted) if self.library.outlines else ""
        if not self.site.take("search:", key):
            self._write("search:", key, "entry.json", search.entry_file(self.library, fold, words, lines))

    def _unit(self, campaign: Campaign, materials: tuple[Material, ...]) -> str:
        digests = self.library.digests
        return f"search:{digest(self.shared, campaign.id, [(m.id, digests[m.id]) for m in materials])}"

    def _stem(self, unit: str) -> str:
        """The key in the names of a segment's files."""
        name = self.site.units[unit][1][0].rpartition("/")[2]
        return name.partition(".")[0].rpartition("-")[2]

    def _named(self, unit: str, made: Callable[[], tuple[str, bytes]]) -> str:
        """The name of a table of the vocabulary, which is made only where it does not still hold."""
        if self.site.take(unit, self.shared):
            return self.site.units[unit][1][0].rpartition("/")[2]
        name, content = made()
        self._write(unit, self.shared, name, content)
        return name

    def _write(self, unit: str, key: str, name: str, content: bytes) -> None:
        self.site.add(unit, key, *outputs(f"{search.FOLDER}/{name}", content, self.site.reader, self.site.built(unit)))


def _path(campaign: Campaign, name: str) -> str:
    return f"{search.FOLDER}/{campaign.id}/{name}"
