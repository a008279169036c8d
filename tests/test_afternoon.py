"""The clerk's afternoon: thirty files of mixed quality from inbox to site in four commands, as the guide says."""

import re
import subprocess
import sys

import pytest

import afternoon
from projects import ROOT

pytestmark = pytest.mark.slow
GUIDE = (ROOT / "docs" / "guide" / "intake.md").read_text("utf-8")


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The library after the afternoon, its inbox beside it, and what each command said."""
    base = tmp_path_factory.mktemp("afternoon")
    (base / "materials").mkdir()
    subprocess.run(["git", "init", "-q"], cwd=base, check=True)
    assert afternoon.write(base / "收件") == 30
    block = re.search(r"```\n((?:review .*\n)+)```", GUIDE[GUIDE.index("{#afternoon}"):])[1]
    commands = [re.split(r"\s{2,}", line)[0].split()[1:] for line in block.splitlines()]
    return base, [(words, call(base, *words)) for words in commands]


def call(base, *words):
    code = "from review.cli import main; main(prog_name='review')"
    run = [sys.executable, "-c", code, *words]
    return subprocess.run(run, cwd=base, capture_output=True, text=True, check=False)


def test_at_most_four_commands_and_no_hand_edit(day):
    _, said = day
    assert len(said) <= 4
    assert [words[0] for words, _ in said] == ["import", "check", "set", "build"]
    for words, done in said:
        assert "Traceback" not in done.stderr, words


def test_every_material_is_in_the_library_and_named(day):
    base, said = day
    made = sorted(f.relative_to(base / "materials").as_posix() for f in (base / "materials").rglob("*.md"))
    assert len(made) == 25 and not any("待定" in name for name in made)
    assert "2025/投资促进局-局长.md" in made and "2025/民政局-班子.md" in made and "2025/水务局-局长.md" in made
    assert "新增 25，相同 1，拒收 4。" in said[0][1].stdout
    for reason in ("PDF", "文件是空的", "损坏", "讲话", "与本批的"):
        assert reason in said[0][1].stdout
    assert re.search(r"单位待定（名册里没有“水务局”）", said[0][1].stdout)


def test_few_remarks_are_worth_reading(day):
    _, said = day
    remarks = said[1][1].stdout.splitlines()
    assert 0 < len(remarks) <= 10, remarks
    assert "[undecided]" in remarks[-1]
    assert re.search(r"另有 \d+ 处只计数", said[1][1].stderr)


def test_the_site_shows_them(day):
    base, said = day
    assert "要改 24 份，改不了 1 份" in said[2][1].stdout
    assert said[3][1].returncode == 0, said[3][1].stderr
    pages = [f for f in (base / "site" / "materials" / "2025").iterdir() if (f / "index.html").is_file()]
    assert len(pages) == 24 and not any("水务局" in f.name for f in pages)


def test_importing_again_changes_nothing(day):
    base, said = day
    before = {f: f.read_bytes() for f in base.rglob("*.md")}
    again = call(base, *said[0][0])
    assert "相同 26，拒收 4。" in again.stdout and "没有写入任何材料" in again.stdout
    assert {f: f.read_bytes() for f in base.rglob("*.md")} == before


def test_undo_is_git_as_the_message_says(tmp_path):
    (tmp_path / "materials").mkdir()
    (tmp_path / "materials" / "keep").write_text("x")
    (tmp_path / "a.txt").write_text(afternoon.SPEECH.replace("讲话", "发言"), "utf-8")
    who = ["-c", "user.name=x", "-c", "user.email=x@x"]
    for words in (["init", "-q"], ["add", "materials"], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    done = call(tmp_path, "import", "a.txt", "--force")
    made = list((tmp_path / "materials").rglob("*.md"))
    assert len(made) == 1 and "没有提交的改动" not in done.stdout
    undo = re.search(r"git (stash push -u -- [\w. ]+?) 收走", done.stdout)[1]
    subprocess.run(["git", *who, *undo.split()], cwd=tmp_path, check=True)
    assert not list(tmp_path.rglob("*.md")) and not (tmp_path / "imports.json").exists()
    subprocess.run(["git", "stash", "pop", "-q"], cwd=tmp_path, check=True)
    assert list((tmp_path / "materials").rglob("*.md")) == made


