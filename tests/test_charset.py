"""A system whose locale is GB18030 or GBK: names are read as UTF-8, messages are in the terminal's encoding."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAPS = Path("/usr/share/i18n/charmaps")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (shutil.which("localedef") and MAPS.is_dir()), reason="no locales to make"),
]
REVIEW = "from review.cli import main; main(prog_name='review')"


@pytest.fixture(scope="module", params=["GB18030", "GBK"])
def locale(request):
    """An environment with a locale of this encoding, and the encoding; made once, for GB18030 takes ten seconds."""
    folder = request.config.cache.mkdir("locales")
    name = f"zh_CN.{request.param}"
    if not (folder / name / "LC_TIME").exists():
        subprocess.run(["localedef", "-c", "-i", "POSIX", "-f", request.param, folder / name], capture_output=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHON", "LANG"))}
    return {**kept, "LOCPATH": str(folder), "LC_ALL": name}, request.param.lower()


def run(locale, code, *words):
    return subprocess.run([sys.executable, "-c", code, *words], env=locale[0], cwd=ROOT, capture_output=True)


def test_the_locale_is_another_one(locale):
    said = run(locale, "import sys; print(sys.getfilesystemencoding(), sys.stdout.encoding)").stdout.decode().split()
    assert said == [locale[1], locale[1]]


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """A library of two materials, of which one is none, and what its check says under UTF-8."""
    library = tmp_path_factory.mktemp("library")
    (library / "materials").mkdir()
    shutil.copy(ROOT / "materials/2021/投资促进局-局长.md", library / "materials")
    (library / "materials/统计局-局长.md").write_text("不是材料", "utf-8")
    usual = subprocess.run([sys.executable, "-c", REVIEW, "check", "--library", library], cwd=ROOT, capture_output=True)
    assert "materials/统计局-局长.md" in usual.stdout.decode("utf-8") and usual.returncode == 1
    return library, usual


def test_a_library_is_checked_as_under_utf8(locale, few):
    library, usual = few
    done = run(locale, REVIEW, "check", "--library", library)
    assert done.returncode == usual.returncode
    assert done.stdout.decode(locale[1]) == usual.stdout.decode("utf-8")


def test_words_typed_in_the_terminals_encoding_are_understood(locale, tmp_path):
    shutil.copytree(ROOT / "vocabulary", tmp_path / "vocabulary")
    (tmp_path / "materials").mkdir()
    words = ["new", "--library", str(tmp_path), "--help"]
    assert "用法".encode(locale[1]) in run(locale, REVIEW, *words).stdout
    name = "投资促进局-局长.md"
    [path] = (ROOT / "materials/2021").glob(name)
    for typed in (os.fsencode(path), os.fsencode(ROOT) + b"/materials/2021/" + name.encode(locale[1])):
        done = run(locale, REVIEW, "inspect", typed)
        assert done.returncode in (0, 1) and "对照检查材料".encode(locale[1]) in done.stdout, done.stderr


def test_without_the_command_the_locale_is_named(locale):
    code = "from pathlib import Path; from review.read.library import read_library\n"
    code += "print([f.message for f in read_library(Path('.')).findings if f.at.path == 'materials'])"
    said = run(locale, code).stdout.decode(locale[1])
    assert f"（locale）是 {locale[1].upper()}" in said and "PYTHONUTF8=1" in said
