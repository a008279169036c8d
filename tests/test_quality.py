"""Staff's page of remarks: all of them, by rule and by unit, each at its place; readers have none."""

import dataclasses
import re

import pytest

from review.check.places import check_places
from review.check.trade import check_trade
from review.examine.library import examine
from review.examine.remarks import remarks
from review.keep.folder import Folder
from review.show.pages import quality as page_kind
from review.show.pages import statistics
from review.show.views.notes import Index
from shown import links
from test_search_index import PROJECT


@pytest.fixture(scope="module")
def examined():
    return examine(PROJECT, "staff", told=True)


def test_every_remark_stands_once_under_its_rule_and_once_under_its_unit(examined):
    library = examined.library
    every = {*examined.warnings, *check_places(library), *check_trade(library)}
    shown = {material.path for material in library.materials}
    every = {f for f in every if not f.at.path.startswith("materials/") or f.at.path in shown}
    assert len(library.remarks) == len(every) > 20
    texts = {page.src_uri: page.text for page in page_kind.pages(library)}
    index = texts.pop("quality/index.md")
    at = {"rule": [], "unit": []}
    for name, text in texts.items():
        rows = re.findall(r'data-at="([^"]*)" data-line="(\d+)"', text)
        at["unit" if "/units" in name else "rule"] += rows
        assert f"提醒 <strong>{len(rows)}</strong> 条" in text
        led = [link.words for link in links(index) if link.target == f"{name.removeprefix('quality/')[:-3]}/"]
        assert int(led[1]) == len(rows)
    assert sorted(at["rule"]) == sorted(at["unit"]) == sorted((f.at.path, str(f.at.line)) for f in every)


def test_a_remark_leads_to_the_part_that_it_speaks_of(examined):
    library = examined.library
    entry = next(e for e in library.entries.values() if e.type is None and e.item.id.startswith("p"))
    text = next(page.text for page in page_kind.pages(library) if page.src_uri == "quality/problem-open.md")
    assert any(link.target.endswith(f"/{entry.material.id}/#{entry.item.id}") for link in links(text))


def test_a_remark_on_unanswered_problems_is_one_of_a_material_and_both_pages_say_so(examined):
    """The statistics count problems, and those of materials that have no measures at all."""
    library = examined.library
    problems = [e for e in library.entries.values() if e.item.id.startswith("p")]
    without = {e.material.id for e in problems if not e.measures and e.material.document.measures}
    assert sum(remark.rule == "problem-without-measure" for remark in library.remarks) == len(without) > 0
    index = next(page.text for page in page_kind.pages(library) if page.src_uri == "quality/index.md")
    assert any(link.target == "../statistics/#answered" for link in links(index)) and "一份材料一条" in index
    for audience, told in (("staff", True), ("internal", False)):
        first = next(statistics.pages(Index(dataclasses.replace(library, audience=audience)))).text
        assert any(link.target == "../quality/" for link in links(first)) == told


def test_readers_have_no_remarks():
    library = examine(PROJECT, "internal", told=True).library
    assert not library.remarks and not [*page_kind.pages(library)]


def test_what_is_kept_of_the_trade_gives_the_same(examined, tmp_path):
    kept = Folder(tmp_path)
    first = remarks(examined.library, (), kept)
    assert first == remarks(examined.library, (), kept) == remarks(examined.library, (), None)
