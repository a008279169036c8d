"""Real strict builds: one that passes, those that must not, and what a page shows of difficult text."""

import html
import re
import shutil
import subprocess
import sys
from urllib.parse import unquote

import pytest
from click.testing import CliRunner

from increments import few
from review.cli import main
from review.publish.build import Failed, build
from review.publish.folder import NotOurs
from review.show.pages import material

pytestmark = pytest.mark.usefixtures("small_site")
FRONT = """---
title: {title}
campaign: 2021-dangshi
unit: {unit}
author: 局长
kind: 个人
date: 2022-01-10
visibility: internal
---

# {title}

"""
BODY = """## 一、存在的问题和不足

### （一）带头深刻感悟“两个确立”的决定性意义方面

{problem}

## 二、原因剖析

（一）理论学习不够实。学习缺乏计划。

## 三、整改措施

（一）加强理论学习，坚定理想信念。制定年度计划。
"""
PROBLEM = "一是理论学习不深不透。学原文、悟原理不够。"


def write(library, name="2021/投资促进局-局长", problem=PROBLEM, unit="投资促进局", front=FRONT, body=BODY):
    path = library / "materials" / f"{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    title = f"{unit}局长党史学习教育专题民主生活会对照检查材料"
    path.write_text(front.format(title=title, unit=unit) + body.format(problem=problem), "utf-8")
    return path


def fails(library, out):
    with pytest.raises(Failed) as failed:
        build(library, "internal", out)
    return failed.value.lines


@pytest.mark.slow
def test_what_is_no_yaml_in_mkdocs_yml_is_said_in_chinese_with_its_line(small_site, root, tmp_path):
    settings = small_site / "mkdocs.yml"
    lines = settings.read_text("utf-8").split("\n")
    at = lines.index("nav:")
    settings.write_text("\n".join([*lines[:at], "nav: [", *lines[at + 1 :]]), "utf-8")
    (said,) = fails(root, tmp_path / "site")
    assert said.startswith(f"mkdocs.yml:{at + 2}: 写法有误") and lines[at + 1].strip() in said
    settings.write_text("\n".join([*lines[:at], "nav: [", ""]), "utf-8")  # YAML stops behind the last line
    (said,) = fails(root, tmp_path / "site")
    assert said.startswith(f"mkdocs.yml:{at + 1}: 写法有误") and "nav: [" in said
    settings.write_text("\n".join([*lines[:at], "nav: 总览", ""]), "utf-8")
    (said,) = fails(root, tmp_path / "site")
    assert said.startswith(f"mkdocs.yml:{at + 1}: nav 没有写，或写得不对；")
    assert not (tmp_path / "site").exists()


def pages_of(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*.html")}


@pytest.mark.slow
def test_review_build_gives_what_mkdocs_build_gives(small_site, tmp_path, monkeypatch):
    """Of materials with a ledger and links between them, in a site of few terms: how they are made is the same."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1650000000")
    shutil.copytree(few(tmp_path / "library") / "materials", small_site / "materials", dirs_exist_ok=True)
    build(small_site, "internal", tmp_path / "site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", tmp_path / "out"]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    assert len(pages_of(tmp_path / "out")) > 40
    assert pages_of(tmp_path / "out") == pages_of(tmp_path / "site")


@pytest.mark.slow
def test_every_bad_material_is_named_and_the_old_site_stays(tmp_path):
    library, out = tmp_path / "library", tmp_path / "site"
    write(library)
    build(library, "internal", out)
    before = pages_of(out)
    write(library, name="2021/甲", front=FRONT.replace("visibility: internal", "visibility: internel"))
    write(library, name="2021/乙", front=FRONT.replace("unit: {unit}", "unit: 无名局"))
    (library / "materials/2021/丙.md").write_text("", "utf-8")
    lines = fails(library, out)
    assert any(re.match(r"materials/2021/甲\.md:8: .*internel.* \[visibility\]$", line) for line in lines), lines
    assert any(re.match(r"materials/2021/乙\.md:4: .*无名局.* \[unknown-unit\]$", line) for line in lines), lines
    assert any(re.match(r"materials/2021/丙\.md:1: .* \[empty-file\]$", line) for line in lines), lines
    assert not any("Traceback" in line for line in lines)
    assert pages_of(out) == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.slow
def test_a_bad_build_ends_with_status_1(tmp_path):
    write(tmp_path / "library", front=FRONT.replace("date: 2022-01-10\n", ""))
    paths = ["--library", str(tmp_path / "library"), "--out", str(tmp_path / "site")]
    result = CliRunner().invoke(main, ["build", *paths])
    assert result.exit_code == 1
    assert "[front-matter]" in result.output
    assert result.output.endswith("没有生成网站，原来的网站没有动。\n")
    assert not (tmp_path / "site").exists()


BROKEN = {
    "check": (
        ("[看](nowhere.md)", "链接 nowhere.md 落空：没有 guide/nowhere.md 这个文件。"),
        ("[看](index.md#nowhere)", "链接 index.md#nowhere 落空：docs/guide/index.md 里没有 nowhere 这个位置。"),
        ("[看](#nowhere)", "链接 #nowhere 落空：docs/guide/broken.md 里没有 nowhere 这个位置。"),
        ("![图](nowhere.png)", "链接 nowhere.png 落空：没有 guide/nowhere.png 这个文件。"),
    ),
    "MkDocs": (
        ("[看](/guide/)", "链接 /guide/ 应写成指向 .md 文件的相对路径"),
        ("[看](nowhere)", "链接 nowhere 应写成指向 .md 文件的相对路径"),
        ("[看](#nowhere_1)", "链接 #nowhere_1 指向的位置不存在"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("told_by", BROKEN)
def test_q2_broken_links_are_named_with_their_lines(small_site, tmp_path, told_by):
    broken = BROKEN[told_by]
    write(tmp_path / "library")
    page = "# 题\n\n" + "\n\n".join(link for link, _ in broken) + "\n"
    (small_site / "docs/guide/broken.md").write_text(page, "utf-8")
    expected = {f"docs/guide/broken.md:{3 + 2 * n}: {said} [broken-link]" for n, (_, said) in enumerate(broken)}
    assert expected <= set(fails(tmp_path / "library", tmp_path / "site"))


@pytest.mark.slow
def test_a_broken_link_of_ours_fails_as_well(small_site, tmp_path, monkeypatch):
    """MkDocs does not look at the links of pages that are HTML; the gates do."""
    library = tmp_path / "library"
    write(library)
    written = material._text
    monkeypatch.setattr(
        material, "_text", lambda *a: written(*a).replace('"#c1"', '"#c9"').replace("problems/", "problem/")
    )
    lines = fails(library, tmp_path / "site")
    assert any("锚点失效：#c9" in line for line in lines), lines
    assert any("链接失效" in line and "problem/" in line for line in lines), lines


def test_a_folder_of_something_else_is_not_replaced(tmp_path):
    write(tmp_path / "library")
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("x")
    with pytest.raises(NotOurs, match="没有 review 的标记"):
        build(tmp_path / "library", "internal", tmp_path / "home")
    assert (tmp_path / "home/letter.txt").read_text() == "x"


HARD = (
    "一是理论学习不深不透。**镇的工作不细，领悟_关于发扬_的要求，见{{ secret }}和{% raw %}，〔*〕【待补】××年，"
    "[看这里](javascript:alert(1))，a*b*c，`code`，&amp;&lt;，1 < 2 > 0，{: .x }，\\n，#号，!图，$x$，~~删~~，"
    "==高亮==，http://example.org，user@example.org，:smile:，[^1]，*[缩写]: x，竖|线，——……。"
)


@pytest.mark.slow
def test_text_is_shown_as_written(tmp_path, browser):
    """Placeholders, Markdown, Jinja and links in a document's text: each character is there, and does nothing."""
    library = tmp_path / "library"
    write(library, problem=HARD + "二是站位不高。看得不远。")
    build(library, "internal", tmp_path / "site")
    path = tmp_path / "site/materials/2021/投资促进局-局长/index.html"
    page = browser.new_page()
    page.set_content(path.read_text("utf-8"))
    assert page.locator("#p1-1 .text p").inner_text() == "#" + HARD
    assert page.locator("#p1-1 .text a").count() == 1
    page.close()


@pytest.mark.slow
def test_tables_stay_tables(tmp_path):
    library = tmp_path / "library"
    table = "| 事项 | **期限** |\n|---|---|\n| 健全_制度 | 2022 年 <b>底</b> |"
    write(library, body=BODY + "\n整改清单：\n\n" + table + "\n", problem=PROBLEM)
    build(library, "internal", tmp_path / "site")
    page = (tmp_path / "site/materials/2021/投资促进局-局长/index.html").read_text("utf-8")
    shown = re.search(r"<table>.*?</table>", page, re.DOTALL)[0]
    cells = [html.unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", shown)]
    assert cells == ["事项", "期限", "健全_制度", "2022 年 <b>底</b>"]


@pytest.mark.slow
def test_unusual_file_names_have_working_addresses(tmp_path):
    library = tmp_path / "library"
    for name in ("2021/投资 促进局（一）", "2021/谁来办？", "2021/a+b=c~d'e"):
        write(library, name=name)
    build(library, "internal", tmp_path / "site")
    assert (tmp_path / "site/materials/2021/谁来办？/index.html").is_file()
    assert (tmp_path / "site/materials/2021/投资 促进局（一）/index.html").is_file()


@pytest.mark.slow
def test_long_lists_are_split_and_pages_stay_small(tmp_path):
    """A library ten times as large: its lists go on over several pages, a material's page does not grow."""
    sizes = []
    for count in (4, 40):
        library, out = tmp_path / f"library-{count}", tmp_path / f"site-{count}"
        problems = "".join(f"{n}.理论学习不深不透之{n}。学原文不够，{'悟原理不够，' * 20}。" for n in range(1, 10))
        for number in range(count):
            write(library, name=f"2021/{'很长的名字' * 6}{number:03}", problem=problems)
        build(library, "internal", out)
        sizes.append(max(p.stat().st_size for p in (out / "materials").rglob("index.html")))
        assert max(p.stat().st_size for p in out.rglob("*.html")) < 300_000
    assert sizes[1] < sizes[0] + 2000
    first = (tmp_path / "site-40/headings/2021-dangshi-1/index.html").read_text("utf-8")
    parts = re.findall(r'<p class="parts">.*?</p>', first, re.DOTALL)
    assert len(parts) == 1
    folder = tmp_path / "site-40/headings/2021-dangshi-1"
    listed = [p.read_text("utf-8").count('class="row item brief"') for p in folder.rglob("index.html")]
    assert sum(listed) == 360
    assert max(listed) <= 200


@pytest.mark.slow
def test_a_material_leads_to_its_source_in_git(tmp_path, monkeypatch):
    monkeypatch.setenv("REVIEW_GIT", "forgejo https://git.example.org/district/library")
    monkeypatch.setenv("REVIEW_REPORT", "issue")
    write(tmp_path / "library")
    build(tmp_path / "library", "internal", tmp_path / "site")
    page = (tmp_path / "site/materials/2021/投资促进局-局长/index.html").read_text("utf-8")
    server = "https://git.example.org/district/library"

    def edited(address, found=re.compile(r'<p class="edit"[^>]* data-edit="([^"]+)"')):
        return unquote(found.search((tmp_path / f"site/{address}/index.html").read_text("utf-8"))[1])

    source = "materials/2021/投资促进局-局长"
    assert edited(source) == f"{server}/_edit/main/{source}.md"
    assert f'data-report="{server}/issues/new?title={{title}}&amp;body={{body}}"' in page
    mistake = re.search(rf'<a href="({server}/issues/new[^"]*)">报错</a>', page)[1]  # and without scripts
    assert unquote(mistake).replace("&amp;", "&").endswith(f"对照检查材料&body={source}.md")
    text = (tmp_path / "library" / f"{source}.md").read_text("utf-8").split("\n")
    for id, line in re.findall(r'class="row item" id="([pcm][\w-]+)" data-line="(\d+)"', page):
        number = "一二三四五六七八九"[int(id.rpartition("-")[2].lstrip("cm")) - 1]
        assert number in text[int(line) - 1], id
    assert edited("guide") == f"{server}/_edit/main/docs/guide/index.md"
    assert re.fullmatch(rf"{server}/_edit/main/vocabulary/problems.yml#L\d+", edited("problems/theory-shallow"))
