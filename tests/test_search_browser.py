"""Search in a real browser, from the real server with its content security policy: exact, and usable."""

import collections
import contextlib
import datetime
import http.server
import random
import re
import shutil
import threading
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import expect

from review.model import Problem
from review.read.library import read_library
from review.read.text.folding import LOOK_ALIKES
from review.relate.library import relate
from review.show import search
from review.show.pieces import Cut
from review.show.search import lists
from review.show.search.fold import Folding
from review.show.search.passages import PARTS, passages
from servers import nginx

PROJECT = Path(__file__).parents[1]
SCRIPTS = PROJECT / "hooks/review/theme/assets/search"
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Text:
    """A passage as plain substring search sees it."""

    page: str
    anchor: str
    folded: str
    """Its paragraphs and cells, parted by NUL."""
    source: str
    values: dict


class Truth:
    """What plain substring search over the folded passages finds."""

    def __init__(self, library):
        self.folding = Folding(library.vocabulary.terms)
        self.texts = list(self._texts(library))

    def _texts(self, library):
        years = {campaign.id: campaign.year for campaign in library.vocabulary.campaigns}
        for m in library.materials:
            for p in passages(m, library):
                values = {
                    "part": PARTS[p.part],
                    "year": str(years[m.campaign]),
                    "campaign": m.campaign,
                    "heading": p.heading,
                    "unit": m.unit,
                    "post": m.author,
                    "kind": m.kind,
                }
                folded = "\0".join(self.folding.fold(part) for part in re.split("[\n\t]", p.text))
                yield Text(f"materials/{m.id}/", p.anchor, folded, p.text, values)

    def terms(self, query):
        return list(dict.fromkeys(filter(None, map(self.folding.fold, query.split()))))

    def find(self, query, filters):
        """Passages with their number of occurrences, and the count of every facet value that is not 0."""
        terms = self.terms(query)
        found = [
            (text, sum(text.folded.count(term) for term in terms))
            for text in self.texts
            if terms and all(term in text.folded for term in terms)
        ]
        counts = collections.Counter()
        for text, n in found:
            failed = [facet for facet, values in filters.items() if text.values[facet] not in values]
            for facet, value in text.values.items():
                if value and (not failed or failed == [facet]):
                    counts[facet, value] += n
        kept = [
            (text, n)
            for text, n in found
            if all(text.values[facet] in values for facet, values in filters.items())
        ]
        return kept, counts


@pytest.fixture(scope="module")
def library():
    reading = read_library(PROJECT, "internal")
    day = datetime.date(2026, 1, 15)
    return relate(reading.materials, reading.vocabulary, audience="internal", as_of=day)


@pytest.fixture(scope="module")
def truth(library):
    return Truth(library)


@pytest.fixture(scope="module")
def served(site, tmp_path_factory):
    """Where the site is served by nginx as it is deployed."""
    folder = tmp_path_factory.mktemp("search")
    shutil.copytree(site, folder / "srv/internal/current")
    with nginx(folder, folder / "srv") as base:
        yield base


@pytest.fixture
def page(browser, served):
    with tab(browser, served) as page:
        yield page


@pytest.fixture(scope="module")
def asking(browser, served):
    """The page of the search, for tests that ask its scripts and leave it as it is: to load it takes longest."""
    with tab(browser, served) as page:
        page.goto("search/")
        yield page


@contextlib.contextmanager
def tab(browser, served):
    """A page that fails the test when a script fails or the policy stops anything."""
    context = browser.new_context(
        base_url=served,
        http_credentials={"username": "reader", "password": "reader"},
        viewport={"width": 1440, "height": 900},
    )
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert not wrong


def ask(page, query, filters=None, count=1_000_000, sort="fit"):
    question = {"query": query, "filters": filters or {}, "sort": sort, "count": count}
    return client(page, "ask", question)


def client(page, name, *given):
    """What a function of the page's own client.js returns."""
    return page.evaluate(
        """async ([name, given]) => {
            const box = document.querySelector("script[src$='box.js']");
            return (await import(new URL("client.js", box.src).href))[name](...given);
        }""",
        [name, given],
    )


def queries(texts, words, number, seed=5):
    """Words, pairs, random substrings with punctuation, in Traditional characters, obfuscated."""
    rng = random.Random(seed)
    traditional = {simple: old for old, simple in LOOK_ALIKES.items() if "\u4e00" <= old <= "\u9fff"}
    sources = [text.source for text in texts if len(text.source) > 3]

    def substring():
        text, length = rng.choice(sources), rng.randint(1, 8)
        at = rng.randrange(max(1, len(text) - length))
        return text[at : at + length].replace("\n", "")

    made = [
        lambda: rng.choice(words),
        lambda: f"{rng.choice(words)} {rng.choice(words)}",
        substring,
        substring,
        lambda: f"“{substring()}”，{rng.choice('。、 ')}",
        lambda: "".join(traditional.get(c, c) for c in substring()),
        lambda: substring() + rng.choice(["党史", "民主生活会"])[: rng.randint(1, 5)],
        lambda: rng.choice(["dangshi", "mzshh", "DangShi", "党史", "民主生活会", "ｄａｎｇshi学习", "dangsh"]),
    ]
    return [rng.choice(made)() for _ in range(number)]


def endings(texts):
    """Queries that stand in a campaign's text and end in what one of its titles begins with."""
    for title in (text for text in texts if text.anchor == "title"):
        beginning, campaign = title.folded[:2], title.values["campaign"]
        for folded in (text.folded for text in texts if text.values["campaign"] == campaign):
            if (at := folded.find(beginning, 3)) > 0 and "\0" not in folded[at - 2 : at + 2]:
                yield folded[at - 2 : at + 2]
                break


def check(page, truth, query, filters):
    answer = ask(page, query, filters)
    expected, counts = truth.find(query, filters)
    if not truth.terms(query):
        assert answer["terms"] == 0, query
        return 0
    if "instead" in answer:  # what the query names, as none of its words stand together
        assert not truth.find(query, {})[0], query
        return 0
    found = {(hit["page"], hit["anchor"]): hit for hit in answer["hits"]}
    occurrences = {key: hit["occurrences"] for key, hit in found.items()}
    assert occurrences == {(text.page, text.anchor): n for text, n in expected}, query
    assert answer["occurrences"] == sum(n for _, n in expected), query
    assert answer["materials"] == len({text.page for text, _ in expected}), query
    assert answer["passages"] == len(expected), query
    shown = {(f, line["value"]): line["count"] for f, lines in answer["facets"].items() for line in lines}
    assert {key: n for key, n in shown.items() if n} == counts, query
    for hit in answer["hits"]:
        assert hit["marks"], query
        for start, end in hit["marks"]:
            folded = truth.folding.fold(hit["text"][start:end])
            assert not re.search("[\n\t]", hit["text"][start:end]), query
            assert any(term in folded or folded in term for term in truth.terms(query)), query
    return len(expected)


def test_every_query_finds_what_substring_search_finds(asking, truth, library):
    words = [word for theme in library.vocabulary.themes for type in theme.types for word in type.words]
    asked = queries(truth.texts, words, 140) + ["学\ufeff习", *endings(truth.texts)]
    rng = random.Random(6)
    hits = 0
    for query in asked:
        filters = {}
        if rng.random() < 0.3:
            sample = rng.choice(truth.texts).values
            chosen = rng.sample(sorted(sample), rng.randint(1, 2))
            filters = {facet: [sample[facet]] for facet in chosen if sample[facet]}
        hits += check(asking, truth, query, filters)
    assert hits > 1000


def test_order(asking, truth, library):
    dates = {f"materials/{m.id}/": m.date for m in library.materials}
    ranks = set()
    for query in ("学习", "对照检查材料"):
        hits = ask(asking, query)["hits"]
        few = sum(hit["part"] == 0 for hit in hits) <= 3
        rank = [(0 if few else 3) if h["part"] == 0 else 1 if _in_opening(truth, h, query) else 2 for h in hits]
        keys = [(rank, -dates[hit["page"]].toordinal()) for rank, hit in zip(rank, hits, strict=True)]
        assert keys == sorted(keys)
        ranks |= set(rank)
    assert ranks >= {1, 2, 3}
    days = [dates[hit["page"]] for hit in ask(asking, "学习", sort="date")["hits"]]
    assert days == sorted(days, reverse=True) and len(set(days)) > 3
    by_unit = [hit["unit"] for hit in ask(asking, "学习", sort="unit")["hits"]]
    assert len(list(_runs(by_unit))) == len(set(by_unit)) > 3


def _in_opening(truth, hit, query):
    return hit["part"] == 1 and query in truth.folding.fold(hit["text"][: hit["opening"]])


def _runs(values):
    return [value for i, value in enumerate(values) if i == 0 or values[i - 1] != value]


def test_browser_folds_like_python(asking, truth):
    rng = random.Random(8)
    texts = ["".join(chr(_code(rng)) for _ in range(30)) for _ in range(300)]
    parts = ["dangshi", "mzshh", "zz", "x", "，", "風", "（fēng）", "(Ab)", "\u200b", "ａ", "𠮷", "①", "é"]
    texts += ["".join(rng.choices(parts, k=8)) for _ in range(300)]
    folded = asking.evaluate(
        """async ([script, texts]) => {
            const { Fold } = await import("/assets/search/fold.js"), fold = new Fold(script);
            return texts.map((text) => {
                const { codes, starts, ends } = fold.fold(text);
                return [String.fromCodePoint(...codes), starts.map((start, i) => text.slice(start, ends[i]))];
            });
        }""",
        [truth.folding.script, texts],
    )
    for text, (shown, sources) in zip(texts, folded, strict=True):
        expected, spans = truth.folding.fold_spans(text)
        assert shown == expected
        assert sources == [text[start:end] for start, end in spans]


BLOCKS = ((1, 0x24F), (0x2000, 0x33FF), (0x3400, 0x9FFF), (0xF900, 0xFFEF), (1, 0xD7FF), (0xE000, 0xF8FF),
          (0x1D400, 0x1D7FF), (0x1F000, 0x1FBFF), (0x2EB00, 0x2FA20), (0x31300, 0x33500), (0xE0000, 0xE0200))


def _code(rng):
    return rng.randint(*rng.choice(BLOCKS))


@pytest.mark.parametrize(("query", "rest", "filters"), [
    ("统计局 学习 2021", "学习", {"unit": ["tongji"], "year": ["2021"]}),
    ("2021年 学习 统计局", "学习", {"unit": ["tongji"], "year": ["2021"]}),
    ("统计局2021年学习", "学习", {"unit": ["tongji"], "year": ["2021"]}),
    ("统计局副局长 学习", "学习", {"unit": ["tongji"], "post": ["副局长"]}),
    ("統計局 学习", "学习", {"unit": ["tongji"]}),
    ("党史学习教育专题民主生活会 群众 局长", "群众", {"campaign": ["2021-dangshi"], "post": ["局长"]}),
    ("班子 群众 2024", "群众", {"kind": ["班子"], "year": ["2024"]}),
    ("统计局 2021", "", {"unit": ["tongji"], "year": ["2021"]}),
    ("统计局副局长", "", {"unit": ["tongji"], "post": ["副局长"]}),
    ("理论学习 2021", "", {"theme": ["theory"], "year": ["2021"]}),
    ("统计局 理论学习 2021", "", {"unit": ["tongji"], "theme": ["theory"], "year": ["2021"]}),
    ("统计局全面从严治党", "", {"unit": ["tongji"], "heading": ["全面从严治党"]}),
    ("统计局理论学习2021", "", {"unit": ["tongji"], "theme": ["theory"], "year": ["2021"]}),
])
def test_what_a_query_names_is_a_filter(asking, truth, query, rest, filters):
    answer = ask(asking, query)
    named = answer.get("instead") or answer["offer"]
    assert (named["filters"], named["query"]) == (filters, rest)
    if rest:
        found = truth.find(rest, filters)[0]
        counted = answer if "instead" in answer else answer["offer"]["sum"]
        assert found and counted["occurrences"] == sum(n for _, n in found)
        assert counted["materials"] == len({text.page for text, _ in found})


def test_a_list_of_problems_without_a_word_is_sorted_by_theme_and_type(page, library):
    page.goto("search/?part=问题&unit=tongji")
    problems = [entry for entry in library.entries.values()
                if type(entry.item) is Problem and entry.material.unit == "tongji"]
    expect(page.locator(".search-status p")).to_contain_text(f"{len(problems)} 个问题，见于 ")
    page.get_by_role("button", name="按主题、类型、有无措施筛选").click()
    themes = page.locator(".search-facets fieldset", has_text="主题").locator("label")
    expect(themes.first).to_be_visible()
    named = Counter(entry.theme.name for entry in problems if entry.theme)
    listed = {text.split("\n")[0].strip() for text in themes.all_inner_texts()}
    label, count = next((label, count) for label, count in named.most_common() if label in listed)
    line = themes.filter(has_text=label)
    assert line.locator("em").inner_text() == str(count)
    line.locator("input").check()
    expect(page.locator(".search-status p")).to_contain_text(f"{count} 个问题，见于 ")
    page.reload()
    expect(page.locator(".search-status p")).to_contain_text(f"{count} 个问题，见于 ")


def test_a_count_of_what_answers_the_problems_of_a_year_opens_them(page):
    """The filter stands ticked beside its like, with their counts, and none of them is without any."""
    page.goto("statistics/")
    rows = page.locator("table", has=page.locator("th", has_text="都没有")).locator("tbody tr")
    page.locator("details.table-of summary").filter(has_text="列成表").nth(1).click()
    row = rows.last
    told = [int(text.partition("（")[0]) for text in row.locator("td").all_inner_texts()]
    row.get_by_role("link", name="只有措施").click()
    expect(page.locator(".search-status p")).to_contain_text(f"{told[1]} 个问题，见于 ")
    lines = page.locator(".search-facets fieldset", has_text="有无根源和措施").locator("label")
    said = dict(text.rsplit("\n", 1) for text in lines.all_inner_texts())
    names = ("有根源，有措施", "只有措施", "只有根源", "都没有")
    assert {name.strip(): int(n) for name, n in said.items()} == {n: c for n, c in zip(names, told, strict=False) if c}
    expect(lines.filter(has=page.locator(":checked"))).to_contain_text("只有措施")


@pytest.mark.parametrize("query", ["学习", "个人利益", "局长办公会", "12021年", "数据", "统计局长远", "，。"])
def test_words_of_any_text_name_nothing(asking, query):
    answer = ask(asking, query)
    named = (answer.get("instead") or answer.get("offer") or {}).get("filters", {})
    assert set(named) <= {"unit"} and not (named and "统计局" not in query)


def test_a_named_unit_is_shown_and_can_be_taken_as_a_filter(page, truth):
    page.goto("search/?q=统计局 学习 2021")
    status = page.locator(".search-status[role=status]")
    expect(status).to_contain_text("按年份“2021”、单位“统计局”在其中查“学习”")
    expect(page.get_by_role("checkbox", name="统计局")).to_be_checked()
    found = truth.find("学习", {"unit": ["tongji"], "year": ["2021"]})[0]
    expect(status.locator("strong").first).to_have_text(str(sum(n for _, n in found)))
    page.get_by_role("checkbox", name="问题").check()
    expect(page.get_by_role("searchbox")).to_have_value("学习")
    page.goto("search/?q=统计局")
    page.locator(".search-advice p", has_text="当作筛选").locator(".chip").click()
    materials = {text.page for text in truth.texts if text.values["unit"] == "tongji"}
    expect(status).to_have_text(f"{len(materials)} 份材料。")
    expect(page.locator(".search-hits > li")).to_have_count(len(materials))
    expect(page).to_have_url(re.compile("search/[?]unit=tongji$"))
    page.locator(".search-hits a.text").first.click()
    page.wait_for_url("**/materials/**")


def test_a_unit_leads_to_its_page_whether_there_is_anything_of_it_or_not(page, truth, library):
    """From the results and from the list below a field; and what is asked of the ledger leads there."""
    given = {text.values["unit"] for text in truth.texts}
    for unit in (library.vocabulary.unit("统计局"), next(u for u in library.vocabulary.units if u.id not in given)):
        page.goto(f"search/?q={unit.name}")
        link = page.locator(".search-advice a", has_text=re.compile(f"^{unit.name}$"))
        expect(link).to_have_attribute("href", re.compile(f"/units/{unit.id}/$"))
        page.goto("./")
        page.get_by_role("combobox").first.fill(unit.name)
        first = page.locator(".search-list a").first
        expect(first).to_contain_text("本站页面")
        first.click()
        page.wait_for_url(f"**/units/{unit.id}/")


@pytest.mark.parametrize("query, said, target", [
    ("统计", "统计", "statistics/"), ("投资促进局 台账", "整改台账：投资促进局", "ledger/?unit=touzi"),
    ("投资促进局台账", "整改台账：投资促进局", "ledger/?unit=touzi"),
    ("统计局 台账", "整改台账：统计局", "ledger/tongji/"),
    ("统计局 本月到期", "本月到期的措施：统计局", "ledger/?due=month&unit=tongji"),
    ("屡改屡犯 城东街道 2024", "屡改屡犯：城东街道，2024 年", "recurrences/?unit=chengdong&year=2024"),
    ("台账 2025", "整改台账：2025 五个带头", "ledger/?campaign=2025-five"),
    ("未交 2024", "哪些单位有材料：2024 四个带头", "campaigns/2024-four/"), ("对比", "前后对照", "compare/"),
])  # fmt: skip
def test_a_page_of_the_site_is_found_by_what_it_is_called(page, served, query, said, target):
    """With a unit, a year or a campaign it is the page of these; the words are still searched."""
    page.goto(f"search/?q={query}")
    link = page.locator(".search-advice a", has_text=re.compile(f"^{said}$"))
    expect(link).to_have_attribute("href", re.compile(f"/{re.escape(target)}$"))
    assert page.locator(".search-advice p").first.inner_text().startswith("本站页面")
    expect(page.locator(".search-status[role=status]")).to_contain_text(re.compile("没有找到|处，见于"))
    with page.expect_response(lambda answer: answer.request.is_navigation_request()) as opened:
        link.click()
    assert opened.value.ok


def test_no_page_is_named_that_the_site_has_not_or_the_words_do_not_mean(page):
    for query in ("雷同 统计局", "质量", "学习 台账", "高数据"):
        page.goto(f"search/?q={query}")
        expect(page.locator(".search-status[role=status]")).to_contain_text(re.compile("没有找到|处，见于"))
        links = page.locator(".search-advice a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert not [href for href in links if re.search("/(copies|quality|ledger|statistics)/", href)], query


def test_a_good_result_is_not_introduced_as_none(page):
    for query, said in ("统计局 学习 2021", "在其中查“学习”的结果。"), ("统计局 2021", "筛选的材料。"):
        page.goto(f"search/?q={query}")
        status = page.locator(".search-status[role=status]")
        expect(status).to_contain_text(said)
        assert "没有" not in status.inner_text()


def test_facets_with_nothing_are_not_shown(page, truth):
    page.goto("search/?q=学习&unit=tongji")
    expect(page.get_by_role("checkbox", name="统计局")).to_be_checked()
    for facet, title in {"heading": "方面", "year": "年份", "post": "职务"}.items():
        group = page.get_by_role("group", name=title)
        counts = [int(text) for text in group.locator("em").all_text_contents()] if group.count() else []
        wanted = {v: n for (f, v), n in truth.find("学习", {"unit": ["tongji"]})[1].items() if f == facet}
        assert 0 not in counts and len(counts) == (min(len(wanted), 5) if len(wanted) > 1 else 0), facet


SILENT = ("*.bin", "entry.json", "worker.js", "segment.js", "search/data/**/t*.json")


def test_a_server_that_hangs_is_told_of(browser, served):
    """Each file in a tab of its own, so that all wait at once."""
    with contextlib.ExitStack() as stack:
        pages = {silent: stack.enter_context(tab(browser, served)) for silent in SILENT}
        for silent, page in pages.items():
            page.context.route(f"**/{silent}", lambda route: None)  # never answered
            page.goto("search/?q=学习")
            expect(page.locator(".search-status[role=status]")).to_contain_text("正在检索")
        for silent, page in pages.items():
            said = page.locator(".search-status[role=status]")
            expect(said, silent).to_contain_text("服务器没有应答")
            page.context.unroute(f"**/{silent}")
            page.get_by_role("button", name="再试一次").click()
            expect(page.locator(".search-hits > li"), silent).to_have_count(20)


def test_frequent_bigrams_tallies_and_pieces_change_no_answer(browser, copied, library, truth, monkeypatch):
    address, site = copied
    monkeypatch.setattr(lists, "FREQUENT", 3)
    monkeypatch.setattr(lists, "SHARD", 40)
    monkeypatch.setattr(search, "CUT", Cut(least=2, most=6, ends=3))
    assert len(search.searched_campaigns(library)) > len(library.by_campaign)
    search.write_index(library, site, site.parent / "cache")
    assert len(list(site.glob("search/data/*/c*.bin"))) > len(library.by_campaign)
    page = browser.new_page()
    page.goto(f"{address}search/")
    rng = random.Random(9)
    asked = [folded[at : at + rng.randint(1, 9)] for _ in range(120)
             for folded in [rng.choice(truth.texts).folded] for at in [rng.randrange(max(1, len(folded) - 3))]]
    assert sum(check(page, truth, query, {}) for query in asked if "\0" not in query) > 120
    page.close()


def test_rare_characters_and_ends_of_cells(browser, copied, library):
    address, site = copied
    first = replace(library.materials[0], title="村𮯰庄𲎰\ue816你之会对照检查材料")
    renewed = relate((first, *library.materials[1:]), library.vocabulary, audience="internal", as_of=library.as_of)
    search.write_index(renewed, site, site.parent / "cache")
    page = browser.new_page()
    page.goto(f"{address}search/")
    for query in ("𮯰", "𲎰", "村𮯰庄", "\ue816", "你之会", "\U0002f804之会"):
        assert [hit["marks"] for hit in ask(page, query)["hits"]], query
    for query in ("村庄", "庄\ue816", "𮯱"):
        assert not ask(page, query)["hits"], query
    table = next(p for m in library.materials for p in passages(m, library) if "\t" in p.text)
    left, right = table.text.split("\n")[0].split("\t")[:2]
    assert ask(page, left)["hits"] and ask(page, right)["hits"]
    assert not ask(page, left + right)["hits"]
    page.close()


def test_typing_answers_with_totals_and_facets(page, truth):
    page.goto("search/")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.type("学习")
    status = page.locator(".search-status[role=status]")
    expect(status).to_have_attribute("aria-busy", "true")
    found, counts = truth.find("学习", {})
    sentence = f"{sum(n for _, n in found)} 处，见于 {len({t.page for t, _ in found})} 份材料"
    expect(status).to_contain_text(sentence)
    expect(page).to_have_url(re.compile("q=%E5%AD%A6%E4%B9%A0$"))
    expect(page.locator(".search-hits > li")).to_have_count(20)
    expect(status).to_have_attribute("aria-busy", "false")
    causes = page.get_by_role("checkbox", name="根源")
    causes.check()
    expect(page).to_have_url(re.compile("part=%E6%A0%B9%E6%BA%90"))
    expect(status.locator("strong").first).to_have_text(str(counts["part", "根源"]))
    expect(causes).to_be_focused()
    page.reload()
    expect(page.get_by_role("checkbox", name="根源")).to_be_checked()
    expect(page).to_have_title(re.compile("^“学习” - 检索"))
    field.fill("群众")
    expect(page).to_have_url(re.compile("q=%E7%BE%A4%E4%BC%97&part="))
    page.go_back()
    expect(page).to_have_title(re.compile("^“学习” - 检索"))
    page.go_back()
    expect(status).to_contain_text(sentence)
    expect(page.get_by_role("checkbox", name="根源")).not_to_be_checked()


def test_all_hits_can_be_listed(page, truth):
    page.goto("search/?q=的")
    total = len(truth.find("的", {})[0])
    assert total > 60
    expect(page.locator(".search-hits > li")).to_have_count(20)
    while page.locator(".search-more").is_visible():
        shown = page.locator(".search-hits > li").count()
        page.locator(".search-more").click()
        page.wait_for_function("n => document.querySelectorAll('.search-hits > li').length > n", arg=shown)
    assert page.locator(".search-hits > li").count() == total


def test_reader_keeps_the_place(page):
    """When all values of a facet are listed, when a hit was opened and left, and under the header."""
    page.goto("search/?q=的")
    lines = page.locator(".search-hits > li")
    expect(lines).to_have_count(20)
    page.locator(".search-more").click()
    expect(lines).to_have_count(40)
    values = page.get_by_role("group", name="方面").get_by_role("checkbox")
    page.get_by_role("group", name="方面").get_by_role("button").click()
    expect(values.nth(5)).to_be_focused()
    expect(lines).to_have_count(40)
    page.locator(".search-hits a.text").nth(30).focus()
    for _ in range(15):
        page.keyboard.press("ArrowUp")
    hit = page.locator(".search-hits a.text").nth(15)
    expect(hit).to_be_focused()
    assert hit.bounding_box()["y"] >= page.locator(".md-header").bounding_box()["height"]
    page.locator(".search-hits a.text").nth(30).scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    page.locator(".search-hits a.text").nth(30).click()
    page.wait_for_url("**/materials/**")
    page.go_back()
    expect(page.locator(".search-hits a.text").nth(30)).to_be_focused()
    expect(lines).to_have_count(40)
    assert page.evaluate("scrollY") == before


def test_query_longer_than_an_address(page, truth):
    text = max(truth.texts, key=lambda text: len(text.source))
    query = " ".join([text.source.replace("\n", ""), *("学习" * n for n in range(30, 60)), "的"])
    assert len(query) > 1000
    page.goto("search/")
    page.get_by_role("searchbox").fill(query)
    expect(page.locator(".search-status[role=status]")).to_contain_text("没有找到")
    page.locator(".search-hits a.text").first.click()
    page.wait_for_selector("mark")
    page.go_back()
    expect(page.locator(".search-status[role=status]")).to_contain_text("没有找到")


def test_keyboard_leads_from_any_page_to_the_marked_passage(page, truth):
    page.goto("units/")
    page.keyboard.press("/")
    page.keyboard.type("群众")
    expect(page.locator(".search-list [role=option]")).to_have_count(7)
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".search-hits > li")).not_to_have_count(0)
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.locator(".search-hits a.text").first
    expect(first).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/materials/**")
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("mark").first).to_have_text("群众")


def test_box_in_the_header_opens_a_hit(page):
    page.goto("units/")
    page.keyboard.press("/")
    page.keyboard.type("群众")
    expect(page.locator(".search-list [role=option]")).to_have_count(7)
    field = page.get_by_role("combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("的")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.locator(".search-list [role=option]").nth(1).hover()
    page.mouse.down()
    page.wait_for_timeout(300)
    page.mouse.up()
    page.wait_for_url("**/materials/**?h=*")
    page.go_back()
    page.keyboard.press("/")
    page.keyboard.type("的")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "search-option-0")
    page.keyboard.press("Enter")
    page.wait_for_url("**/materials/**?h=*")
    expect(page.locator("mark").first).to_be_visible()


def test_the_box_in_the_header_says_what_the_library_has_nothing_of(page):
    """As the search page does; a year that no passage writes is listed by its materials all the same."""
    page.goto("units/")
    page.get_by_role("combobox").fill("民政局")
    last = page.locator(".search-list [role=option]").last
    expect(last).to_have_text("库里没有民政局可看的材料")
    page.get_by_role("combobox").fill("2024年度 总工会")
    expect(last).to_contain_text("份材料")


def test_what_there_is_nothing_of_together_is_said_and_a_page_of_the_site_is_offered(page):
    page.goto("search/?q=教体局班子2025年")
    expect(page.locator(".search-status[role=status]")).to_contain_text("没有材料同时是年份“2025”、单位“教育体育局”")
    page.get_by_role("link", name="单位 教育体育局").click()
    expect(page.locator(".search-hits > li")).to_have_count(3)
    page.goto("search/?q=台账")
    expect(page.locator(".search-advice").get_by_role("link", name="整改台账")).to_be_visible()


def test_every_kind_of_passage_opens_marked(page, asking, truth, library):
    """Titles, openings, prose, headings, sections, tables: with punctuation and other forms inside the match."""
    chosen = {}
    content = ((m, part) for m in library.materials for s in m.document.sections for part in s.content)
    tables = {(f"materials/{m.id}/", part.id) for m, part in content if getattr(part, "text", "").startswith("|")}
    for text in truth.texts:
        kind = text.anchor[0] if text.anchor != "title" else "title"
        kind = "table" if (text.page, text.anchor) in tables else kind
        letters = [i for i, c in enumerate(text.source) if truth.folding.fold(c)]
        if len(letters) > 12:
            # From before a mark of punctuation to behind it, where there is one.
            middle = re.search(r"\w[，。、“”]\w", text.source[letters[3] : letters[-3]])
            at = letters[3] + middle.start() if middle else letters[4]
            chosen.setdefault((kind, bool(middle)), (text, text.source[max(0, at - 2) : at + 6].strip("|\n")))
    assert {kind for kind, _ in chosen} >= {"title", "p", "c", "m", "t", "h", "s", "table"}
    for text, query in chosen.values():
        hit = next(h for h in ask(asking, query)["hits"] if (h["page"], h["anchor"]) == (text.page, text.anchor))
        href = client(asking, "address", hit, query)
        page.goto(href)
        page.wait_for_selector("mark")
        target = page.locator("h1" if text.anchor == "title" else f"[id='{text.anchor}']")
        marked = "".join(target.locator("mark").all_text_contents())
        assert "".join(truth.terms(query)) in truth.folding.fold(marked), (text.anchor, query, marked)
        expect(target.locator("mark").first).to_be_in_viewport()


def test_other_spelling_is_marked_on_the_page(page, truth):
    text = next(t for t in truth.texts if t.anchor[0] in "pcm" and "党史" in t.source)

    def respelt(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("党史", "dangshi"))

    page.route("**/materials/**", respelt)
    page.goto(f"{text.page}?h=党史#{text.anchor}")
    expect(page.locator(f"[id='{text.anchor}'] mark").first).to_have_text("dangshi")


@pytest.mark.parametrize("query, first, most", [
    ("形试主义", "形式主义问题", 1), ("没有深入开展调查研究工作", "调查研究不深入", 5), ("组织部 2031", "", 0),
    ("鼋鼍主义", "", 0),
])  # fmt: skip
def test_types_are_offered_for_words_that_are_theirs_or_almost(page, query, first, most):
    """And not for two characters that stand in many words."""
    page.goto("search/")
    named = [one["name"] for one in client(page, "ask", {"query": query, "near": True})["types"]]
    assert named[:1] == [first] * bool(first) and len(named) <= most


def test_nothing_found_offers_what_is_near(page, truth, library):
    asked = []
    page.on("request", lambda request: asked.append("/words-" in request.url))
    page.goto("search/?q=理论学习")
    expect(page.locator(".search-hits > li")).not_to_have_count(0)
    assert not any(asked), "the first answer does not wait for what it doesn't show"
    page.goto("search/?q=理论学习不深入的人工智能")
    status = page.locator(".search-status[role=status]")
    expect(status).to_contain_text("没有找到“理论学习不深入的人工智能”。")
    expect(page.locator(".search-advice")).to_contain_text("用词相近的问题类型")
    expect(page.locator(".search-advice")).to_contain_text("不含全部字句")
    assert sum(asked) == 1
    expect(page.locator(".search-hits > li")).not_to_have_count(0)
    page.goto("search/?q=学习&year=1999")
    expect(status).to_contain_text(f"全库有 {sum(n for _, n in truth.find('学习', {})[0])} 处")
    page.get_by_text("去掉筛选再查").click()
    expect(status).to_contain_text("份材料")
    unit = library.vocabulary.units[0]
    page.goto(f"search/?q=鼋鼍&unit={unit.id}")
    expect(page.get_by_role("checkbox", name=unit.name)).to_be_checked()
    page.goto("search/?q=，。")
    expect(status).to_contain_text("标点和空格不参与检索")


def test_a_term_is_explained_and_its_other_forms_are_offered(page, library):
    term = next(t for t in library.vocabulary.terms if t.definition and t.synonyms)
    page.goto(f"search/?q={term.written}")
    advice = page.locator(".search-advice")
    expect(advice).to_contain_text(f"{term.written}：{term.definition}")
    page.get_by_role("link", name=term.synonyms[0], exact=True).click()
    expect(page.get_by_role("searchbox")).to_have_value(term.synonyms[0])
    expect(advice).to_contain_text(f"{term.written}：{term.definition}")
    page.goto("search/?q=创新意识")
    expect(page.locator(".search-status strong").first).to_be_visible()
    assert not advice.inner_text()


LATE = """() => { const Plain = Worker; window.Worker = class extends Plain {
  set onmessage(told) { super.onmessage = (event) => setTimeout(told, event.data.id > 1 ? 1000 : 0, event); }
}; }"""
"""Answers behind the first come a second late."""


def test_what_comes_below_the_screen_late_leaves_the_sentence(page):
    page.add_init_script(f"({LATE})()")
    page.goto("search/?q=学习")
    expect(page.locator(".search-hits > li")).to_have_count(20)
    expect(page.locator(".search-status strong").first).to_be_visible()


def test_input_method_is_respected(page):
    page.goto("search/")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "xuexi", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(400)
    assert "q=" not in page.url
    client.send("Input.insertText", {"text": "学习"})
    expect(page.locator(".search-hits > li")).to_have_count(20)


@pytest.mark.parametrize("missing", ["scripts", "page.js", "client.js", "view.js"])
def test_without_scripts_the_page_says_so(browser, served, missing):
    context = browser.new_context(
        java_script_enabled=missing != "scripts", http_credentials={"username": "reader", "password": "reader"}
    )
    page = context.new_page()
    page.route(f"**/{missing}", lambda route: route.abort())
    page.goto(f"{served}search/")
    expect(page.get_by_text("检索要用浏览器脚本")).to_be_visible()
    context.close()


def test_with_scripts_the_page_does_not_say_so(page):
    page.goto("search/")
    expect(page.locator(".search-status[role]")).to_have_text("逐字检索全库材料的标题、问题、根源、措施和正文。")


@pytest.fixture
def copied(site, tmp_path):
    """A copy of the site on a plain server, below /some/path/; yields (address, folder)."""
    folder = tmp_path / "some/path"
    shutil.copytree(site, folder)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/some/path/", folder
        server.shutdown()


def test_below_a_path_and_published_anew_while_open(browser, copied, library):
    address, site = copied
    page = browser.new_page()
    page.goto(f"{address}search/?q=学习")
    expect(page.locator(".search-hits > li")).to_have_count(20)
    changed = [replace(m, title=f"{m.title}（鼋鼍修订）") for m in library.materials]
    renewed = relate(tuple(changed), library.vocabulary, audience="internal", as_of=library.as_of)
    search.write_index(renewed, site, site.parent / "cache")
    for query in ("鼋鼍修订", "群众"):
        page.get_by_role("searchbox").fill(query)
        found = sum(n for _, n in Truth(renewed).find(query, {})[0])
        expect(page.locator(".search-status strong").first).to_have_text(str(found))
    page.locator(".search-hits a.text").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.go_back()
    shutil.rmtree(site / "search/data")
    page.get_by_role("searchbox").fill("担当作为")
    expect(page.locator(".search-status")).to_contain_text("请重新载入本页")
    expect(page.get_by_role("button", name="重新载入本页")).to_be_visible()
    page.close()


def test_failure_says_what_to_do(page):
    page.goto("search/")
    page.context.set_offline(True)
    page.keyboard.type("学习")
    expect(page.locator(".search-status[role=status]")).to_contain_text("再试一次")
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".search-hits > li")).to_have_count(20)


@pytest.mark.parametrize("width", [320, 390, 1024, 1220, 1440])
def test_nothing_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("search/?q=学习")
    expect(page.locator(".search-hits > li")).to_have_count(20)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    facets = page.locator(".search-facets")
    assert facets.evaluate("box => box.open") is (width >= 960)


NEWER = {
    # What Chromium 80 does not know, by the version that brought it.
    "js": r"\?\?|\?\.[a-zA-Z\[(]|\|\|=|&&=|#[a-z]\w*\s*[=(;]|static\s*\{|\.at\(|hasOwn\(|structuredClone|replaceAll"
    r"|Promise\.any|WeakRef|\.findLast|toSorted|toReversed|\.groupBy|\beval\(|new Function"
    r"|WebAssembly|\.style\b|innerHTML|^await\b|^(?:const|let)[^(]*\bawait\b"
    r"|\bfrom ['\"](?!\./)|import\.meta\.(?!url)|\bassert\s*\{",
    "css": r":has\(|:is\(|:where\(|&[\s.:]|\binset\s*:|aspect-ratio|@layer|@container|color-mix|[\s;{]gap\s*:",
}


@pytest.mark.parametrize("path", sorted(SCRIPTS.iterdir()), ids=lambda path: path.name)
def test_scripts_run_in_chromium_80_and_under_the_policy(path):
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert not re.findall(NEWER[path.suffix[1:]], text, re.MULTILINE)
