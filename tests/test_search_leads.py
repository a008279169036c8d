"""Where the search leads: from any page to the passage, marked, and to the pages that a query names."""

import re

import pytest
from playwright.sync_api import expect

from searching import ask, client

pytestmark = pytest.mark.slow


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


def test_every_kind_of_passage_opens_marked(page, asking, truth, samples):
    """Titles, openings, prose, headings, sections, tables: with punctuation and other forms inside the match."""
    chosen = {}
    content = ((m, part) for m in samples.materials for s in m.document.sections for part in s.content)
    tables = {(f"materials/{m.id}/", part.id) for m, part in content if getattr(part, "text", "").startswith("|")}
    for text in truth.texts:
        kind = text.anchor[0] if text.anchor != "title" else "title"
        kind = "table" if (text.page, text.anchor) in tables else kind
        letters = [i for i, c in enumerate(text.source) if truth.folding.fold(c)]
        if len(letters) > 12:
            # From before a mark of punctuation to behind it, where a passage of its kind has one.
            middle = re.search(r"\w[，。、“”]\w", text.source[letters[3] : letters[-3]])
            at = letters[3] + middle.start() if middle else letters[4]
            if kind not in chosen or middle and not chosen[kind][0]:
                chosen[kind] = bool(middle), text, text.source[max(0, at - 2) : at + 6].strip("|\n")
    assert chosen.keys() >= {"title", "p", "c", "m", "t", "h", "s", "table"}
    assert sum(punctuated for punctuated, *_ in chosen.values()) > 4
    for _, text, query in chosen.values():
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


def test_a_unit_leads_to_its_page_whether_there_is_anything_of_it_or_not(page, truth, samples):
    """From the results and from the list below a field; and what is asked of the ledger leads there."""
    given = {text.values["unit"] for text in truth.texts}
    for unit in (samples.vocabulary.unit("统计局"), next(u for u in samples.vocabulary.units if u.id not in given)):
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


def test_what_there_is_nothing_of_together_is_said_and_a_page_of_the_site_is_offered(page):
    page.goto("search/?q=教体局班子2025年")
    expect(page.locator(".search-status[role=status]")).to_contain_text("没有材料同时是年份“2025”、单位“教育体育局”")
    page.get_by_role("link", name="单位 教育体育局").click()
    expect(page.locator(".search-hits > li")).to_have_count(3)
    page.goto("search/?q=台账")
    expect(page.locator(".search-advice").get_by_role("link", name="整改台账")).to_be_visible()
