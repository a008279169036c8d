"""A site of one's own: `review init` makes it, `review upgrade` keeps what its owner edited, `review doctor` looks."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version

import pytest
from click.testing import CliRunner

import review
from projects import ROOT
from review.adopt import brings, doctor, upgrade
from review.adopt.new import init
from review.cli import main
from review.project import RECORD

SHOWN = ("mkdocs.yml", "docs", "vocabulary", "materials", "hooks/events.py")


def run(*words, **options):
    return CliRunner().invoke(main, words, prog_name="review", **options)


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A site made a moment ago, and the current folder."""
    init(tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    return tmp_path / "site"


def later(monkeypatch, version="0.9.0", **files):
    """What the package would bring in another version."""
    now = brings.brought_files
    monkeypatch.setattr(brings, "own_version", lambda: version)
    for module in (upgrade, brings):
        monkeypatch.setattr(module, "own_version", lambda: version)
    monkeypatch.setattr(upgrade, "brought_files", lambda: {**now(), **{k: v.encode() for k, v in files.items()}})


def test_this_repository_is_such_a_site_with_the_shop_window(tmp_path):
    init(tmp_path / "site", samples=True)
    for part in SHOWN:
        here, there = ROOT / part, tmp_path / "site" / part
        if here.is_file():
            assert there.read_bytes() == here.read_bytes()
        else:
            made = {k: v for k, v in contents(there).items() if not k.endswith(".gitkeep")}
            assert made == {k: v for k, v in contents(here).items() if "__pycache__" not in k}


def test_without_the_shop_window_nobody_elses_materials_or_units(site):
    assert [p.name for p in (site / "materials").iterdir()] == [".gitkeep"]
    assert "投资促进局" not in (site / "vocabulary/units.yml").read_text("utf-8")
    assert run("check").exit_code == 0
    assert os.access(site / "deploy/publish", os.X_OK)


@pytest.mark.parametrize("there", ["信.txt", ".env"])
def test_a_folder_that_holds_something_is_left_alone(tmp_path, there):
    (tmp_path / there).write_text("x")
    said = run("init", str(tmp_path))
    assert said.exit_code == 1
    assert f"里已经有 {there}，没有写入" in said.output
    assert contents(tmp_path) == {there: b"x"}


def test_into_a_repository_without_files(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert run("init", str(tmp_path)).exit_code == 0
    assert (tmp_path / "mkdocs.yml").exists()


def test_a_file_or_a_dangling_link_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        said = run("init", str(tmp_path / name))
        assert said.exit_code == 1 and "不是文件夹" in said.output


@pytest.mark.parametrize("stopped", ["docs", "vocabulary"])
@pytest.mark.parametrize("there", [False, True])
def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch, stopped, there):
    """A rename halfway: what was put into the folder before it is taken out again."""
    site, put = tmp_path / "site", os.replace
    if there:
        (site / ".git").mkdir(parents=True)

    def full(old, new):
        if str(new) == str(site / stopped):
            raise OSError(errno.ENOSPC, "No space left on device")
        put(old, new)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", full)
        said = run("init", str(site))
    assert said.exit_code == 1 and "磁盘已满" in said.output
    assert [*tmp_path.rglob("*")] == ([site, site / ".git"] if there else [])
    assert run("init", str(site)).exit_code == 0


def test_the_owners_edits_stay_and_the_rest_is_new(site, monkeypatch):
    (site / "vocabulary/problems.yml").write_text("# 本单位的问题类型\n[]\n", "utf-8")
    (site / "docs/guide/index.md").write_text("# 我们的说明\n", "utf-8")
    (site / "deploy/nginx.conf").unlink()
    (site / "vocabulary/units.yml").write_text("- {id: ju, name: 局, group: 组}\n", "utf-8")
    later(monkeypatch, **{
        "vocabulary/problems.yml": "新", "docs/guide/index.md": "新", "deploy/nginx.conf": "新",
        "docs/guide/search.md": "# 新的检索说明\n", "docs/guide/更多.md": "# 新增\n",
    })
    before = contents(site)
    listed = run("upgrade", "--diff")
    assert listed.exit_code == 1
    assert contents(site) == before
    assert {
        "你改过  vocabulary/problems.yml（不动）", "你改过  docs/guide/index.md（不动）", "+# 新的检索说明",
        "你删去了  deploy/nginx.conf（不动）", "更新  docs/guide/search.md", "新增  docs/guide/更多.md",
        "更新  requirements.txt",
    } <= set(listed.output.splitlines())
    assert run("upgrade", "--yes").exit_code == 0
    after = contents(site)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed == {"docs/guide/search.md", "docs/guide/更多.md", "requirements.txt", RECORD}
    again = run("upgrade")
    assert again.exit_code == 0 and "已是 0.9.0 版" in again.output


def test_of_a_picture_no_bytes_are_printed(site, monkeypatch):
    picture = site / "docs/guide/pictures/material.jpg"
    picture.unlink()
    said = run("upgrade", "--diff").output
    size = len(brings.brought_files()["docs/guide/pictures/material.jpg"])
    assert f"你删去了  docs/guide/pictures/material.jpg（不动）\n不是文本：现在 0 字节，新版 {size} 字节\n" in said


def test_what_the_owner_put_in_the_way_stays_and_the_rest_is_new(site, monkeypatch):
    """A folder where the package has a file, a file where it has a folder, a link to nothing."""
    for path in ("docs/guide/index.md", "docs/guide/search.md"):
        (site / path).unlink()
    (site / "docs/guide/index.md").mkdir()
    (site / "docs/guide/search.md").symlink_to("nowhere")
    shutil.rmtree(site / "deploy")
    (site / "deploy").write_text("x")
    later(monkeypatch, **{"docs/guide/index.md": "新", "docs/guide/search.md": "新", "deploy/new/a.conf": "新",
                          "docs/guide/reading.md": "新"})
    said = run("upgrade", "--yes")
    assert said.exit_code == 0, said.output
    kept = {line.removesuffix("（不动）") for line in said.output.splitlines() if line.endswith("（不动）")}
    assert {"你改过  docs/guide/index.md", "你改过  docs/guide/search.md", "你改过  deploy/new/a.conf"} <= kept
    assert (site / "deploy").read_text() == "x" and (site / "docs/guide/search.md").is_symlink()
    assert (site / "docs/guide/reading.md").read_text("utf-8") == "新"


@pytest.mark.parametrize("stopped", ["docs/guide/search.md", "requirements.txt", RECORD])
def test_an_upgrade_that_stops_changes_nothing(site, monkeypatch, stopped):
    """Whichever rename fails: what was put before is taken back, what was taken away is there again."""
    now = brings.brought_files()
    later(monkeypatch, **{"docs/guide/search.md": "新", "docs/guide/更多.md": "新"})
    then = {path: data for path, data in upgrade.brought_files().items() if path != "docs/guide/adopt.md"}
    monkeypatch.setattr(upgrade, "brought_files", lambda: then)
    before, put = contents(site), os.replace

    def full(old, new):
        if str(new) == str(site / stopped):
            raise OSError(errno.ENOSPC, "No space left on device", str(old), None, str(new))
        put(old, new)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", full)
        said = run("upgrade", "--yes")
    assert said.exit_code == 1 and f"写不进 {site / stopped}：磁盘已满；没有升级，一切如旧" in said.output
    assert contents(site) == before and now["docs/guide/adopt.md"] == before["docs/guide/adopt.md"]
    assert run("upgrade", "--yes").exit_code == 0
    assert "已是 0.9.0 版" in run("upgrade").output


def test_a_file_that_is_brought_no_more_goes_unless_edited(site, monkeypatch):
    now = brings.brought_files()
    later(monkeypatch)
    gone = {"docs/guide/search.md", "docs/guide/reading.md"}
    monkeypatch.setattr(upgrade, "brought_files", lambda: {k: v for k, v in now.items() if k not in gone})
    (site / "docs/guide/reading.md").write_text("改过\n", "utf-8")
    assert run("upgrade", "--yes").exit_code == 0
    assert not (site / "docs/guide/search.md").exists()
    assert (site / "docs/guide/reading.md").read_text("utf-8") == "改过\n"


def test_a_site_newer_than_the_package_is_refused(site, monkeypatch):
    kept = json.loads((site / RECORD).read_text("utf-8"))
    (site / RECORD).write_text(json.dumps({**kept, "version": "9.0.0"}), "utf-8")
    before = contents(site)
    said = run("upgrade", "--yes")
    assert said.exit_code == 1 and "9.0.0 版" in said.output
    assert contents(site) == before
    assert f"资料库的版本：9.0.0（程序是 {brings.own_version()} 版，请升级程序）" in run("doctor").output


def test_a_broken_record_and_no_site_are_said(site, tmp_path, monkeypatch):
    (site / RECORD).write_text("{", "utf-8")
    assert "git checkout" in run("upgrade", "--yes").output
    assert "读不懂" in run("doctor").output
    monkeypatch.chdir(tmp_path)
    said = run("upgrade", "--yes")
    assert said.exit_code == 1 and "不是资料库" in said.output


def test_the_version_is_one(monkeypatch):
    """It stands in the code once; whoever tells it tells that, and the newest entry of the changelog is of it."""
    newest = re.search(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest and newest[1] == review.__version__
    assert version("review-materials") == review.__version__
    assert run("--version").output == f"review {review.__version__}\n"
    assert f"review-materials：{review.__version__}\n" in run("doctor").output
    assert brings.brought_files()["requirements.txt"] == f"review-materials=={review.__version__}\n".encode()


def test_doctor_names_what_is_there_and_what_lacks(site, monkeypatch):
    monkeypatch.setenv("PATH", "")
    said = run("doctor")
    assert said.exit_code == 1
    assert "git：没有。review build" in said.output
    assert f"资料库：{site}" in said.output
    rows = {row["name"]: row for row in json.loads(run("doctor", "--json").output)}
    assert rows["mkdocs"]["found"].startswith("1.6") and rows["LibreOffice"]["found"] == ""


def test_doctor_names_the_extra_that_a_command_lacks(site, monkeypatch):
    found = doctor.version
    monkeypatch.setattr(doctor, "version", lambda name: found("nothing-of-this-name" if name == "uvicorn" else name))
    rows = {row["name"]: row for row in json.loads(run("doctor", "--json").output)}
    assert not rows["uvicorn"]["found"] and not rows["uvicorn"]["needed"] and rows["openpyxl"]["found"]
    without = rows["uvicorn"]["without"]
    assert "review edit 用不了；要用时运行 pip install 'review-materials[edit]'（没有网络的，加上 --no-index" in without


@pytest.mark.slow
def test_a_typo_in_the_settings_stops_the_build(site):
    """What is said of each key: test_cli.py."""
    settings = site / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("extra:", "extra:\n  audiense: staff", 1), "utf-8")
    built = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict"], capture_output=True, text=True)
    assert built.returncode == 1
    assert "没有 audiense 这一项；是不是 audience" in built.stdout + built.stderr


SENT = {"收件/甲.docx", "收件/说明.txt", "乙.DOC", "来件/丙.wps", "来件/丁.pdf", "件.zip", "台账.xlsx", "库.sqlite"}


def test_what_is_sent_in_and_what_is_exported_stays_out_of_git(site):
    """Comments, words taken out and numbers are in it, and a history cannot be unsaid; guides say `git add .`."""
    for path in (*sorted(SENT), "docs/附件.docx", "materials/2025/统计局-局长.md", "materials/pdf.md"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("甲")
    for words in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *words], cwd=site, check=True)
    added = subprocess.run(["git", "-c", "core.quotePath=off", "ls-files"], cwd=site, capture_output=True, text=True)
    names = set(added.stdout.splitlines())
    assert not names & SENT
    assert {"docs/附件.docx", "materials/2025/统计局-局长.md", "materials/pdf.md"} <= names
    assert names | SENT >= contents(site).keys() - {k for k in contents(site) if k.startswith(".git/")}


def test_this_repository_keeps_out_of_git_what_a_site_does():
    mine, sites = ((ROOT / path).read_text("utf-8").splitlines()
                   for path in (".gitignore", "hooks/review/adopt/starter/gitignore"))
    assert {line for line in sites if not line.startswith("#")} <= set(mine)
    kept = subprocess.run(["git", "check-ignore", "tests/__pycache__/a.pyc"], cwd=ROOT, capture_output=True)
    assert kept.returncode == 0, "what comes last has the last word"
