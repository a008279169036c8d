"""The vocabulary as it was committed: the one of any revision that git knows."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from review.model import Finding, Vocabulary
from review.project import RECORD, parsed_record
from review.read.text.files import Refused
from review.read.vocabulary.formats import brought_forward, newest_form, stated_format
from review.read.vocabulary.load import FILES, read_vocabulary


class NoRevision(Exception):
    """Git is not there, or does not know the library or this revision; the message says which, in Chinese."""

    def __init__(self, revision: str) -> None:
        unknown = f"git 里没有 {revision}；应为一次提交，如 HEAD、HEAD~3、origin/main，而且资料库要在 git 里。"
        super().__init__(unknown if shutil.which("git") else f"没有安装 git，不能与 {revision} 相比；请先安装 git。")


def committed_vocabulary(root: Path, revision: str) -> tuple[Vocabulary, list[Finding]]:
    """The vocabulary of the library at `root` as of a revision (HEAD, HEAD~3, a branch), and what is wrong with it.

    A file that the revision does not have is the project's own; one of an older form is read in the newest.
    Raises NoRevision, and WrongFormat where the revision's form is not known.
    """
    if _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") is None:
        raise NoRevision(revision)
    record = _git(root, "show", f"{revision}:./{RECORD}")
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "vocabulary"
        there.mkdir()
        form = newest_form() if record is None else stated_format(parsed_record(record))
        for name in FILES:
            content = _git(root, "show", f"{revision}:./vocabulary/{name}")
            if content is not None:
                (there / name).write_bytes(_forward(content, name, form))
        return read_vocabulary(Path(folder))


def _forward(content: bytes, name: str, form: int) -> bytes:
    """As `brought_forward`; what is no YAML stays, for whoever reads it says so."""
    try:
        return brought_forward(content, name, form)
    except Refused:
        return content


def _git(root: Path, *words: str) -> bytes | None:
    """What git prints; None where it fails or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
