"""The local editor as its user has it: a browser, real files, a real repository."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from review.examine.history.protection import says_so

pytest.importorskip("uvicorn")
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
RUN = "(await axe.run()).violations.map((one) => [one.id, one.nodes.map((node) => node.html)])"
AXE = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
NAME = "materials/2021/投资促进局-局长.md"
UNITS = "vocabulary/units.yml"
SECOND = re.compile(r"^27问题 1\.2")
SOURCE = (ROOT / NAME).read_text("utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    root = tmp_path_factory.mktemp("资料 库")
    for name in (NAME, "materials/2024/总工会-副主席.md"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes((ROOT / name).read_bytes())
    (root / "vocabulary").mkdir()
    (root / UNITS).write_bytes((ROOT / UNITS).read_bytes())
    (root / "materials/2024/坏.md").write_text(SOURCE.replace("visibility: internal", "visibility: 公开"), "utf-8")
    for words in (["init", "-q"], ["config", "user.name", "编辑"], ["config", "user.email", "a@example.org"],
                  ["add", "."], ["commit", "-qm", "first"]):  # fmt: skip
        subprocess.run(["git", "-C", root, *words], check=True)
    return root


@pytest.fixture(scope="module")
def tab(library, browser):
    """A tab with the editor of the library, open at the list."""
    command = [Path(sys.executable).parent / "review", "edit", "--library", library, "--no-browser"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    address = re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", running.stdout.readline())[0]
    tab = browser.new_page(viewport={"width": 1440, "height": 1000})
    failures = []
    tab.on("pageerror", lambda error: failures.append(str(error)))
    tab.on("request", lambda asked: asked.url.startswith(address[:20]) or failures.append(asked.url))
    tab.on("dialog", lambda dialog: dialog.accept())  # leaves what a test did not save
    tab.goto(address)
    tab.locator("#files [data-path]").first.wait_for(state="attached")
    yield tab
    tab.close()
    running.send_signal(signal.SIGINT)
    assert running.wait(10) in (0, 1, -signal.SIGINT)  # ends with its terminal
    assert not failures


@pytest.fixture
def opened(tab, library):
    """The tab with a material as it was."""
    (library / NAME).write_text(SOURCE, "utf-8")
    tab.evaluate("name => { for (const d of document.querySelectorAll('#files details')) d.open = true; }", NAME)
    # What the test before has left there must not be taken for what is opened now.
    tab.evaluate("document.querySelector('#body').value = document.querySelector('#reading').textContent = ''")
    tab.locator(f'[data-path="{NAME}"]').click()
    tab.locator("#reading li").first.wait_for()
    tab.wait_for_function("() => document.querySelector('#body').value.includes('一是理论学习不深不透')")
    return tab


def test_what_must_be_handled_comes_first(tab):
    groups = [text.split()[0][:3] for text in tab.locator("#files h2").all_text_contents()]
    assert groups[0] == "须处理"
    assert tab.locator("#files [data-path]").first.get_attribute("data-path") == "materials/2024/坏.md"


def test_what_is_looked_for_is_seen_and_its_form_comes_next_by_keyboard(opened):
    """A file in a group that was closed too; who opens it by keyboard has not to walk past the others."""
    opened.evaluate("() => { for (const d of document.querySelectorAll('#files details')) d.open = false; }")
    opened.get_by_label("按单位找文件").fill("促进")
    row = opened.locator(f'[data-path="{NAME}"]')
    assert row.is_visible() and not opened.locator("#files li", has_text="坏").is_visible()
    row.press("Enter")
    opened.wait_for_function("() => document.activeElement.id === 'title'")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.id") == "f-title"
    opened.get_by_label("按单位找文件").fill("")
    assert opened.locator(f'[data-path="{NAME}"]').is_visible()


def test_the_list_and_the_file_tell_alike(opened):
    """Guesses of the program are shown as such, and no file is among those to be looked at for them alone."""
    row = opened.locator(f'[data-path="{NAME}"]')
    assert row.inner_text() == "投资促进局　局长　2021"  # the campaign's year; the meeting was in the next
    assert opened.locator("#findings li").first.inner_text().startswith("推断")
    guesses = opened.locator("#findings li").count()
    assert opened.locator("#told").inner_text() == f"没有查出问题，另有 {guesses} 处推断"
    eyebrow = opened.locator("#path").inner_text().split(" › ")
    assert eyebrow[0].startswith("2021 ") and eyebrow[1:] == ["投资促进局", NAME]


def test_the_text_lies_over_its_twin_and_the_reading_at_its_lines(opened):
    heights = "[document.querySelector('#body').scrollHeight, document.querySelector('#twin').offsetHeight]"
    field, twin = opened.evaluate(heights)
    assert field <= twin
    tops = opened.evaluate("""() => Array.from(document.querySelectorAll('#reading li')).map((row) => [
        Number(row.querySelector('.number').textContent), row.offsetTop])""")
    assert [line for line, _ in tops] == sorted(line for line, _ in tops)
    twin = opened.evaluate("Array.from(document.querySelectorAll('#twin div')).map((line) => line.offsetTop)")
    first = SOURCE.split("\n").index("---", 1) + 2
    assert all(top >= twin[line - first] for line, top in tops)


def test_typing_is_read_at_once(opened):
    opened.locator("#body").fill(opened.locator("#body").input_value().replace("二是政治站位不高", "二是站位不够高"))
    opened.locator("#twin .opening", has_text="二是站位不够高。").wait_for()
    opened.locator("#reading li", has_text=SECOND).wait_for()
    assert opened.locator("#unsaved").text_content() == "有改动，未保存"


def test_by_keyboard_alone_a_value_is_changed_saved_and_kept_in_history(opened, library):
    opened.locator("#ledger select").nth(1).focus()
    opened.keyboard.press("End")  # 已完成
    opened.keyboard.press("Tab")
    opened.wait_for_function("() => !document.querySelector('#review').disabled")
    opened.keyboard.press("Control+s")
    opened.get_by_role("button", name="写入文件").wait_for()
    assert opened.evaluate("document.activeElement.id") == "step-head"
    assert opened.locator("#step .lines td:last-child").count() == 2
    assert opened.locator("#step .lines td:last-child").first.inner_text().startswith("  2:")  # indents and all
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    words = opened.get_by_label("改了什么，一句话：")
    words.wait_for()
    before, after = SOURCE.split("\n"), (library / NAME).read_text("utf-8").split("\n")
    assert [new for old, new in zip(before, after, strict=True) if old != new] == [
        "  2: {owner: 招商一科, due: 2022-12-31, status: 已完成}"]
    words.fill("招商方式的措施已完成")
    opened.get_by_role("button", name="记入历史", exact=True).press("Enter")
    opened.get_by_text("已记入历史").wait_for()
    log = ["git", "-C", library, "-c", "core.quotePath=false", "show", "--format=%an %s", "--name-only", "HEAD"]
    assert subprocess.check_output(log, text=True).split("\n") == ["编辑 招商方式的措施已完成", "", NAME, ""]


def test_what_was_written_the_day_before_is_kept_in_history_today(opened, library):
    (library / NAME).write_text(SOURCE.replace("招商方式", "招引方式"), "utf-8")
    opened.locator(f'[data-path="{NAME}"]').click()
    opened.wait_for_function("() => document.querySelector('#body').value.includes('招引方式')")
    assert opened.locator("#unsaved").text_content() == "已写入，未记入历史"
    opened.keyboard.press("Control+s")
    opened.locator("#step ins", has_text="引").first.wait_for()
    opened.get_by_label("改了什么，一句话：").fill("招商改称招引")
    opened.get_by_role("button", name="记入历史", exact=True).press("Enter")
    opened.get_by_text("已记入历史").wait_for()
    shown = ["git", "-C", library, "-c", "core.quotePath=false", "show", "--format=%s", "--name-only", "HEAD"]
    assert subprocess.check_output(shown, text=True).split("\n") == ["招商改称招引", "", NAME, ""]
    assert opened.locator("#review").is_disabled() and opened.locator("#unsaved").text_content() == ""


def test_a_name_is_taken_out_in_words_that_keep_it_out_of_the_site_s_record(opened, library):
    """Nobody who takes out a name thinks of the words that `says_so` goes by: a box says them."""
    (library / NAME).write_text(SOURCE.replace("招商方式", "方式"), "utf-8")
    opened.locator(f'[data-path="{NAME}"]').click()
    opened.wait_for_function("() => !document.querySelector('#body').value.includes('招商方式')")
    opened.keyboard.press("Control+s")
    opened.get_by_label("改了什么，一句话：").fill("改文字")
    assert not says_so(["改文字"])
    opened.get_by_label("撤下不宜公开的内容").check()
    opened.get_by_role("button", name="记入历史", exact=True).press("Enter")
    opened.get_by_text("已记入历史").wait_for()
    told = subprocess.check_output(["git", "-C", library, "log", "-1", "--format=%s"], text=True).strip()
    assert told == "撤下不宜公开的内容：改文字" and says_so([told])


def test_a_passage_is_called_by_another_name(opened, library):
    at = opened.locator("#body").input_value().index("二是政治站位不高")
    opened.locator("#body").focus()
    opened.evaluate("at => document.querySelector('#body').setSelectionRange(at, at + 8)", at)
    opened.keyboard.press("Alt+r")
    assert opened.locator("#box-head").text_content() == "“二是政治站位不高”是"
    choices = ["问题", "根源", "措施", "方面", "都不是", "别的"]
    assert opened.locator("#box fieldset label").all_text_contents() == choices
    assert opened.get_by_label("问题类型").is_visible() and not opened.locator("#box fieldset select").is_visible()
    opened.locator("#box").get_by_label("都不是").check()
    assert not opened.get_by_label("问题类型").is_visible()
    opened.get_by_role("button", name="照此更正").press("Enter")
    opened.locator("#reading li", has_text=SECOND).wait_for(state="detached")
    assert "  - {at: 二是政治站位不高, as: text}" in opened.locator("#head").input_value()
    assert opened.evaluate("document.activeElement.id") == "body"


def test_a_passage_can_be_called_what_is_seldom(opened):
    at = opened.locator("#body").input_value().index("二是政治站位不高")
    opened.evaluate("at => document.querySelector('#body').setSelectionRange(at, at + 8)", at)
    opened.locator("#correct").click()
    opened.locator("#box").get_by_label("别的").first.check()
    opened.locator("#box fieldset select").select_option(label="根源部分的标题")
    opened.get_by_role("button", name="照此更正").click()
    opened.wait_for_function("() => document.querySelector('#head').value.includes('as: section, kind: causes')")


def test_a_material_is_begun_from_nothing(opened, library):
    opened.locator("#body").fill(opened.locator("#body").input_value() + "没有保存的一句。\n")
    opened.get_by_role("button", name="新建一份").click()
    form = opened.locator("#new")
    assert not opened.locator("#open").is_visible()
    form.get_by_role("button", name="取消").click()
    assert "没有保存的一句" in opened.locator("#body").input_value() and opened.locator("#open").is_visible()
    opened.get_by_role("button", name="新建一份").click()
    missing = (
        ("单位", "选一个单位", lambda: form.get_by_label("单位").select_option(label="总工会")),
        ("职务", "写上职务", lambda: form.get_by_label("职务").fill("局长")),
        ("日期", "写成 2026-01-16", lambda: form.get_by_label("日期").fill("")),
    )
    form.get_by_label("日期").fill("下个月")
    for field, told, mend in missing:
        form.get_by_role("button", name="建好，打开").click()
        form.get_by_text(told).wait_for()
        assert form.get_by_label(field, exact=True).get_attribute("aria-invalid") == "true"
        opened.evaluate(AXE)
        assert opened.evaluate(f"async () => ({RUN})") == []
        mend()
    usual = form.get_by_label("标题").get_attribute("placeholder")
    year = form.get_by_label("活动").input_value()[:4]
    form.get_by_role("button", name="建好，打开").click()
    opened.get_by_role("heading", name=usual).wait_for()  # what was not saved was left: the dialogue is accepted
    made = (library / f"materials/{year}/总工会-局长.md").read_text("utf-8")
    assert f"title: {usual}" in made and "visibility: draft" in made
    assert opened.locator("#body").input_value() == made.split("---\n", 2)[2]
    opened.get_by_role("button", name="新建一份").click()  # once more the same
    form.get_by_label("单位").select_option(label="总工会")
    form.get_by_label("职务").fill("局长")
    form.get_by_role("button", name="建好，打开").click()
    form.get_by_text("已经有了，没有覆盖").wait_for()
    assert (library / f"materials/{year}/总工会-局长.md").read_text("utf-8") == made


def test_a_file_that_changed_meanwhile_is_not_overwritten(opened, library):
    opened.locator("#body").fill(opened.locator("#body").input_value() + "我补的一句。\n")
    (library / NAME).write_text(SOURCE.replace("招商一科", "招商二科"), "utf-8")
    opened.keyboard.press("Control+s")
    opened.get_by_role("button", name="写入文件").click()
    opened.get_by_role("heading", name="没有写入：这份文件在别处改过了。").wait_for()
    opened.get_by_role("button", name="看两边的差别").click()
    told = opened.locator("#step").inner_text()
    assert "二科, due" in told
    assert "我补的一句" in told
    assert (library / NAME).read_text("utf-8") == SOURCE.replace("招商一科", "招商二科")
    opened.get_by_role("button", name="另存一份").click()
    opened.get_by_role("heading", name="已另存").wait_for()
    assert "我补的一句" in (library / ".cache/editor/投资促进局-局长-1.md").read_text("utf-8")
    opened.locator("#body").fill(opened.locator("#body").input_value() + "又补一句。\n")
    (library / NAME).unlink()
    opened.keyboard.press("Control+s")
    opened.get_by_role("button", name="写入文件").click()
    opened.get_by_text("不在了：删去了、改了名").wait_for()
    opened.get_by_role("button", name="另存一份").click()
    opened.get_by_role("heading", name="已另存").wait_for()
    assert "又补一句" in (library / ".cache/editor/投资促进局-局长-2.md").read_text("utf-8")


def test_a_save_is_taken_back(opened, library):
    opened.locator("#body").fill(opened.locator("#body").input_value() + "多写的一句。\n")
    opened.keyboard.press("Control+s")
    opened.get_by_role("button", name="写入文件").click()
    opened.get_by_role("button", name="撤销这次写入").click()
    opened.get_by_role("heading", name="已撤销").wait_for()
    assert (library / NAME).read_text("utf-8") == SOURCE


def test_the_whole_ledger_is_a_form(opened, library):
    opened.get_by_label("措施 2 的进展").fill("2022-05-06 已签两家")
    opened.get_by_label("措施 2 的进展").press("Tab")
    opened.get_by_label("措施 2 的责任领导").fill("分管副局长")  # before the first is answered
    opened.get_by_label("措施 2 的责任领导").press("Tab")
    opened.wait_for_function("() => document.querySelector('#head').value.includes('leader: 分管副局长')")
    opened.get_by_label("措施 2 的销号日期").fill("2022-13-01")
    opened.get_by_label("措施 2 的销号日期").press("Tab")
    opened.locator("#findings", has_text="销号日期（closed）").wait_for()
    assert "progress: 2022-05-06 已签两家" in opened.locator("#head").input_value()
    assert opened.evaluate("document.documentElement.scrollWidth") <= 1440


def test_a_unit_joins_the_roster_and_can_be_chosen_then(opened, library):
    tabs = opened.get_by_label("材料和词表")
    assert tabs.locator("[aria-current]").inner_text() == "文件"
    tabs.get_by_text("单位名录").click()
    opened.get_by_role("heading", name="单位名录").wait_for()
    assert tabs.locator("[aria-current]").inner_text() == "单位名录"
    assert not opened.locator("#ledger-part, #form-part").first.is_visible()
    body, before = opened.locator("#body"), (library / UNITS).read_text("utf-8")
    assert body.input_value() == before
    body.fill(before + "- {id: Liangshi, name: 粮食局, group: 政府部门}\n")
    line = before.count("\n") + 1
    opened.locator("#reading li", has_text="小写字母").wait_for()
    assert opened.locator("#reading .number").text_content() == str(line)
    body.fill(before + "- {id: liangshi, name: 粮食局, group: 政府部门}\n")
    opened.locator("#told", has_text="没有查出问题").wait_for()
    opened.evaluate(AXE)
    assert opened.evaluate(f"async () => ({RUN})") == []
    opened.keyboard.press("Control+s")
    opened.get_by_role("button", name="写入文件").click()
    opened.get_by_label("改了什么，一句话：").fill("粮食局进名册")
    opened.get_by_role("button", name="记入历史", exact=True).press("Enter")
    opened.get_by_text("已记入历史").wait_for()
    tabs.get_by_text("文件").click()
    opened.locator(f'#files [data-path="{NAME}"][aria-current]').wait_for(state="attached")
    opened.locator("#f-unit option", has_text="粮食局").wait_for(state="attached")
    show = ["git", "-C", library, "show", "--format=%s", "--numstat", "HEAD"]
    assert subprocess.check_output(show, text=True).split() == ["粮食局进名册", "1", "0", UNITS]


def test_an_unknown_value_and_a_broken_head_are_said_and_nothing_is_lost(opened):
    opened.locator("#raw summary").click()
    opened.locator("#head").fill(opened.locator("#head").input_value().replace("kind: 个人", "kind: [个人"))
    opened.get_by_text("文件头写法有误").first.wait_for()
    assert opened.locator("#findings .mark.must").count() >= 1
    opened.locator("#head").fill(opened.locator("#head").input_value().replace("kind: [个人", "kind: 个人"))
    opened.get_by_label("职务").wait_for()
    front, text = SOURCE.split("\n\n", 1)
    for head in (front.removesuffix("-"), f"{front}\nreading: []"):  # has no end; goes on behind it
        opened.locator("#head").fill(head)
        opened.wait_for_function("""none => none ===
            document.querySelector('#findings').textContent.includes('没有结束')""", arg=head.endswith("\n--"))
        opened.locator("#body").focus()
        opened.keyboard.type("字")
        opened.wait_for_timeout(300)
        fields = opened.locator("#head").input_value(), opened.locator("#body").input_value().rstrip("字")
        assert fields == (head, f"\n{text}")


def test_axe_finds_nothing(opened):
    opened.locator("#body").fill(opened.locator("#body").input_value() + "再补一句。\n")
    opened.keyboard.press("Control+s")
    opened.get_by_role("button", name="写入文件").wait_for()
    for scheme in ("light", "dark"):
        opened.emulate_media(color_scheme=scheme)
        opened.evaluate(AXE)
        assert opened.evaluate(f"async () => ({RUN})") == []
    opened.emulate_media(color_scheme="light")
