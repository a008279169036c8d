"""What is read from a text. A case is a file in documents/: a source, its reading, or why it is not taken."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases import read_case
from review.model import Document, Heading, Item, Paragraph
from review.read.structure.document import read_document, source_of, split_documents
from review.read.structure.tokens import tokens
from review.read.text.lines import logical_lines

CASES = sorted((Path(__file__).parent / "documents").glob("*.yml"))


def reading(document: Document) -> str:
    """A document as the cases write it: one line a title, section, heading or item."""
    lines = [f"title {document.title or '-'}"]
    for section in document.sections:
        lines.append(f"{section.id} {section.kind} {section.marker or '-'} {section.title or '-'}")
        for entry in section.content:
            lines += _entry(entry, "  ")
    if document.tail:
        lines.append(f"tail {len(document.tail)}")
    return "\n".join(lines) + "\n"


def _entry(entry: Paragraph | Heading | Item, indent: str) -> Iterator[str]:
    if isinstance(entry, Heading):
        yield f"{indent}{entry.id} {entry.marker or '-'} {entry.name}"
        for inner in entry.content:
            yield from _entry(inner, indent + "  ")
    elif isinstance(entry, Item):
        yield f"{indent}{entry.id} {entry.marker or '-'} {entry.opening}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    case = read_case(path)
    document = read_document(case["source"], path.name)
    assert source_of(document) == case["source"]
    if "refused" in case:
        assert case["refused"] in (document.refusal or "")
    elif "asked" in case:
        assert document.verdict.outcome == "asked"
        assert case["asked"] in document.verdict.reason
    else:
        assert document.verdict.outcome == "taken"
    if "reading" in case or document.verdict.outcome == "taken":
        assert reading(document) == case["reading"]


def test_several_documents_in_one_file() -> None:
    """篇一, 篇二 and a title below another document's content begin a document; nothing is lost."""
    first = (
        "组织生活会对照检查材料(通用2篇)\n篇一\n站长个人对照检查材料\n一、存在的问题\n一是学得少。我常跳着读。\n"
        "二、整改措施\n一是定计划。每月检查一次，年底交账。\n站党支部\n2023年2月1日\n"
    )
    second = (
        "篇二\n县委办信息股股长\n2022年度组织生活会个人对照检查材料\n一、存在的问题\n（一）学习方面\n"
        "一是学用脱节。文件读完就放下，用的时候想不起来。\n"
    )
    third = "所长组织生活会对照检查材料\n\n一、存在的问题\n一是走访不够。一年只去过两次，还是别人催的。\n"
    assert split_documents(first + second + third) == [first, second, third]
    assert [read_document(part, "a.txt").title for part in (first, second, third)] == [
        "站长个人对照检查材料",
        "县委办信息股股长2022年度组织生活会个人对照检查材料",
        "所长组织生活会对照检查材料",
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_one_document_is_not_split(path: Path) -> None:
    """An outline, a title that stands twice or a list of remedies begins no further document."""
    source = read_case(path)["source"]
    assert split_documents(source) == [source]


INGREDIENTS = st.one_of(
    st.sampled_from(
        ["一、存在的问题", "（一）理论学习方面", "一是", "二是学得浅。", "第一，", "1.", "(1)", "①", "- ", "# ", "## "]
        + ["整改措施：", "原因分析", "产生的原因有以下几点：", "附件：", "2026年1月9日", "县局民主生活会对照检查材料"]
        + ["| 1 | 2 |", "\t", "\u3000\u3000", "\ufeff", "\r\n", "\n", "\n\n", "\r", "。", "；", "，", "**镇", "〔*〕"]
        + ["### ", "8 d, }3 ]' Z: f1", "思想统", "同志们：", "{{单位}}", "<!-- 提示 -->", "學(xué)習(xí)"]
    ),
    st.text(max_size=12),
)
TEXTS = st.lists(INGREDIENTS, max_size=40).map("".join)


def _leaves(document: Document) -> Iterator[Paragraph | Heading | Item]:
    yield from document.front
    yield from document.preamble
    for section in document.sections:
        for entry in section.content:
            yield entry
            yield from getattr(entry, "content", ())
    yield from document.tail


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(min_value=1, max_value=40))
@example("## 。", 1)
def test_nothing_is_lost(source: str, first_line: int) -> None:
    """The parts put together are the text; ids are unique; every part names the line it begins on."""
    document = read_document(source, "a.md", first_line)
    assert source_of(document) == source
    assert "".join(split_documents(source)) == source
    leaves = list(_leaves(document))
    ids = [leaf.id for leaf in leaves] + [section.id for section in document.sections]
    assert len(ids) == len(set(ids))
    lines = re.split(r"\r\n|\r|\n", source)
    for leaf in leaves:
        written = getattr(leaf, "marker", "") or getattr(leaf, "text", "") or getattr(leaf, "wording", "")
        if written:
            assert written[0] in lines[leaf.at.line - first_line]


@pytest.mark.parametrize(
    "source",
    [
        "[" * 6_000,
        "一是" * 66_000,
        "一、存在的问题\n" + "（一）学习方面。一是学得浅。\n" * 10_000,
        "1.学得浅。\n" * 10_000,
        "学习学习学习学习学习学习学习学习学习学\n" * 10_000,
        "\n" * 66_000,
        " " * 1_000_000 + "一是",
        "。 " * 166_000,
        "{{" * 166_000,
        "存在的问题\n" * 10_000,
        "一、" * 66_000,
        "## 原因分析\n" * 6_000,
        "| a | b |\n" * 10_000,
        "a b# c d " * 33_000,
        "对照检查材料\n" * 10_000,
        "1 " * 100_000,
        "<!--" * 33_000,
        "《" * 33_000,
        "“" * 33_000,
        "究其原因，一是" * 10_000,
        "首先，" * 16_000,
    ],
    ids=lambda source: repr(source[:12]),
)
def test_any_size_is_read_in_linear_time(source: str) -> None:
    """A tenth of the text takes about a tenth of the time; a hundredth for a pattern that goes wrong.

    The speed of a machine may change meanwhile: so one of three looks is enough.
    """
    source = source[: len(source) // 3]
    tenth = source[: len(source) // 10]
    assert any(_seconds(source) < 60 * _seconds(tenth) + 0.3 for _ in range(3))


def _seconds(source: str) -> float:
    begin = time.process_time()
    assert source_of(read_document(source, "a.md")) == source
    return time.process_time() - begin


def test_more_than_99_items_are_all_read() -> None:
    """None vanishes behind the 99th, in figures or in characters."""
    numbers = "".join(f"{n}.学得不够。第{n}天没有读书。\n" for n in range(1, 151))
    signs = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]
    ordinal = [*signs, *("十" + s for s in ["", *signs]), *(t + "十" + s for t in signs[1:] for s in ["", *signs])]
    ordinal += ["一百", *("一百零" + s for s in signs), *("一百" + s + "十" for s in ["一", "二"])]
    words = "".join(f"{o}是每周读一次。读完写下来。\n" for o in ordinal)
    above = "站长个人对照检查材料\n我检查如下。\n一、存在的问题\n"
    document = read_document(f"{above}{numbers}二、整改措施\n{words}", "a.md")
    assert [p.number for p in document.problems] == list(range(1, 151))
    assert [m.marker for m in document.measures] == [o + "是" for o in ordinal]


def test_text_beyond_what_is_read_is_said() -> None:
    document = read_document("一、存在的问题\n" + "1.学得浅。\n" * 5_300, "a.md")
    assert [f.rule for f in document.faults] == ["too-many-ordinals"]
    assert 5_000 <= document.faults[0].at.line <= 5_010
    assert len(document.problems) > 4_000


# ---- texts made by a grammar that knows the truth

LACKS = ["理论学习不够深入", "联系群众不够紧密", "担当精神有所弱化", "制度执行不够严格", "调查研究浮于表面"]
REASONS = ["理想信念不够坚定", "宗旨意识有所淡薄", "党性修养抓得不紧", "自我要求不够严格"]
REMEDIES = ["加强理论武装", "坚持每月走访", "健全工作制度", "带头遵守纪律", "强化责任落实"]
ASPECTS = ["理论学习", "工作作风", "廉洁自律", "担当作为", "群众工作"]
TEXT = ["我常常放一放再说。", "去年只做了两次。", "有时图省事。", "遇到难题绕着走，缺少钻劲。"]
CN = "一二三四五六七八九十"
HEADINGS = {
    "（一）": lambda n: f"（{CN[n]}）", "(一)": lambda n: f"({CN[n]})", "第一，": lambda n: f"第{CN[n]}，",
    "甲、": lambda n: f"{'甲乙丙丁'[n]}、", "Ⅰ.": lambda n: f"{'ⅠⅡⅢⅣ'[n]}.", "其一，": lambda n: f"其{CN[n]}，",
}  # fmt: skip
MARKS = {
    "一是": lambda n: f"{CN[n]}是", "1.": lambda n: f"{n + 1}.", "1、": lambda n: f"{n + 1}、",
    "(1)": lambda n: f"({n + 1})", "①": lambda n: "①②③④⑤⑥⑦⑧⑨⑩"[n],
    "(a)": lambda n: f"（{'abcdefgh'[n]}）",
}  # fmt: skip
COUNT_ON = ("1.", "1、", "(1)")
"""Marks that may go on below the next heading."""


@st.composite
def materials(draw: st.DrawFn) -> tuple[str, object]:
    """A material's text, and what is to be read from it."""
    mark, answers = draw(st.sampled_from(sorted(MARKS))), draw(st.sampled_from(["一是", "1.", "1、", "（一）"]))
    heads = draw(st.sampled_from(sorted(HEADINGS)))
    inline = draw(st.booleans())
    goes_on = mark in COUNT_ON and draw(st.booleans())
    between = "" if inline else "\n"
    counts = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    lines, truth, at = ["渔业站站长2025年度组织生活会个人对照检查材料", "我对照检查如下：", "一、存在的问题"], [], 0
    for n, count in enumerate(counts):
        lines.append(f"{HEADINGS[heads](n)}{ASPECTS[n]}方面" + ("。" if heads in ("第一，", "其一，") else ""))
        openings = [LACKS[(at + i) % len(LACKS)] for i in range(count)]
        texts = draw(st.lists(st.sampled_from(TEXT), min_size=count, max_size=count))
        begin = at if goes_on else 0
        said = enumerate(zip(openings, texts, strict=True), begin)
        items = (f"{MARKS[mark](i)}{o}。{text}" for i, (o, text) in said)
        lines.append(between.join(items))
        truth.append((n + 1, ASPECTS[n], openings))
        at += count
    said = {**MARKS, **HEADINGS}[answers]
    found = [truth]
    for title, pool in (("二、原因分析", REASONS), ("三、整改措施", REMEDIES)):
        chosen = pool[: draw(st.integers(1, len(pool)))]
        lines += [title, between.join(f"{said(i)}{o}。{draw(st.sampled_from(TEXT))}" for i, o in enumerate(chosen))]
        found.append(chosen)
    return "\n".join(lines) + "\n", tuple(found)


@settings(max_examples=100, deadline=None)
@given(materials())
def test_texts_made_by_a_grammar_are_read_as_it_made_them(made: tuple[str, object]) -> None:
    source, truth = made
    document = read_document(source, "a.md")
    headings = [(h.number, h.name, [p.opening for p in h.problems]) for h in document.headings]
    assert (headings, [c.opening for c in document.causes], [m.opening for m in document.measures]) == truth
    assert document.verdict.outcome == "taken"


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_tokens_put_together_are_the_text(source: str) -> None:
    lines = logical_lines(source)
    run = tokens(lines)
    whole = {line.start: line.text for line in lines}
    together: dict[int, str] = dict.fromkeys(whole, "")
    for token in run:
        together[token.line.start] += token.line.text[token.begin : token.end]
    assert together == whole
