"""The day a build counts from: the same library gives the same site, whenever it is built."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from review.model import Material

CHINA = datetime.timezone(datetime.timedelta(hours=8))
NOTHING = datetime.date(1970, 1, 1)


def as_of(
    root: Path, materials: Iterable[Material], environment: Mapping[str, str] | None = None
) -> datetime.date:
    """SOURCE_DATE_EPOCH (seconds), else the last commit that the library's folder is in, else the newest date.

    `environment` is os.environ unless given. A SOURCE_DATE_EPOCH that is no number is passed over.
    """
    epoch = (os.environ if environment is None else environment).get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return _day(int(epoch))
    if (committed := _committed(root)) is not None:
        return _day(committed)
    return max((material.date for material in materials), default=NOTHING)


def _day(seconds: int) -> datetime.date:
    """The day in China, where the library is kept."""
    return datetime.datetime.fromtimestamp(seconds, CHINA).date()


def _committed(root: Path) -> int | None:
    """The time of HEAD in seconds, if `root` is a folder that git keeps."""
    git = ["git", "-C", str(root)]
    try:
        kept = subprocess.run([*git, "ls-files", "--", "."], capture_output=True, timeout=60, check=False)
        if not kept.stdout:
            return None
        shown = subprocess.run([*git, "log", "-1", "--format=%ct"], capture_output=True, timeout=60, check=False)
        return int(shown.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
