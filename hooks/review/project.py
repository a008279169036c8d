"""Where things are: the site at hand, and what the package brings."""

from __future__ import annotations

import csv
import os
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

NAME = "review-materials"
"""The package, as pip calls it."""
MARKS = ("mkdocs.yml", "hooks/events.py")


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
