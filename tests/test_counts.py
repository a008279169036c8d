"""Every count that is a link leads to exactly what it counts, and no link is called by a bare figure."""

import re
from urllib.parse import parse_qs

import pytest

from review.model import Cause, Measure, Problem
from review.show import addresses
from review.show.addresses import shown_at
from review.show.pages import pages
from shown import leads_to, links, tree
from test_overview import SMALL, library
from test_search_index import PROJECT, related

TOLD = ("未归类", "合计", "每份平均", "20")
"""Rows whose figures are text: of what has no page, sums, years."""


@pytest.fixture(scope="module")
def site():
    found = related(PROJECT)
    return found, {page.src_uri: page.text for page in pages(found)}


def list_at(site, page, target):
    """Links to items that the list at `target` holds: all of the page's parts, or what stands under its anchor."""
    path, _, anchor = leads_to(page, target, {shown_at(uri): uri for uri in site})
    text = site[path]
    if anchor:
        text = text[text.index(f' id="{anchor}"') :].split("\n<h2 ")[0]
    return re.findall(r'<a href="([^"]*#[pcm][^"]*)"><strong>', text)


def test_the_cells_of_a_theme_count_what_stands_under_their_year(site):
    library, texts = site
    cells = 0
    for theme in library.vocabulary.themes:
        page = addresses.theme(theme.id)
        for link in links(texts[page]):
            if "cell" in link.classes:
                cells += 1
                assert len(list_at(texts, page, link.target)) == int(link.words), (page, link)
                assert f"{link.words} 处" in link.attributes["aria-label"]
    assert cells > 30


@pytest.mark.parametrize("kind, item", [("causes", Cause), ("measures", Measure)])
def test_the_lists_of_a_theme_are_what_its_page_counts(site, kind, item):
    library, texts = site
    total = 0
    for theme in library.vocabulary.themes:
        wanted = [e.key for e in library.entries.values() if e.theme is theme and type(e.item) is item]
        page = addresses.theme(theme.id, kind)
        assert len(list_at(texts, page, "./")) == len(wanted)
        words = "条根源" if item is Cause else "项措施"
        said = re.search(rf"<strong>(\d+)</strong> {words}", texts[addresses.theme(theme.id)])
        assert int(said[1]) == len(wanted)
        total += len(wanted)
    assert total > 50


def asked_for(library, chosen):
    """How many problems or materials the search lists when `chosen` narrows it, without a word."""
    years = {campaign.id: str(campaign.year) for campaign in library.vocabulary.campaigns}
    told = {
        "campaign": lambda entry: entry.material.campaign,
        "unit": lambda entry: entry.material.unit,
        "year": lambda entry: years[entry.material.campaign],
        "type": lambda entry: entry.type and entry.type.id,
        "heading": lambda entry: entry.canonical and entry.canonical.name,
    }
    wanted = {facet: value for facet, (value,) in chosen.items() if facet != "part"}
    fitting = [e for e in library.entries.values() if all(told[facet](e) == value for facet, value in wanted.items())]
    if "part" in chosen:
        return sum(isinstance(entry.item, Problem) for entry in fitting)
    return len({entry.material.id for entry in fitting})


def test_counts_in_rows_are_what_the_search_lists(site):
    library, texts = site
    seen = set()
    for page in ("index", "campaigns/index", "campaigns/2025-five", "headings/2025-five-1", "units/index",
                 "units/touzi"):  # fmt: skip
        for link in links(texts[f"{page}.md"]):
            path, _, query = link.target.partition("?")
            if "number" in link.classes and re.search(r"(?:^|/)search/$", path):
                chosen = parse_qs(query)
                assert asked_for(library, chosen) == int(link.words), (page, link)
                assert re.search(rf"，{link.words} [个份]", link.attributes["aria-label"])
                seen.add(frozenset(chosen))
    kinds = ({"campaign"}, {"part", "campaign"}, {"campaign", "unit"}, {"year", "unit"}, {"part", "unit"},
             {"part", "type", "campaign"}, {"part", "type", "campaign", "heading"})  # fmt: skip
    assert seen >= {*map(frozenset, kinds)}


def test_no_count_of_a_table_is_left_without_its_list(site):
    """On the home page, in the indexes and in a matrix; only where the rows themselves are the list is it text."""
    _, texts = site
    for page in ("index", "campaigns/index", "headings/index", "problems/index", "recurrences/index", "units/index",
                 "campaigns/2025-five", "campaigns/2025-five/average", "units/touzi"):
        held = [[cell for cell in row if not [*cell.iter("a")]] for row in tree(texts[f"{page}.md"]).iter("tr")
                if row.getparent().tag == "tbody"]
        bare = [row for row in held if any(re.fullmatch(r"[1-9]\d{0,3}(?:\.\d)?", cell.text or "") for cell in row)]
        named = [row[0].text_content() for row in bare]
        assert not [name for name in named if not name.startswith(TOLD)], (page, named)


def test_no_link_is_called_by_a_bare_figure(tmp_path):
    found = list(pages(library(tmp_path, SMALL)))
    every = [link for page in found for link in links(page.text)]
    bare = [link for link in every if link.words.isdecimal() and "aria-label" not in link.attributes]
    years = [link for link in bare if re.fullmatch(r"(?:19|20)\d\d", link.words)]  # a year among others says which
    assert len(every) > 100 and bare == years
