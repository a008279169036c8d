"""What the command line answers to wrong usage: in Chinese, also where click itself speaks."""

import re

import pytest
from click.testing import CliRunner

from projects import ROOT
from review.cli import main
from review.publish.settings import wrong_settings

USAGE = {
    "inspect": "没有写 'FILE'",
    "inspect 没有的.md": "没有“没有的.md”",
    "inspect .": "“.”是文件夹，应为文件",
    "check 没有的.md": "没有“没有的.md”",
    "edit materials/2021": "“materials/2021”是文件夹，应为文件",
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


@pytest.mark.parametrize("words", ["check", "word --out out", "set visibility draft"])
def test_a_file_is_named_from_here_or_as_messages_name_it(words, tmp_path, monkeypatch):
    """Also where a file of that name lies here, which is none of that library."""
    name = "materials/2024/总工会-副主席.md"
    for place in ("library", "here"):
        (tmp_path / place / name).parent.mkdir(parents=True)
        (tmp_path / place / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.chdir(tmp_path / "here")
    for path in (name, f"../library/{name}"):
        done = CliRunner().invoke(main, [*words.split(), path, "--library", "../library"])
        assert done.exit_code < 2, done.output


ELSEWHERE = (
    "import a.txt", "new 2025-five 财政局", "check", "export ledger", "import-ledger a.xlsx", "edit --no-browser",
    "schema", "serve", "build", "pages out", "words", "set visibility draft a.txt", "seen a.txt a b",
    "word a.txt --out out",
)


@pytest.mark.parametrize("words", ELSEWHERE)
def test_in_a_folder_that_is_no_library_nothing_is_made(words, tmp_path, monkeypatch):
    """An import in the wrong folder made one there, of another district's roster."""
    for name in ("a.txt", "a.xlsx"):
        (tmp_path / name).write_text("对照检查材料\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, words.split(), prog_name="review")
    assert done.exit_code == 2 and "当前文件夹不是资料库" in done.output, done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "a.xlsx"]
    assert "不是资料库" not in CliRunner().invoke(main, ["inspect", "a.txt"]).output


def test_help_is_chinese():
    text = CliRunner().invoke(main, ["build", "--help"], prog_name="review").output
    assert {"用法： review build [OPTIONS]", "选项:"} <= set(text.splitlines())
    assert "[默认：internal]" in text
    assert "显示这段说明" in text
    assert "命令:" in CliRunner().invoke(main, ["--help"]).output


def test_a_day_that_is_none_is_said_and_stops():
    result = CliRunner().invoke(main, ["check"], env={"SOURCE_DATE_EPOCH": "soon"})
    assert result.exit_code == 2
    assert "SOURCE_DATE_EPOCH 应为 1970 年以来的秒数" in result.output and "实为“soon”" in result.output


def test_a_key_that_stands_twice_in_the_settings_stops_the_build(tmp_path):
    """MkDocs would take the last, and nobody would know for whom the site is."""
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: &name 甲\nextra:\n  audience: internal\n  word: true\n  audience: staff\nnav:\n- {a: 1, a: 2}\n"
        "- !ENV [X, *name]\nextra: {}\n", "utf-8")  # fmt: skip
    said = [line for line in wrong_settings({}, tmp_path) if line.startswith("mkdocs.yml:")]
    assert sorted(said) == [
        "mkdocs.yml:5: 键 audience 重复，第 3 行已经有了；请只留一个。",
        "mkdocs.yml:7: 键 a 重复，第 7 行已经有了；请只留一个。",
        "mkdocs.yml:9: 键 extra 重复，第 2 行已经有了；请只留一个。",
    ]


@pytest.mark.parametrize(("key", "value", "says"), [
    ("audiense", "staff", "extra 里没有 audiense 这一项；是不是 audience；可以写"),
    ("audience", "Staff", "extra.audience 应为 internal 或 staff，实为“Staff”"),
    ("libary", "x", "没有 libary 这一项；是不是 library"),
    ("library", "nowhere", "extra.library 应为文件夹，没有“nowhere”"),
    ("gitt", "x", "没有 gitt 这一项；是不是 git"),
    ("git", "gitlob https://git.example/a main", "extra.git"),
    ("reports", "issue", "没有 reports 这一项；是不是 report"),
    ("report", "isue", "extra.report"),
    ("word", "yes", "extra.word 应为 true 或 false，实为“yes”"),
    ("as_of", "x", "没有 as_of 这一项"),
])  # fmt: skip
def test_a_setting_written_wrong_stops_the_build(key, value, says):
    (line, *_) = wrong_settings({key: value}, ROOT)
    assert line.startswith("mkdocs.yml: ") and says in line
