"""Each kind of page is among those that are looked at in a browser, and among those that axe looks at."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from lists import entries_in
from review.model import Problem, in_theme
from review.publish.generator import html_path
from review.read.library import read_library
from review.relate.library import relate
from review.show.pages import KINDS
from review.show.views.indexes import problems_index
from review.show.views.notes import Index
from test_axe import PAGES, STAFF
from test_looks import PAGES as LOOKED_AT

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def index():
    reading = read_library(ROOT, "staff")
    return Index(relate(reading.materials, reading.vocabulary, audience="staff", as_of=date(2026, 1, 15)))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__.rpartition(".")[2])
@pytest.mark.parametrize("looked_at", [{**PAGES, **STAFF}, LOOKED_AT], ids=["axe", "looks"])
def test_every_kind_of_page_is_looked_at(index, kind, looked_at):
    files = {html_path(page.src_uri) for family in kind.families(index) for page in family.made()}
    addresses = {path.removesuffix("index.html") for path in files}
    assert addresses & {path.partition("#")[0].partition("?")[0] for path in looked_at.values()}


def test_a_vocabulary_that_is_read_again_is_no_other():
    """What was made for an equal one is at hand: its types are equal, but not the same objects."""
    reading = read_library(ROOT, "staff")
    for vocabulary in (reading.vocabulary, deepcopy(reading.vocabulary)):
        index = Index(relate(reading.materials, vocabulary, audience="staff", as_of=date(2026, 1, 15)))
        assert all(page.text for kind in KINDS for family in kind.families(index) for page in family.made())


def test_a_theme_counts_what_of_it_has_no_type_and_nothing_is_counted_twice(monkeypatch):
    monkeypatch.setattr("review.relate.degrees.INFERRED", 0.6)  # so that some have a theme alone
    reading = read_library(ROOT, "staff")
    index = Index(relate(reading.materials, reading.vocabulary, audience="staff", as_of=date(2026, 1, 15)))
    view = problems_index(index.library)
    assert 0 < view.astray < view.unclassified
    assert sum(theme.count for theme in view.themes) + view.astray == view.problems
    assert sum(row.count for theme in view.themes for row in theme.rows) + view.unclassified == view.problems
    assert {theme.theme.id: theme.count for theme in view.themes} == {
        theme.id: len(entries_in(index.library, in_theme(theme.id, Problem)))
        for theme in index.library.vocabulary.themes
    }
