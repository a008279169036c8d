"""What several commands share."""

from __future__ import annotations

import json
from pathlib import Path

import click

library_option = click.option(
    "--library",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="资料库所在文件夹，内有 materials/ 和 vocabulary/。默认为当前文件夹。",
)

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
