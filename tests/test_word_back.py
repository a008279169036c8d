"""A Word file that was made from a material and comes back corrected: the newer text of that material, of no other."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from intake_texts import VOCABULARY, run, text_of
from review.read.front.material import read_material
from review.read.text.digest import text_digest
from review.read.word import read_word
from review.show.word.package import word

ROOT = Path(__file__).parents[1]
PATH = "materials/2024/总工会-副主席.md"


@pytest.fixture
def root(tmp_path):
    """A library of one material that was written by hand: nothing is remembered of it."""
    target = tmp_path / "库" / PATH
    target.parent.mkdir(parents=True)
    shutil.copy(ROOT / PATH, target)
    return tmp_path / "库"


def exported(root, path=PATH, **changed):
    """The Word file of a material, with texts of it changed."""
    made, _ = read_material(root / path, root, VOCABULARY)
    file = root.parent / "改过.docx"
    file.write_bytes(word(made, root))
    for old, new in changed.items():
        replaced(file, "word/document.xml", re.escape(old), new)
    return file


def replaced(file, part, pattern, new):
    """A part of a package with other words where it has `pattern`."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    parts[part], number = re.subn(pattern, lambda _: new, parts[part], flags=re.DOTALL)
    assert number
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)


def first_words(root):
    """The first item's opening, which a correction changes."""
    made, _ = read_material(root / PATH, root, VOCABULARY)
    return made.document.problems[0].opening


def body(root, path=PATH):
    return (root / path).read_text("utf-8").split("\n---\n", 1)[1]


def test_a_corrected_export_is_the_newer_text_without_a_question(root):
    item = first_words(root)
    outcome, = run(root, exported(root, **{item: f"{item}了"}))
    assert (outcome.status, outcome.path, outcome.written) == ("changed", PATH, True)
    assert len(outcome.changed) == 1
    assert f"{item}了" in body(root)
    assert len(list((root / "materials").rglob("*.md"))) == 1


def test_where_the_library_has_changed_since_it_is_asked(root):
    item = first_words(root)
    file = exported(root, **{item: f"{item}了"})
    target = root / PATH
    target.write_text(f"{target.read_text('utf-8')}\n另有一句是后来加的。\n", "utf-8")
    before = target.read_bytes()
    outcome, = run(root, file)
    assert (outcome.status, outcome.path, target.read_bytes()) == ("doubtful", PATH, before)
    assert "正文在库里改过" in outcome.reasons[0]


def test_an_export_that_nobody_changed_is_the_same(root):
    outcome, = run(root, exported(root))
    assert outcome.status == "same"


def test_a_renamed_material_is_still_the_one(root):
    item = first_words(root)
    file = exported(root, **{item: f"{item}了"})
    (root / PATH).rename(root / "materials/2024/改名.md")
    outcome, = run(root, file)
    assert (outcome.status, outcome.path) == ("changed", "materials/2024/改名.md")


@pytest.mark.parametrize("mine", ["总工会主席", "团区委副书记", "投资促进局副主席"])
def test_a_colleagues_file_made_ones_own_changes_nothing_of_the_colleagues(root, mine):
    """Written over with another post or unit, and few words more."""
    item, before = first_words(root), (root / PATH).read_bytes()
    outcome, = run(root, exported(root, **{"总工会副主席": mine, item: f"{item}了"}))
    assert (root / PATH).read_bytes() == before


def test_another_text_of_the_same_post_is_no_update(root):
    """A second deputy, who has the title as it was and writes what is his own."""
    file, before = exported(root), (root / PATH).read_bytes()
    made, _ = read_material(root / PATH, root, VOCABULARY)
    other = text_of(made.title).replace("2025年度民主生活会", "")
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in other.splitlines())
    replaced(file, "word/document.xml", "(?<=<w:body>).*(?=<w:sectPr)", paragraphs)
    outcome, = run(root, file)
    assert (outcome.status, (root / PATH).read_bytes()) in (("doubtful", before), ("new", before))


def test_a_forged_path_leads_nowhere_but_to_a_material(root):
    (root / "别处.md").write_text((root / PATH).read_text("utf-8"), "utf-8")
    item = first_words(root)
    file = exported(root, **{item: f"{item}了"})
    replaced(file, "docProps/custom.xml", r"(?<=>)materials/\S+ [a-p]+(?=<)", f"materials/../别处.md {'a' * 24}")
    outcome, = run(root, file)
    assert (outcome.status, outcome.path) == ("doubtful", PATH)


@pytest.mark.parametrize("ending", ("odt", "fodt", "doc", "docx"))
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice")
def test_what_libreoffice_saves_says_still_what_it_was_made_from(root, tmp_path, ending):
    file = exported(root)
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", ending,
                    "--outdir", str(tmp_path / "出"), str(file)], check=True, capture_output=True)  # fmt: skip
    found = read_word(tmp_path / f"出/改过.{ending}").origin
    assert (found.path, found.body) == (PATH, text_digest(body(root).lstrip("\n")))


def test_the_property_holds_no_figures_of_a_digest(root):
    with zipfile.ZipFile(exported(root)) as package:
        text = package.read("docProps/custom.xml").decode()
    assert re.search(rf"<vt:lpwstr>{PATH} [a-p]{{24}}</vt:lpwstr>", text)
