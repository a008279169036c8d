"""The day a build counts from: the same library gives the same site, whenever it is built."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path

from review.model import Material

CHINA = datetime.timezone(datetime.timedelta(hours=8))
BEYOND = 253_402_214_400
"""The last day that a date can name begins, in seconds since 1970 (UTC): 9999-12-31."""
EPOCH = "SOURCE_DATE_EPOCH"
NOTHING = datetime.date(1970, 1, 1)


def as_of(
    root: Path, materials: Iterable[Material], environment: Mapping[str, str] | None = None
) -> datetime.date:
    """The day of `moment` in China, where the library is kept; without one the newest material's date."""
    seconds = moment(root, environment)
    if seconds is None:
        return max((material.date for material in materials), default=NOTHING)
    return datetime.datetime.fromtimestamp(seconds, CHINA).date()


def moment(root: Path, environment: Mapping[str, str] | None = None) -> int | None:
    """SOURCE_DATE_EPOCH, else the time of the last commit that the library's folder is in; seconds since 1970.

    `environment` is os.environ unless given. Raises WrongEpoch.
    """
    said = epoch(os.environ if environment is None else environment)
    return _committed(root) if said is None else said


class WrongEpoch(ValueError):
    """SOURCE_DATE_EPOCH is no moment; the message says what it may be."""


def epoch(environment: Mapping[str, str]) -> int | None:
    """SOURCE_DATE_EPOCH in seconds since 1970 (reproducible-builds.org); None where it is not set, or empty.

    Raises WrongEpoch for what is no number, or lies beyond the year 9999.
    """
    said = environment.get(EPOCH, "")
    if not said:
        return None
    if not re.fullmatch("[0-9]{1,12}", said) or int(said) >= BEYOND:
        example = "1768406400（2026-01-15）"
        raise WrongEpoch(f"环境变量 {EPOCH} 应为 1970 年以来的秒数，如 {example}，实为“{said[:40]}”；请改正，或不设。")
    return int(said)


def settle_epoch(environment: MutableMapping[str, str]) -> None:
    """Before anything is read: an empty SOURCE_DATE_EPOCH is taken out, which MkDocs would stumble over.

    Raises WrongEpoch.
    """
    if epoch(environment) is None:
        environment.pop(EPOCH, None)


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
