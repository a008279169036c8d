"""The command that opens the local editor."""

from __future__ import annotations

from pathlib import Path

import click

from review.cli.options import in_library, library_option
from review.project import install


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@library_option
@click.option("--no-browser", is_flag=True, help="不打开浏览器，只写出地址。")
def edit(file: Path | None, root: Path, no_browser: bool) -> None:
    """在浏览器里改材料：不用懂 git，只在本机，改前先看到要写的每一行。

    FILE 是 materials/ 里的一份材料；不写就先看文件列表。按 Ctrl+C 结束，一小时没有用也会结束。
    """
    try:
        from review.editor.serve import serve_editor
    except ImportError:
        raise click.ClickException(
            f"没有安装编辑器要用的 starlette 和 uvicorn；请运行 {install('edit')}。") from None
    from review.editor.desk import Desk

    start = in_library(file, root).relative_to(root.resolve()).as_posix() if file else ""
    if file and not (root / start).is_file():
        raise click.UsageError(f"“{file}”是文件夹，应为文件。")
    if not (root / "materials").is_dir():
        raise click.UsageError(f"{root} 里没有 materials/；请用 --library 指明资料库。")

    def say(address: str) -> None:
        click.echo(f"编辑器已在本机打开：{address}\n地址只能用一次；按 Ctrl+C 结束。")

    try:
        serve_editor(Desk(root, start), say, browser=not no_browser)
    except KeyboardInterrupt:
        click.echo("已停止。", err=True)
