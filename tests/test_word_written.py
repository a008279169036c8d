"""Materials written as Word files: they import back character for character, in the layout of official documents."""

import datetime
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import read_case
from review.cli import main
from review.intake.prepare import Given, prepare
from review.intake.source import Source
from review.intake.source import read_source as read_source
from review.model import Due, LedgerEntry, Material, Position
from review.read.front.material import read_material
from review.read.structure.document import read_document
from review.read.structure.markdown import body
from review.read.vocabulary.load import read_vocabulary
from review.show.word.package import word
from word.make import picture

ROOT = Path(__file__).parents[1]
VOCABULARY, _ = read_vocabulary(ROOT)
UNTOLD = ("211-essay-by-sections", "223-site-words-above-measures")
CASES = [path for path in sorted((Path(__file__).parent / "documents").glob("*.yml")) if path.stem not in UNTOLD]
"""Without those whose title nothing tells but what an import leaves out: from Word it is a line like others."""
RARE = "𠮷𠀀㈠〇①㊀ ﹏Ａ１ｗ→※〔〕【】《》“”‘’……——·℃㎡"
TEXT = """# 测绘站站长2024年度组织生活会对照检查材料

接到通知后，我逐条作了对照。

## 一、存在的问题

### （一）理论学习方面

一是{0}读得不深。{1}二是学用脱节。遇到新规范先问同行。

| 项 | 应交 | 实交 |
| --- | --- | --- |
| {2} | 3 |  |

〔图1〕

## 二、原因分析

（一）{0}抓得不紧。{1}

## 三、整改措施

（一）补上{0}。每月读一章。
"""


def material(text, *, visibility="internal", ledger=None):
    document = read_document(text, "materials/a.md")
    return Material(id="2024/测绘站-站长", path="materials/a.md", title=document.title or "材料", campaign="", unit="",
                    author="站长", kind="个人", date=datetime.date(2025, 1, 8), visibility=visibility,
                    ledger=ledger or {}, overrides={}, document=document)  # fmt: skip


def imported(source, path):
    """The bodies that an import would write."""
    return [made.body for made in prepare(source, path, VOCABULARY, Given())]


def through_word(one, folder, **options):
    path = folder / "a.docx"
    path.write_bytes(word(one, ROOT, **options))
    return imported(read_source(path), path)


@pytest.mark.parametrize("case", CASES[::3], ids=lambda path: path.stem)  # each some .1 s
def test_what_an_import_wrote_comes_back_from_word(case, tmp_path):
    text = read_case(case)["source"]
    for once in imported(Source(text=text), tmp_path / "a.txt"):
        if once and "\t" not in once:  # rows of cells parted by tabs come back as the table that they are
            assert through_word(material(once), tmp_path) == [body(material(once).document)]


BY_HAND = {
    "as-imported": lambda text: text,
    "plain-lines": lambda text: re.sub(r"^#{2,6} ", "", text, flags=re.M),
    "title-too": lambda text: re.sub(r"^#{1,6} ", "", text, flags=re.M),
    "bold-lines": lambda text: re.sub(r"^#{2,6} (.*)$", r"**\1**", text, flags=re.M),
    "deeper": lambda text: re.sub(r"^##", "###", text, flags=re.M),
    "bold-openings": lambda text: re.sub(r"^(一是|二是|三是)([^。]*。)", r"**\1\2**", text, flags=re.M),
    "close-together": lambda text: text.replace("\n\n", "\n"),
}
"""How people set a material that they write themselves."""


@pytest.mark.parametrize("setting", BY_HAND)
def test_however_a_material_is_set_its_word_file_brings_the_library_nothing_new(setting, tmp_path):
    first = list(BY_HAND).index(setting) % 3  # a third of the samples each, all of them together
    shop = sorted((ROOT / "materials").rglob("*.md"))[first::3]
    for path in shop:
        front, body = path.read_text("utf-8").split("\n---\n", 1)
        target = tmp_path / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{front}\n---\n{BY_HAND[setting](body)}", "utf-8")
    runner = CliRunner()
    at = ("--library", str(tmp_path))
    assert runner.invoke(main, ["word", str(tmp_path / "materials"), *at, "--out", str(tmp_path / "出")]).exit_code == 0
    done = runner.invoke(main, ["import", str(tmp_path / "出"), *at, "--dry-run", "--json"])
    rows = json.loads(done.stdout)["documents"]
    assert [(row["status"], row["path"]) for row in rows if row["status"] != "same"] == []
    assert {row["path"] for row in rows} == {path.relative_to(ROOT).as_posix() for path in shop}


def test_one_mended_word_in_it_is_told_as_one_change(tmp_path):
    path = tmp_path / "materials/2024/总工会-副主席.md"
    path.parent.mkdir(parents=True)
    text = (ROOT / "materials/2024/总工会-副主席.md").read_text("utf-8")
    path.write_text(re.sub(r"^#{2,6} ", "", text, flags=re.M), "utf-8")
    read, _ = read_material(path, tmp_path, VOCABULARY)
    item = read.document.problems[0].opening
    made = replace(read, document=read_document(path.read_text("utf-8").replace(item, f"{item}了"), "a.md"))
    (tmp_path / "改.docx").write_bytes(word(made, tmp_path))
    arguments = ["import", str(tmp_path / "改.docx"), "--library", str(tmp_path), "--dry-run", "--json"]
    row, = json.loads(CliRunner().invoke(main, arguments).stdout)["documents"]
    assert row["status"] == "doubtful"
    assert len(row["changed"]) == 1, row["changed"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.sampled_from(RARE + "规程图纸与复核"), min_size=1, max_size=12), min_size=3, max_size=3))
def test_rare_characters_come_back(tmp_path_factory, texts):
    texts[2] = texts[2].strip() or "甲"  # the space around a cell's text is the table's
    once, *_ = imported(Source(text=TEXT.format(*texts)), Path("a.txt"))
    again = through_word(material(once), tmp_path_factory.mktemp("w"))
    assert again == [body(material(once).document)]


def entry(**more):
    at = Position(path="a.md", line=1)
    return LedgerEntry(owner="综合科", status="推进中", at=at, due=Due(text="2025年底前"), **more)


def test_the_ledger_is_a_table_that_an_import_leaves_out(tmp_path):
    one = material(TEXT.format("规程", "只看目录。", "甲"), ledger={"m1": entry(progress="已读两章")})
    assert through_word(one, tmp_path, ledger=True) == [body(one.document)]
    table = docx.Document(tmp_path / "a.docx").tables[-1]
    row = ["1", "补上规程", "综合科", "", "2025年底前", "推进中", "已读两章"]
    assert [cell.text for cell in table.rows[1].cells] == row
    assert "word-ledger" in {finding.rule for finding in read_source(tmp_path / "a.docx").findings}
    assert len(docx.Document(_again(one, tmp_path)).tables) == 1  # only where it is asked for


def _again(one, folder):
    (folder / "b.docx").write_bytes(word(one, ROOT))
    return folder / "b.docx"


def test_the_layout_is_that_of_official_documents(tmp_path):
    made = docx.Document(_again(material(TEXT.format("规程", "", "甲")), tmp_path))
    page = made.sections[0]
    assert [round(side.mm) for side in (page.page_width, page.page_height)] == [210, 297]
    margins = page.top_margin, page.bottom_margin, page.left_margin, page.right_margin
    assert [round(side.mm) for side in margins] == [37, 35, 28, 26]
    said = made.styles.element.xml
    assert 'w:line="578" w:lineRule="exact"' in said  # 28.9 pt: 22 lines are 635.8 of 637.8 pt
    assert '<w:sz w:val="32"/>' in said
    assert (32 / 2 - 5 / 20) * 28 <= 156 / 25.4 * 72 < (32 / 2 - 5 / 20) * 29  # 28 characters a line
    runs = {p.text[:3]: p.style.name for p in made.paragraphs}
    assert (runs["测绘站"], runs["一、存"], runs["（一）"]) == ("Title", "材料部分", "Normal")
    assert made.paragraphs[3].style.name == "材料小标题"
    lead = next(p for p in made.paragraphs if p.text.startswith("（一）补上")).runs
    assert [run.text for run in lead] == ["（一）补上规程。", "每月读一章。"]
    assert lead[0].style.font.name == "楷体_GB2312"


@pytest.mark.parametrize(("visibility", "head"), [("internal", ""), ("restricted", "限制材料"), ("draft", "草稿材料")])
def test_what_is_not_for_all_says_so_on_every_page(visibility, head, tmp_path):
    one = replace(material(TEXT.format("规程", "", "甲")), visibility=visibility)
    section = docx.Document(_again(one, tmp_path)).sections[0]
    assert [section.header.paragraphs[0].text, section.even_page_header.paragraphs[0].text] == [head, head]


@pytest.mark.parametrize("words", ["", "：整改后的大厅"])
def test_a_picture_is_in_the_file_and_comes_back_with_its_words(tmp_path, words):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/图1.png").write_bytes(picture())
    text = TEXT.format("规程", "", "甲").replace("〔图1〕", f"〔图1{words}〕")
    one = replace(material(text), pictures=("pictures/图1.png",))
    path = tmp_path / "a.docx"
    path.write_bytes(word(one, tmp_path))
    source = read_source(path)
    assert [kept.name for kept in source.pictures] == ["图1.png"]
    assert imported(source, path) == [body(one.document)]


def test_the_same_material_gives_the_same_bytes_and_names_nobody():
    one = material(TEXT.format("规程", "", "甲"))
    assert word(one, ROOT) == word(one, ROOT)


class TestCommand:
    def run(self, *words):
        return CliRunner().invoke(main, ["word", *map(str, words)])

    def test_it_writes_one_file_a_material_and_replaces_none_unasked(self, tmp_path):
        path, out = ROOT / "materials/2021/投资促进局-局长.md", tmp_path / "出"
        done = self.run(path, "--library", ROOT, "--out", out)
        assert done.exit_code == 0, done.output
        target = out / "2021-投资促进局-局长.docx"
        assert zipfile.is_zipfile(target)
        target.write_bytes(b"edited by hand")
        done = self.run(path, "--library", ROOT, "--out", out)
        assert done.exit_code == 1
        assert "没有覆盖" in done.output
        assert target.read_bytes() == b"edited by hand"
        assert self.run(path, "--library", ROOT, "--out", out, "--replace").exit_code == 0

    def test_dashes_below_the_head_of_a_table_are_no_difference(self, tmp_path):
        folder, out = tmp_path / "materials/2024", tmp_path / "出"
        folder.mkdir(parents=True)
        text = (ROOT / "materials/2024/总工会-副主席.md").read_text("utf-8")
        row = "|".join(f"第{n}栏" for n in range(12))
        (folder / "甲.md").write_text(f"{text}\n|{row}|\n{'|--' * 12}|\n|{row}|\n", "utf-8")
        done = self.run(folder, "--library", tmp_path, "--out", out)
        assert (done.exit_code, "有出入" in done.output) == (0, False), done.output

    def test_the_pictures_of_the_library_are_in_it_and_one_that_cannot_be_is_said(self, tmp_path):
        path, out = tmp_path / "materials/2024/甲.md", tmp_path / "出"
        pictures = tmp_path / "pictures/2024/甲"
        for folder in (path.parent, pictures):
            folder.mkdir(parents=True)
        text = (ROOT / "materials/2024/总工会-副主席.md").read_text("utf-8")
        path.write_text(f"{text}\n〔图1：大厅〕\n\n〔图2〕\n", "utf-8")
        (pictures / "图1.png").write_bytes(picture())
        assert self.run(path, "--library", tmp_path, "--out", out).exit_code == 0
        made = read_source(out / "2024-甲.docx")
        assert [kept.name for kept in made.pictures] == ["图1.png"]
        (pictures / "图2.png").write_bytes(picture()[:50])
        done = self.run(path, "--library", tmp_path, "--out", out, "--replace")
        assert (done.exit_code, "图2没有放进去" in done.output) == (1, True), done.output

    def test_a_file_that_is_no_material_is_said_and_the_others_are_written(self, tmp_path):
        folder = tmp_path / "materials" / "2024"
        folder.mkdir(parents=True)
        (folder / "坏.md").write_text("没有元数据\n", "utf-8")
        good = (ROOT / "materials/2024/总工会-副主席.md").read_text("utf-8")
        (folder / "好.md").write_text(good, "utf-8")
        done = self.run(folder, "--library", tmp_path, "--out", tmp_path / "出")
        assert done.exit_code == 1
        assert "坏.md:1:" in done.output
        assert [path.name for path in (tmp_path / "出").iterdir()] == ["2024-好.docx"]
