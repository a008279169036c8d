"""Placeholders in a text, with their offsets."""

from __future__ import annotations

import pytest

from review.read.text.placeholders import placeholders


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("接到通知后，**镇先学一步", ["**"]),
        ("7月中旬**村起了口角", ["**"]),
        ("××局与XX市、xxx县", ["××", "XX", "xxx"]),
        ("接到通知后，**镇先学一步。**村跟上", ["**", "**"]),
        ("（**）对照检查，**局长的话", ["（**）", "**"]),
        ("学习领悟_关于发扬斗争精神", ["_"]),
        ("每月____次", ["____"]),
        ("第五纪检监察室   ***", ["***"]),
        ("〔*〕党支部〔*〕年度", ["〔*〕", "〔*〕"]),
        ("【待补】，（此处填写事例）", ["【待补】", "（此处填写事例）"]),
        ("案例{{#17.case_file#}}里", ["{{#17.case_file#}}"]),
        ("202X年，20XX年，*年度", ["202X", "20XX", "*"]),
        ("担当的骨头偏软 <!-- 提醒：写顾虑 -->", ["<!-- 提醒：写顾虑 -->"]),
        ("按照“xxxx”的要求", ["“xxxx”"]),
        ("一是**镇与**村的矛盾没有调处", ["**", "**"]),
        ("二是**公司与**公司的合同没有审", ["**", "**"]),
        ("查账时，**公司和**公司的发票对不上", ["**", "**"]),
        ("1.联系**同志不够", ["**"]),
        ("补助有????户，\ufffd\ufffd不清，锟斤拷锟斤拷没办", ["????", "\ufffd\ufffd", "锟斤拷锟斤拷"]),
    ],
)
def test_found(text: str, found: list[str]) -> None:
    assert [written for _, written in placeholders(text)] == found
    assert all(text.startswith(written, start) for start, written in placeholders(text))


@pytest.mark.parametrize(
    "text",
    ["长5*3米", "* 一条", "***", "---", "| --- | --- |", "snake_case", "东水发〔2026〕7号", "MAX", "**一是", "<br>"]
    + ["（一）**组织力方面**", "1. **学习不经常**：缺课四次", "**1.站位不高。**谋划项目时", "**党支部对照检查材料**"]
    + ["一是**学习**不够经常", "1. **作风**还不实", "（一）**担当**意识弱", "学得少。二是**联系群众**的办法不多"]
    + ["请假四次，**补学**只补了一次", "- **调研**走过场", "**学习**不够经常，理解不深", "①**书本**读得少"]
    + ["其一，**规划**没有细化", "**日常管理**失之于宽", "为什么没有办???", "办了吗??没有办"],
)
def test_ordinary_text_holds_none(text: str) -> None:
    assert placeholders(text) == []


@pytest.mark.parametrize(
    "sign",
    ["某某", "□□", "■■", "○○", "××", "ＸＸ", "ｘｘ", "201?", "201？", "20＊＊", "〔 〕"]
    + ["{{a}}", "{%a%}", "${a}", "<单位名称>", "<!--a-->", "[待填]", "［待填］", "(待填)", "（待填）", "【 】"],
)
def test_each_sign_is_enough(sign: str) -> None:
    assert placeholders(f"学习{sign}，写") != []
