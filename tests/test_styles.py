"""The style sheets: no rule for what no page has, and all sizes of type from one list."""

import re
from pathlib import Path

import pytest

import parts
from review.publish import settings

PROJECT = Path(__file__).parents[1]
ASSETS = PROJECT / "hooks/review/theme/assets"
SHEETS = [PROJECT / "hooks/review/theme" / name for name in settings.STYLES]
UNSEEN = {
    "a share or a year's number that the samples have not": r"\.pair \.w[45]$|\.years \.w[45] ",
    "a long ledger's buttons": r"\.more-rows button$",
    "an address for editing": r"\.edit a$",
    "a heading without a short name": r"\.heading h3:first-child$",
    "while scrolling": r"md-nav__link--active$",
    "an opened list of contents": r"\.contents\[open\]",
    "the official layout, which a button turns on": r"html\.official|\.second$|\.printing",
    "what can be done with an item, put there by a script": r"\.(?:actions|report|moved|keys|term|tip)\b",
    "what is new since the last visit, which a script tells": r"\.(?:fresh|since|visits)\b",
    "the months before, which a script puts into the rail": r"\.beside > \.months",
    "what a script does with more units than the samples have": r"\.(?:long|roll) t(?:body|head) button|\.jump",
    "a matrix as a file, which a script makes": r"\.measured button",
    "a unit of more years than the samples have": r"\.across\.many ",
    "the units of a day that its month does not list": r"\.change a > em$",
    "a search that failed": r"\.search-advice button$",
    "a query understood otherwise": r"\.search-status p \+ p$",
}
"""Selectors of what neither the sample library's pages show nor the page of parts, though a library's pages may."""
SCRIPTED = re.compile(r"search|actions|any-two|beside|boxed|chosen|edit|empty|fresh|jump|jumped|keys|moved|narrowed|"
                      r"nothing|official|printing|report|save|second|since|term|tip|tools|visits|wide|words")
"""Classes that scripts and the frame of a page give, in no page's Markdown."""
STATE = re.compile(
    r"::?(?:before|after|placeholder|details-content|-webkit-[\w-]+|hover|focus(?:-visible|-within)?|target)|\[hidden\]"
)
"""What does not stand in a page as it is sent."""
LATER = re.compile(r":(?:is|where|has|focus-visible|user-\w+|open|modal)\b|:not\((?![.#\[:]?[\w-]+[\])]|\[[^\]]*\]\))")
"""Selectors that Chromium knows only after version 80: it drops the rule, and all that is selected beside them."""
LOST = {":focus-visible": "has a ring of its own there", ":has(": "on paper alone: a page is not turned"}
"""Those of them that a rule by itself may have, and what is without it."""
NEWER = (r"@(?:layer|container|scope|property|starting-style)\b|[;{]\s*(?:inset|aspect-ratio|translate|rotate|scale|"
         r"(?:margin|padding|inset)-(?:inline|block)(?:-start|-end)?)\s*:|\b(?:color-mix|oklch|light-dark)\(|\d[sdl]v[hw]\b|"
         r"overflow(?:-[xy])?:\s*clip|&\s*[.:\[]")
"""Of what came after Chromium 80 that which a page cannot do without once it is used."""
COLOUR = r":[^;{}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(|(?<!-)\b(?:black|white|red|gr[ae]y)\b)"
ROOT = "12pt"
"""What a rem is on paper."""
CHANGES = "changes/"
LIVE = {"compare/": ".any-two", "compare/2025/投资促进局-局长/": ".kinds button", CHANGES: ".narrowed",
        "recurrences/?year=back": ".chosen-rows tr", "statistics/": ".files button",
        "search/?q=学习": ".search-hits > li", "search/?q=龘靐学习不够": ".search-hits > li",
        "ledger/?status=late&order=unit": ".chosen button", "ledger/?q=没有这样的话": ".total button"}
"""Pages that scripts fill."""


def rules(text):
    """The selectors of a style sheet, each by itself; those of keyframes and of the printed sheet are none."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"@keyframes[^{]*\{(?:[^{}]*\{[^}]*\})*\s*\}|@page[^}]*\}", "", text)
    for head in re.findall(r"([^{};]+)\{", text):
        if not head.strip().startswith("@"):
            yield from (one.strip() for one in re.split(r",(?![^(]*\))", head))


def plain(selector):
    """`selector` without states: what must stand in some page."""
    while True:
        bare = re.sub(r":not\(\)", "", STATE.sub("", selector))
        if bare == selector:
            return bare.strip() or "*"
        selector = bare


MATCH = """async ([pages, selectors]) => {
    let left = selectors;
    for (const page of pages) {
        const text = await (await fetch(page)).text(), made = new DOMParser().parseFromString(text, "text/html");
        left = left.filter((one) => !made.querySelector(one));
    }
    return left;
}"""
LEFT = "selectors => selectors.filter((one) => !document.querySelector(one))"


@pytest.mark.slow
def test_every_selector_is_used(site, address, browser, parts_page):
    pages = [f"{address}{path.relative_to(site).as_posix()}" for path in site.rglob("*.html")]
    pages.append(address + parts.ADDRESS)
    given = {plain(one) for sheet in SHEETS for one in rules(sheet.read_text("utf-8"))}
    assert len(given) > 400
    page = browser.new_page()
    page.route(pages[-1], lambda route: route.fulfill(body=parts_page, content_type="text/html"))
    page.goto(address)
    left = page.evaluate(MATCH, [pages, sorted(given)])
    page.locator(".ask input").fill("学习")
    page.locator(".search-list a").first.wait_for()
    page.keyboard.press("ArrowDown")
    left = page.evaluate(LEFT, left)
    for live in LIVE:
        page.goto(address + live)
        if live == CHANGES:  # of a kind that this month has
            page.locator(".total a").first.click()
        page.locator(LIVE[live]).first.wait_for()
        left = page.evaluate(LEFT, left)
    page.close()
    assert not [one for one in left if not re.search("|".join(UNSEEN.values()), one)]


@pytest.mark.slow
def test_the_page_of_parts_shows_every_class(parts_page):
    shown = set(re.findall(r"[\w-]+", " ".join(re.findall(r'class="([^"]*)"', parts_page))))
    assert not [name for name in parts.classes() - shown if not SCRIPTED.match(name)]
    said = " ".join(re.findall(r'class="([^"]*)"', parts.RARE)).split()
    written = {name for name in said if name in parts.classes()}
    told = "".join(path.read_text("utf-8") for path in PROJECT.glob("hooks/review/templates/*.jinja"))
    assert len(written) > 4 and not [name for name in written if not re.search(rf"[ \"]{name}[ \"{{}}]", told)]

def test_sizes_of_type_come_from_one_list():
    sizes, given = set(), []
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"@page[^{]*\{(?:[^{}]|\{[^}]*\})*\}", "", text)  # margins of paper have their own
        given += [(sheet.name, v) for v in re.findall(r"(?:font-size|font):\s*([^;}]+)", text) if v != "inherit"]
        sizes |= set(re.findall(r"(--size-\w+):", text))
    wrong = [(name, value) for name, value in given if re.search(r"[\d.]+(?:rem|px|pt|vw)", value.split("/")[0])]
    assert not [one for one in wrong if one[1] != ROOT]
    assert {size for _, value in given for size in re.findall(r"var\((--size-\w+)\)", value)} == sizes
    assert len(sizes) <= 7


def code(sheet):
    return re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)


def test_sheets_are_layers():
    """Every sheet is loaded, tokens first; only there tokens are set and colours named; each is used."""
    assert sorted(SHEETS) == sorted(ASSETS.rglob("*.css")) and SHEETS[0].name == "tokens.css"
    ours = {name for name in re.findall(r"(--[\w-]+):", code(SHEETS[0])) if not name.startswith("--md-")}
    for sheet in SHEETS[1:]:
        assert not re.findall(r"[{;]\s*(--[\w-]+)\s*:", code(sheet)), sheet.name
        assert not re.findall(COLOUR, code(sheet)), sheet.name
    assert set(re.findall(r"var\((--[\w-]+)", "".join(map(code, SHEETS)))) == ours


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_rules_hold_in_chromium_80(sheet):
    text = code(sheet)
    assert not re.findall(NEWER, text)
    for head in re.findall(r"([^{};]+)\{", text):
        selectors = [one.strip() for one in re.split(r",(?![^(]*\))", head)]
        newer = [one for one in selectors if LATER.search(one)]
        assert not newer or len(selectors) == 1 and any(known in newer[0] for known in LOST), head
