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
def whole():
    found = related(PROJECT)
    return found, {page.src_uri: page.text for page in pages(found)}


def list_at(site, page, target):
    """Links to items that the list at `target` holds: all of the page's parts, or what stands under its anchor."""
    path, _, anchor = leads_to(page, target, {shown_at(uri): uri for uri in site})
    text = site[path]
    if anchor:
        text = text[text.index(f' id="{anchor}"') :].split("\n<h2 ")[0]
    return re.findall(r'<a href="([^"]*#[pcm][^"]*)"><strong>', text)


def test_the_cells_of_a_theme_count_what_stands_under_their_year(whole):
    library, texts = whole
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
def test_the_lists_of_a_theme_are_what_its_page_counts(whole, kind, item):
    library, texts = whole
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


def test_counts_in_rows_are_what_the_search_lists(whole):
    library, texts = whole
    seen = set()
    for page in ("index", "campaigns/index", "campaigns/2025-five", "headings/2025-five-1", "units/index",
                 "units/touzi", "themes/innovation"):  # fmt: skip
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


def test_counts_of_a_type_s_page_are_the_rows_that_its_script_lists(whole):
    """By cause, measure and what came of it; a row says of itself what it is listed by."""
    library, texts = whole
    seen = 0
    for type in (type for theme in library.vocabulary.themes for type in theme.types):
        page = texts[addresses.problem(type.id)]
        told = [{facet: (row.get(f"data-{facet}") or "").split("|") for facet in ("cause", "measure", "after")}
                for row in tree(page).iter("div") if row.get("data-cause")]  # fmt: skip
        assert len(told) == len(library.by_type.get(type.id, ()))
        for link in links(page):
            if link.target.startswith("?"):
                asked, count = parse_qs(link.target[1:]), int(re.search(r"\d+$", link.words)[0])
                fit = [row for row in told if all({*row[facet]} & {*values} for facet, values in asked.items())]
                assert len(fit) == count, (type.name, link)
                seen += 1
    assert seen > 100


@pytest.mark.slow
def test_a_count_of_a_type_s_page_opens_its_list(address, browser):
    """Also what stands on a further page of a long list, which is brought here with links that lead where they did."""
    tab, uri = browser.new_page(), "problems/innovation-awareness/"
    tab.goto(address + uri)
    bar = tab.locator(".usual a").first
    count, name = int(bar.locator("strong").inner_text()), bar.locator("span").inner_text()
    bar.click()
    rows, said = tab.locator(".brief:visible"), tab.locator(".narrowed")
    said.wait_for()
    assert rows.count() == count < tab.locator(".brief").count() and f"“{name}”：{count} 处" in said.inner_text()
    years = tab.locator("h2.year:visible > :last-child").all_inner_texts()
    assert sum(int(words.split()[-2]) for words in years) == count
    page, html = tab.request.get(address + uri).text(), "text/html"
    first = page.replace('<h2 id="y', '<p class="parts"><strong>甲</strong> <a href="more/">乙</a></p><h2 id="y', 1)
    second = page.replace("../../", "../../../")
    tab.route(f"**/{uri}?*", lambda route: route.fulfill(body=first, content_type=html))
    tab.route(f"**/{uri}more/", lambda route: route.fulfill(body=second, content_type=html))
    tab.reload()
    said.wait_for()
    assert rows.count() == 2 * count and not tab.locator(".parts").is_visible()
    ends = "(rows) => rows.map((row) => row.querySelector('.text p:last-child a').pathname)"
    found = rows.evaluate_all(ends)
    assert found[:count] == found[count:] and all(path.startswith("/materials/") for path in found)
    tab.close()


def test_no_count_of_a_table_is_left_without_its_list(whole):
    """On the home page, in the indexes and in a matrix; only where the rows themselves are the list is it text."""
    _, texts = whole
    for page in ("index", "campaigns/index", "headings/index", "problems/index", "recurrences/index", "units/index",
                 "campaigns/2025-five", "campaigns/2025-five/average", "units/touzi", "problems/innovation-awareness",
                 "themes/innovation"):
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
