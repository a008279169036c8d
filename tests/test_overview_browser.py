"""The overviews in a browser, on the project's own materials: on a phone, by keyboard, as a spreadsheet."""

import itertools
import re

import pytest
from openpyxl import load_workbook

pytestmark = pytest.mark.slow


OVERVIEWS = (
    "", "campaigns/", "campaigns/2021-dangshi/", "headings/", "problems/", "recurrences/", "units/", "units/touzi/",
    "ledger/",
)


SMALLEST = """() => Math.min(...[...document.querySelectorAll("article *")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.mark.slow
def test_nothing_runs_over_the_window_or_is_set_too_small(address, browser):
    page = browser.new_page()
    wrong = []
    for path in OVERVIEWS:
        page.goto(address + path)
        for width in (320, 390, 1024, 1220, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{path} is wider than {width}")
            if page.evaluate(SMALLEST) < 13:
                wrong.append(f"{path} has text under 13 px at {width}")
        if page.query_selector("article [style]"):
            wrong.append(f"{path} has a style attribute")
    page.close()
    assert not wrong


@pytest.mark.slow
def test_matrix_heads_stand_upright_on_a_phone(address, browser):
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(address + "campaigns/2021-dangshi/")
    modes = page.eval_on_selector_all(".matrix thead a", "found => found.map(a => getComputedStyle(a).writingMode)")
    assert set(modes) == {"vertical-rl"}
    right = page.eval_on_selector(".matrix table", "table => table.getBoundingClientRect().right")
    page.close()
    assert right <= 390 - 16


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 320])
def test_a_campaign_s_table_is_whole_on_a_phone(address, browser, width):
    """How many materials stand beside each unit, below their head, and no figure lies on another."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + "campaigns/2021-dangshi/")
    found = page.evaluate("""() => {
        const rows = Array.from(document.querySelectorAll(".matrix.roll tr"));
        for (const number of rows[rows.length - 1].querySelectorAll("strong")) number.textContent = "200";
        rows[rows.length - 1].cells[1].textContent = "200";
        const boxes = (row) => Array.from(row.cells, (cell) => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            const box = words.getBoundingClientRect();
            return [cell.textContent.trim(), box.left, box.right, box.width];
        });
        return rows.filter((row) => row.cells[1].textContent.trim()).map(boxes);
    }""")
    page.close()
    assert found[0][1][0] == "份" and len(found) > 8
    for row in found:
        assert row[1][3] > 0 and row[-1][2] <= width - 8, row
    total = found[-1]
    assert total[1][0] == "200" and all(one[2] <= other[1] for one, other in itertools.pairwise(total)), total


LENGTHENED = """async (root) => {
    const matrix = document.querySelector(".matrix"), row = matrix.querySelector("tbody a").closest("tr");
    matrix.classList.add("long");
    for (let n = 1; n < 20; n++) {
        const more = row.cloneNode(true);
        more.querySelector("a").textContent = `第 ${n} 单位`;
        row.after(more);
    }
    await import(`${root}assets/reader/jump.js?again`);
}"""


@pytest.mark.slow
@pytest.mark.parametrize("page, years", [("themes/theory/", 2), ("themes/theory/", 10), ("units/touzi/", 10)])
def test_all_years_are_in_sight_on_a_phone_below_their_heads(address, browser, page, years):
    """With `years` more than the samples have."""
    tab = browser.new_page(viewport={"width": 320, "height": 700})
    tab.goto(address + page)
    lefts = tab.evaluate("""years => {
        const matrix = document.querySelector(".annual, .across");
        if (years > 3) matrix.classList.add("many");
        for (const row of matrix.querySelectorAll("tr"))
            for (let n = 0; n < years; n++) row.cells[1].before(row.cells[1].cloneNode(true));
        const count = matrix.querySelectorAll("thead th").length - (matrix.matches(".across") ? 3 : 2);
        return Array.from(matrix.querySelectorAll("tr"), (row) => Array.from(row.cells).slice(1, 1 + count)
            .map((cell) => cell.getBoundingClientRect()).map((box) => [Math.round(box.left), Math.round(box.right)]));
    }""", years)
    assert not [row for row in lefts if row != lefts[0]]
    assert len(lefts[0]) > years and all(left >= 0 and left + 24 <= right <= 320 for left, right in lefts[0])
    tab.close()


@pytest.mark.slow
def test_a_unit_on_another_page_of_a_heading_is_jumped_to(address, browser):
    """The matrix of the campaign knows on which page it is."""
    page, uri = browser.new_page(), "headings/2021-dangshi-1/"
    source = page.request.get(address + uri).text()
    short = re.sub(r'<h3 id="touzi".*?(?=<h[23])', "", source, flags=re.DOTALL)
    short = short.replace('<h2 id="g1"', '<p class="parts"><strong>甲</strong> <a href="g2/">乙</a></p><h2 id="g1"', 1)
    assert "touzi" not in short.partition("<article")[2].replace("units/touzi", "")
    page.route(f"**/{uri}", lambda route: route.fulfill(body=short, content_type="text/html"))
    page.goto(address + uri)
    page.get_by_label("跳到单位").fill("投资")
    with page.expect_navigation(url="**/headings/2021-dangshi-1/#touzi"):
        page.keyboard.press("Enter")
    page.get_by_label("跳到单位").fill("没有的局")
    page.keyboard.press("Enter")
    page.get_by_text("这里没有“没有的局”").wait_for()
    page.close()


@pytest.mark.slow
def test_groups_of_a_long_matrix_close_and_open_and_a_unit_is_jumped_to(address, browser):
    page = browser.new_page()
    page.goto(address + "campaigns/2025-five/")
    page.evaluate(LENGTHENED, address)
    rows, groups = page.locator(".matrix tbody tr:visible"), page.locator(".matrix tbody button").count()
    every = rows.count()
    page.get_by_role("button", name="全部收起").click()
    assert rows.count() == groups + 1 and groups  # the totals too
    page.get_by_label("跳到单位").fill("第 7 单位")
    page.keyboard.press("Enter")
    assert page.locator(".jumped").inner_text() == "第 7 单位" and groups + 1 < rows.count() < every
    page.get_by_role("button", name="全部展开").click()
    assert rows.count() == every
    page.close()


@pytest.mark.slow
def test_a_matrix_is_saved_as_a_spreadsheet(address, browser, tmp_path):
    page = browser.new_page()
    page.goto(address + "campaigns/2021-dangshi/")
    with page.expect_navigation():
        page.get_by_role("link", name="按每份平均").click()
    shown = page.locator(".matrix tr", has_text="投资促进局").locator("td, th").all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载 Excel").click()
    assert saved.value.suggested_filename == "2021 年党史学习教育专题民主生活会，按每份平均.xlsx"
    saved.value.save_as(tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    found = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert found["单位"][0] == "份" and found["单位"][-1] == "每份"
    assert found["投资促进局"] == tuple(float(n) if n.strip()[0].isdecimal() else n for n in shown[1:])
    page.close()


@pytest.mark.slow
def test_a_cell_leads_to_the_units_problems_and_the_home_page_to_a_search(address, browser):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address + "campaigns/2021-dangshi/")
    cell = page.locator(".matrix tr", has_text="投资促进局").locator("a.cell").first
    count = int(cell.inner_text())
    cell.click()
    page.wait_for_url("**/headings/2021-dangshi-1/#touzi")
    briefs = page.evaluate(
        """() => { let found = 0, next = document.getElementById("touzi").nextElementSibling
            for (; next && !/^H[123]$/.test(next.tagName); next = next.nextElementSibling)
                found += next.matches(".brief")
            return found }"""
    )
    assert briefs == count
    page.goto(address)
    page.fill(".ask input", "学习")
    page.press(".ask input", "Enter")
    page.wait_for_url("**/search/?q=*")
    page.close()
