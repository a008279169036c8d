"""A saved file as a commit of its own, where the library is in git and its editor has a name there."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path


class NoCommit(Exception):
    """Git made no commit; the message says why, in Chinese, with git's own words. `needs` are the files to be committed
    before."""

    def __init__(self, why: str, needs: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.needs = tuple(needs)


def who(root: Path) -> str:
    """The name that commits bear; empty where there is no git, no repository or no name."""
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    name, mail = _git(root, "config", "user.name"), _git(root, "config", "user.email")
    return name.stdout.strip() if inside.returncode == 0 and name.stdout.strip() and mail.stdout.strip() else ""


def commit(root: Path, path: str, message: str) -> str:
    """Commit the file `path` alone, whatever else is staged or changed; the commit's short id. Raises NoCommit."""
    if not message.strip():
        raise NoCommit("请写一句话，说明改了什么。")
    if not is_changed(root, path):
        raise NoCommit("没有要记的：上次记入以后，这一份没有改过。")
    for words in (["add", "--", path], ["commit", "--quiet", "--only", f"--message={message.strip()}", "--", path]):
        done = _git(root, *words)
        if done.returncode:
            raise NoCommit(f"没有记入历史：{(done.stderr or done.stdout).strip()[-600:] or 'git 出错'}")
    return _git(root, "rev-parse", "--short", "HEAD").stdout.strip()


def committed_text(root: Path, path: str) -> str:
    """What the last commit has of the file; empty where it has none."""
    done = _git(root, "show", f"HEAD:./{path}")
    return done.stdout.removeprefix("\ufeff") if done.returncode == 0 else ""


def is_changed(root: Path, path: str) -> bool:
    """Whether the file differs from the last commit."""
    done = _git(root, "status", "--porcelain", "--", path)
    return done.returncode == 0 and bool(done.stdout.strip())


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(words, 1, "", str(error))
