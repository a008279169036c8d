"""The command line: one short function a command, and each group of them a module."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import click

from review import __version__
from review.cli import adopt, edit, editor, ledger, materials, site, word, words
from review.cli.charset import restart_in_utf8
from review.cli.chinese import speak_chinese
from review.project import NAME, WrongFormat, lacking
from review.relate.as_of import WrongEpoch, settle_epoch

COMMANDS = [
    adopt.init,
    adopt.upgrade,
    adopt.doctor,
    materials.inspect,
    materials.check,
    materials.import_command,
    materials.new,
    words.words,
    words.schema,
    word.word,
    editor.edit,
    edit.set_command,
    edit.seen,
    ledger.export,
    ledger.import_ledger,
    site.build,
    site.serve,
    site.pages,
    site.publish,
    site.releases,
    site.rollback,
    site.verify,
    site.purge,
]

speak_chinese()


class Review(click.Group):
    """The group of all commands: file names are UTF-8 in it, whatever the system's locale, and every one may find a
    vocabulary of another form."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        if args is None:
            restart_in_utf8()
        return super().main(args, *more, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except WrongFormat as wrong:
            raise click.ClickException(str(wrong)) from None


@click.group(cls=Review, commands=COMMANDS)
@click.version_option(__version__)
def main() -> None:
    """对照检查材料库。"""
    if lost := lacking():
        files = f"{lost[0]} 等 {len(lost)} 个文件" if len(lost) > 1 else lost[0]
        raise click.ClickException(f"安装的程序不完整，缺少 {files}；请重新安装 {NAME}。")
    try:
        settle_epoch(os.environ)
    except WrongEpoch as wrong:
        raise click.UsageError(str(wrong)) from None
