"""The command line: one short function a command."""

from __future__ import annotations

import sys
from collections.abc import Callable
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


json_option = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供脚本读取。")


def print_json(value: object) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@library_option
@json_option
def inspect(file: Path, root: Path, as_json: bool) -> None:
    """读一份文件（.md、.txt 或 .docx，不必在库里），显示读出了什么。

    退出状态：0 读成了材料（可以有提醒）；1 不像材料、读不出来或有错误；2 用法不对。
    """
    from review.check.document import check_document
    from review.check.headings import check_headings
    from review.read.loose import read_loose
    from review.read.text import shown
    from review.read.vocabulary import read_vocabulary
    from review.relate.classify import Classifier
    from review.relate.headings import guess_campaign, match
    from review.show.inspect import as_text, inspected, names

    name = shown(file.as_posix())
    vocabulary, findings = read_vocabulary(root)
    loose = read_loose(file, name, vocabulary)
    findings += loose.findings
    campaign, sure, matched = None, None, {}
    if loose.document is not None:
        if loose.material:
            campaign = vocabulary.campaign(loose.material.campaign)
        else:
            campaign, sure = guess_campaign(loose.document, vocabulary)
        matched = match(loose.document, campaign) if campaign else {}
        findings += check_document(loose.document, name)
        findings += check_headings(loose.document, campaign, matched, name) if campaign else ()
    findings.sort(key=lambda f: (f.at.path, f.at.line))
    report = inspected(loose.document, loose.material, matched, Classifier(vocabulary), findings)
    if as_json:
        print_json(report)
    else:
        click.echo("\n".join((*as_text(report, names(vocabulary), campaign, sure), "", *map(str, findings))))
    raise SystemExit(0 if report["material"] and not any(f.severity == "error" for f in findings) else 1)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@library_option
@click.option("--audience", type=click.Choice(["internal", "staff"]), help="只查这一范围的材料；默认全部，含草稿。")
@click.option("--strict", is_flag=True, help="有提醒也算不合格（退出状态 1）。")
@json_option
def check(paths: tuple[Path, ...], root: Path, audience: str | None, strict: bool, as_json: bool) -> None:
    """检查材料库，或只看其中 PATH 的结果；一行一条：文件:行: 说明 [规则]。

    退出状态：0 没有错误（可以有提醒）；1 有错误；2 用法不对。规则见文档“检查规则”。
    """
    from review.check.trade import check_trade
    from review.publish.tree import read

    chosen = [inside(path, root) for path in paths]
    tree = read(root, audience or "staff", drafts=audience is None)
    every = (*tree.errors, *tree.warnings, *check_trade(tree.library))
    found = [f for f in every if not chosen or any(c(f.at.path) for c in chosen)]
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


@main.command("import")
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
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def import_command(paths: tuple[Path, ...], root: Path, diff: bool, as_json: bool, **options) -> None:
    """把 Word 或文本（PATH 可以是文件夹）变成材料，写入 materials/，都是草稿。

    退出状态：0 全部导入；1 有待处理或拒收的；2 用法不对。
    """
    import sys
    from dataclasses import replace

    from review.intake.given import UnknownValue, options_from
    from review.intake.preview import differences, preview, table, total
    from review.intake.run import import_files
    from review.intake.shelf import BrokenMemory
    from review.intake.source import files
    from review.read.vocabulary import read_vocabulary

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
        click.echo("以上只是预览，没有写入。" if chosen.dry_run else "", nl=chosen.dry_run)
    raise SystemExit(1 if any(o.status in ("attention", "refused") for o in outcomes) else 0)


@main.command()
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
    from review.read.vocabulary import read_vocabulary

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


def on_place(verb: str, dest: str, ssh: str, *words: str) -> dict:
    """Run one verb of publishing at a destination; a refusal ends the command with its reason and status 1."""
    from review.publish.far import Refused
    from review.publish.place import Destination

    try:
        return Destination.parse(dest, ssh).ask(verb, *words)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


ssh_option = click.option(
    "--ssh",
    envvar="REVIEW_SSH",
    default="ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20",
    help="连接服务器用的 ssh 命令；也可写在环境变量 REVIEW_SSH 中。",
)

audience_option = click.option(
    "--audience",
    type=click.Choice(["internal", "staff"]),
    default="internal",
    show_default=True,
    help="给谁看：internal 不含限制材料，staff 含。草稿两者都不含。",
)


@main.command()
@library_option
@audience_option
@click.option("--out", type=click.Path(path_type=Path), default="site", show_default=True, help="网站放在哪里。")
@click.option("--write-csp", is_flag=True, help="主题升级后用：把页面自带的脚本登记到 deploy/csp.conf。")
def build(root: Path, audience: str, out: Path, write_csp: bool) -> None:
    """生成网站。全部检查通过才替换原来的网站，否则原样不动。"""
    import time

    from review.publish.build import Failed
    from review.publish.build import build as build_site
    from review.publish.folder import NotOurs

    began = time.monotonic()
    if sys.stderr.isatty():
        click.echo("正在读材料、检查、生成网站……", err=True)
    try:
        manifest = build_site(root, audience, out, write_csp=write_csp)
    except Failed as failed:
        for line in failed.lines:
            click.echo(line, err=True)
        click.echo("没有生成网站，原来的网站没有动。", err=True)
        sys.exit(1)
    except NotOurs as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(f"{out}：{len(manifest.pages)} 页，用时 {time.monotonic() - began:.1f} 秒。")


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@library_option
@audience_option
def pages(out: Path, root: Path, audience: str) -> None:
    """把全部页面写成 Markdown，连同 docs/ 放进 OUT，供别的生成器使用。"""
    from review.publish.folder import NotOurs
    from review.publish.tree import copy

    try:
        errors, count = copy(root, audience, out)
    except NotOurs as refused:
        raise click.ClickException(str(refused)) from None
    for line in errors:
        click.echo(line, err=True)
    if errors:
        sys.exit(1)
    click.echo(f"{out}：{count} 页。")


@main.command()
@click.argument("dest")
@click.option("--site", type=click.Path(path_type=Path), default="site", help="review build 建成的网站，默认 site。")
@click.option("--url", default="", envvar="REVIEW_URL", help="网站地址，发布后抽查；需登录的写 http://用户:密码@主机/。")
@click.option("--keep", default=5, show_default=True, help="除线上版和上一版外保留几版。")
@click.option("--again", is_flag=True, help="再次发布已被回退的版本。")
@click.option("--shrink", is_flag=True, help="确认页面减少或地址消失是有意的。")
@ssh_option
def publish(dest: str, site: Path, url: str, keep: int, again: bool, shrink: bool, ssh: str) -> None:
    """把建成的网站发布到 DEST（文件夹，或 用户@主机:路径）。不合格则线上不变。"""
    from review.publish.far import Refused
    from review.publish.place import Destination
    from review.publish.release import publish as publish_site

    try:
        done = publish_site(site, Destination.parse(dest, ssh), url=url, keep=keep, again=again, shrink=shrink)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    seen = f"，已抽查 {done['probed']} 页" if url else "。未给网站地址（--url），没有抽查"
    word = "线上已是" if done["live"] == done["before"] else "已发布"
    click.echo(f"{word} {done['live']}{seen}。")


@main.command()
@click.argument("dest")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@ssh_option
def releases(dest: str, as_json: bool, ssh: str) -> None:
    """列出 DEST 上的各个版本，新的在前。"""
    import json
    import time

    rows = on_place("releases", dest, ssh)["releases"]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        mark = "线上" if row["live"] else "已回退" if row["held"] else ""
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(row["published"])) if row["published"] else "未上线"
        click.echo(f"{row['id']}  {when}  {row['files']} 个文件  {row['audience']}  {mark}".rstrip())


@main.command()
@click.argument("dest")
@click.argument("release", default="")
@ssh_option
def rollback(dest: str, release: str, ssh: str) -> None:
    """换回上一个版本，或换到指定的 RELEASE；只切换，不重建。"""
    done = on_place("rollback", dest, ssh, release)
    click.echo(f"线上现为 {done['live']}，原为 {done['before']}。")


@main.command()
@click.argument("dest")
@click.argument("release", default="")
@ssh_option
def verify(dest: str, release: str, ssh: str) -> None:
    """核对 DEST 上各版本（或指定的 RELEASE）的文件与清单是否一致。"""
    done = on_place("verify", dest, ssh, release)
    click.echo(f"{len(done['verified'])} 个版本与清单一致，线上为 {done['live'] or '无'}。")


@main.command()
@click.argument("dest")
@click.argument("release")
@ssh_option
def purge(dest: str, release: str, ssh: str) -> None:
    """彻底删除 DEST 上的一个版本，用于清除误发的内容。"""
    on_place("purge", dest, ssh, release)
    click.echo(f"已清除 {release}。")
