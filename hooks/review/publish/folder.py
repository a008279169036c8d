"""A folder that is wholly new or stays as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotOurs(Exception):
    """The folder to be replaced holds something that we did not make; its text is for the user."""


@contextmanager
def replaced(out: Path, mark: str) -> Iterator[Path]:
    """An empty folder beside `out` that takes its place when the block ends without an exception.

    `mark` is a file or folder that every folder of this kind has: one that is neither empty nor has it is not replaced
    (NotOurs). If the block fails, `out` is untouched.
    """
    out = out.absolute()
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / mark).exists())):
        raise NotOurs(f"{out} 里有别的东西，没有替换。请换一个文件夹，或先清空它。")
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        new, old = beside / "new", beside / "old"
        new.mkdir()
        yield new
        if out.exists():
            os.replace(out, old)
        os.replace(new, out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
