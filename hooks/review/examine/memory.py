"""What a process that stays remembers of a library, so that it reads again only what has changed."""

from __future__ import annotations

from pathlib import Path

from review.examine.one import One, Work
from review.model import Finding, Vocabulary
from review.project import brought, project
from review.read.vocabulary.load import read_vocabulary

FileBytes = tuple[tuple[Path, bytes], ...]


class ExaminedOnce:
    """Of one library. What its files gave holds as long as its vocabulary is the same."""

    def __init__(self) -> None:
        self.ones: dict[str, tuple[One, bytes]] = {}
        """What each file gave, by its key, and the digest of that."""
        self._work: Work | None = None
        self._terms: tuple[FileBytes, Vocabulary, list[Finding]] | None = None

    def vocabulary(self, root: Path) -> tuple[Vocabulary, list[Finding]]:
        """As `read_vocabulary`; the same object as long as no file of it has changed."""
        files = tuple(_files(root))
        if self._terms is None or self._terms[0] != files:
            self._terms = files, *read_vocabulary(root)
            self.ones.clear()
            self._work = None
        _, vocabulary, findings = self._terms
        return vocabulary, [*findings]


    def work(self, root: Path, vocabulary: Vocabulary) -> Work:
        """What works out its files; the same as long as its vocabulary is."""
        if self._work is None or self._work.vocabulary is not vocabulary:
            self._work = Work(root, vocabulary)
        return self._work


def _files(root: Path) -> tuple[tuple[Path, bytes], ...]:
    """All that a vocabulary is read from, and what else lies there."""
    folders = dict.fromkeys(folder / "vocabulary" for folder in (root, project(), brought()))
    paths = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    return tuple((path, path.read_bytes() if path.is_file() else b"") for path in paths)
