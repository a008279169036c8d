"""`review set` and `review seen`: shown first, only the lines that change, nothing unsound."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from review.cli import main
from review.edit.field import UnknownField, field, parsed_value

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path):
    shutil.copytree(PROJECT / "materials", tmp_path / "materials")
    return tmp_path


def review(root, *words):
    return CliRunner().invoke(main, [*words, "--library", str(root)])


def texts(root):
    return {f.relative_to(root).as_posix(): f.read_bytes() for f in sorted(root.rglob("*.md"))}


def test_visibility_of_a_folder_is_shown_and_then_set(root):
    path = root / "materials/2021/总工会-主席.md"
    text = path.read_text("utf-8").replace("visibility: internal", "visibility:   draft   # 等会后再发")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    before = texts(root)
    shown = review(root, "set", "visibility", "internal", str(root / "materials/2021"))
    assert shown.exit_code == 1 and "没有写入" in shown.output and texts(root) == before
    assert "materials/2021/总工会-主席.md\n     8 - visibility:   draft   # 等会后再发\n" in shown.output
    assert "     8 + visibility:   internal   # 等会后再发\n" in shown.output
    assert "要改 1 份，已是这样 7 份。" in shown.output
    done = review(root, "set", "可见范围", "internal", str(root / "materials/2021"), "--yes")
    assert done.exit_code == 0 and "已写入 1 份" in done.output
    after = texts(root)
    assert {f for f in after if after[f] != before[f]} == {"materials/2021/总工会-主席.md"}
    name = "materials/2021/总工会-主席.md"
    assert after[name] == before[name].replace(b"draft", b"internal")


@pytest.mark.parametrize("name, to, came", [
    ("measures.1.status", "已完成", "  1: {owner: 机关党支部, due: 2026-06-30, status: 已完成}"),
    ("措施.2.完成时限", "2026-10-31", "  2: {owner: 招商一科, due: 2026-10-31, status: 推进中}"),
    ("date", "2026-01-17", "date: 2026-01-17"),
    ("problems.2.1.causes", "1,2", "  '2.1': {causes: [1, 2]}"),
])  # fmt: skip
def test_one_field_changes_one_line(root, name, to, came):
    path = root / "materials/2025/投资促进局-局长.md"
    before = path.read_text("utf-8")
    path.write_text(before.replace("status: 已完成", "status: 推进中", 1), "utf-8")
    before = path.read_text("utf-8").splitlines()
    assert review(root, "set", name, to, str(path), "--yes").exit_code == 0
    after = path.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before][-1] == came
    assert len([line for line in before if line not in after]) == (name != "problems.2.1.causes")


def test_every_entry_of_the_ledger_at_once(root):
    path = root / "materials/2025/投资促进局-局长.md"
    assert review(root, "set", "measures.*.due", "2026-12-31", str(path), "--yes").exit_code == 0
    assert path.read_text("utf-8").split("---")[1].count("due: 2026-12-31") == 4


def test_the_number_of_a_problem_is_text_and_2_10_is_no_2_1(root):
    path = root / "materials/2025/投资促进局-局长.md"
    text = path.read_text("utf-8").replace("\n---\n", "\nproblems:\n  2-1: {causes: [1]}\n---\n", 1)
    path.write_text(text, "utf-8")
    assert review(root, "set", "problems.2.1.measures", "[2]", str(path), "--yes").exit_code == 0
    assert "\n  2-1: {causes: [1], measures: [2]}\n" in path.read_text("utf-8")
    refused = review(root, "set", "problems.2.10.measures", "[2]", str(path), "--yes")
    assert refused.exit_code == 1 and "更正（problems）里写了问题 2.10，正文里只有" in refused.output
    assert "2.10" not in path.read_text("utf-8")


def test_what_is_restricted_is_not_opened_with_its_folder(root):
    path = root / "materials/2021/总工会-主席.md"
    path.write_text(path.read_text("utf-8").replace("visibility: internal", "visibility: restricted"), "utf-8")
    done = review(root, "set", "visibility", "internal", str(root / "materials/2021"), "--yes")
    assert done.exit_code == 1 and "总工会-主席.md:8: 改不了，它是限阅的（restricted）" in done.output
    assert "visibility: restricted" in path.read_text("utf-8")
    assert review(root, "set", "visibility", "internal", str(path), "--yes").exit_code == 0
    assert "visibility: internal" in path.read_text("utf-8")


def test_what_cannot_be_set_stands_last_below_all_that_can(root):
    lines = review(root, "set", "measures.2.due", "2027-12-31", str(root / "materials")).output.splitlines()
    refused = [number for number, line in enumerate(lines) if "改不了，" in line]
    total = next(number for number, line in enumerate(lines) if line.startswith("要改 "))
    assert len(refused) > 1 and refused == list(range(total - len(refused), total)) and total > len(refused)


@pytest.mark.parametrize("name, to, reason", [
    ("visibility", "公开", "可见范围（visibility）应为"), ("date", "下周", "日期（date）应为"),
    ("unit", "气象局", "单位（unit）应为"),
    ("measures.9.status", "推进中", "局长.md:10: 改不了，台账（measures）里没有措施 9，只有 1、2、3、4；"
     "改已有的：review set measures.1.status 推进中 文件；"
     "新列入的写整条：review set measures.9 '{owner: 办公室, due: 2022-06-30, status: 推进中}' 文件"),
    ("measures.1.status", "完成", "状态（status）应为"),
    ("author", "", "缺少职务（author）"),
    ("measures.2.progress", "联系人13912345678", "局长.md:11: 改不了，手机号码 139********，不能发布"),
])  # fmt: skip
def test_what_would_be_unsound_is_refused_and_says_why(root, name, to, reason):
    before = texts(root)
    done = review(root, "set", name, to, str(root / "materials/2025/投资促进局-局长.md"), "--yes")
    assert done.exit_code == 1 and reason in done.output and "改不了 1 份" in done.output
    assert texts(root) == before


def test_a_draft_with_undecided_fields_is_not_published(root):
    path = root / "materials/2025/投资促进局-局长.md"
    text = path.read_text("utf-8").replace("visibility: internal", "visibility: draft")
    path.write_text(text.replace("date: 2026-01-16", "date: 待定  # 没有找到"), "utf-8")
    refused = review(root, "set", "visibility", "internal", str(path), "--yes")
    assert refused.exit_code == 1 and "还有待定的项：日期；请先补上" in refused.output
    assert review(root, "set", "date", "2026-01-16", str(path), "--yes").exit_code == 0
    assert review(root, "set", "visibility", "internal", str(path), "--yes").exit_code == 0
    assert path.read_bytes() == (PROJECT / "materials/2025/投资促进局-局长.md").read_bytes()


def test_i1_a_draft_with_a_number_is_not_published_and_gets_none_into_its_front_matter(root):
    """Shown to all it would keep the whole site from being built."""
    path = root / "materials/2025/投资促进局-局长.md"
    draft = path.read_text("utf-8").replace("visibility: internal", "visibility: draft") + "\n联系人13912345678\n"
    path.write_text(draft, "utf-8")
    for name, value in (("visibility", "internal"), ("measures.2.progress", "电话13812345678")):
        refused = review(root, "set", name, value, str(path), "--yes")
        assert refused.exit_code == 1 and "手机号码 13" in refused.output and path.read_text("utf-8") == draft
        assert not re.search("13[89][0-9]", refused.output)
    assert review(root, "set", "measures.2.progress", "已办", str(path), "--yes").exit_code == 0


@pytest.mark.parametrize("words", [
    ("set", "能见度", "internal", "materials"), ("set", "measures", "x", "materials"),
    ("set", "date.3", "x", "materials"), ("set", "measures.3.颜色", "x", "materials"),
    ("set", "date", "2026-01-16", "outside.md"),
])  # fmt: skip
def test_wrong_words_are_a_wrong_use(root, words):
    (root / "outside.md").write_bytes((root / "materials/2025/投资促进局-局长.md").read_bytes())
    before = texts(root)
    done = review(root, *words[:-1], str(root / words[-1]), "--yes")
    assert done.exit_code == 2 and "错误：" in done.output and texts(root) == before


def test_fields_and_values():
    assert field("更正.2.10.问题类型").within == "type" and field("更正.2.10.问题类型").item == "2.10"
    assert parsed_value("1、3", field("problems.2.1.causes")) == ["1", "3"]
    assert parsed_value("{owner: 甲, due: 长期坚持}", field("measures.3")) == {"owner": "甲", "due": "长期坚持"}
    with pytest.raises(UnknownField, match="标题（title）"):
        field("名称")


def test_a_remark_is_settled_with_a_reason_and_comes_back_when_its_line_changes(root):
    path = root / "materials/2025/投资促进局-局长.md"
    path.write_text(path.read_text("utf-8").replace("一是理论学习联系", "一是理论学习联系××"), "utf-8")
    before = review(root, "check").output
    line = next(x for x in before.splitlines() if "2025/投资促进局-局长.md" in x and "[placeholder]" in x)
    place = line.split(": ")[0]
    assert review(root, "seen", "materials/2025/投资促进局-局长.md", "no-title", "无", "--yes").exit_code == 1
    assert review(root, "seen", place, "placeholder", "数字不公开", "--yes").exit_code == 0
    assert "  - {rule: placeholder, at: " in path.read_text("utf-8") and "why: 数字不公开}" in path.read_text("utf-8")
    after = review(root, "check").output
    assert "[placeholder]" in before and line not in after and "2025/投资促进局-局长.md" not in after
    moved = path.read_text("utf-8").replace("\n# ", "\n\n# ", 1)
    path.write_text(moved, "utf-8")
    assert "2025/投资促进局-局长.md" not in review(root, "check").output
    path.write_text(moved.replace("\n一是理论学习联系", "\n又一是理论学习联系"), "utf-8")
    again = review(root, "check").output
    assert "[placeholder]" in again and "[seen-unused]" in again


def test_what_few_would_act_on_is_counted_in_one_line(root):
    done = review(root, "check")
    assert "[problem-without-cause]" not in done.output and "[trade-no-previous]" not in done.output
    assert "处只计数" in done.output and "问题没有根源 25" in done.output
    every = review(root, "check", "--all")
    assert every.output.count("[problem-without-cause]") == 25 and "[trade-no-previous]" in every.output
    text = (root / "materials/2025/投资促进局-局长.md").read_text("utf-8")
    (root / "materials/2025/甲.md").write_text(text.replace("date: 2026-01-16", "date: 年初"), "utf-8")
    (root / "materials/2025/乙.md").write_text(text.replace("我", "dangshi我", 1), "utf-8")
    draft = text.replace("date: 2026-01-16", "date: 待定").replace("visibility: internal", "visibility: draft")
    (root / "materials/2025/丙.md").write_text(draft, "utf-8")
    lines = review(root, "check").output.splitlines()
    order = ["trade-obfuscated", "undecided", "只计数", "front-matter"]  # what is to be done first stands last
    assert [word for line in lines for word in order if word in line] == order
    assert re.fullmatch(r"1 处错误（上面最后 1 行），\d+ 处提醒。", lines[-1]) and "[front-matter]" in lines[-2]


def test_the_shop_window_is_clean():
    done = CliRunner().invoke(main, ["check", "--strict", "--library", str(PROJECT)])
    assert done.exit_code == 0 and done.output.endswith("0 处错误，0 处提醒。\n")


def test_what_is_decided_together_is_one_remark(root):
    path = root / "materials/2025/投资促进局-局长.md"
    text = path.read_text("utf-8").replace("visibility: internal", "visibility: draft")
    path.write_text(text.replace("date: 2026-01-16", "date: 待定").replace("unit: 投资促进局", "unit: 待定"), "utf-8")
    done = review(root, "check")
    assert done.stdout.count("[undecided]") == 1 and "同类的还有第 7 行" in done.stdout
    assert review(root, "check", "--all").stdout.count("[undecided]") == 2


def test_a_draft_that_waits_for_a_field_is_looked_through_all_the_same(root):
    path = root / "materials/2025/投资促进局-局长.md"
    text = path.read_text("utf-8").replace("visibility: internal", "visibility: draft")
    blank = text.replace("unit: 投资促进局", "unit: 待定").replace("。\n", "。××××。\n")
    blank = blank.replace("\n---\n", "\nproblems: {9.9: {causes: [1]}}\n---\n", 1)
    path.write_text(blank, "utf-8")
    said = review(root, "check").stdout
    assert said.count("[undecided]") == said.count("[placeholder]") == said.count("[override-nowhere]") == 1
    assert "同类的还有第" in next(line for line in said.splitlines() if "[placeholder]" in line)
    at = next(n for n, line in enumerate(blank.split("\n"), 1) if "××××" in line)
    assert f"materials/2025/投资促进局-局长.md:{at}: 有 1 处占位符" in review(root, "check", "--all").stdout


def git(root, *words):
    call = ["git", "-C", root, "-c", "user.name=x", "-c", "user.email=x@x", *words]
    subprocess.run(call, check=True, capture_output=True)


def test_how_a_change_is_undone_is_said_as_it_is(root):
    call = ("set", "visibility", "restricted", str(root / "materials/2025"), "--yes")
    back = ("set", "visibility", "internal", *map(str, (root / "materials/2025").glob("*.md")), "--yes")
    assert "资料库不在 git 里" in review(root, *call).output
    git(root, "init", "-q")
    assert "它们在这之前就没有提交，git 取不回" in review(root, *back).output
    git(root, "add", "materials")
    git(root, "commit", "-qm", "x")
    assert "用 git checkout 取回" in review(root, *call).output
    git(root, "checkout", "materials/2025")
    path = root / "materials/2025/统计局-副局长.md"
    path.write_text(path.read_text("utf-8") + "\n又一段。\n", "utf-8")
    assert "其中 1 份在这之前就没有提交" in review(root, *call).output
