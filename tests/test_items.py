"""What a reader does with an item: quote it, link to it, report a mistake; and where a library is edited."""

import re
from urllib.parse import quote, unquote

import pytest

from review.publish.forge import FORMS, Forge, WrongSetting, read_forge, report_to

AT = "https://git.example.org/district/library"
MATERIAL = "materials/2021/投资促进局-局长/"


@pytest.mark.parametrize(("kind", "edit", "issue"), [
    ("gitlab", "/-/edit/main/materials/a%20b.md#L31", "/-/issues/new?issue[title]={title}&issue[description]={body}"),
    ("gitea", "/_edit/main/materials/a%20b.md#L31", "/issues/new?title={title}&body={body}"),
    ("forgejo", "/_edit/main/materials/a%20b.md#L31", "/issues/new?title={title}&body={body}"),
    ("github", "/edit/main/materials/a%20b.md#L31", "/issues/new?title={title}&body={body}"),
])
def test_the_forms_of_the_git_servers(kind, edit, issue):
    forge = read_forge(f"{kind} {AT}.git/")
    assert forge == read_forge(f" {kind}  {AT} main")
    assert (forge.edit("materials/a b.md", "L31"), forge.issue) == (AT + edit, AT + issue)
    assert kind in FORMS


@pytest.mark.parametrize("setting", [
    AT, "gitlab", f"svn {AT}", "gitlab git@git.example.org:a/b.git", "gitlab https://git.example.org",
    f"gitlab {AT} main more", f"gitlab javascript:{AT}", f'gitlab {AT}"><script>', f"gitlab {AT} ma'in",
])
def test_a_wrong_git_address_is_said_with_an_example(setting):
    with pytest.raises(WrongSetting, match="例：gitlab https://"):
        read_forge(setting)


def test_where_mistakes_go():
    forge = Forge("gitea", AT, "main")
    assert (read_forge(""), report_to("", forge)) == (None, "")
    assert report_to("issue", forge) == forge.issue
    assert report_to("mailto:a@example.org", None) == "mailto:a@example.org?subject={title}&body={body}"
    for wrong, server in (("issue", None), ("a@example.org", forge), ("https://example.org", forge)):
        with pytest.raises(WrongSetting, match="extra.report"):
            report_to(wrong, server)


@pytest.fixture
def tab(browser, address):
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    yield tab
    context.close()


@pytest.mark.slow
class TestInTheBrowser:
    def test_a_quotation_says_whose_it_is_and_leads_back(self, tab, address):
        tab.goto(address + MATERIAL)
        item = tab.locator("#p2-1")
        item.hover()
        item.get_by_role("button", name="复制引文").press("Enter")
        item.get_by_text("已复制").wait_for()
        quoted, whose, link = tab.evaluate("navigator.clipboard.readText()").split("\n")
        assert quoted.startswith("“一是创新意识不强。招商还是")
        assert quoted.endswith("”")
        title = "投资促进局局长党史学习教育专题民主生活会“五个带头”对照检查材料"
        assert whose == f"——{title}，2022年1月10日，问题 2.1"
        assert unquote(link) == f"{address}{MATERIAL}?at=创新意识不强。#p2-1"
        tab.goto(link)
        assert tab.locator(".moved").count() == 0
        assert tab.evaluate("document.querySelector(':target').id") == "p2-1"

    def test_a_link_finds_its_item_under_another_number_or_says_that_it_is_gone(self, tab, address):
        tab.goto(f"{address}{MATERIAL}?at={quote('啃硬骨头的劲头有所减弱')}#p2-1")
        tab.locator(".moved").wait_for()
        assert tab.evaluate("document.querySelector(':target').id") == "p2-2"
        assert tab.locator(".moved").text_content() == "序号改过：这一条原来是 2.1，现在是 2.2。"
        tab.wait_for_load_state("networkidle")  # the browser goes to the item again once the page is whole
        tab.evaluate("document.querySelector(':target').scrollIntoView()")
        beside = tab.locator(".md-header").bounding_box()["height"]
        assert tab.locator(".moved").bounding_box()["y"] >= beside  # not under the header
        tab.goto(f"{address}{MATERIAL}?at={quote('没有这样的话')}#p2-1")
        tab.locator(".moved").wait_for()
        assert "已找不到这一条" in tab.locator(".moved").text_content()

    def test_a_report_is_text_to_copy_where_nothing_is_configured(self, tab, address):
        tab.goto(address + MATERIAL)
        item = tab.locator("#m1")
        item.hover()
        assert item.locator(".actions a").count() == 0  # no dead link to an editor that is not there
        item.get_by_role("button", name="报错").press("Enter")
        form = tab.locator(".report")
        assert form.get_by_role("button").all_text_contents() == ["复制这段话"]
        assert form.locator("em").text_content().startswith("复制以后发给管资料库的同事；")  # there is no mail link
        assert re.fullmatch("报错　措施 ?[1一]　加强理论学习.*", form.locator("legend").inner_text())
        form.get_by_label("不该公开").check()
        form.get_by_label("一句话说明").fill("这一句点了名。")
        form.get_by_role("button", name="复制这段话").click()  # as a screen reader calls it
        form.get_by_text("已复制").wait_for()
        told = tab.evaluate("navigator.clipboard.readText()")
        assert told.startswith("不该公开：投资促进局局长")
        assert "这一句点了名。" in told
        form.get_by_label("一句话说明").press("Escape")
        assert form.count() == 0
        assert tab.evaluate("document.activeElement.textContent") == "报错"

    def test_a_report_that_travels_in_an_address_quotes_no_more_than_it_takes(self, tab, address):
        """The item's whole text, 9 bytes a character, is more than servers and mail programs take."""
        tab.goto(address + MATERIAL)
        server = read_forge("gitlab https://git.qu.local/zu/ku").issue
        tab.evaluate("server => { document.querySelector('.edit').dataset.report = server; }", server)
        tab.evaluate("window.open = (at) => { window.asked = at; }")
        tab.evaluate("document.querySelector('#p2-1 .text p').append('再写一句'.repeat(500))")
        tab.locator("#p2-1").hover()
        tab.locator("#p2-1").get_by_role("button", name="报错").press("Enter")
        tab.get_by_label("一句话说明").fill("漏了一个字。")
        tab.get_by_role("button", name="提给资料员").click()
        asked = tab.evaluate("window.asked")
        assert asked.startswith("https://git.qu.local/zu/ku/-/issues/new?issue[title]=")
        assert len(asked) < 2000
        told = unquote(asked)
        assert "漏了一个字。" in told and "“一是创新意识不强。" in told and "……”\n——投资促进局局长" in told
        assert "#p2-1" in told

    def test_words_of_the_trade_are_explained_by_key_pointer_and_touch(self, tab, address):
        tab.goto(address + MATERIAL)
        word = tab.get_by_role("button", name="一岗双责", exact=True)
        word.wait_for()
        marked = tab.locator(".term").all_text_contents()
        assert len(marked) == len(set(marked)) > 3  # each once
        height = tab.evaluate("document.body.scrollHeight")
        tip = tab.locator(".tip")
        word.focus()
        assert "既管分管的业务" in tip.inner_text()
        told = word.get_attribute("aria-describedby")
        assert tab.locator(f"#{told}").text_content() == tip.inner_text()
        assert tab.evaluate("document.body.scrollHeight") == height
        for key, expanded in (("Escape", "false"), ("Enter", "true"), ("Space", "false")):
            tab.keyboard.press(key)
            assert (word.get_attribute("aria-expanded"), tip.is_visible()) == (expanded, expanded == "true")
        tab.mouse.move(1, 1)
        word.blur()
        word.hover()
        assert tip.is_visible()
        tip.hover()  # and may be read there
        tab.wait_for_timeout(250)
        assert tip.is_visible()
        tab.locator("h1").click()
        assert not tip.is_visible()
        word.dispatch_event("click")  # as a finger's tap comes where nothing hovers
        assert tip.is_visible()
        tab.emulate_media(media="print")
        assert not tip.is_visible()
        assert word.evaluate("one => getComputedStyle(one).borderBottomWidth") == "0px"
        tab.goto(address)
        tab.locator(".term").first.wait_for()
        assert tab.locator("h1 .term").count() == 0  # a title is left as it is, the library's name too

    def test_the_keys_are_listed(self, tab, address):
        tab.goto(address + MATERIAL)
        tab.keyboard.press("?")
        assert "到检索框" in tab.get_by_role("dialog", name="按键").inner_text()
        tab.keyboard.press("Escape")
        assert tab.get_by_role("dialog").count() == 0
