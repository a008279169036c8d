"""Placing by the vocabulary: against openings labelled by hand, and against what the corpus knows of itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from review.model import Cause, Position, Problem, ProblemType, Theme, Vocabulary
from review.read.library import read_library
from review.read.vocabulary.load import read_vocabulary
from review.relate.classify import Classifier
from review.relate.library import relate

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "tools" / "corpus.py"
LABELS = yaml.safe_load((HERE / "labels.yml").read_text("utf-8"))
AT = Position(path="materials/1.md", line=1)
VOCABULARY = read_vocabulary(HERE)[0]
CLASSIFIER = Classifier(VOCABULARY)


def problem(opening, rest="", kind=Problem):
    return kind(id="p1-1", number=1, marker="一是", opening=opening, stop="。", rest=rest, paragraphs=(), raw="", at=AT)


def placed(part):
    """Theme and type expected and found, of each label."""
    for opening, theme, *type in LABELS[part]:
        found = CLASSIFIER.problem(problem(opening))
        yield theme, found.theme and found.theme.id, type, found.type and found.type.id


def test_there_are_labels_enough():
    labels = LABELS["held"] + LABELS["tune"]
    assert len(labels) >= 150
    assert len(LABELS["held"]) >= 60
    assert sum(theme is None for _, theme, *_ in labels) >= 15
    assert {theme for _, theme, *_ in labels} == {None, *(theme.id for theme in VOCABULARY.themes)}
    for _, theme, *type in labels:
        assert not type or VOCABULARY.type(type[0]).theme == theme


@pytest.mark.parametrize(("part", "right", "wrong", "types"), [("held", 0.9, 0.04, 0.85), ("tune", 0.95, 0.03, 0.95)])
def test_labels(part, right, wrong, types):
    found = list(placed(part))
    assert sum(theme == got for theme, got, _, _ in found) >= right * len(found)
    assert sum(got not in (theme, None) for theme, got, _, _ in found) <= wrong * len(found)
    typed = [(type[0], got) for _, _, type, got in found if type]
    assert sum(type == got for type, got in typed) >= types * len(typed)


def test_the_examples_of_the_vocabulary_are_what_they_exemplify():
    wrong = [
        (example, type.name, found.type and found.type.name)
        for theme in VOCABULARY.themes for type in theme.types for example in type.examples
        if (found := CLASSIFIER.problem(problem(example))).type is not type
    ]
    assert not wrong


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not part of the project")
def test_corpus(tmp_path):
    subprocess.run([sys.executable, CORPUS, tmp_path, "1000"], check=True)
    reading = read_library(tmp_path)
    library = relate(reading.materials, reading.vocabulary, audience="internal", as_of=reading.materials[0].date)
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))["materials"]
    expected = {
        f"{name}#{id}": item["theme"] for name, material in truth.items() for id, item in items(material)
    }
    found = {key: entry.theme and entry.theme.id for key, entry in library.entries.items()}
    assert found.keys() == expected.keys()
    assert sum(found[key] == expected[key] for key in expected) >= 0.98 * len(expected)
    assert sum(found[key] not in (None, expected[key]) for key in expected) <= 0.01 * len(expected)


def items(material):
    for heading in material["headings"]:
        for n, item in enumerate(heading["problems"], 1):
            yield f"p{heading['n']}-{n}", item
    for letter, part in (("c", "causes"), ("m", "measures")):
        for n, item in enumerate(material[part], 1):
            yield f"{letter}{n}", item


# ---- the rules, on a vocabulary of three types --------------------------------------------------------


def theme(id, name, **types):
    made = (
        ProblemType(id=f"{id}-{n}", theme=id, name=n, gloss="", words=tuple(words), examples=(), at=AT)
        for n, words in types.items()
    )
    return Theme(id=id, name=name, words=(), types=tuple(made), at=AT)


SMALL = Classifier(Vocabulary(
    campaigns=(), units=(), terms=(),
    themes=(
        theme("innovation", "改革创新", awareness=["创新", "创新意识", "老办法", "亮点"], method=["手段"]),
        theme("partylife", "党内生活", branch=["党建", "支部建设", "创新意识培训"]),
    ),
))


@pytest.mark.parametrize(
    ("opening", "rest", "type", "inferred"),
    [
        ("创新意识不强", "", "innovation-awareness", False),
        ("“创新”意识不强", "", "innovation-awareness", False),  # quotation marks and spaces do not matter
        ("創新不够", "", "innovation-awareness", False),  # nor do Traditional characters
        ("党建工作创新意识不强", "", "innovation-awareness", False),  # the longer word outweighs
        ("支部建设缺创新", "", "partylife-branch", False),
        ("创新意识培训少", "", "partylife-branch", False),  # a word inside a longer one does not count
        ("党建创新不够", "", "partylife-branch", False),  # of equals, what is named first
        ("手段创新不够", "", "innovation-method", True),  # two types alike: the first, with doubt
        ("工作一般", "亮点不多，习惯老办法，总说创新意识不强。", "innovation-awareness", True),
        ("工作一般", "亮点不多。", None, True),  # one short word in a body is no evidence
        ("工作一般", "创新意识、支部建设、老办法、党建。", None, True),  # two themes alike
        ("", "", None, True),
    ],
)
def test_rules(opening, rest, type, inferred):
    found = SMALL.problem(problem(opening, rest))
    assert (found.type and found.type.id, found.inferred) == (type, inferred)
    assert (found.theme and found.theme.id) == (found.type and found.type.theme)


def test_a_cause_has_a_theme_and_a_reason():
    assert SMALL.theme(problem("创新不够", kind=Cause)).name == "改革创新"
    assert SMALL.theme(problem("值班无人", kind=Cause)) is None
    assert SMALL.problem(problem("党建工作创新意识不强")).words == ("创新意识",)


@given(st.text("创新意识不强党建老办法，。 “”\n", max_size=30), st.text("创新意识党建支部建设亮点。", max_size=60))
def test_nothing_is_placed_without_its_words(opening, rest):
    found = SMALL.problem(problem(opening, rest))
    text = "".join(c for c in f"{opening}。{rest}" if c not in "“” ")
    assert (found.theme is None) == (not found.words)
    assert all(word in text for word in found.words)
