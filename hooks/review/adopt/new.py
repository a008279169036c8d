"""A new site in an empty folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from review.adopt.brings import brought_files, record
from review.adopt.put import write_files
from review.project import RECORD

ALLOWED = {".git"}
"""What an empty folder may hold: somebody made the repository first."""


class NotEmpty(Exception):
    """The folder holds something already; its text is for the user."""


def init(folder: Path, *, samples: bool = False) -> list[str]:
    """Make a site in `folder`, which is absent or empty (but for .git); `samples` brings the shop window.

    Returns the paths written. All or nothing: what fails halfway leaves the folder as it was.
    Raises NotEmpty and OSError.
    """
    folder = folder.absolute()
    if os.path.lexists(folder) and not folder.is_dir():
        raise NotEmpty(f"{folder} 不是文件夹；请换一个名字。")
    if folder.is_dir() and (there := sorted({path.name for path in folder.iterdir()} - ALLOWED)):
        raise NotEmpty(f"{folder} 里已经有 {there[0]}{' 等' if len(there) > 1 else ''}，没有写入；请换一个空文件夹。")
    brings = brought_files(samples=samples)
    was_there = folder.is_dir()
    folder.mkdir(parents=True, exist_ok=True)
    beside, put = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent)), list[str]()
    try:
        write_files(beside, {**brings, RECORD: record(brings)})
        for part in sorted(os.listdir(beside)):
            os.replace(beside / part, folder / part)
            put.append(part)
    except BaseException:
        for part in put:
            os.replace(folder / part, beside / part)
        if not was_there:
            folder.rmdir()
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [*brings, RECORD]
