"""What is read from a text. A case is a file in documents/: a source and its reading, or why it is refused."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from review.model import Document, Heading, Item, Paragraph
from review.read.structure.document import assemble, read_document, split_documents

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
    case = yaml.safe_load(path.read_text("utf-8"))
    document = read_document(case["source"], path.name)
    assert assemble(document) == case["source"]
    if "refused" in case:
        assert case["refused"] in (document.refusal or "")
    else:
        assert document.verdict.outcome == "taken"
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
    source = yaml.safe_load(path.read_text("utf-8"))["source"]
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
def test_nothing_is_lost(source: str, first_line: int) -> None:
    """The parts put together are the text; ids are unique; every part names the line it begins on."""
    document = read_document(source, "a.md", first_line)
    assert assemble(document) == source
    assert "".join(split_documents(source)) == source
    leaves = list(_leaves(document))
    ids = [leaf.id for leaf in leaves] + [section.id for section in document.sections]
    assert len(ids) == len(set(ids))
    lines = re.split(r"\r\n|\r|\n", source)
    for leaf in leaves:
        written = getattr(leaf, "text", "") or getattr(leaf, "wording", "")
        if written:
            assert written[0] in lines[leaf.at.line - first_line]


@pytest.mark.parametrize(
    "source",
    [
        "[" * 20_000,
        "一是" * 200_000,
        "一、存在的问题\n" + "（一）学习方面。一是学得浅。\n" * 30_000,
        "1.学得浅。\n" * 30_000,
        "学习学习学习学习学习学习学习学习学习学\n" * 30_000,
        "\n" * 200_000,
        " " * 1_000_000 + "一是",
        "。 " * 500_000,
        "{{" * 500_000,
        "存在的问题\n" * 30_000,
        "一、" * 200_000,
        "## 原因分析\n" * 20_000,
        "| a | b |\n" * 30_000,
        "a b# c d " * 100_000,
        "对照检查材料\n" * 30_000,
    ],
    ids=lambda source: repr(source[:12]),
)
def test_any_size_is_read_in_linear_time(source: str) -> None:
    """A tenth of the text takes about a tenth of the time; ten times as much for a pattern that goes wrong."""
    small, large = _seconds(source[: len(source) // 10]), _seconds(source)
    assert large < 30 * small + 0.5


def _seconds(source: str) -> float:
    begin = time.process_time()
    assert assemble(read_document(source, "a.md")) == source
    return time.process_time() - begin
