"""`review import` and `review new` as they are called."""

import json
import re
import subprocess

import docx
from click.testing import CliRunner

import review.spread as spreads
from intake_texts import OTHER, VOCABULARY, text_of
from review.cli import main
from review.cli.materials import SOON_READ
from review.intake.preview import terminal_width
from review.intake.roster import add_units
from review.read.front.material import split
from review.read.structure.document import read_document
from review.read.structure.markdown import body as markdown
from review.read.vocabulary.load import read_vocabulary
from review.relate.headings import match


def test_the_command_line(root, inbox):
    (inbox / "a.txt").write_text(text_of() + "2026年1月16日\n", "utf-8")
    call = ["import", str(inbox), "--library", str(root)]
    looked = CliRunner().invoke(main, [*call, "--dry-run", "--diff"])
    assert looked.exit_code == 0 and "没有写入" in looked.output and not list(root.rglob("*.md"))
    assert "与来源逐字相同" in looked.output and "5 个方面，6 个问题，2 条根源，2 项措施" in looked.output
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 0 and "新增 1。" in done.output
    head, row, _, count, after, undo = done.output.splitlines()[-6:]
    assert count == "已写入 1 份。" and "草稿" in after and "review set visibility internal" in after and "git" in undo
    assert head.split() == ["结果", "来源", "材料", "方面", "问题", "根源", "措施", "说明"]
    assert row.split()[0] == "新增" and row.split()[-4:] == ["5", "6", "2", "2"]
    assert row.endswith("2") and terminal_width(row) == terminal_width(head.removesuffix("  说明"))
    assert "草稿" not in CliRunner().invoke(main, call).output
    again = json.loads(CliRunner().invoke(main, [*call, "--json"]).stdout)
    assert [d["status"] for d in again["documents"]] == ["same"]
    assert again["documents"][0]["counts"] == {"方面": 5, "问题": 6, "根源": 2, "措施": 2}
    speech = "在年度工作会议上的讲话\n同志们：\n一是要提高认识。二是要狠抓落实。\n谢谢大家。\n"
    (inbox / "b.txt").write_text(speech, "utf-8")
    assert CliRunner().invoke(main, call).exit_code == 1
    assert CliRunner().invoke(main, [*call, "--campaign", "没有"]).exit_code == 2
    assert CliRunner().invoke(main, ["import", str(inbox / "none"), "--library", str(root)]).exit_code == 2


def test_i1_what_an_import_says_has_no_number_in_it(root, inbox):
    """It is passed on to whoever mends the file: nothing of the text, nothing of what was left out of a Word file."""
    word = docx.Document()
    for line in text_of().replace("我", "我（此处请补充，电话13912345678）", 1).splitlines():
        word.add_paragraph(line)
    cut = "这一句和某企业有关，请先问过再定。手机 13712345678"
    for note in ("手机 13812345678", cut):
        word.add_comment(word.paragraphs[1].runs, text=note, author="甲")
    word.save(inbox / "a.docx")
    for more in ((), ("--diff",), ("--json",)):
        said = CliRunner().invoke(main, ["import", str(inbox), "--library", str(root), "--dry-run", *more]).output
        assert "139********" in said and "138********" in said and "这一句和某企业有关" in said
        assert not re.search("1[0-9]{5}", said.replace("\n", ""))


def test_a_batch_is_read_by_all_cores_and_comes_out_as_by_one(root, inbox, monkeypatch):
    """Also what is refused in it, in the order of the names."""
    for n in range(SOON_READ + 5):
        text = text_of().replace("市投资促进局", "市统计局" if n % 2 else "市招商局") + f"第{n}稿。\n"
        (inbox / f"{n:02}.txt").write_bytes(b"\xff\xfe\x00" if n == 7 else text.encode())
    call = ["import", str(inbox), "--library", str(root), "--json", "--dry-run"]
    spread = CliRunner().invoke(main, call).stdout
    asked = []
    monkeypatch.setattr(spreads, "cores", lambda work, given: asked.append(work) or spreads.here(work, given))
    assert CliRunner().invoke(main, call).stdout == spread and asked
    assert [row["status"] for row in json.loads(spread)["documents"]].count("refused") == 1


def test_new_starts_an_empty_material_with_the_prescribed_headings(root):
    call = ["new", "2021-dangshi", "区招商局", "局长", "--library", str(root), "--date", "2022-01-10"]
    assert CliRunner().invoke(main, call).exit_code == 0
    text = (root / "materials/2021/投资促进局-局长.md").read_text("utf-8")
    assert "\n# 投资促进局局长党史学习教育专题民主生活会对照检查材料\n" in text
    assert "date: 2022-01-10\nvisibility: draft\n" in text
    again = CliRunner().invoke(main, call)
    assert again.exit_code == 1 and "没有覆盖" in again.output
    assert CliRunner().invoke(main, ["new", "2021-dangshi", "火星局", "--library", str(root)]).exit_code == 2
    filled = read_document(split(text, "")[1].replace("【此处填写】", "学习不深，读得少"), "a.md")
    campaign = VOCABULARY.campaign("2021-dangshi")
    assert [h.number for h in match(filled, campaign).values()] == [1, 2, 3, 4, 5]
    assert (len(filled.problems), len(filled.causes), len(filled.measures)) == (5, 1, 1)


def test_markdown_of_a_document_is_its_own_markdown():
    document = read_document(text_of(), "a.txt")
    assert markdown(read_document(markdown(document), "a.md")) == markdown(document)


ROSTER = """# 名册
- {id: caizheng, name: 财政局, group: 政府部门, aliases: []}
- id: chengdong
  name: 城东街道
  group: 街道和镇
  aliases: []

# 已撤并
- {id: liuxi, name: 柳溪镇, group: 街道和镇, aliases: [], until: 2022}
"""


def test_units_that_the_roster_lacks_are_named_and_added_when_the_clerk_says_so(root, inbox):
    (root / "vocabulary").mkdir()
    (root / "vocabulary/units.yml").write_text(ROSTER, "utf-8")
    for n, name in enumerate(("水务局", "城西街道", "某局")):
        text = text_of(f"{name}局长2025年度民主生活会对照检查材料", lack=f"第{n}项学习不深")
        (inbox / f"{n}.txt").write_text(text.replace("读文件多", f"{name}读文件多"), "utf-8")
    (inbox / "司法局").mkdir()
    (inbox / "司法局/班子.txt").write_text(OTHER.format(title="2025年度民主生活会班子对照检查材料"), "utf-8")
    call = ["import", str(inbox), "--library", str(root), "--date", "2026-01-16", "--add"]
    told = CliRunner().invoke(main, [*call, "--dry-run", "--new-units", "--by-name"]).output
    assert "名册里没有的单位：水务局、城西街道、司法局；确是新单位，加 --new-units" in told
    assert (root / "vocabulary/units.yml").read_text("utf-8") == ROSTER
    assert "司法局；" not in CliRunner().invoke(main, [*call, "--dry-run"]).output
    done = CliRunner().invoke(main, [*call, "--new-units", "--by-name"])
    added = ["- {id: unit-4, name: 水务局, group: 政府部门, aliases: []}",
             "- {id: unit-6, name: 司法局, group: 政府部门, aliases: []}",
             "- {id: unit-5, name: 城西街道, group: 街道和镇, aliases: []}"]  # fmt: skip
    lines = ROSTER.split("\n")
    expected = [*lines[:2], *added[:2], *lines[2:6], added[2], *lines[6:]]
    assert (root / "vocabulary/units.yml").read_text("utf-8").split("\n") == expected
    assert all(line in done.output for line in added)
    assert "unit: 水务局\n" in (root / "materials/2025/水务局-局长.md").read_text("utf-8")
    assert "unit: 司法局\n" in (root / "materials/2025/司法局-班子.md").read_text("utf-8")


def test_a_new_unit_is_called_as_the_roster_calls_its_like(root):
    """区水务局, as one title has it, and 水务局, as the next, were two units."""
    (root / "vocabulary").mkdir()
    roster = root / "vocabulary/units.yml"
    before = "- {id: caizheng, name: 财政局, group: 政府部门, aliases: [区财政局, 财政]}\n"
    roster.write_text(before, "utf-8")
    add_units(root, ["区水务局", "水务局", "区委党校", "司法局", "市审计局"], read_vocabulary(root)[0].units)
    assert {unit.name: unit.aliases for unit in read_vocabulary(root)[0].units} == {
        "财政局": ("区财政局", "财政"), "水务局": ("区水务局",), "司法局": (), "市审计局": (), "区委党校": ()}


def test_undoing_takes_back_the_units_that_were_added(root, inbox):
    (root / "vocabulary").mkdir()
    (root / "vocabulary/units.yml").write_text(ROSTER, "utf-8")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    (inbox / "a.txt").write_text(text_of("水务局局长2025年度民主生活会对照检查材料"), "utf-8")
    call = ["import", str(inbox), "--library", str(root), "--date", "2026-01-16"]
    done = CliRunner().invoke(main, [*call, "--new-units"])
    assert "git stash push -u -- imports.json materials vocabulary/units.yml 收走" in done.output
    (inbox / "a.txt").write_text(text_of("财政局局长2025年度民主生活会对照检查材料", lack="调研太少"), "utf-8")
    assert "git stash push -u -- imports.json materials 收走" in CliRunner().invoke(main, [*call, "--add"]).output


def test_a_library_without_a_roster_of_its_own_is_told_so(root, inbox):
    (inbox / "a.txt").write_text(text_of("水务局局长2025年度民主生活会对照检查材料"), "utf-8")
    done = CliRunner().invoke(main, ["import", str(inbox), "--library", str(root), "--new-units"])
    assert done.exit_code == 1 and "vocabulary/units.yml" in done.output and not list(root.rglob("*.md"))
