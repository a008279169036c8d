"""The check of one file tells of it what the check of the whole library tells, whatever is kept of the others."""

import random
import shutil
from pathlib import Path

import pytest

from review.check.copies import check_copies
from review.check.places import check_places
from review.check.trade import check_trade
from review.examine.library import examine
from review.keep.folder import Folder
from review.relate.earlier import earlier_counts
from review.relate.library import Related
from test_pictures import SOUND

ROOT = Path(__file__).parents[1]


@pytest.fixture
def library(tmp_path):
    """Some materials of several years, and whatever may be found in one because of another, or of its name."""
    root = tmp_path / "library"
    for path in sorted((ROOT / "materials").rglob("*.md"))[::4]:
        place = root / path.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    first, second, third, *_ = sorted((root / "materials").rglob("*.md"))
    text = first.read_text("utf-8")
    (first.parent / "ab.md").write_text(text, "utf-8")
    (first.parent / "AB.md").write_text(text + "\n又及。\n", "utf-8")
    (first.parent / f"{first.stem} - 副本.md").write_text(text, "utf-8")
    (first.parent / "13812345678.md").write_text(text, "utf-8")
    (first.parent / "再.docx").write_text("")
    (first.parent / "长.md").write_text(third.read_text("utf-8") + f"\n{'&' * 60_000}。\n", "utf-8")
    hidden = second.read_text("utf-8").replace("visibility: internal", "visibility: draft") + "\n机密★十年\n"
    second.write_text(hidden, "utf-8")
    third.write_text("不是材料", "utf-8")
    pictures = root / "pictures" / first.relative_to(root / "materials").with_suffix("")
    pictures.mkdir(parents=True)
    (pictures / "图1.png").write_bytes(SOUND["png"])
    return root


def told(root, path, kept, *, alone):
    """What is found at a path, and what is shown of a material there."""
    at = path.relative_to(root).as_posix()
    return told_by(examine(root, "staff", kept=kept, about=(lambda one: one == at) if alone else None), at, kept)


def told_by(found, at, kept):
    """What is found at a path of the library, which was examined, and what is shown of a material there."""
    own = [m for m in found.library.materials if m.path == at]
    entries = [found.library.by_material[m.id] for m in own]
    here = [f for f in (*found.errors, *found.warnings) if f.at.path == at]
    return own, entries, here, check_copies(found.library, lambda one: one == at, kept)


@pytest.mark.parametrize("keeps", [False, True])
def test_a_file_alone_is_told_of_what_it_is_told_of_among_all(library, tmp_path, keeps):
    kept = Folder(tmp_path / "kept") if keeps else None
    paths = sorted(path for path in (library / "materials").rglob("*") if path.is_file())
    whole = examine(library, "staff", kept=kept)
    every = [told_by(whole, path.relative_to(library).as_posix(), kept) for path in paths]
    assert [told(library, path, kept, alone=True) for path in paths] == every
    rules = {finding.rule for *_, found, copied in every for finding in (*found, *copied)}
    assert rules >= {"same-address", "copied-file", "stray-file", "classified-mark", "copied-passage", "too-large"}
    assert any(entry.earlier for _, entries, *_ in every for one in entries for entry in one)


def test_after_edits_too(library, tmp_path):
    """Of some files what is kept is of another state, and of some nothing is."""
    kept, rng = Folder(tmp_path / "kept"), random.Random(7)
    for _ in range(6):
        paths = sorted((library / "materials").rglob("*.md"))
        edited, asked, gone = rng.sample(paths, 3)
        edited.write_text(edited.read_text("utf-8").replace("。", f"。{rng.random()}又及。", 1), "utf-8")
        gone.unlink()
        assert told(library, asked, kept, alone=True) == told(library, asked, None, alone=False)
        assert told(library, edited, kept, alone=True) == told(library, edited, None, alone=False)


@pytest.mark.parametrize("damage", ["cut", "gone", "folder", "another"])
def test_what_befell_the_files_that_are_kept_changes_nothing(library, tmp_path, damage):
    """All cards and no rest, all rests and no card, and every other mixture."""
    kept, rng = Folder(tmp_path / "kept"), random.Random(damage)
    path = sorted((library / "materials").rglob("*.md"))[0]
    new = told(library, path, kept, alone=True)
    for share in (0.2, 0.5, 1):
        names = sorted(name for name in kept.names() if (kept.path / name).is_file())
        for name in rng.sample(names, int(share * len(names))):
            file = kept.path / name
            if damage == "cut":
                file.write_bytes(file.read_bytes()[:-9])
            elif damage == "another":
                shelves = [one for one in names if "-" in name and one[-2:] == name[-2:]]
                kept.put(name, (kept.get(rng.choice(shelves)) if shelves else b"") or b"nothing")
            else:
                file.unlink()
                if damage == "folder":
                    file.mkdir()
        assert told(library, path, kept, alone=True) == new
        assert told(library, path, kept, alone=False) == new


def test_the_rules_of_the_trade_and_open_places_need_no_more(library, tmp_path):
    every = examine(library, "staff", kept=Folder(tmp_path / "kept")).library
    alone = examine(library, "staff", kept=Folder(tmp_path / "kept"), about=lambda path: path.endswith("ab.md")).library
    assert check_trade(alone) == check_trade(every) and [*check_places(alone)] == [*check_places(every)]
    assert alone == every


def test_earlier_problems_are_counted_as_they_are_found(library):
    """Without looking at any entry: the room that a page takes is known of every material."""
    held = examine(ROOT, "staff").library
    ones = [Related(material=m, year=held.vocabulary.campaign(m.campaign).year, canonical={},
                    entries=held.by_material[m.id]) for m in held.materials]  # fmt: skip
    counted = earlier_counts(ones)
    assert counted == {m.id: sum(len(entry.earlier) for entry in held.by_material[m.id]) for m in held.materials}
    assert any(counted.values())
