"""The site of a library for whoever edits it, and for nobody else: with its drafts, and with its mistakes left out.

There is no manifest, so that none of it can be published, and the gates are not asked.
"""

from __future__ import annotations

from pathlib import Path

from review.examine.library import Examined, examine
from review.examine.memory import ExaminedOnce
from review.keep.folder import of_library
from review.model import Audience, Family
from review.publish.assemble import Broken, WantedPages, assemble, assemble_first, assemble_index
from review.publish.build import Failed, failing
from review.publish.last import Place
from review.publish.putting import adding, putting
from review.read.library import without_materials
from review.read.text.files import fault
from review.show.pages import families
from review.spread import Spread, here

GONE = fault(
    "not-a-file", "词表的文件夹不见了，放回来就接着更新；确实不要了，请按 Ctrl+C 停止，再运行一次。", "vocabulary"
)


class Preview:
    """That of the library at `root`, in the folder `out`. All that is done to it raises NotOurs if that holds something
    else, and OSError; then the one before stays.
    """

    def __init__(self, root: Path, audience: Audience, out: Path) -> None:
        self.root, self.audience, self.out, self.memory = root.resolve(), audience, out, ExaminedOnce()
        self.place = Place(self.root, audience, out.resolve(), "preview")
        self.examined: Examined | None = None
        self.every: tuple[Family, ...] = ()
        self.own = False
        """Whether the library had a vocabulary of its own when it was looked at last."""
        self.searched = False
        """Whether the search index is that of the pages."""

    def look(self, spread: Spread = here) -> tuple[str, ...]:
        """Read the library as it is now. What is wrong with it, a line each; a file with an error is left out.

        Raises Failed where all materials are away, or the vocabulary that it had, as for a moment while another state
        is checked out: a site without them helps nobody, and to make it and all pages after it again takes long.
        """
        if missing := without_materials(self.root):
            raise Failed((str(missing),))
        own = (self.root / "vocabulary").is_dir()
        if self.own and not own:
            raise Failed((str(GONE),))
        self.own = own
        kept = of_library("readings", self.root)
        self.examined = examine(
            self.root, self.audience, drafts=True, kept=kept, spread=spread, told=True, memory=self.memory
        )
        self.every = tuple(families(self.examined.library))
        return tuple(map(str, self.examined.errors))

    def first(self, wanted: WantedPages) -> bool:
        """Make the wanted pages anew, and no others yet; False where none of these alone is to be made."""
        assert self.examined
        try:
            with adding(self.place, self.out) as site:
                return site is not None and assemble_first(self.examined, self.root, site, self.every, wanted)
        except Broken:  # it leads to a page that is not there yet
            return False

    def rest(self, spread: Spread = here) -> None:
        """Make all other pages anew that are not right any more. Raises Failed where there can be no site."""
        assert self.examined
        self.searched = not Place.lasting
        with putting(self.place, self.out, judged=False) as site, failing():
            assemble(self.examined, self.root, site, spread, every=self.every, searched=self.searched)

    def index(self) -> None:
        """Make the search index, which waits until somebody searches."""
        if not self.searched and self.examined:
            with adding(self.place, self.out) as site:
                if site:
                    assemble_index(self.examined, self.root, site)
                    self.searched = True
