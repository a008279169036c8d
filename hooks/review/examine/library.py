"""A library with everything found in it: read, related and checked, with all that is published beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path

from review.check.beside import (
    check_exceptions,
    check_hidden,
    check_moved,
    check_names,
    check_pictures,
    check_terms,
    mask_numbers,
)
from review.check.docs import check_docs
from review.examine.clashes import check_moves, clashes
from review.examine.doc_links import check_doc_links
from review.examine.memory import ExaminedOnce
from review.examine.ones import Ones
from review.examine.remarks import remarks
from review.examine.sizes import LINK, check_sizes
from review.keep.folder import Folder, of_library
from review.model import Audience, Finding, Library, Severity
from review.project import project
from review.read.beside import read_docs, read_pictures
from review.read.library import read_library
from review.read.moved import Moved, read_moved
from review.relate.as_of import as_of
from review.relate.earlier import earlier_counts
from review.relate.library import gather
from review.relate.related import Related
from review.spread import Spread, here


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """A library with everything found in it."""

    library: Library
    errors: tuple[Finding, ...]
    looked: Callable[[], tuple[Finding, ...]]
    """Gives the warnings: a build of most libraries needs none, and they are many."""
    moved: tuple[Moved, ...]
    """Only those whose old address gets a page that points to the new one."""

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What should be looked at."""
        return self.looked()


def examine(
    root: Path,
    audience: Audience,
    *,
    drafts: bool = False,
    kept: Folder | None = None,
    spread: Spread = here,
    told: bool = False,
    memory: ExaminedOnce | None = None,
    about: Callable[[str], bool] | None = None,
) -> Examined:
    """Read, relate and check the library at `root` for `audience`. Bad input is in `errors`; nothing is raised.

    `about` tells paths below materials/: nothing else is looked for then but what is found in these, and of all others
    only what it hangs on is made out.

    What each file gives by itself is taken from `kept` where it is there, and worked out by `spread` where it is not.
    `told`: the library has its history, of which what was read is kept where readings are kept. A process that stays
    gives its `memory` again each time.
    """
    memory = memory or ExaminedOnce()
    ones = Ones(root, kept, spread, memory.ones, memory.work, wholly=about is None)
    reading = read_library(root, audience, drafts, ones.read, memory.vocabulary)
    day = as_of(root, reading.materials)
    pictures, faults = read_pictures(root)
    related = [_with(pictures.get(m.id), ones.by_id[m.id].related) for m in reading.materials]
    library = gather(filter(None, related), reading.vocabulary, audience=audience, as_of=day, drafts=reading.drafts)
    earlier = earlier_counts(filter(None, related))
    library = replace(library, digests=ones.digests, outlines=ones.outlines,
                      rooms={id: ones.rooms[id] + LINK * count for id, count in earlier.items()})  # fmt: skip
    if told:
        from review.examine.history.history import read_history  # which a check needs not

        past = of_library("history", root) if kept else None
        library = replace(library, history=read_history(root, library, drafts=drafts, kept=past, spread=spread))
    chosen = [m for m in library.materials if about is None or about(m.path)]
    own = [ones.by_id[m.id] for m in chosen]
    beside = check_hidden(library, root, about), check_sizes(library, chosen)
    moved, others = _beside(root, library, pictures) if about is None else ((), ())
    read = (f for f in (*reading.findings, *faults) if about is None or about(f.at.path))
    found = (*mask_numbers(chain(read, *beside, others)),)
    errors = _sorted("error", (finding for one in own if one.wrong for finding in one.checked), found)
    looked = cache(lambda: _sorted("warning", (finding for one in own for finding in one.checked), found))
    if told and audience == "staff":
        library = replace(library, remarks=remarks(library, looked(), of_library("trade", root) if kept else None))
    return Examined(library=library, errors=errors, looked=looked, moved=moved)


def _sorted(severity: Severity, *found: Iterable[Finding]) -> tuple[Finding, ...]:
    """What is found of one severity, each once."""
    every = dict.fromkeys(one for one in chain(*found) if one.severity == severity)
    return tuple(sorted(every, key=lambda one: (one.at.path, one.at.line, one.rule)))


def _with(pictures: tuple[str, ...] | None, related: Related | None) -> Related | None:
    """A material with its pictures."""
    return related.of(related.material.pictured(pictures)) if related and pictures else related


def _beside(
    root: Path, library: Library, pictures: dict[str, tuple[str, ...]]
) -> tuple[tuple[Moved, ...], list[Finding]]:
    """The moves that make a page, and the findings of all that is published beside the materials."""
    docs, files, findings = read_docs(project() / "docs")
    moved, found = read_moved(root)
    findings += found
    signed = library.vocabulary.exceptions
    files |= {path for paths in pictures.values() for path in paths}
    findings += check_docs(docs, library, root, files)
    findings += check_doc_links(docs, library, files, root)
    findings += clashes(library, docs)
    findings += check_names((*(doc.path for doc in docs), *sorted(files)))
    findings += check_terms(root, signed)
    findings += check_exceptions(signed, root, project())
    findings += check_pictures(library, pictures, root)
    findings += check_moved(moved, library, root)
    findings += check_moves(library, docs, moved)
    hidden = {f.at.line for f in findings if f.rule == "moved-hidden"}
    return tuple(m for m in moved if m.new is not None and m.at.line not in hidden), findings
