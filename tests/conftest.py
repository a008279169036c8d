"""What browser tests share: the project's own site, built once; a server for it; a browser."""

from pathlib import Path

import pytest

from review.publish.build import build
from servers import plain

ROOT = Path(__file__).parents[1]
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of the site that `review build` makes of the project's own materials, its manifest beside it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    build(ROOT, "internal", folder)
    return folder


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served, ending in a slash."""
    with plain(site) as base:
        yield base


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        launched.close()
