"""What the far side promises of its folder: purge, verify, modes, and what it takes from nobody. By FAULTS ids."""

import contextlib
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from projects import review
from publishing import FAR, build, send
from review.publish import far
from review.publish.far import Refused
from review.publish.manifest import beside
from review.publish.place import Destination
from review.publish.release import publish

PYTHON = shutil.which("python3", path="/usr/bin:/bin")


def test_p16_purge_of_a_refused_upload(tmp_path, place):
    one = build(tmp_path / "one", 1, "泄露")
    send(tmp_path / "one", one, place)
    (Path(place.path) / "incoming" / one.id / "p1/index.html").write_text("x")
    with pytest.raises(Refused, match="内容与清单不符"):
        place.ask("activate", one.id)
    assert place.ask("purge", one.id) == {"purged": one.id}
    assert not list((Path(place.path) / "incoming").iterdir())
    with pytest.raises(Refused, match="没有这个版本"):
        place.ask("purge", one.id)


@pytest.mark.skipif(os.getuid() != 0 or not PYTHON, reason="needs another owner, and a Python that he may run")
def test_p16_purge_says_what_it_cannot_delete(tmp_path, place):
    """A folder of another owner within a release: purge says so with status 1, and verify finds it."""
    folder = Path(place.path)
    leak, _ = build(tmp_path / "one", 1, "泄露"), publish(tmp_path / "one", place)
    build(tmp_path / "two", 2, "乙")
    publish(tmp_path / "two", place)
    for path in (tmp_path, *tmp_path.parents):
        path.chmod(path.stat().st_mode | 0o055)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 65534, 65534)
    kept = folder / "releases" / leak.id / "p2"
    os.chown(kept, 0, 0)

    def ask(*words):
        other = {"user": 65534, "group": 65534, "extra_groups": []}
        done = subprocess.run([PYTHON, "-", str(folder), *words], input=FAR.read_bytes(), capture_output=True, **other)
        return done.returncode, json.loads(done.stdout)

    status, said = ask("purge", leak.id)
    assert status == 1 and "没有清除干净" in said["refused"] and "p2/index.html: 删不掉" in said["refused"]
    assert [p.name for p in (folder / "releases" / leak.id).rglob("*") if p.is_file()] == ["index.html"]
    status, said = ask("verify")
    assert status == 1 and f"{leak.id}: p1/index.html: 文件缺失" in said["refused"]
    os.chown(kept, 65534, 65534)
    assert ask("purge", leak.id) == (0, {"purged": leak.id}) and ask("verify")[0] == 0


@pytest.mark.parametrize("way", ["immutable", "mounted", "read-only", "no rights"])
def test_p16_purge_of_what_cannot_be_deleted(tmp_path, place, way):
    leak, _ = build(tmp_path / "one", 1, "泄露"), publish(tmp_path / "one", place)
    build(tmp_path / "two", 2, "乙")
    publish(tmp_path / "two", place)
    page = Path(place.path) / "releases" / leak.id / "p3/index.html"
    with undeletable(page, way):
        with pytest.raises(Refused, match="没有清除干净(.|\n)*p3/index.html: 删不掉"):
            place.ask("purge", leak.id)
        assert page.is_file()
        done = review(tmp_path, "purge", place.path, leak.id)
        assert done.returncode == 1 and "p3/index.html: 删不掉" in done.stderr
        with pytest.raises(Refused, match="文件缺失"):
            place.ask("verify")
    assert place.ask("purge", leak.id) and place.ask("verify") and not page.exists()


WAYS = {
    "immutable": ([["chattr", "+i", "PAGE"]], ["chattr", "-i", "PAGE"]),
    "mounted": ([["mount", "--bind", "PAGE", "PAGE"]], ["umount", "PAGE"]),
    "read-only": ([["mount", "--bind", "HOME", "HOME"], ["mount", "-o", "remount,ro,bind", "HOME"]],
                  ["umount", "HOME"]),
    "no rights": ([["chmod", "0555", "HOME"]], ["chmod", "0755", "HOME"]),
}  # fmt: skip


@contextlib.contextmanager
def undeletable(page, way):
    """A file that cannot be deleted, where the test may do that to a file, and its user not what it likes."""
    if (os.getuid() == 0) == (way == "no rights"):
        pytest.skip("root has all rights, and nobody else may do the rest")

    def run(words):
        told = [str({"PAGE": page, "HOME": page.parent}.get(word, word)) for word in words]
        return shutil.which(told[0]) and not subprocess.run(told, capture_output=True).returncode

    ways, back = WAYS[way]
    if not run(ways[0]):
        pytest.skip(f"{ways[0][0]} does not work here")
    try:
        assert all(map(run, ways[1:]))
        yield
    finally:
        assert run(back)


def test_p16_a_link_in_place_of_a_release_is_deleted_and_not_followed(tmp_path, place):
    one, _ = build(tmp_path / "one", 1), publish(tmp_path / "one", place)
    build(tmp_path / "two", 2, "乙")
    publish(tmp_path / "two", place)
    (tmp_path / "home/inner").mkdir(parents=True, mode=0o700)
    (tmp_path / "home/letter").write_text("x")
    release = Path(place.path) / "releases" / one.id
    release.rename(tmp_path / "moved")
    release.symlink_to(tmp_path / "home")
    place.ask("purge", one.id)
    assert not release.is_symlink() and (tmp_path / "home/letter").read_text() == "x"
    assert (tmp_path / "home/inner").stat().st_mode & 0o777 == 0o700


AMISS = {
    "current elsewhere": (lambda f, r: relink(f / "current", "/etc"), "current: 应是指向 releases/ 中一个版本的链接"),
    "current a folder": (lambda f, r: ((f / "current").unlink(), (f / "current").mkdir()), "current: 应是指向"),
    "current missing": (lambda f, r: (f / "current").unlink(), "current: 没有了"),
    "current to nothing": (lambda f, r: relink(f / "current", f"releases/{r[:-4]}0000"), "这个版本不完整"),
    "a release is a link": (lambda f, r: (root(f, r).rename(f / "away"), root(f, r).symlink_to("../away")),
                            "实为链接或文件"),
    "a stray release": (lambda f, r: (f / "releases/old").mkdir(), "releases/old: 没有清单"),
    "a stray file": (lambda f, r: (f / "releases/a.html").write_text("x"), "releases/a.html: 应为文件夹"),
    "manifest gone": (lambda f, r: (f / f"manifests/{r}.json").unlink(), "没有清单"),
    "manifest broken": (lambda f, r: (f / f"manifests/{r}.json").write_text("{"), "读不出来"),
    "manifest of another": (lambda f, r: shutil.copy(f / f"manifests/{r}.json", f / f"manifests/{r[:-4]}0000.json"),
                            "没有这个版本"),
    "release gone": (lambda f, r: shutil.rmtree(root(f, r)), "没有这个版本"),
    "file without rights": (lambda f, r: (root(f, r) / "p1/index.html").chmod(0),
                            "p1/index.html: 权限是 0000，应为 0644"),
    "file with all rights": (lambda f, r: (root(f, r) / "p1/index.html").chmod(0o777), "权限是 0777，应为 0644"),
    "folder with all rights": (lambda f, r: (root(f, r) / "p1").chmod(0o777), "p1/: 权限是 0777，应为 0755"),
    "folder without rights": (lambda f, r: (root(f, r) / "p1").chmod(0), "p1/: 权限是 0000，应为 0755"),
    "release with all rights": (lambda f, r: root(f, r).chmod(0o777), ".: 权限是 0777，应为 0755"),
    "empty folder": (lambda f, r: (root(f, r) / "p1/empty").mkdir(mode=0o755), "p1/empty/: 空文件夹"),
    "time": (lambda f, r: os.utime(root(f, r) / "p1/index.html"), "p1/index.html: 时间被改过"),
    "a link in it": (lambda f, r: (root(f, r) / "p1/x.html").symlink_to("/etc/passwd"), "p1/x.html: 只接受普通文件"),
    "a pipe in it": (lambda f, r: os.mkfifo(root(f, r) / "p1/pipe"), "p1/pipe: 只接受普通文件"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["incoming", "releases", "manifests", "lock", "current"])
def test_p19_a_folder_of_somebody_else_is_no_place(tmp_path, place, name):
    """Many programs have folders of these names."""
    theirs = tmp_path / "dest" / name / "letter"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("x")
    build(tmp_path / "one", 1)
    with pytest.raises(Refused, match=f"{name} 不是发布建的，没有动"):
        publish(tmp_path / "one", place)
    assert list((tmp_path / "dest").rglob("*")) == [theirs.parent, theirs]


def test_p19_what_others_put_into_a_place_is_named_and_stays(tmp_path, place, monkeypatch):
    build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    theirs = Path(place.path) / "incoming/theirs"
    theirs.mkdir()
    monkeypatch.setattr(far, "ABANDONED", -1)
    far.run(place.path, "prune", "0")
    with pytest.raises(Refused, match="incoming/theirs: 不是上传的版本"):
        place.ask("verify")
    (Path(place.path) / "current").unlink()
    (Path(place.path) / "current").write_text("x")
    build(tmp_path / "two", 2)
    with pytest.raises(Refused, match="没有替换"):
        publish(tmp_path / "two", place)
    assert theirs.is_dir() and (Path(place.path) / "current").read_text() == "x"


def root(folder, release):
    return folder / "releases" / release


def relink(link, to):
    link.unlink()
    link.symlink_to(to)


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A place that was published to, where nothing is amiss; and its release."""
    folder = tmp_path_factory.mktemp("sound")
    one = build(folder / "one", 1)
    publish(folder / "one", Destination.parse(str(folder / "dest")))
    return folder / "dest", one.id


def test_verify_finds_nothing_amiss_in_a_copy(tmp_path, sound):
    shutil.copytree(sound[0], tmp_path / "dest", symlinks=True)
    assert Destination.parse(str(tmp_path / "dest")).ask("verify") == {"verified": [sound[1]], "live": sound[1]}


@pytest.mark.parametrize("what", AMISS)
def test_p17_verify_names_what_is_amiss(tmp_path, place, sound, what):
    shutil.copytree(sound[0], place.path, symlinks=True)
    act, said = AMISS[what]
    act(Path(place.path), sound[1])
    with pytest.raises(Refused) as refused:
        place.ask("verify")
    assert said in str(refused.value) and len(str(refused.value).splitlines()) <= 3


def modes(folder):
    return {p.stat().st_mode & 0o7777 for p in folder.rglob("*") if p.is_dir() and not p.is_symlink()}, {
        p.stat().st_mode & 0o7777 for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_p18_modes_whatever_the_umask(tmp_path, mask):
    before = os.umask(0o022)
    build(tmp_path / "one", 1)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    shutil.copy(beside(tmp_path / "one"), beside(tmp_path / "two"))
    for path in (tmp_path / "two").rglob("index.html"):
        path.chmod(0o600)
    place = Destination.parse(str(tmp_path / "dest"))
    os.umask(mask)
    try:
        publish(tmp_path / "two", place)
    finally:
        os.umask(before)
    assert modes(tmp_path / "dest") == ({0o755}, {0o644}) and (tmp_path / "dest").stat().st_mode & 0o777 == 0o755
    place.ask("verify")


SOON = pytest.param(int(time.time()) + 5 * 86400, id="soon")


@pytest.mark.parametrize("sequence", [0, -1, 10**8, 2**40, 10**18, 10**400, SOON])
def test_p20_an_absurd_sequence(tmp_path, place, sequence):
    one = build(tmp_path / "one", 1)
    send(tmp_path / "one", one, place)
    sent = Path(place.path) / "incoming" / (one.id + ".json")
    value = json.loads(sent.read_text("utf-8"))
    sent.write_text(json.dumps(value | {"sequence": sequence}), "utf-8")
    with pytest.raises(Refused, match="清单"):
        place.ask("activate", one.id)
    with contextlib.suppress(OverflowError, OSError, ValueError):
        other = far.named(sequence, value["files"])
        if far.ID.fullmatch(other):
            sent.with_name(other + ".json").write_text(json.dumps(value | {"sequence": sequence, "id": other}), "utf-8")
            sent.with_name(one.id).rename(sent.with_name(other))
            with pytest.raises(Refused, match="校对两边的时钟"):
                place.ask("activate", other)
    assert not (Path(place.path) / "current").exists()


@pytest.mark.parametrize("files", [{}, {"a.html": "0" * 64}])
def test_p20_an_empty_manifest(tmp_path, place, files):
    sequence = 1_700_000_000
    id = far.named(sequence, files)
    place.ask("prepare", id, "internal")
    manifest = {"id": id, "sequence": sequence, "audience": "internal", "files": files, "gone": []}
    (Path(place.path) / "incoming" / (id + ".json")).write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(Refused, match="清单不对"):
        place.ask("activate", id)
    assert not (Path(place.path) / "current").exists()


@pytest.mark.parametrize("asked", [["verify"], ["releases"], ["rollback"], ["purge", "20220110-080000-0123456789ab"]])
def test_a_place_that_was_never_published_to_is_named_and_not_made(tmp_path, asked):
    with pytest.raises(Refused, match="没有发布过"):
        Destination.parse(str(tmp_path / "mistyped")).ask(*asked)
    assert not any(tmp_path.iterdir())


def test_what_is_no_id_is_no_release(tmp_path, place):
    publish_one = build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    for verb in ("rollback", "verify", "purge"):
        with pytest.raises(Refused, match="没有这个版本：../.."):
            place.ask(verb, "../..")
    assert place.ask("verify")["live"] == publish_one.id
