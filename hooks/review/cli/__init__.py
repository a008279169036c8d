"""The command line: one short function a command, and each group of them a module."""

from __future__ import annotations

import click

from review.cli import adopt, materials, site, words
from review.cli.chinese import speak_chinese

COMMANDS = [
    adopt.init,
    adopt.upgrade,
    adopt.doctor,
    materials.inspect,
    materials.check,
    materials.import_command,
    materials.new,
    words.words,
    site.build,
    site.pages,
    site.publish,
    site.releases,
    site.rollback,
    site.verify,
    site.purge,
]

speak_chinese()


@click.group(commands=COMMANDS)
@click.version_option(package_name="review-materials")
def main() -> None:
    """对照检查材料库。"""
