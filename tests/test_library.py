"""A folder of files to the materials of one audience: safe names, plain files, every bad one reported."""

import os
import shutil
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.read.library import name_fault, read_library
from review.read.loose import read_loose
from review.read.text.files import shown, strict_text
from review.read.vocabulary.load import read_vocabulary

HERE = Path(__file__).parent
SOURCE = """---
title: 投资促进局局长对照检查材料
campaign: 2021-dangshi
unit: 投资促进局
author: 局长
kind: 个人
date: 2022-01-10
visibility: internal
---

# 投资促进局局长对照检查材料

我对照检查如下。

## 一、存在的问题

一是学习不深。学习不系统。
"""


@pytest.fixture
def root(tmp_path):
    (tmp_path / "materials").mkdir()
    shutil.copytree(HERE / "findings" / "vocabulary", tmp_path / "vocabulary")
    return tmp_path


def put(root, name, source=SOURCE):
    path = root / "materials" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return path


def findings(root):
    return [(f.at.path, f.rule) for f in read_library(root, "staff", drafts=True).findings]


# ---- audiences ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("audience", "drafts", "expected"), [
    ("internal", False, ["internal"]),
    ("staff", False, ["internal", "restricted"]),
    ("internal", True, ["draft", "internal"]),
    ("staff", True, ["draft", "internal", "restricted"]),
])
def test_V7_an_audience_gets_its_materials_and_no_trace_of_others(root, audience, drafts, expected):
    for visibility in ("draft", "internal", "restricted"):
        put(root, f"{visibility}.md", SOURCE.replace("visibility: internal", f"visibility: {visibility}"))
    reading = read_library(root, audience, drafts)
    assert [m.id for m in reading.materials] == expected
    assert reading.findings == ()


def test_the_default_shows_least(root):
    put(root, "a.md", SOURCE.replace("internal", "draft"))
    put(root, "b.md", SOURCE.replace("internal", "restricted"))
    assert read_library(root).materials == ()


def test_findings_are_of_every_file(root):
    put(root, "a.md", SOURCE.replace("internal", "draft").replace("unit: 投资促进局", "unit: 无此局"))
    assert findings(root) == [("materials/a.md", "unknown-unit")]
    assert [f.rule for f in read_library(root, "internal").findings] == ["unknown-unit"]


# ---- files --------------------------------------------------------------------------------------------


def test_every_bad_file_is_reported_in_one_run(root):
    put(root, "好.md")
    put(root, "gbk.md", SOURCE.encode("gb18030"))
    put(root, "utf16.md", SOURCE.encode("utf-16"))
    put(root, "空.md", "")
    put(root, "空白.md", " \n\n")
    put(root, "没有正文.md", SOURCE[: SOURCE.index("# ")])
    put(root, "控制.md", SOURCE + "\x00")
    put(root, "大.md", SOURCE + "字" * 1_700_000)
    put(root, "长.md", SOURCE + "\n" * 100_000)
    put(root, "表.docx", "PK")
    started = time.process_time()
    reading = read_library(root)
    assert time.process_time() - started < 1
    assert [m.id for m in reading.materials] == ["好"]
    assert [(f.at.path.removeprefix("materials/"), f.rule, f.at.line) for f in reading.findings] == sorted([
        ("gbk.md", "encoding", 2), ("utf16.md", "encoding", 1), ("空.md", "empty-file", 1),
        ("空白.md", "empty-file", 1), ("没有正文.md", "empty-file", 1), ("控制.md", "encoding", 18),
        ("大.md", "too-large", 1), ("长.md", "too-large", 1), ("表.docx", "stray-file", 1),
    ])
    assert "GBK" in next(f.message for f in reading.findings if "gbk" in f.at.path)
    assert "review import" in next(f.message for f in reading.findings if "gbk" in f.at.path)


def test_X6_links_and_special_files_are_refused(root, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text(SOURCE, "utf-8")
    put(root, "甲.md")
    (root / "materials" / "link.md").symlink_to(outside / "secret.md")
    (root / "materials" / "folder").symlink_to(outside)
    (root / "materials" / "dangling.md").symlink_to("nowhere")
    os.mkfifo(root / "materials" / "pipe.md")
    assert findings(root) == [
        (f"materials/{name}", "not-a-file") for name in ("dangling.md", "folder", "link.md", "pipe.md")
    ]
    assert [m.id for m in read_library(root).materials] == ["甲"]


def test_X6_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    code = "import sys, pathlib, review.read.text.files as text; text.read_bytes(pathlib.Path(sys.argv[1]), 'a')"
    ended = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "pipe.txt"], capture_output=True, text=True, timeout=20
    )
    assert "review.read.text.files.Refused" in ended.stderr


def test_X6_materials_itself_may_not_be_a_link(root, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (root / "materials").rmdir()
    assert findings(root) == [("materials", "not-a-file")]
    (root / "materials").symlink_to(other)
    assert findings(root) == [("materials", "not-a-file")]


def test_what_systems_leave_behind_is_passed_over(root):
    put(root, "甲.md")
    for name in (".DS_Store", ".gitkeep", "Thumbs.db", "desktop.ini", "~$甲.docx", ".git/config"):
        put(root, name, "x")
    assert findings(root) == []


# ---- names --------------------------------------------------------------------------------------------

GOOD = ["投资促进局-局长", "a b", "甲？", "“甲”（一）", "😀", "字" * 80, "x.y", "é", "CONTRACT", "甲：乙"]
BAD = [
    "a%20b", "a#b", "a?b", "a<b>", 'a"b', "a|b", "a\\b", "a:b", "a*b", "a&b", "a\nb", "a\u202eb", "a\u200bb",
    "字" * 81, "CON", "con", "nul.x", "COM1", "index", "README", "Index", ".a", "a.", " a", "a ", "\u3000a",
]


@pytest.mark.parametrize("name", GOOD)
def test_X10_names_that_are_safe_everywhere(root, name):
    put(root, f"2021/{name}.md")
    reading = read_library(root)
    assert reading.findings == ()
    assert [m.id for m in reading.materials] == [f"2021/{name}"]


@pytest.mark.parametrize("name", BAD)
def test_X10_names_that_are_not(root, name):
    assert name_fault(name)
    try:
        put(root, f"{name}.md")
    except OSError:  # a name that not even this file system takes
        return
    [finding] = read_library(root).findings
    assert finding.rule == "file-name"
    assert "\n" not in str(finding)


def test_X10_a_name_that_is_no_text(root):
    (root / "materials" / os.fsdecode(b"\xff\xfe.md")).write_text(SOURCE, "utf-8")
    [finding] = read_library(root).findings
    assert str(finding).encode("utf-8").startswith(b"materials/\\udcff\\udcfe.md:1: ")


def test_X9_two_files_with_one_address(root):
    composed, split = unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é")
    for name in ("甲a", "甲A", composed, split, "乙/甲a"):
        put(root, f"{name}.md")
    assert [rule for _, rule in findings(root)] == ["same-address", "same-address"]


@given(st.text(max_size=30))
def test_a_path_is_printed_on_one_line(text):
    assert "\n" not in shown(text)
    shown(text).encode("utf-8")


# ---- text ---------------------------------------------------------------------------------------------

CHINESE = "一、存在的问题\n（一）在带头方面\n一是学习不深。二是……“四风”①\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("change", [str, lambda s: s.replace("\n", "\r\n")], ids=["lf", "crlf"])
def test_D5_a_text_is_read_in_any_usual_encoding(tmp_path, encoding, change):
    path = tmp_path / "a.txt"
    path.write_bytes(change(SOURCE.partition("---\n\n")[2] + CHINESE).encode(encoding))
    vocabulary = read_vocabulary(HERE / "findings")[0]
    loose = read_loose(path, "a.txt", vocabulary)
    path.write_text(SOURCE.partition("---\n\n")[2] + CHINESE, "utf-8")
    assert loose.findings == ()
    assert loose.document == read_loose(path, "a.txt", vocabulary).document


def test_a_text_may_hold_what_word_leaves_in_it_but_no_binary(tmp_path):
    path = tmp_path / "a.txt"
    vocabulary = read_vocabulary(HERE / "findings")[0]
    path.write_text(SOURCE.replace("不系统。", "不\x0b系统，理解不透彻，停留在表面，没有学懂弄通，一知半解。"), "utf-8")
    assert read_loose(path, "a.txt", vocabulary).document.problems[0].rest.startswith("学习不系统")
    path.write_bytes(SOURCE.encode() + b"\0")
    loose = read_loose(path, "a.txt", vocabulary)
    assert (loose.document, [f.rule for f in loose.findings]) == (None, ["encoding"])


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_can_be_looked_at(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("l") / "a.md"
    path.write_bytes(data)
    loose = read_loose(path, "a.md", read_vocabulary(HERE / "findings")[0])
    assert loose.document is not None or loose.findings


def test_line_ends_are_alike():
    assert strict_text(b"\xef\xbb\xbfa\r\nb\rc\n", "a.md") == "a\nb\nc\n"
