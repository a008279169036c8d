"""What check accepts, build accepts, and shows as it was written: bodies full of what Markdown and HTML act on."""

import html
import random
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review.examine.library import examine
from review.model import Heading, Paragraph
from review.publish.build import build
from review.read.front.material import parse_material
from review.read.text.tables import read_table
from review.read.vocabulary.load import read_vocabulary
from review.relate.library import gather, relating
from review.show.pages import material as shown
from review.show.views.notes import Index
from test_html_pages import Events, assert_left_alone

ROOT = Path(__file__).parents[1]
VOCABULARY = read_vocabulary(ROOT)[0]
RELATED = relating(VOCABULARY)
MARKS = (
    *"`~*_[](){}<>&\\!#|:=+-.\"'$^%@/?;1）\t\u3000",
    "~~~", "```", ":甲", ": ", "[a](b)", "![a](b.png)", "[a](b.md)", "{: .x }", "{:#p1}", "{#s1}", "<b>", "</div>",
    "<div markdown>", "<!--", "-->", "<script>", "<?x", "<![CDATA[", "&amp;", "&#35;", "&lt;", "**", "__", "***", "---",
    "===", "##", "a|b\n-|-", "1. ", "1) ", "- ", "> ", "    ", "\\n", "[^1]: x", "*[x]: y", "[x]: y", "!!! note",
    "::: x", "http://a.b", "<http://a.b>", "a@b.cn", "{{x}}", "{%x%}", "~~x~~", "==x==", "  \n", "\n\n",
    "学习", "不够。",
)  # fmt: skip
FRONT = """---
title: 投资促进局局长党史学习教育专题民主生活会对照检查材料
campaign: 2021-dangshi
unit: 投资促进局
author: 局长
kind: 个人
date: 2022-01-10
visibility: internal
---

"""
BODY = """# 投资促进局局长党史学习教育专题民主生活会对照检查材料

{}

## 一、存在的问题{}

### （一）带头履职尽责、担当作为{}方面

一是{}理论学习不深{}。学原文不够。{}

### （二）{}

二是调研不多。{}

## 二、原因剖析

（一）理论{}学习不够实。{}

## 三、整改措施

（一）加强{}学习。{}
"""
PLACES = BODY.count("{}")
ONE_LINE = {1, 2, 3, 4, 6, 8, 10}


def body(fill):
    """The body with `fill(n)` in each of its places; headings and openings stay one line."""
    texts = (fill(n) for n in range(PLACES))
    return BODY.format(*(text.replace("\n", "") if n in ONE_LINE else text for n, text in enumerate(texts)))


PIECES = st.lists(st.sampled_from(MARKS), max_size=6).map("".join)


def letters(text):
    """A text without its blanks; of a table what stands in its cells."""
    table = read_table(text)
    return re.sub(r"\s+", "", "".join(map("".join, table.all)) if table else text)


def texts_of(document):
    """Each text of a document, as its page shows it in one piece."""
    for section in document.sections:
        for found in (x for content in section.content for x in (content, *getattr(content, "content", ()))):
            if isinstance(found, Heading):
                yield found.marker + found.wording
            elif isinstance(found, Paragraph):
                yield found.text
            else:
                yield found.marker + found.opening + found.stop + found.rest
                yield from found.paragraphs
    yield from (found.text for found in (*document.preamble, *document.tail))


@settings(deadline=None)
@given(st.lists(PIECES, min_size=PLACES, max_size=PLACES))
@example(["", "", "", "", "", "", "`\t`", "", "", "", "", ""])
def test_x12_any_punctuation_is_shown_as_written(texts):
    """A reader of Markdown leaves the page as it is, each anchor that it leads to is there, and each of its texts."""
    material, faults = parse_material(FRONT + body(texts.__getitem__), "materials/2021/甲.md", VOCABULARY)
    assert material and not faults
    library = gather([RELATED(material)], VOCABULARY, audience="internal", as_of=date(2022, 2, 1))
    page = next(shown.pages(Index(library)))
    text = re.sub(r"\A---\n.*?\n---\n", "", page.text, count=1, flags=re.DOTALL).lstrip("\n")
    assert_left_alone(text)
    given = [dict(event[1]) for event in Events(text).events if isinstance(event, tuple) and len(event) == 2]
    ids = {attributes["id"] for attributes in given if "id" in attributes}
    assert {a["href"][1:] for a in given if a.get("href", "").startswith("#")} <= ids
    assert all(re.match(r"#|\.\./", a["href"]) for a in given if "href" in a)
    said = letters("".join(event for event in Events(text).events if isinstance(event, str)))
    for written in texts_of(material.document):
        assert letters(written) in said


@pytest.mark.slow
@pytest.mark.usefixtures("small_site")
def test_x12_what_check_accepts_build_accepts(tmp_path):
    chosen = random.Random(12)
    for number in range(150):
        path = tmp_path / f"library/materials/2021/甲{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = body(lambda _: "".join(chosen.choices(MARKS, k=chosen.randint(0, 6))))
        path.write_text(FRONT + text, "utf-8")
    assert examine(tmp_path / "library", "internal").errors == ()
    build(tmp_path / "library", "internal", tmp_path / "site")
    page = html.unescape((tmp_path / "site/materials/2021/甲0/index.html").read_text("utf-8"))
    assert "理论学习不深" in page
