"""Names that mean something else somewhere, and pages that want one address: check says so, with file and line."""

import pytest
from click.testing import CliRunner

from review.check.docs import links
from review.cli import main
from review.examine.library import examine
from review.publish.build import build
from review.read.library import name_fault
from review.read.vocabulary.load import read_vocabulary
from test_build import write

BAD = ("index", "readme", "con", "nul", "aux", "prn", "com1", "lpt9")


@pytest.mark.parametrize("id", [*BAD, "unclassified"])
@pytest.mark.parametrize(("file", "record"), [
    ("units", "- {{id: {}, name: 甲局, group: 部门, aliases: []}}\n"),
    ("problems", "- {{id: t, name: 甲, words: [], types: [{{id: {}, name: 乙, gloss: 丙, words: [丁]}}]}}\n"),
    ("campaigns", "- {{id: {}, year: 2021, name: 甲, label: 乙, "
     "headings: [{{name: 丙, wording: 丁, phrases: [丁]}}]}}\n"),
])  # fmt: skip
def test_x14_ids_that_mean_something_else(tmp_path, file, record, id):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / f"vocabulary/{file}.yml").write_text(record.format(id), "utf-8")
    said = [str(found) for found in read_vocabulary(tmp_path)[1] if found.at.path == f"vocabulary/{file}.yml"]
    assert len(said) == 1 and said[0].startswith(f"vocabulary/{file}.yml:1: ") and "请换一个 id" in said[0]


@pytest.mark.parametrize("name", [*BAD, "index.html", "Index.md", "README.txt", "CON.a", "com¹"])
def test_x14_names_that_mean_something_else(name):
    assert name_fault(name)


def test_x14_purge_without_an_id_is_wrong_usage(tmp_path):
    for words in ([""], []):
        result = CliRunner().invoke(main, ["purge", str(tmp_path), *words])
        assert result.exit_code == 2 and "Traceback" not in result.output


def test_x14_markup_that_is_text_asks_for_nothing():
    assert list(links("&lt;img src=x&gt; 和 src=y，写作 `<img src=z>`，\\<b\n")) == []
    assert list(links("字 <img\n  alt='a'\n  src=x.png> <a href=y>")) == [(3, "asset", "x.png"), (3, "link", "y")]


@pytest.mark.parametrize("names", [
    ("units/touzi.md",), ("Units.md",), ("problems/README.md",), ("problems/theory-shallow/y2021.md",),
    ("guide/rules.md",), ("a.md", "a/index.md"), ("a/index.md", "a/README.md"), ("index.html/a.md", ),
    ("materials/2021/投资促进局-局长.md",),
])  # fmt: skip
def test_x14_pages_of_docs_at_the_address_of_another(tmp_path, monkeypatch, names):
    """Found by check, which builds nothing."""
    write(tmp_path / "library")
    monkeypatch.setattr("review.examine.library.project", lambda: tmp_path)
    for name in names:
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text("页\n", "utf-8")
    errors = examine(tmp_path / "library", "internal").errors
    assert [found.rule for found in errors] in (["same-address"], ["file-name"])
    assert errors[0].at.path.startswith("docs/")


@pytest.mark.parametrize(("line", "said"), [
    ("units/touzi: units/tongji", "旧地址 units/touzi 还有一页"), ("guide/甲: 无", "旧地址 guide/甲 还有一页"),
    ("老: campaigns/没有/y1/z", "新地址 campaigns/没有/y1/z 没有这一页"), ("老: 没有", "新地址 没有 没有这一页"),
])  # fmt: skip
def test_x12_moves_that_the_build_refuses(tmp_path, monkeypatch, line, said):
    write(tmp_path / "library")
    monkeypatch.setattr("review.examine.library.project", lambda: tmp_path)
    (tmp_path / "docs/guide").mkdir(parents=True)
    (tmp_path / "docs/guide/甲.md").write_text("页\n", "utf-8")
    (tmp_path / "library/moved.yml").write_text(f"老老: units/touzi\n{line}\n", "utf-8")
    (found,) = examine(tmp_path / "library", "internal").errors
    assert (found.rule, found.at.path, found.at.line) == ("moved", "moved.yml", 2) and said in found.message


@pytest.mark.slow
@pytest.mark.usefixtures("small_site")
def test_x12_pairs_of_names_that_check_accepts(tmp_path):
    """A material beside a folder of its name, and other neighbours that look alike."""
    names = "2021/民政局 2021/民政局/局长 2021/民政局/民政局 2021/甲 甲 2021 2021/甲.md 2021/a.b"
    for name in names.split():
        write(tmp_path / "library", name=name)
    assert examine(tmp_path / "library", "internal").errors == ()
    build(tmp_path / "library", "internal", tmp_path / "site")
    assert (tmp_path / "site/materials/2021/民政局/局长/index.html").is_file()
