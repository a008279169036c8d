"""A break within a sentence parts nothing, on the page and in the search; two real paragraphs are never joined."""

import pytest
import yaml

from projects import ROOT
from review.read.structure.document import assemble, read_document
from review.read.text.breaks import Breaks
from review.read.text.lines import logical_lines

HEAD = "投资促进局班子2025年度民主生活会对照检查材料"
PLAIN = f"""{HEAD}
会前走访了三个镇街，对照检查如下：
一、存在的问题
（一）理论学习方面
一是学习不深。平时读文件多，读原著少，谈到改革创新，往往只说得出几个新词。
二是作风不实。去村里多，进户少。改革创新的事，说得多做得少。
二、原因分析
一是学习放松。坐下来读书的时间少了。
投资促进局班子
2026年1月16日
"""
MARKED = "\n\n".join(
    {"一、": "## ", "二、": "## ", "（一": "### "}.get(line[:2], "# " if line == HEAD else "") + line
    for line in PLAIN.splitlines()
    if line not in ("投资促进局班子",)
)


@pytest.mark.parametrize("text", [PLAIN, MARKED], ids=["plain", "markdown"])
@pytest.mark.parametrize(
    "at", ["改革创|新，往", "谈到改|革创新，往", "读文件多，|读原著", "改革|创新的事", "只说得出|几个新词"]
)
def test_a_sentence_goes_on_below_a_break(text, at):
    above, below = at.split("|")
    broken = text.replace(above + below, f"{above}\n{below}")
    assert broken != text and assemble(read_document(broken, "甲.md")) == broken
    assert [p.text for p in read_document(broken, "甲.md").problems] == [
        p.text for p in read_document(text, "甲.md").problems]  # fmt: skip


APART = [
    "（一）拧紧阀门，管好末梢\n举报一律由纪检组直查，两年一轮岗。",
    "一是学习不深\n平时读文件多，读原著少。",
    "三、工作要求\n一要加强领导，二要注重实效。",
    "产业科\n产业科的同志说得直，我听着脸红。",
    "投资促进局班子\n2026年1月16日",
    "各位领导，\n现将有关情况汇报如下。",
    "　　一段没有写完\n　　又起一段，说的是别的事。",
    "第一段说完了。\n第二段接着说，没有并到上面。",
    "它有如下特性\n、自述性。采用自述的方式。",
]


@pytest.mark.parametrize("lines", APART)
def test_two_paragraphs_stay_two(lines):
    text = PLAIN.replace("二、原因分析", f"{lines}\n二、原因分析")
    assert set(map(str.strip, lines.split("\n"))) <= {line.text for line in logical_lines(text)}


def test_no_case_of_the_reader_has_lines_joined_by_it(monkeypatch):
    """Every line of the cases that are not wrapped throughout stays a line."""
    within, joined = Breaks.within, []
    monkeypatch.setattr(Breaks, "within", lambda *lines: within(*lines) and not joined.append(lines[1:]))
    for path in sorted((ROOT / "tests" / "documents").glob("*.yml")):
        logical_lines(yaml.safe_load(path.read_text("utf-8"))["source"])
    assert joined == []
