"""What stands in columns, bars and tables is whole, stands in one place, or says that it goes on (LOOKS, issue 17)."""

import pytest

pytestmark = pytest.mark.slow
WIDER = "(all) => all.filter((one) => one.scrollWidth > one.clientWidth)"
SAID = "one.previousElementSibling.matches('.scrolls') && one.previousElementSibling.checkVisibility()"
LEFTS = "(rows) => rows.map((row) => Array.from(row.cells, (cell) => Math.round(cell.getBoundingClientRect().left)))"
BARS = ("headings/2025-five-5/", "themes/discipline/", "problems/innovation-awareness/", "campaigns/2025-five/")


@pytest.fixture(scope="module")
def tab(browser):
    page = browser.new_page()
    yield page
    page.close()


def test_what_goes_on_beyond_a_phone_s_edge_says_so(address, tab):
    tab.set_viewport_size({"width": 390, "height": 900})
    tab.goto(address + "statistics/")
    told = tab.locator(".matrix, .drawing").evaluate_all(f"{WIDER}.map((one) => {SAID})")
    lines = tab.locator(".matrix tbody th a").evaluate_all("(all) => all.map((one) => one.getClientRects().length)")
    assert told and all(told) and set(lines) == {1}  # no unit's name breaks
    tab.set_viewport_size({"width": 1440, "height": 900})
    assert not tab.locator(".scrolls").first.is_visible()


@pytest.mark.parametrize("path", BARS)
def test_names_at_bars_are_whole_where_there_is_space(address, tab, path):
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto(address + path)
    names = tab.locator(".bars p > a:first-child:not(:only-child), .bars a > span, .bars summary > span")
    assert names.count() > 3 and not names.evaluate_all(f"{WIDER}.map((one) => one.textContent)")


@pytest.mark.parametrize("path", ["units/", "headings/"])
def test_groups_of_an_index_have_their_columns_in_one_place(address, tab, path):
    """Only the first has heads, which make no column of it wider."""
    tab.set_viewport_size({"width": 1440, "height": 900})
    tab.goto(address + path)
    lefts = tab.locator(".rows tbody tr").evaluate_all(LEFTS)
    assert len(lefts) > 8 and not [row for row in lefts if row != lefts[0]]
