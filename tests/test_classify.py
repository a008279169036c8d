"""Placing by the vocabulary: against openings labelled by hand, and against what the corpus knows of itself."""

import dataclasses
import datetime
import json
import math
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases import read_case
from review.check.places import check_places
from review.model import Material, Measure, Override, Position, Problem, ProblemType, Theme, Vocabulary
from review.read.library import read_library
from review.read.structure.document import read_document
from review.read.vocabulary.load import read_vocabulary
from review.relate.classify import Classifier
from review.relate.degrees import INFERRED, SURE
from review.relate.library import relate
from review.relate.score import TypeWeights
from review.relate.why import why

HERE = Path(__file__).parent
CORPUS = HERE.parents[1] / "shared" / "tools" / "corpus.py"
OPENINGS_BY_HAND = read_case(HERE / "openings.yml")
LABELS = read_case(HERE / "labels.yml")
DAY = datetime.date(2026, 1, 15)
AT = Position(path="materials/1.md", line=1)
VOCABULARY = read_vocabulary(HERE)[0]
CLASSIFIER = Classifier(VOCABULARY)


def problem(opening, rest="", kind=Problem):
    return kind(id="p1-1", number=1, marker="一是", opening=opening, stop="。", rest=rest, paragraphs=(), raw="", at=AT)


def placement(opening, rest="", *, by=CLASSIFIER, about=None):
    return by.problem(by.read(problem(opening, rest)), about or {})


def placed(part):
    """Theme and type expected and found, of each label."""
    for opening, theme, *type in LABELS[part]:
        found = placement(opening)
        yield theme, found.theme and found.theme.id, type, found.type and found.type.id


def test_there_are_labels_enough():
    labels = LABELS["held"] + LABELS["tune"]
    assert len(labels) >= 150
    assert len(LABELS["held"]) >= 60
    assert sum(theme is None for _, theme, *_ in labels) >= 15
    assert {theme for _, theme, *_ in labels} == {None, *(theme.id for theme in VOCABULARY.themes)}
    for _, theme, *type in labels:
        assert not type or VOCABULARY.type(type[0]).theme == theme


@pytest.mark.parametrize(("part", "right", "wrong", "types"), [("held", 0.9, 0.04, 0.85), ("tune", 0.93, 0.05, 0.95)])
def test_labels(part, right, wrong, types):
    found = list(placed(part))
    assert sum(theme == got for theme, got, _, _ in found) >= right * len(found)
    assert sum(got not in (theme, None) for theme, got, _, _ in found) <= wrong * len(found)
    typed = [(type[0], got) for _, _, type, got in found if type]
    assert sum(type == got for type, got in typed) >= types * len(typed)


def test_what_says_nothing_of_any_type_is_seldom_taken_for_sure():
    """Made of common characters, such an opening is like one type or another by chance: a word makes sure."""
    found = [placement(opening) for opening, *types in OPENINGS_BY_HAND if types == [None]]
    assert len(found) >= 14
    assert sum(p.type is None for p in found) >= 5 and sum(p.degree == "sure" for p in found) <= 2


@pytest.mark.parametrize("aspect", ["行动上", "服务方面", "自身建设有短板", "个人工作还存在一定差距"])
def test_an_opening_that_only_names_an_aspect_is_placed_by_what_follows(aspect):
    said = problem(aspect, "遇到难办的征地户，就想着往后拖。")
    assert CLASSIFIER.problem(CLASSIFIER.read(said)).type.id == "duty-hard"


def test_every_type_is_known_in_many_wordings():
    examples = {type.id: type.examples for theme in VOCABULARY.themes for type in theme.types}
    assert min(map(len, examples.values())) >= 25
    every = [example for of_type in examples.values() for example in of_type]
    assert len(set(every)) == len(every)


def test_the_examples_of_the_vocabulary_are_what_they_exemplify():
    wrong = [
        (example, type.name, found.type and found.type.name)
        for theme in VOCABULARY.themes for type in theme.types for example in type.examples
        if (found := placement(example)).type is not type
    ]
    assert not wrong


def theme_of(opening, by=CLASSIFIER):
    """What the own wording of a measure is of."""
    read = by.read(problem(opening, kind=Measure))
    own = by.scorer.by_theme(by.score(read)[1])
    return max(own, key=own.get)


def test_the_measures_of_the_vocabulary_are_of_their_themes():
    every = [(measure, theme.id) for theme in VOCABULARY.themes for measure in theme.measures]
    assert len(dict(every)) == len(every) >= 900
    assert not [(measure, theme, got) for measure, theme in every if (got := theme_of(measure)) != theme]


def test_measures_are_learned_apart_from_problems():
    """A vocabulary without them places by its types alone; with them, no problem is likelier or less."""
    without = [dataclasses.replace(theme, measures=()) for theme in VOCABULARY.themes]
    types = Classifier(dataclasses.replace(VOCABULARY, themes=tuple(without)))
    for by, places in ((CLASSIFIER, len(VOCABULARY.themes)), (types, 0)):
        shares = {kind: by.score(by.read(problem("到先进地区学一招", kind=kind)))[1] for kind in (Problem, Measure)}
        assert len(shares[Measure]) == len(shares[Problem]) + places
        assert all(sum(of.tolist()) <= 1 + 1e-9 for of in shares.values())
    assert theme_of("到先进地区学一招") == "innovation"


def test_examples_are_placed_by_other_examples():
    """What placing makes of wording that it has not learned: three fifths of the examples, each by the other four."""
    found = Counter()
    for fold in (1, 2, 3):
        themes = [
            dataclasses.replace(
                theme,
                measures=tuple(m for n, m in enumerate(theme.measures) if n % 5 != fold),
                types=tuple(
                    dataclasses.replace(type, examples=tuple(e for n, e in enumerate(type.examples) if n % 5 != fold))
                    for type in theme.types
                ),
            )
            for theme in VOCABULARY.themes
        ]  # fmt: skip
        others = Classifier(dataclasses.replace(VOCABULARY, themes=tuple(themes)))
        for type in (type for theme in VOCABULARY.themes for type in theme.types):
            for example in type.examples[fold::5]:
                place = placement(example, by=others)
                right = place.type is not None and place.type.id == type.id
                found["right" if right else "wrong" if place.type else "open"] += 1
                found["surely wrong"] += place.degree == "sure" and not right
        measures = [(measure, theme.id) for theme in VOCABULARY.themes for measure in theme.measures[fold::5]]
        found["measures"] += len(measures)
        found["measures right"] += sum(theme_of(measure, others) == theme for measure, theme in measures)
    every = found["right"] + found["wrong"] + found["open"]
    assert every >= 2300
    assert found["right"] >= 0.8 * every and found["surely wrong"] <= 0.05 * every, found
    assert found["measures right"] >= 0.7 * found["measures"], found


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not part of the project")
def test_corpus(tmp_path):
    subprocess.run([sys.executable, CORPUS, tmp_path, "200"], check=True)  # bench/relate.py tells of any number
    reading = read_library(tmp_path)
    library = relate(reading.materials, reading.vocabulary, audience="internal", as_of=reading.materials[0].date)
    truth = json.loads((tmp_path / "truth.json").read_text("utf-8"))["materials"]
    expected = {
        f"{name}#{id}": item["theme"] for name, material in truth.items() for id, item in items(material)
    }
    found = {key: entry.theme and entry.theme.id for key, entry in library.entries.items()}
    assert found.keys() == expected.keys()
    assert sum(found[key] == expected[key] for key in expected) >= 0.98 * len(expected)
    # Most of the wrong ones are measures of two themes (加强理论学习，坚定理想信念), below headings drawn at random.
    assert sum(found[key] not in (None, expected[key]) for key in expected) <= 0.02 * len(expected)


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


def vocabulary(*themes):
    return Vocabulary(campaigns=(), units=(), terms=(), themes=themes)


SMALL = vocabulary(
    theme("innovation", "改革创新", awareness=["创新", "创新意识", "老办法", "亮点"], method=["手段", "法子"]),
    theme("partylife", "党内生活", branch=["党建", "支部建设", "创新意识培训"]),
)


@pytest.mark.parametrize(
    ("opening", "rest", "type", "degree"),
    [
        ("创新意识不强", "", "innovation-awareness", "sure"),
        ("“创新”意识不强", "", "innovation-awareness", "sure"),  # quotation marks and spaces do not matter
        ("創新意識不够", "", "innovation-awareness", "inferred"),  # nor do Traditional characters
        ("支部建设不紧", "", "partylife-branch", "sure"),
        ("创新意识培训", "", "partylife-branch", "sure"),  # a word inside a longer one does not count
        ("库房那边", "亮点不多，习惯老办法，总说创新意识不强。", "innovation-awareness", "inferred"),
        ("工作一般", "", None, "open"),
        ("", "", None, "open"),
    ],
)
def test_rules(opening, rest, type, degree):
    found = placement(opening, rest, by=Classifier(SMALL))
    assert (found.type and found.type.id, found.degree) == (type, degree)
    assert found.type is None or found.theme.id == found.type.theme


def test_of_two_types_alike_neither_is_given_and_both_are_shown():
    twins = vocabulary(theme("b", "乙", two=["甲乙"], one=["甲乙"]), theme("a", "甲", one=["戊己"]))
    found = placement("甲乙", by=Classifier(twins))
    assert (found.theme.id, found.type, found.degree) == ("b", None, "theme")
    assert [suggestion.place.id for suggestion in found.suggestions] == ["b-one", "b-two"]
    equal = vocabulary(theme("b", "乙", one=["甲乙"]), theme("a", "甲", one=["甲乙"]))
    found = placement("甲乙", by=Classifier(equal))
    assert (found.degree, [s.place.id for s in found.suggestions]) == ("open", ["a-one", "b-one"])


def test_a_heading_speaks_for_its_themes():
    text = "抓得还不够紧"
    assert placement(text).type is None
    shares = [placement(text, about=about).shares["people"] for about in ({}, {"people": 0.7}, {"people": 1.0})]
    assert shares == sorted(shares) and shares[0] < shares[2]


def test_what_a_campaign_states_of_its_heading_counts_before_the_heading_s_words():
    heading = VOCABULARY.campaign("2023-theme").headings[0]
    stated = dataclasses.replace(heading, themes=("people", "duty", "style", "no-such"))
    assert CLASSIFIER.subjects.about("理论学习", stated) == {"people": 1.0, "duty": 1.0, "style": 0.7}
    assert CLASSIFIER.subjects.about("理论学习", dataclasses.replace(heading, themes=())) == {"theory": 1.0}
    assert CLASSIFIER.subjects.about("理论学习") == {"theory": 1.0}
    assert CLASSIFIER.subjects.about("其他情况") == {}


# ---- causes and measures ------------------------------------------------------------------------------

TEXT = """教育局局长民主生活会对照检查材料
一、存在的问题
（一）工作情况
一是值班记录三天没有人填，理论学习不深不透。墙上贴了三张纸。二是走访群众不细致。柳湾村的人家两年没有人去看过。
二、原因分析
（一）宗旨意识有所淡化。门口的灯一直亮着。
三、整改措施
（一）每月到柳湾村看一次人家。院子里停着四辆车。
（二）针对“理论学习不深不透”的问题，每周五下午关上门坐两个小时。
（三）桌上放着两份单子。
"""


def test_a_measure_is_of_the_theme_of_the_problem_whose_wording_it_shares_or_that_it_names():
    document = read_document(TEXT, "materials/1.md")
    found = CLASSIFIER.place(document).placements
    assert [found[id].theme and found[id].theme.id for id in ("m1", "m2", "m3", "c1")] == [
        "people", "theory", None, "people"
    ]
    changed = read_document(TEXT.replace("三、整改", "三、下一步整改").replace("到柳湾村看一次人家", "读一次原著"), "x")
    again = CLASSIFIER.place(changed).placements
    assert all(again[id] == found[id] for id in ("p1-1", "p1-2"))  # a problem never looks at measures


@pytest.mark.parametrize(
    ("act", "theme"),
    [
        ("请第三方对三年来的食堂账目开展审计", "discipline"),
        ("对冒领补助零容忍", "discipline"),
        ("出了事倒查到人", "discipline"),
        ("酒驾的年底一票否决", "discipline"),
        ("多领的钱限期追缴", "discipline"),
        ("连续两季末位的离岗跟班", "team"),
        ("驾驶员排班轮休", "team"),
        ("国庆加班的十月底前补休", "team"),
        ("交办单分红黄绿三种颜色", "execution"),
    ],
)
def test_a_measure_that_only_names_an_act_is_of_the_theme_of_its_word(act, theme):
    source = f"站长个人对照检查材料\n一、存在的问题\n1.墙上贴了三张纸。\n二、整改措施\n1.{act}。\n2.桌上放一本册子。\n"
    found = CLASSIFIER.place(read_document(source, "1.md")).placements["m1"]
    assert found.theme and found.theme.id == theme


# ---- laws ---------------------------------------------------------------------------------------------

OPENINGS = [opening for part in LABELS.values() for opening, *_ in part]
openings = st.sampled_from(OPENINGS) | st.text("创新意识不强党建老办法学习群众走访，。 “”", max_size=20)
bodies = st.just("") | st.lists(st.sampled_from(OPENINGS), max_size=8).map("。".join)
headings = st.dictionaries(st.sampled_from([t.id for t in VOCABULARY.themes]), st.sampled_from([0.7, 1.0]), max_size=3)
some = settings(max_examples=60, deadline=None)


@some
@given(openings, bodies, headings)
def test_the_gains_add_up_to_the_margin(opening, rest, about):
    found = CLASSIFIER.read(problem(opening, rest))
    evidence, shares = CLASSIFIER.score(found, about, "方面")
    assume(any(shares))
    one, other = sorted(range(len(shares)), key=lambda n: -shares[n])[:2]
    gains = CLASSIFIER.scorer.gains(evidence, one, other)
    assert sum(gain.weight for gain in gains) == pytest.approx(math.log(shares[one] / shares[other]), abs=1e-6)


def test_why_names_what_decided():
    document = read_document(TEXT, "materials/1.md")
    told = why(document, CLASSIFIER, {}, {"p1-2": Override(type="style-detail", at=AT)})
    assert told["p1-1"].winner.id == "theory-shallow"
    assert {("词", "理论学习"), ("词", "不深不透")} <= {(gain.kind, gain.text) for gain in told["p1-1"].gains}
    assert str(told["p1-2"]) == "工作不够细致（材料里写明）"
    assert told["c1"].winner.id == "people"
    assert ("词", "宗旨意识") in {(gain.kind, gain.text) for gain in told["c1"].gains}
    assert ("写明", "p1-1") in {(gain.kind, gain.text) for gain in told["m2"].gains}
    found = CLASSIFIER.place(document).placements
    for id in ("m1", "m2"):
        shares = sorted(found[id].shares.values(), reverse=True)
        assert why(document, CLASSIFIER)[id].margin == pytest.approx(math.log(shares[0] / shares[1]), abs=1e-6)


@settings(some, max_examples=10)  # each makes a classifier
@given(openings, bodies, headings, st.randoms())
def test_the_order_of_the_vocabulary_does_not_matter(opening, rest, about, rng):
    themes = [dataclasses.replace(t, types=tuple(rng.sample(t.types, len(t.types)))) for t in VOCABULARY.themes]
    shuffled = Classifier(dataclasses.replace(VOCABULARY, themes=tuple(rng.sample(themes, len(themes)))))
    one, other = (placement(opening, rest, by=by, about=about) for by in (CLASSIFIER, shuffled))
    assert (one.type, one.degree) == (other.type, other.degree)
    assert (one.theme and one.theme.id) == (other.theme and other.theme.id)
    assert [s.place.id for s in one.suggestions] == [s.place.id for s in other.suggestions]
    assert one.shares == pytest.approx(other.shares)


@some
@given(openings, bodies)
def test_nothing_is_known_only_where_nothing_known_stands(opening, rest):
    """What a type does not have speaks against it, in a long text against all: that alone leaves no item open."""
    evidence, shares = CLASSIFIER.score(CLASSIFIER.read(problem(opening, rest)))
    assert bool(shares.any()) == any(one.rows for one in evidence)


@some
@given(openings, bodies, headings)
def test_nothing_below_the_margin_gets_a_type(opening, rest, about):
    shares = CLASSIFIER.score(CLASSIFIER.read(problem(opening, rest)), about)[1].tolist()
    found = placement(opening, rest, about=about)
    best = max(shares)
    assert sum(shares) <= 1 + 1e-9
    if found.type:
        assert best >= INFERRED and CLASSIFIER.scorer.types[shares.index(best)] is found.type
        assert (found.degree == "sure") == (best >= SURE and bool(CLASSIFIER.read(problem(opening)).opening))
    else:
        assert best < INFERRED or sorted(shares)[-2] == pytest.approx(best)
        assert found.degree == ("theme" if found.theme else "open")


def test_the_weights_may_be_a_little_wrong():
    """Each off by a third or so, the forced choice stays nearly as good."""
    def right(classifier):
        found = ((label[0], classifier.score(classifier.read(problem(opening)))[1])
                 for opening, _, *label in LABELS["held"] if label)
        return sum(classifier.scorer.types[shares.argmax()].id == type for type, shares in found)

    rng = random.Random(5)
    fields = dataclasses.asdict(TypeWeights())
    least = min(
        right(Classifier(VOCABULARY, TypeWeights(**{k: v * math.exp(rng.gauss(0, 0.3)) for k, v in fields.items()})))
        for _ in range(8)
    )
    assert least >= right(CLASSIFIER) * 14 / 15


def test_an_editor_is_told_of_a_problem_without_a_type_and_what_it_may_be():
    twins = vocabulary(theme("b", "乙", two=["甲乙"], one=["甲乙"]), theme("a", "甲", one=["戊己"]))
    text = "统计局局长对照检查材料\n一、存在的问题\n一是甲乙。我在墙上贴了纸。二是戊己。我看了。\n"
    document = read_document(text, "x.md")
    material = Material(
        id="1", path="x.md", title="甲", campaign="x", unit="u", author="局长", kind="个人", date=DAY,
        visibility="internal", ledger={}, overrides={}, document=document,
    )  # fmt: skip
    library = relate([material], twins, audience="staff", as_of=DAY)
    found = list(check_places(library))
    assert [(f.rule, f.at.line) for f in found] == [("problem-open", 3)]
    assert "“甲乙”归不到哪一类，最像：one（b-one，48%）、two（b-two，48%）" in found[0].message
    assert '"1": {type: b-one}' in found[0].message
