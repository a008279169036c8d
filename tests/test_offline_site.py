"""A site that opens from a folder by a double click: no server, and the same as with one."""

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from increments import library, project
from review.publish.manifest import read_manifest
from review.publish.offline import build_offline, bundle, leaf, offline

__all__ = ["library", "project"]  # fixtures

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "hooks/review/theme/assets"


@pytest.mark.parametrize(("link", "file"), [
    ("../../units/", "../../units/index.html"), ("./", "./index.html"), (".", "./index.html"),
    ("..", "../index.html"), ("../#p1-1", "../index.html#p1-1"), ("a/?h=x#p1", "a/index.html?h=x#p1"),
    ("#p1-1", "#p1-1"), ("a.css", "a.css"), ("https://example.org/a/", "https://example.org/a/"), ("", ""),
    ("mailto:a@example.org", "mailto:a@example.org"), ("../a.html#b", "../a.html#b"),
])  # fmt: skip
def test_a_link_to_a_folder_names_its_page(link, file):
    assert leaf(link) == file


@pytest.mark.parametrize("entry", ["search/box.js", "search/page.js", "reader/main.js", "ledger/page.js"])
def test_a_bundle_holds_every_module_that_it_asks_for(entry):
    made = bundle(ASSETS, entry)
    defined = set(re.findall(r'reviewOffline\.define\("([^"]+)"', made))
    assert entry in defined
    assert set(re.findall(r'\brequire\("([^"]+)"\)', made)) <= defined
    assert not re.search(r"^\s*(?:import|export)\b|import\.meta|\bimport\(", made, re.MULTILINE)


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory):
    """The site of the session, made to open without a server, in a folder with Chinese and spaces."""
    folder = tmp_path_factory.mktemp("共享 文件夹") / "对照检查 站点"
    folder.mkdir()
    offline(site, folder)
    return folder


@pytest.mark.slow
class TestFromAFolder:
    def test_what_it_shows_is_what_the_server_shows(self, site, folder):
        def words(page):
            return re.sub(r'\s(?:href|action|src)="[^"]*"|<script.*?</script>', "", page, flags=re.DOTALL)

        served = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
        assert {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")} == served
        for path in sorted(served)[::9]:
            assert words((folder / path).read_text("utf-8")) == words((site / path).read_text("utf-8"))

    def test_every_link_is_a_file_that_is_there(self, folder):
        for path in folder.rglob("*.html"):
            for link in re.findall(r'\b(?:href|src|action)="([^"#?]+)', path.read_text("utf-8")):
                if not re.match(r"[a-z]+:", link):
                    there = Path(os.path.normpath(path.parent / unquote(link)))
                    assert there.is_file(), f"{path}: {link}"

    def test_every_printed_sheet_says_what_it_is_where_from_and_when(self, folder, browser):
        """No script may read or change a style sheet that is a file."""
        tab = browser.new_page()
        tab.goto((folder / "materials/2021/投资促进局-局长/index.html").as_uri() + "?print=official")
        rules = "document.adoptedStyleSheets.flatMap((one) => [...one.cssRules].map((rule) => rule.cssText))"
        said = tab.evaluate(f"() => {{ dispatchEvent(new Event('beforeprint')); return {rules}; }}")
        tab.close()
        assert [re.sub(r" \{.*", "", rule) for rule in said] == ["@page official:right", "@page official:left"]
        assert all("内部资料，不得外传。" in rule and "投资促进局-局长/index.html" in rule for rule in said)

    def test_search_hits_and_ledger_work_by_a_double_click(self, folder, browser):
        base = f"file://{quote(str(folder))}/"
        tab, failures = browser.new_page(), []
        tab.on("pageerror", lambda error: failures.append(str(error)))
        tab.on("request", lambda asked: asked.url.startswith("file:") or failures.append(asked.url))
        tab.goto(f"{base}index.html")
        tab.locator(".tabs a", has_text="检索").click()
        assert tab.url == f"{base}search/index.html"
        tab.locator(".search-field input").fill("形式主义")
        tab.locator(".search-field input").press("Enter")
        tab.locator(".search-hits > li").first.wait_for()
        assert "处，见于" in tab.locator(".search-status").inner_text()
        tab.locator(".search-hits a").first.click()
        tab.locator("mark").first.wait_for()
        assert re.search(r"/materials/.*/index\.html\?h=.*#\w", unquote(tab.url))
        tab.locator(".search-box input").fill("学习")
        tab.locator(".search-list a").first.wait_for()
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        tab.locator("mark").first.wait_for()
        tab.goto(f"{base}ledger/index.html")
        tab.get_by_text("已销号").first.wait_for()
        tab.close()
        assert not failures


@pytest.mark.slow
def test_the_command_builds_it_with_gates_and_manifest(library, tmp_path):
    """Of a library with few terms, which is soon built; what it holds is the same as of any."""
    out = tmp_path / "离线"
    manifest = build_offline(library, "internal", out)
    assert read_manifest(out) == manifest
    assert manifest.audience == "internal"
    assert "assets/offline/search-box.js" in manifest.files
    assert not any(path.endswith(".gz") for path in manifest.files)
    assert build_offline(library, "internal", out).files == manifest.files  # and again, over itself
