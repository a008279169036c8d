"""Pictures of an import: kept beside the library, and known again; a source of which only one changed has changed."""

import zlib

import pytest

from intake_texts import run, snapshot, text_of
from review.read.text.digest import text_digest
from test_pictures import GIF
from word.make import OFFICE, p, parts, save

HIDDEN = '<w:r><w:rPr><w:vanish/></w:rPr><w:t>绝不能见人</w:t></w:r>'
FOLDER = "pictures/2025/财政局-局长"


def dot(grey=128):
    """A PNG of one grey point."""
    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes([0, grey]))) + chunk(b"IEND", b"")


def put(path, *pictures, text=None):
    """A Word file with pictures behind its text."""
    blips = [p(f'<w:r><w:drawing><a:blip r:embed="i{n}"/></w:drawing></w:r>') for n in range(len(pictures))]
    links = "".join(
        f'<Relationship Id="i{n}" Type="{OFFICE}/image" Target="media/{n}.png"/>' for n in range(len(pictures)))
    body = [p(line) for line in (text or text_of()).split("\n") if line]
    files = {f"word/media/{n}.png": data for n, data in enumerate(pictures)}
    return save(path, parts(*body, *blips, p(HIDDEN), links=links, files=files))


def test_pictures_are_kept_beside_the_library_and_hidden_text_is_not(root, inbox):
    put(inbox / "a.docx", dot())
    (outcome,) = run(root, inbox / "a.docx")
    assert (root / FOLDER / "图1.png").read_bytes() == dot()
    assert (root / outcome.path).read_text("utf-8").endswith("\n\n〔图1〕\n")
    assert "绝不能见人" not in (root / outcome.path).read_text("utf-8")
    assert any("绝不能见人" in f.message for f in outcome.prepared.findings)


def test_a_source_of_which_only_a_picture_changed_has_changed(root, inbox):
    put(inbox / "a.docx", dot(1), dot(2))
    run(root, inbox)
    assert [one.status for one in run(root, inbox)] == ["same"]
    put(inbox / "b.docx", dot(1), dot(3))
    (inbox / "a.docx").unlink()
    (made,) = run(root, inbox, dry_run=True)
    assert made.status == "changed" and made.changed == ("图2：换了一张",) and "图片换成新稿里的" in made.reasons[0]
    assert (root / FOLDER / "图2.png").read_bytes() == dot(2)
    text = (root / made.path).read_bytes()
    run(root, inbox)
    assert (root / FOLDER / "图2.png").read_bytes() == dot(3) and (root / made.path).read_bytes() == text
    before = snapshot(root)
    put(inbox / "a.docx", dot(1), dot(2))
    assert [one.status for one in run(root, inbox)] == ["older", "same"] and snapshot(root) == before


def test_a_picture_that_people_replaced_in_the_library_stays(root, inbox):
    put(inbox / "a.docx", dot(1))
    run(root, inbox)
    (root / FOLDER / "图1.png").write_bytes(dot(9))
    assert [one.status for one in run(root, inbox)] == ["same"]
    assert (root / FOLDER / "图1.png").read_bytes() == dot(9)


def test_a_new_text_says_which_pictures_are_new(root, inbox):
    put(inbox / "a.docx", dot(1))
    run(root, inbox)
    put(inbox / "a.docx", dot(1), dot(2), text=text_of(lack="学习很不深入"))
    (made,) = run(root, inbox)
    assert made.status == "changed" and "图2：新加" in made.changed and "图1：换了一张" not in made.changed


def test_another_picture_format_takes_the_place_of_the_old_one(root, inbox):
    put(inbox / "a.docx", dot(1))
    run(root, inbox)
    put(inbox / "a.docx", GIF)
    (made,) = run(root, inbox)
    assert made.status == "changed" and [f.name for f in (root / FOLDER).iterdir()] == ["图1.gif"]


def test_two_files_of_a_batch_that_differ_by_a_picture_are_two_drafts(root, inbox):
    put(inbox / "a.docx", dot(1))
    put(inbox / "b.docx", dot(2))
    assert [one.status for one in run(root, inbox)] == ["doubtful", "doubtful"]
    put(inbox / "b.docx", dot(1))
    assert [one.status for one in run(root, inbox)] == ["new", "same"]


@pytest.mark.parametrize("kept", [True, False])
def test_what_was_imported_before_pictures_were_remembered(root, inbox, kept):
    """imports.json of an older version has the text's digest alone."""
    put(inbox / "a.docx", dot(1))
    (made,) = run(root, inbox)
    memory = root / "imports.json"
    old = text_digest(made.prepared.source.partition("\0")[0])
    memory.write_text(memory.read_text("utf-8").replace(text_digest(made.prepared.source), old), "utf-8")
    if not kept:
        (root / FOLDER / "图1.png").write_bytes(dot(2))
    assert [one.status for one in run(root, inbox)] == ["same" if kept else "changed"]
