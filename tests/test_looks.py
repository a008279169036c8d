"""What LOOKS demands of every page, measured in a real browser on the project's own site."""

import re
from collections import Counter
from functools import cache

import lxml.html
import pytest

import parts
from projects import ROOT

pytestmark = pytest.mark.slow

THEME = ROOT / "hooks/review/theme"
PAGES = {
    "home": "",
    "material": "materials/2021/投资促进局-局长/",
    "heading": "headings/2021-dangshi-2/",
    "problem": "problems/innovation-awareness/",
    "theme": "themes/theory/",
    "compare": "compare/2025/投资促进局-局长/",
    "campaign": "campaigns/2021-dangshi/",
    "campaigns": "campaigns/",
    "headings": "headings/",
    "problems": "problems/",
    "units": "units/",
    "unit": "units/touzi/",
    "ledger": "ledger/",
    "changes": "changes/",
    "changes of a full day": parts.BUSY,
    "statistics": "statistics/",
    "statistics by number": "statistics/count/",
    "history": "materials/2024/城东街道-班子/#history",
    "glossary": "glossary/",
    "remarks": "quality/",
    "copies": "copies/",
    "search": "search/",
    "guide": "guide/",
    "missing": "404.html",
}
LINK = re.compile(r'<a [^>]*class="[^"]*\binferred\b[^"]*"[^>]*>.*?</a>', re.DOTALL)
ENTRIES = ("material", "heading", "problem")

TEXTS = """() => {
  const seen = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const grounds = new Map();
  const ground = element => {
    if (!grounds.has(element)) {
      const colour = getComputedStyle(element).backgroundColor, above = element.parentElement;
      grounds.set(element, colour === "rgba(0, 0, 0, 0)" && above ? ground(above) : colour);
    }
    return grounds.get(element);
  };
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, noscript, .vh, .md-skip")) continue;
    if (!element.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
    const range = document.createRange(); range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.right < 0) continue;
    const style = getComputedStyle(element);
    seen.push([node.data.trim().slice(0, 20), parseFloat(style.fontSize), style.color, ground(element)]);
  }
  return seen;
}"""


@pytest.fixture(scope="module")
def tabs(browser, address, site):
    """One tab a colour scheme, moved from page to page."""
    opened = {scheme: browser.new_page(color_scheme=scheme) for scheme in ("light", "dark")}
    for tab in opened.values():
        parts.route_staff(tab, address, site)
    yield opened
    for tab in opened.values():
        tab.close()


def shown(tab, address, page, width, height=900):
    tab.set_viewport_size({"width": width, "height": height})
    tab.goto(address + PAGES[page])
    return tab


GAPS = """() => [...document.querySelectorAll("body :not(.md-nav__link)")].filter(element => {
  const style = getComputedStyle(element);
  return style.display.endsWith("flex") && (style.columnGap !== "normal" || style.rowGap !== "normal");
}).map(element => element.className)"""
WIDTHS = {1440: (1440, 1220, 1024), 390: (390, 320)}
"""A page is loaded at two widths, for scripts look at it once, and by it the page is narrow or wide; then resized."""


SCHEME = """scheme => {
  const body = document.body, button = `input[data-md-color-scheme=${scheme}]`;
  if (body.dataset.mdColorScheme !== scheme) document.querySelector(button).click();
  for (const one of document.getAnimations()) one.finish();
  return body.dataset.mdColorScheme;
}"""
"""Changes light and dark as a reader does, by the button in the head."""


@pytest.fixture(scope="module")
def measured(tabs, address):
    """What is seen of a page at a width, light and dark: it is loaded once for all tests, which costs most."""

    @cache
    def measure(page, width):
        tab, texts, wide = shown(tabs["light"], address, page, width), {}, {}
        for scheme in ("dark", "light"):
            assert tab.evaluate(SCHEME, scheme) == scheme
            texts[scheme] = tab.evaluate(TEXTS)
        gaps = tab.evaluate(GAPS)
        for drawn in WIDTHS[width]:
            tab.set_viewport_size({"width": drawn, "height": 900})
            wide[drawn] = tab.evaluate("document.documentElement.scrollWidth")
        return texts, gaps, wide

    return measure


def luminance(colour):
    parts = [int(float(part)) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_text_is_large_and_dark_enough(measured, page, scheme):
    for width in WIDTHS:
        texts = measured(page, width)[0][scheme]
        assert len(texts) > 3
        pale = [(words, round(contrast(ink, paper), 2)) for words, _, ink, paper in texts if contrast(ink, paper) < 4.5]
        assert not pale, (width, pale[:5])
        small = [(words, size) for words, size, _, _ in texts if size < 12.95]
        assert not small, (width, small[:5])


@pytest.mark.parametrize("page", PAGES)
def test_nothing_scrolls_sideways(measured, page):
    for width in WIDTHS:
        _, _, wide = measured(page, width)
        assert wide and {drawn: least for drawn, least in wide.items() if least > drawn} == {}


@pytest.mark.parametrize("page", PAGES)
def test_distances_show_in_chromium_80(measured, page):
    """It knows gaps in a grid, and from version 84 on in a flex box; without them the tabs are one word."""
    for width in WIDTHS:
        assert not measured(page, width)[1], width


@pytest.mark.parametrize("path", sorted(THEME.rglob("*.css")), ids=lambda path: path.name)
def test_lines_show_in_chromium_80(path):
    """A thickness within text-decoration came with version 89; before, the whole line is lost, and with it 推定."""
    assert not re.findall(r"text-decoration:[^;}]*\d(?:px|em)[^;}]*", path.read_text("utf-8"))


def test_the_measure_is_36_to_40_characters(tabs, address):
    tab = shown(tabs["light"], address, "material", 1440)
    widths = tab.evaluate(
        "[...document.querySelectorAll('.text > p, .prose')]"
        ".map(p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize))"
    )
    assert widths
    assert all(36 <= width <= 40 for width in widths)


def test_text_starts_on_the_axis(tabs, address):
    """266 px from the left edge of the 1220 px grid, on every kind of page."""
    for page in ("material", "heading", "problem", "campaign", "unit", "ledger", "campaigns"):
        tab = shown(tabs["light"], address, page, 1440)
        left = tab.evaluate("document.querySelector('h1').getBoundingClientRect().left") - (1440 - 1220) / 2
        assert abs(left - 266) < 1, (page, left)


@pytest.mark.parametrize("page", ENTRIES)
def test_openings_begin_on_one_line(tabs, address, page):
    for width in (1440, 1000, 390):
        tab = shown(tabs["light"], address, page, width)
        lefts = tab.evaluate(
            "[...document.querySelectorAll('.item .text strong')].map(s => Math.round(s.getClientRects()[0].left))"
        )
        assert len(lefts) > 5
        assert len(set(lefts)) == 1, (width, set(lefts))


@pytest.mark.parametrize("page", ENTRIES)
def test_nothing_overlaps_in_the_margin(tabs, address, page):
    for width in (1440, 1220, 390):
        tab = shown(tabs["light"], address, page, width)
        boxes = tab.evaluate("""
          [...document.querySelectorAll('.notes > *, .text > p')].map(e => e.getBoundingClientRect())
            .filter(b => b.width && b.height).map(b => [b.left, b.top, b.right, b.bottom])""")
        boxes.sort(key=lambda box: box[1])
        for index, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[index + 1 :]:
                if other[1] >= bottom - 1:
                    break
                assert other[0] >= right - 1 or other[2] <= left + 1, (width, boxes[index], other)
            assert right <= width + 1
            assert bottom > top


def test_no_style_attribute_and_no_foreign_script(site):
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        assert not re.search(r"<[^>]+\sstyle=", html), path
        assert not re.search(r"<[^>]+\son[a-z]+=", html), path
        assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html), path


def test_no_link_is_named_by_a_figure_and_no_two_pages_alike(site):
    """A screen reader lists links and pages by their names alone."""
    titles, figures = Counter(), []
    for path in site.rglob("index.html"):
        page = lxml.html.parse(str(path)).getroot()
        titles[page.findtext(".//title")] += 1
        named = ((link.get("aria-label") or "".join(link.itertext()), link.get("href")) for link in page.iter("a"))
        figures += [(path.relative_to(site), name, to) for name, to in named if re.fullmatch(r"[\d\s.%]*", name)]
    assert not figures, figures[:5]
    assert not [title for title, count in titles.items() if count > 1]
    assert len(titles) > 200


def test_every_inferred_link_has_its_hidden_word(site):
    found = 0
    for path in site.rglob("*.html"):
        for link in LINK.findall(path.read_text("utf-8")):
            assert '<em class="vh">（推定）</em>' in link, (path, link)
            found += 1
    assert found > 100


@pytest.mark.parametrize("page", ["material", "heading", "problem", "ledger", "campaign"])
def test_paper_has_heads_and_no_navigation(tabs, address, page):
    tab = shown(tabs["dark"], address, page, 794)
    tab.emulate_media(media="print", color_scheme="dark")
    try:
        hidden = tab.evaluate("""
          ['.md-header', '.md-sidebar', '.md-footer', '.self', '.contents', '.search-box', '.edit', '.turn']
            .flatMap(s => [...document.querySelectorAll(s)]).filter(e => e.checkVisibility()).map(e => e.className)""")
        assert not hidden
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert tab.evaluate("document.querySelector('h1').checkVisibility()")
        heads = tab.evaluate("[...document.querySelectorAll('thead')].map(t => getComputedStyle(t).display)")
        assert set(heads) <= {"table-header-group"}
        printed = "[...document.querySelectorAll('.notes .vh')].every(e => e.getBoundingClientRect().width > 10)"
        assert tab.evaluate(printed)
    finally:
        tab.emulate_media(media="screen")


def test_a_target_is_marked(tabs, address):
    tab = shown(tabs["light"], address, "material", 1440)
    tab.goto(address + PAGES["material"] + "#c2")
    ground = tab.evaluate("getComputedStyle(document.querySelector('#c2 > .text')).backgroundColor")
    assert ground == "rgb(248, 232, 227)"
    assert tab.evaluate("document.querySelector('#c2').getBoundingClientRect().top") >= 58
