"""The nine tasks of a week on staff's site of a large library: in at most four steps from the home page."""

import datetime
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from large import COPY, SILENT, TODAY, UNITS, large_library
from review.publish.build import build
from servers import plain
from test_tasks import reading

pytestmark = pytest.mark.slow
UNIT = UNITS[2]


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Where the site is served."""
    root, out = tmp_path_factory.mktemp("large"), tmp_path_factory.mktemp("out") / "site"
    large_library(root)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOURCE_DATE_EPOCH", str(int(datetime.datetime.combine(TODAY, datetime.time(4)).timestamp())))
        build(root, "staff", out)
    with plain(out) as address:
        yield address


@pytest.fixture
def reader(browser, large):
    with reading(browser, large) as made:
        yield made


def test_what_my_unit_must_finish_this_month_on_paper(reader):
    reader.ask(UNIT)
    reader.follow(re.compile(f"^{UNIT}"), ".search")
    reader.follow(re.compile("本月到期"))
    tab = reader.tab
    expect(tab.locator("h1")).to_contain_text(UNIT)
    expect(tab.locator(".total")).to_have_text(re.compile("2 项措施，.*1 个单位"))
    tab.emulate_media(media="print")
    assert set(re.findall(r"20\d\d-\d\d-\d\d", tab.locator(".ledger").inner_text())) == {"2026-03-31"}


def test_print_the_ledger_of_one_unit_for_signature(reader):
    reader.ask(UNIT)
    reader.follow(re.compile(f"^{UNIT}"), ".search")
    reader.follow(re.compile("本单位台账，打印签字"))
    expect(reader.tab.locator("h1")).to_have_text(f"{UNIT}整改台账")
    reader.tab.emulate_media(media="print")
    expect(reader.tab.locator(".signed")).to_be_visible()
    assert reader.tab.locator(".ledger td .state").count() == 8


def test_which_problems_of_last_year_came_back(reader):
    reader.follow(re.compile(r"全部 \d+ 项"), "article")
    reader.follow(re.compile("2024 年有、2025 年又犯"))
    tab = reader.tab
    expect(tab.locator(".chosen-rows tr").first).to_be_visible()
    said = int(re.search(r"\d+", tab.locator(".facts a", has_text="又犯").inner_text())[0])
    assert said and said >= tab.locator(".chosen-rows tbody tr").count() > 0


def test_how_others_remedied_a_problem_and_whether_it_worked(reader):
    reader.follow("问题", ".tabs")
    reader.follow("调查研究不深入", "article")
    expect(reader.tab.locator(".bars", has_text="常见措施")).to_be_visible()
    expect(reader.tab.locator(".outcomes")).to_contain_text("又出现")


def test_who_has_not_handed_in(reader):
    reader.follow(re.compile("民主生活会"), "article")
    reader.follow(re.compile("1 个单位未交材料"))
    expect(reader.tab.locator(":target")).to_contain_text("未交材料")
    expect(reader.tab.locator(":target + p")).to_have_text(SILENT)


def test_what_is_new_since_monday(reader):
    reader.follow(re.compile("星期一"), ".latest")
    newest, before = reader.tab.locator("h2.day").all()
    assert newest.get_attribute("id") == "d2026-03-16" and "星期一" in newest.inner_text()
    assert before.get_attribute("id") == "d2026-03-14"
    reader.follow(re.compile(UNITS[0]), "article")
    expect(reader.tab.locator(":target")).to_be_visible()


def test_what_our_unit_wrote_on_a_heading_over_the_years(reader):
    reader.ask(f"{UNIT} 理论学习")
    hits = reader.tab.locator(".search-hits .source")
    expect(hits.first).to_contain_text(UNIT)
    lines = hits.all_inner_texts()
    assert all(UNIT in line for line in lines)
    assert len({year for line in lines for year in re.findall(r"20\d\d", line)}) > 1


def test_whether_a_new_material_is_copied(reader):
    reader.ask(COPY[1])
    reader.follow(re.compile(f"{COPY[1]}主任2025年度"), "article")
    reader.follow("查雷同")
    expect(reader.tab.locator(".copied")).to_contain_text(f"与 {COPY[0]} 主任 2025 有")


def test_the_figures_for_a_report(reader):
    reader.follow("统计", ".tabs")
    tab = reader.tab
    reader.steps += 1
    with tab.expect_download() as file:
        tab.locator(".band", has=tab.locator("#themes")).get_by_role("link", name="CSV").click()
    last = Path(file.value.path()).read_text("utf-8-sig").splitlines()[-1].split(",")
    assert last == ["当年材料", "85", "85", "168"]
