"""A reader's way through the site, in a real browser: home, a problem, its measure, the same problem elsewhere."""

from urllib.parse import unquote

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def tab(browser, address):
    """A tab that takes note of everything that goes wrong, and of every request to another host."""
    tab = browser.new_page(viewport={"width": 1440, "height": 1000})
    tab.wrong = []
    tab.on("console", lambda message: tab.wrong.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
    tab.on("request", lambda sent: None if sent.url.startswith(address) else tab.wrong.append(sent.url))
    tab.on("response", lambda got: tab.wrong.append(got.url) if got.status >= 400 else None)
    tab.goto(address)
    yield tab
    assert tab.wrong == []
    tab.close()


def test_from_home_to_the_same_problem_in_another_unit(tab):
    tab.locator(".types a", has_text="创新意识不强").first.click()
    assert tab.url.endswith("/problems/innovation-awareness/")
    assert tab.locator("h1").inner_text() == "创新意识不强"

    source = tab.locator(".source", has_text="投资促进局").first
    opening = source.locator("xpath=following-sibling::p").locator("a")
    words = opening.inner_text()
    opening.click()
    assert "/materials/" in unquote(tab.url)
    item = tab.locator(":target")
    assert item.locator(".text strong").inner_text() == words

    measure = item.locator(".refs", has_text="措施").locator("a").first
    label = measure.inner_text()
    measure.click()
    assert "#m" in tab.url
    found = tab.locator(":target .text strong").inner_text()
    assert label.split("（推定）")[0].lstrip("一二三四五六七八九十\n") in found.replace("\n", "")
    back = tab.locator(":target .refs", has_text="问题").locator("a").first
    back.click()
    assert "#p" in tab.url

    tab.go_back()
    tab.go_back()
    tab.locator(":target .chip").click()
    assert tab.url.endswith("/problems/innovation-awareness/")
    other = tab.locator(".brief").filter(has_not=tab.locator(".source", has_text="投资促进局")).first
    unit = other.locator(".source a").first.inner_text()
    other.locator(".text strong").click()
    assert unit in tab.locator(".eyebrow").inner_text()
    assert tab.locator(":target .chip").inner_text().startswith("创新意识不强")


def test_the_contents_follow_the_reader(tab, address):
    tab.goto(address + "materials/2021/投资促进局-局长/")
    tab.locator(".md-nav--secondary a", has_text="二、问题存在的根源剖析").click()
    tab.wait_for_function("document.querySelector('.md-nav__link--active')?.textContent.includes('根源剖析')")
    assert tab.url.endswith("#s2")


def test_a_place_in_a_document_has_an_address(tab, address):
    tab.goto(address + "materials/2021/投资促进局-局长/")
    item = tab.locator("#p2-1")
    item.hover()
    item.locator(".self").click()
    assert tab.url.endswith("#p2-1")
    assert item.evaluate("e => e.matches(':target')")


def test_the_scheme_is_kept(tab, address):
    tab.locator("label[title=换成深色]").click()
    tab.goto(address + "units/")
    assert tab.evaluate("document.body.dataset.mdColorScheme") == "dark"
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 23, 22)"


def test_a_phone_has_contents_under_the_facts(tab, address):
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(address + "materials/2021/投资促进局-局长/")
    tab.locator(".contents summary").click()
    tab.locator(".contents a", has_text="二、").click()
    assert tab.url.endswith("#s2")


def test_a_phone_has_a_menu(tab, address):
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(address + "units/")
    tab.locator("label[for=__drawer].md-header__button").click()
    tab.locator(".md-nav--primary a", has_text="整改台账").click()
    assert tab.url.endswith("/ledger/")
