"""The editor's guide is followed step by step, and the pictures of the guides are what a browser shows."""

import re
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("uvicorn")
import guide_pictures
from review.examine.library import examine
from review.read.word.bare import bare_picture

ROOT = Path(__file__).parents[1]
GUIDES = {path.name: path.read_text("utf-8") for path in (ROOT / "docs/guide").glob("*.md")}
STEPS = re.search(r"\{#edit\}.*?\n## ", GUIDES["editing.md"], re.DOTALL)[0]


def test_every_picture_of_the_guides_is_one_that_is_made():
    shown = re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", "\n".join(GUIDES.values()))
    there = {path.name for path in guide_pictures.FOLDER.iterdir()}
    assert sorted(shown) == sorted(there) == sorted(guide_pictures.NAMES)


def test_pictures_of_the_guides_are_bare_so_that_they_are_read_once():
    for path in guide_pictures.FOLDER.iterdir():
        assert bare_picture(path.read_bytes(), "jpg") == path.read_bytes(), path.name


def test_what_the_steps_name_stands_on_the_editors_page():
    static = (ROOT / "hooks/review/editor/static").glob("*.*")
    page = "\n".join(path.read_text("utf-8") for path in static)
    named = re.findall(r"[点在]“([^”]+)”", STEPS)
    assert len(named) >= 5
    assert [words for words in named if words not in page] == []


@pytest.mark.slow
def test_the_editors_guide_can_be_followed(browser, address, tmp_path):
    out = tmp_path / "pictures"
    out.mkdir()
    library = guide_pictures.pictures(browser, address, tmp_path / "资料 库", out)
    assert sorted(path.name for path in out.iterdir()) == sorted(guide_pictures.NAMES)
    assert all(path.stat().st_size > 5_000 for path in out.iterdir())

    def git(*words):
        return subprocess.check_output(["git", "-C", library, "-c", "core.quotePath=false", *words], text=True)

    assert git("show", "--format=%an %s", "--numstat", "HEAD").split() == [
        "区资料员", "招商方式的措施已完成", "1", "1", guide_pictures.NAME]
    written = "{owner: 招商一科, due: 2022-12-31, status: 已完成, progress: 2022-11-20 两个项目已签约}"
    assert f"+  2: {written}" in git("show")
    assert git("status", "--porcelain") in ("", "?? .cache/\n")
    subprocess.run(["git", "clone", "-q", library, tmp_path / "clone"], check=True)
    assert examine(tmp_path / "clone", "internal").errors == ()  # the commit by itself makes a site
