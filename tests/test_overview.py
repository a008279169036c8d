"""The overview pages of a small library, read and related for real: their numbers, their links, the three nothings."""

import datetime
import itertools
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import jinja2
import pytest
import yaml
from openpyxl import load_workbook

from lists import entries_in, typed
from review.model import Cause, Measure, Problem, in_heading, in_type
from review.publish.contents import anchor_ids
from review.publish.tree import data_files
from review.read.library import read_library
from review.relate.library import relate
from review.show import addresses
from review.show.addresses import shown_at
from review.show.pages import families, pages
from review.show.pages.home import day
from review.show.views import brief, home, ledger, tally
from review.show.views.campaign import campaign_view
from review.show.views.figures import LIMIT
from review.show.views.indexes import headings_index, problems_index, units_index
from review.show.views.ledger import cases
from review.show.views.notes import Index
from review.show.views.outcome import answers, outcomes
from review.show.views.unit import unit_view
from shown import leads_to, links, rows, tree, words

PARTIALS = Path(__file__).parents[1] / "hooks/review/theme/partials"
DAY = datetime.date(2026, 6, 1)
UNITS = """
- {id: jia, name: 甲局, group: 部门}
- {id: yi, name: 乙局, group: 部门, since: 2025}
- {id: bing, name: 丙街道, group: 街道, until: 2024}
- {id: ding, name: 丁街道, group: 街道}
"""
NAMES = {
    "2024-four": ("政治纪律和政治规矩", "增强党性、严守纪律、砥砺作风", "勇于担责、敢于创新", "全面从严治党政治责任"),
    "2025-five": (
        "强化政治忠诚、提高政治能力", "固本培元、增强党性", "敬畏人民、敬畏组织、敬畏法纪", "干事创业、担当作为",
        "坚决扛起管党治党责任",
    ),
}
ORDINALS = "一二三四五六七八九"
THEORY, INNOVATION = "理论学习不深", "创新意识不强"
NONE = "无可看的材料"
PROSE = "平时抓得不够，还要努力。"


def text(unit, campaign, *headings, author="局长", free=(), ledger="", measures=(), visibility="internal"):
    """A material; a heading is a tuple of openings, prose, "" for a heading without text, None for a missing one."""
    kind = "个人" if author else "班子"
    lines = [
        "---", f"title: {unit}{author or kind}对照检查材料", f"campaign: {campaign}", f"unit: {unit}", f"kind: {kind}",
        *([f"author: {author}"] if author else []), f"date: {campaign[:4]}-12-20", f"visibility: {visibility}",
        *(["measures:", *(f"  {line}" for line in ledger.split("\n"))] if ledger else []), "---", "",
        f"# {unit}{author or kind}对照检查材料", "", "现对照检查如下：", "", "## 一、存在的问题", "",
    ]
    for number, (name, found) in enumerate(zip(NAMES[campaign], headings, strict=True)):
        if found is not None:
            lines += [f"### （{ORDINALS[number]}）带头{name}方面", "", items(found), ""]
    if free:
        lines += [f"### （{ORDINALS[len(headings)]}）其他需要说明的方面", "", items(free), ""]
    if measures:
        lines += ["## 二、整改措施", ""]
        for number, opening in enumerate(measures):
            lines += [f"### {number + 1}.{opening}。", "", "抓好落实。", ""]
    return "\n".join(lines)


def items(found):
    if isinstance(found, str):
        return found
    return "\n\n".join(f"{ORDINALS[n]}是{opening}。抓得不够紧。" for n, opening in enumerate(found))


SMALL = {
    "2024/a": text("甲局", "2024-four", (THEORY, INNOVATION), PROSE, None, ("担当精神弱化",)),
    "2024/b": text("丙街道", "2024-four", (THEORY,), "", ("服务群众不到位",), None, author="书记"),
    "2025/c": text(
        "甲局", "2025-five", (THEORY,), (INNOVATION,), PROSE, (), (),
        measures=("加强理论学习", "更新思想观念", "强化担当作为", "压实管党治党责任"),
        ledger="1: {owner: 办公室, due: 2026-03-31, status: 已完成}\n"
        "2: {owner: 一科, due: 2026-05-31, status: 推进中}\n"
        "3: {owner: 二科, due: 2026-06-01, status: 推进中}\n4: {owner: 人事科, due: 2026-12-31, status: 未启动}",
    ),
    "2025/d": text("甲局", "2025-five", (THEORY, THEORY), None, PROSE, (), (), author=""),
    "2025/e": text("丁街道", "2025-five", (INNOVATION,), None, None, None, None, author="主任", free=("讲话风趣不足",)),
    "2025/f": text("乙局", "2025-five", (THEORY,) * 9, None, None, None, None, visibility="restricted"),
}


def library(root, materials, units=UNITS, audience="internal", day=DAY):
    """The library of these materials, read from files."""
    (root / "vocabulary").mkdir(exist_ok=True)
    (root / "vocabulary" / "units.yml").write_text(units, "utf-8")
    for name, source in materials.items():
        path = root / "materials" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, "utf-8")
    reading = read_library(root, audience)
    assert not [f for f in reading.findings if f.severity == "error"]
    return relate(reading.materials, reading.vocabulary, audience=audience, as_of=day, drafts=reading.drafts)


@pytest.fixture
def small(tmp_path):
    return library(tmp_path, SMALL)


def files(library):
    """The files beside the pages: path and content."""
    return data_files(families(library))


def named(library):
    return {page.src_uri: page for page in pages(library)}


# ---- numbers ------------------------------------------------------------------------------------------


def test_home_counts_what_the_library_holds(small):
    shown = home.home(Index(small))
    counts = {kind: sum(isinstance(e.item, kind) for e in small.entries.values()) for kind in (Problem, Cause, Measure)}
    assert (shown.campaigns, shown.units, shown.materials) == (2, 3, 5)
    assert (shown.problems, shown.causes, shown.measures) == tuple(counts.values()) == (11, 0, 4)
    assert [(row.campaign.id, row.materials, row.problems) for row in shown.rows] == [
        ("2025-five", 3, 6), ("2024-four", 2, 5)
    ]
    assert [count.count for count in shown.rows[0].counts] == [4, 1, 0, 0, 0]
    assert [(row.type.name, row.count, row.strip.label) for row in shown.types[:2]] == [
        (THEORY, 5, "2024、2025 年"), (INNOVATION, 3, "2024、2025 年")
    ]
    assert [m.campaign for m in shown.newest] == ["2025-five"] * 3 + ["2024-four"] * 2


def test_home_says_its_totals(small):
    said = named(small)["index.md"].text
    assert "收存 2024 年以来 2 次活动、3 个单位的材料 5 份。查摆问题 11 个，剖析根源 0 条" in words(tree(said))
    led = [(link.words, link.target.partition("?")[0]) for link in links(said)]
    totals = [("2 次活动", "campaigns/"), ("3 个单位", "units/"), ("材料 5 份", "campaigns/"), ("11 个", "search/")]
    assert led[:4] == totals
    assert '<form class="ask" action="search/"' in said


def test_the_newest_are_dated_without_the_librarys_own_year():
    assert day(datetime.date(2026, 1, 9), DAY) == "1 月 9 日"
    assert day(datetime.date(2025, 12, 20), DAY) == "2025-12-20"


def test_nothing_counts_that_the_audience_may_not_see(tmp_path):
    internal, staff = library(tmp_path, SMALL), library(tmp_path, SMALL, audience="staff")
    assert home.home(Index(staff)).problems == home.home(Index(internal)).problems + 9
    assert "乙局" not in "".join(named(internal)["index.md"].text)
    assert rows_of(internal, "2025-five")["乙局"] == (NONE,) and rows_of(staff, "2025-five")["乙局（受限）"][0] == "9"


def rows_of(library, campaign):
    """A campaign's matrix as read: cells by unit, without the empty ones and without the number of materials."""
    found = rows(named(library)[f"campaigns/{campaign}.md"].text)
    lacks = {NONE, "未交材料", "只有草稿"}
    return {name: tuple(filter(None, cells[1:]))[: 1 if lacks & {*cells} else None] for name, *cells in found}


def test_the_matrix_tells_three_kinds_of_nothing(small):
    assert rows_of(small, "2024-four") == {
        "单位": ("一 政治纪律和政治规矩", "二 增强党性、严守纪律", "三 勇于担责、敢于创新", "四 全面从严治党", "合计"),
        "部门": (),
        "甲局": ("2", "文", "缺", "1", "3"),
        "街道": (),
        "丙街道": ("1", "0", "1", "缺", "2"),
        "丁街道": (NONE,),
        "合计": ("3", "0", "1", "1", "5"),
    }


def test_v9_without_a_material_that_may_be_shown(tmp_path):
    """Internal pages don't say why; staff's tell 未交, 受限, 草稿 apart. Who wasn't there yet has no row."""
    draft = SMALL["2025/e"].replace("visibility: internal", "visibility: draft")
    of_2024 = SMALL["2024/a"].replace("甲局", "丁街道").replace("internal", "draft")
    hidden = {**SMALL, "2025/e": draft, "2024/g": of_2024}
    units = UNITS + "- {id: wu, name: 戊街道, group: 街道}\n- {id: ji, name: 己街道, group: 街道, since: 2026}\n"
    staff = library(tmp_path, hidden, units, "staff")
    internal = named(library(tmp_path, hidden, units))
    said = rows_of(staff, "2025-five")
    assert (said["丁街道"], said["戊街道"]) == (("只有草稿",), ("未交材料",))
    assert not {"乙局", "己街道"} & said.keys()
    assert said["乙局（受限）"][0] == "9" and rows_of(staff, "2024-four")["丁街道"] == ("只有草稿",)
    page = named(staff)["campaigns/2025-five.md"].text
    facts = re.findall(r'href="(#lack\d)"><strong>(\d+)</strong> (个单位\w+)', page)
    assert facts == [("#lack1", "1", "个单位只有草稿"), ("#lack2", "1", "个单位未交材料")], facts
    assert re.findall(r'id="lack\d">(\w+) .*\n<p class="gloss"><a [^>]*>(\w+)</a></p>', page) == [
        ("只有草稿", "丁街道"), ("未交材料", "戊街道"),
    ]  # fmt: skip
    assert "各单位都有材料" not in page
    (tmp_path / "alone").mkdir()
    alone = library(tmp_path / "alone", {"2024/a": SMALL["2024/a"]}, UNITS.partition("- {id: yi")[0], "staff")
    assert "各单位都有材料" in named(alone)["campaigns/2024-four.md"].text
    for name in ("2024/g", "2025/e", "2025/f"):
        (tmp_path / f"materials/{name}.md").unlink()
    without = named(library(tmp_path, {}, units))
    assert [(uri, p.text) for uri, p in internal.items()] == [(uri, p.text) for uri, p in without.items()]
    assert not [uri for uri, page in internal.items() if re.search("未交|草稿|受限", page.text)]
    said = rows_of(library(tmp_path, {}, units), "2025-five")
    assert {said[name] for name in ("乙局", "丁街道", "戊街道")} == {(NONE,)} and "己街道" not in said
    assert not tmp_path.joinpath("materials/2025/f.md").exists()


def test_a_long_matrix_says_how_much_a_group_has_on_average(tmp_path):
    more = "".join(f"- {{id: x{n}, name: 第{n}村, group: 村}}\n" for n in range(30))
    found = list(rows(named(library(tmp_path, SMALL, UNITS + more))["campaigns/2024-four.md"].text))
    assert [cells[0] for cells in found][1:3] == ["合计", "部门 1 个单位，平均每份"]
    assert found[2][2:] == ("2.0", "0.0", "0.0", "1.0", "3.0")  # 甲局 has one material
    assert [cells for cells in found if cells[0].startswith("村")] == [("村 30 个单位", *[""] * 6)]
    assert ("甲局", "1") in {cells[:2] for cells in found}


def test_a_matrix_is_also_told_as_what_a_material_has_on_average(small):
    """甲局 has two materials with 3, 1, 0, 0, 0 problems in all, 丁街道 one; one campaign has a material a unit."""
    found = {cells[0]: cells[2:] for cells in rows(named(small)["campaigns/2025-five/average.md"].text)}
    assert found["甲局"] == ("1.5", "0.5", "文", "0", "0", "0", "2.0")
    assert found["丁街道"] == ("1.0", "缺", "缺", "缺", "缺", "1.0", "2.0")
    assert found["每份平均"] == ("1.3", "0.3", "0", "0", "0", "0.3", "2.0")
    view = campaign_view(Index(small), next(c for c in tally.campaigns(small) if c.id == "2025-five"), {}, average=True)
    held = [row for part in view.parts for group in part.groups for row in group.rows]
    shown = {row.unit.name: [cell.step for cell in row.cells] for row in held}
    assert shown["甲局"][:2] == [view.by.step(15), view.by.step(5)] and view.by.ranges[0].startswith("0.1")
    assert shown["甲局"][0] > shown["丁街道"][0] > shown["甲局"][1]
    assert "2 份平均 1.5 个" in named(small)["campaigns/2025-five/average.md"].text
    assert "campaigns/2024-four/average.md" not in named(small)


def test_the_roster_is_that_of_the_year(small):
    assert "乙局" not in rows_of(small, "2024-four")
    assert "丙街道" not in rows_of(small, "2025-five")
    assert rows_of(small, "2025-five")["乙局"] == (NONE,)


def test_a_long_heading_folds_all_posts_of_a_unit_but_the_first(small, monkeypatch):
    page = addresses.heading("2025-five-1")
    whole = named(small)[page].text
    monkeypatch.setattr("review.show.views.heading.LIMIT", 3)
    part = named(small)[page].text
    (folded,) = re.findall(r'<details class="posts">.*?</details>', part, re.DOTALL)
    assert "<summary>局长 <em>1 个问题</em></summary>" in folded and folded.count('class="row item brief"') == 1
    assert part.count('class="row item brief"') == 3 and "posts" not in whole


def test_a_unit_that_fills_more_than_a_page_says_that_it_goes_on(small, monkeypatch):
    page = addresses.heading("2025-five-1")
    assert "下页还有" not in named(small)[page].text
    monkeypatch.setattr("review.show.views.heading.LIMIT", 2)
    made = named(small)
    (first,) = [uri for uri in made if uri.startswith("headings/2025-five-1") and "甲局未完" in made[uri].text]
    text = made[first].text
    (on,) = [link for link in links(text[text.index('class="further"') :]) if "甲局" in link.words]
    path, _, _ = leads_to(first, on.target, {shown_at(uri): uri for uri in made})
    behind = made[path].text
    assert re.search(r"<h3[^>]*>(?:(?!</h3>).)*甲局</a> <em>续上页</em>", behind) and "续上页" not in text


def test_a_long_heading_s_rail_has_its_other_pages_and_says_how_many_problems_each_unit_has(small, monkeypatch):
    """As front matter, of which the theme makes closed groups; the unit's count is behind its name."""
    monkeypatch.setattr("review.show.views.heading.LIMIT", 3)
    found = named(small)
    page = addresses.heading("2025-five-1")
    others = [uri for uri in found if uri.startswith(page.removesuffix(".md") + "/")]
    for uri in (page, *others):
        front = yaml.safe_load(found[uri].text.split("---")[1])
        assert len(front["rail"]) == len(others) + 1 > 1 and [row[2] for row in front["rail"]].count("") == 1
    _, *rest = yaml.safe_load(found[page].text.split("---")[1])["rail"]
    assert all(count for _, count, _ in rest)
    blocks = re.split(r"(?=<h[23] )", found[page].text)
    units = {found[1]: (found[2], block.count('class="row item brief"')) for block in blocks
             if (found := re.match(r'<h3 [^>]*data-toc-label="([^"]+)　([^"]+)"', block))}  # fmt: skip
    assert units and all(said == (str(count) if count else "文") for said, count in units.values()), units


def test_the_rail_lists_the_other_pages_closed_around_the_one_that_is_open():
    def entry(title, *children):
        return SimpleNamespace(title=title, url="#a", children=children)

    template = jinja2.Environment(loader=jinja2.FileSystemLoader(PARTIALS)).get_template("toc.html")
    meta = {"rail": [["党群部门", 20, "../"], ["政府部门", 84, ""], ["街道", 0, "../g2/"]]}
    toc = [entry("政府部门　84", entry("财政局　6"), entry("商务局　文"), entry("一　二三四五六"))]
    page = SimpleNamespace(toc=toc, meta=meta)
    text = template.render(page=page, lang=SimpleNamespace(t=str))
    found = re.findall(r'href="([^"]*)" class="md-nav__link">(.*?)</a>', text)
    assert found == [
        ("../", "党群部门 <em>20</em>"), ("#a", "政府部门 <em>84</em>"), ("#a", "财政局 <em>6</em>"),
        ("#a", "商务局 <em>文</em>"), ("#a", "一　二三四五六"), ("../g2/", "街道"),
    ]  # fmt: skip


def test_materials_of_one_unit_add_up_and_free_headings_have_a_column(small):
    assert rows_of(small, "2025-five")["甲局"] == ("3", "1", "文", "0", "0", "0", "4")
    assert rows_of(small, "2025-five")["丁街道"] == ("1", "缺", "缺", "缺", "缺", "1", "2")


def test_totals_of_every_matrix_agree(small):
    for campaign in tally.campaigns(small):
        view = campaign_view(Index(small), campaign, {})
        found = [row for part in view.parts for group in part.groups for row in group.rows]
        assert sum(row.total for row in found) == sum(column.total for column in view.columns) == view.problems
    for unit in small.vocabulary.units:
        view = unit_view(small, unit, ())
        assert sum(year.problems for year in view.years) == sum(row.total for row in view.rows) == view.problems
        for column, year in enumerate(view.years):
            assert sum(row.cells[column].count for row in view.rows if row.cells[column]) == year.problems


def of_unit(library, name):
    """What a unit's page shows."""
    unit = library.vocabulary.unit(name)
    recurrences = [one for one in tally.recurrences(library) if one.unit is unit]
    return unit_view(library, unit, recurrences, [case for case in cases(library) if case.unit is unit])


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


def test_indexes_count_as_the_library_does(small):
    problems = problems_index(small)
    counted = sum(theme.count for theme in problems.themes)
    assert counted + problems.unclassified == problems.problems == 11
    assert problems.unclassified == len(typed(small, "")) == 1
    assert {row.heading.id: row.count for group in headings_index(small) for row in group.rows} == {
        heading.id: len(entries_in(small, in_heading(heading.id)))
        for campaign in tally.campaigns(small)
        for heading in campaign.headings
    }
    units = [row for part in units_index(small).parts for group in part.groups for row in group.rows]
    found = {row.unit.name: (row.materials, row.problems) for row in units}
    assert found == {"甲局": (3, 7), "乙局": (0, 0), "丙街道": (1, 2), "丁街道": (1, 2)}


# ---- the ledger ---------------------------------------------------------------------------------------


def test_a_recurrence_names_each_earlier_year_once(tmp_path):
    earlier = text("甲局", "2024-four", (THEORY,) * 3, PROSE, PROSE, PROSE)
    later = text("甲局", "2025-five", (THEORY,), PROSE, PROSE, PROSE, PROSE)
    found = library(tmp_path, {"2024/甲局-局长": earlier, "2025/甲局-局长": later})
    (entry,) = entries_in(found, in_heading("2025-five-1"))
    assert len(entry.earlier) == 3
    ((year, place),) = Index(found).notes(entry).again
    assert year == 2024 and place.endswith("#p1-3")


def test_overdue_is_counted_from_the_librarys_day(tmp_path):
    states = {day: states_on(library(tmp_path, SMALL, day=day)) for day in (DAY, DAY + datetime.timedelta(days=1))}
    assert list(states.values()) == [
        ["逾期 2026-05-31", "推进中 2026-06-01", "未启动 2026-12-31", "已完成，待销号 2026-03-31"],
        ["逾期 2026-05-31", "逾期 2026-06-01", "未启动 2026-12-31", "已完成，待销号 2026-03-31"],
    ]


def states_on(library):
    return [f"{row.state} {row.ledger.due}" for case in ledger.cases(library) for row in case.rows]


def test_the_ledgers_bar_shows_each_state(small):
    assert [(share.state, share.count, share.width) for share in ledger.progress(small)] == [
        ("已销号", 0, 0), ("已完成，待销号", 1, 5), ("推进中", 1, 5), ("未启动", 1, 5), ("逾期", 1, 5)
    ]
    said = named(small)["ledger/index.md"].text
    assert "4 项措施，列在 " in words(tree(said)) and '<em class="state late">逾期</em> 1 ' in said
    assert any(link.words.startswith("创新意识不强") for link in links(said)) and "未写明针对哪个问题" in said


# ---- links and size -----------------------------------------------------------------------------------


def broken(found, data=()):
    """Links of pages to places that neither a page nor a file of data has."""
    anchors = {uri: anchor_ids(page.text) for uri, page in found.items()}
    shown = {shown_at(uri): uri for uri in found}
    for uri, page in found.items():
        for link in links(page.text):
            place, _, anchor = leads_to(uri, link.target, shown)
            if place not in data and (place not in found or anchor and anchor not in anchors[place]):
                yield f"{uri} → {link.target}"


def test_every_link_leads_somewhere(small):
    assert not list(broken(named(small), dict(files(small))))


def test_long_lists_are_split_and_lose_nothing(tmp_path):
    count = LIMIT + 30
    units = "\n".join(f"- {{id: u{n}, name: 第{n}站, group: {'甲组' if n % 2 else '乙组'}}}" for n in range(count))
    states = ["推进中" if n % 3 else "已完成" for n in range(count)]
    materials = {f"2025/{n:03}": text(f"第{n}站", "2025-five", (THEORY,), *[None] * 4) for n in range(count)}
    for n, state in enumerate(states):
        entry = f"1: {{owner: 办公室, due: 2026-0{n % 8 + 1}-01, status: {state}}}"
        materials[f"2024/{n:03}"] = text(
            "第2站", "2024-four", (THEORY,), *[None] * 3, author=f"主任{n}", measures=(f"加强学习之{n}",), ledger=entry
        )
    long = library(tmp_path, materials, units)
    found = named(long)
    assert not list(broken(found, dict(files(long))))
    overviews = [page for uri, page in found.items() if not uri.startswith(("materials/", "search/"))]
    assert max(len(page.text.encode()) for page in overviews) < 150_000
    for page, parts, listed in (
        ("campaigns/2025-five.md", "campaigns/2025-five/", {f"第{n}站" for n in range(count)}),
        ("units/index.md", "units/g", {f"第{n}站" for n in range(count)}),
        ("units/u2.md", "units/u2/", {f"第2站主任{n}对照检查材料" for n in range(count)}),
    ):
        split = {uri for uri in found if uri == page or uri.startswith(parts)}
        cells = {cell.split(" ")[0] for uri in split for row in rows(found[uri].text) for cell in row}
        assert len(split) > 1 and listed <= cells, page
        assert all(sum(1 for _ in rows(found[uri].text)) < LIMIT + 30 for uri in split), page
    of_unit = [page.text for uri, page in found.items() if uri.startswith("ledger/u2")]
    assert len(of_unit) == 2 and all(f"加强学习之{n}<" in "".join(of_unit) for n in range(count))


def test_an_empty_library_says_so(tmp_path):
    (tmp_path / "materials").mkdir()
    found = named(library(tmp_path, {}))
    assert not list(broken(found))
    said = {
        "index.md": "资料库里还没有材料。",
        "campaigns/index.md": "资料库里还没有材料。",
        "campaigns/2025-five.md": "这次活动没有可看的材料。",
        "headings/index.md": "资料库里还没有材料。",
        "units/jia.md": "这个单位没有可看的材料。",
        "recurrences/index.md": "没有屡改屡犯的问题。",
        "ledger/index.md": "还没有登记整改台账。",
    }
    for uri, sentence in said.items():
        assert f'<p class="none">{sentence}' in found[uri].text, uri


# ---- in a browser, on the project's own materials -----------------------------------------------------

OVERVIEWS = (
    "", "campaigns/", "campaigns/2021-dangshi/", "headings/", "problems/", "recurrences/", "units/", "units/touzi/",
    "ledger/",
)
SMALLEST = """() => Math.min(...[...document.querySelectorAll("article *")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.getClientRects().length)
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.mark.slow
def test_nothing_runs_over_the_window_or_is_set_too_small(address, browser):
    page = browser.new_page()
    wrong = []
    for path in OVERVIEWS:
        page.goto(address + path)
        for width in (320, 390, 1024, 1220, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append(f"{path} is wider than {width}")
            if page.evaluate(SMALLEST) < 13:
                wrong.append(f"{path} has text under 13 px at {width}")
        if page.query_selector("article [style]"):
            wrong.append(f"{path} has a style attribute")
    page.close()
    assert not wrong


@pytest.mark.slow
def test_matrix_heads_stand_upright_on_a_phone(address, browser):
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(address + "campaigns/2021-dangshi/")
    modes = page.eval_on_selector_all(".matrix thead a", "found => found.map(a => getComputedStyle(a).writingMode)")
    assert set(modes) == {"vertical-rl"}
    right = page.eval_on_selector(".matrix table", "table => table.getBoundingClientRect().right")
    page.close()
    assert right <= 390 - 16


@pytest.mark.slow
@pytest.mark.parametrize("width", [390, 320])
def test_a_campaign_s_table_is_whole_on_a_phone(address, browser, width):
    """How many materials stand beside each unit, below their head, and no figure lies on another."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address + "campaigns/2021-dangshi/")
    found = page.evaluate("""() => {
        const rows = Array.from(document.querySelectorAll(".matrix.roll tr"));
        for (const number of rows[rows.length - 1].querySelectorAll("strong")) number.textContent = "200";
        rows[rows.length - 1].cells[1].textContent = "200";
        const boxes = (row) => Array.from(row.cells, (cell) => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            const box = words.getBoundingClientRect();
            return [cell.textContent.trim(), box.left, box.right, box.width];
        });
        return rows.filter((row) => row.cells[1].textContent.trim()).map(boxes);
    }""")
    page.close()
    assert found[0][1][0] == "份" and len(found) > 8
    for row in found:
        assert row[1][3] > 0 and row[-1][2] <= width - 8, row
    total = found[-1]
    assert total[1][0] == "200" and all(one[2] <= other[1] for one, other in itertools.pairwise(total)), total


LENGTHENED = """async (root) => {
    const matrix = document.querySelector(".matrix"), row = matrix.querySelector("tbody a").closest("tr");
    matrix.classList.add("long");
    for (let n = 1; n < 20; n++) {
        const more = row.cloneNode(true);
        more.querySelector("a").textContent = `第 ${n} 单位`;
        row.after(more);
    }
    await import(`${root}assets/reader/jump.js?again`);
}"""


@pytest.mark.slow
@pytest.mark.parametrize("page, years", [("themes/theory/", 2), ("themes/theory/", 10), ("units/touzi/", 10)])
def test_all_years_are_in_sight_on_a_phone_below_their_heads(address, browser, page, years):
    """With `years` more than the samples have."""
    tab = browser.new_page(viewport={"width": 320, "height": 700})
    tab.goto(address + page)
    lefts = tab.evaluate("""years => {
        const matrix = document.querySelector(".annual, .across");
        if (years > 3) matrix.classList.add("many");
        for (const row of matrix.querySelectorAll("tr"))
            for (let n = 0; n < years; n++) row.cells[1].before(row.cells[1].cloneNode(true));
        const count = matrix.querySelectorAll("thead th").length - (matrix.matches(".across") ? 3 : 2);
        return Array.from(matrix.querySelectorAll("tr"), (row) => Array.from(row.cells).slice(1, 1 + count)
            .map((cell) => cell.getBoundingClientRect()).map((box) => [Math.round(box.left), Math.round(box.right)]));
    }""", years)
    assert not [row for row in lefts if row != lefts[0]]
    assert len(lefts[0]) > years and all(left >= 0 and left + 24 <= right <= 320 for left, right in lefts[0])
    tab.close()


def in_contents(page):
    return [head.get("data-toc-label") for head in tree(page.text).iter("h3")]


@pytest.mark.parametrize("audience", ["internal", "staff"])
def test_a_heading_says_which_units_lack_it(tmp_path, audience):
    """缺 to all; to staff 受限 and 草稿 too, and those whose audience has nothing of them are not told of."""
    draft = text("乙局", "2025-five", (THEORY,), None, None, None, None, author="局长", visibility="draft")
    restricted = SMALL["2025/d"].replace("甲局", "丙街道").replace("internal", "restricted")
    found = library(tmp_path, {**SMALL, "2025/f": draft, "2025/g": restricted}, audience=audience)
    first, second = (in_contents(named(found)[f"headings/2025-five-{n}.md"]) for n in (1, 2))
    staff = audience == "staff"
    assert first == ["甲局　3", *["乙局　草稿"] * staff, *["丙街道（受限）　2"] * staff, "丁街道　1"]
    assert second == ["甲局　1", *["乙局　草稿"] * staff, *["丙街道　缺"] * staff, "丁街道　缺"]


@pytest.mark.slow
def test_a_unit_on_another_page_of_a_heading_is_jumped_to(address, browser):
    """The matrix of the campaign knows on which page it is."""
    page, uri = browser.new_page(), "headings/2021-dangshi-1/"
    source = page.request.get(address + uri).text()
    short = re.sub(r'<h3 id="touzi".*?(?=<h[23])', "", source, flags=re.DOTALL)
    short = short.replace('<h2 id="g1"', '<p class="parts"><strong>甲</strong> <a href="g2/">乙</a></p><h2 id="g1"', 1)
    assert "touzi" not in short.partition("<article")[2].replace("units/touzi", "")
    page.route(f"**/{uri}", lambda route: route.fulfill(body=short, content_type="text/html"))
    page.goto(address + uri)
    page.get_by_label("跳到单位").fill("投资")
    with page.expect_navigation(url="**/headings/2021-dangshi-1/#touzi"):
        page.keyboard.press("Enter")
    page.get_by_label("跳到单位").fill("没有的局")
    page.keyboard.press("Enter")
    page.get_by_text("这里没有“没有的局”").wait_for()
    page.close()


@pytest.mark.slow
def test_groups_of_a_long_matrix_close_and_open_and_a_unit_is_jumped_to(address, browser):
    page = browser.new_page()
    page.goto(address + "campaigns/2025-five/")
    page.evaluate(LENGTHENED, address)
    rows, groups = page.locator(".matrix tbody tr:visible"), page.locator(".matrix tbody button").count()
    every = rows.count()
    page.get_by_role("button", name="全部收起").click()
    assert rows.count() == groups + 1 and groups  # the totals too
    page.get_by_label("跳到单位").fill("第 7 单位")
    page.keyboard.press("Enter")
    assert page.locator(".jumped").inner_text() == "第 7 单位" and groups + 1 < rows.count() < every
    page.get_by_role("button", name="全部展开").click()
    assert rows.count() == every
    page.close()


@pytest.mark.slow
def test_a_matrix_is_saved_as_a_spreadsheet(address, browser, tmp_path):
    page = browser.new_page()
    page.goto(address + "campaigns/2021-dangshi/")
    with page.expect_navigation():
        page.get_by_role("link", name="按每份平均").click()
    shown = page.locator(".matrix tr", has_text="投资促进局").locator("td, th").all_inner_texts()
    with page.expect_download() as saved:
        page.get_by_role("button", name="下载 Excel").click()
    assert saved.value.suggested_filename == "2021 年党史学习教育专题民主生活会，按每份平均.xlsx"
    saved.value.save_as(tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    found = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert found["单位"][0] == "份" and found["单位"][-1] == "每份"
    assert found["投资促进局"] == tuple(float(n) if n.strip()[0].isdecimal() else n for n in shown[1:])
    page.close()


@pytest.mark.slow
def test_a_cell_leads_to_the_units_problems_and_the_home_page_to_a_search(address, browser):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address + "campaigns/2021-dangshi/")
    cell = page.locator(".matrix tr", has_text="投资促进局").locator("a.cell").first
    count = int(cell.inner_text())
    cell.click()
    page.wait_for_url("**/headings/2021-dangshi-1/#touzi")
    briefs = page.evaluate(
        """() => { let found = 0, next = document.getElementById("touzi").nextElementSibling
            for (; next && !/^H[123]$/.test(next.tagName); next = next.nextElementSibling)
                found += next.matches(".brief")
            return found }"""
    )
    assert briefs == count
    page.goto(address)
    page.fill(".ask input", "学习")
    page.press(".ask input", "Enter")
    page.wait_for_url("**/search/?q=*")
    page.close()


def test_types_that_nobody_named_are_one_line(small):
    page = named(small)["problems/index.md"].text
    view = problems_index(small)
    unmet = {row.type.name for theme in view.themes for row in theme.rows if not row.count}
    listed = {row[0] for row in rows(page)}
    assert unmet and not unmet & listed
    said = " ".join(words(one) for one in tree(page).xpath("//p[@class='gloss']") if "未见" in words(one))
    assert all(name in said for name in unmet)
    assert sum(map(int, re.findall(r"(\d+) 类未见", said))) == len(unmet)
