"""What several commands share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

PARTS = ("materials", "vocabulary", "mkdocs.yml")
"""A library has at least one of them."""


def _library(_context: click.Context, _option: click.Parameter, root: Path) -> Path:
    """Refuses a folder that is no library: an import there would make one, read by another district's roster."""
    if not any(os.path.lexists(root / part) for part in PARTS):
        where = "当前文件夹" if root == Path() else str(root)
        step = "请先 cd 到资料库，或用 --library 写明在哪里；新建用 review init"
        raise click.UsageError(f"{where}不是资料库，里面没有 {'、'.join(PARTS)}；{step}。")
    return root


def _option(check: Callable[..., Path] | None) -> Callable[[F], F]:
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    told = "资料库所在文件夹，内有 materials/ 和 vocabulary/。默认为当前文件夹。"
    return click.option("--library", "root", type=folder, default=".", callback=check, help=told)


library_option = _option(_library)
any_folder_option = _option(None)
"""For what reads a file wherever it lies: in a folder that is no library by the package's own vocabulary."""

audience_option = click.option(
    "--audience",
    type=click.Choice(["internal", "staff"]),
    default="internal",
    show_default=True,
    help="给谁看：internal 不含限制材料，staff 含。草稿两者都不含。",
)

json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供脚本读取。")


def print_json(value: object) -> None:
    """Write `value` to the standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def in_library(path: Path, root: Path) -> Path:
    """Where in the library at `root` a file or folder is, whether it is named from here or, as messages name it, from
    there. Raises UsageError for one that is not there, or is elsewhere.
    """
    base = root.resolve()
    places = [place.resolve() for place in (path, root / path) if os.path.exists(place)]
    if not places:
        raise click.UsageError(f"没有“{path}”。")
    if not (within := [place for place in places if place.is_relative_to(base)]):
        raise click.UsageError(f"{path} 不在资料库 {root} 里。")
    return within[0]


def materials_at(paths: Iterable[Path], root: Path) -> list[Path]:
    """The materials at these files and folders of the library at `root`. Raises UsageError for what is none."""
    from review.edit.set import material_files

    found = material_files(in_library(path, root) for path in paths)
    below = (root / "materials").resolve()
    if strange := next((file for file in found if not file.is_relative_to(below)), None):
        raise click.UsageError(f"{strange} 不在资料库 {root} 的 materials/ 里。")
    return found
