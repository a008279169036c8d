"""What a build may replace: a folder that is ours or empty, and nothing else. Named after FAULTS ids."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from review.cli import main
from review.publish.build import known_site
from review.publish.folder import NotOurs, mark, replaced
from review.publish.manifest import beside, make_manifest, write_manifest

ROOT = Path(__file__).parents[1]


def tree(folder):
    """Everything below a folder, with what it holds."""
    return {p.relative_to(folder): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def looks_like_a_site(folder):
    """What older builds went by, and more: a manifest beside it that knows all but a letter."""
    (folder / "problems").mkdir(parents=True)
    (folder / "404.html").write_text("x")
    (folder / "index.html").write_text("x")
    write_manifest(folder, make_manifest(folder, "internal", 1_700_000_000))
    (folder / "problems/letter.txt").write_text("x")


THEIRS = {
    "a letter": lambda out: (out.mkdir(), (out / "letter.txt").write_text("x")),
    "a 404 page": lambda out: (out.mkdir(), (out / "404.html").write_text("x")),
    "problems": lambda out: (out / "problems").mkdir(parents=True),
    "like a site": looks_like_a_site,
    "hidden": lambda out: (out / ".git").mkdir(parents=True),
    "the other mark": lambda out: (out.mkdir(), [(out / f".review-{k}").write_text("x") for k in ("x", "sites")]),
    "a mark that is a folder": lambda out: [(out / mark(kind)).mkdir(parents=True) for kind in ("site", "pages")],
    "a mark that is a link": lambda out: (out.mkdir(), [(out / mark(k)).symlink_to("/etc/hostname")
                                                       for k in ("site", "pages")]),
    "a file": lambda out: out.write_text("x"),
    "a pipe": os.mkfifo,
    "a link to nothing": lambda out: out.symlink_to("nowhere"),
    "a link to a letter": lambda out: (out.with_name("home").mkdir(), (out.with_name("home") / "a").write_text("x"),
                                       out.symlink_to("home")),
}  # fmt: skip
COMMANDS = {"site": ("build", "--out"), "pages": ("pages",)}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    """A sound library of one material."""
    root = tmp_path_factory.mktemp("library")
    (root / "materials").mkdir()
    shutil.copy(ROOT / "materials/2021/投资促进局-局长.md", root / "materials")
    return root


@pytest.mark.parametrize("kind", COMMANDS)
@pytest.mark.parametrize("what", THEIRS)
def test_p19_only_what_is_ours_or_empty_is_replaced(tmp_path, library, what, kind):
    """Refused before anything is read, with what to do; nothing is touched."""
    out = tmp_path / "place" / "out"
    out.parent.mkdir()
    THEIRS[what](out)
    before, link = tree(tmp_path), out.is_symlink()
    result = CliRunner().invoke(main, [*COMMANDS[kind], str(out), "--library", str(library)])
    assert result.exit_code == 1 and "没有替换" in result.output and "请换一个文件夹" in result.output
    assert tree(tmp_path) == before and out.is_symlink() == link


@pytest.mark.parametrize("kind", COMMANDS)
def test_p19_whose_a_folder_is_is_known_before_the_library_is_read(tmp_path, kind):
    """A large library takes minutes."""
    (tmp_path / "library/materials").mkdir(parents=True)
    (tmp_path / "library/materials/a.md").write_text("no material")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/letter").write_text("theirs")
    words = [*COMMANDS[kind], str(tmp_path / "out"), "--library", str(tmp_path / "library")]
    result = CliRunner().invoke(main, words)
    assert "没有替换" in result.output and "materials/a.md" not in result.output


@pytest.mark.parametrize("kind", COMMANDS)
def test_p19_sources_are_no_place_for_a_site(tmp_path, kind):
    for out in ("docs/site", "materials"):
        library = tmp_path / "library"
        (library / "materials").mkdir(parents=True, exist_ok=True)
        folder = ROOT / out if out.startswith("docs") else library / out
        result = CliRunner().invoke(main, [*COMMANDS[kind], str(folder), "--library", str(library)])
        assert result.exit_code == 1 and "那里只放原始文件" in result.output
        assert not (ROOT / "docs/site").exists() and (library / "materials").is_dir()


@pytest.mark.parametrize("kind", COMMANDS)
def test_p19_the_root_of_the_disk_is_no_place_for_a_site(tmp_path, kind):
    (tmp_path / "library/materials").mkdir(parents=True)
    result = CliRunner().invoke(main, [*COMMANDS[kind], "/", "--library", str(tmp_path / "library")])
    assert result.exit_code == 1 and "没有替换" in result.output


@pytest.mark.parametrize("kind", COMMANDS)
def test_p19_what_holds_the_sources_is_never_replaced(tmp_path, kind):
    """Whatever mark it carries: a copied site brings its own along."""
    (tmp_path / "library/materials").mkdir(parents=True)
    for out in (tmp_path, tmp_path / "library"):
        (out / mark("pages" if kind == "pages" else "site")).write_text("x")
        result = CliRunner().invoke(main, [*COMMANDS[kind], str(out), "--library", str(tmp_path / "library")])
        assert result.exit_code == 1 and "里有 materials/，没有替换" in result.output
    assert (tmp_path / "library/materials").is_dir()


def test_p19_a_manifest_of_something_else(tmp_path):
    (tmp_path / "site.manifest.json").write_text('{"name": "shop"}')
    result = CliRunner().invoke(main, ["build", "--out", str(tmp_path / "site"), "--library", str(ROOT)])
    assert result.exit_code == 1 and "不是 review 的构建清单，没有替换" in result.output
    assert beside(tmp_path / "site").read_text() == '{"name": "shop"}' and not (tmp_path / "site").exists()


def test_a_site_of_before_the_mark_is_known_by_its_manifest(tmp_path):
    looks_like_a_site(tmp_path / "site")
    assert not known_site(tmp_path / "site")
    shutil.rmtree(tmp_path / "site/problems")
    assert known_site(tmp_path / "site")
    with replaced(tmp_path / "site", "site", known=True) as new:
        (new / "index.html").write_text("new")
    assert not known_site(tmp_path / "site"), "it has its mark"


@pytest.mark.parametrize("before", ["absent", "empty", "ours", "a link to ours"])
def test_what_is_ours_is_replaced(tmp_path, before):
    out = tmp_path / "out"
    if before == "empty":
        out.mkdir()
    elif before != "absent":
        real = tmp_path / "real" if before == "a link to ours" else out
        real.mkdir()
        (real / mark("site")).write_text("x")
        (real / "old.html").write_text("x")
    if before == "a link to ours":
        out.symlink_to("real")
    with replaced(out, "site") as new:
        (new / "index.html").write_text("new")
    assert sorted(p.name for p in out.iterdir()) == [mark("site"), "index.html"]
    assert out.is_symlink() == (before == "a link to ours")
    with replaced(out, "site") as new:
        (new / "index.html").write_text("newer")
    assert (out / "index.html").read_text() == "newer"
    with pytest.raises(NotOurs), replaced(out, "pages"):
        pass


def test_a_failed_build_leaves_all_as_it_was(tmp_path):
    out = tmp_path / "out"
    with replaced(out, "site") as new:
        (new / "index.html").write_text("old")
    with pytest.raises(KeyError), replaced(out, "site") as new:
        (new / "index.html").write_text("new")
        raise KeyError
    with pytest.raises(OSError), replaced(out, "site") as new:
        shutil.rmtree(new)  # so that it cannot take the place of the old one
        new = None
    assert (out / "index.html").read_text() == "old" and [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_p18_modes_of_what_is_built(tmp_path, mask):
    before = os.umask(mask)
    try:
        with replaced(tmp_path / "out", "pages") as new:
            (new / "a").mkdir()
            (new / "a/b.md").write_text("x")
    finally:
        os.umask(before)
    assert {p.stat().st_mode & 0o7777 for p in (tmp_path / "out", *(tmp_path / "out").rglob("*")) if p.is_dir()} == {
        0o755
    }
    assert {p.stat().st_mode & 0o7777 for p in (tmp_path / "out").rglob("*") if p.is_file()} == {0o644}
