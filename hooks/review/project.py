"""Where things are: the site at hand, what it remembers of the package, and what the package brings."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

NAME = "review-materials"
"""The package, as pip calls it."""
MARKS = ("mkdocs.yml", "hooks/events.py")
RECORD = ".review-site.json"
"""In a site: the version that its files came with, the form of its vocabulary, and the digest of each as written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """What a site remembers of the package it was made or last upgraded with."""

    version: str
    files: dict[str, str]
    """Digest by path, of each file as the package wrote it."""
    format: object = 1
    """The form of its vocabulary, a number as read/vocabulary/formats.py counts; the first where a site says none."""


class WrongFormat(ValueError):
    """A vocabulary is of a form that this version does not read; its text is for the user."""


def brought() -> Path:
    """The folder of what the package brings to a new site (mkdocs.yml, docs/, vocabulary/, deploy/, materials/).

    An installed package has it inside; in a checkout it is the checkout itself, whose own site this is.
    """
    inside = Path(__file__).parent / "brought"
    return inside if inside.is_dir() else Path(__file__).parents[2]


def project() -> Path:
    """The site at hand: the nearest folder, from the current one up, with mkdocs.yml and hooks/events.py.

    Outside of any it is what the package brings, so that a bare library (--library) can be built too.
    """
    here = Path.cwd()
    found = (folder for folder in (here, *here.parents) if all((folder / mark).is_file() for mark in MARKS))
    return next(found, brought()).resolve()


def install(extra: str) -> str:
    """How what only some commands need is installed, in words; `extra` as pyproject.toml calls it."""
    return f"pip install '{NAME}[{extra}]'（没有网络的，加上 --no-index --find-links wheelhouse）"


def read_record(site: Path) -> Record | None:
    """What the site remembers; None where it was not made by `review init`. Raises ValueError for a broken record."""
    path = site / RECORD
    return parsed_record(path.read_bytes()) if path.is_file() else None


def parsed_record(data: bytes) -> Record:
    """What a site's record says. Raises ValueError."""
    try:
        value = json.loads(data)
        return Record(version=str(value["version"]), files=dict(value["files"]), format=value.get("format", 1))
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{RECORD} 读不懂；请从 git 取回它，例：git checkout -- {RECORD}") from None


def lacking() -> tuple[str, ...]:
    """The files of the installed package that are not there, by pip's record of it; none in a checkout."""
    try:
        installed = distribution(NAME)
    except PackageNotFoundError:
        return ()
    root = str(installed.locate_file(""))
    rows = csv.reader((installed.read_text("RECORD") or "").splitlines())
    recorded = (row[0] for row in rows if row and not row[0].endswith(".pyc"))
    return tuple(path for path in recorded if not os.path.isfile(os.path.join(root, path)))
