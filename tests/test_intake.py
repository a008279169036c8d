"""Import: what is written is what the source says, once, and nothing of anybody's is lost."""

import errno
import json
import os
import re
import subprocess
import sys
import tempfile
from itertools import groupby
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.cli import main
from review.intake.clean import clean, difference, squeeze
from review.intake.front import safe_name
from review.intake.guess import guess
from review.intake.markdown import body as markdown
from review.intake.preview import width
from review.intake.run import Options, import_files
from review.intake.source import SourceError, files, read
from review.read.front.material import split
from review.read.library import name_fault, read_library
from review.read.structure.document import read_document
from review.read.text.dates import dates
from review.read.vocabulary.load import read_vocabulary
from review.relate.headings import match
from word.make import auto_numbered, p, parts, save

PROJECT = Path(__file__).parents[1]
SHARED = PROJECT.parent / "shared"
SAMPLES = sorted((PROJECT / "materials").rglob("*.md"))
VOCABULARY, _ = read_vocabulary(PROJECT)
TITLE = "财政局局长2025年度民主生活会对照检查材料"


def text_of(title=TITLE, lack="学习不深", more=""):
    return f"""{title}
会前我走访了三个镇街，对照检查如下：
一、存在的问题
（一）带头强化政治忠诚、提高政治能力方面
一是{lack}。读文件多，读原著少。二是研究不够。遇到新情况办法不多。
（二）带头固本培元、增强党性方面
一是自我要求有所放松。例如，三月的一次调研没有住下来。
（三）带头敬畏人民、敬畏组织、敬畏法纪方面
一是下基层不勤。全年只去了七次。
（四）带头干事创业、担当作为方面
一是创新不足。老办法用得多。
（五）带头坚决扛起管党治党责任方面
一是提醒不及时。谈话提醒只有两次。{more}
二、原因分析
（一）理论学习不够实。学习缺乏计划，往往浅尝辄止。
（二）群众观念有所淡化。坐在办公室的时间多了。
三、整改措施
（一）加强理论学习。每月读一本书。
（二）密切联系群众。每月下基层两天。
"""


@pytest.fixture
def root(tmp_path):
    (tmp_path / "library" / "materials").mkdir(parents=True)
    (tmp_path / "inbox").mkdir()
    return tmp_path / "library"


@pytest.fixture
def inbox(root):
    return root.parent / "inbox"


def run(root, *paths, **options):
    return list(import_files(files(paths), root, VOCABULARY, Options(**options)))


def snapshot(root):
    """Every file with its bytes and the time it was written."""
    return {f.relative_to(root).as_posix(): (f.read_bytes(), f.stat().st_mtime_ns)
            for f in sorted(root.rglob("*")) if f.is_file()}  # fmt: skip


def shape(document):
    """All that was read, without white space."""
    items = [[(i.id, type(i).__name__, squeeze(i.opening), squeeze(i.text)) for i in run]
             for run in (document.problems, document.causes, document.measures)]  # fmt: skip
    sections = [(s.id, s.kind, squeeze(s.title)) for s in document.sections]
    headings = [(h.id, squeeze(h.name), [i.id for i in h.problems]) for h in document.headings]
    return squeeze(document.title or ""), sections, headings, items


# ---- the text


def everything():
    """Every text there is to import: the samples, and the cases and the complete document where they are at hand."""
    texts = [pytest.param(split(f.read_text("utf-8"), "")[1], id=f.stem) for f in SAMPLES]
    shared = [SHARED / "seed.txt", *(SHARED / "cases").glob("[0-9]*.txt")]
    return texts + [pytest.param(f.read_text("utf-8"), id=f.stem) for f in sorted(shared) if f.is_file()]


@pytest.mark.parametrize("text", everything())
def test_the_written_text_reads_as_the_source(text, root, inbox):
    (inbox / "a.txt").write_text(text, "utf-8")
    for outcome in run(root, inbox / "a.txt", force=True):
        assert outcome.written, outcome.reasons
        written = outcome.prepared.body
        assert (root / outcome.path).read_text("utf-8").endswith("---\n\n" + written)
        assert shape(read_document(written, "b.md")) == shape(outcome.prepared.document)


def test_only_declared_cleaning(root, inbox):
    """The same text, spoilt in every declared way, gives the same material; each spoiling is counted."""
    (inbox / "plain.txt").write_text(text_of(), "utf-8")
    lines = ["首页 > 范文", "目录", "一、存在的问题", *text_of().split("\n")]
    spoilt = []
    for n, line in enumerate(lines):
        spoilt.append("\u3000\u3000" + line + "\u200b" if n > 4 and line else line)
        if n in (8, 14):
            spoilt.append(f"— {n} —")
    spoilt[-2] += "7 K2 m# W9 { q, T5"
    spoilt += ["以上就是小编整理的范文，欢迎收藏", "责任编辑：佚名"]
    (inbox / "spoilt.txt").write_bytes("\r\n".join(spoilt).encode("utf-8-sig"))
    plain, dirty = (run(root, inbox / name, dry_run=True)[0] for name in ("plain.txt", "spoilt.txt"))
    assert dirty.prepared.body == plain.prepared.body
    assert dirty.notes == ("去掉 BOM", "换行改为 LF")
    indented = sum(bool(line) for line in lines[5:])
    assert dirty.changes == {
        "page-number": 2, "site": 3, "noise": 1, "invisible": indented, "indent": indented, "front": 2}  # fmt: skip
    assert plain.changes == {}


def test_wraps_are_joined_and_counted(root, inbox):
    wide, text = 40, re.sub(r"\n+", "\n", regular(split(SAMPLES[0].read_text("utf-8"), "")[1]))
    lines = [line[i : i + wide] for line in text.split("\n") for i in range(0, max(1, len(line)), wide)]
    (inbox / "a.txt").write_text("\n".join(lines), "utf-8")
    (inbox / "b.txt").write_text(text, "utf-8")
    wrapped, plain = (run(root, inbox / name, dry_run=True)[0] for name in ("a.txt", "b.txt"))
    assert shape(wrapped.prepared.document) == shape(plain.prepared.document)
    assert wrapped.changes["wrap"] > 0 and not wrapped.prepared.lost


PIECES = st.sampled_from([
    *text_of().split("\n"), "", "  ", "- 1 -", "12", "13", "第 3 页 共 9 页", "来源：某网", "7 K2 m# W9 { q, T5",
    "　　（三）补充。\u200b再说一句。", "| 甲 | 乙 |", "| --- | --- |", "# 标题", "## 存在的问题", "- 条目", "一是",
    "1.", "①圈", "附件：1. 清单", "2021年12月31日", "篇二", "<b>粗</b>", "---", "**镇",
    "二是补充。三是再补充；四是末尾",
])  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=40).map("\n".join)
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(TEXTS.map(lambda t: t.replace("\r", "\n")))
def test_cleaning_takes_out_what_it_says_and_nothing_else(text):
    assert difference(text, clean(text)) == ""
    kept = squeeze(clean(text).text)
    taken = "".join(squeeze(c.text) for c in clean(text).changes)
    assert sorted(kept + taken) == sorted(squeeze(text))


def test_figures_alone_are_page_numbers_only_in_sequence():
    assert clean("甲\n12\n乙\n13\n丙").text == "甲\n乙\n丙"
    assert clean("甲\n12\n乙\n2025\n丙\n7").text == "甲\n12\n乙\n2025\n丙\n7"


def test_what_would_lose_text_is_not_written(root, inbox, monkeypatch):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    monkeypatch.setattr("review.intake.prepare.markdown_body", lambda d: markdown(d).replace("只有两次", "只有次"))
    (outcome,) = run(root, inbox)
    assert outcome.status == "attention" and "与来源对不上" in outcome.reasons[0] and not list(root.rglob("*.md"))


def test_a_lost_character_is_noticed():
    cleaned = clean("甲乙丙\n丁")
    assert difference("甲乙丙丁\n丁", cleaned) == "“甲乙丙丁丁” → “甲乙丙丁”"


@SLOW
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_importing_twice_changes_nothing(tmp_path_factory, texts):
    base = tmp_path_factory.mktemp("twice")
    (base / "materials").mkdir()
    (base / "inbox").mkdir()
    for n, text in enumerate(texts):
        (base / "inbox" / f"{n}.txt").write_text(text, "utf-8", errors="replace")
    first = run(base, base / "inbox", force=True)
    before = snapshot(base)
    second = run(base, base / "inbox", force=True)
    assert snapshot(base) == before
    for one, two in zip(first, second, strict=True):
        assert two.status == ("unchanged" if one.written else one.status)


@pytest.mark.parametrize("code", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_D5_encodings_and_line_ends(root, inbox, code, end):
    (inbox / "plain.txt").write_text(text_of(), "utf-8")
    (inbox / "coded.txt").write_bytes(text_of().replace("\n", end).encode(code))
    plain, coded = (run(root, inbox / name, dry_run=True)[0] for name in ("plain.txt", "coded.txt"))
    assert coded.prepared.body == plain.prepared.body


def test_several_documents_are_split(root, inbox):
    two = text_of("审计局班子2025年度对照检查材料")
    (inbox / "a.txt").write_text(f"对照检查材料精选2篇\n篇一\n{text_of()}篇二\n{two}", "utf-8")
    outcomes = run(root, inbox / "a.txt")
    assert [o.source[-7:] for o in outcomes] == ["（第 1 篇）", "（第 2 篇）"]
    assert [o.path for o in outcomes] == ["materials/2025/财政局-局长.md", "materials/2025/待定-班子.md"]


# ---- Word


def regular(text):
    """Without what Word has no ordinal for."""
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE).replace("(", "（").replace(")", "）")


@pytest.mark.parametrize("text", everything())
def test_word_gives_the_structure_of_the_text(text, root, inbox):
    (inbox / "a.txt").write_text(text, "utf-8")
    plain = run(root, inbox / "a.txt", dry_run=True, force=True)
    # In Word a paragraph is one line, and no forum puts noise into it.
    text = "\n\n".join(outcome.prepared.body for outcome in plain)
    in_word(text).save(inbox / "b.docx")
    save(inbox / "c.docx", auto_numbered(text))
    typed, numbered = (run(root, inbox / n, dry_run=True, force=True) for n in ("b.docx", "c.docx"))
    for one, two, three in zip(plain, typed, numbered, strict=True):
        assert shape(two.prepared.document) == shape(one.prepared.document)
        assert shape(three.prepared.document) == shape(one.prepared.document)


def in_word(text):
    """A document of python-docx: a paragraph a line, a table for rows of Markdown."""
    made = docx.Document()
    for table, lines in groupby(filter(None, text.split("\n")), lambda line: line.startswith("|")):
        if not table:
            for line in lines:
                signs, said = re.fullmatch(r"(#{1,6} )?(.*)", line).groups()
                made.add_heading(said, len(signs) - 2) if signs else made.add_paragraph(said)
            continue
        rows = [line.strip("| ").split(" | ") for line in lines if set(line) - set("|- ")]
        grid = made.add_table(len(rows), len(rows[0]))
        for row, cells in zip(grid.rows, rows, strict=True):
            for cell, said in zip(row.cells, cells, strict=True):
                cell.text = said
    return made


def test_pictures_are_kept_beside_the_library_and_hidden_text_is_not(root, inbox):
    png = b"\x89PNG\r\n\x1a\n" + bytes(20)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    blip = '<w:r><w:drawing><a:blip r:embed="i"/></w:drawing></w:r>'
    hidden = '<w:r><w:rPr><w:vanish/></w:rPr><w:t>绝不能见人</w:t></w:r>'
    body = [p(line) for line in text_of().split("\n") if line] + [p(blip), p(hidden)]
    link = f'<Relationship Id="i" Type="{office}/image" Target="media/a.png"/>'
    save(inbox / "a.docx", parts(*body, links=link, files={"word/media/a.png": png}))
    (outcome,) = run(root, inbox / "a.docx")
    assert (root / "pictures/2025/财政局-局长/图1.png").read_bytes() == png
    assert (root / outcome.path).read_text("utf-8").endswith("\n\n〔图1〕\n")
    assert "绝不能见人" not in (root / outcome.path).read_text("utf-8")
    assert any("绝不能见人" in f.message for f in outcome.prepared.findings)


# ---- what a document says of itself


@pytest.mark.parametrize("title, unit, kind, author", [
    ("投资促进局局长党史学习教育专题民主生活会对照检查材料", "投资促进局", "个人", "局长"),
    ("区住建局副局长2025年度民主生活会个人对照检查材料", "住房城乡建设局", "个人", "副局长"),
    ("城东街道党工委班子2025年度民主生活会对照检查材料", "城东街道", "班子", ""),
    ("石桥镇党委书记对照检查材料", "石桥镇", "个人", "党委书记"),
    ("中共石桥镇委员会领导班子对照检查材料", "石桥镇", "班子", ""),
    ("财政局党组班子成员对照检查材料", "财政局", "个人", "党组班子成员"),
    ("中共某省某市某区财政局党组书记对照检查材料", "财政局", "个人", "党组书记"),
    ("XX市统计局局长对照检查材料", "统计局", "个人", "局长"),
    ("统计局党员2022年度组织生活会对照检查材料", "统计局", "个人", "党员"),
    ("财政局纪检组长对照检查材料", "财政局", "个人", "纪检组长"),
    ("区纪委监委派驻纪检监察组组长对照检查材料", "区纪委监委机关", "个人", "派驻纪检监察组组长"),
    ("某某公司董事长对照检查材料", None, "个人", "董事长"),
])  # fmt: skip
def test_unit_kind_and_post_from_the_title(title, unit, kind, author):
    found = guess(read_document(text_of(title), "a.txt"), VOCABULARY)
    assert found["unit"].value == unit and found["unit"].sure is bool(unit)
    assert (found["kind"].value, found["author"].value) == (kind, author)
    assert found["kind"].sure and found["author"].sure


@pytest.mark.parametrize("title, below, unit, kind, author", [
    ("2025年度民主生活会对照检查材料", "财政局党组书记、局长　王　某\n2026年1月16日", "财政局", "个人", "党组书记"),
    ("2025年度民主生活会对照检查材料", "区委组织部班子\n（2026年1月）", "组织部", "班子", ""),
    ("2025年度民主生活会个人对照检查材料", "（2026年1月16日）\n中共某区财政局　副局长", "财政局", "个人", "副局长"),
    ("2025年度民主生活会对照检查材料", "（财政局党组书记、局长）", "财政局", "个人", "党组书记"),
    ("财政局2025年度民主生活会个人对照检查材料", "副局长", "财政局", "个人", "副局长"),
    ("财政局局长2025年度民主生活会对照检查材料", "统计局党组书记审阅", "财政局", "个人", "局长"),
    ("水务局局长2025年度民主生活会对照检查材料", "报送：区委组织部", None, "个人", "局长"),
])  # fmt: skip
def test_unit_kind_and_post_from_the_lines_below_the_title(title, below, unit, kind, author):
    found = guess(read_document(text_of(f"{title}\n{below}"), "a.txt"), VOCABULARY)
    assert found["title"].value == title
    assert (found["unit"].value, found["unit"].sure) == (unit, bool(unit))
    assert (found["kind"].value, found["author"].value) == (kind, author)
    assert found["kind"].sure and found["author"].sure


def test_the_text_itself_does_not_say_whose_it_is():
    found = guess(read_document(text_of("2025年度民主生活会对照检查材料\n财政局局长提了意见。"), "a.txt"), VOCABULARY)
    assert found["unit"].value is None and found["author"].value is None


def test_two_units_in_the_title_are_left_to_the_clerk():
    for title in ("财政局、统计局局长对照检查材料", "驻财政局纪检组和财政局的同志对照检查材料"):
        found = guess(read_document(text_of(title), "a.txt"), VOCABULARY)
        assert not found["unit"].sure and found["unit"].value == "财政局"


def test_the_headings_decide_the_campaign_and_a_year_that_contradicts_makes_it_doubtful():
    assert guess(read_document(text_of(), "a.txt"), VOCABULARY)["campaign"].sure
    found = guess(read_document(text_of(TITLE.replace("2025", "2019")), "a.txt"), VOCABULARY)["campaign"]
    assert (found.value, found.sure) == ("2025-five", False)


@pytest.mark.parametrize("text, expected", [
    ("2021年12月31日", (2021, 12, 31)), ("二〇二一年", (2021, None, None)), ("二○二五年十二月三十一日", (2025, 12, 31)),
    ("2021.12", (2021, 12, None)), ("2025年十月15日", (2025, 10, 15)), ("2022-01-10", (2022, 1, 10)),
    ("２０２２年１月１０日", (2022, 1, 10)), ("2025年度", (2025, None, None)), ("二零二五年元月五日", (2025, 1, 5)),
    ("2026年一月16日", (2026, 1, 16)),
])  # fmt: skip
def test_dates(text, expected):
    (found,) = dates(text)
    assert (found.year, found.month, found.day) == expected


@pytest.mark.parametrize("text", ["3.2万元", "投资2021.5万元", "12021年", "100年", "2021", "1.2021.12"])
def test_no_dates(text):
    assert [d for d in dates(text) if d.day] == [] and not (text == "100年" and list(dates(text)))


@pytest.mark.parametrize("signed, expected", [
    ("财政局\n2026年1月16日", "2026-01-16"), ("2026年1月", None), ("2026年2月30日", None),
    ("2012年1月16日", None), ("", None),
])  # fmt: skip
def test_the_date_is_taken_from_the_signature_or_left_open(signed, expected):
    found = guess(read_document(text_of() + signed, "a.txt"), VOCABULARY)["date"]
    assert (found.value if found.sure else None) == expected


# ---- front matter, names, places


def test_a_certain_document_is_complete_and_a_draft(root, inbox):
    (inbox / "a.txt").write_text(text_of() + "财政局\n2026年1月16日\n", "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    assert outcome.status == "imported" and outcome.path == "materials/2025/财政局-局长.md"
    assert (root / outcome.path).read_text("utf-8").split("\n# ")[0] == f"""---
title: {TITLE}
campaign: 2025-five
unit: 财政局
author: 局长
kind: 个人
date: 2026-01-16
visibility: draft
---
"""
    reading = read_library(root, drafts=True)
    assert [m.path for m in reading.materials] == [outcome.path] and not reading.findings
    assert read_library(root).materials == ()


def check(root, *words):
    return CliRunner().invoke(main, ["check", "--library", str(root), *words])


def test_what_is_not_certain_is_marked_and_can_be_filled_in_later(root, inbox):
    (inbox / "a.txt").write_text(text_of("某公司经理2025年度民主生活会对照检查材料"), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    assert outcome.status == "attention"
    path = root / outcome.path
    assert path.name == "待定-经理.md"
    assert "unit: 待定  # 名册里没有“某公司”\n" in path.read_text("utf-8")
    seen = check(root)
    assert f"{outcome.path}:4: 草稿的 unit 待定" in seen.output and seen.exit_code == 0
    (same,) = run(root, inbox / "a.txt")
    assert (same.status, same.reasons) == ("unchanged", ("库里已有", "还有待定的项：unit、date"))
    (again,) = run(root, inbox / "a.txt", given={"unit": "财政局", "date": "2026-01-16"})
    assert again.status == "updated" and again.path == outcome.path
    assert "unit: 财政局\nauthor: 经理\nkind: 个人\ndate: 2026-01-16\n" in path.read_text("utf-8")
    assert run(root, inbox / "a.txt", given={"unit": "统计局"})[0].reasons == ("库里已有",)


def test_a_note_at_an_undecided_field_stays(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (outcome,) = run(root, inbox)
    path = root / outcome.path
    noted = path.read_text("utf-8").replace("date: 待定  # 没有找到", "date: 待定  # 已去问办公室")
    path.write_text(noted, "utf-8")
    assert run(root, inbox)[0].status == "unchanged"
    assert path.read_text("utf-8") == noted != ""


def test_every_sample_survives_its_own_import(root, inbox):
    """Front matter that a file brings along is kept; the material is the same but for being a draft."""
    for sample in SAMPLES:
        copy = inbox / sample.relative_to(PROJECT / "materials")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(sample.read_bytes())
    outcomes = run(root, inbox)
    for outcome, sample in zip(outcomes, SAMPLES, strict=True):
        written = (root / outcome.path).read_text("utf-8")
        assert outcome.path.split("/")[1] == sample.parent.name
        draft = re.sub(r"^visibility: .*$", "visibility: draft", sample.read_text("utf-8"), flags=re.MULTILINE)
        assert re.sub(r"\n+(### )?", "\n", written) == re.sub(r"\n+(### )?", "\n", draft)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.sampled_from(
    ["../../etc/passwd", "CON", "con.txt", "局" * 200, "🙂", "\u202e局", "a/b\\c", "", "."])))  # fmt: skip
def test_X10_names(text):
    name = safe_name(text)
    assert name_fault(name) is None and "/" not in name and ".." not in name


# ---- again, corrected, colliding


def test_D4_a_corrected_source_changes_one_file_and_keeps_edited_front_matter(root, inbox):
    for unit in ("财政局", "统计局"):
        (inbox / f"{unit}.txt").write_text(text_of(TITLE.replace("财政局", unit)), "utf-8")
    run(root, inbox)
    edited = root / "materials/2025/财政局-局长.md"
    front = edited.read_text("utf-8").replace(f"title: {TITLE}", "title: 改过的标题").replace("draft", "internal")
    edited.write_text(front, "utf-8")
    before = snapshot(root)
    assert [o.status for o in run(root, inbox)] == ["unchanged", "unchanged"]
    assert snapshot(root) == before
    (inbox / "财政局.txt").write_text(text_of(lack="学习很不深入"), "utf-8")
    assert [o.status for o in run(root, inbox)] == ["unchanged", "updated"]
    after = snapshot(root)
    assert {f for f in after if after[f] != before[f]} == {"imports.json", "materials/2025/财政局-局长.md"}
    assert edited.read_text("utf-8") == front.replace("学习不深", "学习很不深入")


def test_a_text_that_people_edited_is_not_overwritten(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    path = root / outcome.path
    path.write_text(path.read_text("utf-8").replace("学习不深", "学习不够深"), "utf-8")
    before = snapshot(root)
    assert run(root, inbox / "a.txt")[0].status == "unchanged"
    (inbox / "a.txt").write_text(text_of(more="又补一句。"), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    assert outcome.status == "attention" and "没有覆盖" in outcome.reasons[0]
    assert snapshot(root) == before
    assert run(root, inbox / "a.txt", replace=True)[0].status == "updated"
    assert "学习不深" in path.read_text("utf-8") and "又补一句" in path.read_text("utf-8")


def test_a_copy_under_another_name_is_reported(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    run(root, inbox / "a.txt")
    before = snapshot(root)
    (inbox / "b.txt").write_text(text_of(more="又补一句。"), "utf-8")
    (outcome,) = run(root, inbox / "b.txt")
    assert outcome.status == "attention" and "雷同" in outcome.reasons[0]
    assert snapshot(root) == before
    (outcome,) = run(root, inbox / "b.txt", add=True)
    assert (outcome.status, outcome.path) == ("attention", "materials/2025/财政局-局长-2.md")
    assert [o.status for o in run(root, inbox)] == ["unchanged", "unchanged"]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_came_twice_names_the_other_one(root, inbox, dry_run):
    for name in ("甲.txt", "乙.txt"):
        (inbox / name).write_text(text_of() + "2026年1月16日\n", "utf-8")
    first, second = run(root, inbox, dry_run=dry_run)
    assert (second.status, second.reasons) == ("unchanged", (f"与本批的 {first.source} 相同",))
    if not dry_run:
        assert [o.reasons for o in run(root, inbox)] == [("库里已有",), ("库里已有",)]


OTHER = """{title}
我认真查找，问题如下：
一、查摆的问题
（一）带头强化政治忠诚、提高政治能力方面。一是站位偏低。想得多的是进销差价，没有想到稳农心这件大事。
（二）带头固本培元、增强党性方面。一是批评留情面。盘点拖了一个月，只说了句抓点紧。
（四）带头干事创业、担当作为方面。一是胆子小。直播筹划了两年，始终停在买设备上。
二、原因剖析
一是算账的习惯太重。凡事先问赚不赚，忘了问该不该。
三、努力方向
（一）每周抽两个晚上读书。笔记交机关支部传阅。
"""


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_collision_of_names_is_resolved_and_reported(root, inbox, dry_run):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (inbox / "b.txt").write_text(OTHER.format(title=TITLE), "utf-8")
    one, two = run(root, inbox, dry_run=dry_run)
    assert [one.path, two.path] == ["materials/2025/财政局-局长.md", "materials/2025/财政局-局长-2.md"]
    assert any("已有另一份" in reason for reason in two.reasons)
    assert len(list(root.rglob("*.md"))) == (0 if dry_run else 2)


def test_a_renamed_material_is_found_again(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    (root / outcome.path).rename(root / "materials/改名.md")
    (again,) = run(root, inbox / "a.txt")
    assert (again.status, again.path) == ("unchanged", "materials/改名.md")
    (inbox / "a.txt").write_text(text_of(more="又补一句。"), "utf-8")
    (again,) = run(root, inbox / "a.txt")
    assert (again.status, again.path) == ("updated", "materials/改名.md")
    again = (root / "materials/改名.md").rename(root / "materials/再改.md")
    again.write_text(again.read_text("utf-8").replace("学习不深", "学得不深"), "utf-8")
    before = snapshot(root / "materials")
    assert [o.status for o in run(root, inbox)] == ["unchanged"]
    assert snapshot(root / "materials") == before


def test_a_damaged_memory_is_said(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (root / "imports.json").write_text("<<<<<<< 冲突", "utf-8")
    done = CliRunner().invoke(main, ["import", str(inbox), "--library", str(root)])
    assert done.exit_code == 1 and "imports.json 已损坏" in done.output and not list(root.rglob("*.md"))


# ---- refused


SPEECH = "在年度工作会议上的讲话\n同志们：\n今天会议的任务是总结工作。一是要提高认识。二是要狠抓落实。\n谢谢大家。\n"


def test_what_is_no_review_material_is_refused_unless_forced(root, inbox):
    (inbox / "a.txt").write_text(SPEECH, "utf-8")
    (outcome,) = run(root, inbox)
    assert outcome.status == "refused" and "不像对照检查材料" in outcome.reasons[0] and not list(root.rglob("*.md"))
    (outcome,) = run(root, inbox, force=True)
    assert outcome.status == "attention" and squeeze(SPEECH) == squeeze(outcome.prepared.body.replace("# ", ""))


def test_an_identity_number_needs_attention_and_is_not_repeated(root, inbox):
    (inbox / "a.txt").write_text(text_of(more="身份证号11010519491231002X。"), "utf-8")
    (outcome,) = run(root, inbox)
    assert outcome.status == "attention"
    assert any("身份证" in reason for reason in outcome.reasons) and "1231002X" not in str(outcome.reasons)


@pytest.mark.parametrize("text", ["字" * 400_000, "字\n" * 30_000, text_of() * 300])
def test_X7_too_large_a_text_is_refused(root, inbox, text):
    (inbox / "a.txt").write_text(text, "utf-8")
    (outcome,) = run(root, inbox / "a.txt", force=True)
    assert outcome.status == "refused" and ("不超过" in outcome.reasons[0] or "多于 200 份" in outcome.reasons[0])


def test_bad_files_do_not_stop_the_others(root, inbox):
    (inbox / "1.docx").write_bytes(b"PK\x03\x04broken")
    (inbox / "2.txt").write_bytes(b"\x00\x01\x02\xff")
    (inbox / "3.txt").write_bytes(b"")
    (inbox / "4.xlsx").write_bytes(b"x")
    os.mkfifo(inbox / "5.txt")
    (inbox / "6.txt").symlink_to("/etc/hostname")
    with (inbox / "7.txt").open("wb") as file:
        file.truncate(100 * 2**20)
    (inbox / "8.txt").write_text(text_of(), "utf-8")
    (inbox / ".DS_Store").write_bytes(b"x")
    (inbox / "~$8.docx").write_bytes(b"x")
    outcomes = run(root, inbox)
    assert [o.status for o in outcomes] == ["refused"] * 7 + ["attention"]
    reasons = " ".join(o.reasons[0] for o in outcomes[:7])
    for word in ("损坏", "编码", "空的", "是表格（Excel、WPS 表格），请把文字粘贴到 Word 里", "不是普通文件", "更大"):
        assert word in reasons
    assert [p.name for p in root.rglob("*.md")] == ["财政局-局长.md"]


def test_a_folder_without_rights_is_named():
    """Nobody reads a folder of mode 0, but root does: so root becomes nobody for a moment."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        closed, file = Path(name, "closed"), Path(name, "open.txt")
        closed.mkdir(mode=0o000)
        file.write_text(text_of(), "utf-8")
        file.chmod(0o000)
        user = os.geteuid()
        os.seteuid(65534 if user == 0 else user)
        try:
            assert list(files((Path(name),))) == [closed, file]
            for path in (closed, file, closed / "within.txt"):
                with pytest.raises(SourceError, match="权限"):
                    read(path)
        finally:
            os.seteuid(user)
            closed.chmod(0o755)


def test_a_full_disk_leaves_nothing_half_written(root, inbox):
    """A limit on the size of files stands for the full disk; the batch goes on."""
    (inbox / "1.txt").write_text(text_of(more="又补一句。" * 2000), "utf-8")
    (inbox / "2.txt").write_text(OTHER.format(title=TITLE), "utf-8")
    code = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8000, 8000))
from review.cli import main
main(["import", {str(inbox)!r}, "--library", {str(root)!r}])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "写不进资料库" in done.stdout, done.stderr
    assert "Traceback" not in done.stderr
    kept = [f for f in root.rglob("*") if f.is_file()]
    assert sorted(f.name for f in kept) == ["imports.json", "财政局-局长.md"]
    assert "稳农心" in (root / "materials/2025/财政局-局长.md").read_text("utf-8")


def test_an_update_that_fails_leaves_the_old_text(root, inbox, monkeypatch):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    run(root, inbox)
    before = snapshot(root)
    (inbox / "a.txt").write_text(text_of(more="又补一句。"), "utf-8")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("review.intake.shelf.os.replace", full)
    assert run(root, inbox)[0].reasons == ("写不进资料库：磁盘已满",)
    assert snapshot(root) == before


# ---- the command line


def test_the_command_line(root, inbox):
    (inbox / "a.txt").write_text(text_of() + "2026年1月16日\n", "utf-8")
    call = ["import", str(inbox), "--library", str(root)]
    looked = CliRunner().invoke(main, [*call, "--dry-run", "--diff"])
    assert looked.exit_code == 0 and "没有写入" in looked.output and not list(root.rglob("*.md"))
    assert "与来源逐字相同" in looked.output and "5 个方面，6 个问题，2 条根源，2 项措施" in looked.output
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 0 and "已导入 1。" in done.output
    head, row, _, after = done.output.splitlines()[-4:]
    assert "草稿" in after and "internal" in after
    assert head.split() == ["结果", "来源", "材料", "方面", "问题", "根源", "措施", "说明"]
    assert row.split()[0] == "已导入" and row.split()[-4:] == ["5", "6", "2", "2"]
    assert row.endswith("2") and width(row) == width(head.removesuffix("  说明"))
    assert "草稿" not in CliRunner().invoke(main, call).output
    again = json.loads(CliRunner().invoke(main, [*call, "--json"]).stdout)
    assert [d["status"] for d in again["documents"]] == ["unchanged"]
    assert again["documents"][0]["counts"] == {"方面": 5, "问题": 6, "根源": 2, "措施": 2}
    (inbox / "b.txt").write_text(SPEECH, "utf-8")
    assert CliRunner().invoke(main, call).exit_code == 1
    assert CliRunner().invoke(main, [*call, "--campaign", "没有"]).exit_code == 2
    assert CliRunner().invoke(main, ["import", str(inbox / "none"), "--library", str(root)]).exit_code == 2


def test_new_starts_an_empty_material_with_the_prescribed_headings(root):
    call = ["new", "2021-dangshi", "区招商局", "局长", "--library", str(root), "--date", "2022-01-10"]
    assert CliRunner().invoke(main, call).exit_code == 0
    text = (root / "materials/2021/投资促进局-局长.md").read_text("utf-8")
    assert "\n# 投资促进局局长党史学习教育专题民主生活会对照检查材料\n" in text
    assert "date: 2022-01-10\nvisibility: draft\n" in text
    again = CliRunner().invoke(main, call)
    assert again.exit_code == 1 and "没有覆盖" in again.output
    assert CliRunner().invoke(main, ["new", "2021-dangshi", "火星局", "--library", str(root)]).exit_code == 2
    filled = read_document(split(text, "")[1].replace("【此处填写】", "学习不深，读得少"), "a.md")
    campaign = VOCABULARY.campaign("2021-dangshi")
    assert [h.number for h in match(filled, campaign).values()] == [1, 2, 3, 4, 5]
    assert (len(filled.problems), len(filled.causes), len(filled.measures)) == (5, 1, 1)


def test_markdown_of_a_document_is_its_own_markdown():
    document = read_document(text_of(), "a.txt")
    assert markdown(read_document(markdown(document), "a.md")) == markdown(document)
