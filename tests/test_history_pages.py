"""What is new, as pages and feeds show it, and as the browser remembers it."""

import datetime
import posixpath
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from histories import Repository, everything, repository
from review.examine.history.protection import subject
from review.examine.library import examine
from review.model import Altered, Vocabulary, VocabularyChange
from review.publish.leaks import in_file
from review.show.data import feeds
from review.show.views.history import summary
from review.show.views.rewordings import rewordings

__all__ = ["repository"]


ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """A library with news of every kind, and all that is made of it."""
    repository = Repository(tmp_path_factory.mktemp("news") / "library")
    for n in range(7):
        repository.write(f"第{n}科", post=f"第{n}科")
    repository.commit("收入七份")
    repository.write("第0科", post="第0科", problem="联系实际不紧，学用脱节")
    repository.write("第1科", post="第1科", status="已完成", more=", closed: 2022-07-08")
    repository.commit("补充<一>*条*")
    library = examine(repository.root, "internal", told=True).library
    return library, everything(library)


def test_the_page_of_what_is_new_goes_by_day(shown):
    _, texts = shown
    page = texts["changes/index.md"]
    assert re.findall(r"<h2 [^>]*>(\d+ 月 \d+ 日)", page) == ["11 月 17 日", "11 月 16 日"]
    assert "新收材料 7 份" in page and "补充&lt;一&gt;*条*；问题 1.1 添 10 字、去 6 字" in page
    assert '<a href="../materials/第1科/#m1">坚持系统学习</a><br>针对（推定）：理论学习不深不透&emsp;' in page
    assert "推进中 › 已完成，销号 2022-07-08" in page


def test_a_feed_is_valid_and_leads_to_pages(shown):
    """RFC 4287: what a feed and an entry must have, once; ids that are IRIs and unique; times in RFC 3339."""
    library, texts = shown
    atom = "{http://www.w3.org/2005/Atom}"
    there = {posixpath.splitext(path)[0].removesuffix("/index") + "/" for path in texts if path.endswith(".md")}
    feeds = [path for path in texts if path.endswith(".xml")]
    parts = ("ledger", "units/touzi", "campaigns/2021-dangshi")
    assert {"feed.xml", *(f"changes/{part}.xml" for part in parts)} == {*feeds}
    for path in feeds:
        feed = ElementTree.fromstring(texts[path])
        entries = feed.findall(f"{atom}entry")
        assert entries and feed.find(f"{atom}author/{atom}name").text
        for one in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(one.findall(f"{atom}{name}")) == 1
            assert datetime.datetime.fromisoformat(one.find(f"{atom}updated").text).utcoffset()
            for link in one.findall(f"{atom}link"):
                if link.get("rel") != "self":
                    page = unquote(link.get("href").partition("#")[0])
                    assert posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) + "/" in there
        ids = [one.find(f"{atom}id").text for one in entries]
        assert len({*ids}) == len(ids) and all(id.startswith("urn:review:") for id in ids)
        assert not any("学用脱节" in text for text in feed.itertext())  # items and counts, no words


@pytest.mark.parametrize(("message", "told"), [
    ("按 Word 原件更正错字", True), ("更正", True), ("Leave 认识不到位 alone open", False), ("fix 更正错字", True),
    ("Correct a typo", False), ("v1.2", False), ("Read 二是 as an ordinal of problems in one line", False),
])  # fmt: skip
def test_a_reason_is_told_where_its_readers_can_read_it(message, told):
    assert subject([message]) == (message if told else "")


def test_no_id_of_a_feed_is_taken_for_a_number():
    ids = "".join(f"<id>{feeds.urn(str(n))}</id>\n" for n in range(3000))
    assert in_file("feed.xml", ids.encode()) == ((), ())


NOTHING = Vocabulary(campaigns=(), themes=(), units=(), terms=())


def test_paragraphs_of_one_name_are_told_together():
    text = [Altered(name="正文", what="changed", at="", new=n, gone=2 * n) for n in (1, 2, 3)]
    other = Altered(name="问题 1.1", what="gone", at="", gone=9)
    told = list(summary([text[0], other, *text[1:]], NOTHING))
    assert told == ["正文 3 处 添 6 字、去 12 字", "问题 1.1 删去 9 字"]
    many = [Altered(name=f"问题 1.{n}", what="new", at="", new=1) for n in range(8)]
    assert list(summary([*many, *text], NOTHING))[-1] == "等 11 处"


def test_a_change_of_types_says_how_much_stands_under_them_each_item_once():
    held = examine(ROOT, "internal").library
    problems = [entry for entry in held.entries.values() if entry.type]
    entry, other = problems[0], next(e for e in problems if e.theme is not problems[0].theme)
    ids = (entry.theme.id, entry.type.id, other.type.id, "no-longer-there")
    change = VocabularyChange(
        file="problems", date=held.as_of, time=0, key="k", reasons=(), new=(), changed=ids, gone=0
    )
    expected = sum(e.theme is entry.theme or e.type is other.type for e in held.entries.values())
    ((_, row),) = rewordings(replace(held, history=replace(held.history, words=(change,))))
    assert row.said == f"改 4 项，现有 {expected} 条归在其下" and expected > 2


@pytest.mark.slow
def test_what_is_new_since_the_last_visit_is_known_to_the_browser_alone(address, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}changes/")
    rows = page.locator(".change[data-time]")
    times = [int(row.get_attribute("data-time")) for row in rows.all()]
    assert page.locator(".fresh").count() == 0 and page.locator(".since").count() == 0
    page.goto(address)  # leaving the page is what makes the visit one
    assert page.evaluate("JSON.parse(localStorage.getItem('review-seen')).newest") == max(times)
    page.evaluate(f"localStorage.setItem('review-seen', JSON.stringify({{newest: {max(times) - 1}, on: '1 月 9 日'}}))")
    page.goto(f"{address}changes/")
    fresh = page.locator(".fresh")
    count = sum(int(row.get_attribute("data-count")) for row in fresh.all())
    assert fresh.count() == times.count(max(times))
    assert page.locator(".since").inner_text() == f"以上 {count} 项，是 1 月 9 日上次到访以后的"
    page.get_by_role("button", name="都算看过了").click()
    assert fresh.count() == 0 and page.locator(".since").count() == 0 and page.locator(".visits").is_hidden()
    context.close()


@pytest.mark.slow
def test_of_a_day_with_much_only_the_units_that_are_chosen_are_left_and_unfolded(address, browser, site):
    page = browser.new_page()
    months = ["changes/", *(f"changes/{one.name}/" for one in sorted(site.glob("changes/20*-*"), reverse=True))]
    full = (month for month in months if "several" in (site / month / "index.html").read_text("utf-8"))
    page.goto(address + next(full))  # the newest month may have none
    units = page.locator(".several details:visible")
    chosen = next(name for name in page.locator(".several summary").all_inner_texts() if not name.startswith("其余"))
    chosen = chosen.rsplit(" ", 1)[0].strip()
    everything = units.count()
    page.locator(".search-facets label", has_text=chosen).locator("input").check()
    assert 0 < units.count() < everything
    for one in units.all():
        assert one.get_attribute("open") is not None
        assert one.locator("summary").first.inner_text().startswith((chosen, "其余"))
        assert one.locator("p:visible").count() > 0
    page.close()
