"""The matrix of a campaign: what each unit has under each heading, the three nothings, and its totals."""

import re

from overviews import NONE, SMALL, UNITS, library, named, rows_of, small
from review.show.views import tally
from review.show.views.campaign import campaign_view
from review.show.views.notes import Index
from review.show.views.unit import unit_view
from shown import rows

__all__ = ["small"]


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
