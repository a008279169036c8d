"""Tables are read into cells once: every cell stays in its column, on the page and in the search."""


import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.read.structure.document import read_document, source_of
from review.read.structure.markdown import body
from review.read.text.lines import logical_lines
from review.read.text.tables import read_table
from review.show.forms.entries import paragraph
from shown import rows as rows_of
from test_html_pages import converted

CASES = {
    "| 序号 | 问题 |\n|---|---|\n| 1 | 学习少 |": (("序号", "问题"), ("1", "学习少")),
    "| 序号 | 问题 |\n|---|---|\n| | 小计 |": (("序号", "问题"), ("", "小计")),
    "| | 问题 |\n|---|---|\n| 1 | 学习少 |": (("", "问题"), ("1", "学习少")),
    "| | |\n|---|---|\n| 1 | 学习少 |": (("", ""), ("1", "学习少")),
    "| 甲 | | |\n|---|---|---|\n| 1 | | 3 |": (("甲", "", ""), ("1", "", "3")),
    "| 甲 | 乙 |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |": (("甲", "乙", ""), ("1", "", ""), ("1", "2", "3")),
    "| 甲 \\| 乙 | 丙 |\n|---|---|\n| 1 | 是\\|否 |": (("甲 | 乙", "丙"), ("1", "是|否")),
    "甲 | 乙 | 丙\n:--|:-:|--:\n1 | 2 | 3": (("甲", "乙", "丙"), ("1", "2", "3")),
    "| 甲 | 乙 |\n|---|---|\n| --- | - |": (("甲", "乙"), ("---", "-")),
    "| 甲 |\n|---|\n| 乙 |": (("甲",), ("乙",)),
    "序号\t问题\t时限\n1\t学习少\t年底": (("序号", "问题", "时限"), ("1", "学习少", "年底")),
    "序号\t问题\t时限\n1\t\t年底": (("序号", "问题", "时限"), ("1", "", "年底")),
    "\t问题\t时限\n1\t学习少\t年底\n\t小计\t12": (("", "问题", "时限"), ("1", "学习少", "年底"), ("", "小计", "12")),
    "序号\t问题\t时限\n合计\t\t\n小计\t3": (("序号", "问题", "时限"), ("合计", "", ""), ("小计", "3", "")),
    "\t序号\t问题\t时限\n\t1\t学习少\t年底": (("序号", "问题", "时限"), ("1", "学习少", "年底")),
    "甲 | 乙\n--- | ---\n1 | 是\\|否": (("甲", "乙"), ("1", "是|否")),
    "甲 | 乙\n|---|---|\n1 | 2": (("甲", "乙"), ("1", "2")),
    "甲 | 乙\n--- | ---\n1 | 2\n | 小计\n合计 |": (("甲", "乙"), ("1", "2"), ("", "小计"), ("合计", "")),
}


def shown(text, read=str):
    """The cells of the table that stands for the paragraph, also where a reader of Markdown looks at it."""
    return tuple(rows_of(read(paragraph(text, id="t1"))))


@pytest.mark.parametrize("text", CASES)
def test_cells(text):
    assert read_table(text).all == CASES[text]


@pytest.mark.parametrize("read", [str, converted])
@pytest.mark.parametrize("text", CASES)
def test_every_cell_is_shown_in_its_column(text, read):
    assert shown(text, read) == CASES[text]


@pytest.mark.parametrize("text", CASES)
def test_a_document_keeps_the_table_whole(text):
    """Its rows are known as such by themselves or by the rows that they touch."""
    source = f"投资促进局班子对照检查材料\n\n一、存在的问题\n一是学习不深。\n\n{text}\n\n二是作风不实。\n"
    document = read_document(source, "甲.md")
    (paragraph,) = document.problems[0].paragraphs
    assert read_table(paragraph).all == CASES[text] and len(document.problems) == 2
    assert source_of(document) == source


@pytest.mark.parametrize("lines", ["\t一、\t存在的问题", "署名：\t\t日期：", "二、\t\t原因分析\n甲\t乙"])
def test_tabs_alone_make_no_table(lines):
    assert not any(line.table for line in logical_lines(lines))


@pytest.mark.parametrize("text", ["甲 | 乙", "甲\n---", "甲 | 乙\n---\n丙", "一是学习少。", "甲\t乙", "甲\n乙\t丙\t丁"])
def test_other_texts_are_no_tables(text):
    assert read_table(text) is None


CELL = st.text("学习少|\\*_-:#<&1. 、", max_size=6).map(lambda cell: cell.rstrip("\\ ").strip())
ROWS = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2))


@settings(deadline=None)
@given(ROWS)
def test_what_is_written_is_shown(rows):
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))
    expected = tuple(map(tuple, rows))
    text = "\n".join(lines)
    assert read_table(text).all == expected
    assert tuple(tuple(" ".join(c.split()) for c in row) for row in shown(text)) == tuple(
        tuple(" ".join(c.split()) for c in row) for row in expected
    )


def test_an_import_keeps_the_rows():
    table = "| | 问题 | 时限 |\n| --- | --- | --- |\n| | 小计 | 是\\|否 |"
    source = f"# 投资促进局班子对照检查材料\n\n## 一、存在的问题\n\n一是学习不深。\n\n{table}\n\n二是作风不实。\n"
    assert table in body(read_document(source, "甲.md"))
