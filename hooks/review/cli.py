"""The command line: one short function a command."""

from __future__ import annotations

from pathlib import Path

import click

library_option = click.option(
    "--library",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="资料库所在文件夹，内有 materials/ 和 vocabulary/。默认为当前文件夹。",
)


@click.group()
@click.version_option(package_name="review-materials")
def main() -> None:
    """对照检查材料库。"""
