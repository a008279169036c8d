"""Which problems of last year came back: told of each recurrence, narrowed in the address, saved as it is listed."""

import csv
import io
import json
from pathlib import Path

import pytest

from lists import typed
from overviews import THEORY, library, text
from review.show.data.recurrences import recurrence_files
from review.show.views import tally
from review.show.views.indexes import recurrences_index
from review.show.views.listing import Group, parts
from review.show.views.notes import Index
from test_search_index import related

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def index():
    return Index(related(PROJECT))


def again(library, one):
    """Year and last year before of each problem of a recurrence that its own post had named before."""
    year = tally.year_of(library)
    entries = [e for e in typed(library, one.type.id) if e.material.unit == one.unit.id and e.earlier]
    before = {e.key: [year[library.entries[key].material.campaign] for key in e.earlier] for e in entries}
    return {(year[e.material.campaign], max(before[e.key])) for e in entries}


def named(library, one, post):
    """Years in which a post of the unit named the type."""
    year = tally.year_of(library)
    found = [e.material for e in typed(library, one.type.id) if e.material.unit == one.unit.id]
    return {year[material.campaign] for material in found if (material.author or material.kind) == post}


def test_a_recurrence_tells_who_and_when_again(index):
    for one in index.recurrences:
        assert one.back == again(index.library, one) and one.back
        assert one.years == tuple(sorted({year for post in one.posts for year in post.years}))
        for post in one.posts:
            assert set(post.years) <= named(index.library, one, post.post) and len(post.years) > 1
            assert {year for pair in post.back for year in pair} <= set(post.years)
    view = recurrences_index(index)
    last = view.years[-1]
    assert view.back == sum((last, last - 1) in one.back for one in index.recurrences) > 0


def test_the_file_has_what_the_pages_have(index):
    ((_, data),) = recurrence_files(index)
    held = json.loads(data)
    listed = [row.recurrence for part in recurrences_index(index).parts for group in part.groups for row in group.rows]
    assert held["rows"] == [
        [one.unit.id, one.type.id, [[p.said, [*p.years], [[*pair] for pair in p.back]] for p in one.posts]]
        for one in listed
    ]
    assert not list(recurrence_files(Index(related(PROJECT / "none"))))


def test_no_unit_stands_on_two_pages():
    rows = tuple(f"{unit}.{n}" for unit in range(40) for n in range(unit % 23))
    split = parts([Group(key="g1", label="街道", rows=rows, total=len(rows))], whole=lambda row: row.split(".")[0])
    on = [{row.split(".")[0] for group in part.groups for row in group.rows} for part in split]
    assert len(on) > 2 and sum(map(len, on)) == len(set.union(*on))
    assert [row for part in split for group in part.groups for row in group.rows] == list(rows)


@pytest.mark.slow
def test_last_year_s_problems_that_came_back(index, address, browser):
    """One step from the page, another to a unit; the address holds it, and the file what is listed."""
    last = recurrences_index(index).years[-1]
    back = [one for one in index.recurrences if (last, last - 1) in one.back]
    tab = browser.new_page()
    wrong = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(f"{address}recurrences/")
    tab.get_by_role("link", name=f"{len(back)} 项 {last - 1} 年有、{last} 年又犯").click()
    tab.wait_for_url("**/recurrences/?year=back")
    rows = tab.locator(".chosen-rows tbody tr")
    assert rows.count() == len(back) and f"{len(back)} 项" in tab.locator(".total").inner_text()
    assert not tab.locator(".group").first.is_visible()
    tab.goto(f"{address}recurrences/?year={last}")
    unit = back[0].unit
    of_unit = [one for one in index.recurrences if one.unit is unit and any(year == last for year, _ in one.back)]
    tab.locator("label", has_text=unit.name).locator("input").check()
    tab.wait_for_url(f"**/recurrences/?year={last}&unit={unit.id}")
    assert rows.count() == len(of_unit)
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="CSV").click()
    table = list(csv.reader(io.StringIO(Path(saved.value.path()).read_bytes().decode("utf-8-sig"))))
    named = {one.type.name: [p.post for p in one.posts if last in dict(p.back)] for one in of_unit}
    assert {row[3]: row[2].split("、") for row in table[1:]} == named
    tab.set_viewport_size({"width": 390, "height": 800})
    assert str(last) in rows.first.locator(".when").inner_text() and rows.first.locator(".when").is_visible()
    tab.go_back()
    tab.wait_for_url(f"**/recurrences/?year={last}")
    assert rows.count() > len(of_unit) > 1 and not wrong
    tab.close()


def test_holders_of_one_post_are_told_apart_by_what_they_answer_for_and_else_said_to_be_several(tmp_path):
    """No material has a name: of two 副局长 in one year only the charge says which of them came back to a problem."""
    said = {}
    for case, posts in {"same": ("副局长", "副局长"), "charged": ("副局长（分管城建）", "副局长（分管教育）")}.items():
        given = {f"2024/{case}": text("甲局", "2024-four", (THEORY,), "", "", "", author=posts[0])}
        given |= {f"2025/{case}{n}": text("甲局", "2025-five", (THEORY,) * (n == 1), "", "", "", "", author=post)
                  for n, post in enumerate(posts)}  # fmt: skip
        (tmp_path / case).mkdir()
        found = Index(library(tmp_path / case, given)).recurrences
        said[case] = [post.said for one in found for post in one.posts]
    assert said == {"same": ["副局长（不止一人）"], "charged": []}
