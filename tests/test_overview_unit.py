"""A unit over the years: what is still there, what it has to do, what came of its problems."""

import datetime
import re
from dataclasses import replace

from overviews import INNOVATION, THEORY, library, named, of_unit, small, text
from review.examine.library import examine
from review.model import in_type
from review.show.pages import families
from review.show.views import brief
from review.show.views.figures import bar_width
from review.show.views.names import NO_MEASURE
from review.show.views.notes import Index
from review.show.views.outcome import Response, answers, outcomes
from review.show.views.problem import problem_view
from review.show.views.theme import theme_view
from shown import links, tree, words

__all__ = ["small"]


def test_a_unit_over_the_years(small):
    view = of_unit(small, "甲局")
    assert [(year.year, year.problems, year.lack) for year in view.years] == [(2024, 3, ""), (2025, 4, "")]
    again = [(one.type.name, [year for year, _ in one.years]) for row in view.rows for one in row.again]
    assert again == [(THEORY, [2024, 2025]), (INNOVATION, [2024, 2025])] and view.again == 2
    for row in view.rows:
        assert [bool(cell and cell.again) for cell in row.cells] == [bool(row.again)] * 2
    nothing = of_unit(small, "丁街道")
    assert [(year.year, year.lack) for year in nothing.years] == [(2024, "无可看的材料"), (2025, "")]
    assert nothing.rows[0].cells[0] is None and nothing.yearly is None


def test_openings_that_differ_in_empty_words_are_one_saying(tmp_path):
    said = ("理论学习不深", "理论学习还不太深", "理论学习不深不透", "理论学习不深")
    materials = {f"2024/{n}": text("甲局", "2024-four", (words,), *[None] * 3, author=f"第{n}科长")
                 for n, words in enumerate(said)}  # fmt: skip
    view = named(library(tmp_path, materials))["themes/theory.md"].text
    band = view[view.index("常见说法</h2>") : view.index("出自何处</h2>")]
    assert [link.words for link in links(band) if re.search("[?&]q=", link.target)] == ["理论学习不深"]
    assert "<strong>3</strong>" in band and "其余 1 种说法" in band


def test_bars_beside_each_other_have_one_scale(small):
    """On a type's page and a theme's: causes and measures, headings and units."""
    index = Index(small)
    (theme,) = (theme for theme in small.vocabulary.themes if theme.id == "theory")
    shown = theme_view(index, theme, {})
    (type,) = (type for type in theme.types if type.name == THEORY)
    of_type = problem_view(index, type.id)
    answered = [[one.bar for one in side] for side in (shown.causes, shown.measures)]
    for left, right in ((shown.headings, shown.named), answered, (of_type.causes, of_type.measures)):
        most = max(bar.count for bar in (*left, *right))
        assert left and right and all(bar.width == bar_width(bar.count, most) for bar in (*left, *right))


def test_what_came_of_a_problem_is_told_by_its_measures(tmp_path):
    materials = {}
    for n, numeral in enumerate("一二三四五六"):
        post, measures = f"第{numeral}副局长", ("加强理论学习",) if n else ()
        materials[f"2024/{n}"] = text("甲局", "2024-four", (THEORY,), *[None] * 3, author=post, measures=measures)
        materials[f"2025/{n}"] = text("甲局", "2025-five", (THEORY if n < 3 else INNOVATION,), *[None] * 4, author=post)
    materials["2025/alone"] = text("丁街道", "2025-five", (THEORY,), *[None] * 4)
    index = Index(library(tmp_path, materials))
    (id,) = (type.id for theme in index.library.vocabulary.themes for type in theme.types if type.name == THEORY)
    found = outcomes(answers(index, brief.listed_entries(index, in_type(id))).values())
    told = [(one.label, one.asked, one.back, one.few) for one in found]
    assert told == [("理论学习", 5, 2, False), ("无对应措施", 1, 1, True)]
    assert not outcomes([Response(causes=frozenset(), measures=frozenset((NO_MEASURE,)), after="又出现", theme="")])


def test_two_years_of_a_unit_tell_what_is_still_there_new_or_not_named_again(tmp_path):
    theory, innovation, grass = "理论学习不深", "创新意识不强", "调查研究不深入"
    ledger = "1: {owner: 办公室, due: 2025-01-01, status: 推进中}"
    materials = {
        "2023/a": text("甲局", "2024-four", (grass,), *[None] * 3).replace("2024-four", "2023-theme"),
        "2024/a": text(
            "甲局", "2024-four", (theory, innovation), *[None] * 3, measures=("加强理论学习",), ledger=ledger
        ),
        "2025/a": text("甲局", "2025-five", (theory, grass), *[None] * 4),
    }
    view = of_unit(library(tmp_path, materials), "甲局")
    told = {column.label: [(line.type.name, [year for year, _ in line.years], line.state, line.said)
                           for line in column.lines] for column in view.yearly.columns}
    assert (view.yearly.before, view.yearly.after, view.yearly.materials) == (2024, 2025, (1, 1))
    assert [name for name, *_ in told["还在"]] == ["理论学习不深"]
    assert told["还在"][0][1:] == ([2024, 2025], "逾期", "")
    assert ("调查研究不深入", [2023, 2025], "", "2023 年有过，2024 年没有") in told["新出现"]
    assert told["没有再提"] == [("创新意识不强", [2024], "", "无对应措施")]
    red = {line.type.name: sorted(line.again) for column in view.yearly.columns for line in column.lines}
    assert red == {"理论学习不深": [2024, 2025], "调查研究不深入": [2023, 2025], "创新意识不强": []}
    assert view.yearly.posts == ()
    page = named(library(tmp_path, materials))["units/jia.md"].text
    legend = page[page.index("“还在”按全单位算") :].partition("</p>")[0]
    assert '<span class="again">红色</span>' in legend
    assert [link.target for link in links(legend)] == ["../../recurrences/?unit=jia"]
    assert page.count('class="again" aria-label="2025 年的问题，屡改屡犯"') == 2


def test_two_years_of_a_unit_say_where_other_posts_gave_them(tmp_path):
    """What a unit still has may be another post's: then it is no recurrence, and its years are not red."""
    materials = {
        "2024/a": text("甲局", "2024-four", (THEORY,), *[None] * 3, author="副局长"),
        "2025/a": text("甲局", "2025-five", (THEORY,), *[None] * 4),
    }
    small = library(tmp_path, materials)
    view = of_unit(small, "甲局")
    assert view.yearly.posts == ("副局长", "局长")
    assert [(line.type.name, line.again) for line in view.yearly.columns[0].lines] == [(THEORY, frozenset())]
    said = "2024 年 1 份（副局长），2025 年 1 份（局长），全单位按问题类型比，两年的职务不同"
    page = named(small)["units/jia.md"].text
    assert said in page and "“还在”按全单位算" in page and "红色" not in page


def test_what_a_unit_has_to_do_comes_by_its_day(tmp_path):
    dues = ["长期坚持", "2026-09-01", "立行立改", "2025-01-01", "2026年7月", "2026-08-01", "2027-01-01"]
    entries = "\n".join(f"{n}: {{owner: 办公室, due: {due}, status: 推进中}}" for n, due in enumerate(dues, 1))
    entries += "\n8: {owner: 办公室, due: 2025-03-01, status: 已完成}"
    entries += "\n9: {owner: 办公室, status: 已完成, closed: 2025-04-01}"
    measures = tuple(f"抓实第{n}件事" for n in "一二三四五六七八九")
    material = text("甲局", "2025-five", ("理论学习不深",), *[None] * 4, measures=measures, ledger=entries)
    small = library(tmp_path, {"2025/a": material})
    page = named(small)["units/jia.md"].text
    assert "未完成 7 项，按期限列 5 项，其余见本单位台账；" in words(tree(page))
    (link,) = (link for link in links(page) if link.words == "未完成 7 项")
    assert link.target.endswith("/ledger/?unit=jia&status=late&status=doing&status=idle")
    todo = of_unit(small, "甲局").todo
    told = [row.ledger.due.text for _, row in todo.rows]
    assert told == ["2025-01-01", "2026年7月", "2026-08-01", "2026-09-01", "2027-01-01"]
    assert (todo.count, todo.waiting) == (7, 1)
    late = "\n".join(f"{n}: {{owner: 办公室, due: 202{n}-01-01, status: 推进中}}" for n in (1, 2, 3, 4, 5, 6, 9))
    material = text("甲局", "2025-five", ("理论学习不深",), *[None] * 4, measures=measures, ledger=late)
    small = library(tmp_path, {"2025/a": material})
    said = words(tree(named(small)["units/jia.md"].text))
    assert "未完成 7 项，列逾期最久的和最先到期的，共 5 项，其余见本单位台账" in said  # two that are late have no row


def test_what_is_overdue_does_not_hide_what_is_to_come(tmp_path):
    """A unit asks what it must finish now; what is late for long is counted, and listed as far as there is room."""
    dues = [f"2025-0{n}-01" for n in range(1, 8)] + ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"]
    entries = "\n".join(f"{n}: {{owner: 办公室, due: {due}, status: 推进中}}" for n, due in enumerate(dues, 1))
    measures = tuple(f"抓实第{n}件事" for n in "一二三四五六七八九十") + ("抓实第十一件事",)
    material = text("甲局", "2025-five", ("理论学习不深",), *[None] * 4, measures=measures, ledger=entries)
    held = library(tmp_path, {"2025/a": material})
    for when, listed, month in (("2026-06-01", dues[:2] + dues[7:10], 0), ("2026-09-02", dues[:3] + dues[9:], 0),
                                ("2026-11-01", dues[:4] + dues[10:], 1), ("2027-01-01", dues[:5], 0)):  # fmt: skip
        todo = of_unit(replace(held, as_of=datetime.date.fromisoformat(when)), "甲局").todo
        assert [row.ledger.due.text for _, row in todo.rows] == listed, when
        assert (todo.month, todo.late) == (month, sum(due < when for due in dues))


def test_a_type_s_page_is_made_anew_when_what_was_done_about_it_last_goes_on(tmp_path):
    """It shows how far that measure is, of which the list of its problems says nothing."""

    def shows(status):
        before = text("甲局", "2024-four", (THEORY,), "", None, None)
        ledger = f"1: {{owner: 办公室, due: 2099-01-01, status: {status}}}"
        after = text("甲局", "2025-five", (THEORY,), *[None] * 4, measures=("加强理论学习",), ledger=ledger)
        library(tmp_path, {"2024/a": before, "2025/c": after})
        found = examine(tmp_path, "internal").library
        (type,) = (t for theme in found.vocabulary.themes for t in theme.types if t.name == THEORY)
        page = named(found)[f"problems/{type.id}.md"].text
        return next(f.shows for f in families(found) if f.name == f"problem:{type.id}"), status in page

    (going, told), (done, told_too) = shows("推进中"), shows("已完成")
    assert told and told_too and going != done
