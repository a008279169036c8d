"""Two years of a post side by side: which problem is which, what changed in it, and where the pages lead."""

import datetime
import html
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from review.model import Material
from review.read.structure.document import read_document
from review.relate.library import gather, relating
from review.show.pages.compare import families
from review.show.views.compare import against, comparison, post_pairs
from review.show.views.difference import difference
from review.show.views.notes import Index
from shown import links
from test_relate import HEADINGS, VOCABULARY

RELATED = relating(VOCABULARY)

MORE = "全年只去了两次，都是上午去中午回，问起村里的事答不上来。"


def material(year, campaign, problems, author="局长", unit="u1"):
    """Problems by number of the campaign's heading; a str stands for prose."""
    title = "教育局局长民主生活会对照检查材料"
    lines = [f"# {title}", "## 一、存在的问题"]
    for number, under in problems.items():
        lines.append(f"### （{'一二三四五六'[number - 1]}）{HEADINGS[campaign][number - 1]}")
        if isinstance(under, str):
            lines.append(under)
        else:
            lines += [f"{'一二三四'[n]}是{text}" for n, text in enumerate(under)]
    lines += ["## 二、整改措施", "1.加强调查研究。每月下去两天。"]
    id = f"{year}/{unit}-{author}"
    return Material(
        id=id, path=f"materials/{id}.md", title=title, campaign=campaign, unit=unit, author=author, kind="个人",
        date=datetime.date(year, 12, 20), visibility="internal", ledger={}, overrides={},
        document=read_document("\n\n".join(lines) + "\n", f"materials/{id}.md"),
    )  # fmt: skip


def index(*materials):
    day = datetime.date(2026, 1, 15)
    return Index(gather(map(RELATED, materials), VOCABULARY, audience="internal", as_of=day))


def made_of(held):
    return [page for family in families(held) for page in family.made()]


def compared(*materials):
    held = index(*materials)
    (pair,) = post_pairs(held)
    return comparison(held, pair)


def rows(view):
    return [(row.word, row.note) for headings in view.headings for row in headings.rows]


CAMPAIGNS = ("2024-four", "2025-five")


def years(before, after):
    return material(2024, CAMPAIGNS[0], before), material(2025, CAMPAIGNS[1], after)


def test_the_same_problem_a_changed_one_one_that_is_gone_and_one_that_is_new():
    kept, gone = f"走访群众不细致。{MORE}", f"理论学习不深。{MORE}"
    new = "担当精神有所减弱。遇到难事先想退路，能拖一天是一天。"
    changed = (f"调查研究不深入。{MORE}", f"调查研究不深入。{MORE.replace('两次', '四次')}")
    view = compared(*years({2: [kept, gone, changed[0]]}, {2: [kept, changed[1], new]}))
    assert [headings.said for headings in view.headings] == ["同一主题"]
    assert sorted(rows(view)) == [("不再有", ""), ("仍在", "添 7 字、去 7 字"), ("新出现", ""), ("未变", "")]
    by_word = {row.word: row for row in view.headings[0].rows}
    assert by_word["不再有"].right == "2025 年未再查摆这类问题"
    assert by_word["新出现"].left == "2024 年没有这类问题"
    assert [text for change, text in by_word["仍在"].right.rest if change == "new"] == ["全年只去了四次，"]


def test_a_rewritten_problem_of_the_same_type_is_still_there():
    now = "调查研究蜻蜓点水。跑了九十四个点，平均停留四十分钟。"
    view = compared(*years({2: [f"调查研究不深入。{MORE}"]}, {2: [now]}))
    assert rows(view) == [("仍在", "文字不同")]
    (row,) = view.headings[0].rows
    assert row.again == (2024, 2025) if not row.inferred else row.again == ()
    assert all(change == "same" for change, _ in row.left.rest)


STUDY, GROUP = f"调查研究不深入。{MORE}", "形式主义问题。材料转发一遍就算落实，台账补得整整齐齐，事情没有人去办。"


@pytest.mark.parametrize(
    ("before", "after", "heading"),
    [
        ({1: ["理论学习不深。读得少。"], 2: [STUDY, GROUP]}, {1: [STUDY.replace("两次", "四次")], 2: [GROUP]}, "2"),
        ({2: [GROUP, STUDY]}, {2: [GROUP], 5: [STUDY]}, "2"),
        ({1: [STUDY], 2: [GROUP]}, {1: f"能够做到，但还有差距。{MORE}", 2: [GROUP, STUDY]}, "1"),
    ],
    ids=["both years have its heading", "a heading of one year", "prose in its place"],
)
def test_a_problem_that_moved_to_another_heading_is_still_there_and_told_once(before, after, heading):
    view = compared(*years(before, after))
    every = [row for headings in view.headings for row in headings.rows]
    (moved,) = [row for row in every if row.moved]
    assert moved.left.opening.endswith("调查研究不深入。") and moved.right.opening.endswith("调查研究不深入。")
    (told,) = [one for headings in view.headings for one in headings.elsewhere]
    assert told.shown.target == moved.right.target
    (there,) = [headings.left for headings in view.headings if moved in headings.rows]
    assert (told.heading.target, told.heading.label) == (f"#{there.heading.id}", there.name)
    assert view.counts["未变"] + view.counts["仍在"] == 2
    assert not [row for row in every if row.word == "新出现"]


def test_another_problem_of_a_type_is_not_called_new_or_gone_for_its_type():
    now = "调查研究蜻蜓点水。跑了九十四个点，平均停留四十分钟。"
    view = compared(*years({2: [STUDY, now]}, {2: [STUDY]}))
    (row,) = view.headings[0].rows[1:]
    assert (row.word, row.right) == ("不再有", "2025 年的同类问题已与另一条相对")


def test_prose_cannot_be_held_against_problems():
    view = compared(*years({1: f"能够做到，但还有差距。{MORE}"}, {1: [f"政治站位不高。{MORE}"]}))
    assert {row.word for headings in view.headings for row in headings.rows} == {"不能逐条对"}
    assert "整段文字" in view.headings[0].rows[0].left


def test_a_post_of_several_people_makes_no_pair():
    """No material says who: the year that would be held against another may be somebody else's."""
    some = {1: [f"政治站位不高。{MORE}"]}
    left, right = years(some, some)
    other = replace(right, id="2025/u1-局长-2", path="materials/2025/u1-局长-2.md")
    assert len(list(post_pairs(index(left, right)))) == 1
    assert not list(post_pairs(index(left, right, other)))


def test_only_the_last_two_years_of_one_post_make_a_pair():
    some = {1: [f"政治站位不高。{MORE}"]}
    held = index(
        material(2021, "2021-dangshi", some, author="党组书记、局长"), *years(some, some),
        material(2025, "2025-five", some, author="副局长"), material(2024, "2024-four", some, unit="u2"),
    )  # fmt: skip
    assert [(pair.left.id, pair.right.id) for pair in post_pairs(held)] == [("2024/u1-局长", "2025/u1-局长")]
    address = "compare/2025/u1-局长.md"
    assert against(held) == {"2024/u1-局长": (2025, address), "2025/u1-局长": (2024, address)}
    made = {page.src_uri: page.text for page in made_of(held)}
    assert list(made) == ["compare/index.md", address]
    (other,) = [link for link in links(made[address]) if link.words == "2021 年"]
    asked = parse_qs(urlsplit(html.unescape(other.target)).query)
    assert asked == {"a": ["materials/2021/u1-党组书记、局长/"], "b": ["materials/2025/u1-局长/"]}
    assert [link.target for link in links(made["compare/index.md"]) if link.words == "2024 年与 2025 年"] == [
        "2025/u1-局长/"
    ]


def test_the_list_is_in_the_order_of_the_roster():
    some = {1: [f"政治站位不高。{MORE}"]}
    earlier = (material(2021, "2021-dangshi", some, unit="u2"), material(2024, "2024-four", some, unit="u2"))
    held = index(*earlier, *years(some, some))
    listed = next(page for page in made_of(held) if page.src_uri == "compare/index.md").text
    assert [unit.id for unit in held.units.values()][:2] == ["u1", "u2"]  # though its last year is the earlier one
    assert listed.index("2024 年与 2025 年") < listed.index("2021 年与 2024 年")


@pytest.mark.slow
def test_a_count_lists_just_what_it_counts(browser, address):
    tab = browser.new_page()
    rows = tab.locator(".versus:not(.over):not(.columns):not(.elsewhere):visible")
    tab.goto(f"{address}compare/2025/投资促进局-局长/")
    counts = tab.locator(".kinds button")
    total, *shares = (int(re.search(r"\d+", said)[0]) for said in counts.all_inner_texts())
    assert len(shares) > 1 and total == sum(shares) == rows.count()
    for n, share in enumerate(shares, 1):
        counts.nth(n).click()
        assert rows.count() == share and counts.nth(n).get_attribute("aria-pressed") == "true"
    tab.reload()  # the choice can be sent
    assert rows.count() == shares[-1]
    assert tab.locator(".versus.over:visible").count() <= shares[-1]  # no heading is left without a row
    tab.go_back()
    assert rows.count() == shares[-2]
    tab.close()


@pytest.mark.slow
def test_a_long_list_has_a_field_that_jumps_to_a_unit(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 700})
    tab.goto(f"{address}compare/")
    assert not tab.locator(".jump").count()  # six units are in sight
    tab.evaluate("""async (root) => {
        const row = document.querySelector(".jumps tbody tr");
        for (let n = 1; n < 60; n++) {
            const more = row.cloneNode(true);
            more.querySelector("a").textContent = `第 ${n} 单位`;
            row.before(more);
        }
        await import(`${root}assets/reader/jump.js?again`);
    }""", address)
    tab.get_by_label("跳到单位").fill("第 47 单位")
    tab.keyboard.press("Enter")
    jumped = tab.locator(".jumped")
    assert jumped.inner_text() == "第 47 单位"
    assert 0 < jumped.bounding_box()["y"] < 700
    tab.close()


def test_a_page_shows_marks_that_are_read_aloud_and_text_as_text():
    one, other = f"调查研究不深入。<b>甲</b>，{MORE}", f"调查研究不深入。<b>甲</b>，{MORE.replace('两次', '四次')}"
    held = index(*years({2: [one]}, {2: [other]}))
    _, page = made_of(held)
    assert '<ins><span class="vh">添上：</span>全年只去了四次，</ins>' in page.text
    assert '<del><span class="vh">删去：</span>全年只去了两次，</del>' in page.text
    assert "<b>" not in page.text and "&lt;b&gt;" in page.text


@pytest.mark.parametrize(
    ("left", "right", "gone", "new", "rewritten"),
    [
        (("甲。", "乙，丙。"), ("甲。", "乙，丙。"), 0, 0, False),
        (("甲。", "乙，丙丙，丁丁丁丁。"), ("甲。", "乙，丁丁丁丁。"), 2, 0, False),
        (("甲。", "乙乙。"), ("丁。", "戊戊戊戊。"), 3, 5, True),
        (("", ""), ("", ""), 0, 0, False),
    ],
)
def test_what_differs_is_counted_in_letters_and_marked_by_clauses(left, right, gone, new, rewritten):
    found = difference(left, right)
    assert (found.gone, found.new, found.rewritten) == (gone, new, rewritten)
    for side, parts in ((left, found.left), (right, found.right)):
        assert "".join(text for _, text in parts) == "".join(side)
    assert bool(re.search("gone|new", str(found.left + found.right))) == (not rewritten and bool(gone or new))


@pytest.mark.slow
def test_a_material_is_named_by_what_tells_it_from_others(browser, address):
    tab = browser.new_page()
    tab.goto(f"{address}compare/")
    form = tab.locator("form.any-two")
    for left, right, told in (
        ("投资促进局 2024", "投资促进局  2025", None),
        ("石桥镇", "投资促进局 2024", "“石桥镇”有 4 份，请再写职务或年份："),
        ("石桥镇 1999", "投资促进局 2024", "名单里没有“石桥镇 1999”"),
        ("", "投资促进局 2024", "请选两份材料。"),
    ):
        form.get_by_label("左边").fill(left)
        form.get_by_label("右边").fill(right)
        form.get_by_label("右边").press("Enter")
        if told:
            form.get_by_text(told).wait_for()
        else:
            tab.locator(".any-two-rows .columns").wait_for()
            assert "投资促进局" in tab.locator(".any-two-rows .columns").inner_text()
    tab.close()
