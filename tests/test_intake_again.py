"""The second import: the library never changes without being told what changes, and never keeps the older text
while saying that it has the newer."""

import re
from itertools import permutations

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_texts import OTHER, PROJECT, TITLE, run, snapshot, text_of
from review.cli import main

V1, V2, V3 = text_of(), text_of(lack="学习很不深入"), text_of(lack="学习很不深入", more="又补一句，说得更实在些。")

TEXTS = [V1, V2, V3, OTHER.format(title=TITLE)]


def put(inbox, **texts):
    for name, text in texts.items():
        path = inbox / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def body(root, path="materials/2025/财政局-局长.md"):
    return (root / path).read_text("utf-8")


def statuses(outcomes):
    return [outcome.status for outcome in outcomes]


# ---- older and newer


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a"), ("旧__a", "a"), ("z__a", "a")], ids=str)
def test_an_older_copy_in_the_inbox_never_replaces_the_newer(root, inbox, names):
    old, new = names
    put(inbox, **{new: V1})
    run(root, inbox)
    put(inbox, **{new: V2, old: V1})
    for expected in (["changed", "older"], ["same", "older"], ["same", "older"]):
        made = {o.source.removeprefix(f"{inbox}/"): o for o in run(root, inbox)}
        assert [made[f"{n.replace('__', '/')}.txt"].status for n in (new, old)] == expected
        assert "学习很不深入" in body(root)


def test_a_newer_text_does_not_settle_what_was_left_open(root, inbox):
    put(inbox, a=V1)
    assert [o.handle for o in run(root, inbox)] == [True]
    put(inbox, a=V2)
    (made,) = run(root, inbox)
    assert made.status == "changed" and made.handle and "还有待定的项：日期" in made.reasons
    put(inbox, a=f"{V3}2026年1月16日\n")
    (made,) = run(root, inbox)
    assert made.status == "changed" and not made.handle


def test_an_older_text_is_known_whatever_came_between(root, inbox):
    for text in (V1, V2, V3):
        put(inbox, a=text)
        run(root, inbox)
    before = snapshot(root)
    for text in (V1, V2):
        put(inbox, a=text, b=text)
        made = run(root, inbox)
        assert statuses(made) == ["older", "older"] and "后来的一稿" in made[0].reasons[0]
    assert snapshot(root) == before
    put(inbox, a=V1)
    (inbox / "b.txt").unlink()
    assert statuses(run(root, inbox, replace=True)) == ["changed"] and "学习不深" in body(root)
    put(inbox, a=V3)
    assert statuses(run(root, inbox)) == ["older"]


@pytest.mark.parametrize("order", list(permutations([V1, V2, V3], 2)))
def test_of_two_unknown_drafts_none_is_taken_and_either_can_be_afterwards(root, inbox, order):
    put(inbox, a=order[0], b=order[1])
    made = run(root, inbox)
    assert statuses(made) == ["doubtful", "doubtful"] and not list(root.rglob("*.md"))
    assert all("分不出哪一稿新" in one.reasons[0] for one in made)
    (taken,) = run(root, inbox / "b.txt")
    assert taken.status == "new" and order[1].split("一是")[1][:8] in body(root)
    (left,) = run(root, inbox / "a.txt")
    assert left.status == "doubtful"
    assert statuses(run(root, inbox / "a.txt", replace=True)) == ["changed"]
    assert order[0].split("一是")[1][:8] in body(root)


@pytest.mark.parametrize("copy, name", [("a - 副本", "a"), ("副本 a", "b"), ("A (冲突副本 2026-01-15)", "b")])
def test_a_copy_by_its_name_never_speaks_for_the_file_that_it_copies(root, inbox, copy, name):
    put(inbox, **{copy: V1, name: V1, "z": V3})
    of = {one.source.rsplit("/", 1)[1]: one for one in run(root, inbox)}
    assert {one.status for one in of.values()} == {"doubtful"} and not list(root.rglob("*.md"))
    assert f"{name}.txt 一字不差，随那一份定夺" in of[f"{copy}.txt"].reasons[0]
    assert f"{name}.txt（" in of["z.txt"].reasons[0] and "副本" not in of["z.txt"].reasons[0]
    (inbox / "z.txt").unlink()
    of = {one.source.rsplit("/", 1)[1]: one.status for one in run(root, inbox)}
    assert of == {f"{copy}.txt": "same", f"{name}.txt": "new"}


@pytest.mark.parametrize("order", list(permutations([V2, V3])))
def test_two_corrections_of_one_material_are_left_to_the_clerk(root, inbox, order):
    put(inbox, a=V1)
    run(root, inbox)
    before = snapshot(root)
    put(inbox, a=order[0], b=order[1])
    assert statuses(run(root, inbox)) == ["doubtful", "doubtful"]
    assert snapshot(root) == before
    assert statuses(run(root, inbox / "a.txt")) == ["changed"]
    assert statuses(run(root, inbox / "b.txt", replace=True)) == ["changed"]
    assert ("又补一句" in order[1]) == ("又补一句" in body(root))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["a", "b", "旧__a"]), st.sampled_from(TEXTS), st.booleans()), max_size=7))
def test_what_is_said_to_be_there_is_there_and_what_went_was_told(tmp_path_factory, steps):
    """Any series of imports: nothing changes but what an outcome says, "same" only where this very text is there."""
    base = tmp_path_factory.mktemp("series")
    (base / "library" / "materials").mkdir(parents=True)
    (base / "inbox").mkdir()
    for name, text, alone in steps:
        put(base / "inbox", **{name: text})
        before = snapshot(base / "library" / "materials")
        path = base / "inbox" / f"{name.replace('__', '/')}.txt"
        made = run(base / "library", path if alone else base / "inbox")
        after = snapshot(base / "library" / "materials")
        changed = {f"materials/{f}" for f in after.keys() | before.keys() if after.get(f) != before.get(f)}
        assert changed == {one.path for one in made if one.written}
        assert before.keys() <= after.keys()
        for one in made:
            there = (base / "library" / one.path).read_text("utf-8") if one.path and one.status != "doubtful" else ""
            if one.status in ("same", "new", "changed") and one.path:
                assert there.endswith("---\n\n" + one.prepared.body)
            if one.status == "older":
                assert not there.endswith("---\n\n" + one.prepared.body)
            if one.status == "changed":
                assert one.changed


# ---- whose


def test_two_authors_with_one_name_of_attachment_never_overwrite_each_other(root, inbox):
    """Half of the text is the same, copied from a colleague."""
    mine = text_of("财政局局长2025年度民主生活会对照检查材料")
    title = "统计局局长2025年度民主生活会对照检查材料"
    theirs = text_of(title, lack="数据看得少", more="另外，抽查走了过场，没有到村。")
    theirs = theirs.replace("读文件多，读原著少", "只看汇总，不看底册").replace("老办法用得多", "表格年年一样")
    put(inbox, 财政局__附件1=mine)
    run(root, inbox)
    put(inbox, 统计局__附件1=theirs)
    made = run(root, inbox)
    assert sorted(statuses(made)) == ["new", "same"]
    assert "学习不深" in body(root) and "数据看得少" in body(root, "materials/2025/统计局-局长.md")
    put(inbox, 财政局__附件1=mine.replace("三个镇街", "四个镇街"))
    assert sorted(statuses(run(root, inbox))) == ["changed", "same"]
    assert "四个镇街" in body(root) and "数据看得少" in body(root, "materials/2025/统计局-局长.md")


@pytest.mark.parametrize("first", ["1", "2"])
def test_two_of_one_post_with_one_name_of_attachment(root, inbox, first):
    """Two deputies: the same title, other texts. The second never replaces the first."""
    title = "财政局副局长2025年度民主生活会对照检查材料"
    put(inbox, **{"1__附件": text_of(title), "2__附件": OTHER.format(title=title)})
    run(root, inbox / first)
    kept = snapshot(root / "materials")
    (made,) = run(root, inbox / ("2" if first == "1" else "1"))
    assert made.status == "doubtful" and snapshot(root / "materials") == kept
    (made,) = run(root, inbox / ("2" if first == "1" else "1"), add=True)
    assert made.status == "new" and made.path.endswith("-2.md")
    assert {k: v for k, v in snapshot(root / "materials").items() if k in kept} == kept


@pytest.mark.parametrize("title, said", [
    ("财政局党组书记2025年度民主生活会对照检查材料", "职务“局长”→“党组书记”"),
    ("统计局局长2025年度民主生活会对照检查材料", "单位“财政局”→“统计局”"),
    ("财政局局长2025年度民主生活会发言提纲", "标题"),
])  # fmt: skip
@pytest.mark.parametrize("name", ["a", "b"])
def test_a_corrected_title_or_post_gives_a_question(root, inbox, title, said, name):
    put(inbox, a=V1)
    run(root, inbox)
    edited = root / "materials/2025/财政局-局长.md"
    edited.write_text(body(root).replace("visibility: draft", "visibility: internal"), "utf-8")
    before = snapshot(root)
    (inbox / "a.txt").unlink()
    put(inbox, **{name: text_of(title)})
    (made,) = run(root, inbox)
    assert made.status == "doubtful" and said in made.reasons[0] and snapshot(root) == before
    assert made.answers == ("replace", "add")
    (made,) = run(root, inbox, replace=True)
    assert made.status == "changed" and made.visibility == "internal"
    assert len(list(root.rglob("*.md"))) == 1 and f"# {title}" in body(root) and f"title: {title}" in body(root)
    assert ("author: 党组书记" in body(root)) == ("党组书记" in title)
    assert ("unit: 统计局" in body(root)) == ("统计局" in title)


def test_the_same_text_of_two_units_in_one_batch_is_a_question(root, inbox):
    text = V1.replace(TITLE, "2025年度民主生活会个人对照检查材料")
    put(inbox, 财政局__局长=text, 统计局__局长=text)
    made = run(root, inbox, by_name=True)
    assert statuses(made) == ["doubtful", "new"] or statuses(made) == ["new", "doubtful"]
    made = run(root, inbox, by_name=True, add=True)
    assert {p.name for p in root.rglob("*.md")} == {"财政局-局长.md", "统计局-局长.md"}


def test_last_years_text_used_again_is_another_material(root, inbox):
    put(inbox, a=V1)
    run(root, inbox)
    headings = {
        "带头强化政治忠诚、提高政治能力方面": "带头严守政治纪律和政治规矩，维护党的团结统一方面",
        "带头固本培元、增强党性方面": "带头增强党性、严守纪律、砥砺作风方面",
        "带头敬畏人民、敬畏组织、敬畏法纪方面": "带头在遵规守纪、清正廉洁前提下勇于担责、敢于创新方面",
        "带头干事创业、担当作为方面": "带头履行全面从严治党政治责任方面",
    }
    text = text_of("财政局局长2024年度民主生活会对照检查材料")
    for old, new in headings.items():
        text = text.replace(old, new)
    text = text.replace("（五）带头坚决扛起管党治党责任方面\n一是提醒不及时。谈话提醒只有两次。\n", "")
    put(inbox, a=text)
    (made,) = run(root, inbox)
    assert (made.status, made.path) == ("new", "materials/2024/财政局-局长.md"), made.reasons


# ---- what is told


@pytest.mark.parametrize("key, value, said", [
    ("unit", "统计局", "命令给的单位“统计局”与文件里的“财政局”不同"),
    ("author", "副局长", "命令给的职务“副局长”与文件里的“局长”不同"),
    ("kind", "班子", "命令给的类别“班子”与文件里的“个人”不同"),
    ("campaign", "2021-dangshi", "命令给的活动“2021-dangshi”与文件里的“2025-five”"),
])  # fmt: skip
def test_what_is_stated_and_contradicts_the_document_is_pointed_out(root, inbox, key, value, said):
    put(inbox, a=V1)
    (made,) = run(root, inbox, given={key: value})
    assert made.status == "doubtful" and said in made.reasons[0] and not list(root.rglob("*.md"))
    (made,) = run(root, inbox, given={key: value}, force=True)
    assert made.status == "new" and f"{key}: {value}" in body(root, made.path)
    run(root, inbox)
    (made,) = run(root, inbox, given={"unit": "民政局"})
    assert made.status == "same" and made.open
    assert key == "unit" or "命令给的单位“民政局”与库里的“财政局”不同，没有改" in " ".join(made.reasons)


def test_a_date_that_contradicts_the_signature_is_pointed_out_and_taken(root, inbox):
    put(inbox, a=V1 + "2026年1月16日\n")
    (made,) = run(root, inbox, given={"date": "2026-01-20"})
    assert made.status == "new" and any("日期照命令写，文件里是 2026-01-16" in r for r in made.reasons)


def test_the_preview_tells_which_items_and_words_change(root, inbox):
    put(inbox, a=V1)
    run(root, inbox)
    text = V1.replace("学习不深", "学习很不深入").replace("二是研究不够。遇到新情况办法不多。", "")
    put(inbox, a=text.replace("每月下基层两天。", "每月下基层两天。\n（三）开好组织生活会。每季度一次。"))
    (made,) = run(root, inbox, dry_run=True)
    assert made.status == "changed" and not made.written
    told = "\n".join(made.changed)
    assert "问题 1.1：“学习不深" in told and "”学习很不深入" not in told and "删去问题 1.2：研究不够" in told
    assert "新增措施 3：开好组织生活会" in told


def test_an_update_of_what_is_published_is_called_no_draft(root, inbox):
    put(inbox, a=V1 + "2026年1月16日\n")
    run(root, inbox)
    path = root / "materials/2025/财政局-局长.md"
    path.write_text(body(root).replace("visibility: draft", "visibility: internal"), "utf-8")
    put(inbox, a=V2 + "2026年1月16日\n")
    done = CliRunner().invoke(main, ["import", str(inbox), "--library", str(root)])
    assert done.exit_code == 0 and "visibility: internal" in body(root) and "学习很不深入" in body(root)
    assert "其中 1 份不是草稿，下次生成网站时随之更新：materials/2025/财政局-局长.md" in done.output
    assert "是草稿：" not in done.output


@pytest.mark.parametrize("text", [V1, V2], ids=["as it was", "corrected"])
@pytest.mark.parametrize("share", [0.5, 0.7, 0.8, 0.97])
def test_a_file_that_was_cut_off_is_asked_about(root, inbox, share, text):
    put(inbox, a=V1)
    run(root, inbox)
    before = snapshot(root)
    cut = text[: int(len(text) * share)]
    put(inbox, a=cut)
    (made,) = run(root, inbox)
    assert made.status == "doubtful" and "replace" in made.answers and snapshot(root) == before
    end = re.sub(r"\W", "", cut)[-8:]
    lack = len(re.sub(r"\W", "", V1[V1.index(cut[-25:]) + 25 :]))
    assert f"到“{end}”为止，后面少 {lack} 字，像是没有存完" in made.reasons[0]
    (made,) = run(root, inbox, replace=True)
    assert made.status == "changed" and "密切联系群众。每月下基层两天" not in body(root)


# ---- what is bound to items


LEDGER = """measures:   # 台账
  1: {owner: 办公室, due: 2026-06-30, status: 推进中}  # 已催
  2: {owner: 人事科, due: 2026-09-30, status: 未启动}
problems:
  1.2: {causes: [1], measures: [2]}
  '2.1': {measures: [1]}
"""


def with_ledger(root, inbox):
    put(inbox, a=V1)
    run(root, inbox)
    path = root / "materials/2025/财政局-局长.md"
    path.write_text(body(root).replace("visibility: draft\n", f"visibility: draft\n{LEDGER}"), "utf-8")
    return path


def test_what_is_bound_follows_its_item(root, inbox):
    path = with_ledger(root, inbox)
    text = V1.replace("（二）密切联系", "（三）密切联系")
    text = text.replace("（一）加强理论学习", "（一）严守政治纪律。逢会必讲。\n（二）加强理论学习")
    text = text.replace("一是学习不深", "一是站位不高。想得不远。二是学习不深").replace("二是研究不够", "三是研究不够")
    put(inbox, a=text)
    (made,) = run(root, inbox)
    assert made.status == "changed", made.reasons
    assert LEDGER.replace("  1: {owner", "  2: {owner").replace("  2: {owner: 人", "  3: {owner: 人").replace(
        "1.2: {causes: [1], measures: [2]}", "'1.3': {causes: [1], measures: [3]}").replace(
        "'2.1': {measures: [1]}", "'2.1': {measures: [2]}") in path.read_text("utf-8")
    told = "\n".join(made.changed)
    assert "措施 1的登记随它改为 措施 2" in told and "问题 1.2的登记随它改为 问题 1.3" in told


def test_causes_that_the_library_sets_as_headings_are_no_other_text(root, inbox):
    there = (PROJECT / "materials/2025/石桥镇-班子.md").read_text("utf-8")
    assert "\n### （一）理论学习" in there
    (root / "materials/2025").mkdir(parents=True)
    (root / "materials/2025/石桥镇-班子.md").write_text(there, "utf-8")
    put(inbox, a=re.sub(r"^#+ ", "", there.split("---\n", 2)[2], flags=re.MULTILINE))
    assert statuses(run(root, inbox)) == ["same"]


def test_what_differs_in_its_setting_alone_is_told(root, inbox):
    """A question without a difference could not be answered."""
    put(inbox, a=V1)
    (made,) = run(root, inbox)
    file, first = root / made.path, made.prepared.again.problems[0].raw
    at = first.index("。") + 1
    text = file.read_text("utf-8")
    file.write_text(text.replace(first, f"{first[:at]}\n\n{first[at:]}"), "utf-8")
    (root / "imports.json").unlink()
    put(inbox, b=V1)
    (inbox / "a.txt").unlink()
    (again,) = run(root, inbox)
    assert again.status == "doubtful" and again.changed


def test_what_has_no_item_any_more_is_listed_and_kept(root, inbox):
    path = with_ledger(root, inbox)
    before = snapshot(root)
    text = V1.replace("（一）加强理论学习。每月读一本书。\n（二）密切联系", "（一）密切联系")
    text = text.replace("二是研究不够。遇到新情况办法不多。", "")
    put(inbox, a=text)
    (made,) = run(root, inbox)
    assert made.status == "doubtful" and snapshot(root) == before
    for word in ("措施 1的登记", "问题 1.2的登记", "问题 2.1 指向的措施 1"):
        assert word in made.reasons[0]
    (made,) = run(root, inbox, replace=True)
    assert made.status == "changed" and made.open
    said = path.read_text("utf-8")
    assert "\n  # 1: {owner: 办公室, due: 2026-06-30, status: 推进中}  # 已催\n  1: {owner: 人事科" in said
    assert "\n  # 2.1: {measures: [1]}\n" in said and "\n  # 1.2: {causes: [1], measures: [1]}\n" in said
    assert "measures: []" not in said  # which would say that an editor found none
    checked = CliRunner().invoke(main, ["check", "--library", str(root)])
    assert "ledger-nowhere" not in checked.output and "override-nowhere" not in checked.output


def test_two_items_that_change_places_take_their_entries_along(root, inbox):
    path = with_ledger(root, inbox)
    text = V1.replace("（一）加强理论学习。每月读一本书。\n（二）密切联系群众。每月下基层两天。",
                      "（一）密切联系群众。每月下基层两天。\n（二）加强理论学习。每月读一本书。")  # fmt: skip
    put(inbox, a=text)
    (made,) = run(root, inbox)
    assert made.status == "changed"
    assert "  2: {owner: 办公室" in path.read_text("utf-8") and "  1: {owner: 人事科" in path.read_text("utf-8")


READING = """reading:  # 读法
  - {at: 遇到新情况办法不多, as: problem}
  - {at: 读文件多, as: text}
"""


@pytest.mark.parametrize("gone", [1, 2])
def test_a_note_on_reading_whose_passage_is_gone_is_listed_and_kept(root, inbox, gone):
    put(inbox, a=V1)
    run(root, inbox)
    path = root / "materials/2025/财政局-局长.md"
    path.write_text(body(root).replace("visibility: draft\n", f"visibility: draft\n{READING}"), "utf-8")
    text = V1.replace("遇到新情况办法不多", "碰上新情况没有办法")
    put(inbox, a=text.replace("读文件多", "读报多") if gone == 2 else text)
    before = snapshot(root)
    (made,) = run(root, inbox)
    assert made.status == "doubtful" and "读法（reading）说的“遇到新情况办法不多”" in made.reasons[0]
    assert ("读法（reading）说的“读文件多”" in made.reasons[0]) == (gone == 2) and snapshot(root) == before
    (made,) = run(root, inbox, replace=True)
    assert made.status == "changed" and made.open
    said = path.read_text("utf-8")
    if gone == 1:
        assert "# {at: 遇到新情况办法不多, as: problem}\nreading:" in said and "{at: 读文件多, as: text}" in said
    else:
        assert READING.replace("reading:", "# reading:").replace("- {", "# - {") in said
    assert "reading-nowhere" not in CliRunner().invoke(main, ["check", "--library", str(root)]).output


def test_what_may_be_no_material_is_asked(root, inbox):
    case = yaml.safe_load((PROJECT / "tests/documents/210-states-of-affairs-only.yml").read_text("utf-8"))
    put(inbox, a=case["source"])
    (made,) = run(root, inbox)
    assert made.status == "doubtful" and made.answers == ("force",) and not list(root.rglob("*.md"))
    assert made.prepared.document.verdict.outcome == "asked"
    assert "拿不准是不是对照检查材料：没有读到问题" in made.reasons[0]
    (made,) = run(root, inbox, force=True)
    assert made.written and made.open and "按 --force 收入" in " ".join(made.reasons)


def test_a_copy_of_what_is_left_to_the_clerk_is_left_too(root, inbox):
    """Called the same it would be taken for done, and neither were in the library."""
    put(inbox, a=V1, b=V1, c=V2)
    made = run(root, inbox)
    assert statuses(made) == ["doubtful"] * 3 and "随那一份定夺" in made[1].reasons[0] and not made[1].answers
    assert "% 相同" in made[2].reasons[0]
    assert statuses(run(root, inbox, add=True)) == ["new", "same", "new"]


def test_more_posts_in_the_title_are_asked_about_and_in_front_matter_alone_are_not(root, inbox):
    put(inbox, a=V1)
    run(root, inbox)
    put(inbox, a=text_of(title=TITLE.replace("局长", "党组书记、局长")))
    assert run(root, inbox, dry_run=True)[0].status == "doubtful"
    assert statuses(run(root, inbox, replace=True)) == ["changed"]
    path = root / "materials/2025/财政局-局长.md"
    assert "author: 党组书记、局长\n" in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("author: 党组书记、局长", "author: 局长"), "utf-8")
    put(inbox, a=text_of(title=TITLE.replace("局长", "党组书记、局长"), lack="学习很不深入"))
    assert statuses(run(root, inbox)) == ["changed"]
