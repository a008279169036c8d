"""The commands for those who make a site of their own and keep it up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from review.cli.options import json_option, print_json


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--samples", is_flag=True, help="带上示例材料（虚构的一个区），先看看样子。")
def init(folder: Path, samples: bool) -> None:
    """在空文件夹 FOLDER 里新建一个资料库：设置、说明、词表、发布用的文件。"""
    from review.adopt.new import NotEmpty
    from review.adopt.new import init as make
    from review.read.text.write import reason

    try:
        written = make(folder, samples=samples)
    except NotEmpty as refused:
        raise click.ClickException(str(refused)) from None
    except OSError as error:
        raise click.ClickException(f"写不进 {folder}：{reason(error)}。") from None
    click.echo(f"{folder}：写了 {len(written)} 个文件。")
    roster = "" if samples else "改 vocabulary/units.yml 里的单位名册，"
    click.echo(f"下一步：cd 到那里，{roster}运行 make site。")


@click.command()
@click.option("--yes", is_flag=True, help="不再询问，直接改。")
@click.option("--diff", is_flag=True, help="列出每个文件改了哪些行，也包括你改过、这次不动的。")
def upgrade(yes: bool, diff: bool) -> None:
    """把当前的资料库升到已安装的程序版本；你改过的文件不动，词表换格式时只改要改的行。

    退出状态：0 已是新版或已升级；1 没有升级；2 用法不对。
    """
    from review.adopt.brings import own_version
    from review.adopt.put import STAGE
    from review.adopt.upgrade import Newer, apply, file_diff, upgrade_steps
    from review.project import MARKS, project, read_record
    from review.read.text.files import Refused
    from review.read.text.write import reason
    from review.read.vocabulary.formats import newest_form

    site = project()
    if not all((site / mark).is_file() for mark in MARKS) or not Path.cwd().is_relative_to(site):
        raise click.ClickException("当前文件夹不是资料库；请先 cd 到资料库，或用 review init 新建一个。")
    try:
        steps = upgrade_steps(site)
        known = read_record(site)
    except (Newer, ValueError) as refused:
        raise click.ClickException(str(refused)) from None
    except Refused as refused:
        raise click.ClickException(f"{refused.finding}\n词表要改成新的格式，请先改好这里，再升级。") from None
    for step in steps:
        note = step.says if step.done else "不动"
        click.echo(f"{step.change}  {step.path}{note and f'（{note}）'}")
        if diff or step.change == "改写":
            click.echo("\n".join(file_diff(step)))
    current = known and (known.version, known.format) == (own_version(), newest_form())
    if current and not any(step.done for step in steps):
        click.echo(f"已是 {own_version()} 版。")
        return
    if not (yes or (sys.stdin.isatty() and click.confirm("照此升级吗？"))):
        click.echo("没有改动。确认后加 --yes 再运行一次。")
        raise SystemExit(1)
    try:
        apply(site, steps)
    except OSError as error:
        where = str(error.filename2 or error.filename or site).replace(f"{STAGE}/new/", "")
        place = f"写不进 {where}：{reason(error)}；没有升级，一切如旧。"
        raise click.ClickException(f"{place}请排除之后再运行一次 review upgrade。") from None
    click.echo(f"已升到 {own_version()} 版。请运行 make test；要反悔，用 git checkout 取回原来的文件。")


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """查看这台机器上有什么、缺什么、哪个命令因此不能用；报告故障时请附上它。

    退出状态：0 必需的都在；1 缺少必需的；2 用法不对。
    """
    from review.adopt.doctor import observations

    lines = list(observations())
    if as_json:
        print_json([{"name": x.name, "found": x.found, "without": x.without, "needed": x.needed} for x in lines])
    else:
        for line in lines:
            click.echo(f"{line.name}：{line.found or f'{line.lack}。{line.without}'}")
    raise SystemExit(1 if any(line.needed and not line.found for line in lines) else 0)
