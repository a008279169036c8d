"""Releases: each fault of publishing leaves the live site whole. Real rsync and processes. Named after FAULTS ids."""

import ast
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from publishing import FAR, build, send, shown
from review.publish import far
from review.publish.far import Refused
from review.publish.manifest import beside, make_manifest, write_manifest
from review.publish.place import Destination
from review.publish.release import publish


def test_publish_and_publish_again(tmp_path):
    """The far side is a process of its own, as over ssh (test_publish_ssh.py); elsewhere it answers in this one."""
    place = Destination.parse(str(tmp_path / "dest"))
    first = build(tmp_path / "site", 1)
    assert publish(tmp_path / "site", place)["live"] == first.id
    assert "甲" in shown(place)
    assert publish(tmp_path / "site", place) == {"live": first.id, "before": first.id, "probed": 0}
    assert [row["id"] for row in place.ask("releases")["releases"]] == [first.id]


def test_only_what_was_built_is_published(tmp_path, place):
    build(tmp_path / "site", 1)
    (tmp_path / "site" / "notes.html").write_text("x")
    with pytest.raises(Refused, match="notes.html: 清单中没有这个文件"):
        publish(tmp_path / "site", place)
    beside(tmp_path / "site").unlink()
    with pytest.raises(Refused, match="没有构建清单"):
        publish(tmp_path / "site", place)
    assert not (Path(place.path) / "current").exists()


def test_p1_killed_upload(tmp_path, place):
    build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    two = build(tmp_path / "two", 2, "乙", pages=400, size=9000)
    place.ask("prepare", two.id, "internal")
    target = Path(place.path) / "incoming" / two.id
    upload = subprocess.Popen(["rsync", "-rtcO", "--bwlimit=2000", f"{tmp_path / 'two'}/", f"{target}/"])
    while len(list(target.rglob("index.html"))) < 100:
        time.sleep(0.02)
    upload.send_signal(signal.SIGKILL)
    upload.wait()
    shutil.copy(beside(tmp_path / "two"), target.with_name(two.id + ".json"))
    with pytest.raises(Refused, match="文件缺失|内容与清单不符"):
        place.ask("activate", two.id)
    assert "甲" in shown(place)
    assert publish(tmp_path / "two", place)["live"] == two.id
    assert "乙" in shown(place)


def test_p2_full_disk(tmp_path, place, small):
    build(tmp_path / "one", 1)
    first = publish(tmp_path / "one", place)["live"]
    build(tmp_path / "two", 2, "乙", pages=100, size=9000)
    with pytest.raises(Refused, match="上传失败（rsync 11）"):
        publish(tmp_path / "two", place)
    assert "甲" in shown(place)
    assert place.ask("verify")["verified"] == [first]


def test_p2_disk_full_after_the_upload(tmp_path, place, small):
    build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    two = build(tmp_path / "two", 2, "乙")
    send(tmp_path / "two", two, place)
    state = (small / "state.json").read_text("utf-8")
    with contextlib.suppress(OSError), (small / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 512)
    with pytest.raises(Refused, match="No space left"):
        place.ask("activate", two.id)
    assert "甲" in shown(place) and (small / "state.json").read_text("utf-8") == state
    (small / "filler").unlink()
    assert publish(tmp_path / "two", place)["live"] == two.id and "乙" in shown(place)


def test_p4_two_at_once(tmp_path, place, monkeypatch):
    one = build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    monkeypatch.setattr(far, "WAIT", 0.2)
    with far.Place(place.path), pytest.raises(far.Locked, match="另一次发布正在进行"):
        far.run(place.path, "activate", one.id)
    racers = [subprocess.Popen([sys.executable, FAR, place.path, "rollback", one.id], stdout=-1) for _ in range(6)]
    codes = {racer.wait() for racer in racers}
    assert 0 in codes and codes <= {0, 3}


def test_which_releases_there_are_is_told_without_a_lock_and_without_writing(tmp_path, place, monkeypatch):
    """Who may only read the place can ask; another publication at work is no hindrance."""
    one = build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    monkeypatch.setattr(far, "WAIT", 0)
    folder = Path(place.path)
    with far.Place(place.path):
        before = {path: path.lstat().st_ctime_ns for path in (folder, *folder.iterdir())}
        assert [row["id"] for row in far.run(place.path, "releases")["releases"]] == [one.id]
        assert {path: path.lstat().st_ctime_ns for path in (folder, *folder.iterdir())} == before


def test_p5_older_pipeline_finishes_last(tmp_path, place):
    build(tmp_path / "old", 1)
    new = build(tmp_path / "new", 2, "乙")
    publish(tmp_path / "new", place)
    with pytest.raises(Refused, match="旧，未发布"):
        publish(tmp_path / "old", place)
    assert place.ask("releases")["releases"][0]["id"] == new.id and "乙" in shown(place)


@pytest.fixture
def small(place):
    """The place on a disk of 400 KB."""
    folder = Path(place.path)
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("needs the right to mount a small tmpfs")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.mark.parametrize("fault", ["flipped", "extra", "missing", "link"])
def test_p6_upload_differs_from_its_manifest(tmp_path, place, fault):
    one = build(tmp_path / "one", 1)
    send(tmp_path / "one", one, place)
    page = Path(place.path) / "incoming" / one.id / "p3" / "index.html"
    if fault == "flipped":
        page.write_text(page.read_text("utf-8").replace("甲", "乙"), "utf-8")
    elif fault == "extra":
        page.with_name("index.html.gz").write_bytes(b"old")
    else:
        page.unlink()
    if fault == "link":
        page.symlink_to("/etc/hostname")
    with pytest.raises(Refused, match=r"p3/index\.html"):
        place.ask("activate", one.id)
    assert not (Path(place.path) / "current").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest | {"files": manifest["files"] | {"../../../etc/passwd": "0" * 64}},
        lambda manifest: manifest | {"files": list(manifest["files"])},
        lambda manifest: manifest | {"files": {"index.html": None}},
        lambda manifest: manifest | {"sequence": "9" * 9},
        lambda manifest: manifest | {"audience": "everybody"},
        lambda manifest: manifest | {"id": "20240101-000000-000000000000"},
        lambda manifest: {},
        lambda manifest: [[]],
    ],
)
def test_p6_a_manifest_that_is_none(tmp_path, place, change):
    one = build(tmp_path / "one", 1)
    send(tmp_path / "one", one, place)
    sent = Path(place.path) / "incoming" / (one.id + ".json")
    sent.write_text(json.dumps(change(json.loads(sent.read_text("utf-8")))), "utf-8")
    with pytest.raises(Refused, match="清单不对|passwd: 文件缺失"):
        place.ask("activate", one.id)
    assert not (Path(place.path) / "current").exists()


@pytest.mark.parametrize("text", ["[" * 100_000, " " * (far.LARGEST + 1), "{"])
def test_p6_a_manifest_that_cannot_be_read(tmp_path, place, text):
    one = build(tmp_path / "one", 1)
    send(tmp_path / "one", one, place)
    (Path(place.path) / "incoming" / (one.id + ".json")).write_text(text)
    with pytest.raises(Refused, match="清单"):
        place.ask("activate", one.id)


@pytest.mark.parametrize("name", ["{id}", "{id}.json"])
def test_p6_an_upload_that_is_a_link(tmp_path, place, name):
    """A release that is a link would be checked once, and served as whatever it then leads to."""
    one = build(tmp_path / "one", 1)
    send(tmp_path / "one", one, place)
    link = Path(place.path) / "incoming" / name.format(id=one.id)
    link.rename(tmp_path / "elsewhere")
    link.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Refused, match="上传不完整"):
        place.ask("activate", one.id)
    assert publish(tmp_path / "one", place)["live"] == one.id
    assert not (Path(place.path) / "releases" / one.id).is_symlink()


def test_p7_same_size_same_time(tmp_path, place):
    build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    build(tmp_path / "two", 2, "乙")
    live = Path(place.path) / "current" / "p1" / "index.html"
    before = live.stat()
    os.utime(tmp_path / "two" / "p1" / "index.html", (before.st_atime, before.st_mtime))
    publish(tmp_path / "two", place)
    after = live.stat()
    assert after.st_size == before.st_size and "乙" in shown(place, "p1/index.html")
    assert after.st_mtime != before.st_mtime


def test_p8_fewer_pages(tmp_path, place):
    build(tmp_path / "one", 1, pages=10)
    publish(tmp_path / "one", place)
    build(tmp_path / "two", 2, "乙", pages=7)
    with pytest.raises(Refused, match="由 10 个减到 7 个"):
        publish(tmp_path / "two", place)
    assert "甲" in shown(place)
    publish(tmp_path / "two", place, shrink=True)
    assert "乙" in shown(place)


def test_p8_an_address_gone(tmp_path, place):
    build(tmp_path / "one", 1, pages=10)
    publish(tmp_path / "one", place)
    build(tmp_path / "two", 2, "乙", pages=9)
    with pytest.raises(Refused, match=r"不再存在.*\np9/index.html$"):
        publish(tmp_path / "two", place)
    said = make_manifest(tmp_path / "two", "internal", 1_700_000_002, gone=("p9/index.html",))
    write_manifest(tmp_path / "two", said)
    assert publish(tmp_path / "two", place)["live"] == said.id


LASTING = (
    "materials/2024/甲", "materials/甲", "units/a", "headings/a", "problems/a", "themes/a", "quality", "guide/publish",
    "手册/甲/乙",
)  # fmt: skip
PASSING = (
    "quality/trade-no-previous/g59", "quality/ordinal-gap", "compare/2024/甲", "themes/a/causes/g2", "units/a/g2",
    "headings/a/2021", "campaigns/a/average", "copies/g2", "changes/2025-11", "ledger/a",
)  # fmt: skip


def test_only_an_address_that_people_give_on_has_to_last(tmp_path, place):
    def site(sequence, word, *paths):
        build(tmp_path / word, sequence, word, pages=99)
        for path in paths:
            (tmp_path / word / path).mkdir(parents=True)
            (tmp_path / word / path / "index.html").write_text(word, "utf-8")
        write_manifest(tmp_path / word, make_manifest(tmp_path / word, "internal", 1_700_000_000 + sequence))
        return tmp_path / word

    publish(site(1, "甲", *LASTING, *PASSING[:5]), place)
    publish(site(2, "乙", *LASTING, *PASSING[5:]), place)
    assert "乙" in shown(place)
    with pytest.raises(Refused, match="不再存在") as refused:
        publish(site(3, "丙"), place)
    assert set(re.findall("^.*/index.html$", str(refused.value), re.MULTILINE)) == {f"{x}/index.html" for x in LASTING}
    publish(site(4, "丁", *LASTING), place)
    assert "丁" in shown(place)


def test_p9_rollback_and_what_follows(tmp_path, place):
    ids = []
    for n, word in enumerate("甲乙丙"):
        ids.append(build(tmp_path / word, n, word).id)
        publish(tmp_path / word, place)
    assert place.ask("rollback")["live"] == ids[1] and "乙" in shown(place)
    assert place.ask("rollback", ids[0])["live"] == ids[0] and "甲" in shown(place)
    place.ask("rollback", ids[2])
    place.ask("rollback", ids[1])
    with pytest.raises(Refused, match="已被回退"):
        publish(tmp_path / "丙", place)
    assert publish(tmp_path / "丙", place, again=True)["live"] == ids[2]
    with pytest.raises(Refused, match="没有这个版本"):
        place.ask("rollback", "20200101-000000-000000000000")


def test_p10_prune(tmp_path, place, monkeypatch):
    for n in range(6):
        build(tmp_path / "site", n, "字" * (n + 1))
        publish(tmp_path / "site", place, keep=9)
    for n in range(20):
        place.ask("prepare", f"20240101-0000{n:02d}-{'a' * 12}", "internal")
    monkeypatch.setattr(far, "ABANDONED", -1)
    with far.Place(place.path) as there:
        kept = far.prune(there, 2)["kept"]
    assert len(kept) == 4 and not list((Path(place.path) / "incoming").iterdir())
    assert place.ask("verify")["verified"] == sorted(kept)
    assert sorted(p.name for p in (Path(place.path) / "releases").iterdir()) == sorted(kept)
    assert place.ask("rollback")["live"] in kept


def test_p11_edit_on_the_server(tmp_path, place):
    one = build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    two = build(tmp_path / "two", 2)
    (tmp_path / "two" / "p1" / "index.html").write_text("乙", "utf-8")
    two = make_manifest(tmp_path / "two", "internal", 1_700_000_002)
    write_manifest(tmp_path / "two", two)
    publish(tmp_path / "two", place)
    page = Path(place.path) / "current" / "p2" / "index.html"
    assert page.stat().st_nlink == 2, "unchanged files are shared between releases"
    page.write_text("<p>改 2</p>", "utf-8")
    with pytest.raises(Refused) as refused:
        place.ask("verify")
    assert str(refused.value).splitlines() == [f"{x.id}: p2/index.html: 内容与清单不符" for x in (one, two)]


def test_p13_crash_between_rename_and_switch(tmp_path, place, monkeypatch):
    build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    two = build(tmp_path / "two", 2, "乙")
    send(tmp_path / "two", two, place)

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt), far.Place(place.path) as there:
        patch.setattr(far.Place, "switch", crash)
        far.activate(there, two.id)
    assert "甲" in shown(place)
    assert publish(tmp_path / "two", place)["live"] == two.id and "乙" in shown(place)


def test_v6_purge_removes_a_leak(tmp_path, place):
    leak = build(tmp_path / "one", 1, "机")
    publish(tmp_path / "one", place)
    with pytest.raises(Refused, match="正在线上"):
        place.ask("purge", leak.id)
    build(tmp_path / "two", 2, "乙")
    publish(tmp_path / "two", place)
    place.ask("purge", leak.id)
    assert b"\xe6\x9c\xba" not in b"".join(p.read_bytes() for p in Path(place.path).rglob("*") if p.is_file())
    with pytest.raises(Refused, match="没有可以回退的版本"):
        place.ask("rollback")


def test_one_audience_a_place(tmp_path, place):
    build(tmp_path / "one", 1)
    publish(tmp_path / "one", place)
    build(tmp_path / "two", 2, "乙", audience="staff")
    with pytest.raises(Refused, match="只发布 internal 版"):
        publish(tmp_path / "two", place)
    assert "甲" in shown(place)


def test_the_far_side_runs_on_an_old_python():
    """The server may be older than the builder: the syntax of Python 3.8, and none of the names that came later."""
    tree = ast.parse(FAR.read_text("utf-8"), feature_version=(3, 8))
    later = {"removeprefix", "removesuffix", "is_relative_to", "with_stem", "hardlink_to", "bit_count"}
    assert not later & {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module.partition(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_words_that_are_no_words(place):
    for words in (["activate", "../../etc"], ["sh"], ["purge", ""], ["purge"], ["rollback", "x"], ["live", "7"], []):
        done = subprocess.run([sys.executable, FAR, place.path, *words], capture_output=True)
        assert done.returncode == 1 and "refused" in json.loads(done.stdout)
