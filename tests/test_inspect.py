"""`review inspect`: what was read from one file, for scripts and for people."""

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from review.cli import main

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
TEXT = """投资促进局局长党史学习教育专题民主生活会对照检查材料

我对照**局的要求检查如下：
一、存在的问题
（一）带头做到“两个维护”方面
一是研读文献不深。学习浅尝辄止。二是走访群众不细致。调研少。
（二）带头履职尽责方面
我的干劲有所弱化。
（三）带头为群众办实事方面
一是调研不多。走访群众少。
二、原因分析
（一）学习研读不够。不系统。
三、整改措施
（一）多走访。走近群众。
（三）鼓足干劲。敢于担当。
"""
FRONT = """---
title: 投资促进局局长党史学习教育专题民主生活会对照检查材料
campaign: 2021-dangshi
unit: 投资促进局
author: 局长
kind: 个人
date: 2022-01-10
visibility: draft
problems: {1.2: {type: duty-drive}}
---
"""


def inspect(path, *options):
    return CliRunner().invoke(main, ["inspect", str(path), "--library", str(HERE / "findings"), *options])


def report(path):
    return json.loads(inspect(path, "--json").stdout)


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "甲.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_the_shape_for_scripts(text):
    assert report(text) == {
        "material": True,
        "reason": "",
        "title": "投资促进局局长党史学习教育专题民主生活会对照检查材料",
        "sections": [
            {"kind": "problems", "title": "存在的问题"}, {"kind": "causes", "title": "原因分析"},
            {"kind": "measures", "title": "整改措施"},
        ],
        "headings": [
            {"number": 1, "name": "带头做到“两个维护”", "canonical": "2021-dangshi-1", "problems": [
                {"id": "p1-1", "opening": "研读文献不深", "text": "研读文献不深。学习浅尝辄止。",
                 "type": "theory-shallow"},
                {"id": "p1-2", "opening": "走访群众不细致", "text": "走访群众不细致。调研少。",
                 "type": "people-visits"},
            ]},
            {"number": 2, "name": "带头履职尽责", "canonical": "2021-dangshi-2", "problems": []},
            {"number": 3, "name": "带头为群众办实事", "canonical": "2021-dangshi-3", "problems": [
                {"id": "p3-1", "opening": "调研不多", "text": "调研不多。走访群众少。", "type": "people-visits"},
            ]},
        ],
        "causes": [{"id": "c1", "opening": "学习研读不够", "text": "学习研读不够。不系统。", "theme": "theory"}],
        "measures": [
            {"id": "m1", "opening": "多走访", "text": "多走访。走近群众。", "theme": "people"},
            {"id": "m3", "opening": "鼓足干劲", "text": "鼓足干劲。敢于担当。", "theme": "duty"},
        ],
        "findings": [
            {"rule": "placeholder", "severity": "warning", "line": 3,
             "message": "有 1 处占位符：“我对照**局的要求”；请补上内容，提示语请删去。"},
            {"rule": "no-marked-problems", "severity": "warning", "line": 7,
             "message": "“（二）带头履职尽责”里没有标明的问题，问题数记为零；例：一是学习不深不透。"},
            {"rule": "ordinal-gap", "severity": "warning", "line": 15,
             "message": "措施的序号跳号：（一）之后应为第 2 个，实为（三）；缺第 2 个，请看是漏了内容还是编错了号。"},
        ],
    }


def test_front_matter_states_campaign_and_types(tmp_path):
    path = tmp_path / "甲.md"
    path.write_text(FRONT + TEXT, "utf-8")
    found = report(path)
    assert [p["type"] for h in found["headings"] for p in h["problems"]] == [
        "theory-shallow", "duty-drive", "people-visits"]
    assert [f["line"] for f in found["findings"]] == [13, 17, 25]
    assert "推断" not in inspect(path).stdout


def test_broken_front_matter_is_reported_and_the_document_still_read(tmp_path):
    path = tmp_path / "甲.md"
    path.write_text(FRONT.replace("draft", "公开") + TEXT, "utf-8")
    result = inspect(path, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["material"]
    assert len(found["headings"]) == 3
    assert ("visibility", 8) in [(f["rule"], f["line"]) for f in found["findings"]]


def test_problems_directly_in_a_section(tmp_path):
    path = tmp_path / "甲.txt"
    problems = "一是研读不深。学得不透，停留在表面，没有学懂弄通。\n二是干劲不足。遇事推诿，办法不多，总想着等一等。\n"
    path.write_text(f"财政局局长对照检查材料\n我检查如下。\n一、存在的问题\n{problems}", "utf-8")
    [heading] = report(path)["headings"]
    assert (heading["number"], heading["name"], heading["canonical"]) == (None, None, None)
    assert [p["id"] for p in heading["problems"]] == ["p1", "p2"]


def test_the_summary_for_people(text):
    result = inspect(text)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "投资促进局局长党史学习教育专题民主生活会对照检查材料"
    assert lines[1].startswith("活动：2021 年党史学习教育专题民主生活会（三个带头）（由各方面推断，把握 ")
    assert lines[2] == "3 个方面 · 3 个问题 · 1 条根源 · 2 条措施"
    assert "  p1-1   研读文献不深〔理论学习：理论学习不深〕" in lines
    assert "  没有标明的问题" in lines
    assert f"{text}:3: 有 1 处占位符：“我对照**局的要求”；请补上内容，提示语请删去。 [placeholder]" in lines


def test_no_material_exits_with_1(tmp_path):
    path = tmp_path / "总结.txt"
    path.write_text("主题教育总结报告\n一是学习到位。成效明显。\n特此报告。\n", "utf-8")
    result = inspect(path)
    assert result.exit_code == 1
    assert "没有读成材料：" in result.stdout
    assert report(path)["material"] is False
    assert report(path)["reason"]


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff" * 100])
def test_no_text_exits_with_1_and_says_why(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    result = inspect(path, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert found["material"] is False
    assert [f["severity"] for f in found["findings"]] == ["error"]


def test_a_word_file_is_read_too(tmp_path, text):
    path = tmp_path / "甲.docx"
    word = docx.Document()
    for line in TEXT.splitlines():
        word.add_paragraph(line)
    word.save(path)
    found, expected = report(path), report(text)
    assert [f["rule"] for f in found["findings"]] == [f["rule"] for f in expected["findings"]]
    assert found | {"findings": []} == expected | {"findings": []}


def test_a_broken_word_file_is_named(tmp_path):
    path = tmp_path / "甲.docx"
    path.write_text(TEXT, "utf-8")
    result = inspect(path)
    assert result.exit_code == 1
    assert "[word-broken]" in result.stdout


def test_wrong_usage_exits_with_2(tmp_path):
    assert inspect(tmp_path / "nowhere.txt").exit_code == 2
    assert inspect(tmp_path).exit_code == 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared cases are not here")
def test_the_seed():
    result = CliRunner().invoke(main, ["inspect", str(SHARED / "seed.txt"), "--json", "--library", str(HERE.parent)])
    found = json.loads(result.stdout)
    assert [h["canonical"] for h in found["headings"]] == [f"2021-dangshi-{n}" for n in range(1, 6)]
    assert [p["opening"] for h in found["headings"] for p in h["problems"]] == [
        "研读dangshi文献不深", "站位高度不够", "与时俱进抓创新的意识有所弱化", "勤奋进取干事业的精神有所弱化",
        "走访群众不细致", "服务群众欠成效", "缺乏魄力和斗争精神", "缺乏常抓的韧劲",
        "形式主义官僚主义仍在一定程度上存在", "在落实全面从严治党方面的认识还不够深入",
    ]
    assert (len(found["causes"]), len(found["measures"])) == (3, 3)
    assert {f["rule"] for f in found["findings"]} == {"placeholder"}


def test_of_several_documents_the_first_whole_one_is_read(tmp_path):
    path = tmp_path / "两篇.txt"
    rest = "二是走访不多。一年去了两次，都是开会。\n二、整改措施\n一是多走。每月一个村，住一晚。\n"
    second = TEXT.replace("投资促进局局长", "\n投资促进局副局长")
    path.write_text(rest + second + TEXT, "utf-8")
    found = report(path)
    assert found["title"] == "投资促进局副局长党史学习教育专题民主生活会对照检查材料"
    assert [h["number"] for h in found["headings"]] == [1, 2, 3]
    assert ("several-documents", 1) in [(f["rule"], f["line"]) for f in found["findings"]]
    assert ("placeholder", 7) in [(f["rule"], f["line"]) for f in found["findings"]]


def test_problems_above_the_first_heading_come_first(tmp_path):
    path = tmp_path / "甲.txt"
    path.write_text("二是干劲不足。我遇事推诿。\n（二）工作作风方面\n一是走访不多。我一年只去过两次。\n", "utf-8")
    assert [(h["name"], len(h["problems"])) for h in report(path)["headings"]] == [(None, 1), ("工作作风", 1)]
