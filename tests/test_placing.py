"""Placing in whole documents: in those that the vocabulary has learned from, and in those that it has not."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from cases import read_case
from review.model import Vocabulary
from review.read.structure.document import read_document
from review.read.vocabulary.load import read_vocabulary
from review.relate.classify import Classifier
from review.relate.headings import match
from review.relate.recognise import recognise

HERE = Path(__file__).parent
ORDINALS = "一二三四五六七"
PROBLEMS, CAUSES, MEASURES = "problems", "causes", "measures"


@cache
def counts(name: str) -> dict[str, Counter[str]]:
    """Of each part's items: how many are right, wrong, of the theme alone or open; sure and surely right beside."""
    vocabulary = read_vocabulary(HERE)[0]
    classifier = Classifier(vocabulary)
    found: dict[str, Counter[str]] = {PROBLEMS: Counter(), CAUSES: Counter(), MEASURES: Counter()}
    for case in read_case(HERE / "placing" / f"{name}.yml"):
        for part, got, wanted in placed(case, vocabulary, classifier):
            place = got.type if part == PROBLEMS else got.theme
            right = (place.id if place else "open") in wanted
            found[part]["right" if right else "wrong" if place else got.degree] += 1
            found[part]["sure"] += got.degree == "sure"
            found[part]["surely right"] += got.degree == "sure" and right
            found[part]["all"] += 1
    return found


def placed(case: dict, vocabulary: Vocabulary, classifier: Classifier):
    document = read_document(text_of(case), f"{case['title']}.md")
    campaign = recognise(document, vocabulary).campaign
    placements = classifier.place(document, match(document, campaign) if campaign else {}).placements
    labels = [label for labels in case["headings"].values() for label in labels]
    for part, items, wanted in (
        (PROBLEMS, document.problems, labels),
        (CAUSES, document.causes, case[CAUSES]),
        (MEASURES, document.measures, case[MEASURES]),
    ):
        for item, (_, *places) in zip(items, wanted, strict=True):
            yield part, placements[item.id], places


def text_of(case: dict) -> str:
    lines = [case["title"], "一、存在的问题"]
    for ordinal, (name, labels) in zip(ORDINALS, case["headings"].items(), strict=False):
        lines += [f"（{ordinal}）{name}", *(text for text, *_ in labels)]
    lines += ["二、原因分析", *(text for text, *_ in case[CAUSES])]
    lines += ["三、整改措施", *(text for text, *_ in case[MEASURES])]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "part", "right", "wrong"),
    [
        ("learned", PROBLEMS, 0.95, 0.03),
        ("learned", CAUSES, 0.87, 0.08),
        ("learned", MEASURES, 0.93, 0.05),
        ("held", PROBLEMS, 0.85, 0.1),
        ("held", CAUSES, 0.85, 0.08),
        ("held", MEASURES, 0.85, 0.08),
        ("plain", PROBLEMS, 0.76, 0.13),
        ("plain", CAUSES, 0.85, 0.15),
        ("plain", MEASURES, 0.65, 0.25),
        ("usual", PROBLEMS, 0.93, 0.07),
        ("usual", CAUSES, 0.93, 0.05),
        ("usual", MEASURES, 0.92, 0.07),
        ("fresh", PROBLEMS, 0.9, 0.09),
        ("fresh", CAUSES, 0.9, 0.08),
        ("fresh", MEASURES, 0.92, 0.07),
        ("acts", PROBLEMS, 0.93, 0.06),
        ("acts", CAUSES, 0.94, 0.05),
        ("acts", MEASURES, 0.9, 0.09),
    ],
)
def test_items_are_placed_right(name, part, right, wrong):
    found = counts(name)[part]
    assert found["right"] >= right * found["all"], found
    assert found["wrong"] <= wrong * found["all"], found


def test_what_is_sure_is_right():
    sets = map(counts, ("learned", "held", "usual", "fresh", "acts"))
    found = sum((one for parts in sets for one in parts.values()), Counter())
    assert found["sure"] >= 850
    assert found["surely right"] >= 0.94 * found["sure"], found


def test_what_says_nothing_is_mostly_left_open():
    """Some say a little: 放松了要求 is of a type, and 方法还不够多."""
    classifier = Classifier(read_vocabulary(HERE)[0])
    openings = read_case(HERE / "placing" / "nothing.yml")
    text = "站长个人对照检查材料\n一、存在的问题\n" + "".join(f"{n}.{said}。\n" for n, said in enumerate(openings, 1))
    placements = classifier.place(read_document(text, "a.md")).placements.values()
    assert len(placements) == len(openings) == 30
    assert sum(place.type is None for place in placements) >= 19


def test_there_are_labels_enough():
    assert [counts("plain")[part]["all"] for part in (PROBLEMS, CAUSES, MEASURES)] == [181, 42, 52]
    assert [counts("learned")[part]["all"] for part in (PROBLEMS, CAUSES, MEASURES)] == [99, 38, 48]
    assert [counts("held")[part]["all"] for part in (PROBLEMS, CAUSES, MEASURES)] == [36, 14, 18]
    assert [counts("usual")[part]["all"] for part in (PROBLEMS, CAUSES, MEASURES)] == [257, 62, 71]
    assert [counts("fresh")[part]["all"] for part in (PROBLEMS, CAUSES, MEASURES)] == [124, 36, 49]
    assert [counts("acts")[part]["all"] for part in (PROBLEMS, CAUSES, MEASURES)] == [105, 52, 148]
