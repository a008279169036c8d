"""The words that the reader goes by (vocabulary/reader.yml): none is there that no example needs."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from re import _compiler, _constants, _parser

import pytest

from review.adopt.new import init
from review.project import brought
from review.read.structure.words import NAME, _lists, word_lists

LISTS = list(word_lists().values())
CHOICES = {_constants.MAX_REPEAT, _constants.MIN_REPEAT}
ASSERTIONS = {_constants.ASSERT, _constants.ASSERT_NOT}


def without_one(run: list) -> Iterator[None]:
    """Take one alternative after the other out of a parsed expression, and put it back."""
    for code, value in list(run):
        if code is _constants.BRANCH:
            yield from _taken_out(value[1])
            for branch in value[1]:
                yield from without_one(branch.data)
        elif code is _constants.IN and value[0][0] is not _constants.NEGATE:
            yield from _taken_out(value)
        elif code is _constants.SUBPATTERN:
            yield from without_one(value[3].data)
        elif code in CHOICES:
            yield from without_one(value[2].data)
        elif code in ASSERTIONS:
            yield from without_one(value[1].data)


def _taken_out(alternatives: list) -> Iterator[None]:
    for i in range(len(alternatives)):
        if len(alternatives) > 1:
            one = alternatives.pop(i)
            yield
            alternatives.insert(i, one)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.name)
def test_examples_are_found_and_counter_examples_are_not(words):
    pattern = re.compile(words.pattern)
    assert [example for example in words.examples if not pattern.search(example)] == []
    assert [example for example in words.counter if pattern.search(example)] == []


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.name)
def test_every_word_and_every_alternative_in_it_is_needed_by_an_example(words):
    """Without it an example is found no more, or a counter-example is."""
    compiled = [re.compile(word) for word in words.words]
    needless = []
    for i, word in enumerate(words.words):
        others = compiled[:i] + compiled[i + 1 :]
        own = [e for e in words.examples if compiled[i].search(e) and not any(o.search(e) for o in others)]
        if not own:
            needless.append(word)
        tree = _parser.parse(word)
        for n, _ in enumerate(without_one(tree.data)):
            less = _compiler.compile(tree)
            if all(map(less.search, own)) and not any(less.search(e) for e in words.counter):
                needless.append(f"{word}: alternative {n}")
    assert needless == []


def test_every_list_is_used():
    folder = brought() / "hooks" / "review" / "read"
    if not folder.is_dir():
        pytest.skip("installed: the sources are elsewhere")
    code = "".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    unused = [w.name for w in LISTS if not re.search(rf"""["']{w.name}["']""", code) and not _by_kind(w.name)]
    assert unused == []


def _by_kind(name: str) -> bool:
    """Lists that kinds.py names by kind: problem-nouns, cause-acts, measure-labels."""
    return bool(re.fullmatch(r"(problem|cause|measure)-(nouns|acts|labels)", name))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {name: a, why: b, words: [c], examples: [c]}\n", "not"),
        ("- {name: a, why: b, words: [c], not: [d]}\n", "examples"),
        ("- {name: a, why: b, words: [], examples: [c], not: [d]}\n", "words"),
        ("- {name: a, words: [c], examples: [c], not: [d]}\n", "why"),
        ("- {name: a, why: b, words: ['(c'], examples: [c], not: [d]}\n", "正则"),
        ("- {name: a, why: b, words: [c, e], examples: [c], not: [d]}\n", "“e”"),
        ("- {name: a, why: b, words: [c], examples: [c, x], not: [d]}\n", "“x”"),
        ("- {name: a, why: b, words: [c], examples: [c], not: [cc]}\n", "“cc”"),
    ],
)
def test_a_word_without_an_example_is_an_error(tmp_path, text, says):
    path = tmp_path / "reader.yml"
    path.write_text(text, "utf-8")
    _, found = _lists(path)
    assert found
    assert says in found[0].message
    assert (found[0].severity, found[0].at.path, found[0].at.line) == ("error", NAME, 1)


ASKED = """
from review.read.structure.words import word_findings, word_lists
found = word_lists()
print("against" in found, "题目" in found["problem-nouns"].words, len(word_findings()))
"""


def test_a_list_that_a_sites_table_is_too_old_for_is_ours(tmp_path, monkeypatch):
    """A site's own words stand, and those of a list that came later are the package's."""
    init(tmp_path)
    own = tmp_path / NAME
    text = own.read_text("utf-8")
    lists = re.split(r"(?m)^(?=- name: )", text)
    kept = [one for one in lists if not one.startswith("- name: against\n")]
    assert len(kept) == len(lists) - 1
    own.write_text("".join(kept).replace(" 题目,", ""), "utf-8")
    said = subprocess.run([sys.executable, "-c", ASKED], cwd=tmp_path, capture_output=True, text=True)
    assert said.stdout.split() == ["True", "False", "0"], said.stderr
