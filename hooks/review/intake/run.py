"""The import: every file read, the whole batch decided about, then written what is taken.

One file's failure never stops the others.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from review.intake.batch import Incoming
from review.intake.copied import Common, commons
from review.intake.decide import Batch
from review.intake.memory import MEMORY
from review.intake.outcome import Answer, Outcome
from review.intake.prepare import Given, prepare
from review.intake.shelf import Shelf, pictures_folder
from review.intake.source import SourceError, read_source
from review.model import Vocabulary
from review.read.text.files import shown
from review.read.text.write import reason, write
from review.relate.library import uncollected
from review.spread import Spread, here

CHUNK = 4
"""Files that one process reads in a go; the clerk sees a bar move."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How to import."""

    answers: frozenset[Answer] = frozenset()
    """What the clerk says of all that is doubtful."""
    given: Given = field(default_factory=Given)


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """Reads files, wherever that is done."""

    vocabulary: Vocabulary
    options: Options

    def __call__(self, paths: Iterable[Path]) -> list[Outcome | Incoming]:
        """What the files hold, in order."""
        rows = list[Outcome | Incoming]()
        for path in paths:
            with uncollected(stays=True):
                rows += self._file(path)
                gc.collect(1)  # before it is taken for what stays
        return rows

    def _file(self, path: Path) -> Iterator[Outcome | Incoming]:
        name = shown(path.as_posix())
        try:
            source = read_source(path)
            documents = list(prepare(source, path, self.vocabulary, self.options.given))
        except (SourceError, RecursionError, MemoryError) as error:
            yield Outcome(source=name, status="refused", reasons=(str(error) or "太大或太复杂，读不下来",))
            return
        for one in documents:
            label = f"{name}（第 {one.part} 篇）" if len(documents) > 1 else name
            yield Incoming(label, path, one, source.notes, self.options.answers)


@dataclass
class Import:
    """One import into the library at `root`. Raises BrokenMemory where imports.json is damaged."""

    root: Path
    vocabulary: Vocabulary
    options: Options
    rows: list[Outcome | Incoming] = field(default_factory=list)
    """What the files hold, in order: a document, or why there is none."""

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.root, self.vocabulary)

    def read(
        self, paths: Iterable[Path], spread: Spread = here, told: Callable[[int], object] = lambda count: None
    ) -> None:
        """Read the files; nothing is decided yet. Now and then it is `told` how many more were read."""
        every = list(paths)
        chunks = [every[n : n + CHUNK] for n in range(0, len(every), CHUNK)]
        for chunk, rows in zip(chunks, spread(ReadFiles(self.vocabulary, self.options), chunks), strict=True):
            self.rows += rows
            told(len(chunk))

    @cached_property
    def batch(self) -> Batch:
        """The documents that were read, decided about together."""
        return Batch([row for row in self.rows if isinstance(row, Incoming)], self.shelf)

    def plan(self) -> list[Outcome]:
        """What is to become of every row; nothing is written yet."""
        decided = iter(self.batch.outcomes())
        planned = [row if isinstance(row, Outcome) else next(decided) for row in self.rows]
        taken = {one.source: one.path for one in planned if one.certain}
        return [replace(one, copied=self._copied(one, taken)) if one.certain else one for one in planned]

    def _copied(self, one: Outcome, taken: dict[str, str]) -> tuple[str, ...]:
        """What a document has in common with others that are there, or taken with it; its own older text is none."""
        there = {**taken, **{path: path for path in self._bodies}}
        found = self._commons.get(one.source, ())
        return tuple(str(common) for common in found if there.get(common.other, one.path) != one.path)

    @cached_property
    def _bodies(self) -> dict[str, str]:
        return {path: body for path in self.shelf.paths() if (body := self.shelf.body(path))}

    @cached_property
    def _commons(self) -> dict[str, tuple[Common, ...]]:
        documents = {row.label: row.prepared.document for row in self.rows if isinstance(row, Incoming)}
        return commons(documents, self._bodies, self.vocabulary)

    def number(self, row: int) -> int:
        """Which document of the batch a row is."""
        return sum(isinstance(one, Incoming) for one in self.rows[:row])

    def take(self, planned: list[Outcome]) -> list[Outcome]:
        """Write what is certain of a plan; returns what became of it."""
        pairs = zip(planned, self.rows, strict=True)
        done = [self._take(one, row) if one.certain and isinstance(row, Incoming) else one for one, row in pairs]
        if failure := self.shelf.memory.save():
            done.append(Outcome(source=MEMORY, status="refused", reasons=(f"记不下导入记录：{failure}",)))
        return done

    def _take(self, one: Outcome, document: Incoming) -> Outcome:
        """Pictures first: a material never speaks of pictures that are not there."""
        made, path = document.prepared, one.path
        try:
            if made.pictures:
                self._pictures(document, path)
            write(self.root / path, (one.content or "").encode())
        except SourceError as error:
            return replace(one, status="refused", content=None, reasons=(str(error),))
        except OSError as error:
            return replace(one, status="refused", content=None, reasons=(f"写不进资料库：{reason(error)}",))
        self.shelf.memory.remember(path, made.source, document.name, made.body, was=self.shelf.was.get(path, ""))
        return replace(one, written=True)

    def _pictures(self, document: Incoming, path: str) -> None:
        """Pictures are read again when they are written, so that a large batch does not hold them all."""
        folder = self.root / pictures_folder(path)
        for picture in read_source(document.path).pictures:
            if picture.name in document.prepared.pictures:
                write(folder / picture.name, picture.data)
                for other in folder.glob(f"{Path(picture.name).stem}.*"):
                    if other.name != picture.name:  # the same picture in another format, as it was before
                        other.unlink()
