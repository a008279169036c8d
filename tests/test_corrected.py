"""The editor has the last word: documents that are read wrong are read right with a few notes, and nothing is lost."""

from pathlib import Path

import pytest
import yaml

from review.model import Note, Position
from review.read.structure.document import read_document, source_of
from test_document import reading

DOCUMENTS = yaml.safe_load((Path(__file__).parent / "corrected.yml").read_text("utf-8"))
AT = Position(path="a.md", line=3)


@pytest.mark.parametrize("case", DOCUMENTS, ids=lambda case: case["id"])
def test_notes_put_it_right(case):
    notes = tuple(Note(begins=note["at"], role=note["as"], kind=note.get("kind"), at=AT) for note in case["reading"])
    document = read_document(case["source"], "a.md", 1, notes)
    assert reading(document) == case["becomes"]
    assert not document.faults
    assert source_of(document) == case["source"]
    assert reading(read_document(case["source"], "a.md")) != case["becomes"], "it needs no note any more"


def test_each_takes_few_notes():
    assert len(DOCUMENTS) >= 10
    assert all(len(case["reading"]) <= 5 for case in DOCUMENTS)


EQUAL = "值班长年终小结\n一、存在问题\n（一）学习方面\n一是抓得不紧。\n（二）例会方面\n一是抓得不紧。\n"


def noted(**note):
    return read_document(EQUAL, "a.md", 1, (Note(at=AT, **note),))


def test_a_note_says_which_of_equal_lines_it_means():
    first, second = (noted(begins="一是抓得不紧", role="text", nth=nth) for nth in (1, 2))
    assert [p.id for p in first.problems] == ["p2-1"]
    assert [p.id for p in second.problems] == ["p1-1"]
    assert not first.faults and not second.faults


def test_a_note_that_begins_behind_the_ordinal_leaves_none_alone():
    source = "班长检视材料\n一、存在问题\n说说班组，1.抓得不紧，记得少。2.问得不多。\n"
    for begins in ("2.问得不多", "问得不多"):
        document = read_document(source, "a.md", 1, (Note(begins=begins, role="problem", at=AT),))
        assert [p.opening for p in document.problems][-1:] == ["问得不多"]
        assert "" not in [p.opening for p in document.problems] and not document.faults


def test_a_note_of_the_first_entry_may_bind_those_that_count_on():
    source = "班长检视材料\n一、存在问题\n①班组这边。一是记得少。\n②客户那边。一是问得少。\n"
    source += "二、措施\n①每天记。\n②每周问。\n"
    alone, whole = (
        read_document(source, "a.md", 1, (Note(begins="①班组", role="heading", whole_list=also, at=AT),))
        for also in (False, True)
    )
    assert [h.number for h in whole.headings] == [1, 2] != [h.number for h in alone.headings]
    assert [p.opening for p in whole.problems] == ["记得少", "问得少"]
    assert [m.number for m in whole.measures] == [1, 2], "the list of another part is another"
    assert not whole.faults and source_of(whole) == source


def test_a_note_without_its_place_or_of_one_too_many_is_told():
    (several,) = noted(begins="一是抓得不紧", role="text").faults
    assert several.message.endswith("例：nth: 2。")
    (beyond,) = noted(begins="一是抓得不紧", role="text", nth=3).faults
    assert "正文只有 2 处这样开头" in beyond.message


def test_a_note_turns_the_verdict_and_only_of_its_own_document():
    refused = "2023年工作总结\n各科室要认真贯彻执行。\n"
    assert read_document(refused, "a.md").verdict.outcome == "refused"
    said = Note(begins="2023年工作总结", role="material", at=AT)
    document = read_document(refused, "a.md", 1, (said,))
    assert document.verdict.outcome == "taken" and "元数据" in document.verdict.reason
    assert not document.faults
    other = read_document(refused, "a.md", 1, (Note(begins="2022年工作总结", role="material", at=AT),))
    assert other.verdict.outcome == "refused"
    assert [f.rule for f in other.faults] == ["reading-nowhere"]
