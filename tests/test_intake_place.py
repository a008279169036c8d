"""Where a document belongs: what is there already, what people renamed or edited, names that clash."""

import pytest
from click.testing import CliRunner

from intake_texts import OTHER, TITLE, run, snapshot, text_of
from review.cli import main


def test_D4_a_corrected_source_changes_one_file_and_keeps_edited_front_matter(root, inbox):
    for unit in ("财政局", "统计局"):
        (inbox / f"{unit}.txt").write_text(text_of(TITLE.replace("财政局", unit)), "utf-8")
    run(root, inbox)
    edited = root / "materials/2025/财政局-局长.md"
    front = edited.read_text("utf-8").replace(f"title: {TITLE}", "title: 改过的标题").replace("draft", "internal")
    edited.write_text(front, "utf-8")
    before = snapshot(root)
    assert [o.status for o in run(root, inbox)] == ["same", "same"]
    assert snapshot(root) == before
    (inbox / "财政局.txt").write_text(text_of(lack="学习很不深入"), "utf-8")
    assert [o.status for o in run(root, inbox)] == ["same", "changed"]
    after = snapshot(root)
    assert {f for f in after if after[f] != before[f]} == {"imports.json", "materials/2025/财政局-局长.md"}
    assert edited.read_text("utf-8") == front.replace("学习不深", "学习很不深入")


def test_a_text_that_people_edited_is_not_overwritten(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    path = root / outcome.path
    path.write_text(path.read_text("utf-8").replace("学习不深", "学习不够深"), "utf-8")
    before = snapshot(root)
    (same,) = run(root, inbox / "a.txt")
    assert same.status == "older" and "由人改过" in same.reasons[0]
    (inbox / "a.txt").write_text(text_of(more="又补一句。"), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    assert outcome.status == "doubtful" and "没有覆盖" in outcome.reasons[0]
    assert snapshot(root) == before
    assert run(root, inbox / "a.txt", replace=True)[0].status == "changed"
    assert "学习不深" in path.read_text("utf-8") and "又补一句" in path.read_text("utf-8")


def test_a_copy_under_another_name_is_reported(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    run(root, inbox / "a.txt")
    before = snapshot(root)
    (inbox / "b.txt").write_text(text_of(more="又补一句。"), "utf-8")
    (outcome,) = run(root, inbox / "b.txt")
    assert outcome.status == "doubtful" and "雷同" in outcome.reasons[0]
    assert snapshot(root) == before
    (outcome,) = run(root, inbox / "b.txt", add=True)
    assert (outcome.status, outcome.path) == ("new", "materials/2025/财政局-局长-2.md")
    assert [o.status for o in run(root, inbox)] == ["same", "same"]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_that_came_twice_names_the_other_one(root, inbox, dry_run):
    for name in ("甲.txt", "乙.txt"):
        (inbox / name).write_text(text_of() + "2026年1月16日\n", "utf-8")
    first, second = run(root, inbox, dry_run=dry_run)
    assert (second.status, second.reasons) == ("same", (f"与本批的 {first.source} 相同",))
    if not dry_run:
        assert [o.reasons for o in run(root, inbox)] == [("库里就是这一稿",), ("库里就是这一稿",)]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_collision_of_names_is_resolved_and_reported(root, inbox, dry_run):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (inbox / "b.txt").write_text(OTHER.format(title=TITLE), "utf-8")
    one, two = run(root, inbox, dry_run=dry_run)
    assert [one.path, two.path] == ["materials/2025/财政局-局长.md", "materials/2025/财政局-局长-2.md"]
    assert any("已有另一份" in reason for reason in two.reasons)
    assert len(list(root.rglob("*.md"))) == (0 if dry_run else 2)


def test_a_renamed_material_is_found_again(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    (root / outcome.path).rename(root / "materials/改名.md")
    (again,) = run(root, inbox / "a.txt")
    assert (again.status, again.path) == ("same", "materials/改名.md")
    (inbox / "a.txt").write_text(text_of(more="又补一句。"), "utf-8")
    (again,) = run(root, inbox / "a.txt")
    assert (again.status, again.path) == ("changed", "materials/改名.md")
    again = (root / "materials/改名.md").rename(root / "materials/再改.md")
    again.write_text(again.read_text("utf-8").replace("学习不深", "学得不深"), "utf-8")
    before = snapshot(root / "materials")
    assert [o.status for o in run(root, inbox)] == ["older"]
    assert snapshot(root / "materials") == before


def test_a_damaged_memory_is_said(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (root / "imports.json").write_text("<<<<<<< 冲突", "utf-8")
    done = CliRunner().invoke(main, ["import", str(inbox), "--library", str(root)])
    assert done.exit_code == 1 and "imports.json 已损坏" in done.output and not list(root.rglob("*.md"))


def test_front_matter_of_the_files_own_is_not_passed_over_in_silence(root, inbox):
    front = "---\ntitle: 甲\ncampaign: 2025-five\nunit: 财政局\nauthor: 局长\nkind: 个人\ndate: 2026-01-16\n" \
        "visibility: internal\nmeasures:\n  1: {owner: 办公室, due: 2026-06-30, status: 推进中}\n---\n\n"  # fmt: skip
    (inbox / "a.md").write_text(front + text_of(), "utf-8")
    (made,) = run(root, inbox)
    assert made.status == "new" and "\n  1: {owner: 办公室, due: 2026-06-30" in (root / made.path).read_text("utf-8")
    (again,) = run(root, inbox)
    assert again.status == "same" and not again.open
    (inbox / "a.md").write_text(front.replace("推进中", "已完成").replace("局长", "副局长") + text_of(), "utf-8")
    (again,) = run(root, inbox)
    assert again.status == "same" and again.open
    assert "文件自带的职务“副局长”与库里的“局长”不同" in again.reasons[1]
    assert "文件自带的措施与库里的不同，没有并入" in again.reasons[2]


def test_a_unit_that_the_roster_lacks_is_not_taken_for_that_of_the_folder(root, inbox):
    """Put into the wrong folder: what the document says stands, whether the roster knows the unit or not."""
    (inbox / "民政局").mkdir()
    (inbox / "民政局" / "副局长.txt").write_text(text_of("审计局副局长2025年度民主生活会对照检查材料"), "utf-8")
    for by_name in (False, True):
        (made,) = run(root, inbox, by_name=by_name, dry_run=True)
        assert made.path.endswith("审计局-副局长.md") and "单位待定（名册里没有“审计局”）" in made.reasons
        assert "文件夹名“民政局”与文件里的单位“审计局”不同，请核对是否放错、抄错" in made.reasons


@pytest.mark.parametrize("name, said", [
    ("2021/局长.txt", "文件夹名“2021”与文件里的年度“2025”不同，请核对是否放错、抄错"),
    ("2026年1月民主生活会/局长.txt", None), ("财政局班子成员.txt", None), ("财政局两名党员干部/材料.txt", None),
    ("财政局主任.txt", "文件名“财政局主任”与文件里的职务“局长”不同，请核对是否放错、抄错"),
])  # fmt: skip
def test_a_name_is_held_against_the_document_only_where_it_says_something_else(root, inbox, name, said):
    (inbox / name).parent.mkdir(exist_ok=True)
    (inbox / name).write_text(text_of(), "utf-8")
    (made,) = run(root, inbox, dry_run=True)
    assert [r for r in made.reasons if "不同" in r] == [said] * bool(said)


@pytest.mark.parametrize("title", ["某局副局长2025年度民主生活会对照检查材料", "第三支部副局长2025年度对照检查材料"])
def test_a_masked_unit_and_a_branch_are_those_of_the_folder(root, inbox, title):
    (inbox / "民政局").mkdir()
    (inbox / "民政局" / "副局长.txt").write_text(text_of(title), "utf-8")
    (made,) = run(root, inbox, by_name=True, dry_run=True)
    assert made.prepared.guesses["unit"].value == "民政局" and not any("不同" in reason for reason in made.reasons)


def test_a_file_of_nobody_known_is_called_as_it_was_behind_its_folder(root, inbox):
    for unit in ("信访中心", "档案馆"):
        (inbox / unit).mkdir()
        body = text_of("2025年度民主生活会对照检查材料", lack=f"{unit}学习不深").replace("三个镇街", unit)
        (inbox / unit / "主任.txt").write_text(body, "utf-8")
    made = run(root, inbox, dry_run=True, add=True)
    assert sorted(one.path.split("/")[-1] for one in made) == ["信访中心-主任.md", "档案馆-主任.md"]


@pytest.mark.parametrize("name, path", [
    ("财政局/办公室主任.txt", "2025/财政局-办公室主任.md"), ("财政局/综合科科长.txt", "2025/财政局-综合科科长.md"),
    ("财政局/党组成员、副局长.txt", "2025/财政局-党组成员、副局长.md"), ("统战部部长.txt", "2025/统战部-部长.md"),
])  # fmt: skip
def test_an_office_in_a_files_name_belongs_to_the_unit_of_the_folder(root, inbox, name, path):
    (inbox / name).parent.mkdir(exist_ok=True)
    (inbox / name).write_text(text_of(title="2025年度民主生活会对照检查材料"), "utf-8")
    assert run(root, inbox, by_name=True, dry_run=True)[0].path == f"materials/{path}"
