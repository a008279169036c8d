"""A leak answered by the guide's own commands, on a place that was published to, behind nginx."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import canary
from projects import copied, small
from review.examine.library import examine
from review.publish.tree import pages_of
from review.show.addresses import follows, shown_at
from servers import nginx
from test_serving import get

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs/guide/publish.md").read_text("utf-8")
LEAK = "某项目评审意见尚未公开不得外传"
AUDIENCES = {"internal": "reader", "staff": "chief"}
"""Who looks at each after it is published."""
PAGES = ("compare/2021/乙", "quality/ordinal-gap")
"""What stands on the site because of that material."""
PART = GUIDE.partition("{#leak}")[2].partition("\n## ")[0]
BLOCKS = re.findall(r"^ *```sh\n(.*?)```", PART, re.DOTALL | re.MULTILINE)


def git(folder, *words):
    subprocess.run(["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True)


def leaking(library):
    """A library with a leak, whose material has remarks and an earlier one of its post: pages follow from it."""
    campaigns = library / "vocabulary/campaigns.yml"
    campaigns.write_text(campaigns.read_text("utf-8") * 2, "utf-8")
    campaigns.write_text(campaigns.read_text("utf-8").replace("2021", "2020", 2), "utf-8")
    for name in ("甲", "乙", "丙"):
        canary.add(library, f"2021/{name}", "internal", author=f"{name}科科长", body="其一")
    canary.add(library, "2020/乙", "internal", author="乙科科长")
    leak, earlier = (library / f"materials/{year}/乙.md" for year in (2021, 2020))
    leak.write_text(leak.read_text("utf-8").replace("其一", LEAK) + "\n（三）强化担当作为。按月调度。\n", "utf-8")
    earlier.write_text(earlier.read_text("utf-8").replace("2021-dangshi", "2020-dangshi").replace("2022", "2021"))


@pytest.fixture
def office(tmp_path):
    """Such a library in a repository that is cloned from another; where it is published, and its server."""
    library = small(tmp_path / "srv/library")
    leaking(library)
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
        urls = "".join(f"REVIEW_URL_{to}={url.format(who)}\n" for to, who in AUDIENCES.items())
        (tmp_path / "etc/publish.env").write_text(
            f"REVIEW_DEST={tmp_path}/srv\n{urls}"
        )
        yield tmp_path, base


def follow(folder, *blocks):
    """Run commands of the guide one after another in a shell; paths are this folder's, and nobody is another user."""
    commands = "\n".join(blocks).replace("/srv/review", f"{folder}/srv").replace("/etc/review", f"{folder}/etc")
    commands = re.sub(r"(sudo|runuser)( -u review)? ", "", commands)
    commands = commands.replace("泄露的那句话", LEAK).replace("materials/2023/某材料", "materials/2021/乙")
    return subprocess.run(["bash", "-c", commands], capture_output=True, text=True, env=dict(os.environ))


def places_of(library, audience):
    return {shown_at(page.src_uri) for page in pages_of(examine(library, audience, told=True))}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_all_other_addresses_stay_whatever_is_withdrawn(tmp_path, audience):
    library = copied(tmp_path / "library")
    (library / "vocabulary/reader.yml").unlink()
    files = sorted((library / "materials").rglob("*.md"))
    every = places_of(library, audience)
    for kept in (files[::2], files[:1], []):
        gone = {*files} - {*kept}
        for file in gone:
            file.unlink(missing_ok=True)
        lost = {at for at in every - places_of(library, audience) if not follows(at)}
        assert lost == every & {file.relative_to(library).with_suffix("").as_posix() for file in gone} != set()


@pytest.mark.slow
def test_p16_a_leak_is_answered_by_the_guide(office):
    folder, base = office
    names, find, withdraw, clear, check = BLOCKS
    library, places = folder / "srv/library", [folder / "srv" / audience for audience in AUDIENCES]
    done = follow(folder, names, withdraw.rstrip().splitlines()[-1])
    assert done.returncode == 0, done.stderr
    leaking = [(place / "current").resolve() for place in places]
    uploaded = places[0] / f"incoming/{leaking[0].name[:-4]}0000"
    shutil.copytree(leaking[0], uploaded)
    for who in AUDIENCES.values():
        assert LEAK in get(base, "/materials/2021/%E4%B9%99/", who)[2].decode()
    found = follow(folder, names, find).stdout
    assert all(f"{release}/materials/2021/乙/index.html" in found for release in (*leaking, uploaded))
    followed = [{page for page in PAGES if (release / page).is_dir()} for release in leaking]
    assert followed == [{"compare/2021/乙"}, set(PAGES)]

    done = follow(folder, names, withdraw)
    assert done.returncode == 0, done.stderr
    for who, release, place in zip(AUDIENCES.values(), leaking, places, strict=True):
        assert get(base, "/materials/2021/%E4%B9%99/", who)[0] == 404 and release.is_dir()
        assert not any((place / "current" / page).exists() for page in PAGES)
    assert "visibility: draft" in (library / "materials/2021/乙.md").read_text("utf-8")
    assert subprocess.run(["git", "-C", library, "status", "--porcelain"], capture_output=True).stdout == b""

    done = follow(folder, names, clear)
    assert done.returncode == 0 and done.stdout.count("已清除") == 3, done.stdout + done.stderr
    done = follow(folder, names, check)
    assert done.stdout.count("个版本与清单一致") == 2 and done.stdout.endswith("。\n0\n"), done.stdout + done.stderr
    assert not any(LEAK.encode() in path.read_bytes() for path in (folder / "srv").rglob("*")
                   if path.is_file() and "library" not in path.parts)  # fmt: skip


@pytest.mark.slow
def test_a_site_is_published_though_another_can_t_be(office):
    folder, _ = office
    (folder / "srv/internal").write_text("", "utf-8")
    done = follow(folder, BLOCKS[0], BLOCKS[2].rstrip().splitlines()[-1])
    assert done.returncode == 1 and done.stderr.endswith("没有发布：internal\n"), done.stderr
    assert LEAK in (folder / "srv/staff/current/materials/2021/乙/index.html").read_text("utf-8")
