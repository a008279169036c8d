"""The rules of the trade: each finds what it says, in the right line, and is silent on a sound material."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from review.check.rules import RULES
from review.check.rules_page import rules_page
from review.check.trade import LOOKS as TAKEN
from review.check.trade import Subject, check_subject
from review.check.trade_words import hits
from review.cli import main
from review.model import Body
from review.read.structure.document import read_document
from review.read.vocabulary.load import read_vocabulary
from review.read.vocabulary.trade import LOOKS, brought_rules

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"
VOCABULARY, _ = read_vocabulary(PROJECT)
TEXT = """# 财政局局长2025年度民主生活会对照检查材料

会前我走访了三个镇街。去年查摆的五个问题已整改四个。对照检查如下：

## 一、存在的问题

### （一）带头强化政治忠诚、提高政治能力方面

一是学习不深。读文件多，读原著少，全年只读完三本。

### （二）带头固本培元、增强党性方面

一是自我要求放松。例如，一次调研没有住下来，当天就回了机关。{long}

## 二、原因分析

（一）理论学习不够实。学习缺乏计划，往往浅尝辄止。

## 三、整改措施

（一）加强理论学习。每月读一本书。
"""
LONG = "我反复检视自己的思想和工作，越想越觉得这里面有自己的责任。" * 40


def found(text, unit="财政局", personal=True):
    document, whose = read_document(text, "a.md"), VOCABULARY.unit(unit)
    return check_subject(
        Subject(document=document, path="a.md", personal=personal, unit=whose, vocabulary=VOCABULARY))  # fmt: skip


def sound(more=""):
    return TEXT.format(long=LONG + more)


def test_a_sound_material_has_no_findings():
    assert found(sound()) == []


SLOTS = {"absent": "去年查摆的五个问题已整改四个。", "headings": "读文件多，读原著少，全年只读完三本。"}
"""What of the sound material an example of a look stands in the place of; of all others its first problem's words."""
MEASURED = ("share", "length", "unmatched")
"""Looks whose examples are a material's measure, not its words: each has a test of its own below."""
SPOKEN = [rule for rule in VOCABULARY.trade if rule.look not in MEASURED]


def given(rule, example):
    slot = SLOTS.get(rule.look, "读文件多，读原著少，")
    assert slot in sound()
    return [one for one in found(sound().replace(slot, example)) if one.rule == rule.id]


@pytest.mark.parametrize("rule", SPOKEN, ids=lambda rule: rule.id)
def test_a_rule_finds_its_examples_and_not_its_counter_examples(rule):
    assert rule.examples and rule.counter
    assert [example for example in rule.examples if len(given(rule, example)) != 1] == []
    assert [example for example in rule.counter if given(rule, example)] == []


@pytest.mark.parametrize("rule, old, new, line, says", [
    ("trade-third-person", "读文件多", "有的同志读文件多，有的党员不读，", 9, "2 处第三人称：“有的同志”、“有的党员”"),
    ("trade-other-body", "往往浅尝辄止", "工委班子往往浅尝辄止", 17, "财政局的材料里有 1 处街道的说法：“工委班子”"),
    ("trade-other-unit", "往往浅尝辄止", "统计局如此，统计局的人也如此，区统计局更是如此", 17, "3 处提到统计局"),
    ("trade-praise-first", "读文件多", "虽然读文件多，但", 9, "“虽然读文件多，但”"),
    ("trade-no-case", "，全年只读完三本", "", 7, "“（一）带头强化政治忠诚、提高政治能力”里没有看到具体事例"),
    ("trade-no-previous", "去年查摆的五个问题已整改四个。", "", 1, "没有看到上年度问题的整改情况"),
    ("trade-obfuscated", "理论学习不够实", "dangshi学习不够实", 17, "“dangshi”（dangshi 即党史）"),
    ("trade-share", "每月读一本书", "每月读一本书" * 300, 1, "不到 50%"),
    ("trade-length", LONG, "", 1, "少于 1200 字"),
    ("trade-length", LONG, LONG * 8, 1, "多于 8000 字"),
])  # fmt: skip
def test_what_a_rule_says_and_where(rule, old, new, line, says):
    assert old in sound()
    (one,) = found(sound().replace(old, new))
    assert (one.rule, one.at.line, one.severity) == (rule, line, "warning")
    assert says in one.message and one.message.startswith("初查（")


@pytest.mark.parametrize("old, new, more", [
    ("会前我走访", "会前我和班子成员、有的同志走访", {}),  # the preamble says with whom, not who is at fault
    ("读文件多", "有的同志读文件多，有的党员不读，", {"personal": False}),
    ("往往浅尝辄止", "工委班子往往浅尝辄止", {"unit": "城东街道"}),
    ("往往浅尝辄止", "工委班子往往浅尝辄止", {"unit": "没有这个单位"}),
    ("往往浅尝辄止", "区财政局如此，财政局的人如此，财政局更如此", {}),
])  # fmt: skip
def test_what_is_no_finding(old, new, more):
    assert old in sound()
    assert found(sound().replace(old, new), **more) == []


def test_a_word_of_two_bodies_is_nobodys_fault():
    own = Body(name="局", ends=("局",), words=("党组会",))
    bodies = (own, Body(name="委", ends=("委",), words=("党组会", "委务会")))
    rule = replace(brought_rules()["trade-other-body"], bodies=bodies)
    text = sound().replace("往往浅尝辄止", "党组会往往浅尝辄止，委务会也是")
    (one,) = check_subject(Subject(document=read_document(text, "a.md"), path="a.md", personal=True,
                                   unit=VOCABULARY.unit("财政局"), vocabulary=replace(VOCABULARY, trade=(rule,))))
    assert "1 处委的说法：“委务会”" in one.message


def test_every_look_is_taken_by_a_rule_and_has_a_function():
    assert set(LOOKS) == set(TAKEN) | {"unmatched"} == {rule.look for rule in VOCABULARY.trade}
    assert {rule.id for rule in VOCABULARY.trade} == brought_rules().keys() <= RULES.keys()


FRONT = """---
title: 财政局局长2025年度民主生活会对照检查材料
campaign: 2025-five
unit: 财政局
author: 局长
kind: 个人
date: 2026-01-16
visibility: internal
---

"""


def library(tmp_path, rules=None, text=TEXT):
    (tmp_path / "materials").mkdir()
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "materials" / "a.md").write_text(FRONT + text.format(long=LONG), "utf-8")
    if rules is not None:
        (tmp_path / "vocabulary" / "rules.yml").write_text(rules, "utf-8")
    return tmp_path


def check(root):
    return CliRunner().invoke(main, ["check", "--all", "--library", str(root)]).output


def test_a_measure_that_answers_no_problem(tmp_path):
    text = TEXT.replace("每月读一本书。", "每月读一本书。\n\n（二）整治文山会海。会议减半。")
    output = check(library(tmp_path, text=text))
    assert "materials/a.md:33: 初查（建议修改）：措施“整治文山会海”没有对上任何问题" in output
    assert output.count("[trade-measure-unmatched]") == 1


def test_limits_words_and_grades_are_the_librarys(tmp_path):
    root = library(tmp_path, "- {id: trade-length, grade: 提示, least: 5000}\n- {id: trade-no-case, grade: 不查}\n")
    assert "少于 5000 字" in check(root)
    (root / "vocabulary/rules.yml").write_text("- {id: trade-length, grade: 必须修改, most: 100}\n", "utf-8")
    output = check(root)
    assert "初查（必须修改）：全文" in output and "多于 100 字" in output
    (root / "vocabulary/rules.yml").write_text("- {id: trade-lenght, grade: 大概}\n", "utf-8")
    output = check(root)
    assert "vocabulary/rules.yml:1: id 应为这些检查之一" in output and "是不是 trade-length" in output
    assert "grade 应为" in output


OWN = """\
- id: trade-reading-class
  name: 只说读书班
  why: 读书班不算事例。
  grade: 提示
  look: each
  within: [problems]
  words: [读书班]
  says: 'MESSAGE'
  examples: [读书班没有参加。]
"""


def test_a_site_adds_a_rule_in_one_place(tmp_path):
    text = TEXT.replace("当天就回了机关", "没有参加读书班")
    root = library(tmp_path, OWN.replace("MESSAGE", "只提到“{text}”。"), text)
    output = check(root)
    assert "初查（提示）：只提到“读书班”。 [trade-reading-class]" in output and output.count("[trade-") == 1
    assert "只说读书班 1" in CliRunner().invoke(main, ["check", "--library", str(root)]).output
    page = rules_page(read_vocabulary(root)[0].trade).text
    assert "{ #trade-reading-class }" in page and "读书班不算事例" in page
    wrong = OWN.replace("MESSAGE", "提到{named}").replace("[problems]", "[problem]")
    (root / "vocabulary/rules.yml").write_text(wrong, "utf-8")
    output = check(root)
    assert "vocabulary/rules.yml:8: says 里的 {named} 没有可填的；look: each 可填的：{text}" in output
    assert "vocabulary/rules.yml:6: within 里的“problem”不是部分的种类；是不是 problems" in output


def test_words_within_each_other_count_once():
    assert [h.word for h in hits([("镇党委班子\n镇党委", 5)], ["镇党委", "镇党委班子"])] == ["镇党委班子", "镇党委"]
    assert [h.line for h in hits([("甲\n乙甲", 5)], ["甲"])] == [5, 6]
    assert hits([("甲", 1)], []) == []


@pytest.mark.skipif(not (SHARED / "seed.txt").is_file(), reason="the complete document is not at hand")
def test_the_complete_document():
    findings = found((SHARED / "seed.txt").read_text("utf-8"), unit="投资促进局")
    counted = {f.rule for f in findings}
    assert counted == {"trade-third-person", "trade-other-body", "trade-praise-first", "trade-no-case",
                       "trade-no-previous", "trade-obfuscated"}  # fmt: skip
