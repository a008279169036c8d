"""What the search says where a script, a file or the server is missing, and when the site is published anew."""

import contextlib
import shutil
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from review.relate.library import relate
from review.show import search
from searching import Truth, tab

pytestmark = pytest.mark.slow


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


def test_failure_says_what_to_do(page):
    page.goto("search/")
    page.context.set_offline(True)
    page.keyboard.type("学习")
    expect(page.locator(".search-status[role=status]")).to_contain_text("再试一次")
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(".search-hits > li")).to_have_count(20)


def test_below_a_path_and_published_anew_while_open(browser, copied, samples):
    address, site = copied
    page = browser.new_page()
    page.goto(f"{address}search/?q=学习")
    expect(page.locator(".search-hits > li")).to_have_count(20)
    changed = [replace(m, title=f"{m.title}（鼋鼍修订）") for m in samples.materials]
    renewed = relate(tuple(changed), samples.vocabulary, audience="internal", as_of=samples.as_of)
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
