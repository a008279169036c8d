"""A leak answered by the guide's own commands, on a place that was published to, behind nginx."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import canary
from projects import small
from servers import nginx
from test_serving import get

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/guide/publish.md").read_text("utf-8")
LEAK = "某项目评审意见尚未公开不得外传"
PART = GUIDE.partition("{#leak}")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^ *```sh\n(.*?)```", PART, re.DOTALL | re.MULTILINE)


def git(folder, *words):
    subprocess.run(["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True)


@pytest.fixture
def office(tmp_path):
    """A library with a leak, in a repository that is cloned from another; where it is published, and its server."""
    (tmp_path / "srv/staff").mkdir(parents=True)
    library = small(tmp_path / "srv/library")
    for name in ("甲", "乙", "丙"):
        canary.add(library, f"2021/{name}", "internal", body="其一")
    leaking = library / "materials/2021/乙.md"
    leaking.write_text(leaking.read_text("utf-8").replace("其一", LEAK), "utf-8")
    assert LEAK in leaking.read_text("utf-8")
    for name in ("Makefile", "requirements.lock", "pyproject.toml", ".gitignore"):
        shutil.copy2(ROOT / name, library)
    (library / ".venv").symlink_to(ROOT / ".venv")
    (tmp_path / "etc").mkdir()
    for words in (("init", "--quiet", "--initial-branch=main"), ("config", "user.name", "a"),
                  ("config", "user.email", "a@b"), ("add", "."), ("commit", "--quiet", "--message", "a")):  # fmt: skip
        git(library, *words)
    git(tmp_path, "clone", "--quiet", "--bare", library, "origin.git")
    git(library, "remote", "add", "origin", tmp_path / "origin.git")
    git(library, "push", "--quiet", "--set-upstream", "origin", "main")
    (ROOT / ".venv/.ready").touch()
    with nginx(tmp_path / "nginx", tmp_path / "srv") as base:
        url = base.replace("//", "//{0}:{0}@")
        (tmp_path / "etc/publish.env").write_text(
            f"REVIEW_DEST={tmp_path}/srv\nREVIEW_AUDIENCES=internal\nREVIEW_URL_internal={url.format('reader')}\n"
        )
        yield tmp_path, base


def follow(folder, *blocks):
    """Run commands of the guide one after another in a shell; paths are this folder's, and nobody is another user."""
    commands = "\n".join(blocks).replace("/srv/review", f"{folder}/srv").replace("/etc/review", f"{folder}/etc")
    commands = commands.replace("sudo ", "").replace("runuser -u review ", "")
    commands = commands.replace("泄露的那句话", LEAK).replace("materials/2023/某材料", "materials/2021/乙")
    return subprocess.run(["bash", "-c", commands], capture_output=True, text=True, env=dict(os.environ))


@pytest.mark.slow
def test_p16_a_leak_is_answered_by_the_guide(office):
    folder, base = office
    names, find, withdraw, clear, check = BLOCKS
    library, place = folder / "srv/library", folder / "srv/internal"
    done = follow(folder, names, withdraw.rstrip().splitlines()[-1])
    assert done.returncode == 0, done.stderr
    leaking = (place / "current").resolve()
    shutil.copytree(leaking, place / f"incoming/{leaking.name[:-4]}0000")
    assert LEAK in get(base, "/materials/2021/%E4%B9%99/")[2].decode()
    found = follow(folder, names, find)
    assert f"{leaking}/materials/2021/乙/index.html" in found.stdout and "incoming/" in found.stdout

    done = follow(folder, names, withdraw)
    assert done.returncode == 0, done.stderr
    assert get(base, "/materials/2021/%E4%B9%99/")[0] == 404 and leaking.is_dir()
    assert "visibility: draft" in (library / "materials/2021/乙.md").read_text("utf-8")
    assert subprocess.run(["git", "-C", library, "status", "--porcelain"], capture_output=True).stdout == b""

    done = follow(folder, names, clear)
    assert done.returncode == 0 and done.stdout.count("已清除") == 2, done.stderr
    done = follow(folder, names, check)
    assert done.stdout.count("个版本与清单一致") == 1 and done.stdout.endswith("。\n0\n"), done.stdout + done.stderr
    assert "srv/staff: 没有发布过网站" in done.stderr
    assert not any(LEAK.encode() in path.read_bytes() for path in (folder / "srv").rglob("*")
                   if path.is_file() and "library" not in path.parts)  # fmt: skip
