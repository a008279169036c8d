"""How an import is undone: with git, and only where the library is in git."""

from __future__ import annotations

import subprocess
from pathlib import Path

from review.intake.memory import MEMORY

SECONDS = 10
ROSTER = "vocabulary/units.yml"
WRITES = (MEMORY, "materials", "pictures", ROSTER)
"""What an import may write, below the library's root."""


def git_state(root: Path) -> list[str] | None:
    """What of the library at `root` an import may write, and git does not have as it is; None where there is no git."""
    call = ["git", "-C", str(root), "status", "--porcelain", "--untracked-files=all", "--", *WRITES]
    found = _said(call)
    return None if found is None else found.splitlines()


def _said(call: list[str]) -> str | None:
    """What git says; None where there is no git."""
    try:
        done = subprocess.run(call, capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def unsaved(root: Path, paths: list[str]) -> int | None:
    """How many of the files at `paths` below `root` git does not have as they are; None where there is no git."""
    call = ["git", "-C", str(root), "status", "--porcelain", "-z", "--untracked-files=all", "--", *paths]
    found = _said(call)
    return None if found is None else sum(map(bool, found.split("\0")))


def how_to_set_back(count: int, before: int | None) -> str:
    """How to undo a change of `count` files, of which `before` were not in git as they were: see `unsaved`."""
    back = "上面 - 开头的行是原来的值"
    if before is None:
        return f"资料库不在 git 里；不要了，照原样改回去：{back}。"
    if before == 0:
        return "用 git diff 看改动；不要了，用 git checkout 取回。"
    which = "它们" if before == count else f"其中 {before} 份"
    return f"{which}在这之前就没有提交，git 取不回改之前的样子；不要了，照原样改回去：{back}。"


def how(root: Path, written: list[str], before: list[str] | None) -> str:
    """How to undo what was written just now; `before` is the state of git before it, `written` paths below `root`."""
    if before is None:
        return "资料库不在 git 里，写入的不能一条命令撤销；请先在资料库里 git init 并提交。"
    tops = [one for one in WRITES if any(path == one or path.startswith(f"{one}/") for path in written)]
    text = f"还没有提交：git diff 看改动；不要了，用 git stash push -u -- {' '.join(tops)} 收走（git stash pop 取回）。"
    if before:
        text += f"导入之前另有 {len(before)} 处没有提交的改动，会一起收走。"
    return f"{text}已经提交的，用 git revert 撤销那一次提交。"
