"""The commands that take the library out as tables, and the ledger back in."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from review.cli.edit import show_and_save, yes_option
from review.cli.options import audience_option, library_option
from review.model import Audience, Vocabulary

if TYPE_CHECKING:
    from review.export.tables import Choice, TableKind

LIBRARY = "library"
KINDS = ("ledger", "problems", "materials", "measures", "copies", LIBRARY)
FORMATS = ("xlsx", "csv", "json", "sqlite")
STATUSES = ("逾期", "未启动", "推进中", "已完成", "待销号", "已销号", "未登记")
_MEANT = {"待销号": ("已完成，待销号",), "已完成": ("已完成，待销号", "已销号")}


@click.command()
@click.argument("what", type=click.Choice(KINDS))
@library_option
@audience_option
@click.option("--format", "form", type=click.Choice(FORMATS), help="格式；不写时看 --out 的扩展名，都没有就是 xlsx。")
@click.option("--unit", "units", multiple=True, help="只要这个单位的（名称、别名或 id）；可以写几次。")
@click.option("--campaign", "campaigns", multiple=True, help="只要这次活动的（id）；可以写几次。")
@click.option("--status", "states", multiple=True, type=click.Choice(STATUSES), help="只要这种状态的措施；可以写几次。")
@click.option("--columns", help="要哪些列，用逗号分开；写错时列出全部可用的列。")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="写到哪里，- 是标准输出；默认当前文件夹。")
@click.option("--replace", is_flag=True, help="已有同名的文件，换掉它。")
def export(
    what: str, root: Path, audience: Audience, form: str | None, out: Path | None, replace: bool, **chosen: Any
) -> None:
    """导出：ledger 台账、measures 全部措施、problems 问题、materials 材料目录、copies 雷同，library 整库（SQLite）。

    只含 --audience 能看的材料，草稿都不含。台账导出成 xlsx 或 csv，改好后用 review import-ledger 导回来。

    退出状态：0 已写好；1 有读不了的材料（其余照写），或没有写；2 用法不对。
    """
    from review.export.tables import TITLES
    from review.read.library import read_library
    from review.read.text.write import reason
    from review.relate.as_of import as_of
    from review.relate.library import relate

    form = form or (out.suffix[1:] if out and out.suffix[1:] in FORMATS else "sqlite" if what == LIBRARY else "xlsx")
    if (what == LIBRARY) != (form == "sqlite"):
        raise click.UsageError("library 只能导出成 sqlite，别的只能是 xlsx、csv、json。")
    if what == "copies" and audience != "staff":
        raise click.UsageError("雷同只给工作人员看，请加 --audience staff。")
    reading = read_library(root, audience)
    choice = _choice(what, reading.vocabulary, **chosen)
    out = out or Path(f"{TITLES.get(what, '资料库')}.{form}")  # type: ignore[call-overload]
    if str(out) != "-" and out.exists() and not replace:
        raise click.ClickException(f"已有 {out}，没有换掉它；请用 --out 写到别处，或加 --replace。")
    errors = [finding for finding in reading.findings if finding.severity == "error"]
    for finding in errors:
        click.echo(finding, err=True)
    library = relate(reading.materials, reading.vocabulary, audience=audience, as_of=as_of(root, reading.materials))
    try:
        data, count = _data(what, form, library, choice)
        if str(out) == "-":
            sys.stdout.buffer.write(data)
        else:
            _write(out, data)
    except OSError as error:
        raise click.ClickException(f"写不了 {out}：{reason(error)}。") from None
    left = f"有 {len(errors)} 处错误，那几份材料不在内。" if errors else ""
    if str(out) != "-":
        click.echo(f"{out}：{count}。{left}")
    raise SystemExit(1 if errors else 0)


def _choice(what: str, vocabulary: Vocabulary, **chosen: Any) -> Choice:
    """What is to be exported. Raises click.UsageError for what the library does not know."""
    from review.export.tables import Choice, states_of
    from review.read.yaml.fields import nearest

    units = []
    for name in chosen["units"]:
        unit = vocabulary.unit(name)
        if unit is None:
            raise click.UsageError(f"名册里没有单位“{name}”{nearest(name, [u.name for u in vocabulary.units])}。")
        units.append(unit.id)
    known = [campaign.id for campaign in vocabulary.campaigns]
    for id in chosen["campaigns"]:
        if id not in known:
            hint = nearest(id, known) or f"；可用的有 {'、'.join(known)}"
            raise click.UsageError(f"没有活动“{id}”{hint}。")
    states = tuple(state for word in chosen["states"] for state in _MEANT.get(word, (word,)))
    able = states_of(what) if what != LIBRARY else ()  # type: ignore[arg-type]
    if what == LIBRARY and (units or chosen["campaigns"] or chosen["columns"]) or set(states) - {*able}:
        raise click.UsageError("library 是整库，不能再选；--status 只用于 ledger 和 measures，未登记只用于 measures。")
    columns = tuple(filter(None, (name.strip() for name in (chosen["columns"] or "").replace("，", ",").split(","))))
    return Choice(units=tuple(units), campaigns=tuple(chosen["campaigns"]), states=states, columns=columns)


def _data(what: str, form: str, library: Any, choice: Choice) -> tuple[bytes, str]:
    """The file's bytes, and how much is in it."""
    from review.export.database import database
    from review.export.plain import as_csv, as_json
    from review.export.sheet import sheet
    from review.export.tables import NoColumn, export_table

    if what == LIBRARY:
        return database(library), f"{len(library.materials)} 份材料"
    kind: TableKind = what  # type: ignore[assignment]
    try:
        made = export_table(library, kind, choice)
    except NoColumn as error:
        raise click.UsageError(f"{error}。") from None
    count = f"{len(made.records)} 行"
    if kind == "ledger" and not made.records and not choice.states:
        count += "，还没有登记；要空表填报，用 review export measures"
    if form == "csv":
        return as_csv(made), count
    return (as_json(made, library.audience) if form == "json" else sheet(made, library.audience)), count


def _write(out: Path, data: bytes) -> None:
    """A file for people to keep: those whom the folder lets in may read it, if the system's mask does."""
    from review.read.text.write import write

    if not out.parent.is_dir():
        raise click.ClickException(f"没有文件夹 {out.parent}；请先建好。")
    write(Path(os.path.abspath(out)), data)


@click.command("import-ledger")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@library_option
@yes_option
def import_ledger(file: Path, root: Path, yes: bool) -> None:
    """把改过的整改台账（xlsx 或 csv，由 review export 导出）导回来：先列出要改的每一行，再问。

    只写改过的那几项，别的一字不动；表里没有的列，那几项不动。认不出、重复、矛盾、库里同时改过的行，改了名的列，
    逐条指出，其余照导。

    退出状态：0 都已导入，或没有改动；1 有没导的，或没有确认；2 用法不对。
    """
    from review.edit.ledger import plan
    from review.edit.sheet import Unreadable, read_sheet
    from review.read.library import read_library

    try:
        sheet = read_sheet(file)
    except Unreadable as error:
        raise click.ClickException(f"{file}：{error}。") from None
    reading = read_library(root, "staff", drafts=True)
    made = plan(sheet, reading.materials, root, reading.vocabulary)
    for note in sheet.told:
        click.echo(f"{file}: {note}。")
    left = [f"{file}: {note}。" for note in sheet.wrong] + [f"{file}:{row}: {note}。" for row, note in made.notes]
    show_and_save(made.edits, root, yes, left)
