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
