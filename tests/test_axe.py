"""axe-core finds nothing wrong on any kind of page, light or dark, wide or narrow (Q3).

Contrast is looked at on the page of parts, which shows every class; of all kinds of page test_looks.py measures it.
"""

from pathlib import Path

import pytest

import parts

AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
RUN = """async contrast => (await axe.run(document, {
    resultTypes: ["violations"], selectors: false, preload: false, rules: {"color-contrast": {enabled: contrast}},
})).violations.map(found =>
    `${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map(node => node.html).join(" … ")}`)"""
PAGES = {
    "home": "",
    "campaigns": "campaigns/",
    "matrix": "campaigns/2021-dangshi/",
    "matrix without materials": "campaigns/2018-three/",
    "headings": "headings/",
    "heading": "headings/2021-dangshi-2/",
    "problems": "problems/",
    "problem type": "problems/innovation-awareness/",
    "unclassified": "problems/unclassified/",
    "recurrences": "recurrences/",
    "units": "units/",
    "unit": "units/touzi/",
    "unit without materials": "units/quweiban/",
    "ledger": "ledger/",
    "what is new": "changes/",
    "what came in on a full day": parts.BUSY,
    "statistics": "statistics/",
    "statistics by number": "statistics/count/",
    "material with a history": "materials/2024/城东街道-班子/",
    "glossary": "glossary/",
    "a unit's ledger": "ledger/touzi/",
    "theme": "themes/theory/",
    "measures of a theme": "themes/theory/measures/",
    "material": "materials/2021/投资促进局-局长/",
    "years side by side": "compare/2025/投资促进局-局长/",
    "posts with two years": "compare/",
    "search": "search/?q=学习",
    "no page": "404.html",
}


STAFF = {"remarks": "quality/", "remarks of a unit": "quality/units/touzi/", "copies": "copies/"}
"""Pages that only staff's site has."""
DARK = ("home", "matrix", "material", "ledger", "search", "what came in on a full day", "no page")
"""Of the pages those with a frame of their own in a narrow window: colours and forms are on the page of parts."""


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width", "kinds"), [("light", 1440, PAGES), ("dark", 390, DARK)])
def test_q3_axe(site, address, browser, parts_page, scheme, width, kinds):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.route(address + parts.ADDRESS, lambda route: route.fulfill(body=parts_page, content_type="text/html"))
    parts.route_staff(page, address, site)
    found, staff = [], STAFF.items() if kinds is PAGES else ()
    for name, path in (("parts", parts.ADDRESS), *((name, PAGES[name]) for name in kinds), *staff):
        answer = page.goto(address + path)
        assert answer.ok, path
        page.evaluate(AXE)
        found += [f"{name}: {violation}" for violation in page.evaluate(RUN, name == "parts")]
    context.close()
    assert not found, "\n".join(found)
