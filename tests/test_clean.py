"""Cleaning: what is taken out of a text, and what never is."""

import re

import pytest

from intake_texts import run, text_of
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


MARGINS = {
    "mail": lambda lines: [f"> {line}".rstrip() for line in lines],
    "mail of a mail": lambda lines: [f">> {line}" for line in lines],
    "cat -n": lambda lines: [f"{n:6}\t{line}" for n, line in enumerate(lines, 1)],
    "grep -n": lambda lines: [f"{n}:{line}" for n, line in enumerate(lines, 1)],
    "editor": lambda lines: [f"{n:3} │ {line}" for n, line in enumerate(lines, 1)],
}


@pytest.mark.parametrize("form", MARGINS.values(), ids=MARGINS)
def test_what_stands_before_every_line_is_taken_out_and_told(form, root, inbox):
    text = text_of().rstrip("\n").replace("二、原因分析", "\n二、原因分析")
    source = "\n".join(form(text.split("\n")))
    cleaned = clean(source)
    assert cleaned.text.split("\n") == text.split("\n") and undeclared(source, cleaned) == ""
    (inbox / "a.txt").write_text(source, "utf-8")
    (made,) = run(root, inbox)
    assert made.status == "new" and made.counts == {"方面": 5, "问题": 6, "根源": 2, "措施": 2}
    assert made.cleaned["margin"] == len(text.split("\n")) and ">" not in made.content.split("---")[2]


@pytest.mark.parametrize("who", ["办公室 2025-12-03 写道：", "2025-12-03 10:21，办公室："])
def test_a_quoted_mail_may_say_who_wrote_it(who):
    lines = [f"> {line}".rstrip() for line in text_of().split("\n")]
    source = "\n".join([who, "", *lines[:-1], "", "办公室"])
    cleaned = clean(source)
    assert cleaned.text == f"{who}\n\n{text_of()}\n办公室" and undeclared(source, cleaned) == ""


@pytest.mark.parametrize("text", [
    "".join(f"{n} 学习不深入，读得少\n" for n in range(1, 12)), "> 有人说：\n> 一、讲话\n\n" + text_of(),
    "".join(f"{n}．第{n}件事没有办完。\n" for n in range(1, 12)),
], ids=["list", "quotation", "items"])  # fmt: skip
def test_a_list_and_a_quotation_are_no_margin(text):
    assert "margin" not in {change.kind for change in clean(text).changes}


LINES = ["#### 有一句附带的话", "　　### 有一句附带的话", "---\n有一句附带的话", "　　---\n　　有一句附带的话",
         "　　&nbsp;有一句&lt;附带的话", "&nbsp;有一句附带的话", "　　<p>有一句附带的话</p>",
         "===\n有一句附带的话"]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("before", ["二是研究不够", "（三）带头", "二、原因", "（二）群众", "三、整改", "（二）密切"])
def test_a_sign_of_markdown_or_html_before_any_line_refuses_no_file(root, inbox, before, line):
    """It was left out where the text was read and looked for where it was written, so that the file was refused."""
    text = text_of().replace("。二是", "。" + "又说了一句，说得很长很长。" * 6 + "\n二是")
    (inbox / "a.txt").write_text(text.replace(before, f"{line}\n{before}", 1), "utf-8")
    (made,) = run(root, inbox)
    assert made.status == "new", made.reasons
    assert re.search("有一句(&lt;)?附带的话", (root / made.path).read_text("utf-8"))
    if "#" not in line:
        assert set(made.cleaned) & {"noise", "sign"}


@pytest.mark.parametrize("tags", ["<p>有一句附带的话</p>", "有<span>一句</span>附带的话", "<table>"])
def test_a_text_with_a_tag_here_and_there_is_read_by_its_lines(root, inbox, tags):
    (inbox / "a.txt").write_text(text_of().replace("一是下基层", f"{tags}\n一是下基层") + "2026年1月15日\n", "utf-8")
    (made,) = run(root, inbox)
    assert made.status == "new" and made.prepared.guesses["date"].value == "2026-01-15"
