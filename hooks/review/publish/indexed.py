"""The search index in a site that is put together: a segment is made anew when its materials changed."""

from __future__ import annotations

from functools import cached_property

from review.keep.code import digest
from review.model import Campaign, Library, Material
from review.publish.last import Site
from review.publish.output import output
from review.show import search
from review.show.search.fold import Folding


def is_index(unit: str) -> bool:
    """Whether a unit of a site is part of its search index."""
    return unit.startswith("search:")


class Indexed:
    """Adds the search index of a library to a site, as `search.index` has it."""

    def __init__(self, library: Library, site: Site) -> None:
        self.library, self.site = library, site
        self.shared = digest("search", library.vocabulary, library.audience)
        """What all segments depend on."""

    def add(self) -> None:
        """Add all its files."""
        campaigns = search.searched_campaigns(self.library)
        lines = [search.line(campaign, self._segment(campaign, some)) for campaign, some in campaigns]
        entry = search.entry_file(self.library, self._fold(), lines)
        self._write("search:", digest("entry", lines), "entry.json", entry)

    @cached_property
    def _folding(self) -> Folding:
        return Folding(self.library.vocabulary.terms)

    def _fold(self) -> str:
        """The name of the table of foldings."""
        if self.site.take("search:fold", self.shared):
            return self.site.units["search:fold"][1][0].rpartition("/")[2]
        name, content = search.fold_file(self._folding)
        self._write("search:fold", self.shared, name, content)
        return name

    def _segment(self, campaign: Campaign, materials: tuple[Material, ...]) -> str:
        """The key in the names of a segment's files."""
        digests = self.library.digests
        key = digest(self.shared, campaign.id, [(m.id, digests[m.id]) for m in materials])
        unit = f"search:{key}"
        if not self.site.take(unit, key):
            made = search.campaign_segment(campaign, materials, self.library, self._folding)
            for name, content in made.files(self._folding).items():
                self._write(unit, key, f"{campaign.id}/{name}", content)
        stem = self.site.units[unit][1][0].rpartition("/")[2].partition(".")[0]
        return stem.rpartition("-")[2]

    def _write(self, unit: str, key: str, name: str, content: bytes) -> None:
        self.site.add(unit, key, output(f"{search.FOLDER}/{name}", content, self.site.reader))
