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
        "asked": False,
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


def test_the_findings_of_check_are_there_too(tmp_path):
    path = tmp_path / "甲.txt"
    path.write_text(TEXT + "联系电话13800138000。\n", "utf-8")
    assert ("mobile-number", 16) in [(f["rule"], f["line"]) for f in report(path)["findings"]]


def test_a_document_that_may_be_none_is_asked_about_and_shown(tmp_path):
    path = tmp_path / "甲.txt"
    vices = "四风的表现是文山会海，脱离群众，贪图安逸。"
    path.write_text(f"一、存在的问题\n{vices}\n二、对策\n要少开会，多下乡。\n", "utf-8")
    found = report(path)
    assert found["asked"]
    assert "看不出是谁在检查自己" in found["reason"]
    assert [s["kind"] for s in found["sections"]] == ["problems", "measures"]
    assert "拿不准是不是材料：" in inspect(path).stdout


def test_what_is_refused_is_shown_as_it_was_read(tmp_path):
    path = tmp_path / "讲话.txt"
    speech = "同志们：我讲三点意见。\n一、问题\n一是学习要加强。大家要多读。\n谢谢大家。\n"
    path.write_text(f"在民主生活会上的讲话\n{speech}", "utf-8")
    found = report(path)
    assert (found["material"], found["asked"]) == (False, False)
    assert "讲话" in found["reason"]
    assert found["sections"]


def test_why_tells_label_margin_runner_up_and_gains_of_every_token(text):
    why = json.loads(inspect(text, "--why", "--json").stdout)["why"]
    assert why["outcome"] == "taken"
    assert sum(e["gain"] for e in why["evidence"]) == pytest.approx(why["score"], abs=0.5)
    labels = [line["label"] for line in why["lines"]]
    assert labels[:4] == ["T", "S:problems", "H", "I:problems"]
    second = next(line for line in why["lines"] if line["text"].startswith("二是"))
    assert (second["line"], second["label"]) == (6, "I:problems")
    assert second["margin"] > 3
    assert "number.next" in [gain["name"] for gain in second["for"]]
    assert set(why["items"]) == {"p1-1", "p1-2", "p3-1", "c1", "m1", "m3"}


def test_why_for_people(text):
    lines = inspect(text, "--why").stdout.splitlines()
    assert any(line.startswith("是材料（") for line in lines)
    assert any("方面" in line and "（一）带头做到" in line for line in lines)
    assert any(line.strip().startswith("凭：") for line in lines)
    assert any(line.strip().startswith("p1-1") and "理论学习不深" in line for line in lines)


NOTED = FRONT.replace("problems: {1.2: {type: duty-drive}}\n", "{notes}") + TEXT


@pytest.mark.parametrize(
    ("note", "headings", "causes", "measures"),
    [
        ("{at: 二是走访群众, as: text}", [1, 0, 1], 1, 2),
        ("{at: 二是走访群众, as: point}", [1, 0, 1], 1, 2),
        ("{at: 我的干劲, as: problem}", [2, 1, 1], 1, 2),
        ("{at: 干劲有所, as: problem}", [2, 1, 1], 1, 2),
        ("{at: （三）带头为群众, as: problem}", [2, 1], 1, 2),
        ("{at: 一是调研不多, as: cause}", [2, 0, 0], 2, 2),
        ("{at: （三）鼓足干劲, as: text}", [2, 0, 1], 1, 1),
        ("{at: 三、整改措施, as: section, kind: other}", [2, 0, 1], 1, 0),
        ("{at: 一是研读, as: heading}", [0, 1, 0, 1], 1, 2),
    ],
)
def test_the_editor_has_the_last_word(tmp_path, note, headings, causes, measures):
    """A note binds the reader; all else is read around it."""
    path = tmp_path / "甲.md"
    path.write_text(NOTED.replace("{notes}", f"reading: [{note}]\n"), "utf-8")
    found = report(path)
    assert [len(h["problems"]) for h in found["headings"]] == headings
    assert (len(found["causes"]), len(found["measures"])) == (causes, measures)


@pytest.mark.parametrize(
    ("note", "rule", "says"),
    [
        ("{at: 四是没有, as: problem}", "reading-nowhere", "没有一段这样开头"),
        ("{at: 一是, as: problem}", "reading-nowhere", "2 处"),
        ("{at: 二是走访, as: 问题}", "front-matter", "之一"),
        ("{at: 二是走访, as: section}", "front-matter", "kind"),
        ("{at: 二是走访, as: problem, kind: other}", "front-matter", "只用于"),
    ],
)
def test_a_note_that_applies_nowhere_is_found_at_its_line(tmp_path, note, rule, says):
    path = tmp_path / "甲.md"
    path.write_text(NOTED.replace("{notes}", f"reading:\n  - {note}\n"), "utf-8")
    [found] = [f for f in report(path)["findings"] if f["rule"] == rule]
    assert found["line"] == 10
    assert says in found["message"]
