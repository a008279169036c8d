"""The page of the search as its readers use it, from the real server with its content security policy."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect

from review.model import Problem

pytestmark = pytest.mark.slow


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


def test_a_list_of_problems_without_a_word_is_sorted_by_theme_and_type(page, samples):
    page.goto("search/?part=问题&unit=tongji")
    problems = [entry for entry in samples.entries.values()
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
    expect(status).to_have_text(f"统计局：{len(materials)} 份材料。")
    expect(page.locator(".search-hits > li")).to_have_count(len(materials))
    expect(page).to_have_url(re.compile("search/[?]unit=tongji$"))
    page.locator(".search-hits a.text").first.click()
    page.wait_for_url("**/materials/**")


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


def test_nothing_found_offers_what_is_near(page, truth, samples):
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
    unit = samples.vocabulary.units[0]
    page.goto(f"search/?q=鼋鼍&unit={unit.id}")
    expect(page.get_by_role("checkbox", name=unit.name)).to_be_checked()
    page.goto("search/?q=，。")
    expect(status).to_contain_text("标点和空格不参与检索")


def test_a_term_is_explained_and_its_other_forms_are_offered(page, samples):
    term = next(t for t in samples.vocabulary.terms if t.definition and t.synonyms)
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


@pytest.mark.parametrize("width", [320, 390, 1024, 1220, 1440])
def test_nothing_scrolls_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("search/?q=学习")
    expect(page.locator(".search-hits > li")).to_have_count(20)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    facets = page.locator(".search-facets")
    assert facets.evaluate("box => box.open") is (width >= 960)
