"""A break within a sentence parts nothing, on the page and in the search; two real paragraphs are never joined."""

import random
import re

import pytest

from cases import read_case
from projects import ROOT
from review.read.front.material import split
from review.read.structure.document import read_document, source_of
from review.read.text.breaks import Breaks
from review.read.text.lines import logical_lines
from review.read.text.wraps import CLOSED

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
    assert broken != text and source_of(read_document(broken, "甲.md")) == broken
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
    "把调研做实，把旧账还清\n每两个月驻企蹲点一天，跟一次班。",
    "主持人：投资促进局局长\n参加人员：班子成员，列席三人。",
    "个人有关事项报告情况\n按要求如实报告了房产、车辆。",
    "通过谈心谈话征求到的意见\n共九条，其中对我本人四条。",
    "对照先进找差距\n与先进相比，我缺的是韧劲。",
    "（一）学原著，悟原理\n每周读一章，写一条。",
    "一是关于服务企业问题\n经查，跑了三趟。已整改。",
    "二是管理粗放\n不细。不严。不实。",
    "——在专题民主生活会上的发言\n各位同志，现在我作对照检查。",
    "投资促进局班子成员、机关各科室负责人\n会前，大家看了材料。",
    "问：为什么学不进去\n答：静不下心，坐不住。",
    "我局党组、机关各支部\n各位同志，下面汇报对照检查的情况。",
]


@pytest.mark.parametrize("lines", APART)
def test_two_paragraphs_stay_two(lines):
    text = PLAIN.replace("二、原因分析", f"{lines}\n二、原因分析")
    assert set(map(str.strip, lines.split("\n"))) <= {line.text for line in logical_lines(text)}


@pytest.mark.parametrize("at", [
    "接到通知后，我把一年的|工作笔记翻了两遍，请大家提意见。", "针对讲到的|情况，作了归纳，有以下几点。",
    "最后，在能力上，也意识到自己要学管|理知识，报了培训班。", "方案列出保洁、|绿化、电梯三类，定了时间。",
])  # fmt: skip
def test_what_no_name_says_goes_on(at):
    """A name has two clauses at most, ends in no 的 or 、, and nobody acts in it."""
    text = PLAIN.replace("会前走访了三个镇街", at.replace("|", "\n") + "\n会前走访了三个镇街")
    assert at.replace("|", "") in {line.text for line in logical_lines(text)}


FULL = "会前我走访了三个镇街，收到意见十二条，逐条对照，分清了责任，谈到谁管谁负责，没有一个人说不清，会后照此改。"


@pytest.mark.parametrize("lines", [
    ["当前位置：首页 > 常用资料 > 自查自纠 >", "廉洁意识方面存在的不足及如何去改"],
    ["对照检查材料怎么写？五个例子帮你理清", "许多人一到会前就犯愁，写浅了过不了"],
    ["第一篇：党内民主生活会质量不高的症结", "党内民主生活会质量难以提高的症结和"],
])  # fmt: skip
def test_full_lines_that_name_something_end_there(lines):
    """Where a page stands on its site, a title that asks, a title said again."""
    wide = max(map(len, lines))
    body = "".join(f"{n}是{FULL}" for n in "一二三四五")
    text = "\n".join([*lines, *physical(body, wide, 0, hang=False)])
    assert [line.text for line in logical_lines(text)][: len(lines) - 1] == lines[:-1]


def paragraphs():
    """Of every sample material its paragraphs, headings without their signs."""
    for path in sorted((ROOT / "materials").rglob("*.md")):
        lines = split(path.read_text("utf-8"), path.name)[1].split("\n")
        yield [re.sub(r"^#+ ", "", line) for line in lines if line.strip() and "|" not in line]


def physical(text, wide, indent, *, hang):
    """The lines of a paragraph, full ones of `wide` characters; where marks hang, none begins a line."""
    text = "\u3000" * indent + text
    while text:
        end = wide + (hang and text[wide : wide + 1] in "，。；：、！？”》）")
        yield text[:end]
        text = text[end:]


@pytest.mark.parametrize(("indent", "most"), [(0, 0.97), (2, 0.99)])
def test_wraps_of_any_width_are_joined_and_no_paragraphs(indent, most):
    """A full line may end with its paragraph where its sentence does, unless indents say which does."""
    joined = breaks = 0
    for number, lines in enumerate(paragraphs()):
        wrapped = [list(physical(line, 24 + number, indent, hang=bool(number % 2))) for line in lines]
        found = logical_lines("\n".join(part for parts in wrapped for part in parts))
        begins = {line.at(0)[1] for line in found}
        at = 1
        for parts in wrapped:
            assert at in begins, parts
            joined += sum(n not in begins for n in range(at + 1, at + len(parts)))
            breaks, at = breaks + len(parts) - 1, at + len(parts)
    assert breaks > 700 and joined >= most * breaks


def test_a_full_line_that_ends_with_its_sentence_ends_its_paragraph():
    """Without indents nothing tells whether what follows belongs to it."""
    wide = 30
    full = "会前我走访了三个镇街，收到意见十二条，逐条对照，分清了责任，"
    first = f"{full[:wide]}{full[:wide - 1]}。"
    after = "随后班子成员谈心两轮，谈到谁分管谁负责，再没有一个人说不清。"
    lines = [HEAD, first, after, *(f"{n}是{full * 2}没有办完。" for n in "一二三四")]
    found = logical_lines("\n".join(part for line in lines for part in physical(line, wide, 0, hang=False)))
    assert [line.text for line in found] == lines


@pytest.mark.parametrize(("indent", "most"), [("", 0.94), ("\u3000\u3000", 0.99)])
def test_one_break_in_a_text_is_joined_and_nothing_else(indent, most):
    dice, joined, breaks = random.Random(3), 0, 0
    for lines in paragraphs():
        for at in dice.sample(range(2, len(lines)), 4):
            line, to = lines[at], dice.randrange(6, max(7, len(lines[at]) - 4))
            if len(line) < 20 or line[to - 1] in CLOSED:
                continue
            broken = [*lines[:at], f"{line[:to]}\n{line[to:]}", *lines[at + 1 :]]
            found = logical_lines("".join(f"{indent}{each}\n" for each in broken))
            breaks, joined = breaks + 1, joined + (len(found) == len(lines))
            assert len(found) >= len(lines)
    assert breaks > 50 and joined >= most * breaks


def test_no_case_of_the_reader_has_lines_joined_by_it(monkeypatch):
    """Every line of the cases that are not wrapped throughout stays a line."""
    within, joined = Breaks.within, []
    monkeypatch.setattr(Breaks, "within", lambda *lines: within(*lines) and not joined.append(lines[1:]))
    for path in sorted((ROOT / "tests" / "documents").glob("*.yml")):
        logical_lines(read_case(path)["source"])
    assert joined == []
