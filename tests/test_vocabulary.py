"""The vocabulary: the project's own is sound, a library's own overrules it file by file, faults are named."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from review.project import brought
from review.read.text.folding import letters
from review.read.vocabulary.load import read_vocabulary
from review.relate.library import relate
from review.show.data.glossary import glossary_files


def read(root, **files):
    (root / "vocabulary").mkdir()
    for name, text in files.items():
        (root / "vocabulary" / f"{name}.yml").write_text(text, "utf-8")
    vocabulary, findings = read_vocabulary(root)
    return vocabulary, [str(f) for f in findings]


def test_the_projects_own_is_sound():
    vocabulary, findings = read_vocabulary(brought())
    assert [str(f) for f in findings] == []
    assert len(vocabulary.campaigns) >= 11
    assert len(vocabulary.themes) >= 10
    assert sum(len(theme.types) for theme in vocabulary.themes) >= 40
    assert len(vocabulary.units) == 20
    assert vocabulary.terms


def test_a_library_without_vocabulary_has_the_projects(tmp_path):
    assert read_vocabulary(tmp_path) == read_vocabulary(brought())


def test_a_librarys_own_file_replaces_only_that_file(tmp_path):
    vocabulary, findings = read(tmp_path, units='- {"id": "u001", "name": "财政局", "group": "部门", "aliases": []}\n')
    own, _ = read_vocabulary(brought())
    assert findings == []
    assert [unit.name for unit in vocabulary.units] == ["财政局"]
    assert vocabulary.campaigns == own.campaigns
    assert vocabulary.themes == own.themes


@pytest.mark.parametrize("key", ["words", "examples"])
def test_a_text_that_stands_twice_is_told_and_its_type_stays(tmp_path, key):
    lists = {"words": "研读", "examples": "研读不深"}
    lists[key] += f", {lists[key]}"
    lines = [f"      {name}: [{texts}]\n" for name, texts in lists.items()]
    theme = "- id: theory\n  name: 理论\n  words: [理论]\n  types:\n"
    type = "    - id: shallow\n      name: 学习不深\n      gloss: 浅\n"
    vocabulary, findings = read(tmp_path, problems=theme + type + "".join(lines), campaigns="[]\n")
    [told] = findings
    assert f"{key} 里“" in told and "重复；请只留一个" in told
    [kept] = vocabulary.themes[0].types
    assert (kept.words, kept.examples) == (("研读",), ("研读不深",))


def test_records_are_read_whole(tmp_path):
    vocabulary, findings = read(
        tmp_path,
        units="- id: a\n  name: 甲局\n  group: 部门\n  aliases: [甲, 区甲局]\n  since: 2019\n  until: 2024\n",
        glossary="- {written: mzshh, meaning: 民主生活会, definition: 一种会议, synonyms: [民主会]}\n"
        "- {written: 12345, meaning: 热线}\n",
    )
    assert findings == []
    unit = vocabulary.unit("区甲局")
    assert (unit.id, unit.name, unit.group, unit.aliases, unit.since, unit.until) == (
        "a", "甲局", "部门", ("甲", "区甲局"), 2019, 2024)
    assert unit.at.line == 1
    term, hotline = vocabulary.terms
    assert (term.written, term.meaning) == ("mzshh", "民主生活会")
    assert (term.definition, term.synonyms) == ("一种会议", ("民主会",))
    assert hotline.written == "12345"


def test_where_a_term_is_marked_is_one_of_three(tmp_path):
    vocabulary, findings = read(
        tmp_path,
        glossary="- {written: 甲, meaning: 甲, definition: 说明, mark: 本站}\n"
        "- {written: 乙, meaning: 乙, mark: 处处}\n"
        "- {written: 丙, meaning: 丙, definition: 说明, mark: 不标}\n"
        "- {written: 丁, meaning: 丁, definition: 另一句}\n",
    )
    assert [line.split("；")[0] for line in findings] == [
        "vocabulary/glossary.yml:2: mark 应为 全文、本站、不标 之一，实为“处处”"]
    assert [(term.written, term.mark) for term in vocabulary.terms] == [("甲", "本站"), ("丙", "不标"), ("丁", "全文")]
    library = relate([], vocabulary, audience="internal", as_of=date(2026, 1, 1))
    (_, told), = glossary_files(library)
    assert json.loads(told) == [["甲", "说明", True], ["丁", "另一句", False]]


def test_headings_are_numbered_and_placed():
    own, _ = read_vocabulary(brought())
    for campaign in own.campaigns:
        assert [h.number for h in campaign.headings] == list(range(1, len(campaign.headings) + 1))
    heading = own.campaign("2021-dangshi").headings[1]
    assert heading.id == "2021-dangshi-2"
    line = (brought() / "vocabulary" / "campaigns.yml").read_text("utf-8").splitlines()[heading.at.line - 1]
    assert re.search(r"(name|wording|phrases):", line)


BROKEN = ["", "a: b\n", "- a\n", "- {id: a}\n- {id: b", "- &a {id: a}\n- *a\n", "\ufeff- !!map {id: a}\n"]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_file_is_named_and_nothing_is_raised(tmp_path, text):
    vocabulary, findings = read(tmp_path, units=text)
    assert vocabulary.units == ()
    assert all(line.startswith("vocabulary/units.yml:") for line in findings)
    assert findings


def test_a_link_is_no_vocabulary(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "units.yml").symlink_to(brought() / "vocabulary" / "units.yml")
    vocabulary, findings = read_vocabulary(tmp_path)
    assert vocabulary.units == ()
    assert [f.rule for f in findings] == ["not-a-file"]


def test_a_phrase_is_compared_without_width_case_and_marks(tmp_path):
    assert letters("“Ａ、b”（一）學習") == "ab一学习"
    _, findings = read(tmp_path, campaigns="""
- id: c
  year: 2025
  name: 会
  label: 两个
  headings:
    - {name: 甲, wording: 敬畏人民、敬畏组织, phrases: ["敬畏人民，敬畏组织"]}
    - {name: 乙, wording: 再次敬畏人民敬畏组织, phrases: [再次]}
""")
    assert len(findings) == 1
    assert findings[0].startswith("vocabulary/campaigns.yml:7: phrases 应只见于一个方面")
    assert "“敬畏人民，敬畏组织”也在“乙”里" in findings[0]


def test_a_phrase_inside_a_phrase_of_another_heading_is_ambiguous(tmp_path):
    _, findings = read(tmp_path, campaigns="""
- id: c
  year: 2025
  name: 会
  label: 两个
  headings:
    - {name: 甲, wording: 带头敬畏人民, phrases: [敬畏]}
    - {name: 乙, wording: 带头清正廉洁, phrases: [敬畏法纪]}
""")
    assert len(findings) == 1
    assert "“敬畏”也在“乙”里" in findings[0]


@pytest.mark.parametrize("year", ["12", "3025", "二〇二五", "2025.0", "[2025]"])
def test_a_year_is_a_year(tmp_path, year):
    _, findings = read(tmp_path, units=f"- {{id: a, name: 甲, group: 乙, since: {year}}}\n")
    assert len(findings) == 1
    assert findings[0].startswith("vocabulary/units.yml:1: since 应为 1949 到 2100 的数")


def test_tests_have_a_sound_vocabulary_too():
    assert read_vocabulary(Path(__file__).parent / "findings")[1] == []


def test_the_reader_s_words_of_another_library_are_said_to_be_its_own(tmp_path):
    """As of one whose mkdocs.yml is gone: its name is no mistake."""
    (tmp_path / "vocabulary").mkdir()
    for name in ("reader.yml", "unit.yml"):
        (tmp_path / "vocabulary" / name).write_text("")
    said = {found.at.path: found.message for found in read_vocabulary(tmp_path)[1]}
    assert "mkdocs.yml" in said["vocabulary/reader.yml"] and "请 cd" in said["vocabulary/reader.yml"]
    assert "文件名是不是写错了" in said["vocabulary/unit.yml"]
