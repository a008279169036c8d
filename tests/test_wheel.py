"""The package as an office gets it: a wheel in an environment of its own, without the source tree."""

import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from projects import ROOT

pytestmark = pytest.mark.slow

SOURCE = ("hooks", "docs", "vocabulary", "deploy", "materials", "mkdocs.yml", "pyproject.toml", "setup.py", "README.md")
UNITS = [f"第{number}中学" for number in "一二三四五六七八九十"]
POSTS = ["校长", "副校长", "书记", "工会主席", "教务主任"]
CAMPAIGN = """\
- id: {year}-school
  year: {year}   # label: 是合称
  name: 师德师风专题组织生活会
  label: 三个方面
  headings:
    - {{name: 教书育人, wording: 教书育人方面, phrases: [教书育人]}}
    - {{name: 联系学生, wording: 联系学生和家长方面, phrases: [联系学生]}}
    - {{name: 廉洁从教, wording: 廉洁从教方面, phrases: [廉洁从教]}}
"""
MATERIAL = """\
---
title: {unit}{post}{year}年度师德师风专题组织生活会对照检查材料
campaign: {year}-school
unit: {unit}
author: {post}
kind: 个人
date: {year}-12-20
visibility: internal
measures:
  1: {{owner: 教务处, due: {next}-06-30, status: 推进中}}
---

# {unit}{post}{year}年度师德师风专题组织生活会对照检查材料

按照安排，我对照检查如下：

## 一、存在的问题

### （一）教书育人方面

一是钻研教材不深入。第{n}学期只听了{n}节课，评课多说优点。

二是作业批改不细致。{n}份作业只写了日期。

### （二）联系学生和家长方面

一是家访次数偏少。全年走访{n}户，多用电话代替。

## 二、原因分析

（一）理论学习不够，对立德树人理解不深。

## 三、整改措施

（一）每周听课两节，课后当面评课。

（二）学期内走访全部困难学生家庭。
"""


REWRITE = """(
    Rewrite(to=2, file="campaigns.yml", says="合称的键改名",
            edit=lambda text: re.sub(r"(?m)^  label:", "  title:", text)),
)"""
"""A second form of the vocabulary, which no version has."""


def reform(source):
    """The checkout at `source` with a key of campaigns.yml named anew, in what reads it and in what it brings."""
    for path, was, new in (
        ("hooks/review/read/vocabulary/entries.py", '"label": "label: ', '"title": "title: '),
        ("hooks/review/read/vocabulary/entries.py", 'fields.text("label")', 'fields.text("title")'),
        ("hooks/review/read/vocabulary/formats.py", "REWRITES: tuple[Rewrite, ...] = ()", f"REWRITES = {REWRITE}"),
        ("hooks/review/read/vocabulary/formats.py", "from pathlib", "import re\nfrom pathlib"),
        ("vocabulary/campaigns.yml", "\n  label:", "\n  title:"),
    ):
        text = (source / path).read_text("utf-8")
        assert was in text
        (source / path).write_text(text.replace(was, new), "utf-8")


def wheel(tmp_path, version, change=lambda source: None):
    """The wheel of this checkout under another version number, its nginx settings and theme a little changed.

    `change` is made in the source before.
    """
    source = tmp_path / f"source-{version}"
    source.mkdir()
    for part in SOURCE:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, source / part)
    init = source / "hooks/review/__init__.py"
    init.write_text(re.sub(r'__version__ = ".*"', f'__version__ = "{version}"', init.read_text("utf-8")), "utf-8")
    for path in ("deploy/nginx.conf", "hooks/review/theme/assets/review.css"):
        mark = f"/* {version} */" if path.endswith("css") else f"# {version}"
        with (source / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{mark}\n")
    change(source)
    words = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path / "wheels", source]
    subprocess.run([sys.executable, *words], check=True)
    shutil.rmtree(source)
    return next((tmp_path / "wheels").glob(f"*-{version}-*.whl"))


class Office:
    """An environment; the libraries that the package needs, and pip, are those of the tests' own environment."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, folder / "venv/bin"
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
        (packages,) = (folder / "venv").glob("lib/python*/site-packages")
        (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")

    def install(self, wheel: Path) -> None:
        words = ["install", "--quiet", "--no-deps", "--no-index", "--force-reinstall", wheel]
        subprocess.run([sys.executable, "-m", "pip", "--python", self.bin / "python", *words], check=True)

    def run(self, *words, status=0, **options) -> str:
        environment = {"PATH": f"{self.bin}:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(self.folder)}
        done = subprocess.run(words, env=environment, capture_output=True, text=True, **options)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office that has installed version 0.8.0."""
    folder = tmp_path_factory.mktemp("office")
    office = Office(folder)
    office.install(wheel(folder, "0.8.0"))
    return office


def fill(site: Path) -> int:
    """300 materials of the site's own units and campaigns."""
    roster = [f"- {{id: zhong{n}, name: {name}, group: 中学}}" for n, name in enumerate(UNITS, 1)]
    (site / "vocabulary/units.yml").write_text("\n".join(roster) + "\n", "utf-8")
    years = range(2019, 2025)
    (site / "vocabulary/campaigns.yml").write_text("".join(CAMPAIGN.format(year=year) for year in years), "utf-8")
    cases = [(year, unit, post) for year in years for unit in UNITS for post in POSTS]
    for n, (year, unit, post) in enumerate(cases, 3):
        path = site / f"materials/{year}/{unit}-{post}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(MATERIAL.format(year=year, next=year + 1, unit=unit, post=post, n=n), "utf-8")
    return len(cases)


def test_a_bare_library_is_built_with_what_the_package_brings(office, tmp_path):
    (tmp_path / "library/materials").mkdir(parents=True)
    shutil.copytree(ROOT / "materials/2021", tmp_path / "library/materials/2021")
    words = ["build", "--library", tmp_path / "library", "--out", tmp_path / "out"]
    office.run(office.bin / "review", *words, cwd=tmp_path)
    assert (tmp_path / "out/materials/2021/投资促进局-局长/index.html").exists()


@pytest.mark.parametrize("part", ["templates", "adopt/starter", "brought/mkdocs.yml"])
def test_a_package_without_some_of_its_files_says_so(office, tmp_path, part):
    """Whatever is asked of it: nothing is written, least of all is what it does not know taken for dropped."""
    (package,) = (office.folder / "venv").glob("lib/python*/site-packages/review")
    (package / part).rename(package / "away")
    try:
        for words in (("init", tmp_path / "new"), ("upgrade", "--yes"), ("check",), ("doctor",)):
            said = office.run(office.bin / "review", *words, cwd=tmp_path, status=1)
            assert f"安装的程序不完整，缺少 review/{part}" in said and "请重新安装" in said
    finally:
        (package / "away").rename(package / part)
    assert not [*tmp_path.iterdir()]


def test_a_filled_site_is_upgraded_across_a_version(office):
    """Its own test command is green with 300 materials; the new version reads another form of the vocabulary, to which
    the owner's own is brought with all he wrote, and the site is built again."""
    home = office.folder / "site"
    office.run(office.bin / "review", "init", home)
    assert fill(home) == 300
    where = office.run(office.bin / "python", "-c", "import review; print(review.__file__)", cwd=home)
    assert str(office.folder / "venv") in where
    (home / ".venv").symlink_to(office.folder / "venv")
    (home / ".venv/.ready").touch()
    guide = home / "docs/guide/index.md"
    guide.write_text(guide.read_text("utf-8") + "\n本校的说明另见[检索](../search/index.md)。\n", "utf-8")
    office.run("make", "test", cwd=home)
    page = home / "build/internal/materials/2024/第三中学-书记/index.html"
    assert 'id="p2-1"' in page.read_text("utf-8")
    edited = (home / "vocabulary/campaigns.yml").read_text("utf-8")

    office.install(wheel(office.folder, "0.9.0", reform))
    for words in (("review", "check"), ("python", "-m", "mkdocs", "build")):
        said = office.run(office.bin / words[0], *words[1:], cwd=home, status=1)
        assert "词表是第 1 版格式，程序读的是第 2 版；请先运行 review upgrade" in said
    said = office.run(office.bin / "review", "upgrade", "--yes", cwd=home)
    assert "改写  vocabulary/campaigns.yml（合称的键改名）" in said and "+  title: 三个方面" in said
    assert "更新  deploy/nginx.conf" in said and "你改过  docs/guide/index.md（不动）" in said
    assert "# 0.9.0" in (home / "deploy/nginx.conf").read_text("utf-8")
    assert (home / "vocabulary/campaigns.yml").read_text("utf-8") == edited.replace("\n  label:", "\n  title:")
    assert "本校的说明" in guide.read_text("utf-8")
    office.run(office.bin / "review", "build", "--out", "build/internal", cwd=home)
    assert "/* 0.9.0 */" in (home / "build/internal/assets/review.css").read_text("utf-8")
    assert 'id="p2-1"' in page.read_text("utf-8")
