"""A vocabulary comes to a new form by lines: what its owner wrote stays, and it is all done or none of it."""

import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from review.adopt.new import init
from review.cli import main
from review.project import RECORD
from review.read.vocabulary import formats
from review.read.vocabulary.formats import Rewrite, WrongFormat

MADE_UP = '''
import re
from review.read.vocabulary import formats

formats.REWRITES = (
    formats.Rewrite(to=2, file="units.yml", says="组改名", edit=lambda text: text.replace("group:", "team:")),
    formats.Rewrite(to=3, file="campaigns.yml", says="合称改名",
                    edit=lambda text: re.sub(r"(?m)^( +)label:", r"\\1title:", text)),
    formats.Rewrite(to=3, file="units.yml", says="组再改名", edit=lambda text: text.replace("team:", "part:")),
)
'''
"""Two forms after the first, which no version has: a key of one file twice, a key of another."""
CAMPAIGNS = """\
# 本校的活动，label: 不写书名号
- id: 2024-school   # 去年
  name: 师德师风
  label: 三个方面   # 合称
  year: 2024
  headings:
    - {phrases: [教书育人], wording: 教书育人方面, name: 教书育人}
"""
UNITS = "- {id: zhong1, group: 中学, name: 第一中学}  # 老校区\r\n\r\n- {id: zhong2, name: 第二中学, group: 中学}\r\n"
FORWARD = {
    "vocabulary/campaigns.yml": CAMPAIGNS.replace("  label:", "  title:").encode(),
    "vocabulary/units.yml": UNITS.replace("group:", "part:").encode(),
}


def run(*words):
    return CliRunner().invoke(main, words, prog_name="review")


def contents(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A site of the first form, filled: its owner's own campaigns and units, with comments, in his own order."""
    site = tmp_path_factory.mktemp("first") / "site"
    init(site)
    (site / "vocabulary/campaigns.yml").write_text(CAMPAIGNS, "utf-8")
    (site / "vocabulary/units.yml").write_bytes(UNITS.encode())
    return site


@pytest.fixture
def site(made, tmp_path, monkeypatch):
    """A copy of it, and the current folder."""
    monkeypatch.chdir(shutil.copytree(made, tmp_path / "site"))
    return tmp_path / "site"


@pytest.fixture
def later(site, monkeypatch):
    """The site, and a package that reads the third form."""
    monkeypatch.setattr(formats, "REWRITES", ())
    exec(MADE_UP, {})
    return site


def test_only_the_lines_of_the_new_form_change_and_are_shown_before(later):
    before = contents(later)
    listed = run("upgrade")
    assert listed.exit_code == 1 and contents(later) == before
    lines = listed.output.splitlines()
    assert {"改写  vocabulary/campaigns.yml（合称改名）", "改写  vocabulary/units.yml（组改名；组再改名）",
            "-  label: 三个方面   # 合称", "+  title: 三个方面   # 合称"} <= {*lines}
    assert not [line for line in lines if line.startswith(("-#", "+#"))]

    assert run("upgrade", "--yes").exit_code == 0
    after = contents(later)
    assert {path for path in after if after[path] != before.get(path)} == {*FORWARD, RECORD}
    assert {path: after[path] for path in FORWARD} == FORWARD
    assert "已是" in run("upgrade").output


def test_what_nobody_edited_is_as_the_package_brings_it(later, monkeypatch):
    from review.adopt import brings, upgrade

    written = brings.brought_files()["vocabulary/campaigns.yml"]
    (later / "vocabulary/campaigns.yml").write_bytes(written)
    new = {**brings.brought_files(), "vocabulary/campaigns.yml": b"# new\n[]\n"}
    monkeypatch.setattr(upgrade, "brought_files", lambda: new)
    assert "更新  vocabulary/campaigns.yml" in run("upgrade", "--yes").output.splitlines()
    assert (later / "vocabulary/campaigns.yml").read_bytes() == b"# new\n[]\n"


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_killed_between_two_files_each_is_whole_and_the_next_upgrade_ends_it(site, renames):
    """Staged files are renamed too, so the count begins with the first that goes into the site itself."""
    before, program = contents(site), MADE_UP + f'''
import os
put, left = os.replace, [{renames}]

def replace(old, new):
    if "new" in str(old).split(os.sep)[-4:] and ".part" not in str(old):
        if not left[0]:
            os._exit(9)
        left[0] -= 1
    put(old, new)

os.replace = replace
from review.cli import main
main(["upgrade", "--yes"])
'''
    done = subprocess.run([sys.executable, "-c", program], env={**os.environ, "LANG": "C.UTF-8"}, capture_output=True)
    assert done.returncode == 9, done.stderr
    killed = contents(site)
    assert [path for path in FORWARD if killed[path] not in (before[path], FORWARD[path])] == []
    assert sum(killed[path] == FORWARD[path] for path in FORWARD) == renames and killed[RECORD] == before[RECORD]

    ended = subprocess.run([sys.executable, "-c", MADE_UP + 'from review.cli import main\nmain(["upgrade", "--yes"])'],
                           env={**os.environ, "LANG": "C.UTF-8"}, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    after = contents(site)
    assert after.keys() == before.keys() and {path: after[path] for path in FORWARD} == FORWARD
    assert b'"format": 3' in after[RECORD]


def test_what_is_of_another_form_is_not_read(later):
    said = run("check")
    assert said.exit_code == 1
    assert "词表是第 1 版格式，程序读的是第 3 版；请先运行 review upgrade" in said.output
    assert "词表的格式：不能用。词表是第 1 版格式" in run("doctor").output


@pytest.mark.parametrize(("form", "says"), [
    ("4", "词表是第 4 版格式，装的程序只读到第 3 版；没有改动。请先升级程序。"),
    ("0", "format 应为从 1 起的整数，实为 0"),
    ('"二"', "format 应为从 1 起的整数，实为 二"),
    ("true", "format 应为从 1 起的整数，实为 True"),
    ("null", "format 应为从 1 起的整数，实为 None"),
])  # fmt: skip
def test_a_form_that_nobody_knows_is_refused(later, form, says):
    record = later / RECORD
    record.write_text(record.read_text("utf-8").replace('"format": 1', f'"format": {form}'), "utf-8")
    before = contents(later)
    for words in (("upgrade", "--yes"), ("check",)):
        said = run(*words)
        assert said.exit_code == 1 and says in said.output
    assert contents(later) == before


def test_a_site_of_before_forms_were_counted_is_of_the_first(later):
    record = later / RECORD
    record.write_text(record.read_text("utf-8").replace(' "format": 1,\n', ""), "utf-8")
    assert formats.format_of(later) == 1


def test_a_file_that_is_no_yaml_stops_the_upgrade(later):
    (later / "vocabulary/units.yml").write_text("- {id: a\n", "utf-8")
    before = contents(later)
    said = run("upgrade", "--yes")
    assert said.exit_code == 1 and "vocabulary/units.yml:1: 花括号没有成对" in said.output
    assert contents(later) == before


def test_a_rewrite_that_does_not_know_its_own_work_is_a_mistake(site, monkeypatch):
    """Without this an upgrade that was cut off would change what it had changed."""
    monkeypatch.setattr(formats, "REWRITES",
                        (Rewrite(to=2, file="units.yml", says="", edit=lambda text: text + "# x\n"),))
    with pytest.raises(AssertionError, match="changes what it has made itself"):
        formats.brought_forward(UNITS.encode(), "units.yml", 1)


def test_an_earlier_commit_is_compared_in_the_new_form(later, monkeypatch):
    from review.read.vocabulary import committed, entries

    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *words], check=True)
    monkeypatch.setattr(entries, "UNIT", {"part" if key == "group" else key: x for key, x in entries.UNIT.items()})
    read = entries.Fields.text

    def text(fields, key, **more):
        return read(fields, "part" if key == "group" else key, **more)

    monkeypatch.setattr(entries.Fields, "text", text)
    entries.records_of.cache_clear()
    vocabulary, _ = committed.committed_vocabulary(later, "HEAD")
    entries.records_of.cache_clear()
    assert [unit.group for unit in vocabulary.units] == ["中学", "中学"]
    with pytest.raises(WrongFormat):
        formats.require_newest(later)
