"""The commands for those who keep the materials. Heavy parts are imported in the functions: help comes at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click

from review.cli.options import json_option, library_option, print_json


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@library_option
@json_option
@click.option("--why", "say_why", is_flag=True, help="逐行说明为什么这样读：读作什么、把握多大、凭什么、次优的读法。")
def inspect(file: Path, root: Path, as_json: bool, say_why: bool) -> None:
    """读一份文件（.md、.txt 或 .docx，不必在库里），显示读出了什么，和 check 会提出的问题。

    退出状态：0 读成了材料（可以有提醒）；1 不像材料、读不出来或有错误；2 用法不对。
    """
    from review.check.document import check_document, check_private
    from review.check.headings import check_headings
    from review.read.loose import read_loose
    from review.read.structure.document import assemble
    from review.read.text.files import shown
    from review.read.vocabulary.load import read_vocabulary
    from review.relate.classify import Classifier
    from review.relate.headings import match
    from review.relate.recognise import recognise
    from review.relate.why import why
    from review.show.inspect import as_text, inspected, names
    from review.show.why import as_text as why_text
    from review.show.why import explained

    name = shown(file.as_posix())
    vocabulary, findings = read_vocabulary(root)
    loose = read_loose(file, name, vocabulary)
    findings += loose.findings
    campaign, sure, matched = None, None, {}
    if loose.document is not None:
        if loose.material:
            campaign = vocabulary.campaign(loose.material.campaign)
        else:
            found = recognise(loose.document, vocabulary)
            campaign, sure = found.campaign, found.confidence
        matched = match(loose.document, campaign) if campaign else {}
        findings += check_document(loose.document, name)
        text, signed = assemble(loose.document), vocabulary.exceptions
        findings += check_private(text, name, loose.document.first_line, signed)
        findings += check_headings(loose.document, campaign, matched, name) if campaign else ()
    findings.sort(key=lambda f: (f.rule != "uncertain", f.at.path, f.at.line))
    classifier = Classifier(vocabulary)
    report = inspected(loose.document, loose.material, matched, classifier, findings)
    if say_why and loose.document is not None:
        stated = loose.material.overrides if loose.material else {}
        report["why"] = explained(loose.document, name, why(loose.document, classifier, matched, stated))
    if as_json:
        print_json(report)
    else:
        click.echo("\n".join((*as_text(report, names(vocabulary), campaign, sure), "", *map(str, findings))))
        if "why" in report:
            click.echo("\n".join(("", *why_text(report["why"]))))
    raise SystemExit(0 if report["material"] and not any(f.severity == "error" for f in findings) else 1)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@library_option
@click.option("--audience", type=click.Choice(["internal", "staff"]), help="只查这一范围的材料；默认全部，含草稿。")
@click.option("--strict", is_flag=True, help="有提醒也算不合格（退出状态 1）。")
@json_option
def check(paths: tuple[Path, ...], root: Path, audience: str | None, strict: bool, as_json: bool) -> None:
    """检查材料库，或只看其中 PATH 的结果；一行一条：文件:行: 说明 [规则]。

    退出状态：0 没有错误（可以有提醒）；1 有错误；2 用法不对。规则见文档“检查规则”。
    """
    from review.check.places import check_places
    from review.check.trade import check_trade
    from review.publish.tree import read

    chosen = [inside(path, root) for path in paths]
    tree = read(root, audience or "staff", drafts=audience is None)
    every = (*tree.errors, *tree.warnings, *check_places(tree.library), *check_trade(tree.library))
    found = [f for f in every if not chosen or any(c(f.at.path) for c in chosen)]
    found.sort(key=lambda f: f.rule != "uncertain")
    errors = [f for f in found if f.severity == "error"]
    if as_json:
        rows = [{"path": f.at.path, "line": f.at.line, "rule": f.rule, "severity": f.severity, "message": f.message}
                for f in found]
        print_json({"errors": len(errors), "warnings": len(found) - len(errors), "findings": rows})
    else:
        for finding in found:
            click.echo(finding)
        click.echo(f"{len(errors)} 处错误，{len(found) - len(errors)} 处提醒。", err=True)
    raise SystemExit(1 if errors or (strict and found) else 0)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@library_option
@click.option("--dry-run", is_flag=True, help="只看，不写入。")
@click.option("--force", is_flag=True, help="不像对照检查材料的也收入。")
@click.option("--replace", is_flag=True, help="来源有新版时，即使库里的正文改过或文件名变了，也以新版为准。")
@click.option("--add", is_flag=True, help="与库里一份大半相同而文件名不同的，当作另一份收入。")
@click.option("--diff", is_flag=True, help="列出与来源的每一处不同。")
@click.option("--campaign", help="这批材料的活动（vocabulary/campaigns.yml 里的 id）。")
@click.option("--unit", help="这批材料的单位（名册里的名称或别名）。")
@click.option("--author", help="这批材料的职务，如 局长。")
@click.option("--kind", type=click.Choice(["个人", "班子"]), help="这批材料是个人的还是班子的。")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="这批材料的日期，如 2022-01-10。")
@json_option
def import_command(paths: tuple[Path, ...], root: Path, diff: bool, as_json: bool, **options) -> None:
    """把 Word 或文本（PATH 可以是文件夹）变成材料，写入 materials/，都是草稿。

    退出状态：0 全部导入；1 有待处理或拒收的；2 用法不对。
    """
    from review.intake.given import UnknownValue, options_from
    from review.intake.preview import differences, preview, table, total
    from review.intake.run import import_files
    from review.intake.shelf import BrokenMemory
    from review.intake.source import files
    from review.read.vocabulary.load import read_vocabulary

    vocabulary, faults = read_vocabulary(root)
    if faults:
        raise click.ClickException("词表有误，先用 review check 改好：\n" + "\n".join(map(str, faults[:5])))
    try:
        chosen = options_from(options, vocabulary)
    except UnknownValue as error:
        raise click.UsageError(str(error)) from None
    found = list(files(paths))
    outcomes, shown = [], []  # what is shown is made at once: a thousand documents need not be held
    try:
        with click.progressbar(found, label="导入", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
            for outcome in import_files(bar, root, vocabulary, chosen):
                text = [*preview(outcome), *(differences(outcome) if diff else ()), ""]
                shown.append(outcome.as_json() if as_json else "\n".join(text))
                outcomes.append(replace(outcome, prepared=None))
    except BrokenMemory as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        print_json({"dry_run": chosen.dry_run, "documents": shown})
    else:
        click.echo("\n".join([*shown, *(table(outcomes) if outcomes else [total(outcomes)])]))
        if chosen.dry_run:
            click.echo("以上只是预览，没有写入。")
        elif any(outcome.written for outcome in outcomes):
            click.echo("新写入的材料都是草稿：核对后把 visibility 改为 internal，才会出现在网站上。")
    raise SystemExit(1 if any(o.status in ("attention", "refused") for o in outcomes) else 0)


@click.command()
@click.argument("campaign")
@click.argument("unit")
@click.argument("author", default="")
@library_option
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="日期，如 2022-01-10；不写就是待定。")
def new(campaign: str, unit: str, author: str, root: Path, date) -> None:
    """为 CAMPAIGN（活动 id）和 UNIT（单位）开一份空白材料；AUTHOR 是职务，不写就是班子的材料。"""
    from review.intake.given import UnknownValue, campaign_of, unit_of
    from review.intake.new import NameTaken, new_material
    from review.intake.source import reason
    from review.read.vocabulary.load import read_vocabulary

    vocabulary, _ = read_vocabulary(root)
    try:
        day = date.date() if date else None
        path = new_material(root, campaign_of(campaign, vocabulary), unit_of(unit, vocabulary), author, day)
    except UnknownValue as error:
        raise click.UsageError(str(error)) from None
    except NameTaken as error:
        raise click.ClickException(f"{error} 已经有了，没有覆盖。") from None
    except OSError as error:
        raise click.ClickException(f"写不进资料库：{reason(error)}。") from None
    click.echo(f"已新建 {path}（草稿）。")


def inside(path: Path, root: Path) -> Callable[[str], bool]:
    """Whether a finding's path lies at or below `path`. Raises UsageError for a path outside the library."""
    try:
        below = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(f"{path} 不在资料库 {root} 里。") from None
    return lambda found: below == "." or found == below or found.startswith(below + "/")
