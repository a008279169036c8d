"""After any edits, an incremental build gives what a cold one gives, byte for byte; whatever befell what is kept.

`INCREMENT_EDITS=500 pytest tests/test_increment.py -k random -m slow` makes a long run of them.
"""

import errno
import os
import random
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from jinja2 import UndefinedError

from projects import few_terms, small
from review.cli import main
from review.keep.compiled import CompiledTemplates
from review.keep.folder import Folder
from review.publish.build import Failed, build
from review.publish.last import Last, Site
from review.publish.manifest import beside, read_manifest
from review.publish.output import outputs
from review.publish.place import Destination
from review.publish.release import publish
from review.relate.earlier import MadeEntries
from review.show.forms.templates import environment
from review.spread import here
from test_pictures import SOUND

ROOT = Path(__file__).parents[1]
EDITS = int(os.environ.get("INCREMENT_EDITS", "0"))
SENTENCES = ("学得不够系统。", "一是走访群众少。去年只去过两次。", "二是创新不足。", "三是怕担责。")
STATES = ("未启动", "推进中", "已完成")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A small site, and the current folder."""
    home = small(tmp_path_factory.mktemp("site"))
    here = Path.cwd()
    os.chdir(home)
    yield home
    os.chdir(here)


@pytest.fixture
def library(project, tmp_path):
    return few(tmp_path / "library")


def few(root):
    """Some materials of one campaign, and few terms."""
    (root / "materials").mkdir(parents=True)
    (root / "vocabulary").mkdir()
    types = few_terms(root / "vocabulary")
    texts = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "materials/2021").glob("*.md"))}
    sound = [name for name, text in texts.items() if set(re.findall(r"type: ([a-z-]+)", text)) <= types]
    for name in sound[:6]:
        (root / "materials" / name).write_text(texts[name], "utf-8")
    return root


def two_years(root):
    """The same posts in a year after that: so what they name again, and their years side by side, change with edits."""
    few(root)
    held = root / "vocabulary/campaigns.yml"
    first = held.read_text("utf-8")
    held.write_text(first + first.replace("2021-", "2022-").replace("year: 2021", "year: 2022"), "utf-8")
    (root / "materials/次年").mkdir()
    for number, path in enumerate(sorted((root / "materials").glob("*.md"))):
        head, fence, body = path.read_text("utf-8").rpartition("\n---\n")
        for old, new in (("campaign: 2021-", "campaign: 2022-"), ("date: 2022-", "date: 2023-")):
            head = head.replace(old, new)
        if number % 2:
            body = body.replace("学习", "学习和实践", 1)
        (root / "materials/次年" / path.name).write_text(head + fence + body, "utf-8")
    return root


@pytest.mark.slow
def test_word_files_come_with_their_materials_and_go_with_the_setting(library, tmp_path, monkeypatch):
    """Only those of the audience, each made anew when it alone is edited, and as a cold build makes them."""
    names = sorted(path.stem for path in (library / "materials").glob("*.md"))
    first, hidden = library / f"materials/{names[0]}.md", library / f"materials/{names[1]}.md"
    hidden.write_text(hidden.read_text("utf-8").replace("visibility: internal", "visibility: restricted"), "utf-8")
    out, leads = tmp_path / "site", f'href="../../word/{quote(names[0])}.docx"'

    def words(files):
        return {path: data for path, data in files.items() if path.startswith("word/")}

    monkeypatch.setenv("REVIEW_WORD", "true")
    before = built(library, out)
    assert sorted(words(before)) == [f"word/{name}.docx" for name in names if name != names[1]]
    assert words(before).keys() <= read_manifest(out).files.keys()
    assert leads in before[f"materials/{names[0]}/index.html"].decode()
    first.write_text(first.read_text("utf-8") + "\n补一句。\n", "utf-8")
    (library / f"materials/{names[2]}.md").unlink()
    after = built(library, out)
    assert differing(words(before), words(after)) == [f"word/{name}.docx" for name in (names[0], names[2])]
    assert differing(after, built(library, tmp_path / "cold", "all")) == []
    monkeypatch.delenv("REVIEW_WORD")
    assert not words(built(library, out))


@pytest.mark.slow
def test_of_a_library_that_is_what_it_was_no_entry_is_looked_at(library, tmp_path, monkeypatch):
    """But for those that a file shows which is gone: that is made again, with or without an edit beside."""
    out, first = tmp_path / "site", min((library / "materials").glob("*.md"))
    before = built(library, out)
    with monkeypatch.context() as nothing:
        nothing.setattr(MadeEntries, "some", None)
        assert differing(before, built(library, out)) == []
    for gone in ("statistics/index.html", "search/data/entry.json", "campaigns/2021-dangshi/index.html"):
        (out / gone).unlink()
        assert differing(before, built(library, out)) == []
    first.write_text(first.read_text("utf-8") + "\n补一句。\n", "utf-8")
    (out / "units/index.html").unlink()
    assert differing(built(library, out), built(library, tmp_path / "cold", "all")) == []


def built(root, out, again=""):
    """The files of the site, or why there is none."""
    try:
        build(root, "internal", out, again=again, spread=here)
    except Failed as failed:
        return failed.lines
    return files(out)


def files(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def differing(one, other):
    """What two sites differ in, for a message that can be read."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        return [] if one == other else [one if isinstance(one, tuple) else "built", other]
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


class Editor:
    """Makes random edits of a library."""

    def __init__(self, root, seed):
        self.root, self.random = root, random.Random(seed)

    def edit(self):
        """One edit; what it was."""
        often = (self.body, self.body, self.title, self.new, self.delete, self.rename, self.ledger, self.field)
        seldom = (self.year, self.post, self.terms, self.moved, self.picture, self.day, self.docs)
        kind = self.random.choice((*often, *seldom))
        kind()
        return kind.__name__

    def any(self):
        return self.random.choice(sorted((self.root / "materials").rglob("*.md")))

    def change(self, path, old, new):
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")

    def body(self):
        path = self.any()
        head, fence, body = path.read_text("utf-8").rpartition("\n---\n")
        lines = body.split("\n")
        at = self.random.randrange(len(lines))
        lines[at] = "" if self.random.random() < 0.3 else lines[at] + self.random.choice(SENTENCES)
        path.write_text(head + fence + "\n".join(lines), "utf-8")

    def title(self):
        path = self.any()
        title = next(line for line in path.read_text("utf-8").split("\n") if line.startswith("title:"))
        self.change(path, title, f"title: 对照检查材料之{self.random.randrange(9)}")

    def new(self):
        path = self.any()
        shutil.copy(path, path.with_name(f"新{self.random.randrange(10**6)}.md"))

    def delete(self):
        if len(sorted((self.root / "materials").rglob("*.md"))) > 4:
            self.any().unlink()

    def rename(self):
        path = self.any()
        place = self.root / "materials" / self.random.choice(("", "甲", "乙")) / f"改{self.random.randrange(10**6)}.md"
        place.parent.mkdir(exist_ok=True)
        path.rename(place)
        if self.random.random() < 0.5:
            old, new = (p.relative_to(self.root).as_posix().removesuffix(".md") for p in (path, place))
            moved = self.root / "moved.yml"
            said = moved.read_text("utf-8") if moved.exists() else ""
            moved.write_text(f"{said}{old}: {new}\n", "utf-8")

    def ledger(self):
        path = self.any()
        text = path.read_text("utf-8")
        for state in STATES:
            if f"status: {state}" in text:
                self.change(path, f"status: {state}", f"status: {self.random.choice(STATES)}")
                return
        due = self.random.choice(("2022-06-30", "2026-12-31"))
        if "\nmeasures:" not in text:
            self.change(path, "\n---\n", f"\nmeasures: {{1: {{owner: 办公室, due: {due}, status: 推进中}}}}\n---\n")

    def field(self):
        path = self.any()
        hidden = "visibility: restricted" in path.read_text("utf-8")
        words = ("restricted", "internal") if hidden else ("internal", "restricted")
        self.change(path, *(f"visibility: {word}" for word in words))

    def year(self):
        """A material of one year is one of the other."""
        path = self.any()
        now = re.search("campaign: (20..)-", path.read_text("utf-8"))[1]
        self.change(path, f"campaign: {now}-", f"campaign: {4043 - int(now)}-")

    def post(self):
        """Another speaks, or the same by another name."""
        path, other = self.any(), self.any()
        own, new = (re.search("author: .*|kind: .*", one.read_text("utf-8"))[0] for one in (path, other))
        if own.startswith("author") and new.startswith("author"):
            self.change(path, own, new)

    def terms(self):
        """A word more for a type."""
        self.change(self.root / "vocabulary/problems.yml", "words:\n", f"words:\n  - 词{self.random.randrange(99)}\n")

    def moved(self):
        moved = self.root / "moved.yml"
        if moved.exists() and self.random.random() < 0.5:
            moved.unlink()
        else:
            said = moved.read_text("utf-8") if moved.exists() else ""
            moved.write_text(f"{said}materials/旧{self.random.randrange(99)}: 无\n", "utf-8")

    def picture(self):
        path = self.any()
        place = self.root / "pictures" / path.relative_to(self.root / "materials").with_suffix("") / "图1.png"
        if place.exists():
            place.unlink()
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(SOUND["png"])
        path.write_text(path.read_text("utf-8").rstrip() + "\n\n〔图1〕\n", "utf-8")

    def day(self):
        os.environ["SOURCE_DATE_EPOCH"] = str(1_650_000_000 + 86_400 * self.random.randrange(400))

    def docs(self):
        path = Path.cwd() / "docs/guide/index.md"
        path.write_text(path.read_text("utf-8") + self.random.choice(SENTENCES) + "\n", "utf-8")


def random_edits(library, tmp_path, count, seed, every):
    """Make `count` edits with a build after each, and hold every `every`th to a cold one."""
    editor, done = Editor(library, seed), []
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "1650000000"
    try:
        assert isinstance(built(library, tmp_path / "site"), dict)
        for number in range(1, count + 1):
            saved = shutil.copytree(library, tmp_path / "saved", dirs_exist_ok=True)
            done.append(editor.edit())
            found = built(library, tmp_path / "site")
            if number % every == 0 or isinstance(found, tuple):
                cold = built(library, tmp_path / "cold", "all")
                assert not differing(found, cold), (seed, number, done[-every:], differing(found, cold)[:5])
            if isinstance(found, tuple):  # a library that has errors is put right again
                shutil.rmtree(library)
                shutil.copytree(saved, library)
                done[-1] += " (refused)"
            shutil.rmtree(tmp_path / "saved")
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH")
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
    return done


def test_random_edits_give_what_a_cold_build_gives(project, tmp_path):
    random_edits(two_years(tmp_path / "library"), tmp_path, 4, 7, 2)


@pytest.mark.slow
@pytest.mark.skipif(not EDITS, reason="INCREMENT_EDITS says how many edits")
def test_many_random_edits(project, tmp_path):
    done = random_edits(two_years(tmp_path / "library"), tmp_path, EDITS, EDITS, 4)
    print({kind: done.count(kind) for kind in sorted(set(done))})


# ---- what may befall what is kept ------------------------------------------------------------------------


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
