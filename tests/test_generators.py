"""The tree that `review pages` writes, under the generators that may outlive MkDocs: the same pages."""

import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from click.testing import CliRunner
from lxml import html

from projects import ROOT
from review.cli import main

pytestmark = pytest.mark.slow

FRAME = "<!doctype html><title>{{ page.title }}</title><article>{{ page.content }}</article>"
GUIDE = (ROOT / "docs/guide/generators.md").read_text("utf-8")
SETTINGS = re.search(r"```yaml\n(.+?)```", GUIDE, re.S)[1]
COMMANDS = re.findall(r"^(\w+) (build .+)$", GUIDE, re.M)
LINKS = "validation: {links: {anchors: warn, absolute_links: warn, unrecognized_links: warn}}\n"
BARE = "theme: {name: null, custom_dir: frame}"
"""Instead of the guide's theme, where a generator can do without one: pages are made in a fraction of the time."""


TREES = dict(zip(("mkdocs", "zensical"), re.findall(r"review pages \S+(.*)$", GUIDE, re.M), strict=True))
"""What the guide says besides the folder: of all generators but one, and of that one."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """What makes the tree that a generator takes."""

    @cache
    def made(options):
        folder = tmp_path_factory.mktemp("tree") / "docs"
        said = CliRunner().invoke(main, ["pages", str(folder), "--library", str(ROOT), *options.split()])
        assert said.exit_code == 0, said.output
        return folder

    return lambda name: made(TREES.get(name, TREES["mkdocs"]))


@pytest.fixture(scope="module")
def ours(site):
    """Every page of the site that `review build` makes, by its path."""
    pages = [path.relative_to(site) for path in site.rglob("index.html") if path.parts[-2] != "search"]
    return {page: article(site, page) for page in pages}


@pytest.fixture(scope="module", params=COMMANDS, ids=[name for name, _ in COMMANDS])
def built(request, tree, tmp_path_factory):
    """The folder of a site that the generator made of the tree alone, by the settings and the command of the guide."""
    name, words = request.param
    home = tmp_path_factory.mktemp(name)
    shutil.copytree(tree(name), home / "docs")
    (home / "frame").mkdir()
    (home / "frame/main.html").write_text(FRAME, "utf-8")
    settings = SETTINGS if name == "zensical" else re.sub(r"^theme: .*$", BARE, SETTINGS, flags=re.M)
    (home / "mkdocs.yml").write_text(settings + LINKS, "utf-8")
    done = subprocess.run([sys.executable, "-m", name, *words.split()], cwd=home, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-1000:] + done.stderr[-1000:]
    return home / "site"


def article(site: Path, page: Path):
    """What a page shows of its own, apart from the frame around it: text, anchors, links."""
    parsed = html.fromstring((site / page).read_bytes(), parser=html.HTMLParser(encoding="utf-8")).find(".//article")
    # What a frame adds: a code's language, a button to copy it, a page's file, what is said without scripts.
    for added in parsed.xpath(".//*[@class='filename'] | .//button | .//p[@class='edit'] | .//noscript"):
        added.drop_tree()
    text = re.sub(r"\s+", "", "".join(parsed.itertext()))
    here = f"/{page.parent.as_posix()}/"  # generators write one way or another to the same page
    links = {urljoin(here, unquote(link)) for link in parsed.xpath(".//a/@href") if not link.startswith("#")}
    return text, set(parsed.xpath(".//@id")), links


def test_every_page_says_and_links_the_same(built, ours):
    assert len(ours) > 150
    for page, (text, ids, links) in ours.items():
        theirs = article(built, page)
        assert theirs[0] == text, page
        assert ids <= theirs[1], page
        assert links <= theirs[2], page
