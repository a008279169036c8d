"""What is published beside the materials' text: hand-written pages, pictures, terms, names, moves, exceptions."""

import datetime
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

import canary
from projects import review, small
from review.check.docs import check_docs, links
from review.check.private import private
from review.cli import main
from review.examine.doc_links import check_doc_links
from review.examine.library import examine
from review.model import Family, Library, Page
from review.publish import tree
from review.publish.build import Failed, build
from review.read.beside import read_docs
from review.read.vocabulary.load import read_vocabulary
from review.read.word import read_word
from test_private import ID

PHONE = "13800000000"


@pytest.fixture
def root(tmp_path):
    canary.add(tmp_path / "library", "2021/甲", "internal")
    return tmp_path / "library"


def said(root, audience="internal", *rules):
    """Findings of one read, but for those of the trade of writing."""
    found = examine(root, audience)
    return [str(f) for f in (*found.errors, *found.warnings) if not rules or f.rule in rules]


# ---- exceptions ---------------------------------------------------------------------------------------


def sign(root, **changes):
    (found,) = private(PHONE)
    entry = {"path": "materials/2021/甲.md", "kind": "mobile-number", "digest": f"'{found.digest}'"}
    entry |= {"reason": "对外公布的值班电话", "by": "保密办主任", "date": "2026-01-15"} | changes
    (root / "vocabulary").mkdir(exist_ok=True)
    lines = "\n  ".join(f"{key}: {value}" for key, value in entry.items())
    (root / "vocabulary/exceptions.yml").write_text(f"- {lines}\n", "utf-8")


def test_a_signed_number_passes_and_no_other(root):
    canary.add(root, "2021/甲", "internal", body=f"，电话{PHONE}")
    assert "例外 " in said(root, "internal", "mobile-number")[0]
    sign(root)
    assert said(root, "internal", "mobile-number", "exception-unused", "vocabulary") == []
    canary.add(root, "2021/乙", "internal", body=f"，电话{PHONE}")
    (elsewhere,) = said(root, "internal", "mobile-number")
    assert elsewhere.startswith("materials/2021/乙.md:")


def test_an_exception_for_nothing_is_named(root):
    sign(root)
    (found,) = said(root, "internal", "exception-unused")
    assert found.startswith("vocabulary/exceptions.yml:1: materials/2021/甲.md 里没有编码为")


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("kind", "classified-mark", "密级标志没有例外"),
        ("digest", PHONE, "不写号码本身"),
        ("by", "''", "by 应为文字"),
        ("date", "2026-02-30", "存在的日期"),
        ("extra", "1", "没有“extra”这个键"),
    ],
)
def test_an_exception_is_read_strictly(root, key, value, expected):
    sign(root, **{key: value})
    found = said(root, "internal", "vocabulary")
    assert expected in "".join(found) and PHONE not in "".join(found)


# ---- numbers and marks in docs, terms and names -------------------------------------------------------


def docs(tmp_path, text, root=None, name="page.md"):
    folder = tmp_path / "docs"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    pages, files, findings = read_docs(folder)
    nothing = Library(audience="internal", as_of=datetime.date(2026, 1, 1), vocabulary=read_vocabulary(tmp_path)[0],
                      materials=(), entries={}, canonical={})
    library = examine(root, "staff").library if root else nothing
    findings += check_docs(pages, library, root or tmp_path, files)
    findings += check_doc_links(pages, library, files, root) if root else ()
    return [*map(str, findings)]


def test_i1_i3_in_a_page_of_docs(tmp_path):
    found = docs(tmp_path, f"# 页\n\n证件{ID}\n\n秘密★一年\n")
    assert sorted(line.split(" ")[0] for line in found) == ["docs/page.md:3:", "docs/page.md:5:"]
    assert ID not in "".join(found)


def test_i1_in_the_vocabulary(root):
    (root / "vocabulary").mkdir()
    (root / "vocabulary/glossary.yml").write_text(f"- {{written: abc, meaning: 证件{ID}}}\n", "utf-8")
    (found,) = said(root, "internal", "identity-number")
    assert found.startswith("vocabulary/glossary.yml:1: ") and ID not in found


def test_i1_in_an_old_address(root):
    (root / "moved.yml").write_text(f"materials/2020/{ID}: 无\n", "utf-8")
    (found,) = said(root, "internal", "identity-number")
    assert found.startswith("moved.yml:1: ")


def test_i1_in_a_file_name_the_name_masked_too(root):
    canary.add(root, f"2021/{ID}", "internal", unit="统计局")
    found = said(root)
    assert any("文件名里有身份证号码" in line for line in found) and ID not in "".join(found)


@pytest.mark.parametrize("visibility", ["restricted", "draft"])
def test_i3_a_mark_that_the_audience_does_not_see_stops_it_too(root, visibility):
    canary.add(root, "2021/乙", visibility, "统计局", body=f"机 密 ★，证件{ID}")
    (found,) = said(root, "internal", "classified-mark", "identity-number")
    assert found.startswith("materials/2021/乙.md:") and "[classified-mark]" in found


def test_i1_in_a_table_of_a_word_file(tmp_path):
    document = docx.Document()
    document.add_table(1, 2).cell(0, 1).text = f"{ID[:6]} {ID[6:14]} {ID[14:]}"
    document.save(tmp_path / "a.docx")
    assert [found.kind for found in private(read_word(tmp_path / "a.docx").text)] == ["identity-number"]


def test_the_commands_stop(root):
    canary.add(root, "2021/乙", "internal", body="秘密★一年")
    checked = CliRunner().invoke(main, ["check", "--library", str(root)])
    assert checked.exit_code == 1 and "[classified-mark]" in checked.output
    with pytest.raises(Failed, match="classified-mark"):
        build(root, "internal", root.parent / "out")
    assert not (root.parent / "out").exists()


# ---- links and files in docs --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "[看](javascript:alert(1))",
        "[看](&#106;avascript:alert(1))",
        "[看](  java\tscript:x)".replace("\t", "&#9;"),
        "[看]: data:text/html,x",
        "<javascript:alert(1)>",
        '<a href="vbscript:x">看</a>',
        "![图](https://example.org/a.png)",
        "![图](//example.org/a.png)",
        "![图](data:image/png;base64,AA==)",
        '<img src="//example.org/a.png">',
    ],
)
def test_x5_x1_links_in_docs_that_run_or_fetch(tmp_path, line):
    (found,) = docs(tmp_path, f"# 页\n\n{line}\n")
    assert found.startswith("docs/page.md:3: ") and found.endswith("[unsafe-link]")


def test_links_in_code_and_honest_ones_pass():
    text = "```\n![x](//a/b.png)\n```\n`[x](javascript:y)` [甲](a.md#b) [乙](https://example.org/) <mailto:a@b.c>"
    assert [url for _, _, url in links(text)] == ["a.md#b", "https://example.org/", "mailto:a@b.c"]


@pytest.mark.parametrize(
    "link", ["../materials/2021/乙.md", "/materials/2021/%E4%B9%99/", "../pictures/2021/乙/图1.png"]
)
@pytest.mark.parametrize("visibility", ["restricted", "draft"])
def test_v4_a_page_of_docs_leads_to_what_is_hidden(tmp_path, root, link, visibility):
    canary.add(root, "2021/乙", visibility, "统计局")
    (tmp_path / "docs/guide").mkdir(parents=True)
    for mark in ("", "!"):
        (found,) = docs(tmp_path, f"一\n{mark}[看]({link})\n", root, "guide/页.md")
        assert found.startswith("docs/guide/页.md:2: 指向 materials/2021/乙.md") and found.endswith("[hidden-link]")
    assert docs(tmp_path, "[看](../materials/2021/甲.md)", root, "guide/页.md") == []


def test_q2_an_asset_in_raw_html(tmp_path):
    (tmp_path / "docs/guide").mkdir(parents=True)
    (tmp_path / "docs/guide/a.png").write_bytes(canary.picture())
    assert docs(tmp_path, '<img src="../a.png" alt="图">', name="guide/page.md") == []
    (found,) = docs(tmp_path, '\n<img src="a.png" alt="图">', name="guide/page.md")
    assert found.startswith("docs/guide/page.md:2: HTML 里的 a.png") and found.endswith("[broken-link]")


LINKS = {
    "[一](none.md)": "没有 guide/none.md 这个文件",
    "[一](../none.md#a)": "没有 none.md 这个文件",
    "![图](none.png)": "没有 guide/none.png 这个文件",
    "[一](other.md#gone)": "docs/guide/other.md 里没有 gone 这个位置",
    "[一](#gone)": "docs/guide/page.md 里没有 gone 这个位置",
    "[一](../../README.md)": "它在 docs/ 以外",
    "[一](../materials/2021/none.md)": "没有 materials/2021/none.md 这个文件",
    "[一](../themes/none.md)": "没有 themes/none.md 这个文件",
}
SOUND_LINKS = (
    "[一](other.md#here)", "[一](other.md#plain-words)", "[一](other.md#_1)", "[一](#own)", "![图](a.png)",
    "[一](rules.md)", "[一](../materials/2021/甲.md)", "[一](../materials/2021/%E7%94%B2.md#p1-1)", "[一](../units.md)",
    "[一](https://a.b/c.md)", "`[一](none.md)`", "[一](../ledger/2.md)", "[一](mailto:a@b.cn)",
)  # fmt: skip


@pytest.mark.parametrize("link", [*LINKS, *SOUND_LINKS])
def test_q2_links_of_docs_are_looked_at_by_check(tmp_path, root, link):
    (tmp_path / "docs/guide").mkdir(parents=True)
    (tmp_path / "docs/guide/a.png").write_bytes(canary.picture())
    (tmp_path / "docs/guide/other.md").write_text("# 一 {#here}\n\n## Plain words\n", "utf-8")
    found = docs(tmp_path, f"## 二 {{#own}}\n\n{link}\n", root, "guide/page.md")
    said = f"docs/guide/page.md:3: 链接 {link[link.index('(') + 1 : -1]} 落空：{LINKS.get(link)}。 [broken-link]"
    assert found == [said] * (link in LINKS)


def test_i1_a_number_in_a_link_of_docs(tmp_path, root):
    (found,) = docs(tmp_path, f"一\n[看](https://a.b/?q={''.join(f'%{ord(c):02x}' for c in '13800138000')})\n", root)
    assert found.startswith("docs/page.md:2: 手机号码 138********")


def test_x2_front_matter_of_docs(tmp_path):
    (found,) = docs(tmp_path, "---\ntitle: </title><script>\n---\n\n# 页\n")
    assert found.startswith("docs/page.md:2: 标题（title）应为一行文字")
    (found,) = docs(tmp_path, "---\ntitle: [a\n---\n\n# 页\n")
    assert "[front-matter]" in found


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.js", "a.png", "a.pdf"])
def test_x4_files_in_docs_and_pictures(tmp_path, root, name):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / name).write_text("<svg><script>alert(1)</script></svg>")
    (found,) = docs(tmp_path, "页")
    assert found.startswith(f"docs/{name}:1: ") and found.endswith("[picture]")
    (root / "pictures/2021/甲" / name).write_text("<svg/>")
    (found,) = said(root, "internal", "picture")
    assert found.startswith(f"pictures/2021/甲/{name}:1: ")


def test_x6_links_and_special_files_beside_the_materials(tmp_path, root):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").symlink_to("/etc/hostname")
    (tmp_path / "docs/b").symlink_to("/etc")
    os.mkfifo(tmp_path / "docs/c.md")
    assert len([line for line in docs(tmp_path, "页") if line.endswith("[not-a-file]")]) == 3
    (root / "vocabulary").mkdir()
    (root / "vocabulary/units.yml").symlink_to("/etc/passwd")
    os.mkfifo(root / "vocabulary/glossary.yml")
    (root / "pictures/2021/甲/图2.png").symlink_to("/etc/passwd")
    (root / "moved.yml").symlink_to("/etc/passwd")
    found = [line.split(":")[0] for line in said(root, "internal", "not-a-file")]
    assert found == ["moved.yml", "pictures/2021/甲/图2.png", "vocabulary/glossary.yml", "vocabulary/units.yml"]
    (root / "vocabulary").rename(tmp_path / "elsewhere")
    (root / "vocabulary").symlink_to(tmp_path / "elsewhere")
    assert any(line.startswith("vocabulary:1: ") for line in said(root, "internal", "not-a-file"))


# ---- pictures -----------------------------------------------------------------------------------------


def test_pictures_without_use_are_named(root):
    (root / "pictures/2021/甲/图2.png").write_bytes(canary.picture())
    (root / "pictures/2021/丙").mkdir()
    (root / "pictures/2021/丙/图1.png").write_bytes(canary.picture())
    found = said(root, "internal", "picture-unused")
    assert sorted(line.split(":")[0] for line in found) == ["pictures/2021/丙/图1.png", "pictures/2021/甲/图2.png"]


def test_pictures_are_published_without_their_makers_details(root):
    canary.add(root, "2021/甲", "internal", body="鸩")
    ((path, data),) = tree.pictures(examine(root, "internal"), root)
    assert path == "pictures/2021/甲/图1.png" and data.startswith(b"\x89PNG") and "鸩".encode() not in data


# ---- moves --------------------------------------------------------------------------------------------


def pages(root, audience="internal"):
    return {page.src_uri: page.text for page, _ in tree.write_tree(examine(root, audience), root.parent / "pages")}


def test_a_move_leaves_a_signpost(root):
    (root / "moved.yml").write_text("materials/2020/老: /materials/2021/甲/\n指南/旧.md: guide/publish\n", "utf-8")
    made = pages(root)
    assert 'href="../../2021/甲/"' in made["materials/2020/老.md"]
    assert 'href="../../guide/publish/"' in made["指南/旧.md"]
    assert "refresh" not in made["materials/2020/老.md"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("materials/2021/甲: 无", "旧地址 materials/2021/甲 还有材料"),
        ("materials/2020/老: materials/2020/没有", "没有材料"),
        ("materials/../老: 无", "应为站内地址"),
        ("materials/2020/老: [a]", "新地址应为一个地址"),
        ("- 老", "应为“旧地址: 新地址”"),
        ("老: 无\n老/: 无", "重复"),
        ("老: 无\n老: 无", "重复"),
    ],
)
def test_moves_are_read_strictly(root, line, expected):
    (root / "moved.yml").write_text(line + "\n", "utf-8")
    assert expected in "".join(said(root, "internal", "moved"))


@pytest.mark.parametrize("visibility", ["draft", "restricted"])
@pytest.mark.parametrize("audience", ["internal", "staff"])
def test_v6_what_not_all_may_see_any_more_is_gone_for_others(root, visibility, audience):
    canary.add(root, "2021/乙", visibility, "统计局")
    (root / "moved.yml").write_text("materials/2021/乙: 无\n", "utf-8")
    assert said(root, audience, "moved") == []
    (root / "moved.yml").write_text("materials/2021/乙: materials/2021/甲\n", "utf-8")
    assert len(said(root, audience, "moved")) == 1


@pytest.mark.parametrize(
    "line", ["home/x: nowhere/at/all", "guide/publish: guide/editing", "units/touzi: guide/publish"]
)
def test_a_move_from_a_page_or_to_none_stops_the_build(root, line):
    (root / "moved.yml").write_text(line + "\n", "utf-8")
    with pytest.raises(tree.Clash):
        pages(root)
    assert [f.rule for f in tree.copy(root, "internal", root.parent / "copy")[0]] == ["moved"]
    assert not (root.parent / "copy").exists()


@pytest.mark.parametrize("name", ["units.md", "units/index.md", "materials/2021/甲.md"])
def test_x9_a_page_of_docs_where_the_library_has_one(root, tmp_path, monkeypatch, name):
    monkeypatch.setattr("review.publish.tree.project", lambda: tmp_path)
    (tmp_path / "docs" / name).parent.mkdir(parents=True)
    (tmp_path / "docs" / name).write_text("页", "utf-8")
    with pytest.raises(tree.Clash, match="占了"):
        pages(root)


def test_x14_two_pages_of_one_name_are_both_named(root, monkeypatch):
    two = [Page(src_uri="units/x.md", write=partial("# {}\n".format, title), edit_path=path) for title, path in
           (("甲", "materials/2021/甲.md"), ("乙乡", None))]  # fmt: skip
    monkeypatch.setattr("review.publish.tree.families", lambda _: [Family(name="x", shows="", pages=lambda: two)])
    with pytest.raises(tree.Clash, match="/units/x/：materials/2021/甲.md、乙乡；请") as clash:
        pages(root)
    assert str(clash.value.finding).startswith("units/x.md:1: ")


def test_v6_no_signpost_to_what_became_restricted(root):
    canary.add(root, "2021/密", "restricted", "统计局")
    (root / "moved.yml").write_text("materials/2020/老: materials/2021/密\n", "utf-8")
    (found,) = said(root, "internal", "moved-hidden")
    assert "materials/2021/密" in found and "materials/2020/老" in found
    assert not any("materials/2020" in path for path in pages(root))
    assert "materials/2020/老.md" in pages(root, "staff")


def test_x6_docs_of_the_project_are_plain():
    assert read_docs(Path(__file__).parents[1] / "docs")[2] == []


# ---- pictures of docs ---------------------------------------------------------------------------------


@pytest.mark.slow
def test_i8_a_picture_of_docs_tells_nothing_of_its_maker(tmp_path):
    project = small(tmp_path / "project")
    (project / "docs/guide/a.png").write_bytes(canary.picture(b"SECRET-MAKER"))
    (project / "docs/guide/a.md").write_text("# 页\n\n![图](a.png)\n", "utf-8")
    for command in (("build", "--out", "out"), ("pages", "pages")):
        done = review(project, *command)
        assert done.returncode == 0, done.stderr
    for made in ("out", "pages"):
        data = (project / made / "guide/a.png").read_bytes()
        assert data.startswith(b"\x89PNG") and b"SECRET-MAKER" not in data


PREVIEW = """
from pathlib import Path
from review.publish.preview import Preview
preview = Preview(Path(), "internal", Path("out"))
print(*preview.look(), sep="\\n")
preview.rest()
"""


@pytest.mark.slow
def test_i8_a_preview_shows_no_picture_that_is_refused(tmp_path):
    """`review serve` goes on without the bad files: not with them as they are."""
    project = small(tmp_path / "project")
    sound, broken = canary.picture(b"SECRET-MAKER"), canary.picture(b"SECRET-MAKER")[:-30]
    for name, data in {"a.png": sound, "b.png": broken, "c.jpg": sound, "d.svg": b"<svg/>", "e.txt": b"x"}.items():
        (project / "docs/guide" / name).write_bytes(data)
    (project / "docs/guide/a.md").write_text("# 页\n\n![图](a.png)\n", "utf-8")
    done = subprocess.run([sys.executable, "-c", PREVIEW], cwd=project, capture_output=True, text=True)
    assert done.returncode == 0 and "b.png" in done.stdout, done.stderr
    shown = {path.name for path in (project / "out/guide").iterdir() if path.is_file()}
    assert "a.png" in shown and not {"b.png", "c.jpg", "d.svg", "e.txt"} & shown
    assert b"SECRET-MAKER" not in (project / "out/guide/a.png").read_bytes()
