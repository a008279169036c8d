"""Front matter, names and places of imported materials."""

import re

import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_texts import PROJECT, TITLE, VOCABULARY, run, text_of
from review.cli import main
from review.intake.front import safe_name
from review.intake.own import own_front_matter
from review.intake.source import SourceError
from review.read.front.material import read_material, split
from review.read.library import name_fault, read_library

SAMPLES = sorted((PROJECT / "materials").rglob("*.md"))


def test_a_certain_document_is_complete_and_a_draft(root, inbox):
    (inbox / "a.txt").write_text(text_of() + "财政局\n2026年1月16日\n", "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    assert outcome.status == "new" and outcome.path == "materials/2025/财政局-局长.md"
    assert (root / outcome.path).read_text("utf-8").split("\n# ")[0] == f"""---
title: {TITLE}
campaign: 2025-five
unit: 财政局
author: 局长
kind: 个人
date: 2026-01-16
visibility: draft
---
"""
    reading = read_library(root, drafts=True)
    assert [m.path for m in reading.materials] == [outcome.path] and not reading.findings
    assert read_library(root).materials == ()


def check(root, *words):
    return CliRunner().invoke(main, ["check", "--library", str(root), *words])


def test_what_is_not_certain_is_marked_and_can_be_filled_in_later(root, inbox):
    (inbox / "a.txt").write_text(text_of("某公司经理2025年度民主生活会对照检查材料"), "utf-8")
    (outcome,) = run(root, inbox / "a.txt")
    assert outcome.status == "new" and outcome.open
    path = root / outcome.path
    assert path.name == "某公司-经理.md"
    assert "unit: 待定  # 名册里没有“某公司”\n" in path.read_text("utf-8")
    seen = check(root)
    assert f"{outcome.path}:4: 草稿的单位（unit）待定" in seen.output and seen.exit_code == 0
    (same,) = run(root, inbox / "a.txt")
    assert (same.status, same.reasons) == ("same", ("库里就是这一稿", "还有待定的项：单位、日期"))
    (again,) = run(root, inbox / "a.txt", given={"unit": "财政局", "date": "2026-01-16"})
    assert again.status == "changed" and again.path == outcome.path
    assert "unit: 财政局\nauthor: 经理\nkind: 个人\ndate: 2026-01-16\n" in path.read_text("utf-8")
    (again,) = run(root, inbox / "a.txt", given={"unit": "统计局"})
    assert again.status == "same" and "与库里的“财政局”不同，没有改" in again.reasons[1]


def test_a_note_at_an_undecided_field_stays(root, inbox):
    (inbox / "a.txt").write_text(text_of(), "utf-8")
    (outcome,) = run(root, inbox)
    path = root / outcome.path
    noted = path.read_text("utf-8").replace("date: 待定  # 没有找到", "date: 待定  # 已去问办公室")
    path.write_text(noted, "utf-8")
    assert run(root, inbox)[0].status == "same"
    assert path.read_text("utf-8") == noted != ""


def test_every_sample_survives_its_own_import(root, inbox):
    """Front matter that a file brings along is kept; the material is the same but for being a draft."""
    for sample in SAMPLES:
        copy = inbox / sample.relative_to(PROJECT / "materials")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(sample.read_bytes())
    outcomes = run(root, inbox)
    for outcome, sample in zip(outcomes, SAMPLES, strict=True):
        assert outcome.path.split("/")[1] == sample.parent.name
        was, _ = read_material(sample, PROJECT, VOCABULARY)
        now, findings = read_material(root / outcome.path, root, VOCABULARY)
        assert not findings and now.visibility == "draft"
        for field in ("title", "campaign", "unit", "author", "kind", "date"):
            assert getattr(now, field) == getattr(was, field)
        assert [bare(e) for e in now.ledger.items()] == [bare(e) for e in was.ledger.items()]
        assert [bare(e) for e in now.overrides.items()] == [bare(e) for e in was.overrides.items()]
        assert [(s.rule, s.at_text, s.why) for s in now.seen] == [(s.rule, s.at_text, s.why) for s in was.seen]
        texts = (split(f.read_text("utf-8"), "")[1] for f in (sample, root / outcome.path))
        old, new = (re.sub(r"\n+(### )?", "\n", text) for text in texts)
        assert old == new


def bare(entry):
    """An entry of front matter without its place."""
    return entry[0], [getattr(entry[1], f) for f in entry[1].__dataclass_fields__ if f != "at"]


KEYS = ["visibility", '"visibility"', "'visibility'", '"visib\\u0069lity"', '"\\x76isibility"', "? visibility\n",
        "visibility "]  # fmt: skip
VALUES = ["internal", "restricted", "'internal'", '"internal"', '"int\\u0065rnal"', "internal  # 公开",
          ">-\n  internal", "|-\n  internal", "\n  internal", "!!str internal", "&a internal"]  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(KEYS), st.sampled_from(VALUES), st.permutations(range(7)), st.booleans())
def test_V8_any_spelling_of_visibility_is_imported_as_a_draft(tmp_path_factory, key, value, order, flow):
    """What a YAML reader takes for the visibility of a text file is never that of the material: it is a draft."""
    base = tmp_path_factory.mktemp("spelt")
    (base / "library" / "materials").mkdir(parents=True)
    fields = [f"{key}: {value}", "title: 财政局局长对照检查材料", "campaign: 2025-five", "unit: 财政局", "author: 局长",
              "kind: 个人", "date: 2026-01-16"]  # fmt: skip
    front = "\n".join(fields[n] for n in order)
    if flow:
        front = "{" + ", ".join(f.split("  #")[0].replace("? visibility\n", "? visibility") for f in fields) + "}"
    (base / "a.md").write_text(f"---\n{front}\n---\n\n{text_of()}", "utf-8")
    (made,) = run(base / "library", base / "a.md")
    files = list((base / "library" / "materials").rglob("*.md"))
    assert len(files) == made.written
    if not made.written:
        assert made.status == "refused" and "自带的元数据" in made.reasons[0]
        return
    text = files[0].read_text("utf-8")
    assert text.split("---\n")[1].count("visibility") == 1 and "\nvisibility: draft\n" in text
    assert yaml.safe_load(text.split("---\n")[1])["visibility"] == "draft"
    assert read_library(base / "library").materials == ()
    assert [m.visibility for m in read_library(base / "library", drafts=True).materials] == ["draft"]


def test_most_spellings_are_taken():
    """The property above is not about refusals alone."""
    front = "title: 甲\ncampaign: 2025-five\nunit: 财政局\nauthor: 局长\nkind: 个人\ndate: 2026-01-16\n"
    taken = 0
    for key in KEYS:
        for value in VALUES[:9]:
            try:
                own_front_matter(f"---\n{front}{key}: {value}\n---\n\n{text_of()}", "a.md", VOCABULARY)
                taken += 1
            except SourceError:
                pass
    assert taken > 50


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(), st.sampled_from(
    ["../../etc/passwd", "CON", "con.txt", "局" * 200, "🙂", "\u202e局", "a/b\\c", "", "."])))  # fmt: skip
def test_X10_names(text):
    name = safe_name(text)
    assert name_fault(name) is None and "/" not in name and ".." not in name


def test_comments_of_a_files_own_front_matter_are_said_to_be_left(root, inbox):
    front = "title: 甲  # 题目\ncampaign: 2025-five\nunit: 财政局\nauthor: '局#长'\nkind: 个人\ndate: 2026-01-16\n"
    front += "visibility: internal\nmeasures:\n  # 先催第一条\n"
    front += "  1: {owner: 办公室#1, due: 2026-06-30, status: 未启动}  # 已催\n"
    (inbox / "a.md").write_text(f"---\n{front}---\n\n{text_of()}", "utf-8")
    (made,) = run(root, inbox)
    assert "文件自带的元数据里有 3 处注释没有收入：# 题目；# 先催第一条；# 已催" in made.reasons
