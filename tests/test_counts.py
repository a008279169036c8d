"""Every count that is a link leads to exactly what it counts, and no link is called by a bare figure."""

import posixpath
import re
from urllib.parse import parse_qs, unquote

import pytest
from markdown import Markdown

from review.model import Cause, Measure, Problem
from review.show import addresses
from review.show.pages import pages
from test_overview import SMALL, library
from test_search_index import PROJECT, related

CELL = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)(\{:[^{}\n]*\})?")


@pytest.fixture(scope="module")
def site():
    found = related(PROJECT)
    return found, {page.src_uri: page.text for page in pages(found)}


def list_at(site, page, target):
    """Links to items that the list at `target` holds: all of the page's parts, or what stands under its anchor."""
    path, _, anchor = target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))
    text = site[path]
    if anchor:
        at = re.search(rf"\{{:[^{{}}\n]*#{re.escape(anchor)}[ }}]", text).start()
        text = text[at:].split("\n## ")[0]
    return re.findall(r"\[\*\*[^\]]*\*\*[^\]]*\]\(([^()\s]*#[pcm][^()\s]*)\)", text)


def test_the_cells_of_a_theme_count_what_stands_under_their_year(site):
    library, texts = site
    cells = 0
    for theme in library.vocabulary.themes:
        page = addresses.theme(theme.id)
        for words, target, attributes in CELL.findall(texts[page]):
            if ".cell" in (attributes or ""):
                cells += 1
                assert len(list_at(texts, page, target)) == int(words), (page, target)
                assert f"{words} 处" in attributes
    assert cells > 30


@pytest.mark.parametrize("kind, item", [("causes", Cause), ("measures", Measure)])
def test_the_lists_of_a_theme_are_what_its_page_counts(site, kind, item):
    library, texts = site
    total = 0
    for theme in library.vocabulary.themes:
        wanted = [e.key for e in library.entries.values() if e.theme is theme and type(e.item) is item]
        page = addresses.theme(theme.id, kind)
        assert len(list_at(texts, page, posixpath.basename(page))) == len(wanted)
        words = "条根源" if item is Cause else "项措施"
        said = re.search(rf"\*\*(\d+)\*\* {words}", texts[addresses.theme(theme.id)])
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
        for words, target, attributes in CELL.findall(texts[f"{page}.md"]):
            path, _, query = target.partition("?")
            if ".number" in (attributes or "") and path.endswith("search/index.md"):
                chosen = parse_qs(query)
                assert asked_for(library, chosen) == int(words), (page, target)
                assert re.search(rf"，{words} [个份]", attributes), attributes
                seen.add(frozenset(chosen))
    kinds = ({"campaign"}, {"part", "campaign"}, {"campaign", "unit"}, {"year", "unit"}, {"part", "unit"},
             {"part", "type", "campaign"}, {"part", "type", "campaign", "heading"})  # fmt: skip
    assert seen >= {*map(frozenset, kinds)}


def test_no_count_of_a_table_is_left_without_its_list(site):
    """On the home page, in the indexes and in a matrix; only where the rows themselves are the list is it text."""
    _, texts = site
    for page in ("index", "campaigns/index", "headings/index", "problems/index", "recurrences/index", "units/index",
                 "campaigns/2025-five", "campaigns/2025-five/average", "units/touzi"):
        lines = texts[f"{page}.md"].splitlines()
        bare = [line for line in lines if re.search(r"\| [1-9]\d{0,3}(?:\.\d)? (?=\|)", line)]
        named = [line for line in bare if not line.startswith(("| 未归类", "| **", "| 20"))]
        assert not named, (page, named[:2])


def test_no_link_is_called_by_a_bare_figure(tmp_path):
    found = list(pages(library(tmp_path, SMALL)))
    reader = Markdown(extensions=["attr_list", "md_in_html", "tables"])
    shown = [(page.src_uri, reader.reset().convert(page.text)) for page in found]
    links = [(uri, link) for uri, text in shown for link in re.findall(r"<a [^>]*>.*?</a>", text)]
    bare = [(uri, link) for uri, link in links
            if re.fullmatch(r"\d+", re.sub(r"<[^>]*>", "", link).strip()) and "aria-label" not in link]
    years = [one for one in bare if re.search(r">(?:19|20)\d\d<", one[1])]  # a year among others says which
    assert len(links) > 100 and bare == years
