"""A new site in an empty folder."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from review.adopt.brings import RECORD, brought_files, record

ALLOWED = {".git"}
"""What an empty folder may hold: somebody made the repository first."""
RUN = ("deploy/publish", "deploy/pre-commit")


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
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        write_files(beside, {**brings, RECORD: record(brings)})
        folder.mkdir(exist_ok=True)
        for part in sorted(beside.iterdir()):
            os.replace(part, folder / part.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return [*brings, RECORD]


def write_files(folder: Path, files: dict[str, bytes]) -> None:
    """Write each file below `folder`, one at a time and each whole."""
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f".{target.name}.new")
        half.write_bytes(data)
        half.chmod(0o755 if path in RUN else 0o644)
        os.replace(half, target)
