"""A site to the version of the installed package. What its owner edited stays, whatever the package brings."""

from __future__ import annotations

import difflib
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from review.adopt.brings import SHOP_WINDOW, brought_files, file_digest, order, own_version, record
from review.adopt.put import put_all
from review.project import RECORD, Record, read_record
from review.read.text.files import read_bytes
from review.read.vocabulary.formats import brought_forward, due, format_of

Fate = Literal["新增", "更新", "改写", "删去", "你改过", "你删去了"]


class Newer(Exception):
    """The site was made with a later version than the package's; its text is for the user."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What an upgrade does with one file."""

    path: str
    change: Fate
    was: bytes
    new: bytes
    """Empty where this version has no such file any more."""
    says: str = ""
    """What changes within it, of a file that is rewritten."""

    @property
    def done(self) -> bool:
        """Whether the upgrade writes it; otherwise it is only said."""
        return self.change in ("新增", "更新", "改写", "删去")


def upgrade_steps(site: Path) -> list[Step]:
    """What an upgrade of `site` would do, by path; nothing is written.

    A file is the owner's as soon as it is not what the package wrote: of such a file no more is changed than the lines
    that the vocabulary's newest form asks for. Raises Newer, WrongFormat, ValueError where the record cannot be read,
    and Refused for a file of the vocabulary that is to be rewritten and cannot be read.
    """
    known = read_record(site) or Record(version="0", files={})
    if order(known.version) > order(own_version()):
        raise Newer(
            f"这个资料库是 {known.version} 版的，装的程序是 {own_version()} 版，更旧；没有改动。请先升级程序。"
        )
    rewritten = {step.path: step for step in _rewritten(site, format_of(site))}
    steps = (_step(site, path, new, known.files.get(path)) for path, new in _brought(known))
    brought = {step.path: step for step in steps if step and (step.done or step.path not in rewritten)}
    return [step for _, step in sorted({**rewritten, **brought}.items())]


def apply(site: Path, steps: list[Step]) -> None:
    """Write what `upgrade_steps` found and the record, or nothing at all. Raises OSError."""
    put_all(site, {step.path: step.new or None for step in steps if step.done} | {RECORD: record(brought_files())})


def file_diff(step: Step) -> Iterator[str]:
    """The lines that differ between the site's file and this version's, as a unified diff; of a picture its sizes."""
    try:
        was, new = (data.decode("utf-8").splitlines() for data in (step.was, step.new))
    except UnicodeDecodeError:
        yield f"不是文本：现在 {len(step.was)} 字节，新版 {len(step.new)} 字节"
        return
    yield from difflib.unified_diff(was, new, f"{step.path}（现在）", f"{step.path}（新版）", lineterm="")


def _rewritten(site: Path, form: int) -> Iterator[Step]:
    """The files of the site's vocabulary that another form changes, whoever wrote them."""
    says = defaultdict[str, list[str]](list)
    for one in due(form):
        says[one.file].append(one.says)
    for file, said in says.items():
        path = f"vocabulary/{file}"
        if os.path.lexists(site / path):
            was = read_bytes(site / path, path)
            new = brought_forward(was, file, form)
            if new != was:
                yield Step(path=path, change="改写", was=was, new=new, says="；".join(said))


def _brought(known: Record) -> list[tuple[str, bytes]]:
    """Every file of this version, and those only an earlier one brought, with their new content; no materials."""
    every = {**dict.fromkeys(known.files, b""), **brought_files()}
    return sorted((path, new) for path, new in every.items() if not path.startswith(SHOP_WINDOW))


def _step(site: Path, path: str, new: bytes, wrote: str | None) -> Step | None:
    """What is to be done with one file; None where nothing is."""
    file = site / path
    was = file.read_bytes() if file.is_file() else b""
    if was == new:
        return None
    if _in_the_way(site, file):
        return Step(path=path, change="你改过", was=was, new=new) if new else None
    if not was:
        change: Fate = "新增" if wrote is None else "你删去了"
        return Step(path=path, change=change, was=was, new=new) if new else None
    untouched = file_digest(was) == wrote
    change = ("更新" if new else "删去") if untouched else "你改过"
    return Step(path=path, change=change, was=was, new=new)


def _in_the_way(site: Path, file: Path) -> bool:
    """Whether the owner put something else there: a folder for a file, or a file for one of its folders."""
    above = [folder for folder in file.parents if folder.is_relative_to(site)]
    folders = any(os.path.lexists(folder) and not folder.is_dir() for folder in above)
    return folders or os.path.lexists(file) and not file.is_file()
