"""Readings that are kept: the same as a new one, and never of another text, place, note or version."""

from pathlib import Path

from review.model import Note, Position
from review.read.structure.document import read_document
from review.read.structure.kept import key, read_kept

TEXT = "站长个人对照检查材料\n我检查如下。\n一、存在的问题\n一是学得浅。我常跳着读。\n二是走得少。一年去过两次。\n"
NOTE = Note(begins="二是走得少", role="text", at=Position(path="a.md", line=3))


def test_what_is_kept_is_what_is_read(tmp_path: Path) -> None:
    new = read_kept(tmp_path, TEXT, "a.md", 9)
    assert new == read_kept(tmp_path, TEXT, "a.md", 9) == read_document(TEXT, "a.md", 9)
    assert [path.name for path in tmp_path.iterdir()] == [key(TEXT, "a.md", 9)]


def test_anything_else_that_a_reading_depends_on_has_its_own_key() -> None:
    keys = [key(TEXT, "a.md"), key(TEXT + " ", "a.md"), key(TEXT, "b.md")]
    keys += [key(TEXT, "a.md", 2), key(TEXT, "a.md", 1, (NOTE,))]
    assert len(set(keys)) == len(keys)


def test_what_is_kept_is_used_without_reading(tmp_path: Path) -> None:
    """A reading put under the key of another text is given for it."""
    other = read_kept(tmp_path, "另一份\n一、存在的问题\n一是懒。\n", "a.md")
    [kept] = tmp_path.iterdir()
    kept.rename(tmp_path / key(TEXT, "a.md"))
    assert read_kept(tmp_path, TEXT, "a.md") == other


def test_a_broken_one_is_read_anew(tmp_path: Path) -> None:
    for broken in (b"", b"\x80\x05", b"cos\nsystem\n", b"I1\n."):
        (tmp_path / key(TEXT, "a.md")).write_bytes(broken)
        assert len(read_kept(tmp_path, TEXT, "a.md").problems) == 2


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(read_kept(tmp_path / "file" / "below", TEXT, "a.md").problems) == 2
