"""What tests share: of a browser the project's own site, built once, and a server for it; a reader of Word files."""

import fcntl
import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

from projects import small
from publishing import Nearby
from review.publish.build import build
from review.publish.manifest import beside
from review.read.word import read_word
from servers import plain
from word.make import parts as word_parts
from word.make import save

pytest_plugins = ("searching",)
ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium-headless-shell"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

# Commands that tests run would else compile the package anew, each for half a second.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same examples in every run, so that a red test is the change's own, and half as many as usual: what they are for
# is seen at once, new ones are what `make explore` looks for, among more. No example is timed: on a loaded machine the
# usual deadline turned two tests red.
settings.register_profile("same", derandomize=True, deadline=None, max_examples=50)
settings.register_profile("explore", derandomize=False, print_blob=True, deadline=None, max_examples=200)
settings.load_profile("explore" if "EXPLORE" in os.environ else "same")


def pytest_xdist_auto_num_workers():
    """Half as many again as there are processors: often a test waits for a browser, a server or a command."""
    return (os.cpu_count() or 1) * 3 // 2


LONG = ("variants", "kept_build", "classify", "word_written", "document", "about", "html_pages", "publish", "schema")
"""Files that take longest of those without a slow test."""


def pytest_collection_modifyitems(items):
    """Files with a slow test first, then the long ones, so that none is left to the end (with --no-loadscope-reorder).

    Else files go by their number of tests, and the longest, of which most have few, run when the others are done.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    long = {f"test_{name}.py" for name in LONG}
    items.sort(key=lambda item: (item.path not in slow, item.path.name not in long))


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site that `review build` makes of the project's own materials, its manifest beside it.

    The workers of one run share it: the first that asks makes it, and nobody may change it.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built" / "site"
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not beside(folder).exists():
            build(ROOT, "internal", folder)
    return folder


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served, ending in a slash."""
    with plain(site) as base:
        yield base


@pytest.fixture(scope="session")
def parts_page(site):
    """The page that shows every part of the design (tests/parts.py), as HTML; no site has it."""
    import parts  # not for every test: it brings MkDocs along

    return parts.page(site)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests: the shell without windows, which takes half the time."""
    sync_api = pytest.importorskip("playwright.sync_api")
    sync_api.expect.set_options(timeout=60_000)  # no test asks how long it takes: a loaded machine changes nothing
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def small_site(tmp_path, monkeypatch):
    """A site of few terms and one page of docs/, which is soon built, as the current folder."""
    home = small(tmp_path / "small site")
    monkeypatch.chdir(home)
    return home


@pytest.fixture
def place(tmp_path):
    """A folder to publish to, where nothing was published yet."""
    return Nearby.parse(str(tmp_path / "dest"))


@pytest.fixture
def root(tmp_path):
    """An empty library to import into."""
    (tmp_path / "library" / "materials").mkdir(parents=True)
    return tmp_path / "library"


@pytest.fixture
def inbox(tmp_path):
    """An empty folder beside the library, for the files that come in."""
    (tmp_path / "inbox").mkdir()
    return tmp_path / "inbox"


@pytest.fixture
def read(tmp_path):
    """What is read of a Word file with this body and these further parts."""

    def made(*body, **more):
        word = read_word(save(tmp_path / "a.docx", word_parts(*body, **more)))
        assert "word-missing" not in {finding.rule for finding in word.findings}  # the proof holds for every one
        return word

    return made
