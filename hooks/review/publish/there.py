"""The files of a built site as they are on the disk, and some of them changed for others."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Collection
from pathlib import Path

from review.publish.far import FILE, FOLDER

DiskFile = tuple[int, int, int]
"""A file on the disk: its number there, its length, its time in nanoseconds."""
_OTHER: DiskFile = (0, 0, 0)
"""What is no file as we make them."""


def files_there(site: Path) -> dict[str, DiskFile]:
    """What is below a folder, by path; of a folder only when it is empty."""
    found: dict[str, DiskFile] = {}
    left = [""] if site.is_dir() else []
    while left:
        folder, empty = left.pop(), True
        with os.scandir(f"{site}/{folder}") as entries:
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    left.append(f"{folder}{entry.name}/")
                else:
                    found[folder + entry.name] = told(entry.stat(follow_symlinks=False))
        if empty and folder:
            found[folder] = _OTHER
    return found


def told(found: os.stat_result) -> DiskFile:
    """What is known of a file; nothing that could be one of ours where it is none, or has another mode."""
    ours = stat.S_ISREG(found.st_mode) and stat.S_IMODE(found.st_mode) == FILE
    return (found.st_ino, found.st_size, found.st_mtime_ns) if ours else _OTHER


def put(new: Path, site: Path, files: Collection[str], gone: Collection[str]) -> None:
    """Move these files from the folder `new` to the same places of a site, and take away those that are `gone`.

    Each is there whole, before or after. Raises OSError, and then some may have been moved.
    """
    left = set()
    for path in gone:
        place = f"{site}/{path}"
        if path.endswith("/"):
            os.rmdir(place)
        else:
            os.unlink(place)
        left.add(os.path.dirname(place.rstrip("/")))
    for folder in left:
        _without_empty(Path(folder), site)
    for folder in {os.path.dirname(path) for path in files}:
        _folders(site / folder, site)
    for path in files:
        place = f"{site}/{path}"
        if os.path.isdir(place):
            shutil.rmtree(place)
        os.replace(f"{new}/{path}", place)


def _folders(folder: Path, site: Path) -> None:
    """A folder of the site and those above it, with the mode of ours."""
    if folder != site and not folder.is_dir():
        _folders(folder.parent, site)
        folder.mkdir()
        os.chmod(folder, FOLDER)


def _without_empty(folder: Path, site: Path) -> None:
    with contextlib.suppress(OSError):  # until one is not empty
        while folder != site:
            folder.rmdir()
            folder = folder.parent
