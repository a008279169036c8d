"""A folder that is wholly new or stays as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from review.publish.far import FILE, FOLDER

FolderKind = Literal["site", "pages"]
WORDS = "这个文件夹由 review {} 生成，下次生成时整个替换；请不要在里面放别的东西。\n"
COMMANDS: dict[FolderKind, str] = {"site": "build", "pages": "pages"}


class NotOurs(Exception):
    """The folder to be replaced holds something that we did not make; its text is for the user."""


@contextmanager
def replaced(out: Path, kind: FolderKind, *sources: Path, known: bool = False) -> Iterator[Path]:
    """An empty folder beside `out` that takes its place when the block ends without an exception.

    It carries our mark, a hidden file by its kind. What is replaced has this mark, or is empty, or is not there, or
    is `known` to hold nothing but what we made: else NotOurs, as for a place that cannot be written to, lies within one
    of the `sources` or holds one. If the block fails, `out` is untouched. All gets modes of ours, whatever the umask.
    """
    out = _place(out, mark(kind), sources, known)
    with _beside(out, kind) as new:
        yield new
        _set_modes(new)
        _swap(new, out, new.with_name("old"))


@contextmanager
def staged(out: Path, kind: FolderKind, *sources: Path, known: bool = False) -> Iterator[Path]:
    """An empty folder beside `out`, as for `replaced`, for files that the caller puts there."""
    with _beside(_place(out, mark(kind), sources, known), kind) as new:
        yield new


def require_place(out: Path, kind: FolderKind, *sources: Path) -> None:
    """Raises NotOurs where `replaced` would: to be known before a long work is begun."""
    _place(out, mark(kind), sources, known=False)


@contextmanager
def _beside(out: Path, kind: FolderKind) -> Iterator[Path]:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise NotOurs(f"{out} 写不进去：{error.strerror}。请换一个文件夹。") from None
    try:
        new = beside / "new"
        new.mkdir()
        (new / mark(kind)).write_text(WORDS.format(COMMANDS[kind]), "utf-8")
        yield new
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def mark(kind: FolderKind) -> str:
    """The file by which a folder of this kind is known as ours."""
    return f".review-{kind}"


def _place(out: Path, mark: str, sources: tuple[Path, ...], known: bool) -> Path:
    """Where `out` really is. Raises NotOurs where nothing of ours may be put."""
    what = "请换一个文件夹；确实不要了的，先自己删去。"
    try:
        if out.is_symlink() and not out.exists():
            raise NotOurs(f"{out} 是失效的链接，没有替换。{what}")
        out = out.resolve()
        ours = known or not out.exists() or out.is_dir() and (not any(out.iterdir()) or _marked(out / mark))
    except OSError as error:
        raise NotOurs(f"{out} 打不开：{error.strerror}。{what}") from None
    for source in sources:
        if out.is_relative_to(source.resolve()):
            raise NotOurs(f"{out} 在 {source.name}/ 里，那里只放原始文件。请换一个文件夹。")
        if source.resolve().is_relative_to(out):
            raise NotOurs(f"{out} 里有 {source.name}/，没有替换。请换一个文件夹，例：{out / 'site'}")
    if not ours:
        raise NotOurs(f"{out} 里有别的东西（没有 review 的标记 {mark}），没有替换。{what}")
    return out


def _marked(mark: Path) -> bool:
    return mark.is_file() and not mark.is_symlink()


def _set_modes(root: Path) -> None:
    for folder, _, names in os.walk(root):
        os.chmod(folder, FOLDER)
        for name in names:
            os.chmod(os.path.join(folder, name), FILE)


def _swap(new: Path, out: Path, old: Path) -> None:
    """`new` in place of `out`, which is back where it was when that fails."""
    if not out.exists():
        os.replace(new, out)
        return
    os.replace(out, old)
    try:
        os.replace(new, out)
    except OSError:
        os.replace(old, out)
        raise
