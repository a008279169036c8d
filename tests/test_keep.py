"""What is kept of a library is never trusted beyond what it was made of, and never stands in the way."""

import marshal
import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from review.examine.library import examine
from review.examine.memory import ExaminedOnce
from review.examine.one import Work
from review.keep.folder import Folder, anew
from review.keep.pack import Pack
from review.keep.records import packed, unpacked
from review.model import Position
from review.read.vocabulary.load import read_vocabulary
from review.relate.outline import entry_digests
from review.show.search import entrant_of, kept
from review.show.search.kept import KeptEntrants
from test_pictures import SOUND

ROOT = Path(__file__).parents[1]


@pytest.fixture
def library(tmp_path):
    root = tmp_path / "library"
    (root / "materials").mkdir(parents=True)
    for path in sorted((ROOT / "materials").rglob("*.md"))[:3]:
        shutil.copy(path, root / "materials" / path.name)
    return root


def all_of(library, kept):
    found = examine(library, "staff", drafts=True, kept=kept)
    return found.library.materials, found.library.entries, found.errors, found.warnings


def refused(chunks, work):
    raise AssertionError("a file was read that is kept")


def test_what_is_kept_gives_the_same_without_reading(library, tmp_path):
    kept = Folder(tmp_path / "kept")
    new = all_of(library, None)
    assert all_of(library, kept) == new == all_of(library, kept)
    assert examine(library, "internal", kept=kept, spread=lambda work, chunks: refused(chunks, work) if chunks else [])


def light(kept):
    """The files of what is known of all materials without their words, and the others."""
    pickled = {name: kept.get(name)[:1] == b"\x80" for name in sorted(kept.names())}  # a record with its words
    return [name for name, it in pickled.items() if not it], [name for name, it in pickled.items() if it]


def test_what_is_known_without_words_is_what_the_words_say(library, tmp_path):
    kept = Folder(tmp_path / "kept")
    whole = examine(library, "staff").library
    made, known = (examine(library, "staff", kept=kept).library for _ in range(2))
    assert made == known == whole
    for name in light(kept)[1]:
        (kept.path / name).write_bytes(b"")  # no words may be read
    told = ("key", "sort", "item_id", "opening", "heading_id", "heading_name", "canonical", "theme", "type", "degree",
            "answered", "words", "suggestions", "problems", "causes", "measures", "earlier", "inferred")  # fmt: skip
    for one, other in zip(whole.entries.values(), known.entries.values(), strict=True):
        assert type(one) is not type(other)
        assert [getattr(one, name) for name in told] == [getattr(other, name) for name in told]
    for one, other in zip(whole.materials, known.materials, strict=True):
        assert (one.counts, one.headings, one.ledger) == (other.counts, other.headings, other.ledger)
    for name in ("digests", "outlines", "problems", "counts", "rooms", "sure", "listed"):
        assert getattr(whole, name) == getattr(known, name)


def test_a_picture_more_is_a_material_with_its_words(library, tmp_path):
    kept = Folder(tmp_path / "kept")
    all_of(library, kept)
    first = sorted((library / "materials").iterdir())[0]
    (library / "pictures" / first.stem).mkdir(parents=True)
    (library / "pictures" / first.stem / "图1.png").write_bytes(SOUND["png"])
    found = all_of(library, kept)
    assert found == all_of(library, None) and any(material.pictures for material in found[0])


def test_words_whose_record_is_gone_or_damaged_are_read_anew(library, tmp_path):
    kept = Folder(tmp_path / "kept")
    new = all_of(library, kept)
    names, records = light(kept)
    (kept.path / records[0]).unlink()
    (kept.path / records[1]).write_bytes(b"cut")
    assert all_of(library, kept) == new
    assert kept.names() >= {*names}


def test_what_a_process_remembers_stays_kept_for_the_next(library, tmp_path):
    kept, memory = Folder(tmp_path / "kept"), ExaminedOnce()
    first, *others = sorted((library / "materials").iterdir())
    for added in ("", "又及，补一句。"):
        first.write_text(first.read_text("utf-8").replace("。", f"。{added}", 1), "utf-8")
        examine(library, "staff", drafts=True, kept=kept, memory=memory)
    held = [key for name in light(kept)[0] for key in marshal.loads(kept.get(name))]
    assert len(held) > len(others)


def test_an_edit_a_move_and_a_term_are_read_anew(library, tmp_path):
    kept = Folder(tmp_path / "kept")
    all_of(library, kept)
    first = sorted((library / "materials").iterdir())[0]
    first.write_text(first.read_text("utf-8").replace("。", "。又及，补一句。", 1), "utf-8")
    assert all_of(library, kept) == all_of(library, None)
    first.rename(first.with_name("另名.md"))
    assert all_of(library, kept) == all_of(library, None)
    (library / "vocabulary").mkdir()
    terms = (ROOT / "vocabulary" / "problems.yml").read_text("utf-8")
    (library / "vocabulary" / "problems.yml").write_text(terms.replace("words: [", "words: [学得, ", 1), "utf-8")
    assert all_of(library, kept) == all_of(library, None)


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "another", "folder"])
def test_what_was_damaged_is_worked_out_anew(library, tmp_path, damage):
    kept = Folder(tmp_path / "kept")
    new = all_of(library, kept)
    files = sorted(kept.path.iterdir())
    for path, other in zip(files, [*files[1:], files[0]], strict=True):
        data = path.read_bytes()
        if damage == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif damage == "changed":
            path.write_bytes(data[:-9] + b"\0" + data[-8:])
        elif damage == "empty":
            path.write_bytes(b"")
        elif damage == "another":
            kept.put(other.name, packed(Position(path="x", line=1)))
        else:
            path.unlink()
            path.mkdir()
    assert all_of(library, kept) == new


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/dev/full").exists(), reason="nothing to fail with")
def test_a_folder_that_cannot_be_written_to_is_no_hindrance(library, tmp_path):
    (tmp_path / "file").write_text("")
    assert all_of(library, Folder(tmp_path / "file")) == all_of(library, None)


def test_nothing_but_records_is_taken_out_of_a_folder():
    for hostile in (b"cos\nsystem\n(S'true'\ntR.", b"cbuiltins\neval\n(S'1'\ntR."):
        with pytest.raises(Exception, match="system|eval"):
            unpacked(hostile, {})
    place = Position(path="materials/甲.md", line=3)
    assert unpacked(packed((place, place)), {}) == (place, place)


def test_what_is_not_trusted_is_made_anew_and_kept_for_the_next_time(tmp_path):
    kept = Folder(tmp_path / "kept")
    kept.put("k", b"old")
    with anew():
        assert (kept.get("k"), kept.names()) == (None, set())
        Folder(tmp_path / "kept").put("k", b"new")
        assert (kept.get("k"), kept.names()) == (b"new", {"k"})
    assert kept.get("k") == b"new"


def test_what_no_build_uses_any_more_goes(tmp_path):
    kept = Folder(tmp_path / "kept")
    for number in range(150):
        kept.put(f"k{number}", b"x")
    kept.tidy({"k1", "k2"})
    assert sorted(path.name for path in kept.path.iterdir()) == ["k1", "k2"]
    assert kept.get("k1") == b"x"


def test_the_digest_of_a_problem_tells_how_what_it_is_linked_to_begins_and_of_which_theme_it_is(library):
    work = Work(library, read_vocabulary(library)[0])
    related = work.one(min((library / "materials").iterdir())).related
    themes = work.vocabulary.themes
    problem = next(entry for entry in related.entries if entry.causes)

    def digest(**changed):
        cause = problem.causes[0].key
        entries = [replace(entry, **changed) if entry.key == cause else entry for entry in related.entries]
        return entry_digests(related.material, entries)[problem.item_id]

    cause = next(entry for entry in related.entries if entry.key == problem.causes[0].key)
    other = next(theme for theme in themes if theme.id != cause.theme.id)
    assert digest() == digest(degree="open")
    assert len({digest(), digest(theme=other), digest(item=replace(cause.item, opening="另一句"))}) == 3


def test_a_record_of_a_pack_is_what_was_put_there_or_nothing(tmp_path):
    pack = Pack.fresh(tmp_path, "a")
    first, second = pack.add("甲", b"one"), pack.add("乙", b"two")
    assert (pack.get("甲", first), pack.get("乙", second)) == (b"one", b"two")
    assert pack.get("乙", first) is None  # as after a file was lost and begun anew
    pack.close()
    assert pack.lasting and pack.get("乙", second) == b"two"
    pack.path.write_bytes(pack.path.read_bytes()[:-1])
    again = Pack(pack.path)
    assert (again.get("甲", first), again.get("乙", second)) == (b"one", None)
    third = again.add("丙", b"three")
    assert (again.get("乙", second), again.get("丙", third)) == (None, b"three")
    other = Pack.fresh(tmp_path, "a")
    other.add("丁", b"four")
    other.close()
    other.alone("a")
    assert list(tmp_path.iterdir()) == [other.path]
    again.close()


def test_a_pack_that_cannot_be_written_holds_its_records_and_does_not_last(tmp_path):
    (tmp_path / "file").write_text("")
    pack = Pack(tmp_path / "file" / "a")
    at = [pack.add(of, of.encode()) for of in "甲乙"]
    assert [pack.get(of, place) for of, place in zip("甲乙", at, strict=True)] == ["甲".encode(), "乙".encode()]
    pack.close()
    assert not pack.lasting


def test_what_enters_the_index_is_kept_and_worked_out_anew_where_it_is_not_whole(library, tmp_path, monkeypatch):
    found = examine(library, "staff", kept=Folder(tmp_path / "kept")).library
    folder = Folder(tmp_path / "entrants")

    def entrants(library, allowed=()):
        with monkeypatch.context() as worked:
            worked.setattr(kept, "entrant_of", lambda m, of: entrant_of(m, of) if m.path in allowed else None)
            held = KeptEntrants(folder, library)
            made, new = held(library.materials)
            held.add(new)
            held.keep()
        assert [*made] == [entrant_of(material, library) for material in library.materials]
        return {path.name for path in folder.path.iterdir()}

    paths = [material.path for material in found.materials]
    first = entrants(found, paths)
    assert entrants(found) == first and len(first) == 2
    changed = library.joinpath(paths[1])
    changed.write_text(changed.read_text("utf-8").replace("。", "。又及，补一句。", 1), "utf-8")
    found = examine(library, "staff", kept=Folder(tmp_path / "kept")).library
    assert entrants(found, paths[1:2]) == first
    monkeypatch.setattr(kept, "SPARE", -(10**9))
    changed.write_text(changed.read_text("utf-8").replace("。", "。再补一句。", 1), "utf-8")
    found = examine(library, "staff", kept=Folder(tmp_path / "kept")).library
    packed_anew = entrants(found, paths[1:2])
    assert len(packed_anew - first) == 1 and len(packed_anew) == 2
    (pack,) = packed_anew - first
    (folder.path / pack).write_bytes(b"cut")
    entrants(found, paths)
    with anew():
        entrants(found, paths)
