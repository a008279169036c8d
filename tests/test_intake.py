"""Import: what is written is what the source says, once, and nothing of anybody's is lost."""

import re
from itertools import groupby

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_texts import PROJECT, run, snapshot, text_of
from review.intake.clean import clean, undeclared, without_space
from review.read.front.material import split
from review.read.structure.document import read_document
from review.read.structure.markdown import body as markdown
from word.make import auto_numbered, save

SHARED = PROJECT.parent / "shared"
SAMPLES = sorted((PROJECT / "materials").rglob("*.md"))


def shape(document):
    """All that was read, without white space."""
    items = [[(i.id, type(i).__name__, without_space(i.opening), without_space(i.text)) for i in run]
             for run in (document.problems, document.causes, document.measures)]  # fmt: skip
    sections = [(s.id, s.kind, without_space(s.title)) for s in document.sections]
    headings = [(h.id, without_space(h.name), [i.id for i in h.problems]) for h in document.headings]
    return without_space(document.title or ""), sections, headings, items


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
    assert dirty.cleaned == {
        "page-number": 2, "site": 3, "noise": 1, "invisible": indented, "indent": indented, "front": 2}  # fmt: skip
    assert plain.cleaned == {}


def test_wraps_are_joined_and_counted(root, inbox):
    wide, text = 40, re.sub(r"\n+", "\n", regular(split(SAMPLES[0].read_text("utf-8"), "")[1]))
    lines = [line[i : i + wide] for line in text.split("\n") for i in range(0, max(1, len(line)), wide)]
    (inbox / "a.txt").write_text("\n".join(lines), "utf-8")
    (inbox / "b.txt").write_text(text, "utf-8")
    wrapped, plain = (run(root, inbox / name, dry_run=True)[0] for name in ("a.txt", "b.txt"))
    assert shape(wrapped.prepared.document) == shape(plain.prepared.document)
    assert wrapped.cleaned["wrap"] > 0 and not wrapped.prepared.lost


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
    assert undeclared(text, clean(text)) == ""
    kept = without_space(clean(text).text)
    taken = "".join(without_space(c.text) for c in clean(text).changes)
    assert sorted(kept + taken) == sorted(without_space(text))


def test_figures_alone_are_page_numbers_only_in_sequence():
    assert clean("甲\n12\n乙\n13\n丙").text == "甲\n乙\n丙"
    assert clean("甲\n12\n乙\n2025\n丙\n7").text == "甲\n12\n乙\n2025\n丙\n7"


def test_what_would_lose_text_is_not_written(root, inbox, monkeypatch):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    monkeypatch.setattr("review.intake.written.markdown_body", lambda d: markdown(d).replace("只有两次", "只有次"))
    (outcome,) = run(root, inbox)
    assert outcome.status == "refused" and "与来源对不上" in outcome.reasons[0] and not list(root.rglob("*.md"))


def test_a_lost_character_is_noticed():
    cleaned = clean("甲乙丙\n丁")
    assert undeclared("甲乙丙丁\n丁", cleaned) == "“甲乙丙丁丁” → “甲乙丙丁”"


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
        assert two.status == ("same" if one.written else one.status)


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
    assert [o.path for o in outcomes] == ["materials/2025/财政局-局长.md", "materials/2025/审计局-班子.md"]


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


SIGNED = {
    "lists": lambda text: re.sub(r"^(一是|（[一二]）(?!带头))", r"- \1", text, flags=re.MULTILINE),
    "tasks": lambda text: re.sub(r"^（([一二])）(?!带头)", r"- [ ] （\1）", text, flags=re.MULTILINE),
    "underlined": lambda text: re.sub(r"^([一二三]、.*)$", r"\1\n------", text, flags=re.MULTILINE),
    "title": lambda text: text.replace("\n", "\n=====\n", 1),
    "bold": lambda text: re.sub(r"^(一是|（[一二]）(?!带头))", r"**\1**", text, flags=re.MULTILINE),
    "deep": lambda text: re.sub(r"^(（.）带头)", r"#### \1", text, flags=re.MULTILINE),
}


@pytest.mark.parametrize("how", SIGNED)
@pytest.mark.parametrize("apart", ["\n", "\n\n"])
def test_signs_of_markdown_are_replaced_and_declared(root, inbox, how, apart):
    plain = text_of()
    signed = SIGNED[how](plain).replace("\n", apart).replace(f"{apart}---", "\n---").replace(f"{apart}===", "\n===")
    (inbox / "a.md").write_text(signed, "utf-8")
    (inbox / "b.txt").write_text(plain, "utf-8")
    one, other = (run(root, inbox / name, dry_run=True)[0] for name in ("a.md", "b.txt"))
    assert one.status == "new", one.reasons
    assert one.prepared.body == other.prepared.body
    assert one.cleaned.keys() <= {"sign", "bold", "title"} and (one.cleaned or how == "deep")
