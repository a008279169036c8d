"""Names of files: leavings, copies, what cannot be seen."""

import shutil
from pathlib import Path

import pytest

from review.read.library import name_fault, read_library
from review.read.text.names import copied_from, is_leaving

HERE = Path(__file__).parent

LEAVINGS = [
    ".#甲.md", "._甲.md", "甲.md~", "#甲.md#", ".甲.md.swp", ".DS_Store", "~$甲.docx", ".~lock.甲.docx#", ".~甲.md",
    "~WRL0001.tmp", "甲.md.bak", "甲.md.orig", "~syncthing~甲.md.tmp", ".syncthing.甲.md.tmp", "Thumbs.db",
    "desktop.ini", "__MACOSX", "@eaDir", "甲.md___jb_tmp___", ".nfs000000000123", "甲.md.rej", ".git",
]
COPIES = [
    "甲-班子 - 副本", "甲-班子 - 副本 (2)", "甲-班子 副本", "甲-班子 副本 2", "甲-班子的副本", "甲-班子（副本）",
    "甲-班子-副本", "复件 甲-班子", "复件 (2) 甲-班子", "甲-班子 - Copy", "甲-班子 - Copy (3)", "Copy of 甲-班子",
    "甲-班子 copy 2", "甲-班子 (copy)", "甲-班子 (another copy)", "甲-班子（另一份副本）",
    "甲-班子.sync-conflict-20260105-090000-ABCDEFG",
    "甲-班子 (PC01's conflicted copy 2026-01-05)", "甲-班子 (办公室 的冲突副本 2026-01-05)", "甲-班子 (Case Conflict)",
    "甲-班子 (conflicted copy 2026-01-05 090000)", "甲-班子_conflict-20260105-090000", "甲-班子(冲突文件)",
    "甲-班子_冲突副本_20260105", "甲-班子.Conflict", "甲-班子_LOCAL_1234", "甲-班子 - 备份",
]
PERHAPS = ["甲-班子 (1)", "甲-班子(2)", "甲-班子 2", "甲-班子-DESKTOP-AB12CD3", "甲-班子-PC01", "甲-班子-办公室的电脑"]
MATERIALS = ["甲-班子", "甲-副局长2", "甲-化解矛盾冲突", "甲（矛盾冲突）", "2021-2022", "甲-班子-A", "数据备份", "冲突"]


@pytest.mark.parametrize("name", LEAVINGS)
def test_leavings(name):
    assert is_leaving(name)


@pytest.mark.parametrize("name", ["甲.md", "甲.docx", ".甲.md", "甲～.md", "2021", "甲#.md", "甲.tmp.md"])
def test_what_somebody_put_there_is_no_leaving(name):
    assert not is_leaving(name)


@pytest.mark.parametrize("stem", COPIES)
def test_copies_by_name(stem):
    assert copied_from(stem, frozenset()) == "甲-班子"


@pytest.mark.parametrize("stem", PERHAPS)
def test_copies_only_beside_what_they_are_of(stem):
    assert copied_from(stem, {"甲-班子"}) == "甲-班子"
    assert copied_from(stem, {"乙-班子"}) is None


@pytest.mark.parametrize("stem", MATERIALS)
def test_names_of_materials(stem):
    assert copied_from(stem, {"甲", "2021", "甲-班子", "甲-副局长"} - {stem}) is None


@pytest.fixture
def root(tmp_path):
    shutil.copytree(HERE / "findings" / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "materials/2021").mkdir(parents=True)
    return tmp_path


SOURCE = (
    "---\ntitle: 投资促进局局长对照检查材料\ncampaign: 2021-dangshi\nunit: 投资促进局\nauthor: 局长\nkind: 个人\n"
    "date: 2022-01-10\nvisibility: internal\n---\n\n"
    "# 投资促进局局长对照检查材料\n\n## 一、存在的问题\n\n一是学习不深。\n"
)


def test_a_copy_is_a_finding_and_no_second_material(root):
    for name in ("甲.md", "甲 - 副本.md", "甲 (2).md", "乙 (2).md"):
        (root / "materials/2021" / name).write_text(SOURCE, "utf-8")
    shutil.copytree(root / "materials/2021", root / "materials/2021 - 副本")
    reading = read_library(root)
    assert [m.id for m in reading.materials] == ["2021/乙 (2)", "2021/甲"]
    assert [(f.at.path, f.rule, f.severity) for f in reading.findings] == [
        ("materials/2021 - 副本", "copied-file", "error"),
        ("materials/2021/甲 (2).md", "copied-file", "error"),
        ("materials/2021/甲 - 副本.md", "copied-file", "error"),
    ]
    assert "甲.md 的副本" in reading.findings[1].message


def test_leavings_fail_no_check(root):
    for name in ("甲.md", *(name for name in LEAVINGS if "/" not in name)):
        (root / "materials/2021" / name).write_bytes(SOURCE.encode() if name == "甲.md" else b"\0\1")
    (root / "materials/2021/.#乙.md").symlink_to("clerk@host.1234:5678")  # as Emacs locks a file
    assert read_library(root).findings == ()


CONFLICT = "<<<<<<< HEAD\n一是学习不深。\n=======\n一是学习不透。\n>>>>>>> 修订\n"


@pytest.mark.parametrize("text", [
    SOURCE.replace("一是学习不深。\n", CONFLICT),
    SOURCE.replace("一是学习不深。\n", CONFLICT).replace("\n", "\r\n"),
    SOURCE.replace("一是学习不深。\n", CONFLICT.replace("=======", "||||||| 合并前\n一是学习。\n=======")),
    SOURCE.replace("author: 局长", "<<<<<<< HEAD\nauthor: 局长\n=======\nauthor: 副局长\n>>>>>>> 修订"),
])
def test_an_open_conflict_is_an_error_with_its_line(root, text):
    (root / "materials/2021/甲.md").write_bytes(text.encode())
    [finding] = read_library(root).findings
    line = text.replace("\r\n", "\n").split("\n").index("<<<<<<< HEAD") + 1
    assert (finding.rule, finding.severity, finding.at.line) == ("merge-conflict", "error", line)


def test_signs_in_a_text_are_no_conflict(root):
    (root / "materials/2021/甲.md").write_text(SOURCE + "\n小结\n=======\n\n>>> 引用\n\n<<<<< 一句\n", "utf-8")
    assert read_library(root).findings == ()


@pytest.mark.parametrize("char", ["\U0002EBF1", "\U000323B5", "\U00033001", "\u9ffe", "\U0001FAE9"])
def test_a_character_newer_than_python_is_seen(char):
    assert name_fault(f"村{char}庄") is None


@pytest.mark.parametrize(("char", "said"), [
    ("\u200b", "看不见"), ("\ufdd0", "看不见"), ("\U000E0041", "看不见"), ("\u3164", "看不见"),
    ("\U0001FFFE", "看不见"), ("\udcff", "UTF-8"), ("\ue816", "自造字"),
])
def test_a_name_is_refused_for_the_true_reason(char, said):
    assert said in name_fault(f"村{char}庄")


def test_an_empty_roster_is_told_what_it_lacks(root):
    (root / "vocabulary/units.yml").write_text("[]\n", "utf-8")
    (root / "materials/2021/甲.md").write_text(SOURCE, "utf-8")
    [finding] = read_library(root).findings
    assert finding.rule == "unknown-unit" and "还没有单位，请加上“投资促进局”" in finding.message
