"""What the command line answers to wrong usage: in Chinese, also where click itself speaks."""

import re

import pytest
from click.testing import CliRunner

from review.cli import main

USAGE = {
    "inspect": "没有写 'FILE'",
    "inspect 没有的.md": "没有“没有的.md”",
    "inspect .": "“.”是文件夹，应为文件",
    "chekc": "没有“chekc”这个命令。 是不是 'check'",
    "build --audence staff": "没有“--audence”这个选项。 是不是 '--audience'",
    "build --audience all": "“all”应为 'internal', 'staff' 之一",
    "build --out": "--out 后面应写一个值",
    "build 多": "多写了 多",
    "check --strict=1": "--strict 后面不写值",
    "new a b --date 5": "“5”应写成 '%Y-%m-%d' 的样子",
    "publish site --keep 五": "“五”应为数字",
}
NAMES = re.compile(r"[A-Z.\[\]]{3,}|'[^']*'|--[a-z]+|%Y-%m-%d|review( [a-z]+)?|“[^”]*”|\b(internal|staff)\b")


@pytest.mark.parametrize(("words", "answer"), USAGE.items())
def test_wrong_usage_is_answered_in_chinese(words, answer):
    result = CliRunner().invoke(main, words.split(), prog_name="review")
    assert result.exit_code == 2
    assert answer in result.output
    assert not re.search("[A-Za-z]", NAMES.sub("", result.output)), result.output


def test_help_is_chinese():
    text = CliRunner().invoke(main, ["build", "--help"], prog_name="review").output
    assert {"用法： review build [OPTIONS]", "选项:"} <= set(text.splitlines())
    assert "[默认：internal]" in text
    assert "显示这段说明" in text
    assert "命令:" in CliRunner().invoke(main, ["--help"]).output
