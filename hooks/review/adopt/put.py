"""Files written into a site: all of them or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from review.read.text.write import write

STAGE = ".review-half"
"""In the site while files are put there; one left behind by a process that was killed goes the next time."""
RUN = ("deploy/publish", "deploy/pre-commit")


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file below `folder` whole, one after another. Raises OSError."""
    for path, data in files.items():
        write(folder / path, data)
        (folder / path).chmod(0o755 if path in RUN else 0o644)


def put_all(site: Path, files: Mapping[str, bytes | None]) -> None:
    """Write every file below `site`, and take away those whose content is None; where one fails, none is changed.

    All is written beside first, and what was there is kept beside, so that nothing but renames can fail halfway and
    renames take it back. A process killed between two of them leaves every file whole, the old or the new.
    Raises OSError.
    """
    stage = site / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    done: list[str] = []
    try:
        write_files(stage / "new", {path: data for path, data in files.items() if data is not None})
        for path in files:
            if (site / path).is_file():
                (stage / "old" / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(site / path, stage / "old" / path)
        for path in files:
            done.append(path)
            _move(stage / "new" / path, site / path)
    except BaseException:
        for path in done:
            _move(stage / "old" / path, site / path)
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _move(source: Path, target: Path) -> None:
    """What is at `source` to `target`; where nothing is, nothing is to be at `target` either."""
    if source.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)
    else:
        target.unlink(missing_ok=True)
