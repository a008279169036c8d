"""The search index in a site that is put together: a segment is made anew when its materials changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from review.keep.code import digest
from review.keep.folder import Folder
from review.model import Campaign, Library, Material, Term
from review.publish.facts import Reader
from review.publish.generator import Made
from review.publish.last import Site
from review.publish.output import outputs
from review.show import search
from review.show.search.fold import Folding
from review.show.search.kept import Entered, KeptEntrants


def is_index(unit: str) -> bool:
    """Whether a unit of a site is part of its search index."""
    return unit.startswith("search:")


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexPart:
    """A segment that is to be made."""

    unit: str
    """What its files are in the site."""
    campaign: Campaign
    enter: Callable[[], Entered]
    """Gives who enters it, where it is made."""
    terms: tuple[Term, ...]
    judged: bool
    built: dict[str, str]
    """As of a Part."""

    def __reduce__(self) -> tuple[Callable[..., IndexPart], tuple[object, ...]]:
        """To another machine it travels with those who enter it."""
        return _part, (self.unit, self.campaign, self.enter(), self.terms, self.judged, self.built)


def _part(
    unit: str,
    campaign: Campaign,
    entered: Entered,
    terms: tuple[Term, ...],
    judged: bool,
    built: dict[str, str],
) -> IndexPart:
    return IndexPart(unit=unit, campaign=campaign, enter=lambda: entered, terms=terms, judged=judged, built=built)


def make_index(piece: IndexPart) -> Made:
    """The files of a segment."""
    (entrants, new), folding, reader = piece.enter(), Folding(piece.terms), Reader() if piece.judged else None
    files = search.campaign_segment(piece.campaign, entrants, folding).files(folding)
    made = (outputs(_path(piece.campaign, name), content, reader, piece.built) for name, content in files.items())
    return Made(unit=piece.unit, files=tuple(chain.from_iterable(made)), entered=new)


class Indexed:
    """The search index of a library in a site, as `search.index_files` has it."""

    def __init__(self, library: Library, site: Site, entrants: Folder) -> None:
        self.library, self.site = library, site
        self.entrants = KeptEntrants(entrants, library)
        self.shared = digest("search", library.vocabulary, library.audience)
        """What all segments depend on."""
        searched = search.searched_campaigns(library)
        self._held = {f"search:{campaign.id}:{some[0].id}": (campaign, some) for campaign, some in searched}
        self.keys = {unit: self._key(some) for unit, (_, some) in self._held.items()}
        """What each segment depends on, by its unit."""

    def pieces(self) -> Iterator[IndexPart]:
        """Takes over the segments that still hold; the others, which are to be made."""
        terms, judged = self.library.vocabulary.terms, self.site.reader is not None
        for unit, (campaign, some) in self._held.items():
            if not self.site.take(unit, self.keys[unit]):
                yield IndexPart(
                    unit=unit,
                    campaign=campaign,
                    enter=partial(self.entrants, some),
                    terms=terms,
                    judged=judged,
                    built=self.site.built(unit),
                )

    def add(self) -> None:
        """Add what names the segments, when all are there."""
        self.entrants.keep()
        vocabulary = self.library.vocabulary
        fold = self._named("search:fold", lambda: search.fold_file(Folding(vocabulary.terms)))
        words = self._named("search:words", lambda: search.words_file(vocabulary))
        lines = [search.line(campaign, self._stem(unit)) for unit, (campaign, _) in self._held.items()]
        counted = [self.library.outlines.get(material.id) for material in self.library.materials]
        key = digest("entry", self.shared, lines, counted) if self.library.outlines else ""
        if not self.site.take("search:", key):
            self._write("search:", key, "entry.json", search.entry_file(self.library, fold, words, lines))

    def _key(self, materials: tuple[Material, ...]) -> str:
        return digest(self.shared, [(m.id, self.library.digests[m.id]) for m in materials])

    def _stem(self, unit: str) -> str:
        """The key in the names of a segment's files."""
        names = (path.rpartition("/")[2] for path in self.site.units[unit][1])
        table = next(name for name in names if name.startswith("table-"))
        return table.partition(".")[0].rpartition("-")[2]

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
