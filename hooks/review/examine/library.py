"""A library with everything found in it: read, related and checked, with all that is published beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from review.check.beside import (
    check_exceptions,
    check_hidden,
    check_moved,
    check_names,
    check_pictures,
    check_terms,
    mask_paths,
)
from review.check.docs import check_docs
from review.check.library import check
from review.examine.clashes import check_moves, clashes
from review.examine.sizes import check_sizes
from review.model import Audience, Finding, Library
from review.project import project
from review.read.beside import read_docs, read_pictures
from review.read.front.moved import Moved, read_moved
from review.read.library import read_library
from review.relate.as_of import as_of
from review.relate.library import relate


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """A library with everything found in it."""

    library: Library
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    moved: tuple[Moved, ...]
    """Only those whose old address gets a page that points to the new one."""


def examine(root: Path, audience: Audience, *, drafts: bool = False) -> Examined:
    """Read, relate and check the library at `root` for `audience`. Bad input is in `errors`; nothing is raised."""
    reading = read_library(root, audience, drafts)
    day = as_of(root, reading.materials)
    kept, faults = read_pictures(root)
    materials = tuple(replace(m, pictures=kept[m.id]) if m.id in kept else m for m in reading.materials)
    library = relate(materials, reading.vocabulary, audience=audience, as_of=day, drafts=reading.drafts)
    moved, beside = _beside(root, library, kept)
    every = dict.fromkeys(mask_paths((*reading.findings, *faults, *check(library), *check_sizes(library), *beside)))
    found = sorted(every, key=lambda f: (f.at.path, f.at.line, f.rule))
    return Examined(
        library=library,
        errors=tuple(f for f in found if f.severity == "error"),
        warnings=tuple(f for f in found if f.severity == "warning"),
        moved=moved,
    )


def _beside(
    root: Path, library: Library, pictures: dict[str, tuple[str, ...]]
) -> tuple[tuple[Moved, ...], list[Finding]]:
    """The moves that make a page, and the findings of all that is published beside the materials' text."""
    docs, files, findings = read_docs(project() / "docs")
    moved, found = read_moved(root)
    findings += found
    signed = library.vocabulary.exceptions
    files |= {path for paths in pictures.values() for path in paths}
    findings += check_docs(docs, library, root, files)
    findings += clashes(library, docs)
    findings += check_names((*(m.path for m in library.materials), *(doc.path for doc in docs), *sorted(files)))
    findings += check_terms(root, signed)
    findings += check_hidden(library, root)
    findings += check_exceptions(signed, root, project())
    findings += check_pictures(library, pictures, root)
    findings += check_moved(moved, library, root)
    findings += check_moves(library, docs, moved)
    hidden = {f.at.line for f in findings if f.rule == "moved-hidden"}
    return tuple(m for m in moved if m.new is not None and m.at.line not in hidden), findings
