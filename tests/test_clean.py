"""Cleaning: what is taken out of a text, and what never is."""

import pytest

from review.intake.clean import clean, undeclared

FURNITURE = ["来源：某网站", "责任编辑：某某", "本文由某网站整理", "转载请注明出处", "以上就是本站的全部内容",
             "推荐阅读：范文", "小编为您推荐"]  # fmt: skip
ORDINALS = ["1.", "3、", "（二）", "(4)", "①", "一是", "第三，", "一、", "其二，", "问题5：", "- 6."]


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_a_web_site_is_taken_out_and_declared(line):
    cleaned = clean(f"正文。\n{line}\n")
    assert cleaned.text == "正文。\n"
    assert [(c.kind, c.text) for c in cleaned.changes] == [("site", line)]


@pytest.mark.parametrize("ordinal", ORDINALS)
@pytest.mark.parametrize("line", FURNITURE)
def test_a_numbered_line_never_is(ordinal, line):
    text = f"正文。\n{ordinal}{line}\n"
    cleaned = clean(text)
    assert cleaned.text == text and not cleaned.changes


def test_signs_of_bold_are_taken_out_and_those_that_stand_for_a_name_stay():
    text = "一是**学习**不够。**重要**：**镇的同志提醒过我。\n**1.**每周接访。\n"
    cleaned = clean(text)
    assert cleaned.text == "一是学习不够。重要：**镇的同志提醒过我。\n1.每周接访。\n"
    assert [(c.kind, c.line, len(c.text)) for c in cleaned.changes] == [("bold", 1, 8), ("bold", 2, 4)]
    assert undeclared(text, cleaned) == ""


@pytest.mark.parametrize("line, plain", [
    ("__一、存在的问题__", "一、存在的问题"), ("__某局班子对照检查材料__", "某局班子对照检查材料"),
    ("（二）__联系群众不紧。__平时去得少。", "（二）联系群众不紧。平时去得少。"),
    ("一是__学习不深__。", "一是学习不深。"),
    *((same, same) for same in ["收到意见__条，整改__条。", "学习研讨____次", "__年__月__日", "（__月__日）",
                                "共收到：__条，已办__条",
                                "其中：__项，__项", "a__b__c", "__init__py", "责任人：__、__"]),
])  # fmt: skip
def test_bold_by_underscores_and_blanks_to_be_filled_in(line, plain):
    cleaned = clean(line + "\n")
    assert cleaned.text == plain + "\n" and undeclared(line + "\n", cleaned) == ""
