"""The commands that change front matter, shown first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from review.cli.options import in_library, library_option, materials_at

if TYPE_CHECKING:
    from review.edit.set import Edit

yes_option = click.option("--yes", is_flag=True, help="不问，直接写入。")


@click.command("set")
@click.argument("field")
@click.argument("value")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@library_option
@yes_option
def set_command(field: str, value: str, paths: tuple[Path, ...], root: Path, yes: bool) -> None:
    """把许多材料的同一项元数据改成 VALUE；先列出要改的每一行，再问。

    FIELD 如 visibility（可见范围）、date、measures.3.status、measures.*.due；VALUE 为空就删去这一项。

    退出状态：0 都已是所要的样子；1 有改不了的，或没有确认；2 用法不对。
    """
    from review.edit.field import UnknownField
    from review.edit.field import field as parse_field
    from review.edit.field import parsed_value as parse_value
    from review.edit.set import set_field
    from review.read.vocabulary.load import read_vocabulary

    vocabulary, _ = read_vocabulary(root)
    try:
        where = parse_field(field)
        what = parse_value(value, where)
    except UnknownField as error:
        raise click.UsageError(str(error)) from None
    found = materials_at(paths, root)
    named = {file for path in paths if (file := in_library(path, root)).is_file()}
    show_and_save(list(set_field(found, root, where, what, vocabulary, named)), root, yes)


@click.command()
@click.argument("place")
@click.argument("rule")
@click.argument("why")
@library_option
@yes_option
def seen(place: str, rule: str, why: str, root: Path, yes: bool) -> None:
    """把一条提醒记作已看、不用改，写进那份材料的元数据，连同理由。

    PLACE 是提醒开头的“文件:行”，或只写文件；RULE 是提醒末尾方括号里的规则；WHY 是理由，如 原件如此。
    """
    from review.check.copies import check_copies
    from review.check.trade import check_trade
    from review.edit.seen import NoRemark, note_seen
    from review.examine.library import examine

    path, _, line = place.removesuffix(":").rpartition(":")
    if not path or not line.isdecimal():
        path, line = place.removesuffix(":"), ""
    examined = examine(root, "staff", drafts=True)
    copied = check_copies(examined.library, lambda each: each == path)
    found = (*examined.warnings, *examined.errors, *check_trade(examined.library), *copied)
    try:
        edit = note_seen(root, path, int(line) if line else None, rule, why, found, examined.library.materials,
                         examined.library.vocabulary)
    except NoRemark as error:
        raise click.ClickException(f"{error}。") from None
    show_and_save([edit], root, yes)


def show_and_save(edits: list[Edit], root: Path, yes: bool, left: Sequence[str] = ()) -> None:
    """Show every line that changes and last what can't be, ask, write, and end the command with its status.

    `left` says what else is left out, a line each.
    """
    from review.edit.set import save
    from review.intake import undo
    from review.read.text.write import reason

    for edit in edits:
        if edit.changes:
            click.echo(edit.path)
            for number, line in edit.lines:
                click.echo(f"  {number:>4} {line}")
    wrong = [f"{e.path}:{e.line}: 改不了，{'；'.join(r.rstrip('。') for r in e.refused)}。" for e in edits if e.refused]
    for line in (*left, *wrong):
        click.echo(line)
    changed, refused = sum(e.changes for e in edits), len(wrong)
    same = len(edits) - changed - refused
    told = (("要改", changed), ("已是这样", same), ("改不了", refused))
    also = f"，另有 {len(left)} 处没有导入，见上" if left else ""
    click.echo(f"{'，'.join(f'{what} {n} 份' for what, n in told if n or what == '要改')}{also}。")
    if changed and not yes and not (sys.stdin.isatty() and click.confirm("写入吗？")):
        click.echo("没有写入；看过以上各行，确要写入请加 --yes。" if not sys.stdin.isatty() else "没有写入。")
        raise SystemExit(1)
    before = undo.unsaved(root, [edit.path for edit in edits if edit.changes])
    try:
        save(edits, root)
    except OSError as error:
        raise click.ClickException(f"写不进资料库：{reason(error)}。") from None
    if changed:
        click.echo(f"已写入 {changed} 份。{undo.how_to_set_back(changed, before)}")
    raise SystemExit(1 if refused or left else 0)
