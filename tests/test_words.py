"""`review words`: what an edited vocabulary changes, before it is committed."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from review.cli import main

PROJECT = Path(__file__).parents[1]
MATERIAL = """---
title: 统计局副局长民主生活会对照检查材料
campaign: 2021-dangshi
unit: 统计局
author: 副局长
kind: 个人
date: 2022-01-10
visibility: draft
---

## 一、存在的问题

### （一）工作情况

一是夜巡时遇见了三只狗。狗叫了半夜。二是走访群众不细致。桌上放着两份单子。

## 二、整改措施

（一）每晚两人夜巡。门口的灯一直亮着。
"""
TYPE = """    - id: struggle-night
      name: 院落照看得少
      gloss: 门窗和灯照看得少。
      words: [夜巡, 守夜人, 走访]
      examples: [大门敞开]
"""


@pytest.fixture
def library(tmp_path):
    (tmp_path / "materials").mkdir()
    (tmp_path / "materials" / "甲.md").write_text(MATERIAL, "utf-8")
    (tmp_path / "vocabulary").mkdir()
    shutil.copy(PROJECT / "vocabulary/units.yml", tmp_path / "vocabulary")
    campaigns = (PROJECT / "vocabulary/campaigns.yml").read_text("utf-8")
    named = re.sub(r"(,|\n) +themes: \[.*?\]", "", campaigns)
    (tmp_path / "vocabulary/campaigns.yml").write_text(named, "utf-8")
    themes = re.split(r"(?m)^(?=- id: )", (PROJECT / "vocabulary/problems.yml").read_text("utf-8"))
    few = [theme for theme in themes if re.match("- id: (?:struggle|people)\n", theme)]  # each word is tried
    (tmp_path / "vocabulary/problems.yml").write_text("".join(few), "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-q", "-m", "Begin")
    return tmp_path


def git(root, *words):
    subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)


def run(library, *options):
    return CliRunner().invoke(main, ["words", "--library", str(library), *options])


def edit(library, before, after):
    path = library / "vocabulary" / "problems.yml"
    text = path.read_text("utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), "utf-8")


def test_nothing_edited_changes_nothing(library):
    assert run(library).output == "改变 0 条（全库 3 条）。\n新词 0 个。\n"


def test_each_change_names_what_did_it_and_each_new_word_what_it_decides(library):
    edit(library, "    - id: struggle-emergency\n", TYPE + "    - id: struggle-emergency\n")
    lines = run(library).output.splitlines()
    assert lines[0].startswith("改变 ")
    at = lines.index("materials/甲.md:15 夜巡时遇见了三只狗")
    was, _, did = lines[at + 1].partition(" → 院落照看得少：")
    assert was.strip() and "院落照看得少" not in was
    assert did.startswith(("词 夜巡 +", "字 夜"))
    words = dict(line.strip().split("（院落照看得少）：") for line in lines if "（院落照看得少）：" in line)
    assert words["夜巡"].startswith("见于 2 条，改变 ")
    assert words["守夜人"] == "哪里也没有出现"
    assert words["走访"] == "见于 1 条，一条也没有改变"

    told = json.loads(run(library, "--json").output)
    change = next(change for change in told["changes"] if change["item"] == "p1-1")
    assert change["was"]["type"] != change["now"]["type"] == "struggle-night"
    assert [word["word"] for word in told["words"]] == ["夜巡", "守夜人", "走访"]


def test_a_type_taken_away_is_a_change(library):
    path = library / "vocabulary" / "problems.yml"
    text = path.read_text("utf-8")
    at = text.index("    - id: people-research\n")
    path.write_text(text[:at] + text[text.index("    - id: people-service\n") :], "utf-8")
    lines = run(library).output.splitlines()
    at = lines.index("materials/甲.md:15 走访群众不细致")
    assert lines[at + 1].startswith("  调查研究不深入 → ")


def test_what_cannot_be_compared_is_said(library):
    assert "没有 no-such" in run(library, "--against", "no-such").output
    edit(library, "    - id: struggle-emergency\n", "    - id: Struggle\n")
    result = run(library)
    assert result.exit_code == 1
    assert "词表有误" in result.output and "vocabulary/problems.yml" in result.output
    shutil.rmtree(library / ".git")
    assert run(library).exit_code == 1
