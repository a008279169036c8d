"""vocabulary/*.yml to a Vocabulary. A file that a library does not have is the project's own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from review.model import Finding, Vocabulary
from review.project import MARKS, brought, project
from review.read.structure.words import word_findings
from review.read.text.files import Refused, fault, read_bytes, shown
from review.read.vocabulary.entries import records_of
from review.read.vocabulary.formats import require_newest
from review.read.vocabulary.repeats import repeats

EXCEPTIONS = "exceptions.yml"
"""The only file without a default: what one library may publish says nothing of another."""
READER = "reader.yml"
"""The reader's own words (structure/words.py): those of the site at hand, for its weights were found with them."""
_OWN_READER = f"阅读用的词只从所在的资料库读，这里不是（应有 {'、'.join(MARKS)}）；请 cd 到那里再运行，或补上缺的文件。"
FILES = ("campaigns.yml", "problems.yml", "units.yml", "glossary.yml", "rules.yml", EXCEPTIONS)
_STRAY = f"不会有人读这个文件，文件名是不是写错了；vocabulary/ 里可以有：{'、'.join(FILES)}。"


def read_vocabulary(root: Path, unsaved: Mapping[str, str] | None = None) -> tuple[Vocabulary, list[Finding]]:
    """The vocabulary of the library at `root`, and what is wrong with its files.

    `unsaved` are texts, by file name, that are read instead of the files.
    A record with a fault is left out. Raises WrongFormat where all of it is in another form, and nothing else.
    """
    require_newest(root)
    findings = list(_strays(root / "vocabulary"))
    read = partial(_read_file, root, findings, unsaved or {})
    vocabulary = Vocabulary(
        campaigns=read("campaigns.yml"),
        themes=read("problems.yml"),
        units=read("units.yml"),
        terms=read("glossary.yml"),
        trade=read("rules.yml"),
        exceptions=read(EXCEPTIONS) if os.path.lexists(root / "vocabulary" / EXCEPTIONS) else (),
    )
    findings += [*word_findings(), *repeats(vocabulary)]
    return vocabulary, findings


def _strays(folder: Path) -> Iterable[Finding]:
    """A misspelt file would be passed over in silence, and the project's own be used instead."""
    if folder.is_symlink():
        yield fault("not-a-file", "不能是符号链接；请放入文件夹本身。", "vocabulary")
    files = (*FILES, READER) if folder.resolve() == project() / "vocabulary" else FILES
    if folder.is_dir():
        for path in sorted(folder.iterdir()):
            if path.name not in files and not path.name.startswith("."):
                message = _OWN_READER if path.name == READER else _STRAY
                yield fault("stray-file", message, f"vocabulary/{shown(path.name)}")


def _read_file(root: Path, findings: list[Finding], unsaved: Mapping[str, str], name: str) -> tuple[Any, ...]:
    """The records of one file."""
    path, shown_path = root / "vocabulary" / name, f"vocabulary/{name}"
    if not path.exists() and not path.is_symlink():
        path = next(p for p in (project() / path.relative_to(root), brought() / path.relative_to(root)) if p.exists())
    try:
        data = unsaved[name].encode() if name in unsaved else read_bytes(path, shown_path)
    except Refused as error:
        findings.append(error.finding)
        return ()
    records, found = records_of(name, data)
    findings += found
    return records
