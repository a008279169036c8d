"""Where the reader is not sure: what is said of it, and where it is marked."""

import datetime
import shutil
from pathlib import Path

import pytest
import yaml

from review.check.library import check
from review.model import Note, Position
from review.read.library import read_library
from review.read.structure.decode import SURE
from review.read.structure.document import read_document, read_with_tokens
from review.relate.library import relate
from review.show.pages import material
from review.show.views.notes import Index

HERE = Path(__file__).parent
MATERIAL = """---
title: 投资促进局局长对照检查材料
campaign: 2021-dangshi
unit: 投资促进局
author: 局长
kind: 个人
date: 2022-01-10
visibility: internal
---

# 投资促进局局长对照检查材料

我对照检查如下：联系**镇。

## 一、存在的问题

### （一）带头做到“两个维护”方面

一是走访群众不细致。调研少。一是干劲不足。遇事推诿。
"""


@pytest.fixture
def library(tmp_path):
    shutil.copytree(HERE / "findings" / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "materials").mkdir()
    (tmp_path / "materials" / "甲.md").write_text(MATERIAL, "utf-8")

    def of(audience):
        reading = read_library(tmp_path, audience)
        day = datetime.date(2026, 1, 1)
        return relate(reading.materials, reading.vocabulary, audience=audience, as_of=day)

    return of


def test_a_doubt_comes_first_and_says_what_speaks_for_what(library):
    first, *rest = check(library("staff"))
    assert (first.rule, first.at.line) == ("uncertain", 19)
    assert "“一是干劲不足。遇事推诿。”读作问题（" in first.message
    assert "号重复 −" in first.message
    assert "也可能是条目里的一点（" in first.message
    assert "reading: [{at: 一是干劲不足, as: text}]" in first.message
    assert rest[0].at.line < 19


def test_the_page_of_staff_marks_it_and_that_of_readers_does_not(library):
    [staff] = material.pages(Index(library("staff")))
    [internal] = material.pages(Index(library("internal")))
    assert '<a href="#p1-1x2">一是干劲不足。遇事推诿。（读作问题，也可能是条目里的一点）</a>' in staff.text
    assert "没有把握" not in internal.text


PROSE = MATERIAL.split("我对照检查如下")[0] + "我说说自己：学习不够深入，调研走访不多，遇事推诿。原因在我。今后我改。\n"
"""Nothing in it is counted, so no reading of it is close behind another."""


def test_what_no_reading_fits_comes_first_too(library, tmp_path):
    (tmp_path / "materials" / "甲.md").write_text(PROSE, "utf-8")
    first, *_ = check(library("staff"))
    assert (first.rule, first.at.line) == ("unusual", 11)
    little = "凭据少，平均每段 0.0 分，多数材料在 4.5 分上下"
    assert f"没有读出一个问题；{little}；说到“今后”，却没有读出一条措施" in first.message


def test_the_page_of_staff_says_it_until_it_is_noted_as_seen(library, tmp_path):
    path = tmp_path / "materials" / "甲.md"
    path.write_text(PROSE, "utf-8")
    [staff], [internal] = (material.pages(Index(library(audience))) for audience in ("staff", "internal"))
    assert "整篇的读法没有把握：没有读出一个问题；" in staff.text
    assert "没有把握" not in internal.text
    path.write_text(PROSE.replace("---\n\n#", "seen:\n  - {rule: unusual, why: 原文如此}\n---\n\n#"), "utf-8")
    [staff] = material.pages(Index(library("staff")))
    assert "没有把握" not in staff.text
    assert "unusual" not in {finding.rule for finding in check(library("staff"))}


def test_an_editors_word_on_a_passage_settles_the_whole():
    source = PROSE.split("---\n", 2)[2]
    note = Note(begins="我说说自己", role="text", at=Position(path="a.md", line=1))
    assert read_document(source, "a.md").unusual
    assert not read_document(source, "a.md", notes=(note,)).unusual


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("一、问题\n1.学得浅\n二、经验\n1.好\n三、不足\n1.不实", "各部分的顺序少见：问题、其他、问题"),
        ("一、问题\n（一）我。\n1.用车方面。一是少。\n2.吃饭方面。一是多。", "“用车方面”等 2 条像是方面，读作问题"),
        ("一、问题\n1.早上起来\n2.中午吃饭\n3.学习不够", "3 个问题里 2 个看不出说的是不足"),
    ],
)
def test_what_says_that_a_reading_may_be_wrong(source, says):
    assert any(says in each for each in read_document(source + "\n原因：我。今后我改。", "a.md").unusual)


def test_the_margin_is_the_distance_to_the_best_other_reading():
    """A token without another reading is sure; every other margin is what choosing otherwise costs."""
    reading = read_with_tokens(MATERIAL.split("---\n", 2)[2], "a.md")
    decoded = reading.decoded
    assert all(margin >= 0 for margin in decoded.margins)
    pairs = zip(decoded.margins, decoded.others, strict=True)
    assert all((other is None) == (margin == SURE) for margin, other in pairs)


def test_a_kind_is_doubted_only_where_it_is_close():
    """Whether there is an item at all is doubted below 1, of which kind a part is below a quarter."""
    found = {}
    for case in ("76-held-against-a-case", "43-four-winds-dated", "92-signs-as-bullets", "24-one-paragraph"):
        source = yaml.safe_load((HERE / "documents" / f"{case}.yml").read_text("utf-8"))["source"]
        reading = read_with_tokens(source, "a.md")
        close = [m for m, other in zip(reading.decoded.margins, reading.decoded.others, strict=True) if other]
        assert min(close) < 1
        found[case] = len(reading.document.doubts)
    assert found["76-held-against-a-case"] == 0
    assert all(found[case] for case in ("43-four-winds-dated", "92-signs-as-bullets", "24-one-paragraph"))
