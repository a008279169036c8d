"""Whatever befell what is kept of a build, or a build itself: the next one gives what a cold one gives."""

import errno
import os
import shutil
import subprocess
import sys
import threading

import pytest
from click.testing import CliRunner
from jinja2 import UndefinedError

from increments import built, differing, few, files, library, project
from review.cli import main
from review.keep.compiled import CompiledTemplates
from review.keep.folder import Folder
from review.publish.build import build
from review.publish.last import Last, Site
from review.publish.manifest import beside
from review.publish.output import outputs
from review.publish.place import Destination
from review.publish.release import publish
from review.show.forms.templates import environment
from review.spread import here

__all__ = ["library", "project"]


@pytest.fixture(scope="module")
def cold(project, tmp_path_factory):
    """A folder with a library, and the files that a cold build gives of it before an edit and after it.

    What it gives after it stays in the folder `cold`, the materials before it in `materials`.
    """
    folder = tmp_path_factory.mktemp("twice")
    library = few(folder / "library")
    before = built(library, folder / "cold", "all")
    shutil.copytree(library / "materials", folder / "materials")
    edit(library)
    return folder, before, built(library, folder / "cold", "all")


def edit(library):
    first = sorted((library / "materials").iterdir())[0]
    first.write_text(first.read_text("utf-8") + "\n四是落实不够。回头看少。\n", "utf-8")


@pytest.fixture
def twice(cold):
    """A site that is built, an edit, and what a cold build then gives."""
    folder, before, after = cold
    library, site = folder / "library", folder / "site"
    shutil.rmtree(library / "materials")
    shutil.copytree(folder / "materials", library / "materials")
    found = built(library, site)  # on what the test before left, unless that failed
    assert not differing(found if found == before else built(library, site, "all"), before)
    edit(library)
    return library, site, after


def states(project):
    return [path for path in (project / ".cache/built").iterdir() if not path.name.startswith(".")]


def test_of_what_was_taken_over_all_is_judged_again_that_leads_to_what_is_gone(tmp_path):
    pages = {"index.html": "<p>甲</p>", "a/index.html": '<a href="../b/#x">乙</a>', "b/index.html": '<p id="x">乙</p>',
             "c/index.html": '<a href="../b/">乙</a>', "d/index.html": '<a href="../a/">甲</a>'}  # fmt: skip

    def said(before, now):
        (tmp_path / str(len(now))).mkdir(exist_ok=True)
        site = Site(tmp_path / "old", tmp_path / str(len(now)), before)
        for path, text in now.items():
            if not site.take(path, text):
                page = f"<!doctype html><html lang=zh><title>题</title>{text}</html>".encode()
                site.add(path, text, *outputs(path, page, site.reader, {}))
        return [line.partition(":")[0] for line in site.faults((), "", ())], site

    (tmp_path / "old").mkdir()
    none, site = said(Last(), pages)
    assert none == []
    (tmp_path / str(len(pages))).rename(tmp_path / "old2")
    (tmp_path / "old").rmdir()
    (tmp_path / "old2").rename(tmp_path / "old")
    last = site.finished()
    assert said(last, {**pages, "b/index.html": "<p>乙</p>"})[0] == ["a/index.html"]
    fewer = {path: text for path, text in pages.items() if path[0] != "b"}
    assert said(last, fewer)[0] == ["a/index.html", "c/index.html"]
    assert said(last, {**pages, "index.html": "<p>乙</p>"})[0] == []


def test_a_damaged_state_means_that_all_is_made_anew(project, twice):
    library, site, cold = twice
    for damage in ("cut", "garbage", "another version", "folder", "gone"):
        for state in states(project):
            data = state.read_bytes()
            state.unlink()
            if damage == "folder":
                state.mkdir()
            elif damage == "another version":
                Folder(state.parent).put(state.name, b"0" * 40 + data[56:])
            elif damage != "gone":
                state.write_bytes(data[:-1000] if damage == "cut" else b"x" * 99)
        assert not differing(built(library, site), cold), damage
        for state in states(project):
            if state.is_dir():
                state.rmdir()


def compiled(template):
    """A template's code as it is kept."""
    env = environment()
    source, file, _ = env.loader.get_source(env, template)
    return CompiledTemplates().get_bucket(env, template, file, source)


def test_a_cold_build_takes_nothing_of_what_is_kept_however_whole_it_looks(project, twice):
    """A template compiled from another source is taken by a build that makes the pages anew, and not by a cold one."""
    library, site, cold = twice
    environment.cache_clear()
    assert not differing(built(library, site, "all"), cold)
    one, other = map(compiled, ("problem.html.jinja", "theme.html.jinja"))
    one.code = other.code
    CompiledTemplates().set_bucket(one)
    environment.cache_clear()
    with pytest.raises(UndefinedError):
        built(library, site, "pages")
    environment.cache_clear()
    assert not differing(built(library, site, "all"), cold)


@pytest.mark.parametrize("damage", ["cut", "garbage", "gone"])
def test_what_files_of_a_site_say_is_read_from_them_where_it_is_not_kept(project, twice, damage):
    library, site, cold = twice
    page = site / "units/index.html"
    before = page.stat().st_ino
    for pack in (path for path in states(project) if "-" in path.name):
        data = pack.read_bytes()
        pack.unlink()
        if damage != "gone":
            pack.write_bytes(data[: len(data) // 2] if damage == "cut" else b"x" * len(data))
    # What is made anew leads to others, whose places are asked for.
    assert not differing(built(library, site), cold)
    assert page.stat().st_ino == before


def test_what_files_say_that_are_there_no_more_is_not_kept_for_ever(project, twice, monkeypatch):
    library, site, cold = twice
    monkeypatch.setattr("review.publish.last.SPARE", -(10**9))
    (before,) = (path for path in states(project) if "-" in path.name)
    assert not differing(built(library, site), cold)
    (after,) = (path for path in states(project) if "-" in path.name)
    assert after != before
    assert not differing(built(library, site), cold)


def test_what_comes_out_as_it_was_stays_where_it_is_though_all_is_made_anew(twice, monkeypatch):
    library, site, cold = twice
    page, copy = site / "units/index.html", site / "units/index.html.gz"
    before = [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (page, copy)]
    monkeypatch.setattr("review.publish.output.gzipped", lambda path, data: None)  # of what changed, no copy is made
    found = built(library, site, "pages")
    assert [(path.stat().st_ino, path.stat().st_mtime_ns) for path in (page, copy)] == before
    lost = differing(found, cold)
    assert "units/index.html.gz" not in lost and "search/data/entry.json.gz" in lost
    assert all(path.endswith(".gz") for path in lost)
    monkeypatch.undo()
    assert not differing(built(library, site, "all"), cold)


def test_what_was_published_is_taken_over_by_the_next_build(twice, tmp_path):
    library, site, cold = twice
    publish(site, Destination.parse(str(tmp_path / "place")))
    kept = {path: path.stat().st_ino for path in (site / "glossary/index.html", site / "glossary/index.html.gz")}
    assert not differing(built(library, site), cold)
    assert {path: path.stat().st_ino for path in kept} == kept


@pytest.mark.parametrize("again", ["", "pages"])
def test_what_somebody_changed_in_the_site_is_made_anew(twice, again):
    library, site, cold = twice
    pages = sorted(site.rglob("materials/**/index.html"))
    pages[1].write_text("<p>改过</p>", "utf-8")
    pages[2].unlink()
    pages[3].with_name("index.html.gz").unlink()
    same = pages[4].read_bytes()
    pages[4].write_bytes(same[::-1])
    (site / "assets/review.css").unlink()
    for stray in ("旧页/甲/index.html", "assets/x.js"):
        (site / stray).parent.mkdir(parents=True, exist_ok=True)
        (site / stray).write_text("x")
    (site / "空/夹").mkdir(parents=True)
    (site / "ledger/index.html").unlink()
    (site / "ledger/index.html").mkdir()
    (site / "assets/y.js").symlink_to("x.js")
    (site / "404.html").chmod(0o600)
    assert not differing(built(library, site, again), cold)
    assert (site / "404.html").stat().st_mode & 0o777 == 0o644
    assert {path.relative_to(site) for path in site.rglob("*")} == {
        path.relative_to(site.with_name("cold")) for path in site.with_name("cold").rglob("*")
    }


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")], ids=str)
def test_a_build_that_stopped_while_it_put_the_site_in_place_leads_to_a_right_one(twice, monkeypatch, stop):
    library, site, cold = twice
    moved = os.replace

    def killed(old, new):
        moved(old, new)
        if str(new).endswith("index.html"):
            raise stop

    monkeypatch.setattr("review.publish.there.os.replace", killed)
    if isinstance(stop, OSError):
        done = CliRunner().invoke(main, ["build", "--library", str(library), "--out", str(site)])
        assert done.exit_code == 1 and "新旧混杂" in done.output and "原来的网站没有动" not in done.output
    else:
        with pytest.raises(KeyboardInterrupt):
            build(library, "internal", site, spread=here)
    monkeypatch.undo()
    assert not beside(site).exists()
    assert not differing(built(library, site), cold)


def test_a_build_that_was_cut_short_leaves_the_site_and_the_next_is_right(twice):
    library, site, cold = twice
    before = files(site)

    def broken(work, given):
        for one in given:
            yield work(one)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(library, "internal", site, spread=broken)
    assert files(site) == before
    assert not differing(built(library, site), cold)


def test_a_file_changed_during_the_build_is_as_before_or_after_and_then_as_after(twice):
    library, site, _ = twice
    path = sorted((library / "materials").iterdir())[1]

    def meddling(work, given):
        for one in given:
            found = work(one)
            path.write_text(path.read_text("utf-8") + "\n五是盯得不紧。查得少。\n", "utf-8")
            yield found

    build(library, "internal", site, spread=meddling)
    assert not differing(built(library, site), built(library, site.with_name("other"), "all"))


def test_two_builds_at_once_and_a_clock_set_back(twice):
    library, site, cold = twice
    for path in (library / "materials").iterdir():
        os.utime(path, (1_000_000_000, 1_000_000_000))
    both = [threading.Thread(target=built, args=(library, site)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert not differing(files(site), cold)
    assert not differing(built(library, site), cold)


def test_a_full_disk_is_said_and_the_site_stays(project, twice):
    library, site, cold = twice
    before = files(site)
    words = "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    words += "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000)); from review.cli import main; main()"
    command = [sys.executable, "-B", "-c", words, "build", "--library", library, "--out", site]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode == 1 and "原来的网站没有动" in done.stderr and "Traceback" not in done.stderr
    assert files(site) == before
    assert not differing(built(library, site), cold)
