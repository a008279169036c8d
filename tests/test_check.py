"""Each file of findings/ is a library and the exact findings that `review check` prints of it."""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from review.check.library import check
from review.check.named import check_named
from review.check.rules import RULES, finding
from review.check.rules_page import rules_page
from review.cli import main
from review.read.library import read_library
from review.read.structure.document import read_document
from review.read.text.placeholders import placeholders
from review.read.word.report import MESSAGES
from review.relate.library import relate

HERE = Path(__file__).parent
CASES = sorted((HERE / "findings").glob("*.case"))
NOT_IN_CASES = {
    "too-many-ordinals",  # test_document.py
    "problem-open",  # test_classify.py
    "encoding", "empty-file", "too-large", "not-a-file", "file-name", "copied-file", "merge-conflict",
    # bytes and names: test_library.py, test_names.py
    "word-broken", "several-documents", "word-missing", *MESSAGES,  # test_word_*.py, test_inspect.py
    "unsafe-link", "hidden-link", "moved", "moved-hidden", "picture", "picture-unused", "exception-unused",
    # docs, pictures, moves and exceptions: test_beside.py
    "broken-link",  # the built site: test_build.py
    "identity-15",  # test_private.py
    "copied-passage",  # test_copies.py
    *(code for code in RULES if code.startswith("trade-")),  # test_trade.py
}


def lay(case: Path, root: Path) -> list[str]:
    """Lay the library of a case at `root`; returns the findings it expects."""
    shutil.copytree(HERE / "findings" / "vocabulary", root / "vocabulary")
    (root / "materials").mkdir()
    parts = re.split(r"^=== (.+)\n", case.read_text("utf-8"), flags=re.MULTILINE)
    files = dict(zip(parts[1::2], parts[2::2], strict=True))
    expected = files.pop("findings").splitlines()
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return expected


def found(root: Path) -> list[str]:
    reading = read_library(root, "staff", drafts=True)
    library = relate(
        reading.materials, reading.vocabulary, audience="staff", as_of=datetime.date(2026, 1, 1)
    )
    return [str(f) for f in (*reading.findings, *check(library))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_findings(case, tmp_path):
    expected = lay(case, tmp_path)
    assert found(tmp_path) == expected


BODY = "一、存在的问题\n一是学习不够。只读了一遍。\n二、整改措施\n一是多学。每月一次。\n"


@pytest.mark.parametrize("below, named", [
    ("周丙", True), ("周　丙", True), ("汇报人：欧阳丙", True), ("区统计局副局长　周丙丁", True), ("周丙丁同志", True),
    ("江北区", False), ("投资促进局　金融办", False), ("周某某", False), ("谢谢", False), ("2022年1月10日", False),
    ("周边群众反映：路灯不亮", False), ("汇报人：局长", False), ("区统计局副局长", False), ("现对照检查如下：", False),
])  # fmt: skip
def test_a_line_below_the_title_that_names_a_person(below, named):
    text = f"统计局副局长对照检查材料\n{below}\n{BODY}"
    document = read_document(text, "a.md", 1)
    assert ([f.at.line for f in check_named(document, text.split("\n"), "a.md")] == [2]) == named


@pytest.mark.parametrize("title, named", [
    ("周丙同志2025年度对照检查材料", True), ("关于周丙同志的对照检查材料", True),
    ("统计局副局长周丙2025年度对照检查材料", True),
    ("统计局副局长 周丙 个人对照检查材料", True), ("统计局班子成员马上就办对照检查材料", False),
    ("统计局党支部书记2025年度对照检查材料", False), ("区纪委书记关于任期的对照检查材料", False),
])  # fmt: skip
def test_a_title_that_names_a_person(title, named):
    text = f"{title}\n{BODY}"
    assert bool([*check_named(read_document(text, "a.md", 1), text.split("\n"), "a.md")]) == named


def test_every_rule_is_shown_by_a_case():
    expected = "".join(case.read_text("utf-8").partition("=== findings\n")[2] for case in CASES)
    shown = set(re.findall(r"\[([a-z-]+)\]$", expected, re.MULTILINE))
    assert shown <= set(RULES)
    assert shown | NOT_IN_CASES >= set(RULES)


def test_the_table_gives_the_severity_that_readers_use(tmp_path):
    table = {(rule.code, rule.severity) for rule in RULES.values()}
    for case in CASES:
        root = tmp_path / case.stem
        lay(case, root)
        assert {(f.rule, f.severity) for f in read_library(root).findings} <= table


def test_a_code_outside_the_table_is_a_mistake():
    with pytest.raises(KeyError):
        finding("no-such-rule", "", "a.md", 1)


def test_the_rules_page_explains_every_rule():
    text = rules_page().text
    for rule in RULES.values():
        assert f"{{ #{rule.code} }}" in text
        assert rule.explanation in text
        assert rule.title in text


PLACEHOLDERS = {
    "中共xxx市委": "xxx", "**镇": "**", "受理××万件": "××", "XX局": "XX", "学习____": "____", "领悟_关于": "_",
    "〔*〕7号": "〔*〕", "【待补】": "【待补】", "{{单位}}": "{{单位}}", "202X年": "202X", "*年度": "*",
    "（待补充）": "（待补充）",
    "<单位名称>": "<单位名称>", "X年X月": "X", "20××年": "20××", "20**年": "20**", "<!-- 提醒 -->": "<!-- 提醒 -->",
    "（  ）个问题": "（  ）", "□□街道": "□□", "○○局": "○○", "某某局": "某某",
}
NO_PLACEHOLDERS = [
    "3×4米", "X光片", "a_b_c", "https://example.org/a_b/_c", "TXXD", "二○○八年", "〔2021〕3号", "* 一条", "- * 一条",
    "f()", "5G", "2*3", "“四风”", "（一）", "待办事项（一批）", "填写表格", "补充医保（二期）", "长×宽",
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_placeholder(text):
    assert any(PLACEHOLDERS[text] in found for _, found in placeholders(text))


@pytest.mark.parametrize("text", NO_PLACEHOLDERS)
def test_no_placeholder(text):
    assert placeholders(text) == []


SIGNS = "一二三是、（）方面问题原因整改措施。\n#*_<>{}[]1234."


@given(st.text(alphabet=SIGNS, min_size=1, max_size=300).filter(str.strip))
def test_any_document_can_be_checked(text):
    from review.check.document import check_document

    last = text.count("\n") + 5
    for one in check_document(read_document(text, "a.md", 5), "a.md"):
        assert 5 <= one.at.line <= last
        assert one.message
        assert one.rule in RULES


# ---- the command --------------------------------------------------------------------------------------


def run(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)])


def case(name, tmp_path):
    lay(HERE / "findings" / f"{name}.case", tmp_path)
    return tmp_path


def test_errors_exit_with_1_warnings_with_0(tmp_path):
    assert run("--library", case("visibility", tmp_path / "a")).exit_code == 1
    warned = case("ordinals", tmp_path / "b")
    assert run("--library", warned).exit_code == 0
    assert run("--library", warned, "--strict").exit_code == 1


def test_wrong_usage_exits_with_2(tmp_path):
    root = case("ordinals", tmp_path / "a")
    assert run("--library", root, "--audience", "all").exit_code == 2
    assert run("--library", root, tmp_path / "nowhere").exit_code == 2
    outside = run("--library", root, tmp_path)
    assert outside.exit_code == 2
    assert "不在资料库" in outside.output


def test_paths_choose_among_the_findings(tmp_path):
    root = case("visibility", tmp_path)
    lines = run("--library", root, root / "materials" / "空.md").stdout.splitlines()
    assert lines
    assert all(line.startswith("materials/空.md:") for line in lines)
    assert len(run("--library", root, root / "materials").stdout.splitlines()) > len(lines)


def test_json_has_what_the_lines_have(tmp_path):
    import json

    root = case("visibility", tmp_path)
    report = json.loads(run("--library", root, "--json").stdout)
    lines = [f"{f['path']}:{f['line']}: {f['message']} [{f['rule']}]" for f in report["findings"]]
    told = run("--library", root).stdout.splitlines()
    assert sorted(lines) == sorted(told) and told[-report["errors"]:] == lines[:report["errors"]]
    severities = [f["severity"] for f in report["findings"]]
    assert severities == ["error"] * report["errors"] + ["warning"] * report["warnings"]
    assert report["errors"] > 10


def test_drafts_are_checked_unless_an_audience_is_given(tmp_path):
    root = case("ordinals", tmp_path)
    path = root / "materials" / "跳号.md"
    path.write_text(path.read_text("utf-8").replace("visibility: internal", "visibility: draft"), "utf-8")
    assert "跳号.md" in run("--library", root).stdout
    assert "跳号.md" not in run("--library", root, "--audience", "staff").stdout


def test_an_audience_is_checked_as_it_will_be_built(tmp_path):
    root = case("ordinals", tmp_path)
    path = root / "materials" / "跳号.md"
    path.write_text(path.read_text("utf-8").replace("visibility: internal", "visibility: restricted"), "utf-8")
    assert "跳号.md" in run("--library", root).stdout
    assert "跳号.md" in run("--library", root, "--audience", "staff").stdout
    assert "跳号.md" not in run("--library", root, "--audience", "internal").stdout
