"""After any edits, an incremental build gives what a cold one gives, byte for byte.

`INCREMENT_EDITS=500 pytest tests/test_increment.py -k random -m slow` makes a long run of them.
"""

import os
import random
import re
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from increments import built, differing, library, project, two_years
from review.publish.manifest import read_manifest
from review.relate.earlier import MadeEntries
from test_pictures import SOUND

__all__ = ["library", "project"]


EDITS = int(os.environ.get("INCREMENT_EDITS", "0"))
SENTENCES = ("学得不够系统。", "一是走访群众少。去年只去过两次。", "二是创新不足。", "三是怕担责。")
STATES = ("未启动", "推进中", "已完成")


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
