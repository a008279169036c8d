"""A material on paper: in the official layout (GB/T 9704-2012) and with its notes; wide tables whole."""

import re
import zlib
from pathlib import Path

import pytest

import parts

pytestmark = pytest.mark.slow
MATERIAL = "materials/2021/投资促进局-局长/"
MEASURE = """() => {
    dispatchEvent(new Event("beforeprint"));
    const style = (one) => getComputedStyle(document.querySelector(one));
    const point = (px) => Math.round(parseFloat(px) * 75) / 100, prose = style("p.prose");
    const sheets = [...document.styleSheets, ...document.adoptedStyleSheets];
    const rules = sheets.flatMap((sheet) => Array.from(sheet.cssRules));
    return {
        size: point(prose.fontSize), pitch: point(prose.lineHeight), space: point(prose.letterSpacing),
        title: point(style("h1").fontSize), notes: style(".item .notes").display,
        facts: style(".facts").display, byline: style(".byline").display,
        page: style("body").page,
        second: document.querySelectorAll(".second").length,
        margins: rules.map((rule) => rule.cssText).filter((text) => text.startsWith("@page")).join("\\n"),
    };
}"""


@pytest.fixture
def tab(browser, address):
    tab = browser.new_page(viewport={"width": 1440, "height": 1000})
    yield tab
    tab.close()


def pages(pdf):
    """How many sheets of what size, in points."""
    return re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)


def words(pdf):
    """How many runs of text each sheet has; Chromium writes its objects one after another."""
    held = {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)endobj", pdf, re.DOTALL)}
    sheets = [body for _, body in sorted(held.items()) if b"/Type /Page\n" in body]
    written = [held[int(re.search(rb"/Contents (\d+) 0 R", sheet)[1])] for sheet in sheets]
    texts = [zlib.decompress(body.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]) for body in written]
    return [len(re.findall(rb"T[jJ]", text)) for text in texts]


def test_the_line_for_signatures_never_stands_alone_on_a_sheet(tab, address):
    tab.goto(f"{address}ledger/touzi/")
    last = "document.querySelector('.signed').closest('tr').previousElementSibling.cells[0]"  # nothing above it moves
    for space in range(0, 800, 20):
        tab.evaluate(f"{last}.style.paddingTop = '{space}px'")
        signed = words(tab.pdf(prefer_css_page_size=True))
        tab.evaluate("document.querySelector('.signed').closest('tr, p').style.cssText = 'display: none !important'")
        plain = words(tab.pdf(prefer_css_page_size=True))
        tab.evaluate("document.querySelector('.signed').closest('tr, p').style.cssText = ''")
        if len(signed) > len(plain):  # it began a sheet: a row of the one before has come along
            assert signed[-2] < plain[-1], space
            return
    pytest.fail("it began no sheet")


def test_the_official_layout(tab, address):
    tab.goto(f"{address}{MATERIAL}?print=official")
    tab.emulate_media(media="print")
    seen = tab.evaluate(MEASURE)
    assert (seen["size"], round(seen["pitch"], 1), seen["title"]) == (16, 28.9, 22)
    characters = 156 / 25.4 * 72 / (seen["size"] + seen["space"])
    assert 28 <= characters < 28.1
    assert int(225 / 25.4 * 72 / seen["pitch"]) == 22
    assert (seen["notes"], seen["facts"], seen["byline"], seen["page"]) == ("none", "none", "block", "official")
    assert seen["second"] == 6  # its causes and measures begin with （一）
    assert "37mm 26mm 35mm 28mm" in seen["margins"]
    said = r'@bottom-(\w+) \{[^}]*content: "内部资料，不得外传。[^"]*投资促进局-局长/[^"]*打印"'
    foot = re.findall(said, seen["margins"])
    assert foot == ["left", "right"]
    assert seen["margins"].count("内部资料") == 2  # and what other sheets say below is not over them
    assert len(pages(tab.pdf(prefer_css_page_size=True))) == 5


PARAGRAPHS = """() => Array.from(document.querySelectorAll(".md-content__inner :is(h2[id^=s], h3, .text > p, p.prose)"))
    .map((one) => { const copy = one.cloneNode(true);
                    copy.querySelectorAll(".self, .tip").forEach((part) => part.remove());
                    return copy.textContent.trim(); })
    .filter(Boolean)"""


def test_the_official_layout_has_the_paragraphs_of_the_source(tab, address):
    source = Path(__file__).parents[1] / f"{MATERIAL.rstrip('/')}.md"
    lines = [line for line in source.read_text(encoding="utf-8").split("---\n", 2)[2].splitlines() if line]
    written = [re.sub(r"^#+ ", "", line) for line in lines[1:]]
    tab.goto(f"{address}{MATERIAL}?print=official")
    apart = tab.evaluate(PARAGRAPHS)
    assert len(apart) > len(written)  # on the screen each item begins its own
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate(PARAGRAPHS) == written
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.evaluate(PARAGRAPHS) == apart


def test_what_runs_on_behind_a_heading_stands_in_its_paragraph(tab, address):
    tab.goto(f"{address}{MATERIAL}?print=official")
    tab.evaluate("document.querySelector('.heading + .item').setAttribute('data-on', '')")
    before = tab.locator(".heading").first.inner_text()
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    first = tab.locator(".item .text > p").first
    assert first.text_content().startswith("（一）") and "一是" in first.text_content()
    tab.emulate_media(media="print")
    assert tab.locator("h3").first.bounding_box()["height"] == 0
    kai, body = (tab.locator(one).first.evaluate("one => getComputedStyle(one).fontFamily")
                 for one in (".text > p > .second", ".text > p > strong, .text > p > .self"))  # fmt: skip
    assert kai != body
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator(".heading").first.inner_text() == before


def test_without_it_the_notes_are_printed(tab, address):
    tab.goto(address + MATERIAL)
    tab.emulate_media(media="print")
    seen = tab.evaluate(MEASURE)
    assert (seen["notes"], seen["byline"], seen["page"]) == ("inline", "none", "auto")
    assert tab.get_by_text("与别的材料对照").count() == 1 and not tab.get_by_text("与别的材料对照").is_visible()
    assert tab.locator(".printing button").all_text_contents() == ["带旁注打印", "公文版式打印"]


def test_the_button_prints_and_leaves_the_screen_as_it_was(tab, address):
    tab.add_init_script("window.print = () => { window.printed = document.documentElement.className; "
                        "dispatchEvent(new Event('afterprint')); }")
    tab.goto(address + MATERIAL)
    tab.get_by_role("button", name="公文版式打印").click()
    assert "official" in tab.evaluate("window.printed")
    assert "official" not in tab.evaluate("document.documentElement.className")


def test_all_columns_of_a_wide_table_reach_the_paper(tab, address):
    tab.goto(address + MATERIAL)
    row = "".join(f"<td>第{n}栏的内容要换行</td>" for n in range(12))
    head = f"<thead><tr>{row.replace('td', 'th')}</tr></thead>"
    table = f"<div class=table><table>{head}<tbody><tr>{row}</tr></tbody></table></div>"
    tab.evaluate("html => document.querySelector('p.prose').insertAdjacentHTML('beforebegin', html)", table)
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 1009, "height": 700})  # a turned A4 within its margins, in px
    table = tab.evaluate("document.querySelector('.table table').getBoundingClientRect().toJSON()")
    assert table["right"] <= 1010 and table["width"] > 1000, table  # all of the sheet
    assert {(round(float(w)), round(float(h))) for w, h in pages(tab.pdf(prefer_css_page_size=True))} >= {(842, 595)}


@pytest.mark.parametrize("page", ["units/touzi/", "compare/2025/投资促进局-局长/", "campaigns/2021-dangshi/",
                                  "statistics/", "changes/", parts.BUSY])  # fmt: skip
def test_nothing_is_lost_beside_the_paper(tab, address, site, page):
    parts.route_staff(tab, address, site)
    assert tab.goto(address + page).ok
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 597, "height": 900})  # an upright A4 within its margins, in px
    beside = tab.evaluate("""() => Array.from(document.querySelectorAll(".md-content__inner *"))
        .map((one) => [one.getBoundingClientRect(), one.textContent.trim()])
        .filter(([box, said]) => said && box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
        .map(([box, said]) => said)""")
    assert not beside


def test_what_a_number_counts_is_said_by_its_head_on_paper(tab, address):
    """Words for ears alone tear the bars of the years and the columns apart; what is inferred says so."""
    wide = """(all) => all.filter((one) => one.getBoundingClientRect().width > 1).length"""
    tab.emulate_media(media="print")
    for page in ("problems/innovation-awareness/", "themes/innovation/"):
        tab.goto(address + page)
        hidden = tab.locator(":is(.years, .bars, .saying) .vh")
        assert hidden.count() and not hidden.evaluate_all(wide), page
    tab.goto(address + MATERIAL)
    assert tab.locator(".inferred .vh").evaluate_all(wide)


def test_a_band_of_one_sentence_keeps_it_on_paper(tab, address):
    tab.goto(f"{address}units/gonghui/")
    tab.emulate_media(media="print")
    assert "还没有登记" in tab.locator(".band:has(> #ledger)").inner_text()


def test_a_search_on_paper_says_how_much_it_leaves_out(tab, address):
    tab.goto(f"{address}search/?q=群众")
    tab.wait_for_selector(".search-more:not([hidden])")
    tab.emulate_media(media="print")
    left = int(tab.locator(".search-more").get_attribute("data-left"))
    said = tab.locator(".search-more").evaluate("(one) => getComputedStyle(one, '::after').content")
    assert "没有列出" in said and str(left) in said
    in_all = int(re.search(r"(\d+) 段", tab.locator("main").inner_text())[1])
    assert left == in_all - tab.locator(".md-content a.text").count() > 0


def test_every_sheet_says_what_it_is_where_from_and_when(tab, address):
    """Of whatever kind the page is; the browser's margins take it from a rule that printing adds."""
    rules = """() => { dispatchEvent(new Event("beforeprint"));
        return [...document.styleSheets, ...document.adoptedStyleSheets].flatMap((sheet) => Array.from(sheet.cssRules))
            .filter((rule) => rule.type === 6 && !rule.selectorText).map((rule) => rule.cssText).join(" "); }"""
    for page in ("", "ledger/", "statistics/"):
        tab.goto(address + page)
        said = tab.evaluate(rules)
        for words in ("内部资料", f"{address.split('//')[1]}{page}", "\u00a0打印", "counter(page)"):
            assert words in said, said


def test_an_empty_ledger_is_a_sheet_to_be_signed(tab, address):
    """Turned A4; the head on every sheet, running numbers, and a line for seal, signatures and date."""
    tab.goto(f"{address}ledger/gonghui/")
    tab.emulate_media(media="print")
    for hidden in (".eyebrow", ".total", ".tools"):
        assert not tab.locator(hidden).first.is_visible(), hidden
    signed = tab.locator(".signed")
    assert signed.inner_text().split() == ["单位（盖章）：", "责任领导（签字）：", "填表人：", "年", "月", "日"]
    assert signed.evaluate("one => getComputedStyle(one).display") == "block"
    assert tab.locator(".blank thead").evaluate("one => getComputedStyle(one).display") == "table-header-group"
    assert tab.locator(".blank thead th").first.inner_text() == "序号"
    tab.evaluate("document.querySelector('h1').style.paddingTop = '500px'")
    sheets = pages(tab.pdf(prefer_css_page_size=True))
    assert len(sheets) > 1 and {(round(float(w)), round(float(h))) for w, h in sheets} == {(842, 595)}


def test_a_ledger_on_paper_has_running_numbers(tab, address):
    tab.goto(f"{address}ledger/touzi/")
    tab.emulate_media(media="print")
    assert not tab.locator(".eyebrow").is_visible() and "单位（盖章）" in tab.locator(".signed").inner_text()
    numbers = tab.evaluate("""() => Array.from(document.querySelectorAll(".ledger tbody th"))
        .filter((one) => getComputedStyle(one, "::before").content === "counter(measure)").length""")
    assert numbers == tab.locator(".ledger tbody td .state").count()


def test_an_unfolded_list_goes_on_on_the_next_sheet_its_head_with_it(tab, address):
    tab.goto(f"{address}statistics/")
    tab.emulate_media(media="print")
    broken = """(all, what) => [...new Set(all.map((one) => getComputedStyle(one)[what]))]"""
    assert tab.locator("article details").evaluate_all(broken, "breakInside") == ["auto"]
    assert tab.locator("article summary").evaluate_all(broken, "breakAfter") == ["avoid"]
