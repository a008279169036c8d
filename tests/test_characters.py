"""What characters tell of a type: the log-odds, the regression beside them, and that what was learned is kept."""

import dataclasses
import math
import random
from pathlib import Path

import numpy as np
import pytest

from review.model import Position, ProblemType
from review.relate import characters
from review.relate.characters import Characters, Lesson, learn
from review.relate.grams import grams, grams_and_ends
from review.relate.regression import Taught, _raised, regression

AT = Position(path="vocabulary/problems.yml", line=1)


def type(id, words, examples=()):
    return ProblemType(id=id, theme="a", name=id, gloss="", words=tuple(words), examples=tuple(examples), at=AT)


TYPES = [
    type("a-visits", ["下乡"], ["下乡少", "下车间少", "下连队少", "到村次数少"]),
    type("a-papers", ["文件"], ["文件多", "发文多", "会议多", "开会次数多"]),
    type("a-study", ["学习"], ["学习少", "学得浅", "学理论不多", "读书学习浅"]),
]


@pytest.fixture(autouse=True)
def site(tmp_path, monkeypatch):
    """Nothing is kept yet, here or with the package."""
    monkeypatch.setattr(characters, "project", lambda: tmp_path)
    monkeypatch.setattr(characters, "brought", lambda: tmp_path)
    monkeypatch.setattr(characters, "LONG", 0)
    return tmp_path


def test_a_text_is_its_characters_pairs_and_the_ends_of_its_clauses():
    assert grams("下村少,多") == ["下", "村", "少", "下村", "村少", "多"]
    ends = [gram for gram in grams_and_ends("下村少,多") if "…" in gram]
    assert ends == ["下…", "…少", "下村…", "…村少", "下…少", "多…", "…多"]


def test_the_log_odds_are_what_the_formula_says():
    """Where no gram stands in two texts nothing is taught: the odds are all there is."""
    said = [Lesson(0, "甲乙", 1, 1), Lesson(0, "丙", 0.5, 0), Lesson(1, "丁戊", 1, 1)]
    known, weights = learn(said, 3)
    assert known == sorted({"甲", "乙", "甲乙", "丙", "丁", "戊", "丁戊"})
    whole = (3.5, 3.0, 0.0)
    for gram, n in (("甲", (1, 0, 0)), ("丙", (0.5, 0, 0)), ("丁戊", (0, 1, 0))):
        q = sum(n) / sum(whole)
        odds = [math.log((n[t] + 40 * q) / (whole[t] + 40) / q) * len(gram) / 2 for t in range(3)]
        assert weights[known.index(gram)].tolist() == [round(0.45 * 256 * one) for one in odds]


def test_the_regression_places_what_it_was_taught_and_what_is_like_it():
    found = Characters(TYPES)
    row = {gram: n for n, gram in enumerate(found.grams)}

    def place(text):
        known = [row[gram] for gram in grams_and_ends(text) if gram in row]
        return int(found.rows[known].sum(axis=0).argmax())

    assert [[place(text) for text in one.examples] for one in TYPES] == [[n] * 4 for n in range(3)]
    assert place("下库房少") == 0  # 下…少 is all it shares
    assert found.rows[row["下…少"]].argmax() == 0


def test_the_order_of_types_and_words_changes_nothing():
    one = Characters(TYPES)
    shuffled = [dataclasses.replace(t, examples=tuple(random.Random(3).sample(t.examples, 4))) for t in TYPES[::-1]]
    (Path(characters.project()) / ".cache").rename(Path(characters.project()) / "aside")
    other = Characters(shuffled)
    assert one.grams == other.grams
    assert np.array_equal(one.rows[:, [2, 1, 0, 3]], other.rows)


def test_types_told_alike_weigh_alike():
    one, three = type("甲乙", ["甲乙"], ["甲乙丙"]), type("丁戊", ["丁戊"], ["丁戊己"])
    twins = [one, dataclasses.replace(one, id="twin"), three]
    rows = Characters(twins).rows
    assert np.array_equal(rows[:, 0], rows[:, 1])
    assert not np.array_equal(rows[:, 0], rows[:, 2])


def test_what_was_learned_is_kept_and_what_is_broken_is_learned_anew(site, monkeypatch):
    learned = []
    monkeypatch.setattr(characters, "learn", lambda *told: learned.append(1) or learn(*told))
    first = Characters(TYPES)
    assert np.array_equal(Characters(TYPES).rows, first.rows) and len(learned) == 1
    (kept,) = (site / ".cache" / "characters").iterdir()
    kept.write_bytes(kept.read_bytes()[:-2])
    assert np.array_equal(Characters(TYPES).rows, first.rows) and len(learned) == 2
    Characters([*TYPES[1:], dataclasses.replace(TYPES[0], words=("下乡", "蹲点"))])
    assert len(learned) == 3
    monkeypatch.setattr(characters, "LONG", 1000)
    Characters(TYPES)
    assert len(learned) == 4  # what takes no time is not kept


def test_what_the_package_brings_is_taken_and_a_folder_that_cannot_be_written_is_no_fault(site, monkeypatch):
    first = Characters(TYPES)
    monkeypatch.setattr(characters, "project", lambda: site / "mkdocs.yml")
    (site / "mkdocs.yml").touch()
    monkeypatch.setattr(characters, "learn", lambda *_: pytest.fail("it was learned already"))
    assert np.array_equal(Characters(TYPES).rows, first.rows)
    monkeypatch.setattr(characters, "learn", learn)
    monkeypatch.setattr(characters, "brought", lambda: site / "mkdocs.yml")
    assert np.array_equal(Characters(TYPES).rows, first.rows)


def test_the_exponential_is_exact():
    exponents = np.linspace(-60, 0, 5001, dtype=np.float32).reshape(1, -1)
    assert np.allclose(_raised(exponents), np.exp(exponents.astype(float)), rtol=1e-5, atol=0)
    assert _raised(np.float32([[-1e9]]))[0, 0] < 1e-30


def test_the_regression_ends_at_the_bottom():
    """At the best weights the loss is level: what each feature pulls is what the penalty holds."""
    texts = [Taught([0, 1], 1.0, 0, 1.0), Taught([1, 2], 1.0, 1, 1.0), Taught([2, 0], 0.5, 1, 0.5)]
    weights = regression(texts, 3, 2).astype(float)
    pull = np.zeros((3, 2))
    for text in texts:
        scores = weights[text.features].sum(axis=0) * text.factor
        shares = np.exp(scores) / np.exp(scores).sum()
        pull[text.features] += (np.eye(2)[text.place] - shares) * text.share * text.factor
    assert pull == pytest.approx(weights / 20, abs=0.01)
    assert regression([], 0, 2).shape == (0, 2)
