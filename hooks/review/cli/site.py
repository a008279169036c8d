"""The commands that make the site and publish it."""

from __future__ import annotations

import sys
import time
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import Any

import click

from review.cli.options import audience_option, json_option, library_option, print_json
from review.model import Audience

ssh_option = click.option(
    "--ssh",
    envvar="REVIEW_SSH",
    default="ssh -o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20",
    help="连接服务器用的 ssh 命令；也可写在环境变量 REVIEW_SSH 中。",
)


@click.command()
@library_option
@audience_option
@click.option("--out", type=click.Path(path_type=Path), default="site", show_default=True, help="网站放在哪里。")
@click.option("--full", is_flag=True, help="网页全部重新生成；读过的材料没有改动的不再读。")
@click.option("--cold", is_flag=True, help="以前留下的一概不用，全部重新来过。")
@click.option("--write-csp", is_flag=True, help="主题升级后用：把页面自带的脚本登记到 deploy/csp.conf。")
@click.option("--offline", is_flag=True, help="不用服务器的网站：放在共享文件夹或 U 盘里，双击 index.html 打开。")
@click.option("--scheduler", metavar="ADDRESS", help="分给多台机器做：Dask 调度程序的地址，例：tcp://10.0.0.5:8786。")
def build(
    root: Path,
    audience: Audience,
    out: Path,
    full: bool,
    cold: bool,
    write_csp: bool,
    offline: bool,
    scheduler: str | None,
) -> None:
    """生成网站。没有改动的网页沿用上次的。全部检查通过才替换原来的网站，否则原样不动。"""
    from review.publish.build import Anew, Failed
    from review.publish.build import build as build_site
    from review.publish.cluster import NoCluster, cluster
    from review.publish.folder import NotOurs
    from review.publish.offline import build_offline
    from review.publish.putting import Mixed
    from review.spread import cores

    began = time.monotonic()
    if sys.stderr.isatty():
        click.echo("正在读材料、检查、生成网站……", err=True)
    try:
        again: Anew = "all" if cold else "pages" if full else ""
        with cluster(scheduler) if scheduler else nullcontext(cores) as spread:
            if offline:
                manifest = build_offline(root, audience, out, again=again, spread=spread)
            else:
                manifest = build_site(root, audience, out, again=again, spread=spread, write_csp=write_csp)
    except Failed as failed:
        for line in failed.lines:
            click.echo(line, err=True)
        click.echo(f"{len(failed.lines)} 处错误，没有生成网站，原来的网站没有动。", err=True)
        raise SystemExit(1) from None
    except NotOurs as refused:
        raise click.ClickException(str(refused)) from None
    except NoCluster as lost:
        raise click.ClickException(f"{lost}没有生成网站，原来的网站没有动。") from None
    except OSError as error:
        where = f"（{error.filename}）" if error.filename else ""
        left = "原来的网站没有动。"
        if isinstance(error, Mixed):
            left = f"{out} 里现在新旧混杂，发布会拒绝它；改好后再运行一次 review build，会全部重新生成。"
        message = f"网站写不出来：{error.strerror or error}{where}；请看磁盘有没有空间、能不能写。{left}"
        raise click.ClickException(message) from None
    click.echo(f"{out}：{len(manifest.pages)} 页，用时 {time.monotonic() - began:.1f} 秒。")


@click.command()
@library_option
@audience_option
@click.option("--port", default=8000, show_default=True, help="本机的端口；0 为任取一个空的。")
def serve(root: Path, audience: Audience, port: int) -> None:
    """边改边看：在本机打开网站，连同草稿；保存文件后自动更新，有错误的地方写在网页下方。按 Ctrl+C 停止。"""
    from review.publish.folder import NotOurs
    from review.publish.serve import serve as serve_site

    try:
        serve_site(root, audience, port, partial(click.echo, err=True))
    except KeyboardInterrupt:
        click.echo("已停止。", err=True)
    except NotOurs as refused:
        raise click.ClickException(str(refused)) from None
    except OSError as error:
        raise click.ClickException(f"端口 {port} 打不开：{error.strerror}；请用 --port 换一个。") from None


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@library_option
@audience_option
@click.option("--links", type=click.Choice(["address", "source"]), default="address", show_default=True,
              help="页面间的链接写成网址，还是写到源文件（Zensical 要后一种）。")  # fmt: skip
def pages(out: Path, root: Path, audience: Audience, links: str) -> None:
    """把全部页面写成文件，连同 docs/ 放进 OUT，供别的生成器使用。"""
    from review.publish.folder import NotOurs
    from review.publish.tree import copy

    try:
        errors, count = copy(root, audience, out, to_sources=links == "source")
    except NotOurs as refused:
        raise click.ClickException(str(refused)) from None
    for line in errors:
        click.echo(line, err=True)
    if errors:
        click.echo(f"{len(errors)} 处错误，没有写出页面。", err=True)
        raise SystemExit(1)
    click.echo(f"{out}：{count} 页。")


@click.command()
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
    if "overtaken" in done:
        seen = f"；随后上线了更新的 {done['overtaken']}，由它自己的发布抽查"
    click.echo(f"{word} {done['live']}{seen}。")
    for line in done.get("left", ()):
        click.echo(f"旧版没有清完：{line}", err=True)


@click.command()
@click.argument("dest")
@json_option
@ssh_option
def releases(dest: str, as_json: bool, ssh: str) -> None:
    """列出 DEST 上的各个版本，新的在前。"""
    rows = on_place("releases", dest, ssh)["releases"]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        mark = "线上" if row["live"] else "已回退" if row["held"] else ""
        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(row["published"])) if row["published"] else "未上线"
        click.echo(f"{row['id']}  {when}  {row['files']} 个文件  {row['audience']}  {mark}".rstrip())


@click.command()
@click.argument("dest")
@click.argument("release", default="")
@ssh_option
def rollback(dest: str, release: str, ssh: str) -> None:
    """换回上一个版本，或换到指定的 RELEASE；只切换，不重建。"""
    done = on_place("rollback", dest, ssh, release)
    click.echo(f"线上现为 {done['live']}，原为 {done['before']}。")


@click.command()
@click.argument("dest")
@click.argument("release", default="")
@ssh_option
def verify(dest: str, release: str, ssh: str) -> None:
    """核对 DEST 上各版本（或指定的 RELEASE）的文件与清单是否一致。"""
    done = on_place("verify", dest, ssh, release)
    click.echo(f"{len(done['verified'])} 个版本与清单一致，线上为 {done['live'] or '无'}。")


@click.command()
@click.argument("dest")
@click.argument("releases", metavar="RELEASE…", nargs=-1, required=True)
@ssh_option
def purge(dest: str, releases: tuple[str, ...], ssh: str) -> None:
    """彻底删除 DEST 上的一个或几个版本，连同没有发布成的上传，用于清除误发的内容。删完再看一遍，有剩下的就报错。"""
    for release in releases:
        if not release:
            raise click.UsageError("版本号是空的；用 review releases 查版本号。")
    left = []
    for release in releases:
        try:
            on_place("purge", dest, ssh, release)
        except click.ClickException as refused:
            left.append(refused.message)
        else:
            click.echo(f"已清除 {release}。")
    if left:
        raise click.ClickException("\n".join(left))


def on_place(verb: str, dest: str, ssh: str, *words: str) -> dict[str, Any]:
    """Run one verb of publishing at a destination; a refusal ends the command with its reason and status 1."""
    from review.publish.far import Refused
    from review.publish.place import Destination

    try:
        return Destination.parse(dest, ssh).ask(verb, *words)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
