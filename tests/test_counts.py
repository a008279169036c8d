"""Every count that is a link leads to exactly what it counts, and no link is called by a bare figure."""

import re
from collections import Counter
from urllib.parse import parse_qs

import lxml.html
import pytest

from lists import typed
from overviews import SMALL, library
from parts import arrived
from review.model import Cause, Measure, Problem
from review.show import addresses
from review.show.addresses import shown_at
from review.show.pages import pages
from review.show.views.changes import LISTED, UNITS
from shown import leads_to, links, tree, words
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
                assert f"{link.words} 个问题" in link.attributes["aria-label"]
    assert cells > 30


@pytest.mark.parametrize("kind, item", [("causes", Cause), ("measures", Measure)])
def test_the_lists_of_a_theme_are_what_its_page_counts(whole, kind, item):
    library, texts = whole
    total = 0
    for theme in library.vocabulary.themes:
        wanted = [e.key for e in library.entries.values() if e.theme is theme and type(e.item) is item]
        page = addresses.theme(theme.id, kind)
        assert len(list_at(texts, page, "./")) == len(wanted)
        unit_word = "条根源" if item is Cause else "项措施"
        said = re.search(rf"<strong>(\d+)</strong> {unit_word}", texts[addresses.theme(theme.id)])
        assert int(said[1]) == len(wanted)
        total += len(wanted)
    assert total > 50


LINKED = {(1, 1): "有根源，有措施", (0, 1): "只有措施", (1, 0): "只有根源", (0, 0): "都没有"}
PARTS = {"问题": Problem, "根源": Cause, "措施": Measure}


def asked_for(library, chosen):
    """Entries, or without a part materials, that the search lists when `chosen` narrows it, without a word."""
    years = {campaign.id: str(campaign.year) for campaign in library.vocabulary.campaigns}
    told = {
        "part": lambda entry: next(name for name, kind in PARTS.items() if isinstance(entry.item, kind)),
        "campaign": lambda entry: entry.material.campaign,
        "unit": lambda entry: entry.material.unit,
        "year": lambda entry: years[entry.material.campaign],
        "type": lambda entry: entry.type.id if entry.type else addresses.UNCLASSIFIED,
        "theme": lambda entry: entry.theme.id if entry.theme else addresses.UNCLASSIFIED,
        "heading": lambda entry: entry.canonical and entry.canonical.name,
        "answered": lambda entry: isinstance(entry.item, Problem) and LINKED[bool(entry.causes), bool(entry.measures)],
    }
    fitting = [e for e in library.entries.values() if all(told[facet](e) in values for facet, values in chosen.items())]
    return fitting if "part" in chosen else [*{entry.material.id: entry for entry in fitting}.values()]


DISTINCT = {"个单位": lambda entry: entry.material.unit, "类": lambda entry: entry.type}
"""What is counted of the listed, by the words behind the figure, where it is not each of them."""


def counts_of(library, texts):
    """By what they narrow the search, the counts of all pages that lead to it; each is how many it lists."""
    seen = set()
    for page, text in texts.items():
        counted = {link.target for link in links(text) if re.search(r"\d", link.words)}
        for link in links(text):
            path, _, query = link.target.partition("?")
            told, chosen = re.search(r"(?:^|\s)(\d+)(?:$| \D)", link.words), parse_qs(query)
            if not re.search(r"(?:^|/)search/$", path) or not query:
                continue
            if "q" in chosen:  # an opening's words, which stand elsewhere too: a link without a count
                assert chosen["q"] == [link.words] and {"part", "theme"} < chosen.keys()
                continue
            if not told:  # a row's name, which leads where its sum does
                assert link.target in counted, (page, link)
                continue
            of = next((key for ending, key in DISTINCT.items() if link.words.endswith(ending)), id)
            assert len({of(entry) for entry in asked_for(library, chosen)}) == int(told[1]), (page, link)
            if link.words.isdecimal():
                assert re.search(rf"{told[1]} [个份条项]", link.attributes["aria-label"]), (page, link)
            seen.add(frozenset(chosen))
    return seen


def test_counts_are_what_the_search_lists(whole, tmp_path):
    """Of every page: a count that leads to the search is how many it lists, or of how many units or types these are."""
    small = library(tmp_path, SMALL)
    seen = counts_of(*whole) | counts_of(small, {page.src_uri: page.text for page in pages(small)})
    kinds = ({"campaign"}, {"part", "campaign"}, {"campaign", "unit"}, {"year", "unit"}, {"part", "unit"},
             {"part", "type", "campaign"}, {"part", "type", "campaign", "heading"},
             {"part", "theme", "unit", "year"}, {"part", "theme"}, {"part", "year", "answered"})  # fmt: skip
    assert seen >= {*map(frozenset, kinds)}


def rows_told(page):
    """What the rows of a type's page say of themselves, by what a list is narrowed by."""
    return [{facet: (row.get(f"data-{facet}") or "").split("|") for facet in ("cause", "measure", "after", "theme")}
            for row in tree(page).iter("div") if row.get("data-cause")]  # fmt: skip


def narrowed(texts, page, link):
    """How many rows the type's page that `link` leads to lists."""
    path, query, _ = leads_to(page, link.target, {shown_at(uri): uri for uri in texts})
    asked = parse_qs(query)
    return sum(all({*row[facet]} & {*values} for facet, values in asked.items()) for row in rows_told(texts[path]))


def test_what_a_theme_s_problems_are_answered_by_adds_up_to_lists(whole):
    """Each bar is a list of a type's page, or opens those that it is the sum of."""
    library, texts = whole
    sums = 0
    for theme in library.vocabulary.themes:
        page = addresses.theme(theme.id)
        bars = tree(texts[page]).xpath("//h2[@id='why']/following::div[@class='halves'][1]//*[.//i]")
        for bar in bars:
            if bar.tag not in ("p", "details"):
                continue
            told = int(bar.xpath(".//i/following::strong[1]")[0].text)
            held = list(links(lxml.html.tostring(bar, encoding="unicode")))
            counts = [narrowed(texts, page, link) for link in held]
            assert sum(counts) == told, (page, words(bar))
            assert all(f" {count} " in f"{link.words} " for link, count in zip(held, counts, strict=True))
            sums += len(counts) > 1
    assert sums > 20


def test_counts_of_a_type_s_page_are_the_rows_that_its_script_lists(whole):
    """By cause, measure and what came of it; a row says of itself what it is listed by."""
    library, texts = whole
    seen = 0
    for type in (type for theme in library.vocabulary.themes for type in theme.types):
        page = texts[addresses.problem(type.id)]
        told = rows_told(page)
        assert len(told) == len(typed(library, type.id))
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
    assert rows.count() == count < tab.locator(".brief").count() and f"“{name}”：{count} 个问题" in said.inner_text()
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


@pytest.mark.slow
def test_a_narrowed_list_has_no_way_to_years_without_any(address, browser):
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    tab.goto(address + "problems/innovation-awareness/?after=又出现&after=没有再出现")
    tab.get_by_text("后来又交过材料：").wait_for()
    ways = tab.locator(".md-nav--secondary a[href^='#y']:visible").evaluate_all("(all) => all.map((one) => one.hash)")
    assert ways == tab.locator("h2.year:visible").evaluate_all("(all) => all.map((one) => `#${one.id}`)")
    assert 0 < len(ways) < tab.locator("h2.year").count()
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


BESIDE = {
    "a": "a link",
    "h2": "the rows that a head counts stand right below it",
    "h3": "the same",
    "summary": "the same, when it is opened",
    ".total": "the same: the sentence over a list",
    ".sum": "the same: the head of a group of rows",
    ".fate": "the same",
    ".gloss": "a rule with a figure in it, or what the same sentence names one by one",
    ".note": "the same",
    ".legend": "a key",
    ".steps": "a key",
    ".kinds": "a script makes these buttons, which list what they count",
    ".text": "words of a material",
    ".prose": "the same",
    ".change": "how much was changed, in the row that leads there",
    ".saying": "how many problems begin so, whatever stands between: its words lead to all that have them",
    ".most": "rates of a hundred materials",
    "svg": "the table of the same figures stands below it",
    "code": "an example",
}
"""Where a count may stand without a link, and why."""
COUNT = r"[^\n]{0,12}(?<!第 )\b[1-9]\d* (?:个|份|条|类|处|次|项|种|对)[^\n]{0,12}"
"""A figure with a unit word, and what stands around it; 第 3 项 is a place, and of 0 there is no list."""


def test_heads_count_what_stands_below(whole):
    """Counts that lead down on their own page: rows of all its parts."""
    _, texts = whole

    def rows_of(page):
        return [row for uri, text in texts.items() if uri.startswith(page) for row in tree(text).iter("tr")]

    def told(page, unit_word):
        (link,) = (link for link in links(texts[page]) if re.fullmatch(rf"\d+ {unit_word}", link.words))
        path, _, anchor = leads_to(page, link.target, {shown_at(uri): uri for uri in texts})
        assert path == page and tree(texts[page]).xpath(f"//*[@id='{anchor}']")
        return int(link.words.split()[0])

    for id in ("2025-five", "2021-dangshi"):
        with_material = [row for row in rows_of(f"campaigns/{id}.md") if row[0].tag == "th" and "/units/" in
                         "".join(row[0].xpath("./a/@href")) and row[1].xpath("./a")]  # fmt: skip
        assert told(f"campaigns/{id}.md", "个单位") == len(with_material)
        page = f"headings/{id}-1"
        held = [tree(text) for uri, text in texts.items() if uri.startswith(page)]
        units = {head.get("id") for part in held for head in part.iter("h3")}
        assert told(f"{page}.md", "个单位") == len(units)
    roster = [row for row in rows_of("units/index") if row.xpath("./td")]
    assert told("units/index.md", "个单位") == len(roster)
    assert told("units/index.md", "个有材料") == sum(bool(row[2].xpath("./a")) for row in roster)
    again = [row for row in rows_of("recurrences/index") if row.xpath("./td")]
    assert told("recurrences/index.md", "项") == len(again)
    assert told("recurrences/index.md", "个单位") == len({row.xpath("./th/a/@href")[0] for row in again})


def test_a_measure_for_several_problems_leads_to_where_they_are_named(whole):
    _, texts = whole
    found = [link for link in links(texts["ledger/index.md"]) if link.words.startswith("同时针对")]
    for link in found:
        path, _, anchor = leads_to("ledger/index.md", link.target, {shown_at(uri): uri for uri in texts})
        (item,) = tree(texts[path]).xpath(f"//*[@id='{anchor}']")
        (first,) = item.xpath(".//p[@class='refs'][em='问题']")
        against = first.xpath("./a | ./following-sibling::*[1][self::details]//a")
        assert len(against) == int(re.search(r"\d+", link.words)[0]), link
    assert found


def summary(texts):
    """The row of a day on which much came in."""
    return tree(texts["changes/index.md"]).xpath("//div[contains(@class, 'several')]")[0]


def leading(elements):
    """What the first link of each of these leads to."""
    return [element.xpath(".//a/@href")[0] for element in elements]


def by_unit(library):
    """How many materials each unit has, by its name."""
    names = {unit.id: unit.name for unit in library.vocabulary.units}
    return Counter(names[material.unit] for material in library.materials)


def test_what_came_in_on_a_day_unfolds_by_unit(whole):
    """Of few units by name, of all others together; each is as many as its count says, and no two are one."""
    library, _ = whole
    told, found = by_unit(library), {}
    for one in summary(arrived(library, 1)).iter("details"):
        name, count = words(one.find("summary")).rsplit(" ", 1)
        targets = leading(one.iter("p"))
        assert len({*targets}) == len(targets) == int(count)
        assert not one.xpath(".//a[contains(@href, 'units/')]")  # whose it is is said once
        found[name] = int(count)
    rest = found.pop(f"其余 {len(told) - UNITS} 个单位")
    assert found == told and [*found][:UNITS] == [name for name, _ in told.most_common(UNITS)]
    assert rest == sum(count for name, count in [*found.items()][UNITS:])


def test_what_is_too_much_for_its_month_has_pages_by_unit(whole):
    """They hold as many rows under each unit as came in, and the month's counts lead to these heads."""
    library, _ = whole
    times = LISTED // len(library.materials) + 10
    told = {name: count * times for name, count in by_unit(library).items()}
    texts = arrived(library, times)
    held = Counter()
    for text in texts.values():
        for head in tree(text).xpath("//h2[@class='group']"):
            rows = [row for row in head.itersiblings("div") if row.xpath("./preceding::h2[1]")[0] is head]
            assert len(rows) == int(words(head.find("em")).split()[0])
            held[words(head.find("a"))] += len(rows)
    assert held == told and len(texts) > 2
    whole_day, *led = links(lxml.html.tostring(summary(texts), encoding="unicode"))
    shown = {shown_at(uri): uri for uri in texts}
    assert leads_to("changes/index.md", whole_day.target, shown)[0] in texts
    for link in led[:-1]:
        path, _, anchor = leads_to("changes/index.md", link.target, shown)
        (head,) = tree(texts[path]).xpath(f"//h2[@id='{anchor}']")
        assert link.words == f"{words(head.find('a'))} {told[words(head.find('a'))]}"
    assert led[-1].words.endswith(f" {sum(told.values()) - sum(int(link.words.split()[-1]) for link in led[:-1])}")


def test_no_count_stands_without_its_list(whole):
    """Figures with a unit word: each in a link, or where its list is what the reader looks at."""
    _, texts = whole
    found = set()
    for page, text in texts.items():
        if page.startswith("guide/"):
            continue
        body = tree(text)
        for where in BESIDE:
            within = f"//*[contains(concat(' ', @class, ' '), ' {where[1:]} ')]" if where[0] == "." else f"//{where}"
            for element in body.xpath(within):
                element.drop_tree()
        for cell in body.xpath("//td | //th"):
            cell.tail = "\n"
        for told in re.findall(COUNT, body.text_content()):
            found.add((page.split("/")[0], re.sub(r"\d+", "n", told).strip()))
    assert not found
