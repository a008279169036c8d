"""What people come for, in a real browser on the project's own site: from the home page, in at most four steps."""

import datetime
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

import parts

pytestmark = pytest.mark.slow
MOST = 4


class Reader:
    """Somebody who sees the site for the first time, and counts what she does."""

    def __init__(self, tab, address):
        self.tab, self.steps = tab, 0
        tab.goto(address)

    def follow(self, words, within="body"):
        self.steps += 1
        self.tab.locator(within).get_by_role("link", name=words).first.click()

    def ask(self, words):
        self.steps += 1
        self.tab.get_by_role("searchbox").or_(self.tab.get_by_role("combobox")).first.fill(words)
        self.tab.keyboard.press("Enter")


@contextmanager
def reading(browser, address):
    """A reader of the site at an address, who must need few steps, and see no script fail."""
    tab = browser.new_page()
    wrong = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield (made := Reader(tab, address))
    tab.close()
    assert not wrong and 0 < made.steps <= MOST


@pytest.fixture
def reader(browser, address):
    with reading(browser, address) as made:
        yield made


def test_what_my_unit_must_finish_this_month_on_paper(reader):
    """The samples' dates are past: nothing is due in the month of the test, which is said, and some is overdue."""
    reader.follow("单位", ".tabs")
    reader.follow("投资促进局", "article")
    expect(reader.tab.locator(".dues")).to_contain_text("本月")
    late = int(re.search(r"已逾期 (\d+) 项", reader.tab.locator(".dues").inner_text())[1])
    reader.follow(re.compile("已逾期"), ".dues")
    expect(reader.tab.locator(".total")).to_contain_text(f"{late} 项措施")
    expect(reader.tab.locator("h1")).to_contain_text("投资促进局")
    reader.tab.emulate_media(media="print")
    expect(reader.tab.locator(".signed")).to_be_visible()
    assert reader.tab.locator(".ledger tr.entry:visible").count() == late


def test_print_the_ledger_of_one_unit_for_signature(reader):
    reader.follow("单位", ".tabs")
    reader.follow("投资促进局", "article")
    reader.follow(re.compile("本单位台账，打印签字"))
    expect(reader.tab.locator("h1")).to_have_text("投资促进局整改台账")
    reader.tab.emulate_media(media="print")
    expect(reader.tab.locator(".signed")).to_be_visible()
    assert reader.tab.locator(".ledger td .state").count() >= 11
    assert not reader.tab.locator(".tabs").is_visible()


def test_which_problems_of_last_year_came_back(reader):
    reader.follow("单位", ".tabs")
    reader.follow("投资促进局", "article")
    still = reader.tab.locator(".fate").first
    expect(still).to_contain_text("还在")
    years = [re.findall(r"20\d\d", line) for line in still.locator("li").all_inner_texts()]
    assert years and all({"2024", "2025"} <= set(of_line) for of_line in years)
    reader.follow("2025", ".fate li")
    expect(reader.tab.locator(":target")).to_be_visible()


def test_how_others_remedied_a_problem_and_whether_it_worked(reader):
    reader.follow("创新意识不强", "article")
    expect(reader.tab.locator(".bars", has_text="常见措施")).to_be_visible()
    expect(reader.tab.locator(".outcomes")).to_contain_text("又出现")
    measure = reader.tab.locator(".brief .notes a").last
    reader.steps += 1
    measure.click()
    expect(reader.tab.locator(":target")).to_be_visible()


def test_who_has_not_handed_in(reader):
    reader.follow("党史学习教育专题民主生活会", "article")
    lacks = reader.tab.locator(".matrix tr", has_text="无可看的材料")
    said = re.search(r"(\d+)\s*个单位无可看的材料", reader.tab.locator(".facts").inner_text())
    assert lacks.count() == int(said[1] if said else 0)


def test_what_our_unit_wrote_on_a_subject_over_the_years(reader):
    reader.follow("单位", ".tabs")
    reader.follow("投资促进局", "article")
    expect(reader.tab.get_by_role("link", name=re.compile("^政治站位，共 3 个问题$"))).to_be_visible()
    reader.steps += 1
    reader.tab.locator(".across").get_by_role("link", name="政治站位", exact=True).click()
    expect(reader.tab.locator(".search-status p")).to_have_text("投资促进局，政治站位：3 个问题，见于 3 份材料。")
    hits = reader.tab.locator(".search-hits .source")
    expect(hits).to_have_count(3)
    assert all("投资促进局" in line for line in hits.all_inner_texts())


def test_the_same_by_typing(reader):
    reader.ask("投资促进局 政治站位")
    said = reader.tab.locator(".search-status")
    expect(said).to_contain_text("按单位“投资促进局”、主题“政治站位”筛选")
    expect(said).to_contain_text("见于 3 份材料")


def test_two_materials_that_nobody_has_paired(reader):
    reader.follow("单位", ".tabs")
    reader.follow("同一职务前后两年对照")
    tab = reader.tab
    tab.get_by_label("左边").fill("2024 投资促进")
    offered = tab.get_by_role("option")
    expect(offered).to_have_text(["投资促进局 局长 2024"])
    tab.keyboard.press("ArrowDown")
    expect(offered).to_have_attribute("aria-selected", "true")
    tab.keyboard.press("Enter")
    expect(tab.get_by_label("左边")).to_have_value("投资促进局 局长 2024")
    expect(tab.get_by_label("右边")).to_be_focused()
    tab.get_by_label("右边").fill("统计局 2025")
    offered.first.click()
    expect(tab.get_by_label("右边")).to_have_value("统计局 副局长 2025")
    expect(offered).to_have_count(0)
    reader.steps += 2
    tab.get_by_role("button", name="对照", exact=True).click()
    expect(tab.get_by_role("status").last).to_contain_text("条同类")
    words = [line.strip() for line in tab.locator(".versus:not(.over):not(.columns) > p").all_inner_texts()]
    assert {"同类", "只在左边", "只在右边"} <= set(words)
    tab.get_by_role("button", name="左右互换").click()
    expect(tab.locator(".columns a").first).to_contain_text("统计局副局长")
    tab.get_by_label("左边").fill("没有这个单位")
    tab.get_by_role("button", name="对照", exact=True).click()
    expect(tab.get_by_role("status").last).to_contain_text("名单里没有“没有这个单位”")


def test_what_is_new_since_monday(reader):
    reader.follow("更新", ".tabs")
    tab = reader.tab
    expect(tab.locator("h1")).to_have_text("更新")
    days = tab.locator("h2.day").all()
    dates = [datetime.date.fromisoformat(day.get_attribute("id")[1:]) for day in days]
    assert dates == sorted(dates, reverse=True)
    for date, day in zip(dates, days, strict=True):
        assert f"星期{'一二三四五六日'[date.weekday()]}" in day.inner_text()
    if not tab.locator("label", has_text="更正").count():  # a month that has just begun
        tab.locator(".months a").first.click()
        reader.steps += 1
    said = tab.locator("label", has_text="更正").locator("em").inner_text()
    reader.steps += 1
    tab.get_by_label("更正").check()
    expect(tab.locator(".narrowed")).to_have_text(f"所列 {said} 项。")
    shown = tab.locator("[data-of]:visible")
    assert sum(int(row.get_attribute("data-of").split()[-1]) for row in shown.all()) == int(said)
    heads = tab.locator("h2.day:visible em").all_inner_texts()
    of = [re.search(r" (\d+) 项中的 (\d+) 项$", head).groups() for head in heads]
    assert sum(int(some) for _, some in of) == int(said) and all(int(some) <= int(every) for every, some in of)
    tab.reload()  # what is chosen stands in the address
    expect(tab.locator(".narrowed")).to_have_text(f"所列 {said} 项。")
    reader.steps += 1
    shown.first.get_by_role("link").first.click()
    expect(tab.locator(":target")).to_be_visible()  # what was corrected, at the material's foot


def test_the_figures_for_a_report(reader):
    reader.follow("统计", ".tabs")
    tab = reader.tab
    band = tab.locator(".band", has=tab.locator("#themes"))
    reader.steps += 1
    band.get_by_text("同样的数字，列成表").click()
    lines = [line.split("\t") for line in band.locator("tbody tr").all_inner_texts()]
    reader.steps += 1
    with tab.expect_download() as file:
        band.get_by_role("link", name="CSV").click()
    text = Path(file.value.path()).read_text("utf-8-sig")
    assert [line.split(",") for line in text.splitlines()[1:]] == lines


def test_whether_new_material_is_copied(reader, site):
    """On staff's site, whose pages of copies no reader has."""
    parts.route_staff(reader.tab, reader.tab.url, site)
    home = (site / "index.html").read_text("utf-8").replace("</nav>", '<a href="copies/">雷同</a></nav>', 1)
    tab, base = reader.tab, reader.tab.url
    tab.route(base, lambda route: route.fulfill(body=home, content_type="text/html"))
    tab.reload()
    reader.follow("雷同")
    reader.steps += 1
    tab.get_by_label("总工会").check()
    pair = tab.locator(".pair:visible")
    expect(pair).to_have_count(1)
    reader.steps += 1
    pair.get_by_text("看最长的").click()
    one, other = (side.locator(".same").all_inner_texts() for side in pair.locator(".side").all())
    assert one == other and len("".join(one)) > 60
