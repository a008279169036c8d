"""The ledger's page: by problem, the most urgent first; what is chosen stands in the address, and is what is saved."""

import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from review.model import Due, LedgerEntry, Measure, Position, Problem
from review.relate.ledger import STATES, rows
from review.show.data.ledger import ledger_files
from review.show.pages import families, ledger, pages
from review.show.views.blank import to_fill, unregistered
from review.show.views.changes import _against
from review.show.views.ledger import FIRST, LIMIT, cases, show, split_cases
from review.show.views.todo import todo
from test_search_index import related

PROJECT = Path(__file__).parents[1]
NODE = shutil.which("node") or shutil.which("nodejs")


@pytest.fixture(scope="module")
def library():
    return replace(related(PROJECT), as_of=date(2026, 11, 28))


def without_ledger(library, *units):
    """The library without the entries of these units; of all, if none is named."""
    bare = {m.id: replace(m, ledger={}) if not units or m.unit in units else m for m in library.materials}
    by_material = {id: tuple(replace(e, material=bare[id]) for e in of) for id, of in library.by_material.items()}
    return replace(
        library, materials=tuple(bare.values()), by_material=by_material,
        by_unit={unit: tuple(bare[m.id] for m in of) for unit, of in library.by_unit.items()},
        entries={entry.key: entry for of in by_material.values() for entry in of},
    )  # fmt: skip


def test_a_unit_without_entries_prints_its_measures_to_be_filled_in(library):
    """The measures of its newest year, each once, by problem, with cells for a pen; and the way there."""
    for bare in (without_ledger(library), without_ledger(library, "touzi")):
        made = {page.src_uri: page.text for family in families(bare) for page in family.pages()
                if page.src_uri.startswith(("ledger/", "units/touzi"))}  # fmt: skip
        form = made["ledger/touzi.md"]
        newest = [m for m in bare.by_unit["touzi"] if "2025" in m.campaign]
        wanted = [entry.item_id for m in newest for entry in bare.by_material[m.id] if entry.sort is Measure]
        assert sorted(re.findall(r"/#(m\d+)", form)) == sorted(wanted) and wanted
        assert form.count("<td></td>" * 5) >= len(wanted) and "signed" in form and "推进中" not in form
        assert re.findall(r"<tr><td>(\d+)</td>", form) == [str(n) for n in range(1, len(wanted) + 1)]
        assert f"空白台账，{len(wanted)} 项措施" in made["units/touzi.md"]
        whole = made["ledger/index.md"]
        if any(m.ledger for m in bare.materials):
            assert "怎样登记" not in whole
        else:
            assert f">投资促进局 <em>{len(wanted)}</em>" in whole and "review export measures" in whole


def test_what_a_unit_lacks_in_its_ledger_is_said_and_can_be_filled_in(library):
    """Of its newest year: at its page and ledger, which lead to a sheet of just these; nothing where it lacks none."""
    made = {page.src_uri: page.text for family in families(library) for page in family.pages()}
    newest = [m for m in library.by_unit["shiqiao"] if "2025" in m.campaign]
    lacking = [(m.id, e.item_id) for m in newest for e in library.by_material[m.id]
               if e.sort is Measure and e.item_id not in m.ledger]  # fmt: skip
    assert lacking and any(m.ledger for m in newest)
    assert sorted(re.findall(r"/materials/([^\"]+)/#(m\d+)", made["ledger/shiqiao/rest.md"])) == sorted(lacking)
    for page in ("units/shiqiao.md", "ledger/shiqiao.md"):
        [(target, count)] = re.findall(r'<a href="([^"]*)">另? ?(\d+) 项没有登记</a>', made[page])
        assert target.endswith("shiqiao/rest/") and int(count) == len(lacking)
    entry = next(one for m in newest for one in m.ledger.values())
    full = [replace(m, ledger=dict.fromkeys((f"m{n}" for n in range(1, m.counts[2] + 1)), entry)) for m in newest]
    assert [unregistered(m) for m in full] == [0] * len(full) and to_fill(library, full) == []


def test_a_sheet_to_be_filled_in_is_made_anew_where_its_unit_s_ledger_begins_or_ends(library):
    """Also where that was of an older year, so that all the sheet lists is what it was: its address is another."""
    def of(held):
        return next(family for family in families(held) if family.name == "ledger:touzi")

    def at(family):
        return [page.src_uri for page in family.pages()]

    newest = {m.id for m in library.by_unit["touzi"] if "2025" in m.campaign}
    bare = {m.id: replace(m, ledger={}) if m.id in newest else m for m in library.materials}
    by_unit = {unit: tuple(bare[m.id] for m in held) for unit, held in library.by_unit.items()}
    known = dict.fromkeys(bare, b"1")
    older = replace(library, materials=tuple(bare.values()), by_unit=by_unit, digests=known)
    none = replace(without_ledger(library, "touzi"), digests=known)
    assert at(of(older)) == ["ledger/touzi/rest.md"] and at(of(none)) == ["ledger/touzi.md"]
    assert of(older).shows != of(none).shows


def test_an_empty_ledger_has_every_problem_and_says_what_is_inferred(library):
    """A problem whose measures stand under an earlier one names their numbers; one without any says so."""
    bare = without_ledger(library, "jiaoti")
    newest = [m for m in bare.by_unit["jiaoti"] if "2025" in m.campaign]
    entries = {e.item_id: e for m in newest for e in bare.by_material[m.id]}
    page = next(p.text for f in families(bare) if f.name == "ledger:jiaoti" for p in f.pages())
    rows = [(re.findall(r"/#(p[\dx-]+)\"", body), body) for body in page.split("<tbody>")[1:]]
    told = {problems[0]: body for problems, body in rows if problems}
    assert list(told) == [id for id, entry in entries.items() if entry.sort is Problem]
    number = {measure: n for n, measure in re.findall(r"<tr><td>(\d+)</td>.*?/#(m\d+)\"", page)}
    shared = lack = marked = 0
    for id, body in told.items():
        measures = [(r.key.split("#")[1], r.inferred) for r in entries[id].measures]
        own = re.findall(r"/#(m\d+)\"", body)
        further = [number[m] for m, _ in measures if m not in own]
        said = re.findall(r"<span[^>]*>第 (\d+) 项<", body)
        assert sorted(said) == sorted(further) and set(own) <= {m for m, _ in measures}
        assert body.count("（推定）") == body.count('class="inferred"') == sum(inferred for _, inferred in measures)
        assert ("无对应措施" in body) == (not measures)
        shared, lack, marked = shared + bool(further), lack + (not measures), marked + body.count("（推定）")
    assert shared and marked and f"另有 <strong>{lack}</strong> 个问题" in page


def test_the_ledger_marks_a_measure_that_is_only_inferred_to_answer_its_problem(library):
    """On the page as built, and in the rows of which a browser makes it."""
    found = {row.measure.key: row.inferred for case in cases(library) for row in case.rows}
    assert found == {key: bool(of := library.entries[key].problems) and all(p.inferred for p in of) for key in found}
    assert set(found.values()) == {True, False}
    page = next(page.text for page in ledger.pages(library) if page.src_uri == "ledger/index.md")
    marks = len(re.findall(r'/#m\d+" class="inferred">[^<]*<em class="vh">（推定）', page))
    assert marks == sum(found.values()) == page.count("（推定）")
    files = [json.loads(data) for path, data in ledger_files(library) if "index" not in path]
    listed = [row for cases_of in files for case in cases_of for row in case["rows"]]
    assert sum(row["inferred"] for row in listed) == marks


def test_a_measure_stands_under_the_problem_that_its_text_names(library):
    """And not under one before it that is only alike: in the ledger, in an empty one, and in what is told of it."""
    mixed = [e for e in library.entries.values() if e.sort is Measure and e.problems and e.problems[0].inferred
             and not all(one.inferred for one in e.problems)]  # fmt: skip
    assert mixed
    under = {row.measure.key: case.problem.key for case in cases(library) for row in case.rows if case.problem}
    for entry in mixed:
        named = next(one.key for one in entry.problems if not one.inferred)
        assert under.get(entry.key, named) == named
        assert _against(library, entry) == f"针对：{library.entries[named].opening}"
        rest = without_ledger(library, entry.material.unit)
        empty = "".join(p.text for f in families(rest) if f.name == f"ledger:{entry.material.unit}" for p in f.pages())
        bodies = [body for body in empty.split("<tbody>") if f'{entry.material.id}/#{entry.item_id}"' in body]
        if any(m.campaign == entry.material.campaign for m in rest.by_unit[entry.material.unit][-1:]):
            assert [f'{entry.material.id}/#{named.partition("#")[2]}"' in body for body in bodies] == [True]
    assert any(entry.key in under for entry in mixed)


def test_what_a_measure_is_against_says_where_that_is_inferred(library):
    """In what a unit has to do, and in what is new."""
    rows_of = {row.measure.key: row for case in cases(library) for row in case.rows}
    page = next(p.text for f in families(library) for p in f.pages() if p.src_uri == "units/touzi.md")
    listed = re.findall(r'<td><a href="[^"]*/materials/([^"]*)/#(m\d+)">[^<]*</a> <em>针对(（推定）)?：', page)
    assert {bool(mark) for _, _, mark in listed} == {True, False}
    assert all(bool(mark) == rows_of[f"{material}#{id}"].inferred for material, id, mark in listed)
    told = {_against(library, row.measure)[:6] for row in rows_of.values() if row.measure.problems}
    assert {one.startswith("针对（推定）") for one in told} == {True, False}


def test_every_measure_of_the_ledger_stands_once_and_the_states_add_up(library):
    found = cases(library)
    keys = [row.measure.key for case in found for row in case.rows]
    assert sorted(keys) == sorted(row.measure.key for row in rows(library) if row.ledger)
    assert len(set(keys)) == len(keys)
    view = show(found, found)
    assert view.measures == sum(share.count for share in view.shares) == len(keys)
    assert view.measures == sum(section.measures for section in view.sections)
    assert {share.state for share in view.shares} == set(STATES)


@pytest.mark.parametrize("due, last, status, closed, state, section, hint", [
    ("2026-11-27", "2026-11-27", "推进中", "", "逾期", 0, "过期 1 天"),
    ("2026年11月", "2026-11-30", "未启动", "", "未启动", 1, "还有 2 天"),
    ("年底前", "2026-12-31", "推进中", "", "推进中", 2, ""), ("立行立改", "", "推进中", "", "推进中", 3, "提出 {} 天"),
    ("长期坚持", "", "推进中", "", "推进中", 3, "近次进展 2026-05-06"),
    ("", "", "未启动", "", "未启动", 3, "近次进展 2026-05-06"),
    ("2020-01-01", "2020-01-01", "已完成", "", "已完成，待销号", 4, ""),
    ("2020-01-01", "2020-01-01", "已完成", "2026-01-01", "已销号", 5, ""),
])  # fmt: skip
def test_words_never_make_a_measure_overdue(library, due, last, status, closed, state, section, hint):
    material = next(m for m in library.materials if m.ledger)
    id = next(id for id in material.ledger if f"{material.id}#{id}" in library.entries)
    entry = LedgerEntry(
        owner="办公室", due=Due(text=due, last=date.fromisoformat(last) if last else None), status=status,
        progress="2026-05-06 已办三期", closed=date.fromisoformat(closed) if closed else None,
        at=Position(path=material.path, line=1),
    )  # fmt: skip
    changed = replace(material, ledger={id: entry})
    measure = replace(library.entries[f"{material.id}#{id}"], material=changed)
    of_material = [measure if entry.key == measure.key else entry for entry in library.by_material[material.id]]
    one = replace(
        library, materials=(changed,), entries={**library.entries, measure.key: measure},
        by_material={**library.by_material, material.id: tuple(of_material)},
    )  # fmt: skip
    row = next(row for case in cases(one) for row in case.rows if row.measure.key == measure.key)
    assert (row.state, row.section) == (state, section)
    assert row.hint == hint.format((library.as_of - material.date).days)


def test_no_problem_is_split_and_nothing_is_left_out(library):
    found = cases(library)
    for limit in (1, 3, 7, 500):
        cut = split_cases(found, limit)
        assert [case for piece in cut for case in piece] == list(found)
        assert all(sum(len(case.rows) for case in piece[:-1]) < limit for piece in cut)
    assert FIRST < LIMIT


def test_the_data_and_the_pages_of_units_hold_all(library):
    files = {path.rsplit("/", 1)[1]: json.loads(data) for path, data in ledger_files(library)}
    index = files.pop("index.json")
    listed = [row for name in index["segments"] for case in files[f"{name}.json"] for row in case["rows"]]
    assert len(listed) == len([row for row in rows(library) if row.ledger])
    assert sum(n for _, _, n in index["facets"]["status"]) == len(listed)
    pages = {page.src_uri: page.text for page in ledger.pages(library)}
    for unit, _, count in index["facets"]["unit"]:
        assert f"<strong>{count}</strong> 项措施" in pages[f"ledger/{unit}.md"]
        assert pages[f"ledger/{unit}.md"].count('<tr class="entry">') == count
    empty = replace(library, materials=(), entries={})
    assert [page.text.count("还没有登记整改台账") for page in ledger.pages(empty)] == [1]
    assert not list(ledger_files(empty))
    unkept = without_ledger(library)
    waiting = sum(len(material.document.measures) for material in library.materials)
    assert any(f"材料里有 {waiting} 项整改措施" in page.text for page in ledger.pages(unkept))


@pytest.mark.parametrize("day, month", [
    (date(2026, 11, 28), "<span>本月无到期</span>"), (date(2026, 12, 1), "本月到期 <strong>1</strong>"),
])  # fmt: skip
def test_what_is_due_this_month_is_told_also_when_nothing_is(library, day, month):
    then = replace(library, as_of=day)
    page = next(page.text for page in ledger.pages(then) if page.src_uri == "ledger/touzi.md")
    assert month in page and "已逾期 <strong>" in page and f"{day.year} 年 {day.month} 月" in page
    index = json.loads(next(data for path, data in ledger_files(then) if "index" in path))
    counts = {value: count for value, _, count in index["facets"]["due"]}
    late = sum(row.state == "逾期" for case in cases(then) for row in case.rows)
    assert counts["late"] == late > 0 and (counts["month"] > 0) == (day.month == 12)


def test_a_period_says_its_year(library):
    found = {(row.ledger.due.text, row.year) for case in cases(library) for row in case.rows}
    assert found >= {("三季度末", "2025 年"), ("三季度末", "2026 年"), ("2025年底前", ""), ("长期坚持", "")}
    page = next(page.text for page in ledger.pages(library) if page.src_uri == "ledger/chengdong.md")
    assert '<em class="late">2025 年三季度末</em>' in page
    unit = next(page.text for page in pages(library) if page.src_uri == "units/chengdong.md")
    assert "2025 年三季度末" in unit
    material = next(page.text for page in pages(library) if page.src_uri == "materials/2024/城东街道-班子.md")
    assert "<em>责任</em> <em>办事处副主任 民生保障办公室</em>" in material
    assert "<em>期限</em> 2025 年三季度末" in material


@pytest.mark.skipif(not NODE, reason="needs Node")
def test_what_a_browser_counts(library, tmp_path):
    """Facets count under the other facets' choices, and the address gives back what was chosen."""
    segments = [data for path, data in ledger_files(library) if "index" not in path]
    (tmp_path / "data.json").write_bytes(b"[" + b",".join(segments) + b"]")
    shutil.copytree(PROJECT / "hooks/review/theme/assets", tmp_path / "assets")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "a.js").write_text("""
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { arrange, count, read, select, total, write } from "./assets/ledger/rows.js";
import { csv, table, xlsx } from "./assets/ledger/download.js";
const cases = JSON.parse(readFileSync(new URL("./data.json", import.meta.url))).flat();
const all = read("");
assert.equal(total(select(cases, all)), 31);
for (const address of [
  "?status=late", "?status=late&status=idle&unit=touzi", "?due=always&order=unit", "?order=progress",
  "?q=%E5%8A%9E%E5%85%AC%E5%AE%A4",
]) {
  const state = read(address);
  assert.equal(write(state), address);
  const found = select(cases, state), counts = count(cases, state);
  assert.ok(total(found) > 0, address);
  for (const facet of ["status", "unit", "campaign"]) {
    for (const [value, number] of Object.entries(counts[facet])) {
      const also = { ...state, filters: { ...state.filters, [facet]: [value] } };
      assert.equal(total(select(cases, also)), number);
    }
  }
  const ranks = { unit: [["touzi", "甲"], ["chengdong", "乙"], ["shiqiao", "丙"]], campaign: [] };
  const sections = arrange(found, state.order, ["a", "b", "c", "d", "e", "f"], ranks);
  assert.equal(total(sections.flatMap((section) => section.cases)), total(found));
  assert.equal(table(found, "").length, total(found) + 1);
}
const days = arrange(select(cases, all), "progress", [], {}).flatMap((section) => section.cases)
  .map((item) => item.rows.map((row) => (/^\\d{4}-\\d\\d-\\d\\d/.exec(row.progress) || [""])[0]).sort().pop());
assert.deepEqual(days, days.slice().sort().reverse());
assert.ok(days[0] && !days[days.length - 1]);
assert.deepEqual(read("?order=x&status=").filters, {});
for (const [n, row] of table(cases, "").slice(1).entries()) assert.ok(row[0] === n + 1 && row[3] === Number(row[3]));
const hostile = [["=1+1", "甲<乙>&", "\\u0007-1", 7]];
const text = Buffer.from(await csv(hostile).arrayBuffer()).toString("utf-8");
assert.equal(text, '\\ufeff"\\'=1+1","甲<乙>&","\\u0007-1","7"\\r\\n');
const { writeFileSync } = await import("node:fs");
writeFileSync(new URL("./a.xlsx", import.meta.url), Buffer.from(await xlsx(hostile, "截至").arrayBuffer()));
""")
    done = subprocess.run([NODE, "a.js"], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    page = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.value for cell in page[2]] == ["=1+1", "甲<乙>&", "-1", 7]
    assert page["A2"].data_type in ("s", "inlineStr")


@pytest.mark.slow
def test_this_month_s_work_of_a_unit_is_two_clicks_and_a_sheet_of_paper_away(address, browser):
    """What must my unit finish, on paper: choose the unit, choose the state; and print for signature."""
    tab = browser.new_page()
    wrong = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    tab.goto(f"{address}ledger/")
    assert tab.locator(".ledger tbody tr").count() > 40
    tab.locator("label", has_text="投资促进局").locator("input").check()
    tab.locator(".chosen").get_by_text("投资促进局 ×").wait_for()
    tab.locator("label", has_text="推进中").locator("input").check()
    tab.wait_for_url("**/ledger/?status=doing&unit=touzi")
    assert tab.locator(".beside").evaluate("rail => getComputedStyle(rail).boxShadow") == "none"  # the theme frames it
    said = tab.locator(".total").inner_text()
    measures = tab.locator(".ledger .state.doing").count()
    assert said.startswith(f"所列 {measures} 项措施") and measures
    key = tab.locator(".states a:visible").all_inner_texts()
    assert [int(one.split()[1]) for one in key] == [measures] and tab.locator(".stack i").count() == 1
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="CSV").click()
    table = list(csv.reader(io.StringIO(Path(saved.value.path()).read_bytes().decode("utf-8-sig"))))
    assert len(table) == measures + 1 and {row[1] for row in table[1:]} == {"投资促进局"}
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="Excel").click()
    sheet = load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes())).worksheets[0]
    assert sheet.max_row == measures + 2 and "投资促进局、推进中" in sheet["A1"].value
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$M${measures + 2}" and sheet["N2"].value == "地址"
    assert sheet["A2"].border.left.style == sheet["M3"].border.bottom.style == "thin"  # ruled, as ledgers are
    tab.go_back()
    tab.locator(".total").get_by_text("11", exact=True).first.wait_for()
    tab.get_by_placeholder("在所列措施").fill("没有这样的词")
    tab.get_by_text("没有找到").wait_for()
    tab.goto(f"{address}ledger/?status=late")
    late = tab.locator(".chosen").get_by_text("逾期 ×")
    late.wait_for()
    assert tab.locator(".ledger tbody .state").count() == tab.locator(".ledger tbody .state.late").count()
    tab.emulate_media(media="print")
    assert tab.locator("thead").is_visible() and tab.locator(".signed").is_visible()
    assert not tab.locator(".search-facets").is_visible() and not wrong
    assert tab.locator("h1").inner_text() == "整改台账（逾期）" and tab.title().startswith("整改台账（逾期）")
    assert not tab.locator(".by-unit").is_visible()
    assert not tab.locator(".chosen").is_visible()  # the title says it
    tab.emulate_media(media="screen")
    tab.locator("label", has_text="石桥镇").locator("input").check()
    tab.locator("h1").get_by_text("石桥镇整改台账（逾期）").wait_for()
    tab.locator(".chosen").get_by_text("逾期 ×").click()
    tab.locator(".dues a", has_text="已逾期").click()
    tab.wait_for_url("**/ledger/?due=late&unit=shiqiao")
    late = re.search(r" 已逾期 (\d+) 项", tab.locator(".dues").inner_text())
    assert late[1] == tab.locator(".total strong").first.inner_text()
    state = tab.locator(".states a", has_text="逾期")
    assert int(state.inner_text().split()[1]) == int(late[1])
    state.click()  # to what it counts: of this unit, and overdue
    tab.wait_for_url("**/ledger/?status=late&due=late&unit=shiqiao")
    tab.goto(f"{address}ledger/?due=month")
    tab.locator(".dues").get_by_text("另有已逾期").wait_for()  # they are not of this list, whose key has none
    assert not tab.locator(".states a", has_text="逾期").is_visible()
    due = tab.locator(".ledger tbody .state:visible").count()  # in some months nothing of the samples is due
    said = tab.locator(".total").inner_text()
    assert said.startswith(f"所列 {due} 项措施") if due else "没有“本月到期”的措施" in said
    tab.goto(f"{address}ledger/shiqiao/")
    tab.evaluate("window.print = () => document.body.dataset.printed = 1")
    tab.get_by_role("button", name="打印（A4 横排）").click()
    assert tab.locator("body").get_attribute("data-printed")
    tab.get_by_role("link", name="筛选，下载 Excel、CSV").click()
    tab.locator("h1").get_by_text("石桥镇整改台账").wait_for()
    tab.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(f"{address}ledger/")
    assert plain.locator(".boxed").is_visible()
    plain.get_by_role("link", name="投资促进局 11 项措施").click()
    assert plain.locator("h1").inner_text() == "投资促进局整改台账"
    assert "11 项措施" in plain.locator(".total").inner_text()
    plain.context.close()


def test_a_single_measure_more_than_a_unit_s_page_lists_is_listed(library, monkeypatch):
    """By any number that it might list: what is left out are two and more, or none."""
    for unit in library.by_unit:
        held = [case for case in cases(library) if case.unit.id == unit]
        left = [row for case in held for row in case.rows if row.state not in ("已销号", "已完成，待销号")]
        for shown in range(1, len(left) + 2):
            monkeypatch.setattr("review.show.views.todo.SHOWN", shown)
            listed = todo(held)
            if listed:
                assert len(listed.rows) == (len(left) if len(left) <= shown + 1 else shown), (unit, shown)


@pytest.mark.slow
def test_progress_is_told_and_where_nothing_is_listed_nothing_is_said_of_it(address, browser, library):
    tab = browser.new_page(viewport={"width": 1440, "height": 900})
    told = {f"进展：{row.ledger.progress}" for case in cases(library) for row in case.rows if row.ledger.progress}
    for page in ("ledger/", "ledger/?order=unit"):
        tab.goto(address + page)
        tab.locator(".tools button").first.wait_for()
        assert told and told <= set(tab.locator(".entry th em").all_text_contents()), page
    tab.locator("input.words").fill("没有哪一项会这样写")
    tab.get_by_text("没有找到“没有哪一项会这样写”。").wait_for()
    assert not tab.locator(".dues").is_visible()
    assert tab.locator(".tools .save button:enabled").count() == 0
    tab.locator("input.words").fill("")
    tab.locator(".dues").wait_for()
    assert tab.locator(".tools .save button:enabled").count() == 3
    tab.close()
