"""The commands for those who keep the materials. Heavy parts are imported in the functions: help comes at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from review.cli.options import any_folder_option, in_library, json_option, library_option, print_json
from review.model import Audience, Vocabulary

if TYPE_CHECKING:
    from review.intake.outcome import Outcome
    from review.intake.run import Import

SOON_READ = 12
"""Files that are read before other processes have come to it."""


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@any_folder_option
@json_option
@click.option("--why", "say_why", is_flag=True, help="逐行说明为什么这样读：读作什么、把握多大、凭什么、次优的读法。")
def inspect(file: Path, root: Path, as_json: bool, say_why: bool) -> None:
    """读一份文件（.md、.txt 或 .docx，不必在库里），显示读出了什么，和 check 会提出的问题。

    退出状态：0 读成了材料（可以有提醒）；1 不像材料、读不出来或有错误；2 用法不对。
    """
    from review.check.document import check_document, check_private
    from review.check.headings import check_headings
    from review.check.listed import pressing_last
    from review.check.rules import DOUBTS
    from review.cli.inspect import inspected, inspected_text, place_names
    from review.cli.why import explained, why_text
    from review.read.loose import read_loose
    from review.read.structure.document import source_of
    from review.read.text.files import shown
    from review.read.vocabulary.load import read_vocabulary
    from review.relate.classify import Classifier
    from review.relate.headings import match
    from review.relate.recognise import recognise
    from review.relate.why import why

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
        text, signed = source_of(loose.document), vocabulary.exceptions
        findings += check_private(text, name, loose.document.first_line, signed)
        findings += check_headings(loose.document, campaign, matched, name) if campaign else ()
    findings.sort(key=lambda f: (f.rule not in DOUBTS, f.at.path, f.at.line))  # as scripts know them
    classifier = Classifier(vocabulary)
    report = inspected(loose.document, loose.material, matched, classifier, findings)
    if say_why and loose.document is not None:
        stated = loose.material.overrides if loose.material else {}
        report["why"] = explained(loose.document, name, why(loose.document, classifier, matched, stated))
    if as_json:
        print_json(report)
    else:
        said = inspected_text(report, place_names(vocabulary), campaign, sure)
        reasons = ("", *why_text(report["why"])) if "why" in report else ()
        click.echo("\n".join((*said, *reasons, "", *map(str, pressing_last(findings, vocabulary)))))
    raise SystemExit(0 if report["material"] and not any(f.severity == "error" for f in findings) else 1)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@library_option
@click.option("--audience", type=click.Choice(["internal", "staff"]), help="只查这一范围的材料；默认全部，含草稿。")
@click.option("--all", "every", is_flag=True, help="只计数的提醒也逐条列出。")
@click.option("--strict", is_flag=True, help="有列出的提醒也算不合格（退出状态 1）。")
@click.option("--since", metavar="REVISION", help="提醒只列那次提交以后改过的行，如 HEAD、origin/main；错误全列。")
@json_option
def check(
    paths: tuple[Path, ...], root: Path, audience: Audience | None, every: bool, strict: bool, since: str | None,
    as_json: bool,
) -> None:  # fmt: skip
    """检查材料库，或只看其中 PATH 的结果；一行一条：文件:行: 说明 [规则]。最要紧的在最后，错误紧接着末行。

    退出状态：0 没有错误（可以有提醒）；1 有错误；2 用法不对。规则见文档“检查规则”。
    """
    from review.check.changed import changed_lines, is_of_change
    from review.check.copies import check_copies
    from review.check.listed import listed, pressing_last
    from review.check.minor import counted
    from review.check.places import check_places
    from review.check.trade import check_trade
    from review.examine.library import examine
    from review.keep.folder import of_library
    from review.read.vocabulary.committed import NoRevision
    from review.relate.library import uncollected

    try:
        changed = changed_lines(root, since) if since else {}
    except NoRevision as error:
        raise click.ClickException(str(error)) from None
    places = [in_library(path, root).relative_to(root.resolve()).as_posix() for path in paths]
    of_materials = bool(places) and all(lies_in(place, ["materials"]) for place in places)
    kept = of_library("readings", root)
    with uncollected(stays=True):
        examined = examine(
            root, audience or "staff", drafts=audience is None, kept=kept,
            about=(lambda path: lies_in(path, places)) if of_materials else None,
        )  # fmt: skip
    copied = check_copies(examined.library, lambda path: lies_in(path, places), kept)
    materials = (one for one in examined.library.materials if not places or lies_in(one.path, places))
    own = replace(examined.library, materials=tuple(materials))
    findings = (*examined.errors, *examined.warnings, *check_places(own), *check_trade(own), *copied)
    found = [f for f in findings if not places or lies_in(f.at.path, places)]
    vocabulary = examined.library.vocabulary
    told = listed(found, vocabulary, every=every, here=lambda f: not since or is_of_change(f, changed))
    if as_json:
        rows = [{"path": f.at.path, "line": f.at.line, "rule": f.rule, "severity": f.severity, "message": f.message}
                for f in (*told.errors, *told.remarks)]
        print_json({"errors": len(told.errors), "warnings": len(told.remarks), "counted": len(told.minor),
                    "findings": rows})
    else:
        for finding in pressing_last(told.remarks, vocabulary):
            click.echo(finding)
        if told.minor:
            click.echo(counted(told.minor, vocabulary), err=True)
        for finding in told.errors:
            click.echo(finding)
        click.echo(told.total, err=True)
    raise SystemExit(1 if told.errors or (strict and told.remarks) else 0)


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@library_option
@click.option("--dry-run", is_flag=True, help="只看，不写入，不问。")
@click.option("--yes", is_flag=True, help="在终端里也不问：写入说得准的，其余列出。")
@click.option("--force", is_flag=True, help="不像、拿不准是对照检查材料的，与命令给的项不符的，也收入。")
@click.option("--replace", is_flag=True, help="说不准的，都当作库里那一份的新稿：更新它。")
@click.option("--add", is_flag=True, help="说不准的，都当作另一份：另存。")
@click.option("--by-name", is_flag=True, help="文件里没有写的单位、职务，采用文件夹和文件的名字。")
@click.option("--new-units", is_flag=True, help="文件里写明、名册里没有的单位，加进名册。")
@click.option("--diff", is_flag=True, help="列出与来源的每一处不同。")
@click.option("--campaign", help="这批材料的活动（vocabulary/campaigns.yml 里的 id）。")
@click.option("--unit", help="这批材料的单位（名册里的名称或别名）。")
@click.option("--author", help="这批材料的职务，如 局长。")
@click.option("--kind", type=click.Choice(["个人", "班子"]), help="这批材料是个人的还是班子的。")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="这批材料的日期，如 2022-01-10。")
@json_option
def import_command(
    paths: tuple[Path, ...], root: Path, dry_run: bool, yes: bool, new_units: bool, diff: bool, as_json: bool,
    **options: Any,
) -> None:
    """把 Word 或文本（PATH 可以是文件夹）变成材料，写入 materials/；新增的都是草稿。

    先看全部，再写入。在终端里逐项问；不在终端里（或加 --yes）只写入说得准的，其余列出。

    退出状态：0 都办妥了；1 有待定夺、待补或拒收的；2 用法不对。
    """
    from review.cli.ask import ask, ask_units
    from review.intake import undo
    from review.intake.given import UnknownValue
    from review.intake.memory import BrokenMemory
    from review.intake.preview import report
    from review.intake.roster import NoRoster, missing_units
    from review.intake.source import files_at
    from review.read.text.write import reason
    from review.read.vocabulary.load import read_vocabulary

    if options["replace"] and options["add"]:
        raise click.UsageError("--replace（是新稿）和 --add（是另一份）只能给一个。")
    vocabulary, faults = read_vocabulary(root)
    if faults:
        raise click.ClickException("词表有误，先用 review check 改好：\n" + "\n".join(map(str, faults[:5])))
    before, found = undo.git_state(root), list(files_at(paths))
    asks = not dry_run and not yes and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    try:
        made, outcomes = _planned(root, vocabulary, options, found)
        missing = missing_units(outcomes, by_name=options["by_name"])
        wanted = missing if new_units else ask_units(missing) if asks and missing else []
        if wanted and not dry_run:
            _add_units(root, vocabulary, wanted, err=as_json)
            made, outcomes = _planned(root, read_vocabulary(root)[0], options, found)
    except UnknownValue as error:
        raise click.UsageError(str(error)) from None
    except (BrokenMemory, NoRoster) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"名册写不进去：{reason(error)}。") from None
    if asks:
        outcomes = ask(made, outcomes, diff)
    elif not as_json:
        click.echo("\n".join(report(outcomes, diff)))
    if not dry_run:
        outcomes = made.take(outcomes)
    if as_json:
        print_json({"dry_run": dry_run, "documents": [outcome.as_json() for outcome in outcomes]})
    else:
        _tell_end(outcomes, root, before, dry_run=dry_run, listed=bool(wanted), by_name=options["by_name"])
    raise SystemExit(1 if any(outcome.open for outcome in outcomes) else 0)


def _planned(
    root: Path, vocabulary: Vocabulary, options: dict[str, Any], found: list[Path]
) -> tuple[Import, list[Outcome]]:
    """Files read, and what is to become of each. Raises UnknownValue and BrokenMemory."""
    from review.intake.given import options_from
    from review.intake.run import Import
    from review.spread import cores, here

    made = Import(root, vocabulary, options_from(options, vocabulary))
    with click.progressbar(length=len(found), label="读文件", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        made.read(found, cores if len(found) > SOON_READ else here, bar.update)
    return made, made.plan()


def _add_units(root: Path, vocabulary: Vocabulary, wanted: list[str], *, err: bool) -> None:
    """Put units into the roster, and say so. Raises NoRoster and OSError."""
    from review.intake.roster import add_units
    from review.intake.undo import ROSTER

    entries = add_units(root, wanted, vocabulary.units)
    told = (f"名册 {ROSTER} 加了：", *entries, "id 是网址的一部分，要改成拼音请现在改。", "")
    click.echo("\n".join(told), err=err)


def _tell_end(
    outcomes: list[Outcome], root: Path, before: list[str] | None, *, dry_run: bool, listed: bool, by_name: bool
) -> None:
    """Say what an import came to, and what is still to be done."""
    from review.intake.preview import closing_words
    from review.intake.roster import missing_units
    from review.intake.undo import ROSTER

    click.echo("\n".join(closing_words(outcomes, root, before, dry_run=dry_run, listed=listed)))
    if left := missing_units(outcomes, by_name=by_name):
        step = f"确是新单位，加 --new-units 再导入一次，会加进 {ROSTER}"
        click.echo(f"名册里没有的单位：{'、'.join(left)}；{step}。")


@click.command()
@click.argument("campaign")
@click.argument("unit")
@click.argument("author", default="")
@library_option
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="日期，如 2022-01-10；不写就是待定。")
def new(campaign: str, unit: str, author: str, root: Path, date: datetime | None) -> None:
    """为 CAMPAIGN（活动 id）和 UNIT（单位）开一份空白材料；AUTHOR 是职务，不写就是班子的材料。"""
    from review.intake.given import UnknownValue, campaign_of, unit_of
    from review.intake.new import NameTaken, new_material
    from review.read.text.write import reason
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


def lies_in(path: str, places: Iterable[str]) -> bool:
    """Whether a finding's path lies at or below one of these places in the library, of which . is all of it."""
    return any(place == "." or path == place or path.startswith(place + "/") for place in places)
